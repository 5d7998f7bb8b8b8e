"""Qt's palettes of a theme: what Qt and Fusion paint by themselves takes its colours from these."""

from PySide6.QtGui import QColor, QPalette

from gui.widgets.style.themes import Roles, Theme

_Role = QPalette.ColorRole


def palette_of(theme: Theme) -> QPalette:
    """The application's palette."""
    roles = theme.roles
    return _palette(
        roles,
        {
            _Role.Window: roles.canvas,
            _Role.WindowText: roles.text,
            _Role.Base: roles.surface,
            _Role.AlternateBase: roles.surface,
            _Role.Text: roles.text,
            _Role.PlaceholderText: roles.text3,
            _Role.Button: roles.surface,
            _Role.ButtonText: roles.text,
            _Role.BrightText: roles.on_accent,
            _Role.Highlight: roles.accent,
            _Role.HighlightedText: roles.on_accent,
            _Role.Accent: roles.accent,
            _Role.Link: roles.accent_text,
            _Role.LinkVisited: roles.accent_text,
            _Role.ToolTipBase: roles.raised,
            _Role.ToolTipText: roles.text,
            _Role.Light: roles.raised,
            _Role.Midlight: roles.line,
            _Role.Mid: roles.edge,
            _Role.Dark: roles.edge,
            _Role.Shadow: roles.edge,
        },
    )


def item_view_palette(theme: Theme) -> QPalette:
    """The palette of lists and tables: a selected row keeps dark words, and the colours of its state."""
    palette = palette_of(theme)
    palette.setColor(_Role.Highlight, theme.roles.select)
    palette.setColor(_Role.HighlightedText, theme.roles.text)
    return palette


def tool_tip_palette(theme: Theme) -> QPalette:
    """The palette of tool tips."""
    palette = palette_of(theme)
    palette.setColor(_Role.Window, theme.roles.raised)
    return palette


def _palette(roles: Roles, colours: dict[QPalette.ColorRole, QColor]) -> QPalette:
    palette = QPalette()
    for role, color in colours.items():
        palette.setColor(role, color)
    disabled = QPalette.ColorGroup.Disabled
    for role in (_Role.WindowText, _Role.Text, _Role.ButtonText, _Role.PlaceholderText):
        palette.setColor(disabled, role, roles.disabled)
    palette.setColor(disabled, _Role.Base, roles.canvas)
    palette.setColor(disabled, _Role.Highlight, roles.pressed)
    palette.setColor(disabled, _Role.HighlightedText, roles.text)
    return palette
