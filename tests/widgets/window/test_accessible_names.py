"""What a screen reader finds in the whole window: the names that stay, and none without a name."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractItemView, QLabel, QWidget

from gui.core.foundation.enums import State
from tests.support.widgets.window_driver import Staff

ROLES = QAccessible.Role
NAME = QAccessible.Text.Name
FIELDS = ("Room ID", "User ID", "File name", "Tags", "Category ID")
BOXES = ("Transcode", "Screenshot", "Watermark")
COMBOS = ("Source", "SDK type", "Profile", "Preset")
EXPLAINED = {
    "Error code": "30000411",
    "Description": "Recording room or the initiator of recording does not exist",
    "Solution": "Check whether the room has been activated successfully",
    "Service message": "room or user not exist",
}


def interfaces(window: QWidget) -> list[tuple[QWidget, QAccessibleInterface]]:
    return [(found, QAccessible.queryAccessibleInterface(found)) for found in window.findChildren(QWidget)]


def named(window: QWidget, role: QAccessible.Role) -> set[str]:
    return {read.text(NAME) for _, read in interfaces(window) if read.role() is role}


async def test_the_names_that_scripts_and_screen_readers_rely_on_are_there(staff: Staff) -> None:
    window = staff.window
    assert named(window, ROLES.EditableText) >= set(FIELDS)
    assert named(window, ROLES.CheckBox) >= set(BOXES)
    assert named(window, ROLES.Button) >= {"Start recording", "Stop recording"}
    assert "Live sessions" in named(window, ROLES.Table)
    buddies = {label.text(): label.buddy() for label in window.findChildren(QLabel)}
    for name in COMBOS:
        read = QAccessible.queryAccessibleInterface(buddies[name])
        assert read.role() is ROLES.ComboBox


async def test_a_refusal_is_read_through_the_text_interface(staff: Staff) -> None:
    staff.types_target(990003, "dan")
    staff.clicks_start()
    await staff.sees("dan", State.FAILED)
    await staff.until(staff.error.details.description.isVisible, "it is explained")
    texts = {}
    for widget, read in interfaces(staff.error):
        if widget.isVisible() and (text := read.textInterface()) is not None:
            assert read.text(NAME) not in texts, "two fields of one name"
            assert read.state().readOnly
            assert read.state().selectableText
            texts[read.text(NAME)] = text.text(0, text.characterCount())
    for name, words in EXPLAINED.items():
        assert texts[name].startswith(words)


@pytest.mark.parametrize("refused", [False, True])
async def test_every_control_that_takes_the_focus_has_a_name(staff: Staff, refused: bool) -> None:
    if refused:
        await staff.starts(990003, "dan", State.FAILED)
    takes_focus = [
        (widget, read)
        for widget, read in interfaces(staff.window)
        if widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
        and (widget.isVisible() or isinstance(widget, QAbstractItemView))
    ]
    assert len(takes_focus) > 20
    assert [widget for widget, read in takes_focus if not read.text(NAME)] == []
