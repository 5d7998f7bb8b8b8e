"""The window of a batch: what is wrong with a file, and what can be done with a result."""

import csv
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from gui.core.batch.results import BatchProgress
from gui.core.catalogue.errors import Catalogue
from gui.core.foundation.enums import Outcome
from gui.core.foundation.messages import Messages
from gui.simulator.in_process import RunningSimulator
from gui.widgets.batch.batch_result_model import ResultColumn
from gui.widgets.batch.batch_run_page import BatchRunPage
from gui.widgets.controls.ask_dialog import Question
from gui.widgets.controls.labels import ToneLabel
from tests.support.core.batches import ROOM, file_of
from tests.support.widgets.batch_driver import at_batch, lesson, written
from tests.support.widgets.lone_widget import discard
from tests.support.widgets.window_driver import Staff


def nameless(window: QWidget) -> list[QWidget]:
    """What takes the focus and has no name for a screen reader."""
    return [
        found
        for found in window.findChildren(QWidget)
        if found.isVisible()
        and found.focusPolicy() is not Qt.FocusPolicy.NoFocus
        and not QAccessible.queryAccessibleInterface(found).text(QAccessible.Text.Name)
    ]


async def test_a_bad_file_is_complained_of_line_by_line_and_nothing_is_sent(
    staff: Staff, service: RunningSimulator, tmp_path: Path
) -> None:
    desk = await at_batch(staff)
    path = tmp_path / "bad.csv"
    rows = ("room;account;file_name;transcode", "x12;student01;l;yes", "990007;student02;;maybe")
    path.write_bytes("\n".join(rows).encode("utf-16"))
    await desk.chooses(path)
    assert desk.found() == [
        ("✕ 2", "room", "“x12” is not a number. Type digits only, 0 to 4294967295."),
        ("✕ 3", "transcode", "“maybe” is neither yes nor no. Use yes or no, 1 or 0."),
        ("✕ 3", "file_name", "The file name is missing. A recording needs a name."),
    ]
    assert desk.file.found.text().startswith("✕ 2 lines are wrong. Nothing was sent.")
    assert desk.file.form_line.text() == "UTF-16, columns parted by semicolon"
    assert not desk.file.go.isVisible()
    # Put right in the spreadsheet, and read again.
    path.write_bytes(file_of(2))
    staff.clicks(desk.file.again)
    await staff.until(desk.file.go.isVisible, "the file is sound")
    assert service.record == ()


async def test_a_file_that_is_not_there_is_said_to_be_so(staff: Staff, tmp_path: Path) -> None:
    desk = await at_batch(staff)
    await desk.chooses(tmp_path / "nowhere.csv")
    ((where, field, words),) = desk.found()
    assert (where, field) == ("✕ File", "")
    assert words.endswith("nowhere.csv can't be read: there is no such file.")


async def test_another_path_takes_the_button_of_the_old_file_away_at_once(
    staff: Staff, tmp_path: Path
) -> None:
    desk = await at_batch(staff)
    await desk.chooses(lesson(tmp_path, 3))
    assert desk.file.go.isVisible()
    staff.keys_in("x")
    assert not desk.file.go.isVisible()


async def test_a_sound_file_is_shown_row_by_row_before_anything_is_sent(
    staff: Staff, service: RunningSimulator, tmp_path: Path
) -> None:
    desk = await at_batch(staff)
    await desk.chooses(lesson(tmp_path, 3))
    rows = desk.file.rows
    shown = rows.model()
    assert rows.isVisible()
    assert [[shown.index(row, column).data() for column in range(4)] for row in range(rows.rowCount())] == [
        [str(row + 2), str(ROOM), f"student{row + 1:02}", f"lesson-{row + 1}"] for row in range(3)
    ]
    assert not service.record
    staff.keys_in("x")
    assert not rows.isVisible()


async def test_what_was_found_in_one_file_is_never_shown_for_another_that_is_being_typed(
    staff: Staff, tmp_path: Path
) -> None:
    desk = await at_batch(staff)
    told: list[object] = []
    staff.panel.actions.batches.runner.checked.connect(told.append)
    desk.file.file.set_path(str(lesson(tmp_path, 3)))
    staff.clicks(desk.file.stop)
    # The look at the file is under way; the next letter makes another path of it.
    desk.file.file.set_path(str(tmp_path / "another.csv"))
    await staff.until(lambda: len(told) == 1, "the first file was looked at")
    assert not desk.file.go.isVisible()
    await staff.until(desk.file.again.isVisible, "the second one was looked at")
    assert desk.found()[0][2].endswith("another.csv can't be read: there is no such file.")


async def test_file_names_that_are_used_already_or_twice_are_warned_of_and_stop_nothing(
    staff: Staff, service: RunningSimulator, tmp_path: Path
) -> None:
    staff.types(staff.fields.file_name, "lesson-2")
    await staff.starts(990001, "alice")
    desk = await at_batch(staff)
    rows = (f"{ROOM},student01,lesson-2", f"{ROOM},student02,same", f"{ROOM},student03,same")
    await desk.chooses(written(tmp_path, *rows))
    assert desk.found() == [
        ("▲ 2", "file_name", "This profile has a recording of that name already: room 990001, user alice."),
        (
            "▲ 4",
            "file_name",
            "Line 3 has the same file name: two recordings that are hard to tell from each other.",
        ),
    ]
    assert desk.file.more.text() == "▲ Warnings: 2. They stop nothing."
    staff.clicks(desk.file.go)
    await desk.is_over()
    assert len(service.record) == 4


async def test_the_result_is_filtered_sorted_copied_and_exported_safely(
    staff: Staff, service: RunningSimulator, tmp_path: Path
) -> None:
    service.arm(account="student01", code=30000411)
    desk = await at_batch(staff)
    rows = (f"{ROOM},student01,=1+1", f"{ROOM},student02,b", "990002,carol,c")
    await desk.sends(written(tmp_path, *rows))
    table = desk.run.table
    assert table.button(Outcome.REFUSED).text() == "Refused 1"
    staff.clicks(table.button(Outcome.REFUSED))
    assert desk.results(ResultColumn.USER) == ["student01"]
    staff.clicks(desk.run.copy)
    copied = QApplication.clipboard().text().splitlines()
    assert copied[0].startswith("Line\tRoom\tUser\tOutcome\tCode")
    assert copied[1].startswith(f"2\t{ROOM}\tstudent01\t✕ Refused\t30000411\t")
    staff.clicks(table.button(None))
    table.view.sortByColumn(ResultColumn.OUTCOME, Qt.SortOrder.AscendingOrder)
    assert desk.results(ResultColumn.USER) == ["student01", "student02", "carol"]
    table.view.sortByColumn(ResultColumn.USER, Qt.SortOrder.AscendingOrder)
    assert desk.results(ResultColumn.USER) == ["carol", "student01", "student02"]
    staff.clicks(desk.run.export)
    result = tmp_path / "result.csv"
    await staff.saves_as(result)
    await staff.until(lambda: desk.run.said.text().startswith("Saved: "), "the panel says so")
    with result.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    assert [(line["line"], line["outcome"], line["code"]) for line in lines] == [
        ("2", "refused", "30000411"),
        ("3", "accepted", "0"),
        ("4", "accepted", "0"),
    ]
    assert lines[0]["file_name"] == "'=1+1"


async def test_a_result_that_cant_be_written_is_said_in_the_batchs_own_window(
    staff: Staff, tmp_path: Path
) -> None:
    desk = await at_batch(staff)
    await desk.sends(lesson(tmp_path, 1))
    desk.dialog.export_chosen.emit(str(tmp_path / "no folder" / "result.csv"))
    await staff.until(lambda: desk.run.said.text().startswith("✕ "), "the panel says so")
    assert "No such file or directory" in desk.run.said.text()


async def test_a_template_can_be_saved_filled_in_and_chosen(staff: Staff, tmp_path: Path) -> None:
    desk = await at_batch(staff)
    staff.clicks(desk.file.template)
    path = tmp_path / "template.csv"
    await staff.saves_as(path)
    await staff.until(lambda: desk.file.form_line.text().startswith("Saved: "), "the panel says so")
    await desk.chooses(path)
    assert desk.file.found.text() == "2 starts in OTHER RELAY · Main"


async def test_a_file_that_was_sent_before_sends_only_what_is_left_unless_told_otherwise(
    staff: Staff, service: RunningSimulator, tmp_path: Path
) -> None:
    service.arm(account="student02", code=30000411)
    desk = await at_batch(staff)
    path = lesson(tmp_path, 3)
    await desk.sends(path)
    staff.clicks(desk.run.new)
    await desk.chooses(path)
    assert desk.file.go.text() == "Nothing left to send"
    assert not desk.file.go.isEnabled()
    assert "Rows with their answer: 3." in desk.file.more.text()
    # Its own names are no news.
    assert "Warnings" not in desk.file.more.text()
    choices = [desk.file.choice.itemText(row) for row in range(desk.file.choice.count())]
    assert choices == [
        "Only the rows that were never sent: 0",
        "Those and the refused ones: 1",
        "All rows, from the first: 3",
    ]
    desk.file.choice.setCurrentIndex(1)
    assert desk.file.go.text() == "Start 1 recording"
    staff.clicks(desk.file.go)
    await desk.is_over()
    assert len(service.record) == 4


async def test_a_row_whose_user_is_recorded_here_already_is_warned_of_and_left_alone(
    staff: Staff, service: RunningSimulator, tmp_path: Path
) -> None:
    await staff.starts(990001, "alice")
    desk = await at_batch(staff)
    await desk.chooses(written(tmp_path, "990001,alice,a", "990002,carol,b"))
    words = "This user is being recorded here already: the row is not started a second time."
    assert desk.found() == [("▲ 2", "account", words)]
    staff.clicks(desk.file.go)
    await desk.is_over()
    assert desk.results(ResultColumn.OUTCOME) == ["✕ Not sent", "● Accepted"]
    assert len(service.record) == 2


async def test_a_file_can_be_dropped_onto_the_window(staff: Staff, tmp_path: Path) -> None:
    desk = await at_batch(staff)
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(lesson(tmp_path, 2)))])
    at, nothing = QPoint(200, 300), Qt.KeyboardModifier.NoModifier
    left, copy = Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction
    QApplication.sendEvent(desk.dialog, QDragEnterEvent(at, copy, content, left, nothing))
    QApplication.sendEvent(desk.dialog, QDropEvent(at, copy, content, left, nothing))
    await staff.until(desk.file.go.isVisible, "the file was looked at")
    assert desk.file.go.text() == "Start 2 recordings"


async def test_every_control_of_it_that_takes_the_focus_has_a_name(staff: Staff, tmp_path: Path) -> None:
    desk = await at_batch(staff)
    await desk.chooses(written(tmp_path, "990001,alice,same", "990002,carol,same"))
    assert nameless(desk.dialog) == []
    staff.clicks(desk.file.go)
    await desk.is_over()
    assert nameless(desk.dialog) == []


async def test_a_file_of_unknown_encoding_is_asked_about_once_and_never_sent_on_a_guess(
    staff: Staff, service: RunningSimulator, tmp_path: Path
) -> None:
    desk = await at_batch(staff)
    path = tmp_path / "german.csv"
    path.write_bytes("room;account;file_name\r\n990007;student01;Größe\r\n".encode("cp1252"))
    await desk.chooses(path)
    assert desk.file.found.text().startswith("▲ It is not certain how this file is to be read.")
    assert not desk.file.go.isVisible()
    asked = desk.file.encoding
    offered = [asked.itemText(row) for row in range(asked.count())]
    assert offered[0] == "Windows-1252: 990007 · student01 · Größe"
    assert asked.currentIndex() == -1
    asked.setCurrentIndex(0)
    asked.activated.emit(0)
    await staff.until(desk.file.go.isVisible, "the file is sound")
    assert desk.file.form_line.text() == "Windows-1252, columns parted by semicolon"
    # The same content another time: what was said of it holds, and can be changed.
    copy = tmp_path / "copy.csv"
    copy.write_bytes(path.read_bytes())
    await desk.sends(copy)
    assert [str(entry.account) for entry in service.record] == ["student01"]
    assert staff.session("student01").settings.file_name == "Größe"


async def test_before_a_file_an_example_stands_where_nothing_was(staff: Staff, tmp_path: Path) -> None:
    desk = await at_batch(staff)
    assert desk.file.drop.isVisible()
    texts = [label.text() for label in desk.file.drop.findChildren(ToneLabel) if label.isVisible()]
    assert {"room", "account", "file_name", "tags"} <= set(texts)
    staff.clicks(desk.file.stop)
    texts = [label.text() for label in desk.file.drop.findChildren(ToneLabel) if label.isVisible()]
    assert "account" in texts
    assert "file_name" not in texts
    staff.clicks(desk.file.start)
    await desk.chooses(lesson(tmp_path, 2))
    assert not desk.file.drop.isVisible()


async def test_warnings_take_few_rows_and_leave_the_space_to_what_is_sent(
    staff: Staff, tmp_path: Path
) -> None:
    desk = await at_batch(staff)
    await desk.chooses(written(tmp_path, *(f"990001,user{n},same" for n in range(40))))
    assert len(desk.found()) > 4
    row = desk.file.table.verticalHeader().defaultSectionSize()
    assert desk.file.table.viewport().height() == 4 * row
    assert desk.file.rows.height() > desk.file.table.height()


async def test_in_a_narrow_window_no_head_of_the_result_is_cut(
    staff: Staff, service: RunningSimulator, tmp_path: Path
) -> None:
    service.arm(operation="start", account="student01", code=30000411)
    desk = await at_batch(staff)
    await desk.sends(lesson(tmp_path, 3))
    desk.dialog.resize(700, 480)
    await staff.until(lambda: desk.dialog.width() == 700, "it is narrow")
    header = desk.run.table.view.horizontalHeader()
    widths = [header.sectionSize(column) for column in ResultColumn]
    assert sum(widths) <= desk.run.table.view.viewport().width()
    for column in ResultColumn:
        assert header.sectionSize(column) >= header.sectionSizeHint(column)


async def test_sending_all_rows_once_more_is_asked_about_with_the_profile_at_the_top(
    staff: Staff, service: RunningSimulator, tmp_path: Path
) -> None:
    desk = await at_batch(staff)
    path = lesson(tmp_path, 3)
    await desk.sends(path)
    staff.clicks(desk.run.new)
    await desk.chooses(path)
    desk.file.choice.setCurrentIndex(desk.file.choice.count() - 1)
    staff.clicks(desk.file.go)
    question = await staff.asked(Question)
    assert question.headline.text() == "Send all 3 rows from the first?"
    assert [chip.text() for chip in question.chips] == ["OTHER RELAY · Main"]
    staff.clicks(question.cancel)
    await staff.until(lambda: not question.isVisible(), "nothing is sent")
    assert len(service.record) == 3


def test_the_words_of_the_two_buttons_differ_in_more_than_a_number(qapp: QApplication) -> None:
    page = BatchRunPage(Messages("en"), Catalogue("en"))
    progress = BatchProgress(
        total=10, accepted=6, refused=3, unknown=0, not_sent=1, left=0, seconds_left=None, paused=False
    )
    page.advance(progress, ())
    page.end(None)
    assert page.unsent.text() == "Send the row that was not sent"
    assert page.failed.text() == "Send the 4 failed rows again"
    discard(page)
    qapp.processEvents()
