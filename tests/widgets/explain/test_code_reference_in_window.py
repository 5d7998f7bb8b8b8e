"""The code reference beside a failure, failures that are one entry, and the report: in the real window."""

import zipfile
from pathlib import Path

from PySide6.QtCore import Qt

from gui.core.foundation.enums import State
from gui.core.session_list.filter_sort import QuickFilter
from gui.simulator.in_process import RunningSimulator
from gui.widgets.controls.selectable_text import SelectableText
from gui.widgets.explain.attempts_view import AttemptsView
from gui.widgets.explain.code_reference import CodeReference
from tests.support.widgets.window_driver import Staff


async def _fails(staff: Staff, account: str = "dan", room: int = 990003) -> None:
    staff.types_target(room, account)
    before = len(staff.sessions.model.sessions())
    staff.clicks_start()
    await staff.until(lambda: len(staff.sessions.model.sessions()) > before, "it is in the list")
    await staff.sees(account, State.FAILED)
    await staff.settles()


async def _opens_codes(staff: Staff) -> CodeReference:
    staff.presses(Qt.Key.Key_F1)
    reference = await staff.asked(CodeReference)
    await staff.until(lambda: reference.details.here.text() != "…", "what happened here is told")
    return reference


async def test_f1_opens_at_the_code_of_the_chosen_row_with_what_happened_here(staff: Staff) -> None:
    await _fails(staff)
    await _fails(staff)
    reference = await _opens_codes(staff)
    assert reference.current() == "30000411"
    here = reference.details.here.text()
    assert here.startswith("2 times here, last ")
    assert here.endswith("room 990003, dan")
    reference.search.setText("30000403")
    assert reference.details.here.text() == "Never came on this computer."
    staff.presses(Qt.Key.Key_Escape)
    await staff.is_back()


async def test_what_a_retry_mended_stands_under_its_code(staff: Staff, service: RunningSimulator) -> None:
    service.arm(operation="start", code=30000404)
    await staff.starts(990001, "alice")
    reference = await _opens_codes(staff)
    reference.search.setText("30000404")
    assert reference.details.here.text().endswith("room 990001, alice, then accepted")
    staff.presses(Qt.Key.Key_Escape)
    await staff.is_back()


async def test_the_same_failure_again_is_one_entry_with_a_count(staff: Staff) -> None:
    for _ in range(3):
        await _fails(staff)
    assert staff.attention() == "Needs attention 1"
    assert staff.state("dan") == "Not started · 30000411 · 3 times"
    facts = staff.error.header.facts
    await staff.until(lambda: "3 times since" in facts.whole_text(), "the panel counts too")
    staff.clicks(staff.sessions.bar.button(QuickFilter.NEEDS_ATTENTION))
    await staff.until(lambda: staff.sessions.model.rowCount() == 1, "one row is listed")
    staff.clicks(staff.error.header.handled)
    staff.presses(Qt.Key.Key_Return)
    await staff.until(lambda: staff.attention() == "Needs attention 0", "all three are handled by one note")


def _timeline(view: AttemptsView) -> str:
    """The steps of the chosen attempt, as they are shown."""
    fields = view.findChildren(SelectableText)
    return "".join(field.text() for field in fields if field.accessibleName() == "Timeline")


async def test_each_step_of_an_attempt_has_its_time(staff: Staff) -> None:
    await _fails(staff)
    view = staff.error.attempts
    await staff.until(view.toggle.isEnabled, "there is something to open")
    staff.clicks(view.toggle)
    await staff.until(lambda: "answered" in _timeline(view), "the rows are read")
    lines = _timeline(view).splitlines()
    names = [line.rpartition("  ")[2] for line in lines[:5]]
    assert names[:2] == ["queued", "written to the ledger"]
    assert names[2].startswith("connected")
    assert names[3:] == ["sent", "answered"]
    assert lines[0][2] == lines[0][5] == ":"
    assert "HTTP 200" in lines


async def test_a_saved_report_says_so_on_its_button(staff: Staff, tmp_path: Path) -> None:
    await _fails(staff)
    session = staff.session("dan")
    output = tmp_path / "report.zip"
    window = staff.window
    staff.panel.bridge.reader.save_report(session.id, str(output), window.messages, window.catalogue)
    await staff.until(output.exists, "the report is written")
    await staff.settles()
    with zipfile.ZipFile(output) as bundle:
        assert "report.txt" in bundle.namelist()


async def test_a_report_that_can_not_be_written_is_told_with_the_files_name(
    staff: Staff, tmp_path: Path
) -> None:
    await _fails(staff)
    output = tmp_path / "missing" / "report.zip"
    window = staff.window
    window_session = staff.session("dan").id
    staff.panel.bridge.reader.save_report(window_session, str(output), window.messages, window.catalogue)
    await staff.until(lambda: str(output) in staff.error.details.message.field.text(), "the file is named")
    assert staff.error.header.headline.text() == "Not saved"
    await staff.settles()
