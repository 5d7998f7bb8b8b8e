"""*Did you mean*: each suggestion a button; a press fills the form with it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from gui.core.foundation.fill import fill
from gui.core.foundation.plain_text import visible
from gui.core.sessions.did_you_mean import Suggestion
from gui.widgets.controls.environment_badge import profile_name
from gui.widgets.controls.flow_layout import FlowLayout

_LONGEST = 40


class SuggestionsLine(QWidget):
    """Hidden while there is nothing to suggest."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: list[QPushButton] = []
        self._suggestions: tuple[Suggestion, ...] = ()
        self._flow = FlowLayout(self)
        label = QLabel(self.tr("Did you mean"), self)
        label.setMargin(3)
        label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._flow.addWidget(label)
        self.hide()

    def set_suggestions(self, suggestions: Sequence[Suggestion], profile: str) -> None:
        """Offer targets; the profile is named where it is another than this one."""
        wanted = tuple(suggestions)
        self.setVisible(bool(wanted))
        if wanted == self._suggestions:
            return
        self._suggestions = wanted
        for button in self._buttons:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = [self._button(suggestion, profile) for suggestion in wanted]

    def _button(self, suggestion: Suggestion, profile: str) -> QPushButton:
        user = visible(suggestion.target.account, _LONGEST)
        text = fill(self.tr("{user} in room {room}"), user=user, room=suggestion.target.room)
        if suggestion.profile != profile:
            text = f"{text} · {profile_name(suggestion.profile, _LONGEST)}"
        button = QPushButton(text.replace("&", "&&"), self)
        button.setAccessibleName(fill(self.tr("Did you mean {what}"), what=text))
        button.setAutoDefault(True)
        button.clicked.connect(lambda: self.chosen.emit(suggestion))
        self._flow.addWidget(button)
        button.show()
        return button
