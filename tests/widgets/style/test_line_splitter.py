"""The line between two panes: one pixel to look at, eight to be grabbed."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from gui.widgets.controls.line_splitter import LineSplitter
from gui.widgets.style.measures import LINE, SPLITTER_GRAB


def test_it_is_a_line_that_can_be_grabbed_beside_it() -> None:
    splitter = LineSplitter(Qt.Orientation.Horizontal)
    first, second = QWidget(), QWidget()
    for pane in (first, second):
        pane.setMinimumWidth(50)
        splitter.addWidget(pane)
    splitter.resize(401, 100)
    splitter.setSizes([200, 200])
    splitter.show()
    QTest.qWaitForWindowExposed(splitter)
    handle = splitter.handle(1)
    assert (handle.width(), handle.contentsRect().width()) == (SPLITTER_GRAB, LINE)
    assert second.x() - first.geometry().right() == LINE + 1
    before = splitter.sizes()[0]
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(handle, left, Qt.KeyboardModifier.NoModifier, QPoint(1, 50))
    QTest.mouseMove(handle, QPoint(41, 50))
    QTest.mouseRelease(handle, left, Qt.KeyboardModifier.NoModifier, QPoint(41, 50))
    assert splitter.sizes()[0] > before + 20
    splitter.close()
