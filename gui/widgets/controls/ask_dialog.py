"""Base dialog of the panel's questions: whose they are, a headline, what follows, and two buttons."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QLayout, QPushButton, QVBoxLayout, QWidget

from gui.core.foundation.fill import fill
from gui.widgets.controls.environment_badge import profile_name
from gui.widgets.controls.first_size import room_for
from gui.widgets.controls.flow_layout import FlowLayout
from gui.widgets.controls.labels import ToneLabel
from gui.widgets.controls.profile_chip import Place, ProfileChip
from gui.widgets.controls.theme import Tone
from gui.widgets.style.fonts import Type, set_type
from gui.widgets.style.kinds import Kind, set_kind
from gui.widgets.style.measures import LARGE, MEDIUM, SMALL

_WIDTH: Final = 72
"""In average characters."""
RETURN_MS: Final = 300
"""From here on Return counts: an earlier one was meant for what stood there before."""
_RETURNS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PRESSING_KEYS: Final = (*_RETURNS, Qt.Key.Key_Space)
"""They press the button that has the focus."""
_PRESSES: Final = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)


class AskDialog(QDialog):
    """Open it with ``open()``; once closed it is gone. Escape cancels, Return presses the default button.

    Neither Return nor the second press of a double click counts before the dialog has stood for a moment.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._shown = QElapsedTimer()
        self.chips: tuple[ProfileChip, ...] = ()
        self._chip_row = QWidget()
        self._chip_flow = FlowLayout(self._chip_row)
        self._chip_row.hide()
        self.turn = ToneLabel("", Tone.MUTED)
        self.turn.hide()
        self.headline = ToneLabel()
        set_type(self.headline, Type.TITLE)
        self.consequence = ToneLabel("", Tone.MUTED)
        self.consequence.hide()
        self.yes, self.cancel = QPushButton(), QPushButton(self.tr("Cancel"))
        self.cancel.setAccessibleName(self.cancel.text())
        set_kind(self.yes, Kind.PRIMARY)
        for button in (self.yes, self.cancel):
            button.installEventFilter(self)
        self.yes.clicked.connect(self.accept)
        self.cancel.clicked.connect(self.reject)
        self.body = QVBoxLayout()
        self.body.setSpacing(SMALL)
        self._lay_out()

    def ask(self, title: str, headline: str, yes: str, consequence: str = "") -> None:
        """Set the texts.

        :param headline: the question, or what there is to know first; the largest text.
        :param yes: text of the button that accepts.
        :param consequence: one sentence of what follows.
        """
        self.setWindowTitle(title)
        self.headline.setText(headline)
        self.headline.setVisible(bool(headline))
        self.yes.setText(yes.replace("&", "&&"))
        self.yes.setAccessibleName(yes)
        self.consequence.setText(consequence)
        self.consequence.setVisible(bool(consequence))

    def show_places(self, *places: Place) -> None:
        """Show whose recordings or settings the question is about."""
        for old in self.chips:
            self._chip_flow.removeWidget(old)
            old.deleteLater()
        self.chips = tuple(ProfileChip(place, self._chip_row) for place in places)
        for chip in self.chips:
            self._chip_flow.addWidget(chip)
            chip.show()
        self._chip_row.setVisible(bool(places))

    def show_turn(self, number: int, count: int, following: str = "") -> None:
        """Of several questions in turn: the how manieth this is.

        :param following: the profile that the next one is about; untrusted.
        """
        text = self.tr("Question {number} of {count}; the next one is about {profile}.")
        if not following:
            text = self.tr("Question {number} of {count}, the last one.")
        self.turn.setText(fill(text, number=number, count=count, profile=profile_name(following, 80)))
        self.turn.setVisible(count > 1)

    def set_default(self, button: QPushButton) -> None:
        """Which button Return presses, and which has the focus at first."""
        button.setDefault(True)
        button.setFocus()

    @property
    def takes_presses(self) -> bool:
        """Whether it has stood for long enough that a press was meant for it."""
        longest = max(RETURN_MS, QApplication.doubleClickInterval())
        return self.isVisible() and self._shown.isValid() and self._shown.hasExpired(longest)

    def shorten(self) -> bool:
        """Give up some height, because the screen has too little; False where nothing is left to give.

        A subclass with a list gives its rows.
        """
        return False

    def fit(self) -> None:
        """Grow to the height that the texts need at this width, as far as the screen has it."""
        layout = self.layout()
        if layout is None:
            return
        room = room_for(self)
        width = min(max(self.width(), self.minimumWidth()), room.width())
        while True:
            layout.activate()
            needed = layout.totalHeightForWidth(width)
            if needed <= room.height() or not self.shorten():
                break
        self.setMinimumHeight(min(needed, room.height()))
        self.resize(QSize(width, max(self.height() if self._shown.isValid() else 0, needed)))

    def showEvent(self, event: QShowEvent) -> None:
        """Open with space for all texts."""
        self.fit()
        self._shown.start()
        super().showEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return in a field presses the default button, once the dialog has stood."""
        if event.key() in _RETURNS and self._too_early(event):
            event.accept()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The same at the buttons; and no mouse press on the verb that began as a double click elsewhere."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return event.key() in _PRESSING_KEYS and self._too_early(event)
        if watched is self.yes and event.type() in _PRESSES:
            return not self._shown.hasExpired(QApplication.doubleClickInterval())
        return super().eventFilter(watched, event)

    def _too_early(self, event: QKeyEvent) -> bool:
        # One that repeats by itself has been held down since before.
        return event.isAutoRepeat() or not self._shown.isValid() or not self._shown.hasExpired(RETURN_MS)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(SMALL)
        buttons.addStretch(1)
        buttons.addWidget(self.yes)
        buttons.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(LARGE, LARGE, LARGE, LARGE)
        column.setSpacing(MEDIUM)
        column.addWidget(self._chip_row)
        column.addWidget(self.turn)
        column.addWidget(self.headline)
        column.addWidget(self.consequence)
        column.addLayout(self.body)
        column.addStretch(1)
        column.addLayout(buttons)
        # The layout's own least height is that of texts wrapped as narrowly as they can be.
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * _WIDTH)


class Question(AskDialog):
    """A question with nothing but words: what follows, and the verb."""

    def __init__(self, parent: QWidget, go_on: Callable[[], None]) -> None:
        super().__init__(parent)
        self._go_on = go_on

    def accept(self) -> None:
        """The verb."""
        super().accept()
        self._go_on()


def ask(
    parent: QWidget,
    text: str,
    more: str,
    *,
    yes: str,
    go_on: Callable[[], None],
    place: Place | None = None,
    title: str = "",
    careful: bool = False,
    sends: bool = True,
) -> Question:
    """Ask without blocking; Return takes the verb, Escape cancels.

    :param text: the question; shown as plain text, like what stands below it.
    :param yes: the button after which ``go_on`` is called.
    :param place: the profile that it is about, where it is about one.
    :param title: of the window; else the verb.
    :param careful: what follows can't be taken back: Return cancels.
    :param sends: off where it ends, removes and sends nothing.
    """
    question = Question(parent, go_on)
    question.ask(title or yes, text, yes, more)
    if place is not None:
        question.show_places(place)
    set_kind(question.yes, Kind.DANGER if sends else Kind.PRIMARY)
    question.set_default(question.cancel if careful else question.yes)
    question.open()
    return question
