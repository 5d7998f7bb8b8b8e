"""Text to read, select and copy, by mouse, keyboard and screen reader; never rendered as markup."""

import math

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent, QTextOption
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionFocusRect,
    QVBoxLayout,
    QWidget,
)

from gui.core.foundation.fill import fill
from gui.core.foundation.plain_text import visible
from gui.widgets.style.fonts import Type, set_type

_MARGIN = 2


class SelectableText(QPlainTextEdit):
    """A read-only field as high as its text, up to a number of lines; past them it scrolls.

    :param name: its accessible name; a screen reader gets the text through the Text interface.
    :param lines: most lines it grows to.
    :param kind: its size and weight.
    """

    def __init__(
        self,
        name: str,
        parent: QWidget | None = None,
        *,
        lines: int = 8,
        kind: Type = Type.BODY,
    ) -> None:
        super().__init__(parent)
        self._most_lines = lines
        self.setAccessibleName(name)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        # The window shows through: it is text, not a box to type into.
        self.viewport().setAutoFillBackground(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.DefaultContextMenu)
        self.document().setDocumentMargin(_MARGIN)
        set_type(self, kind)
        self._fit()

    def set_text(self, text: str) -> None:
        """Show text, hidden characters made visible; lines stay lines. The same text keeps its selection."""
        shown = "\n".join(visible(line) for line in text.split("\n"))
        if shown != self.toPlainText():
            self.setPlainText(shown)
            self._fit()

    def set_most_lines(self, lines: int) -> None:
        """Let it grow to so many lines."""
        if lines != self._most_lines:
            self._most_lines = lines
            self._fit()

    def text(self) -> str:
        """What is shown."""
        return self.toPlainText()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.hasFocus():
            return
        option = QStyleOptionFocusRect()
        option.initFrom(self)
        option.rect = self.viewport().rect()
        painter = QPainter(self.viewport())
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_FrameFocusRect, option, painter, self)
        painter.end()

    def _fit(self) -> None:
        height, whole = self._height_of(self._most_lines)
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(policy.ScrollBarAlwaysOff if whole else policy.ScrollBarAsNeeded)
        needed = math.ceil(height) + 2 * _MARGIN
        if needed != self.height():
            self.setFixedHeight(needed)
            self.updateGeometry()

    def _height_of(self, most: int) -> tuple[float, bool]:
        """The height of the first lines, and whether those are all.

        Measured line by line: a line of Chinese is higher than the metrics of the menus' font.
        """
        height, lines = 0.0, 0
        block = self.document().firstBlock()
        while block.isValid():
            # Asking for its place has the block laid out.
            self.blockBoundingGeometry(block)
            layout = block.layout()
            for number in range(layout.lineCount()):
                if lines == most:
                    return height, False
                height += layout.lineAt(number).height()
                lines += 1
            block = block.next()
        return max(height, QFontMetricsF(self.font()).lineSpacing()), True


EXCERPT = 200
MOST = 20_000
"""Characters that are shown at most: a longer line would hold the window up while it is laid out."""


class ExcerptText(QWidget):
    """A read-only field that is cut after 200 characters, with *Show all*.

    :param name: accessible name of the field.
    :param excerpt: characters shown before *Show all* is pressed.
    """

    expanded = Signal(bool)

    def __init__(
        self, name: str, parent: QWidget | None = None, *, excerpt: int = EXCERPT, lines: int = 7
    ) -> None:
        super().__init__(parent)
        self._excerpt = excerpt
        self._text = ""
        self.field = SelectableText(name, self, lines=lines)
        self._lines = lines
        self.show_all = QPushButton(self.tr("Show all"), self)
        self.show_all.setAutoDefault(True)
        self.show_all.clicked.connect(self._expand)
        self.show_all.hide()
        row = QHBoxLayout()
        row.addWidget(self.show_all)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.field)
        layout.addLayout(row)

    def set_text(self, text: str) -> None:
        """Show text; one that is already shown stays as far open as it is."""
        if text == self._text:
            return
        self._text = text
        self.field.set_most_lines(self._lines)
        cut = len(text) > self._excerpt
        self.field.set_text(text[: self._excerpt] + "…" if cut else text)
        self.show_all.setVisible(cut)
        if cut:
            label = self.tr("Show all {count} characters")
            self.show_all.setText(fill(label, count=f"{min(len(text), MOST):,}"))

    def text(self) -> str:
        """The whole text, shown or not."""
        return self._text

    def _expand(self) -> None:
        self.field.set_most_lines(4 * self._lines)
        more = len(self._text) - MOST
        rest = self.tr("… and {count} more characters", "", more) if more > 0 else ""
        self.field.set_text(self._text[:MOST] + fill(rest, count=f"{more:,}"))
        self.field.setFocus()
        self.show_all.hide()
        self.expanded.emit(True)
