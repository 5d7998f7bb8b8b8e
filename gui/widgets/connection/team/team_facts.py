"""What is shown of a team, by name and value, before it is joined and after."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from gui.core.foundation.plain_text import visible
from gui.widgets.controls.labels import ToneLabel
from gui.widgets.controls.theme import Tone
from gui.widgets.style.fonts import Type, set_type
from gui.widgets.style.measures import LARGE, TIGHT

_LONGEST = 120


@dataclass(frozen=True, slots=True)
class TeamFacts:
    """Where a team is, and what this desk is called there. All of it was written by others.

    :param team: its database; ``server`` is host and port.
    :param authority: whether the invitation names who signed the server's certificate.
    :param here: whether the server is on this computer, and needs no certificate.
    """

    team: str
    server: str
    code: str
    authority: bool
    here: bool


class FactGrid(QWidget):
    """Names at the left, values at the right; one without a value is not shown."""

    def __init__(self, names: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(LARGE)
        grid.setVerticalSpacing(TIGHT)
        grid.setColumnStretch(1, 1)
        self._rows: dict[str, tuple[ToneLabel, ToneLabel]] = {}
        for number, (key, name) in enumerate(names.items()):
            label, value = ToneLabel(name, Tone.MUTED), ToneLabel()
            set_type(label, Type.CAPTION)
            label.setWordWrap(False)
            label.setBuddy(value)
            grid.addWidget(label, number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, number, 1)
            self._rows[key] = label, value
            self.show_fact(key, "")

    def show_fact(self, key: str, text: str, tone: Tone = Tone.NEUTRAL, limit: int = _LONGEST) -> None:
        """Show a value; empty for none."""
        label, value = self._rows[key]
        value.setText(visible(text, limit))
        value.set_tone(tone)
        for one in (label, value):
            one.setVisible(bool(text))

    def fact(self, key: str) -> str:
        """The value that is shown."""
        return self._rows[key][1].text()
