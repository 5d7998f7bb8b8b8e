"""The fonts of the window: the system's own, a Chinese one behind it, digits of one width, and four sizes."""

import sys
from collections.abc import Sequence
from enum import Enum
from typing import Final

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication, QWidget

from gui.core.foundation.paths import RESOURCES

_LEAST_POINTS: Final = 10.0
_PLAIN: Final = ("DejaVu Sans", "Bitstream Vera Sans", "Verdana")
"""Fonts of systems that bring none of their own."""
_SHIPPED: Final = ("Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf")
_BETTER: Final = ("Inter", "Noto Sans", "Cantarell", "Segoe UI")
_CHINESE: Final = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Microsoft YaHei UI",
    "PingFang SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
)
_TABULAR: Final = "tnum"
_CONTEXTUAL: Final = "calt"


class Type(Enum):
    """A size, as a factor of the application's, and whether it is semi-bold."""

    CAPTION = (0.92, False)
    BODY = (1.0, False)
    STRONG = (1.0, True)
    TITLE = (1.23, True)
    HEADING = (1.5, True)


def apply_font(app: QApplication) -> None:
    """Give the application its font; before the first widget is made."""
    system = app.font()
    family = system.family()
    families = [family, *_CHINESE]
    # A name that no font has, such as "Sans Serif", is a system's that brings none of its own.
    if family in _PLAIN or not QFontDatabase.hasFamily(family):
        for name in _SHIPPED:
            QFontDatabase.addApplicationFont(str(RESOURCES / "fonts" / "inter" / name))
        families = [*_BETTER, *families]
    font = QFont(system)
    # What is not there is left out: Qt would look for another name of it.
    font.setFamilies(_there(families) or [family])
    font.setPointSizeF(max(system.pointSizeF(), _LEAST_POINTS))
    font.setFeature(QFont.Tag(_TABULAR), 1)
    # Other shapes by what stands beside them: a third of the time that a text takes.
    font.setFeature(QFont.Tag(_CONTEXTUAL), 0)
    app.setFont(font)
    heads = QFont(font)
    heads.setWeight(QFont.Weight.Medium)
    app.setFont(heads, "QHeaderView")  # type: ignore[arg-type]  # the stubs ask for bytes


def _there(families: Sequence[str]) -> list[str]:
    """Those of the families that this computer has."""
    # On Linux the list has them all, and for each other name fontconfig would look for what may be meant.
    listed = frozenset(QFontDatabase.families() if sys.platform.startswith("linux") else families)
    return [name for name in families if name in listed and QFontDatabase.hasFamily(name)]


def font_of(kind: Type, base: QFont | None = None) -> QFont:
    """The application's font (or another one) in a size and weight of the scale."""
    factor, semi_bold = kind.value
    font = QFont(QApplication.font() if base is None else base)
    if factor != 1.0:
        font.setPointSizeF(QApplication.font().pointSizeF() * factor)
    font.setWeight(QFont.Weight.DemiBold if semi_bold else QFont.Weight.Normal)
    return font


def set_type(widget: QWidget, kind: Type) -> None:
    """Show a widget's text in a size and weight of the scale."""
    widget.setFont(font_of(kind))
