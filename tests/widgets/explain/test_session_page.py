"""A session's page: everything that is known of it, to read, to copy, and to start again from."""

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QTableWidget

from gui.core.foundation.enums import State
from gui.core.sessions.session import Session
from gui.simulator.in_process import RunningSimulator
from gui.widgets.explain.session_page import SessionPage
from gui.widgets.sessions.session_columns import Column
from tests.support.widgets.window_driver import Staff, profile_for, window_at


def cells(table: QTableWidget) -> list[list[str]]:
    def text(row: int, column: int) -> str:
        item = table.item(row, column)
        return "" if item is None else item.text()

    return [[text(row, column) for column in range(table.columnCount())] for row in range(table.rowCount())]


def double_clicks(staff: Staff, session: Session) -> None:
    table, row = staff.sessions.table, staff.sessions.model.row_of(session.id)
    assert row is not None
    at = QPoint(table.visualRect(staff.sessions.model.index(row, Column.ROOM)).center())
    left = Qt.MouseButton.LeftButton
    QTest.mouseClick(table.viewport(), left, Qt.KeyboardModifier.NoModifier, at)
    QTest.mouseDClick(table.viewport(), left, Qt.KeyboardModifier.NoModifier, at)


async def opens(staff: Staff, session: Session) -> SessionPage:
    """Double click, and wait until the ledger's rows are there."""
    double_clicks(staff, session)
    page = await staff.asked(SessionPage)
    await staff.until(lambda: page.rows.rowCount() > 0, "the rows are there")
    return page


async def test_a_double_click_opens_what_the_ledger_knows(staff: Staff) -> None:
    staff.types(staff.fields.tags.editor, "maths,")
    session = await staff.starts(990001, "alice")
    await staff.stops("alice")
    await staff.sees("alice", State.STOPPED)
    page = await opens(staff, session)
    assert not page.isModal()
    assert page.headline.text().startswith("■ Stopped · 1 file")
    facts = dict(page.facts.texts() + page.settings.texts())
    assert (facts["Room"], facts["User"]) == ("990001", "alice · the camera")
    assert (facts["Profile"], facts["Operator"], facts["Tags"]) == ("Main", "Li", "maths")
    assert facts["File name"] == session.settings.file_name
    found = cells(page.rows)
    assert [(row[1], row[2], row[5]) for row in found] == [
        ("start · asked for", "Li", "Starting…"),
        ("start · result", "Li", "Recording"),
        ("stop · asked for", "Li", "Stopping…"),
        ("stop · result", "Li", "Stopped"),
    ]
    page.reject()
    await staff.is_back()


async def test_a_single_click_explains_and_return_opens_the_page(staff: Staff) -> None:
    session = await staff.starts(990002, "carol")
    staff.clicks_rows("carol")
    assert staff.error.session_id() == session.id
    assert not [window for window in QApplication.topLevelWidgets() if isinstance(window, SessionPage)]
    staff.presses(Qt.Key.Key_Return)
    page = await staff.asked(SessionPage)
    assert page.windowTitle() == f"Session #{session.id}"
    page.reject()
    await staff.is_back()


async def test_a_refusal_and_a_mark_stand_in_the_rows_with_code_and_reason(staff: Staff) -> None:
    staff.types_target(990003, "dan")
    staff.clicks_start()
    session = await staff.sees("dan", State.FAILED)
    await staff.settles()
    staff.panel.bridge.recordings.mark_handled(session.id, "called the host")
    await staff.until(lambda: staff.session("dan").handled, "it is marked")
    page = await opens(staff, session)
    came, marked = cells(page.rows)[1:]
    assert (came[1], came[4], came[5]) == ("start · result", "30000411", "Not started")
    assert (marked[1], marked[3], marked[4]) == ("marked handled", "called the host", "")
    page.reject()
    await staff.is_back()


async def test_file_ids_are_copied_one_by_one_or_all_in_lines(staff: Staff) -> None:
    session = await staff.starts(990001, "alice")
    await staff.stops("alice")
    done = await staff.sees("alice", State.STOPPED)
    page = await opens(staff, session)
    ids = page.file_ids
    ids.set_ids((*done.file_ids, "second"))
    staff.clicks(ids.copy_all)
    assert QGuiApplication.clipboard().text() == f"{done.file_ids[0]}\nsecond"
    ids.list.setCurrentRow(1)
    staff.clicks(ids.copy_one)
    assert QGuiApplication.clipboard().text() == "second"
    page.reject()
    await staff.is_back()


async def test_start_again_fills_the_form_in_its_own_profile_and_sends_nothing(
    data_folder: Path, service: RunningSimulator
) -> None:
    profile_for(data_folder, service.url)
    profile_for(data_folder, service.url, "Other")
    async with window_at(data_folder, profile="Main") as staff:
        staff.types(staff.fields.tags.editor, "maths,")
        session = await staff.starts(990001, "alice")
        staff.panel.actions.profiles.choose("Other")
        staff.window.connection_bar.all_accounts.setChecked(True)
        await staff.until(lambda: staff.sessions.model.rowCount() == 1, "all accounts are listed")
        sent = len(service.record)
        page = await opens(staff, session)
        staff.clicks(page.start_again)
        await staff.is_back()
        assert staff.panel.actions.profiles.current == "Main"
        values = staff.fields.values()
        assert (values.room, values.account, values.tags) == ("990001", "alice", ("maths",))
        assert staff.form.start_button.hasFocus()
        await staff.settles()
        assert len(service.record) == sent
        page.reject()


async def test_the_page_follows_its_session(staff: Staff) -> None:
    session = await staff.starts(990001, "alice")
    page = await opens(staff, session)
    assert page.headline.text().startswith("● Recording")
    staff.panel.bridge.recordings.stop_sessions([session.id])
    await staff.until(lambda: page.headline.text().startswith("■ Stopped"), "the page shows the stop")
    await staff.until(lambda: page.rows.rowCount() == 4, "the stop's rows are there")
    assert page.file_ids.list.count() == 1


async def test_the_report_is_saved_from_the_page(staff: Staff, tmp_path: Path) -> None:
    session = await staff.starts(990001, "alice")
    page = await opens(staff, session)
    staff.clicks(page.save_report)
    dialog = await staff.asked(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "report.zip"))
    dialog.reject()
    await staff.until(lambda: page.save_report.text() == "Report saved", "the report is there")
    assert (tmp_path / "report.zip").exists()
    # It goes with the window.
