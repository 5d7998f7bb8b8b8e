"""Language and theme at the foot of the first page: who can't read the page changes it there."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from gui.widgets.controls.fields.no_wheel_combo import NoWheelCombo
from gui.widgets.controls.labels import ToneLabel
from gui.widgets.controls.theme import Tone
from gui.widgets.style.fonts import Type, set_type
from gui.widgets.style.measures import LARGE, SMALL


class LookRow(QWidget):
    """Emits what was chosen; what holds is shown by whoever knows it."""

    language_chosen = Signal(str)
    theme_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.language = NoWheelCombo(QCoreApplication.translate("LookRow", "Language"))
        self.theme = NoWheelCombo(QCoreApplication.translate("LookRow", "Theme"))
        # Beside their names: in a low window both are whole without scrolling.
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SMALL)
        for combo in (self.language, self.theme):
            if row.count():
                row.addSpacing(LARGE)
            row.addWidget(_heading(combo))
            row.addWidget(combo, 1)
        # Not activated: assistive technology changes the index alone.
        self.language.currentIndexChanged.connect(self._language_changed)
        self.theme.currentIndexChanged.connect(self._theme_changed)

    def offer(self, languages: Mapping[str, str], themes: Mapping[str, str]) -> None:
        """What can be chosen: the words of each value."""
        for combo, values in ((self.language, languages), (self.theme, themes)):
            combo.blockSignals(True)
            for value, words in values.items():
                combo.addItem(words, value)
            combo.blockSignals(False)

    def show_choice(self, language: str, theme: str) -> None:
        """Show what holds, by whomever it was chosen."""
        for combo, value in ((self.language, language), (self.theme, theme)):
            combo.blockSignals(True)
            combo.setCurrentIndex(combo.findData(value))
            combo.blockSignals(False)

    def _language_changed(self, row: int) -> None:
        self.language_chosen.emit(str(self.language.itemData(row)))

    def _theme_changed(self, row: int) -> None:
        self.theme_chosen.emit(str(self.theme.itemData(row)))


def _heading(combo: NoWheelCombo) -> QLabel:
    heading = ToneLabel(combo.accessibleName(), Tone.MUTED)
    set_type(heading, Type.CAPTION)
    heading.setBuddy(combo)
    return heading
