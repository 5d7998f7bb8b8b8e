"""A splitter whose handle is one line to look at, and wide enough to be grabbed."""

from PySide6.QtCore import QMargins, Qt
from PySide6.QtGui import QRegion, QResizeEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

from gui.widgets.style.measures import LINE, SPLITTER_GRAB


class LineSplitter(QSplitter):
    """None of its panes can be closed by dragging."""

    def __init__(self, orientation: Qt.Orientation) -> None:
        super().__init__(orientation)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(LINE)

    def createHandle(self) -> QSplitterHandle:
        """Qt's own way to another handle."""
        return _Handle(self.orientation(), self)


class _Handle(QSplitterHandle):
    """It lies over the panes beside it: its mask lets them show, and the mouse does not mind the mask."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        # Not the handle's own: it sets margins for five pixels, and would be resized by them again.
        QWidget.resizeEvent(self, event)
        before = SPLITTER_GRAB // 2
        behind = SPLITTER_GRAB - before - LINE
        across = self.orientation() is Qt.Orientation.Horizontal
        margins = QMargins(before, 0, behind, 0) if across else QMargins(0, before, 0, behind)
        if margins != self.contentsMargins():
            self.setContentsMargins(margins)
        self.setAttribute(Qt.WidgetAttribute.WA_MouseNoMask, True)
        self.setMask(QRegion(self.contentsRect()))
