"""F6 goes round form, list, inspector and status; each gives the focus back to what had it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from gui.core.catalogue.guidance import Step
from tests.support.widgets.window_driver import CTRL, Staff

SHIFT = Qt.KeyboardModifier.ShiftModifier


def focused() -> str:
    widget = QApplication.focusWidget()
    return "" if widget is None else widget.accessibleName()


async def test_what_had_the_focus_in_an_area_gets_it_back(staff: Staff) -> None:
    staff.fields.account.setFocus()
    staff.presses(Qt.Key.Key_F, CTRL)
    assert focused() == "Search"
    staff.presses(Qt.Key.Key_F6, SHIFT)
    assert focused() == "User ID"
    staff.presses(Qt.Key.Key_F6)
    assert focused() == "Search"


async def test_backwards_it_goes_the_other_way_round(staff: Staff) -> None:
    await staff.starts(990001, "alice")
    staff.clicks_rows("alice")
    staff.form.focus_first()
    walked = []
    for _ in range(4):
        staff.presses(Qt.Key.Key_F6, SHIFT)
        walked.append(focused())
    assert walked[0] == "Stop a recording not in this list…"
    assert walked[1:] == ["Guest came back", "Live sessions", "Room ID"]


async def test_of_another_row_the_inspector_begins_at_its_first_step(staff: Staff) -> None:
    await staff.starts(990001, "alice")
    await staff.starts(990002, "carol")
    staff.clicks_rows("alice")
    staff.presses(Qt.Key.Key_F6)
    staff.presses(Qt.Key.Key_Tab)
    elsewhere = focused()
    assert elsewhere != "Guest came back"
    staff.presses(Qt.Key.Key_F6, SHIFT)
    staff.presses(Qt.Key.Key_F6)
    assert focused() == elsewhere
    staff.clicks_rows("carol")
    staff.presses(Qt.Key.Key_F6)
    assert focused() == "Guest came back"
    assert staff.error.steps.button(Step.GUEST_CAME_BACK) is not None


async def test_nobody_comes_back_to_a_stop_by_f6(staff: Staff) -> None:
    await staff.starts(990001, "alice")
    staff.clicks_rows("alice")
    staff.error.foot.stop.setFocus()
    assert focused() == "Stop alice in room 990001"
    staff.presses(Qt.Key.Key_F6)
    staff.presses(Qt.Key.Key_F6, SHIFT)
    assert focused() == "Guest came back"


async def test_on_a_shared_screen_it_leaves_out_what_is_hidden(staff: Staff) -> None:
    await staff.starts(990001, "alice")
    staff.clicks_rows("alice")
    staff.presses(Qt.Key.Key_H, CTRL | SHIFT)
    for _ in range(6):
        staff.presses(Qt.Key.Key_F6)
        widget = QApplication.focusWidget()
        assert widget is not None
        assert widget.isVisible()
