"""The fields of a connection, and what its check finds: side by side, or one below the other."""

from functools import partial
from typing import Final

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from gui.widgets.connection.check_pane import CheckPane
from gui.widgets.connection.connection_form import ConnectionForm
from gui.widgets.connection.fold import Fold
from gui.widgets.controls.labels import ToneLabel
from gui.widgets.controls.revealing_scroll import RevealingScroll, keep_place_of_bar
from gui.widgets.controls.theme import Tone
from gui.widgets.style.measures import MEDIUM

_BESIDE: Final = 820
"""From this width of the dialog on the result of a check stands beside the fields, else below them."""


class FieldsAndCheck(QWidget):
    """The fields scroll by themselves, and so does the result."""

    def __init__(self, form: ConnectionForm, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = form
        self.check_pane = CheckPane()
        self.practice_note = ToneLabel(
            self.tr(
                "Practice is built in. It answers like the real service, but nothing is recorded, "
                "so there is nothing to set or to check."
            ),
            Tone.MUTED,
        )
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MEDIUM)
        column.addWidget(form)
        column.addWidget(self.practice_note)
        column.addStretch(1)
        self.area = RevealingScroll(content)
        # No field gets narrower or lower, and nothing goes out of sight, as something is said below them.
        keep_place_of_bar(self.area)
        for fold in (form.certificates, form.extras):
            # Pressed by a person: what it opens is below the edge, most likely.
            fold.button.clicked.connect(partial(self._show_opened, fold))
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._parts.setSpacing(MEDIUM)
        self._parts.addWidget(self.area, 5)
        self._parts.addWidget(self.check_pane, 3)

    def _show_opened(self, fold: Fold) -> None:
        if fold.is_open:
            self.area.reveal(fold)

    def arrange(self, width: int, *, practice: bool) -> None:
        """Put the result where there is room for it.

        :param width: of the dialog, in pixels.
        :param practice: a note stands in place of the fields, and there is nothing to check.
        """
        beside, found = width >= _BESIDE, self.check_pane.list
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._parts.setDirection(across if beside else down)
        self._parts.setStretch(0, 5 if beside else 2)
        # Below the fields it takes its space only while it has something to say.
        self.check_pane.setVisible((beside or found.running or bool(found.lines)) and not practice)
        self.form.setVisible(not practice)
        self.practice_note.setVisible(practice)
