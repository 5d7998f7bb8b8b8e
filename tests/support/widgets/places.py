"""Where things stand in a window, and whether their words fit."""

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QWidget,
)

from gui.widgets.controls.labels import ElidedLabel
from gui.widgets.explain.attempts_view import FootToggle
from gui.widgets.start_form.clamped_label import ClampedLabel

_PRESSED: Final = (QAbstractButton, QComboBox, QLineEdit, QAbstractItemView)
_ROUNDING: Final = 1


def place(widget: QWidget) -> QRect:
    """Where a widget stands in its window."""
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())


def press_targets(window: QWidget) -> dict[QWidget, QRect]:
    """All that can be pressed in a window, and where."""
    found = [one for one in window.findChildren(QWidget) if isinstance(one, _PRESSED) and one.isVisible()]
    # The line within a choice stands and falls with it.
    return {one: place(one) for one in found if not isinstance(one.parent(), QComboBox)}


def moved(before: dict[QWidget, QRect], after: dict[QWidget, QRect]) -> list[str]:
    """What can be pressed as before, and stands elsewhere."""
    return [
        f"{one.accessibleName() or one}: {rect} → {after[one]}"
        for one, rect in before.items()
        if one in after and after[one] != rect
    ]


def cut_words(window: QWidget) -> list[str]:
    """Labels and buttons whose words don't fit, but for those that end with an ellipsis on purpose."""
    return [f"{text!r} of {needed} px in {has} px" for text, needed, has in _needs(window) if needed > has]


def _needs(window: QWidget) -> Iterator[tuple[str, int, int]]:
    for one in window.findChildren(QWidget):
        if not one.isVisible() or not one.width():
            continue
        if isinstance(one, QLabel) and not isinstance(one, (ElidedLabel, ClampedLabel)):
            hint = one.heightForWidth(one.width()) if one.wordWrap() else one.sizeHint().height()
            if not one.wordWrap():
                yield one.text(), one.sizeHint().width(), one.width() + _ROUNDING
            yield one.text(), hint, one.height() + _ROUNDING
        elif isinstance(one, FootToggle):
            # Leaves out whole words on purpose.
            continue
        elif isinstance(one, QCheckBox) or (isinstance(one, QAbstractButton) and one.text()):
            yield one.text(), one.fontMetrics().horizontalAdvance(one.text()), one.width()
            yield one.text(), one.fontMetrics().height(), one.height()
