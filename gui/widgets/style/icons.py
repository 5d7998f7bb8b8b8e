"""The icons of ``resources/icons/lucide``, in a colour and a size; each is drawn once."""

import logging
from functools import cache
from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractButton

from gui.core.foundation.paths import RESOURCES
from gui.widgets.style.measures import INDICATOR

ICON: Final = "icon_name"
"""Name of the dynamic property that :class:`PanelStyle` reads."""
HINT: Final = "key_hint"
_FOLDER: Final = RESOURCES / "icons" / "lucide"
_SIDE: Final = 'width="24"\n  height="24"'
"""As each file has it."""
_MOST: Final = 300

log = logging.getLogger(__name__)


class NoSuchIcon(Exception):  # noqa: N818 - it names what is the matter
    """There is no such file, or it can't be drawn."""


def set_icon(button: QAbstractButton, name: str) -> None:
    """Show an icon before a button's text, in the colour of the text; empty for none."""
    if button.property(ICON) != name:
        button.setProperty(ICON, name)
        _ask_for_room(button)
        button.update()


def set_key_hint(button: QAbstractButton, keys: str) -> None:
    """Show which keys press a button, quietly behind its text."""
    button.setProperty(HINT, keys)
    _ask_for_room(button)


def _ask_for_room(button: QAbstractButton) -> None:
    """Qt keeps the size of a text that stays the same: only so does it ask anew."""
    button.setIcon(button.icon())


def icon_pixmap(name: str, color: QColor, side: int = INDICATOR, ratio: float = 1.0) -> QPixmap:
    """An icon as a picture.

    :param side: in logical pixels.
    :param ratio: device pixels of a logical one.
    :return: an empty one where there is no icon of that name: a paint must not fail, as it would at each one.
    """
    key = (name, color.rgba(), side, ratio)
    picture = _PICTURES.get(key)
    if picture is None:
        if len(_PICTURES) > _MOST:
            _PICTURES.clear()
        try:
            picture = _picture(name, color, side, ratio)
        except NoSuchIcon:
            picture = _nothing(name, side, ratio)
        _PICTURES[key] = picture
    return picture


def read_icons() -> None:
    """Read every icon's file, on a thread: later the program may have been removed under its window."""
    for path in _FOLDER.glob("*.svg"):
        _text(path.stem)


def paint_icon(painter: QPainter, name: str, color: QColor, rect: QRect, side: int = INDICATOR) -> None:
    """Paint an icon in the middle of a rectangle."""
    at = QPoint(rect.x() + (rect.width() - side) // 2, rect.y() + (rect.height() - side) // 2)
    painter.drawPixmap(at, icon_pixmap(name, color, side, painter.device().devicePixelRatio()))


def _picture(name: str, color: QColor, side: int, ratio: float) -> QPixmap:
    device = round(side * ratio)
    text = _text(name).replace("currentColor", color.name())
    drawn = text.replace(_SIDE, f'width="{device}" height="{device}"')
    picture = QPixmap()
    if drawn == text or not picture.loadFromData(drawn.encode(), "svg"):
        raise NoSuchIcon(name)
    if picture.width() != device:
        # At a ratio of 1 the reader may have added the screen's own.
        picture = picture.scaled(device, device, mode=Qt.TransformationMode.SmoothTransformation)
    picture.setDevicePixelRatio(ratio)
    return picture


@cache
def _text(name: str) -> str:
    try:
        return (_FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    except (OSError, ValueError) as err:
        raise NoSuchIcon(name) from err


def _nothing(name: str, side: int, ratio: float) -> QPixmap:
    if name not in _MISSING:
        _MISSING.add(name)
        log.error("the icon %s can't be drawn", name, exc_info=True)
    picture = QPixmap(round(side * ratio), round(side * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    picture.setDevicePixelRatio(ratio)
    return picture


_MISSING: Final[set[str]] = set()
"""Each is told of once."""
_PICTURES: Final[dict[tuple[str, int, int, float], QPixmap]] = {}
