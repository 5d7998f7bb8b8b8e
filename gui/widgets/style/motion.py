"""Whether things move: what Qt and the style animate happens at once where somebody prefers that."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStyle, QStyleHintReturn, QStyleOption, QWidget

from gui.widgets.style.panel_style import PanelStyle

_EFFECTS: Final = (
    Qt.UIEffect.UI_AnimateMenu,
    Qt.UIEffect.UI_FadeMenu,
    Qt.UIEffect.UI_AnimateCombo,
    Qt.UIEffect.UI_AnimateTooltip,
    Qt.UIEffect.UI_FadeTooltip,
    Qt.UIEffect.UI_AnimateToolBox,
)


class Motion:
    """Of the whole application: there is one."""

    reduced = False
    of_desktop: tuple[Qt.UIEffect, ...] = ()
    """What the desktop animates; it comes back when motion does."""


class StillStyle(PanelStyle):
    """The same look without motion. A style of its own: Qt asks thousands of times, others need not wait."""

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returned: QStyleHintReturn | None = None,
    ) -> int:
        """No animation takes any time."""
        if hint is QStyle.StyleHint.SH_Widget_Animation_Duration:
            return 0
        return super().styleHint(hint, option, widget, returned)


def reduce_motion(app: QApplication, reduced: bool) -> None:
    """Let nothing move from now on, or move what the desktop has moving."""
    if reduced is Motion.reduced:
        return
    if reduced:
        Motion.of_desktop = tuple(one for one in _EFFECTS if QApplication.isEffectEnabled(one))
    Motion.reduced = reduced
    app.setStyle(StillStyle() if reduced else PanelStyle())
    for effect in Motion.of_desktop:
        QApplication.setEffectEnabled(effect, not reduced)
