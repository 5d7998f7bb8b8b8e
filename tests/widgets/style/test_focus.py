"""Where Return and the letters go can be seen: every stop of the Tab key shows a ring of its own."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from gui.core.foundation.enums import State
from gui.widgets.controls.theme import show_theme
from gui.widgets.style.themes import ThemeName
from tests.support.widgets.pixels import change, pixels
from tests.support.widgets.window_driver import Staff

SEEN = 3.0


pytestmark = pytest.mark.usefixtures("each_theme")


@pytest.fixture(params=list(ThemeName))
def each_theme(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[None]:
    """Each theme in turn."""
    show_theme(qapp, request.param)
    QApplication.sendPostedEvents()
    yield
    show_theme(qapp, ThemeName.LIGHT)


def ring_around(widget: QWidget) -> float:
    """How much the widget changes where it changes most, as the focus comes to it."""
    window = widget.window()
    elsewhere = window.focusProxy() or window
    elsewhere.setFocus()
    QApplication.sendPostedEvents()
    if widget.hasFocus():
        widget.clearFocus()
    before = pixels(widget)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    return change(before, pixels(widget))


def stops(window: QWidget) -> list[QWidget]:
    """What takes the focus by Tab, in its order."""
    found: list[QWidget] = []
    widget: QWidget | None = window.nextInFocusChain()
    while widget is not None and widget is not window:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled():
            found.append(widget)
        widget = widget.nextInFocusChain()
    return [one for one in found if one.focusProxy() is None]


async def test_the_focus_can_be_seen_at_each_stop(staff: Staff) -> None:
    await staff.starts(990003, "dan", State.FAILED)
    staff.types(staff.fields.tags, "autumn,")
    staff.clicks_rows("dan")
    every = stops(staff.window)
    assert len(every) > 20
    unseen = {
        f"{type(one).__name__} {one.accessibleName()}": seen
        for one in every
        if (seen := ring_around(one)) < SEEN
    }
    assert unseen == {}


def test_the_focus_is_not_what_marks_the_default() -> None:
    looks: dict[tuple[bool, bool], list[int]] = {}
    window = QWidget()
    elsewhere = QLineEdit(window)
    window.show()
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    for default, focused in ((False, False), (True, False), (False, True), (True, True)):
        button = QPushButton("Start again", window)
        button.setDefault(default)
        button.setFixedSize(120, 32)
        button.show()
        (button if focused else elsewhere).setFocus()
        looks[default, focused] = pixels(button)
        button.hide()
        button.deleteLater()
    assert change(looks[False, False], looks[False, True]) >= SEEN
    assert change(looks[True, False], looks[True, True]) >= SEEN
    assert looks[False, False] != looks[True, False]
    assert looks[False, True] not in (looks[True, False], looks[True, True])
    window.close()
