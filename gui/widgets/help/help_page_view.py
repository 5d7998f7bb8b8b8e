"""Shows one page of the help; what it shows comes from memory, never from disk or network."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QHideEvent,
    QImage,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from gui.core.presentation.help_pages import PageText
from gui.widgets.help.page_style import headings, style_page
from gui.widgets.style.measures import LARGE
from gui.widgets.style.themes import current_theme

_PLAIN: Final = (
    QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML
)
_LEAST_ROOM: Final = 200
_RESIZED_MS: Final = 120
_MOST_MARKS: Final = 400


class HelpPageView(QTextBrowser):
    """Tab goes from link to link, Return follows one; ``link_followed`` says which."""

    link_followed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page: PageText | None = None
        self._pictures: Mapping[str, bytes] = {}
        self._places: dict[str, int] = {}
        self._words: tuple[str, ...] = ()
        self._width = 0
        self.setAccessibleName(self.tr("Page of the guide"))
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(LARGE)
        self.anchorClicked.connect(lambda link: self.link_followed.emit(link.toString()))
        # While the window is drawn wider, not each pixel makes the page anew.
        self._resized = QTimer(self, interval=_RESIZED_MS, singleShot=True)
        self._resized.timeout.connect(self._make_again)

    def show_page(self, page: PageText, anchor: str = "") -> None:
        """Show a page from its top, or from a heading."""
        self._page, self._pictures = page, page.pictures
        self._make()
        self.verticalScrollBar().setValue(0)
        if anchor:
            self.go_to(anchor)

    def go_to(self, anchor: str) -> None:
        """Scroll to a heading of the page; nothing happens where it has none of that name."""
        position = self._places.get(anchor)
        if position is not None:
            layout = self.document().documentLayout()
            block = self.document().findBlock(position)
            self.verticalScrollBar().setValue(int(layout.blockBoundingRect(block).top()))

    def mark(self, words: Sequence[str]) -> None:
        """Highlight each of these words on the page, and bring the first into sight."""
        self._words = tuple(words)
        marks = self._found()
        self.setExtraSelections(marks)
        if marks:
            first = min(marks, key=lambda one: one.cursor.position())
            self._bring_into_sight(first.cursor)

    def marked(self) -> list[str]:
        """The highlighted places, as they stand on the page."""
        return [selection.cursor.selectedText() for selection in self.extraSelections()]

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Only the pictures that came with the page: no other file, and nothing remote, is ever read."""
        data = self._pictures.get(name if isinstance(name, str) else name.toString())
        if kind != QTextDocument.ResourceType.ImageResource.value or data is None:
            return QByteArray()
        return self._picture(data)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Pictures follow the width."""
        super().resizeEvent(event)
        if self._page is not None and self._room() != self._width:
            self._resized.start()

    def changeEvent(self, event: QEvent) -> None:
        """Take the new theme's colours, or the new font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange) and hasattr(self, "_resized"):
            self._resized.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """A closed window makes no page."""
        super().hideEvent(event)
        self._resized.stop()

    def _room(self) -> int:
        # As if the scroll bar were there: a page that needs one must not be made twice.
        beside = self.verticalScrollBar().sizeHint().width() + 2 * LARGE
        return max(_LEAST_ROOM, self.contentsRect().width() - beside)

    def _make(self) -> None:
        assert self._page is not None
        self._width = self._room()
        document = self.document()
        document.clear()
        document.setDefaultFont(self.font())
        document.setMarkdown(self._page.markdown, _PLAIN)
        style_page(document, self._width)
        self._places = headings(document)
        self.setExtraSelections([])

    def _make_again(self) -> None:
        """The same page in another width or theme, with what was in sight still in sight."""
        if self._page is None:
            return
        bar = self.verticalScrollBar()
        part = bar.value() / max(1, bar.maximum())
        self._make()
        self.setExtraSelections(self._found())
        bar.setValue(round(part * bar.maximum()))

    def _picture(self, data: bytes) -> QImage:
        """A picture, never wider than the page, sharp at the screen's scale."""
        image = QImage.fromData(data)
        ratio = self.devicePixelRatioF()
        wanted = round(min(image.width(), self._room()) * ratio)
        if image.width() != wanted:
            image = image.scaledToWidth(wanted, Qt.TransformationMode.SmoothTransformation)
        image.setDevicePixelRatio(ratio)
        return image

    def _found(self) -> list[QTextEdit.ExtraSelection]:
        marks: list[QTextEdit.ExtraSelection] = []
        look = QTextCharFormat()
        look.setBackground(current_theme().roles.attention)
        look.setForeground(current_theme().roles.on_attention)
        for word in self._words:
            cursor = QTextCursor(self.document())
            while len(marks) < _MOST_MARKS:
                cursor = self.document().find(word, cursor)
                if cursor.isNull():
                    break
                mark = QTextEdit.ExtraSelection()
                mark.cursor, mark.format = cursor, look
                marks.append(mark)
        return marks

    def _bring_into_sight(self, cursor: QTextCursor) -> None:
        top = self.cursorRect(cursor).top() + self.verticalScrollBar().value()
        in_sight = 0 <= self.cursorRect(cursor).top() < self.viewport().height() - 2 * LARGE
        if not in_sight:
            self.verticalScrollBar().setValue(top - self.viewport().height() // 3)

    def sizeHint(self) -> QSize:
        """What the window is first laid out by."""
        return QSize(660, 560)
