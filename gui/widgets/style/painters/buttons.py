"""Paints buttons: the box by kind and state, then icon, words and keys."""

from functools import cache
from typing import Final, NamedTuple

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPalette
from PySide6.QtWidgets import QStyleOption, QStyleOptionButton, QStyleOptionToolButton, QWidget

from gui.widgets.style.fonts import Type, font_of
from gui.widgets.style.icons import HINT, ICON, paint_icon
from gui.widgets.style.kinds import Kind, kind_of
from gui.widgets.style.measures import ARROW, BUTTON_PADDING, CONTROL, INDICATOR, RADIUS, SMALL
from gui.widgets.style.painters import states
from gui.widgets.style.painters.boxes import Box, paint_box
from gui.widgets.style.themes import Theme, ThemeName, current_theme, load_theme

_DEFAULT: Final = QStyleOptionButton.ButtonFeature.DefaultButton.value
_MENU: Final = QStyleOptionButton.ButtonFeature.HasMenu.value
_TOOL_MENU: Final = QStyleOptionToolButton.ToolButtonFeature.HasMenu.value
_RELEVANT: Final = states.ENABLED | states.SUNKEN | states.ON | states.FOCUS | states.HOVER
"""What changes the look."""
_FILLED: Final = frozenset({Kind.PRIMARY, Kind.FILLED_DANGER})
_TIGHT: Final = frozenset({Kind.SEGMENT, Kind.ATTENTION, Kind.PRACTICE_ATTENTION, Kind.GHOST})
"""They stand in a row, in which nothing is to be cut, or have no outline to keep away from."""
_GAPPED: Final = _FILLED | {Kind.ATTENTION, Kind.PRACTICE_ATTENTION}
"""Their ground is so close to the ring's colour that a gap sets them apart."""


def has_menu(option: QStyleOption) -> bool:
    """Whether a button opens a menu."""
    if isinstance(option, QStyleOptionToolButton):
        return bool(option.features._value_ & _TOOL_MENU)
    return isinstance(option, QStyleOptionButton) and bool(option.features._value_ & _MENU)


def paint_button(option: QStyleOptionButton, painter: QPainter, widget: QWidget | None) -> bool:
    """A button but for its words, whose palette and place the option then has; True where it has a menu."""
    features = option.features._value_
    look = _look_of(option, widget, default=bool(features & _DEFAULT))
    if look.box is not None:
        paint_box(painter, option.rect, look.box)
    option.palette = look.palette
    menu = bool(features & _MENU)
    if widget is not None:
        _paint_extras(option, painter, widget, look, menu=menu)
    return menu


def paint_button_box(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
    """The ground, the outline, and the ring of the focus."""
    box = _look_of(option, widget).box
    if box is not None:
        paint_box(painter, option.rect, box)


def prepare_tool_words(option: QStyleOptionToolButton, painter: QPainter, widget: QWidget | None) -> None:
    """The icon of a tool button; the option then has the palette and the place of its words."""
    look = _look_of(option, widget)
    option.palette = look.palette
    menu = has_menu(option)
    if menu:
        option.rect = option.rect.adjusted(0, 0, -ARROW // 2, 0)
    if widget is not None:
        _paint_extras(option, painter, widget, look, menu=False)


class _Look(NamedTuple):
    """What a kind and a state look like."""

    box: Box | None
    palette: QPalette
    words: QColor
    hint: QColor


def _look_of(option: QStyleOption, widget: QWidget | None, *, default: bool = False) -> _Look:
    kind = Kind.SECONDARY if widget is None else kind_of(widget)
    return _look(current_theme().name, kind, option.state._value_ & _RELEVANT, default)


def _paint_extras(
    option: QStyleOptionButton | QStyleOptionToolButton,
    painter: QPainter,
    widget: QWidget,
    look: _Look,
    *,
    menu: bool,
) -> None:
    """The icon before the words and the keys behind them; the rest of the rectangle is the words'."""
    icon, hint = widget.property(ICON), widget.property(HINT)
    if not icon and not hint:
        return
    rect, metrics, text = option.rect, option.fontMetrics, option.text
    text_width = metrics.horizontalAdvance(text.replace("&&", "&")) if text else 0
    before = INDICATOR + (SMALL if text else 0) if icon else 0
    behind = SMALL + metrics.horizontalAdvance(hint) if hint else 0
    free = rect.width() - before - text_width - behind - (ARROW // 2 if menu else 0)
    left = rect.x() + max(0, free) // 2
    if icon:
        paint_icon(painter, icon, look.words, QRect(left, rect.y(), INDICATOR, rect.height()))
    if hint:
        where = QRect(left + before + text_width + SMALL, rect.y(), behind, rect.height())
        painter.save()
        painter.setFont(font_of(Type.BODY))
        painter.setPen(look.hint)
        painter.drawText(where, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, hint)
        painter.restore()
    option.rect = rect.adjusted(before, 0, -behind, 0)


def button_size(option: QStyleOptionButton, contents: QSize, widget: QWidget | None) -> QSize:
    """Room for icon, words, keys and the space around them."""
    padding = SMALL if widget is not None and kind_of(widget) in _TIGHT else BUTTON_PADDING
    width = contents.width() + 2 * padding + (SMALL if has_menu(option) else 0)
    if widget is not None and widget.property(ICON):
        width += INDICATOR + (SMALL if option.text else 0)
    if widget is not None and (hint := widget.property(HINT)):
        width += SMALL + option.fontMetrics.horizontalAdvance(hint)
    return QSize(width, max(CONTROL, contents.height() + SMALL))


def _box(theme: Theme, kind: Kind, state: int, *, default: bool) -> Box | None:
    roles = theme.roles
    enabled, on = bool(state & states.ENABLED), bool(state & states.ON)
    ring = roles.focus if state & states.FOCUS else None
    fill, edge = _colours(theme, kind, default=default, enabled=enabled, on=on)
    if enabled and state & states.SUNKEN:
        fill = _pressed(theme, kind)
    elif enabled and state & states.HOVER:
        fill = _hovered(theme, kind, fill)
    if fill is None and edge is None and ring is None:
        return None
    return Box(RADIUS, fill, edge, theme.edge_width, ring, inset=kind in _GAPPED or theme.framed_fills)


def _colours(
    theme: Theme, kind: Kind, *, default: bool, enabled: bool, on: bool
) -> tuple[QColor | None, QColor | None]:
    """Ground and outline of a button that nobody points at."""
    roles = theme.roles
    if not enabled:
        return (roles.sunken, roles.line) if kind not in (Kind.GHOST, Kind.SEGMENT) else (None, None)
    if kind is Kind.PRIMARY:
        return roles.accent, None
    if kind is Kind.FILLED_DANGER:
        return theme.tones["danger"], None
    if kind is Kind.DANGER:
        return roles.surface, theme.tones["danger"]
    if kind is Kind.ATTENTION:
        return roles.attention, roles.text if on else roles.attention
    if kind is Kind.PRACTICE_ATTENTION:
        practice = theme.tones["practice"]
        return practice, roles.text if on else practice
    if kind is Kind.SEGMENT:
        return (roles.surface, roles.edge) if on else (None, None)
    if kind is Kind.GHOST:
        return None, None
    if default or on:
        return roles.select, roles.accent
    return roles.surface, roles.edge


def _pressed(theme: Theme, kind: Kind) -> QColor:
    pressed = {
        Kind.PRIMARY: theme.roles.accent_down,
        Kind.FILLED_DANGER: theme.roles.danger_down,
        Kind.DANGER: theme.fills["danger"],
        Kind.ATTENTION: theme.roles.attention,
        Kind.PRACTICE_ATTENTION: theme.tones["practice"],
    }
    return pressed.get(kind, theme.roles.pressed)


def _hovered(theme: Theme, kind: Kind, fill: QColor | None) -> QColor | None:
    hovered = {
        Kind.PRIMARY: theme.roles.accent_hover,
        Kind.FILLED_DANGER: theme.roles.danger_hover,
        Kind.DANGER: theme.fills["danger"],
        Kind.ATTENTION: theme.roles.attention,
        Kind.PRACTICE_ATTENTION: theme.tones["practice"],
    }
    if kind in hovered:
        return hovered[kind]
    return fill if fill == theme.roles.select else theme.roles.hover


@cache
def _look(name: ThemeName, kind: Kind, state: int, default: bool) -> _Look:
    theme = load_theme(name)
    words = _words(theme, kind, state, default=default)
    palette = QPalette()
    # The option's group does not come with it.
    palette.setColor(QPalette.ColorRole.ButtonText, words)
    hint = words if kind in _FILLED or not state & states.ENABLED else theme.roles.text3
    return _Look(_box(theme, kind, state, default=default), palette, words, hint)


def _words(theme: Theme, kind: Kind, state: int, *, default: bool) -> QColor:
    roles = theme.roles
    if not state & states.ENABLED:
        return roles.disabled
    words = {
        Kind.PRIMARY: roles.on_accent,
        Kind.FILLED_DANGER: roles.on_danger,
        Kind.DANGER: theme.tones["danger"],
        Kind.ATTENTION: roles.on_attention,
        Kind.PRACTICE_ATTENTION: roles.surface,
    }.get(kind)
    if words is not None:
        return words
    if kind is Kind.GHOST or (kind is Kind.SEGMENT and not state & states.ON):
        return roles.text2
    return roles.accent_text if default and kind is Kind.SECONDARY else roles.text
