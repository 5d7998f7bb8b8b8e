"""*Hand over to a colleague*: to whom, which recordings, and a note. Made where there is a team."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.core.foundation.fill import fill
from gui.core.foundation.plain_text import visible
from gui.core.presentation.hand_over_words import Receiver
from gui.core.sessions.handing_over import same_person
from gui.widgets.controls.buttons import SegmentButton
from gui.widgets.controls.fields.headed_field import HeadedField
from gui.widgets.controls.fields.no_wheel_combo import NoWheelCombo
from gui.widgets.controls.labels import ToneLabel
from gui.widgets.controls.theme import Tone
from gui.widgets.style.kinds import Kind, set_kind
from gui.widgets.style.measures import SMALL

_LONGEST_NAME: Final = 80
_LONGEST_NOTE: Final = 200


class HandOverForm(QWidget):
    """Sends nothing by itself."""

    chosen = Signal(list, object, str)
    """Ids, to which :class:`Receiver`, and the note; it may be empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._own = ""
        self._mine: Sequence[str] = ()
        self._selected: Sequence[str] = ()
        self._colleagues: Sequence[Receiver] = ()
        self.to = NoWheelCombo(self.tr("To"))
        self.to.setEditable(True)
        self.to.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.note = QLineEdit()
        self.note.setAccessibleName(self.tr("Note"))
        self.note.setPlaceholderText(self.tr("What they must know (optional)"))
        self.note.setMaxLength(_LONGEST_NOTE)
        self._to_field = HeadedField(self.tr("To"), self.to)
        self.all_mine, self.selected = SegmentButton(""), SegmentButton("")
        self.button = QPushButton()
        set_kind(self.button, Kind.PRIMARY)
        self.says, self.later = ToneLabel("", Tone.MUTED), ToneLabel("", Tone.WARNING)
        self._lay_out()
        line = self.to.lineEdit()
        if line is not None:
            line.setPlaceholderText(self.tr("Name of a colleague"))
            line.setMaxLength(_LONGEST_NAME)
            line.returnPressed.connect(self._press)
        self.note.returnPressed.connect(self._press)
        self.to.editTextChanged.connect(lambda _text: self._tell())
        self.all_mine.toggled.connect(lambda _on: self._tell())
        self.button.clicked.connect(self._press)

    def offer(
        self,
        own: str,
        colleagues: Sequence[Receiver],
        mine: Sequence[str],
        selected: Sequence[str],
        *,
        reached: bool,
    ) -> None:
        """Begin anew.

        :param own: who hands over; ``colleagues`` are who is known.
        :param mine: the ids of all that is open and theirs; ``selected`` of what is selected of it.
        :param reached: whether colleagues are reached.
        """
        self._own, self._mine, self._selected = own, mine, selected
        self._colleagues = colleagues
        self.to.clear()
        self.to.addItems([visible(one.label, _LONGEST_NAME) for one in colleagues])
        completer = self.to.completer()
        if completer is not None:
            # Of two of one name none is filled in by itself.
            alike = any(one.desk is not None for one in colleagues)
            mode = QCompleter.CompletionMode
            completer.setCompletionMode(mode.PopupCompletion if alike else mode.InlineCompletion)
        self.to.setCurrentIndex(-1)
        self.to.clearEditText()
        self.note.clear()
        here = QLocale()
        self.all_mine.setText(fill(self.tr("All that is mine: {count}"), count=here.toString(len(mine))))
        self.selected.setText(fill(self.tr("Selected: {count}"), count=here.toString(len(selected))))
        self.selected.setVisible(bool(selected))
        self.later.setText(self.tr("No contact now: your colleague sees it once there is contact again."))
        self.later.setVisible(not reached)
        # Who has chosen rows means these, and would hand over too much by the other.
        (self.selected if selected else self.all_mine).setChecked(True)
        self._tell()
        self.to.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_handed(self, to: str, done: int, left: int) -> None:
        """It is written down."""
        words = fill(
            self.tr("Handed over: {count}. They stay with you until {to} takes them over."),
            count=QLocale().toString(done),
            to=visible(to, _LONGEST_NAME),
        )
        if not done:
            words = self.tr("They have ended by now: there is nothing to hand over.")
        elif left:
            text = self.tr(
                "Handed over: {count}, until {to} takes them over still yours. The others have ended."
            )
            words = fill(text, count=QLocale().toString(done), to=visible(to, _LONGEST_NAME))
        self.says.setText(words)
        self.says.set_tone(Tone.NEUTRAL)
        self.button.setEnabled(False)

    def show_failed(self) -> None:
        """It could not be written; the window says why."""
        self._tell()

    def _ids(self) -> Sequence[str]:
        return self._selected if self.selected.isChecked() else self._mine

    def _receiver(self) -> Receiver:
        """Who was chosen, or whoever bears the name that was typed."""
        typed = " ".join(self.to.currentText().split())
        known = (one for one in self._colleagues if same_person(visible(one.label, _LONGEST_NAME), typed))
        return next(known, Receiver(typed, typed))

    def _press(self) -> None:
        if self.button.isEnabled():
            self.button.setEnabled(False)
            self.chosen.emit(list(self._ids()), self._receiver(), self.note.text().strip())

    def _tell(self) -> None:
        """What can be done now, and what follows."""
        count, to = len(self._ids()), self._receiver()
        name = to.name
        alike = sum(same_person(name, one.name) for one in self._colleagues)
        myself = bool(name) and to.desk is None and same_person(name, self._own)
        unknown = bool(count and name) and not myself and not alike
        several = bool(count) and not myself and to.desk is None and alike > 1
        self.button.setText(fill(self.tr("Hand over {count}"), count=QLocale().toString(count)))
        self.button.setEnabled(bool(count and name) and not myself)
        words = self.tr("They stay with you until your colleague takes them over. Nothing is sent.")
        if not count:
            words = self.tr("Nothing that you look after is live or needs attention.")
        elif myself:
            words = self.tr("That is you. Who comes after you?")
        elif unknown:
            text = self.tr("Nobody called {name} is in the team. Only who says that name is offered them.")
            words = fill(text, name=visible(name, _LONGEST_NAME))
        elif several:
            text = self.tr("Several colleagues are called {name}. Choose one from the list, by the desk.")
            words = fill(text, name=visible(name, _LONGEST_NAME))
            self.button.setEnabled(False)
        self.says.setText(words)
        self.says.set_tone(Tone.WARNING if myself or unknown or several else Tone.MUTED)

    def _lay_out(self) -> None:
        scope = QButtonGroup(self)
        fields, row = QHBoxLayout(), QHBoxLayout()
        for layout in (fields, row):
            layout.setSpacing(SMALL)
        fields.addWidget(self._to_field, 2)
        fields.addWidget(HeadedField(self.tr("Note"), self.note), 3)
        for button in (self.all_mine, self.selected):
            scope.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        column.addLayout(fields)
        column.addLayout(row)
        column.addWidget(self.says)
        column.addWidget(self.later)
