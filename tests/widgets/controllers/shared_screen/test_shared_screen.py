"""A customer sees the screen: Ctrl+Shift+H leaves the chosen row, and nothing of anybody else."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
)

from gui.core.foundation.enums import State
from gui.core.protocol.request import StartRequest
from gui.core.session_list.filter_sort import QuickFilter
from gui.simulator.in_process import RunningSimulator
from gui.widgets.dialogs.quit_dialog import QuitDialog
from gui.widgets.dialogs.stop_dialog import StopDialog
from tests.support.widgets.connection_dialog_driver import opens_settings
from tests.support.widgets.read_screen import everything_said
from tests.support.widgets.window_driver import CTRL, Staff

SHIFT = Qt.KeyboardModifier.ShiftModifier


def toggles(staff: Staff) -> None:
    staff.presses(Qt.Key.Key_H, CTRL | SHIFT)


def rows(staff: Staff) -> list[str]:
    model = staff.sessions.model
    return [model.session_at(row).target.account for row in range(model.rowCount())]


def words_on_screen(staff: Staff) -> str:
    """Every word that can be read in the window, the shown rows without."""
    QCoreApplication.processEvents()
    found: list[str] = []
    for widget in staff.window.findChildren(QLabel) + staff.window.findChildren(QPushButton):
        if widget.isVisible():
            found += [widget.text(), widget.toolTip(), widget.accessibleName()]
    for line in staff.window.findChildren(QLineEdit):
        found += [line.text()] if line.isVisible() else []
    for text in staff.window.findChildren(QTextEdit) + staff.window.findChildren(QPlainTextEdit):
        found += [text.toPlainText()] if text.isVisible() else []
    return "\n".join(found)


async def three_recordings(staff: Staff) -> None:
    await staff.starts(990001, "alice")
    await staff.starts(990002, "carol")
    await staff.starts(990003, "dan", State.FAILED)


async def test_only_the_chosen_row_is_left_and_the_same_key_ends_it(staff: Staff) -> None:
    await three_recordings(staff)
    staff.clicks_rows("carol")
    toggles(staff)
    assert rows(staff) == ["carol"]
    assert staff.window.shared_screen.isVisible()
    assert staff.window.shared_screen.text.text() == "Only the chosen row is shown. Nothing is announced."
    assert staff.error.isVisible()
    assert staff.error.session_id() == staff.session("carol").id
    toggles(staff)
    assert sorted(rows(staff)) == ["alice", "carol", "dan"]
    assert not staff.window.shared_screen.isVisible()
    assert staff.form.isVisible()
    assert [one.target.account for one in staff.sessions.selected()] == ["carol"]


async def test_no_name_room_or_count_of_another_is_left_on_the_screen(staff: Staff) -> None:
    await three_recordings(staff)
    staff.types_target(10001, "frank")
    staff.clicks_rows("alice", "carol")
    staff.clicks_rows("carol")
    toggles(staff)
    words = words_on_screen(staff)
    assert "carol" in words
    for other in ("alice", "dan", "frank", "990001", "990003", "10001", "Needs attention"):
        assert other not in words


async def test_the_button_at_the_top_ends_it_too(staff: Staff) -> None:
    await three_recordings(staff)
    staff.clicks_rows("carol")
    toggles(staff)
    staff.clicks(staff.window.shared_screen.end)
    assert len(rows(staff)) == 3


async def test_with_no_row_or_several_chosen_the_list_is_empty_and_says_why(staff: Staff) -> None:
    await three_recordings(staff)
    for chosen in ((), ("alice", "carol")):
        staff.sessions.table.clearSelection()
        staff.clicks_rows(*chosen)
        toggles(staff)
        assert rows(staff) == []
        assert staff.window.shared_screen.isVisible()
        assert staff.sessions.empty.headline.text() == "The screen is shared"
        assert staff.error.session_id() == ""
        assert "alice" not in words_on_screen(staff)
        toggles(staff)


async def test_what_is_started_meanwhile_does_not_show(staff: Staff) -> None:
    await three_recordings(staff)
    staff.clicks_rows("carol")
    toggles(staff)
    staff.panel.bridge.recordings.start("Main", StartRequest(room=990001, account="bob", file_name="x"))
    await staff.sees("bob", State.RECORDING)
    await staff.settles()
    assert rows(staff) == ["carol"]
    assert "bob" not in words_on_screen(staff)
    staff.sessions.bar.set_filter(QuickFilter.LIVE)
    assert rows(staff) == ["carol"]
    staff.sessions.bar.set_filter(QuickFilter.ALL)
    toggles(staff)
    assert sorted(rows(staff)) == ["alice", "bob", "carol", "dan"]


async def test_the_row_follows_its_recording_and_can_be_stopped(
    staff: Staff, service: RunningSimulator
) -> None:
    await three_recordings(staff)
    staff.clicks_rows("carol")
    toggles(staff)
    await staff.stops("carol")
    await staff.sees("carol", State.STOPPED)
    assert rows(staff) == ["carol"]
    assert [one.operation for one in service.record][-1] == "stop"
    toggles(staff)


async def test_an_alarm_about_others_waits_until_it_is_ended(staff: Staff) -> None:
    await three_recordings(staff)
    staff.clicks_rows("carol")
    toggles(staff)
    staff.panel.bridge.overran.emit([staff.session("alice")])
    assert not staff.window.alarm.isVisible()
    assert "alice" not in words_on_screen(staff)
    toggles(staff)
    assert staff.window.alarm.isVisible()
    assert "alice" in staff.window.alarm.text


async def test_a_window_that_was_open_beside_is_hidden_meanwhile(staff: Staff) -> None:
    await three_recordings(staff)
    staff.clicks_rows("carol")
    staff.window.show_codes()
    reference = staff.window.code_reference
    assert reference is not None
    staff.window.activateWindow()
    await staff.until(staff.window.isActiveWindow, "the window has the focus")
    toggles(staff)
    assert not reference.isVisible()
    toggles(staff)
    assert reference.isVisible()
    reference.close()


async def test_the_codes_that_were_looked_up_before_name_nobody_when_they_are_opened_again(
    staff: Staff,
) -> None:
    await three_recordings(staff)
    staff.clicks_rows("dan")
    staff.presses(Qt.Key.Key_F1)
    reference = staff.window.code_reference
    assert reference is not None
    history = reference.details.here
    await staff.until(lambda: "dan" in history.text(), "it is told what happened here")
    reference.close()
    staff.window.activateWindow()
    await staff.until(staff.window.isActiveWindow, "the window has the focus")
    staff.clicks_rows("carol")
    toggles(staff)
    staff.presses(Qt.Key.Key_F1)
    assert reference.isVisible()
    assert history.text() == "…"
    await staff.settles()
    assert history.text() == "…"
    reference.close()
    toggles(staff)


async def test_the_link_that_names_another_room_is_gone_and_ctrl_z_does_nothing(staff: Staff) -> None:
    await three_recordings(staff)
    staff.clicks(staff.sessions.bar.button(QuickFilter.LIVE))
    staff.clicks_rows("carol")
    toggles(staff)
    assert not staff.window.undo_link.isVisible()
    staff.presses(Qt.Key.Key_Z, CTRL)
    assert staff.sessions.bar.filter() is QuickFilter.LIVE
    toggles(staff)
    assert staff.window.undo_link.isVisible()
    assert QApplication.activeModalWidget() is None


async def test_no_question_names_anybody_else_nor_does_the_status_line(staff: Staff) -> None:
    await three_recordings(staff)
    staff.window.status.say("bob in room 990001 is still being recorded: nothing new was started.")
    staff.clicks_rows("carol")
    toggles(staff)
    assert "bob" not in words_on_screen(staff)
    staff.presses(Qt.Key.Key_F8)
    question = await staff.asked(StopDialog)
    assert not any("alice" in text for text in staff.texts_in(question))
    staff.clicks(question.cancel)
    await staff.is_back()
    staff.window.close()
    leaving = await staff.asked(QuitDialog)
    assert not any("alice" in text or "990001" in text for text in staff.texts_in(leaving))
    staff.clicks(leaving.cancel)
    await staff.is_back()
    toggles(staff)
    assert staff.window.status.done.isVisible()


async def test_a_start_pressed_before_asks_nothing_about_another_guest(
    staff: Staff, service: RunningSimulator
) -> None:
    await three_recordings(staff)
    staff.types_target(990001, "alice")
    staff.clicks_start()
    staff.clicks_rows("carol")
    toggles(staff)
    await staff.until(lambda: staff.window.banner.told, "it is kept for later")
    await staff.settles()
    assert QApplication.activeModalWidget() is None
    assert "alice" not in words_on_screen(staff)
    toggles(staff)
    assert staff.window.banner.text == "▲ No start was sent: alice in room 990001 is being recorded already."
    assert [one.operation for one in service.record] == ["start"] * 3


async def test_with_no_row_chosen_the_inspector_counts_nothing(staff: Staff) -> None:
    await three_recordings(staff)
    staff.sessions.table.clearSelection()
    toggles(staff)
    assert not staff.error.shift.facts.isVisible()
    toggles(staff)
    staff.error.show_session(None)
    assert staff.error.shift.facts.isVisible()


async def test_the_key_takes_an_open_question_back_and_nothing_of_it_is_sent(
    staff: Staff, service: RunningSimulator
) -> None:
    await three_recordings(staff)
    staff.clicks_rows("alice")
    staff.presses(Qt.Key.Key_F8)
    await staff.asked(StopDialog)
    toggles(staff)
    assert QApplication.activeModalWidget() is None
    assert staff.window.shared_screen.isVisible()
    assert rows(staff) == ["alice"]
    await staff.is_back()
    toggles(staff)
    await staff.settles()
    assert len(rows(staff)) == 3
    assert QApplication.activeModalWidget() is None, "no question comes back by itself"
    assert not [one for one in service.record if one.operation == "stop"]


async def test_the_key_hides_settings_that_are_half_filled_in_and_they_come_back(staff: Staff) -> None:
    await three_recordings(staff)
    staff.clicks_rows("carol")
    dialog = await opens_settings(staff)
    toggles(staff)
    assert not dialog.isVisible()
    await staff.is_back()
    assert rows(staff) == ["carol"]
    toggles(staff)
    assert dialog.isVisible()
    assert dialog.isModal()
    dialog.reject()


async def test_the_key_works_in_the_codes_and_closes_what_finds(staff: Staff) -> None:
    await three_recordings(staff)
    staff.clicks_rows("carol")
    staff.presses(Qt.Key.Key_F1)
    codes = staff.window.code_reference
    assert codes is not None
    await staff.until(codes.isActiveWindow, "the codes have the focus")
    toggles(staff)
    assert not codes.isVisible()
    assert rows(staff) == ["carol"]
    await staff.is_back()
    toggles(staff)
    assert codes.isVisible()
    codes.close()
    await staff.is_back()
    staff.presses(Qt.Key.Key_K, CTRL)
    await staff.until(lambda: not staff.window.isActiveWindow(), "the palette has the focus")
    staff.keys_in("alice")
    toggles(staff)
    await staff.is_back()
    assert "alice" not in everything_said()
    toggles(staff)
    await staff.settles()
    assert staff.window.isActiveWindow(), "what finds is not opened again"


async def test_no_window_for_files_opens_while_a_customer_sees_the_screen(staff: Staff) -> None:
    await three_recordings(staff)
    staff.clicks_rows("carol")
    export = staff.sessions.bar.export.menu()
    assert export is not None
    export.aboutToShow.emit()
    first = export.actions()[0]
    first.trigger()
    await staff.asked(QFileDialog)
    toggles(staff)
    assert QApplication.activeModalWidget() is None
    await staff.is_back()
    first.trigger()
    staff.panel.actions.traces.save_report()
    await staff.settles()
    assert QApplication.activeModalWidget() is None
    assert "folders" in staff.window.shared_screen.text.text()


async def test_the_question_before_closing_counts_nobody(staff: Staff) -> None:
    await three_recordings(staff)
    staff.clicks_rows("carol")
    toggles(staff)
    staff.window.close()
    question = await staff.asked(QuitDialog)
    assert question.headline.text() == "Recordings are live"
    assert not any(letter.isdigit() for label in question.findChildren(QLabel) for letter in label.text())
    question.reject()
