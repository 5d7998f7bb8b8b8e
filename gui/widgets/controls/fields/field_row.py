"""One row of a form: label, field, and its complaint, warning or notice."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPushButton, QSizePolicy, QWidget

from gui.core.foundation.fill import fill
from gui.widgets.controls.labels import ElidedLabel, ToneLabel
from gui.widgets.controls.theme import Tone
from gui.widgets.style.kinds import pad, set_wrong
from gui.widgets.style.measures import CONTROL

COMPLAINT_MARK = "✕"
WARNING_MARK = "▲"
FIELD_PADDING = 12
"""Pixels that a field is higher than its text."""


class FieldRow(QWidget):
    """A complaint outranks a warning, a warning a notice; they are spoken as the field's description.

    :param focus: the widget that takes the focus, where that is not the field itself.
    """

    remove_requested = Signal()
    offer_chosen = Signal()

    def __init__(
        self, label: str, field: QWidget, focus: QWidget | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._focus = field if focus is None else focus
        self._complaint = ""
        self._warning = ""
        self._notice = ""
        self._offer = ""
        self._removable = False
        self._spoken = ""
        if isinstance(self._focus, QLineEdit):
            pad(self._focus)
        self.label = QLabel(label)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setBuddy(self._focus)
        self._hint_text = ""
        self._remove = QPushButton(self.tr("Remove"))
        self._remove.setAccessibleName(fill(self.tr("Remove what can't be seen from {field}"), field=label))
        self._remove.clicked.connect(self.remove_requested)
        self._take = QPushButton()
        self._take.clicked.connect(self.offer_chosen)
        self._lay_out(field)
        self._show()

    @property
    def complaint(self) -> str:
        """The complaint that is shown, or nothing."""
        return self._complaint

    @property
    def warning(self) -> str:
        """The warning, shown where there is no complaint."""
        return self._warning

    def show_complaint(self, text: str, *, removable: bool = False) -> None:
        """Show what is wrong; empty takes it back.

        :param removable: offer to remove what can't be seen.
        """
        if (text, removable) != (self._complaint, self._removable):
            self._complaint = text
            self._removable = removable
            self._show()

    def show_warning(self, text: str) -> None:
        """Show what may go wrong; never blocks. Empty takes it back."""
        if text != self._warning:
            self._warning = text
            self._show()

    def show_offer(self, text: str, action: str) -> None:
        """Show what may go wrong, with a button that does something about it. Empty takes it back.

        :param action: text of the button, which emits ``offer_chosen``.
        """
        self._offer = text
        self._take.setText(action.replace("&", "&&"))
        self._take.setAccessibleName(action)
        self._show()

    @property
    def offer(self) -> QPushButton:
        """The button of what can be done about a warning."""
        return self._take

    @property
    def notice(self) -> str:
        """The notice, shown where there is nothing worse to show."""
        return self._notice

    def show_notice(self, text: str) -> None:
        """Show what happened to the field's content; stays until it is taken back by an empty one."""
        self._notice = text
        self._show()

    def set_hint(self, text: str) -> None:
        """A quiet line about the field."""
        self._hint_text = text
        self._show()

    def hint(self) -> str:
        """The quiet line, whole."""
        return self._hint_text

    def describe(self, text: str) -> None:
        """What a screen reader reads of the field's content besides its text."""
        self._spoken = text
        self._show()

    @property
    def focus_widget(self) -> QWidget:
        """What takes the focus."""
        return self._focus

    def _lay_out(self, field: QWidget) -> None:
        self._hint = ElidedLabel("", Tone.MUTED, mode=Qt.TextElideMode.ElideMiddle)
        self._mark = ToneLabel()
        self._mark.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._words = ToneLabel()
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        said = QGridLayout()
        said.setHorizontalSpacing(6)
        said.setVerticalSpacing(4)
        said.setColumnStretch(1, 1)
        said.addWidget(self._mark, 0, 0, Qt.AlignmentFlag.AlignTop)
        said.addWidget(self._words, 0, 1)
        said.addWidget(self._remove, 1, 1, Qt.AlignmentFlag.AlignLeft)
        said.addWidget(self._take, 2, 1, Qt.AlignmentFlag.AlignLeft)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        # As high as the field, so that the label stands at the field's first line.
        for widget in (self.label, self._focus):
            widget.setMinimumHeight(max(CONTROL, self.fontMetrics().height() + FIELD_PADDING))
        grid.addWidget(self.label, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(field, 0, 1)
        grid.addWidget(self._hint, 1, 1)
        grid.addLayout(said, 2, 1)
        QWidget.setTabOrder(self._focus, self._remove)
        QWidget.setTabOrder(self._remove, self._take)

    def _show(self) -> None:
        said = self._complaint or " ".join(part for part in (self._warning, self._offer) if part)
        said = said or self._notice
        set_wrong(self._focus, bool(self._complaint))
        self._remove.setVisible(bool(self._complaint) and self._removable)
        self._take.setVisible(bool(self._offer) and not self._complaint)
        wrong = bool(self._complaint)
        self._tell(said, Tone.DANGER if wrong else Tone.WARNING, COMPLAINT_MARK if wrong else WARNING_MARK)
        parts = (self._complaint, self._warning, self._offer, self._notice, self._spoken, self.hint())
        self._focus.setAccessibleDescription(" ".join(part for part in parts if part))

    def _tell(self, said: str, tone: Tone, mark: str) -> None:
        """Show what is said of the field."""
        self._mark.setText(mark)
        self._words.setText(said)
        for label in (self._mark, self._words):
            label.set_tone(tone)
            label.setVisible(bool(said))
        self._hint.set_whole_text(self.hint())
        self._hint.setVisible(bool(self.hint()))
