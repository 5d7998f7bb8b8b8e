"""The settings: one page, searched at its top. Every change holds at once; there is nothing to confirm."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui.widgets.controls.fields.search_field import SearchField
from gui.widgets.controls.first_size import set_first_size
from gui.widgets.controls.labels import ToneLabel
from gui.widgets.controls.revealing_scroll import RevealingScroll
from gui.widgets.controls.theme import Tone
from gui.widgets.settings.setting import Setting, SettingGroup, told
from gui.widgets.settings.setting_search import SettingSearch
from gui.widgets.style.fonts import Type, set_type
from gui.widgets.style.measures import HAIR, LARGE, MEDIUM, SMALL

_FIRST_SIZE: Final = QSize(680, 640)
_CONTROL_WIDTH: Final = 230


class SettingsPage(QDialog):
    """Not modal; Escape closes."""

    def __init__(self, settings: Sequence[Setting], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Settings"))
        self.setModal(False)
        set_first_size(self, _FIRST_SIZE)
        self._settings = tuple(settings)
        self._search = SettingSearch(self._settings)
        self._rows = {setting.name: _SettingRow(setting) for setting in self._settings}
        self._titles = {group: _title(group) for group in SettingGroup}
        self.search = SearchField()
        self.search.setAccessibleName(self.tr("Search the settings"))
        self.search.set_hints(self.tr("Search the settings"))
        self.search.setClearButtonEnabled(True)
        self.nothing = ToneLabel(self.tr("No setting is found. Try fewer or other words."), Tone.MUTED)
        self.nothing.hide()
        self.said = ToneLabel("", Tone.NEUTRAL)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.said.hide()
        self.close_button = QPushButton(self.tr("Close"))
        self.close_button.setAutoDefault(False)
        self._lay_out()
        self.search.textChanged.connect(self._filter)
        self.search.first_hit_wanted.connect(self._go_to_first)
        self.close_button.clicked.connect(self.close)

    def changeEvent(self, event: QEvent) -> None:
        """What was changed elsewhere meanwhile, by a key or in the menu, is shown."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.ActivationChange and self.isActiveWindow():
            self.show_state()

    def show_state(self) -> None:
        """Show in every row how it is now."""
        for setting in self._settings:
            setting.show()
            self._rows[setting.name].show_trouble()

    def say(self, text: str, tone: Tone = Tone.NEUTRAL) -> None:
        """What came of something that was pressed here; empty takes it back."""
        self.said.setText(text)
        self.said.set_tone(tone)
        self.said.setVisible(bool(text))

    def come_up(self) -> None:
        """Show it, or bring it to the front, ready to be searched."""
        self.show_state()
        self.show()
        self.raise_()
        self.activateWindow()
        self.search.setFocus()
        self.search.selectAll()

    def focused(self) -> str:
        """The name of the setting whose control has the focus; empty for none."""
        focus = _focus_of(self)
        found = (one.name for one in self._settings if focus in (one.control, one.control.focusProxy()))
        return next(found, "")

    def focus_on(self, name: str) -> None:
        """Bring the control of a setting into focus."""
        if name in self._rows:
            self._rows[name].setting.control.setFocus()

    def shown(self) -> list[str]:
        """The names of the settings that the search leaves."""
        return [name for name, row in self._rows.items() if not row.isHidden()]

    def _filter(self, text: str) -> None:
        found = self._search.find(text)
        for name, row in self._rows.items():
            row.setVisible(name in found)
        left = {one.group for one in self._settings if one.name in found}
        for group, title in self._titles.items():
            title.setVisible(group in left)
        self.nothing.setVisible(not found)
        self._area.to_top()

    def _go_to_first(self) -> None:
        for name in self.shown()[:1]:
            self.focus_on(name)

    def _lay_out(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(LARGE, MEDIUM, LARGE, LARGE)
        column.setSpacing(MEDIUM)
        column.addWidget(self.nothing)
        for group, title in self._titles.items():
            rows = [self._rows[one.name] for one in self._settings if one.group is group]
            title.setVisible(bool(rows))
            column.addWidget(title)
            for row in rows:
                column.addWidget(row)
        column.addStretch(1)
        self._area = RevealingScroll(content)
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.setContentsMargins(LARGE, LARGE, LARGE, SMALL)
        head.addWidget(self.search)
        foot.setContentsMargins(LARGE, SMALL, LARGE, LARGE)
        foot.setSpacing(MEDIUM)
        foot.addWidget(self.said, 1)
        foot.addStretch(0)
        foot.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self._area, 1)
        whole.addLayout(foot)


class _SettingRow(QWidget):
    """Title and hint at the left, the control at the right."""

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self.setting = setting
        title = QLabel(told(setting.title))
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setWordWrap(True)
        title.setBuddy(setting.control)
        words = QVBoxLayout()
        words.setSpacing(HAIR)
        words.addWidget(title)
        if setting.hint:
            hint = ToneLabel(told(setting.hint), Tone.MUTED)
            set_type(hint, Type.CAPTION)
            words.addWidget(hint)
        self._trouble = ToneLabel("", Tone.WARNING)
        set_type(self._trouble, Type.CAPTION)
        self._trouble.hide()
        words.addWidget(self._trouble)
        if not setting.control.accessibleName():
            setting.control.setAccessibleName(told(setting.title))
        least = setting.control.minimumSizeHint().width()
        setting.control.setMaximumWidth(max(_CONTROL_WIDTH, least))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(LARGE)
        row.addLayout(words, 1)
        row.addWidget(setting.control, 1, Qt.AlignmentFlag.AlignTop)

    def show_trouble(self) -> None:
        """Say why the setting does nothing here, where that is so."""
        trouble = self.setting.trouble()
        self._trouble.setText(f"▲ {trouble}" if trouble else "")
        self._trouble.setVisible(bool(trouble))
        heard = " ".join(part for part in (told(self.setting.hint), trouble) if part)
        self.setting.control.setAccessibleDescription(heard)


def _title(group: SettingGroup) -> ToneLabel:
    title = ToneLabel(told(group.value))
    set_type(title, Type.TITLE)
    title.setContentsMargins(0, SMALL, 0, 0)
    return title


def _focus_of(window: QWidget) -> QWidget | None:
    return window.focusWidget()
