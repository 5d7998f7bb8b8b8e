"""The profiles by name, each with its environment's name in the environment's colour."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gui.core.foundation.enums import PRACTICE_NAME
from gui.widgets.controls.environment_badge import environment_name, profile_name, profile_tone
from gui.widgets.controls.theme import Tone
from gui.widgets.controls.tone_areas import paint_chip
from gui.widgets.style.fonts import Type, font_of

if TYPE_CHECKING:
    from gui.core.profiles.profiles import Profile

_ENVIRONMENT_ROLE: Final = Qt.ItemDataRole.UserRole
_TONE_ROLE: Final = Qt.ItemDataRole.UserRole + 1
_NAME_ROLE: Final = Qt.ItemDataRole.UserRole + 2
"""As files have it."""
_PAD: Final = 8


class ProfileList(QListWidget):
    """Emits the user's choices only, not :meth:`select`."""

    profile_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Profiles"))
        self.setItemDelegate(_TwoLines(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Not the current item: that one also changes when the focus comes in by Tab.
        self.itemSelectionChanged.connect(self._emit_choice)

    def set_profiles(self, profiles: Iterable["Profile"]) -> None:
        """Show these; nothing is selected."""
        self.blockSignals(True)
        self.clear()
        for profile in profiles:
            item = QListWidgetItem(profile_name(profile.name), self)
            item.setData(_NAME_ROLE, profile.name)
            word = environment_name(profile.environment.value)
            item.setData(_ENVIRONMENT_ROLE, profile.environment.value)
            tone = profile_tone(profile.environment.value, profile.shown_colour or "")
            item.setData(_TONE_ROLE, tone.value)
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole,
                word if profile.name == PRACTICE_NAME else f"{profile.name}, {word}",
            )
            item.setToolTip(profile.url)
        self.setCurrentRow(-1)
        self.blockSignals(False)

    def select(self, name: str | None) -> None:
        """Mark the profile that is shown; None for a new one."""
        names = [self.item(row).data(_NAME_ROLE) for row in range(self.count())]
        self.blockSignals(True)
        if name in names:
            self.setCurrentRow(names.index(name))
        else:
            self.setCurrentRow(-1)
            self.clearSelection()
        self.blockSignals(False)

    def _emit_choice(self) -> None:
        for item in self.selectedItems():
            self.profile_chosen.emit(item.data(_NAME_ROLE))


class _TwoLines(QStyledItemDelegate):
    """The name above, the environment's badge below it; the badge keeps its colours when selected.

    The badge of the built-in profile stands alone: its name says the same.
    """

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, 2 * option.fontMetrics.height() + 2 * _PAD + 8)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        item = QStyleOptionViewItem(option)
        self.initStyleOption(item, index)
        name, item.text = item.text, ""
        item.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, item, painter, item.widget)
        area = item.rect.adjusted(_PAD, _PAD, -_PAD, -_PAD)
        painter.save()
        painter.setFont(item.font)
        selected = bool(item.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text
        painter.setPen(item.palette.color(role))
        alone = index.data(_NAME_ROLE) == PRACTICE_NAME
        if not alone:
            shown = item.fontMetrics.elidedText(name, Qt.TextElideMode.ElideMiddle, area.width())
            painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, shown)
        word = environment_name(str(index.data(_ENVIRONMENT_ROLE)))
        if alone:
            area.setBottom(area.center().y() + item.fontMetrics.height() // 2 + 2)
        _paint_badge(painter, item.font, area, word, Tone(index.data(_TONE_ROLE)))
        painter.restore()


def _paint_badge(painter: QPainter, base: QFont, area: QRect, word: str, tone: Tone) -> None:
    """At the foot of the area."""
    font = font_of(Type.CAPTION, base)
    font.setWeight(QFont.Weight.DemiBold)
    metrics = QFontMetrics(font)
    badge = QRect(0, 0, metrics.horizontalAdvance(word) + 12, metrics.height() + 4)
    badge.moveBottomLeft(area.bottomLeft())
    paint_chip(painter, badge, tone)
    painter.setFont(font)
    painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, word)
