"""A field below its name; what is said of it stands at the right end of the name's line."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gui.widgets.controls.fields.field_row import FieldRow
from gui.widgets.controls.labels import ElidedLabel, ToneLabel
from gui.widgets.controls.theme import Tone, tone_color
from gui.widgets.style.fonts import Type, set_type
from gui.widgets.style.kinds import Kind, set_kind
from gui.widgets.style.measures import CONTROL, LINE, RADIUS, SMALL, SMALL_CONTROL, TIGHT
from gui.widgets.style.painters.boxes import Box, paint_box
from gui.widgets.style.themes import current_theme

_NOTE_WIDTH: Final = 520
"""At most, where the field itself is narrower."""
_FOLLOWED: Final = frozenset(
    {
        QEvent.Type.FocusIn,
        QEvent.Type.FocusOut,
        QEvent.Type.Resize,
        QEvent.Type.Move,
        QEvent.Type.Show,
        QEvent.Type.Hide,
    }
)


class HeadedField(FieldRow):
    """As high with a complaint as without one.

    What does not fit on the line stands whole in a note below the field while the field has the focus, and
    always in its tool tip and its description.
    """

    def _lay_out(self, field: QWidget) -> None:
        self._line = ElidedLabel("", Tone.MUTED, mode=Qt.TextElideMode.ElideRight)
        self._line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._note: _Note | None = None
        set_type(self.label, Type.CAPTION)
        set_type(self._line, Type.CAPTION)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(SMALL)
        head.addWidget(self.label)
        head.addWidget(self._line, 1)
        for button in (self._remove, self._take):
            set_kind(button, Kind.GHOST)
            set_type(button, Type.CAPTION)
            button.setFixedHeight(SMALL_CONTROL)
            head.addWidget(button)
        # No more than its word: the narrowest field has its name, and this.
        words = self._remove.fontMetrics().horizontalAdvance(self._remove.text())
        self._remove.setFixedWidth(words + SMALL)
        self.label.setFixedHeight(SMALL_CONTROL)
        self.label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(field)
        field.setFixedHeight(max(CONTROL, self._focus.fontMetrics().height() + SMALL))
        self._followed: list[QWidget] = []
        self._focus.installEventFilter(self)
        # Its width may change after its words, as *Remove* comes up beside it.
        self._line.installEventFilter(self)
        QWidget.setTabOrder(self._focus, self._remove)
        QWidget.setTabOrder(self._remove, self._take)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The note follows the focus and the place of the field."""
        if event.type() in _FOLLOWED:
            self._place_note()
        return super().eventFilter(watched, event)

    def said(self) -> str:
        """What stands on the line, whole; the hint only where nothing else does."""
        return self._line.whole_text()

    def _tell(self, said: str, tone: Tone, mark: str) -> None:
        self._line.set_tone(tone if said else Tone.MUTED)
        self._line.set_whole_text(f"{mark} {said}" if said else self.hint())
        self._focus.setToolTip(said)
        self._place_note()

    def _place_note(self) -> None:
        said, window = self._spoken_now(), self.window()
        fits = self._line.text() == self._line.whole_text()
        # Scrolled out of sight it would hang over something else.
        in_sight = not self._focus.visibleRegion().isEmpty()
        if not said or fits or not self._focus.hasFocus() or not in_sight:
            if self._note is not None:
                self._note.hide()
            return
        if self._note is None or self._note.parent() is not window:
            self._note = _Note(window)
        self._follow_what_it_is_in(window)
        place = QRect(self.mapTo(window, QPoint(0, 0)), self.size())
        self._note.show_beside(place, window.size(), self._line.whole_text(), self._line_tone())

    def _follow_what_it_is_in(self, window: QWidget) -> None:
        """A part that scrolls, or a window that is resized, takes the field to another place."""
        part: QWidget | None = self
        while part is not None and part not in self._followed:
            self._followed.append(part)
            part.installEventFilter(self)
            part = None if part is window else part.parentWidget()

    def _spoken_now(self) -> str:
        return self._complaint or self._warning or self._offer or self._notice

    def _line_tone(self) -> Tone:
        return Tone.DANGER if self._complaint else Tone.WARNING


class _Note(ToneLabel):
    """Lies over what is below the field, and lets the mouse through."""

    def __init__(self, window: QWidget) -> None:
        super().__init__("", Tone.DANGER, window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setContentsMargins(SMALL, TIGHT, SMALL, TIGHT)
        self._edge = Tone.DANGER

    def show_beside(self, field: QRect, window: QSize, text: str, tone: Tone) -> None:
        """Show a text below a field, above it where the window has no room below; never cut by its edge."""
        self._edge = tone
        self.set_tone(tone)
        self.setText(text)
        # One line where it can: then it covers no more than the names of the next fields.
        needed = self.fontMetrics().horizontalAdvance(text) + 2 * SMALL + TIGHT
        width = min(max(field.width(), min(needed, _NOTE_WIDTH)), window.width() - 2 * SMALL)
        height = self.heightForWidth(width)
        left = max(SMALL, min(field.left(), window.width() - width - SMALL))
        top = field.bottom() + 1 + TIGHT
        if top + height > window.height():
            top = max(0, field.top() - TIGHT - height)
        self.setGeometry(left, top, width, height)
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A raised card."""
        painter = QPainter(self)
        raised = current_theme().roles.raised
        paint_box(painter, self.rect(), Box(RADIUS, raised, tone_color(self._edge), LINE))
        painter.end()
        super().paintEvent(event)
