"""The guide in a window of its own: pages, a search over all of them, and the way back."""

from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui.core.presentation.help_pages import Help, HelpPage, LinkKind, link_of
from gui.core.presentation.help_search import HelpSearch, words_of_query
from gui.widgets.controls.fields.search_field import SearchField
from gui.widgets.controls.first_size import set_first_size
from gui.widgets.controls.line_splitter import LineSplitter
from gui.widgets.help.help_page_view import HelpPageView
from gui.widgets.help.outside_link import OutsideLink
from gui.widgets.help.page_list import PageList
from gui.widgets.help.reading_history import ReadingHistory, ReadingPlace
from gui.widgets.style.icons import set_icon
from gui.widgets.style.kinds import Kind, set_kind
from gui.widgets.style.measures import MEDIUM, SMALL

_FIRST_SIZE: Final = QSize(980, 680)
_LIST_WIDTH: Final = 250
_PAGE_FOLLOWS_MS: Final = 80


class HelpWindow(QDialog):
    """Not modal, and no child of the main window: it can be read beside any open question.

    Reads no file: :meth:`set_pages` brings all pages of both languages.

    :param language: ``en`` or ``zh_CN``; the search finds words of both.
    """

    code_requested = Signal(str)
    codes_requested = Signal()
    outside_requested = Signal(str)

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language
        self.setWindowTitle(self.tr("Guide"))
        self.setModal(False)
        self.setWindowFlag(Qt.WindowType.WindowMinMaxButtonsHint)
        set_first_size(self, _FIRST_SIZE)
        self._pages: Help | None = None
        self._search: HelpSearch | None = None
        self._page: HelpPage | None = None
        self._wanted: tuple[HelpPage, str] = (HelpPage.START_HERE, "")
        self._history = ReadingHistory()
        self._searches = False
        self._best: HelpPage | None = None
        # The list answers each letter, the page the last one: it takes longer to be laid out.
        self._found = QTimer(self, interval=_PAGE_FOLLOWS_MS, singleShot=True)
        self._found.timeout.connect(self._show_found)
        self.back = QPushButton(self.tr("Back"))
        self.forward = QPushButton(self.tr("Forward"))
        self.codes = QPushButton(self.tr("Codes"))
        self.search = SearchField()
        self.search.setAccessibleName(self.tr("Search the guide"))
        self.search.set_hints(self.tr("Search the guide"))
        self.search.setClearButtonEnabled(True)
        self.list = PageList()
        self.nothing = QLabel(self.tr("No page is found. Try fewer or other words."))
        self.view = HelpPageView()
        self.outside = OutsideLink()
        self._lay_out()
        self._connect()
        self._show_ways()
        self.search.setFocus()

    @property
    def has_pages(self) -> bool:
        """Whether the pages are there."""
        return self._pages is not None

    @property
    def page(self) -> HelpPage | None:
        """The page that is shown."""
        return self._page

    def set_pages(self, pages: Help) -> None:
        """Bring the pages, and show the one that was asked for meanwhile."""
        self._pages = pages
        self._search = HelpSearch(pages, self.language)
        texts = pages[self.language]
        self.list.set_titles({page: texts[page].title for page in HelpPage})
        self.list.show_pages()
        self.open_page(*self._wanted)

    def show_unreadable(self) -> None:
        """Say that the files of the help are not there."""
        self.view.setPlainText(
            self.tr(
                "The guide can't be read: files of the program are missing."
                " If it was just updated, restart it; else install it again."
            )
        )

    def open_page(self, page: HelpPage, anchor: str = "") -> None:
        """Show a page; where the pages are still being read, as soon as they are there."""
        self._wanted = (page, anchor)
        if self._pages is None:
            self.view.setPlainText(self.tr("The guide is being read…"))
            return
        if self._page is not None and self._page is not page:
            self._history.leave(self._here(self._page))
        self._show(page, anchor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return presses the button that has the focus, never another one."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            return
        super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """What was searched for is not there the next time."""
        super().hideEvent(event)
        self.search.clear()
        self._show_found()

    def _lay_out(self) -> None:
        for button, icon in (
            (self.back, "chevron-left"),
            (self.forward, "chevron-right"),
            (self.codes, "book-open"),
        ):
            set_kind(button, Kind.GHOST)
            set_icon(button, icon)
            button.setAccessibleName(button.text())
        self.back.setToolTip("Alt+←")
        self.forward.setToolTip("Alt+→")
        self.nothing.setWordWrap(True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.nothing.hide()
        left, right = QWidget(), QWidget()
        found = QVBoxLayout(left)
        found.setContentsMargins(0, 0, SMALL, 0)
        read = QVBoxLayout(right)
        read.setContentsMargins(SMALL, 0, 0, 0)
        ways = QHBoxLayout()
        for button in (self.back, self.forward):
            ways.addWidget(button)
        ways.addStretch(1)
        ways.addWidget(self.codes)
        for widget, stretch in ((self.search, 0), (self.list, 1), (self.nothing, 1)):
            found.addWidget(widget, stretch)
        read.addLayout(ways)
        read.addWidget(self.view, 1)
        read.addWidget(self.outside)
        for column in (found, read):
            column.setSpacing(SMALL)
        splitter = LineSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([_LIST_WIDTH, _FIRST_SIZE.width() - _LIST_WIDTH])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MEDIUM, MEDIUM, MEDIUM, MEDIUM)
        layout.addWidget(splitter)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._find)
        self.search.first_hit_wanted.connect(self._to_list)
        self.list.page_chosen.connect(self._choose)
        self.list.reading_wanted.connect(lambda: self.view.setFocus(Qt.FocusReason.OtherFocusReason))
        self.view.link_followed.connect(self._follow)
        self.back.clicked.connect(self._go_back)
        self.forward.clicked.connect(self._go_forward)
        self.codes.clicked.connect(self.codes_requested)
        self.outside.open_requested.connect(self.outside_requested)
        for keys, slot in (
            ("Alt+Left", self._go_back),
            ("Alt+Right", self._go_forward),
            ("Ctrl+F", self._to_search),
            ("F1", self.codes_requested.emit),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    def _here(self, page: HelpPage) -> ReadingPlace:
        return ReadingPlace(page, self.view.verticalScrollBar().value())

    def _show(self, page: HelpPage, anchor: str = "") -> None:
        assert self._pages is not None
        self._page = page
        text = self._pages[self.language][page]
        self.setWindowTitle(text.title)
        self.outside.show_address("")
        self.view.show_page(text, anchor)
        self.list.select(page)
        self._show_ways()

    def _show_ways(self) -> None:
        self.back.setEnabled(self._history.can_go_back)
        self.forward.setEnabled(self._history.can_go_forward)

    def _choose(self, page: HelpPage) -> None:
        self.open_page(page)
        self.view.mark(words_of_query(self.search.text()))

    def _find(self, text: str) -> None:
        if self._search is None:
            return
        words = words_of_query(text)
        hits = self._search.search(text)
        if words:
            self.list.show_hits(hits)
        else:
            self.list.show_pages()
        self.list.setVisible(bool(hits))
        self.nothing.setVisible(not hits)
        self._best = hits[0].page if words and hits else None
        self.list.select(self._best if words else self._page)
        self._found.start()

    def _show_found(self) -> None:
        """The page of the best hit, its words marked; back leads to what was read before the first letter."""
        self._found.stop()
        words = words_of_query(self.search.text())
        if self._best is not None and self._page is not self._best:
            if self._page is not None and not self._searches:
                self._history.leave(self._here(self._page))
            self._show(self._best)
        self.view.mark(words)
        self._searches = bool(words)

    def _to_list(self) -> None:
        if self._found.isActive():
            self._show_found()
        if self.list.count():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _go_back(self) -> None:
        if self._page is not None and self._history.can_go_back:
            self._go_to(self._history.back(self._here(self._page)))

    def _go_forward(self) -> None:
        if self._page is not None and self._history.can_go_forward:
            self._go_to(self._history.forward(self._here(self._page)))

    def _go_to(self, place: ReadingPlace) -> None:
        self._show(place.page)
        self.view.verticalScrollBar().setValue(place.scroll)

    def _follow(self, href: str) -> None:
        link = link_of(href)
        match link.kind:
            case LinkKind.PAGE if link.page is None or link.page is self._page:
                self.view.go_to(link.place)
            case LinkKind.PAGE:
                assert link.page is not None
                self.open_page(link.page, link.place)
            case LinkKind.CODE:
                self.code_requested.emit(link.place)
            case LinkKind.OUTSIDE:
                self.outside.show_address(link.place)
            case LinkKind.NOWHERE:
                pass
