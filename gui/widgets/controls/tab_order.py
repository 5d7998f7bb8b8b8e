"""The order of Tab, for what comes into a window later than its neighbours."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def tab_stops(whole: QWidget) -> list[QWidget]:
    """What takes the focus by Tab within a widget, seen or not, in order."""
    found: list[QWidget] = []
    widget = whole.nextInFocusChain()
    while widget is not None and widget is not whole:
        if _takes_tab(widget) and whole.isAncestorOf(widget):
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found


def keep_together(place: QWidget) -> None:
    """Have Tab come to all that is in a place where the place stands.

    Qt puts whatever comes into a window later at the end of all.
    """
    before = _stop_before(place)
    for stop in tab_stops(place):
        QWidget.setTabOrder(before, stop)
        before = stop


def _stop_before(place: QWidget) -> QWidget:
    widget = place.previousInFocusChain()
    while widget is not place and not _takes_tab(widget):
        widget = widget.previousInFocusChain()
    return widget


def _takes_tab(widget: QWidget) -> bool:
    return widget.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
