"""What a control is for, as far as that shows: the kind of a button, and a field whose content is wrong."""

from enum import StrEnum
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from gui.widgets.style.measures import FIELD_PADDING

KIND: Final = "kind"
"""Name of the dynamic property that :class:`PanelStyle` reads."""
WRONG: Final = "wrong"
INSET: Final = "first_inset"


_BESIDE_TEXT: Final = FIELD_PADDING - 3
"""Fusion's own three pixels come to these."""


class Kind(StrEnum):
    """Of a button."""

    SECONDARY = "secondary"
    PRIMARY = "primary"
    """One in each region that asks for something."""
    GHOST = "ghost"
    """Without an outline until the pointer is on it."""
    DANGER = "danger"
    """It ends a recording, or throws something away."""
    FILLED_DANGER = "filled-danger"
    """The verb of a question that ends recordings."""
    SEGMENT = "segment"
    """One of a row of which one is on."""
    ATTENTION = "attention"
    """A segment that counts what needs attention: filled while there is something."""
    PRACTICE_ATTENTION = "practice-attention"
    """The same in a list of Practice alone."""


_STRONG: Final = frozenset({Kind.PRIMARY, Kind.DANGER, Kind.FILLED_DANGER})


def set_kind(button: QAbstractButton, kind: Kind) -> None:
    """Make a button one of a kind; the same kind again costs nothing."""
    if kind_of(button) is kind:
        return
    button.setProperty(KIND, kind.value)
    font = QFont(button.font())
    font.setWeight(QFont.Weight.DemiBold if kind in _STRONG else QFont.Weight.Medium)
    button.setFont(font)
    button.update()


def kind_of(widget: QObject) -> Kind:
    """A button's kind; secondary where none was set."""
    value = widget.property(KIND)
    return Kind.SECONDARY if value is None else Kind(value)


def pad(line: QLineEdit) -> None:
    """Give the text of a field space at its sides."""
    line.setTextMargins(_BESIDE_TEXT, 0, _BESIDE_TEXT, 0)


def set_wrong(field: QWidget, wrong: bool) -> None:
    """Outline a field whose content can't be sent."""
    if bool(field.property(WRONG)) is not wrong:
        field.setProperty(WRONG, wrong)
        field.update()


def set_inset(head: QWidget, inset: int) -> None:
    """Begin the words of the first column's head that much further to the right."""
    head.setProperty(INSET, inset)


def inset_of(head: QWidget | None) -> int:
    """Pixels; none where nothing was set."""
    value = None if head is None else head.property(INSET)
    return value if isinstance(value, int) else 0
