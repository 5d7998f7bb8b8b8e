"""What the sessions of a question have in common: a line each for rooms, tags and who began them."""

from collections.abc import Hashable
from typing import Final

from PySide6.QtWidgets import QGridLayout, QWidget

from gui.core.foundation.fill import fill
from gui.core.foundation.plain_text import visible
from gui.core.sessions.makeup import Makeup, Trait
from gui.widgets.controls.labels import ElidedLabel, ToneLabel
from gui.widgets.controls.theme import Tone
from gui.widgets.style.measures import MEDIUM, TIGHT

_LISTED: Final = 4
_LONGEST: Final = 40


class SessionGroups(QWidget):
    """Values by how many have them, the commonest first; whole as tool tip."""

    def __init__(self, makeup: Makeup, operator: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._operator = operator
        self.lines: dict[Trait, ElidedLabel] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(MEDIUM)
        grid.setVerticalSpacing(TIGHT)
        grid.setColumnStretch(1, 1)
        names = {
            Trait.ROOM: self.tr("Rooms"),
            Trait.TAGS: self.tr("Tags"),
            Trait.OPERATOR: self.tr("Begun by"),
        }
        for row, (trait, name) in enumerate(names.items()):
            label = ToneLabel(name, Tone.MUTED)
            label.setWordWrap(False)
            odd = any(trait in traits for traits in makeup.odd.values())
            line = ElidedLabel(self._text(trait, makeup), Tone.WARNING if odd else Tone.NEUTRAL)
            self.lines[trait] = line
            grid.addWidget(label, row, 0)
            grid.addWidget(line, row, 1)

    def _text(self, trait: Trait, makeup: Makeup) -> str:
        found = makeup.counts[trait].most_common()
        if len(found) == 1:
            return self._value(trait, found[0][0])
        parts = [f"{self._value(trait, value)} × {count:,}" for value, count in found[:_LISTED]]
        text = " · ".join(parts)
        if len(found) > _LISTED:
            more = fill(self.tr("and {count} more"), count=f"{len(found) - _LISTED:,}")
            text = f"{text} · {more}"
        return text

    def _value(self, trait: Trait, value: Hashable) -> str:
        if trait is Trait.TAGS:
            tags = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
            return visible(tags, _LONGEST) if tags else self.tr("none")
        words = visible(str(value), _LONGEST)
        if trait is Trait.OPERATOR and value == self._operator:
            return fill(self.tr("{name} (you)"), name=words)
        return words
