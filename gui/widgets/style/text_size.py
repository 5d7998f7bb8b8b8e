"""How large all text is, in per cent of the system's font; sizes that were made for it go along."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QWidget

LEAST: Final = 90
USUAL: Final = 100
MOST: Final = 200
STEP: Final = 10
_KEPT: Final = "sizes_at_usual_text"
_NO_LIMIT: Final = 16777215
_LEAST_SCALED: Final = 20
"""Lines, bars and icons stay as they are."""

Sizes = tuple[int, int, int, int]
"""Least width and height, greatest width and height."""


class TextSize:
    """Of the whole application: there is one."""

    percent = USUAL


def text_size() -> int:
    """In per cent of the system's font."""
    return TextSize.percent


def kept_text_size() -> str:
    """What is remembered of it; empty for the usual."""
    return "" if TextSize.percent == USUAL else str(TextSize.percent)


def scaled(measure: int) -> int:
    """A measure of the usual text for the text as it is; never less."""
    return measure * max(USUAL, TextSize.percent) // USUAL


def set_text_size(app: QApplication, percent: int) -> int:
    """Show all text in a size, as near as it may be; returns it. What is shown now follows at once."""
    wanted = max(LEAST, min(MOST, percent))
    ratio = wanted / TextSize.percent
    if ratio == 1.0:
        return wanted
    widgets = app.allWidgets()
    # Before the fonts: what sizes itself by its own text has the last word.
    for widget in widgets:
        if not widget.isWindow():
            _scale(widget, TextSize.percent, wanted)
    own = [
        (one, one.font().pointSizeF()) for one in widgets if one.testAttribute(Qt.WidgetAttribute.WA_SetFont)
    ]
    heads = QFont(QApplication.font("QHeaderView"))  # type: ignore[call-overload]  # the stubs ask for bytes
    TextSize.percent = wanted
    app.setFont(_times(app.font(), ratio))
    app.setFont(_times(heads, ratio), "QHeaderView")  # type: ignore[arg-type]  # the same
    for widget, points in own:
        font = QFont(widget.font())
        font.setPointSizeF(points * ratio)
        widget.setFont(font)
    return wanted


def _times(font: QFont, ratio: float) -> QFont:
    larger = QFont(font)
    larger.setPointSizeF(font.pointSizeF() * ratio)
    return larger


def _scale(widget: QWidget, before: int, now: int) -> None:
    """The sizes that it was given, in proportion; those for the usual text are kept, so that none drifts."""
    present = _sizes(widget)
    kept = widget.property(_KEPT)
    usual, given = kept if kept is not None else (present, present)
    usual = tuple(
        was if size == applied else round(size * USUAL / before)
        for was, applied, size in zip(usual, given, present, strict=True)
    )
    following = tuple(_scaled(size, now) for size in usual)
    if following != present:
        widget.setMinimumSize(*following[:2])
        widget.setMaximumSize(*following[2:])
    widget.setProperty(_KEPT, (usual, following))


def _sizes(widget: QWidget) -> Sizes:
    least, most = widget.minimumSize(), widget.maximumSize()
    return least.width(), least.height(), most.width(), most.height()


def _scaled(size: int, percent: int) -> int:
    return (
        size
        if size < _LEAST_SCALED or size >= _NO_LIMIT
        else min(_NO_LIMIT, size * max(USUAL, percent) // USUAL)
    )
