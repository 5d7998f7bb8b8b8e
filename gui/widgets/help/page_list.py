"""The pages of the help, as a list in two groups; while something is searched for, what was found."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from gui.core.presentation.help_pages import FOR_ADMINISTRATORS, HelpPage
from gui.core.presentation.help_search import HelpHit
from gui.widgets.help.hit_delegate import HitDelegate
from gui.widgets.style.fonts import Type, font_of
from gui.widgets.style.measures import SMALL, SMALL_ROW
from gui.widgets.style.themes import current_theme

_PAGE: Final = Qt.ItemDataRole.UserRole


class PageList(QListWidget):
    """``page_chosen`` comes of a choice by mouse or keyboard, not of :meth:`select`."""

    page_chosen = Signal(object)
    reading_wanted = Signal()
    """Return on a page: the reader wants to be in its text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._titles: Mapping[HelpPage, str] = {}
        self.setAccessibleName(self.tr("Pages of the guide"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setWordWrap(False)
        self.setItemDelegate(HitDelegate(self))
        self.currentItemChanged.connect(lambda item, _before: self._chosen(item))

    def set_titles(self, titles: Mapping[HelpPage, str]) -> None:
        """The title of each page, in the window's language."""
        self._titles = titles

    def show_pages(self) -> None:
        """All pages, those for support staff first."""
        self.blockSignals(True)
        self.clear()
        for words, administrators in (
            (self.tr("For everybody at the desk"), False),
            (self.tr("For administrators"), True),
        ):
            self._add_head(words)
            for page, title in self._titles.items():
                if (page in FOR_ADMINISTRATORS) is administrators:
                    self._add_page(page, title)
        self.blockSignals(False)

    def show_hits(self, hits: Sequence[HelpHit]) -> None:
        """What was found, the best first, each with the line where it was found."""
        self.blockSignals(True)
        self.clear()
        for hit in hits:
            self._add_page(hit.page, self._titles[hit.page], hit.line)
        self.blockSignals(False)

    def select(self, page: HelpPage | None) -> None:
        """Show which page is open; none where it is not in the list."""
        rows = range(self.count()) if page is not None else ()
        found = next((row for row in rows if self.page_at(row) is page), -1)
        self.blockSignals(True)
        self.setCurrentRow(found)
        self.blockSignals(False)
        self.viewport().update()

    def page_at(self, row: int) -> HelpPage | None:
        """The page of a row; None for the head of a group."""
        value = self.item(row).data(_PAGE)
        return None if value is None else HelpPage(value)

    def pages(self) -> list[HelpPage]:
        """The listed pages, from above."""
        return [page for row in range(self.count()) if (page := self.page_at(row)) is not None]

    def changeEvent(self, event: QEvent) -> None:
        """The heads have a font and a colour of their own: they follow the window's."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            for row in range(self.count()):
                self._fit(self.item(row))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return goes into the text of the page."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.reading_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _add_head(self, words: str) -> None:
        head = QListWidgetItem(words, self)
        head.setFlags(Qt.ItemFlag.NoItemFlags)
        self._fit(head)

    def _add_page(self, page: HelpPage, title: str, line: str = "") -> None:
        item = QListWidgetItem(f"{title}\n{line}" if line else title, self)
        item.setData(_PAGE, page.value)
        item.setToolTip(line)
        self._fit(item)

    def _fit(self, item: QListWidgetItem) -> None:
        """Give a row its height, and a head its look; the rows of what was found have their delegate's."""
        if item.data(_PAGE) is None:
            item.setFont(font_of(Type.CAPTION))
            item.setForeground(current_theme().roles.text2)
        if not item.toolTip():
            item.setSizeHint(QSize(0, max(SMALL_ROW, self.fontMetrics().height() + SMALL)))

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(_PAGE) is not None:
            self.page_chosen.emit(HelpPage(item.data(_PAGE)))
