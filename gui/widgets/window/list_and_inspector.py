"""Where the inspector stands: beside the list, or below it where the window is narrow and high enough."""

from enum import Enum
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget

from gui.widgets.controls.line_splitter import LineSplitter
from gui.widgets.start_form.start_form import StartForm
from gui.widgets.style.text_size import USUAL, scaled, text_size
from gui.widgets.window.window_state import WindowState

BESIDE_FROM: Final = 1000
"""Width of a window in which list and inspector stand side by side."""
BELOW_FROM: Final = 640
"""Height of a narrow window in which the inspector has room below the list."""
OPEN_FROM: Final = 760
"""Height of a narrow window that has room for the options as well."""
NARROWEST_WINDOW: Final = 750
_WIDTHS: Final = (340, 560)
_NARROWEST: Final = 300
"""Beside a list that has its least width in the narrowest window."""
_USUAL_WIDTH: Final = 460
_LEAST_LIST: Final = 560
_LEAST_HEIGHT: Final = 150
_LEAST_TOGETHER: Final = 160
_LEAST_SCROLLED: Final = 440
"""Some rows and an inspector below them."""
_USUAL_HEIGHT: Final = 230
_WIDTH_KEY: Final = "inspector_width"
_HEIGHT_KEY: Final = "inspector_height"
_OPTIONS_KEY: Final = "options"
_FOLDED: Final = "folded"


class InspectorPlace(Enum):
    """Of the inspector."""

    BESIDE = "beside"
    BELOW = "below"
    SQUEEZED = "squeezed"
    """Beside the list at its least width."""


class ListAndInspector(LineSplitter):
    """List and inspector, and whether the options of the form are folded to make room for them."""

    def __init__(self, listed: QWidget, inspector: QWidget, form: StartForm) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._listed, self._inspector, self._form = listed, inspector, form
        self._place: InspectorPlace | None = None
        self._text = USUAL
        self._width, self._height = _USUAL_WIDTH, _USUAL_HEIGHT
        self._wants_options = True
        self._folding = self._cramped = False
        self.addWidget(listed)
        self.addWidget(inspector)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)
        # The window never grows by itself as the options open.
        self.setMinimumHeight(_LEAST_TOGETHER)
        self.splitterMoved.connect(self._moved)
        form.fields.folded.connect(self._folded)

    @property
    def place(self) -> InspectorPlace | None:
        """Where the inspector stands; None before the window has a size."""
        return self._place

    @property
    def cramped(self) -> bool:
        """Whether the options fold by themselves to leave room for the list."""
        return self._cramped

    def minimumSizeHint(self) -> QSize:
        """The same wherever the inspector stands: else no wide window becomes a narrow one at once."""
        least = super().minimumSizeHint()
        if text_size() > USUAL and self._place is InspectorPlace.BELOW:
            return least
        least.setWidth(self._listed.minimumSizeHint().width() + self.handleWidth() + scaled(_NARROWEST))
        return least

    def fit(self, window: QSize) -> None:
        """Arrange for a window of that size."""
        wide, high = window.width() >= scaled(BESIDE_FROM), window.height() >= scaled(BELOW_FROM)
        # With larger text the window may be smaller than its content, which then scrolls.
        scrolls = window.width() < scaled(NARROWEST_WINDOW) and text_size() > USUAL
        below = not wide and (high or scrolls)
        place = InspectorPlace.BESIDE if wide else InspectorPlace.BELOW if below else InspectorPlace.SQUEEZED
        cramped = not wide and window.height() < scaled(OPEN_FROM)
        if (place, text_size()) != (self._place, self._text):
            self._place, self._text = place, text_size()
            least, most = (scaled(_LEAST_HEIGHT), _UNLIMITED) if below else map(scaled, _WIDTHS)
            self._inspector.setMinimumSize(*((0, least) if below else (least, 0)))
            self._inspector.setMaximumSize(*((_UNLIMITED, most) if below else (most, _UNLIMITED)))
            self.setOrientation(Qt.Orientation.Vertical if below else Qt.Orientation.Horizontal)
        self.setMinimumHeight(scaled(_LEAST_SCROLLED if scrolls else _LEAST_TOGETHER))
        if cramped is not self._cramped:
            self._cramped = cramped
            self._open(self._wants_options and not cramped)
        if place is InspectorPlace.SQUEEZED:
            self._inspector.setFixedWidth(self._squeezed(window))
        self._set_sizes(window)

    def restore(self, memory: WindowState) -> None:
        """Take what was remembered."""
        self._width = _number(memory.text(_WIDTH_KEY), _USUAL_WIDTH)
        self._height = _number(memory.text(_HEIGHT_KEY), _USUAL_HEIGHT)
        self._wants_options = memory.text(_OPTIONS_KEY) != _FOLDED
        self._open(self._wants_options and not self._cramped)

    def remember(self, memory: WindowState) -> None:
        """Put sizes and the fold into the memory."""
        memory.set(_WIDTH_KEY, str(self._width))
        memory.set(_HEIGHT_KEY, str(self._height))
        memory.set(_OPTIONS_KEY, "" if self._wants_options else _FOLDED)

    def _set_sizes(self, window: QSize) -> None:
        if self._place is InspectorPlace.BELOW:
            height = scaled(self._height)
            self.setSizes([max(0, self.height() - height), height])
            return
        least, most = map(scaled, _WIDTHS)
        room = window.width() - scaled(_LEAST_LIST)
        squeezed = self._place is InspectorPlace.SQUEEZED
        width = self._squeezed(window) if squeezed else max(least, min(scaled(self._width), most, room))
        self.setSizes([window.width() - width, width])

    def _squeezed(self, window: QSize) -> int:
        room = window.width() - self._listed.minimumSizeHint().width() - self.handleWidth()
        return max(scaled(_NARROWEST), min(scaled(_WIDTHS[0]), room))

    def _moved(self) -> None:
        size = self.sizes()[1] * USUAL // max(USUAL, text_size())
        if self._place is InspectorPlace.BELOW:
            self._height = size
        elif self._place is InspectorPlace.BESIDE:
            self._width = size

    def _open(self, opened: bool) -> None:
        self._folding = True
        self._form.fields.open_options(opened)
        self._folding = False

    def _folded(self, folded: bool) -> None:
        # In a cramped window it is for now only.
        if not self._folding and not self._cramped:
            self._wants_options = not folded


_UNLIMITED: Final = 16777215
"""Qt's own for a widget without a greatest size."""


def _number(text: str, usual: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else usual
