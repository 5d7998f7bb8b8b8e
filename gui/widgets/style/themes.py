"""The four themes as they are shipped: roles of colour by name, read from ``resources/themes``.

Without pydantic: the first paint needs a theme, and does not wait for it.
"""

import json
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from typing import Final, NamedTuple

from PySide6.QtGui import QColor

from gui.core.foundation.paths import RESOURCES


class ThemeName(StrEnum):
    """Each is a file of ``resources/themes``."""

    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST_LIGHT = "high-contrast-light"
    HIGH_CONTRAST_DARK = "high-contrast-dark"


class Roles(NamedTuple):
    """What is painted in which colour.

    ``canvas`` is the window's ground, ``surface`` that of lists and forms, ``sunken`` of heads and cards,
    ``raised`` of menus. ``line`` only decorates; ``edge`` outlines every control. ``text2`` is for details,
    ``text3`` for hints. ``on_…`` is the colour of words on a filled area.
    """

    canvas: QColor
    surface: QColor
    sunken: QColor
    raised: QColor
    line: QColor
    edge: QColor
    text: QColor
    text2: QColor
    text3: QColor
    disabled: QColor
    accent: QColor
    accent_hover: QColor
    accent_down: QColor
    on_accent: QColor
    accent_text: QColor
    focus: QColor
    select: QColor
    hover: QColor
    pressed: QColor
    danger_hover: QColor
    danger_down: QColor
    on_danger: QColor
    attention: QColor
    on_attention: QColor
    production_solid: QColor
    on_production: QColor


class Theme(NamedTuple):
    """One theme.

    :param edge_width: of controls, in logical pixels.
    :param framed_fills: areas of a tone are framed in it, not filled (high contrast).
    :param tones: words and marks by their meaning (``controls.theme.Tone``); ``fills`` are the areas behind
        them.
    """

    name: ThemeName
    dark: bool
    edge_width: int
    framed_fills: bool
    roles: Roles
    tones: Mapping[str, QColor]
    fills: Mapping[str, QColor]


class BrokenTheme(Exception):  # noqa: N818 - it names what is the matter
    """A theme file lacks a colour, has one too many, or one that is none."""


@cache
def load_theme(name: ThemeName) -> Theme:
    """Read a theme; raises :class:`BrokenTheme` where the file does not have exactly what a theme has."""
    read = json.loads((RESOURCES / "themes" / f"{name}.json").read_text(encoding="utf-8"))
    if not isinstance(read, dict):
        raise BrokenTheme(f"{name}: no object")
    return Theme(
        name=name,
        dark=bool(read["dark"]),
        edge_width=int(read["edge_width"]),
        framed_fills=bool(read["framed_fills"]),
        roles=Roles(**_colours(name, read["roles"], Roles._fields)),
        tones=_colours(name, read["tones"], read["fills"]),
        fills=_colours(name, read["fills"], read["tones"]),
    )


def current_theme() -> Theme:
    """The theme in which the window is painted."""
    return _CURRENT[-1]


def set_current_theme(name: ThemeName) -> Theme:
    """Choose the theme in which everything is painted from now on."""
    theme = load_theme(name)
    _CURRENT[:] = [theme]
    return theme


def _colours(name: str, read: Mapping[str, str], wanted: Iterable[str]) -> dict[str, QColor]:
    if set(read) != set(wanted):
        raise BrokenTheme(f"{name}: {sorted(set(read) ^ set(wanted))}")
    found = {key: QColor(text) for key, text in read.items()}
    if wrong := [key for key, color in found.items() if not color.isValid()]:
        raise BrokenTheme(f"{name}: no colour: {wrong}")
    return found


_CURRENT: Final[list[Theme]] = [load_theme(ThemeName.LIGHT)]
