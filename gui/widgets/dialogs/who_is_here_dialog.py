"""*Who is at this desk?*: asked before a request once somebody else may be there. One press answers it."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from gui.core.foundation.fill import fill
from gui.core.foundation.plain_text import visible
from gui.widgets.controls.ask_dialog import AskDialog
from gui.widgets.controls.fields.headed_field import HeadedField
from gui.widgets.controls.flow_layout import FlowLayout
from gui.widgets.style.measures import SMALL

_MOST_NAMES: Final = 8
_SHOWN: Final = 24
_LONGEST: Final = 80


class WhoIsHereDialog(AskDialog):
    """Return takes the name used last, or the one that is typed.

    :param last: the name used last; ``others`` those that are known at this desk as well.
    """

    named = Signal(str)

    def __init__(self, last: str, others: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._last = last
        self.ask(
            self.tr("Who is at this desk?"),
            self.tr("Who is at this desk?"),
            "",
            self.tr("What you asked for goes on then. Cancel sends nothing."),
        )
        self.names = [self._button(name) for name in others[:_MOST_NAMES]]
        if self.names:
            row = QWidget()
            flow = FlowLayout(row)
            flow.setContentsMargins(0, 0, 0, 0)
            flow.setSpacing(SMALL)
            for button in self.names:
                flow.addWidget(button)
            self.body.addWidget(row)
        self.line = QLineEdit()
        self.line.setAccessibleName(self.tr("Another name"))
        self.line.setMaxLength(_LONGEST)
        self.line.textChanged.connect(lambda _text: self._name_verb())
        field = HeadedField(self.tr("Another name"), self.line)
        field.set_hint(self.tr("Goes into the record of what you do"))
        self.body.addWidget(field)
        self._name_verb()
        self.set_default(self.yes)

    def accept(self) -> None:
        """The verb: the name that it shows."""
        self._take(self._name())

    def _take(self, name: str) -> None:
        # First: what waits for it goes on as the dialog closes.
        self.named.emit(name)
        super().accept()

    def _name(self) -> str:
        return " ".join(self.line.text().split()) or self._last

    def _name_verb(self) -> None:
        words = fill(self.tr("Go on as {name}"), name=visible(self._name(), _SHOWN))
        self.yes.setText(words.replace("&", "&&"))
        self.yes.setAccessibleName(words)

    def _button(self, name: str) -> QPushButton:
        words = visible(name, _SHOWN)
        button = QPushButton(words.replace("&", "&&"))
        button.setAccessibleName(words)
        button.setToolTip(visible(name, _LONGEST))
        button.setAutoDefault(False)
        button.clicked.connect(partial(self._pressed, name))
        return button

    def _pressed(self, name: str, _checked: bool = False) -> None:
        # The second press of a double click was meant for what stood there before.
        if self.takes_presses:
            self._take(name)
