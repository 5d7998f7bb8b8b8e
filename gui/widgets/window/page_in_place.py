"""A page in place of list and inspector; what stands below the list, such as a notice, stays in sight."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget


class PageInPlace(QWidget):
    """Empty and hidden until there is a page.

    :param replaced: what is hidden meanwhile; the first one gives the page its least width.
    """

    left = Signal()
    """The replaced widgets are shown again."""

    def __init__(self, replaced: tuple[QWidget, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._replaced = replaced
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    @property
    def on(self) -> bool:
        """Whether the page stands there."""
        return not self.isHidden()

    def enter(self, page: QWidget) -> None:
        """Show a page; it is kept here for another time."""
        if self._column.indexOf(page) < 0:
            self._column.addWidget(page)
        # The window's least width is the same with the page and without it.
        self.setMinimumWidth(self._replaced[0].minimumSizeHint().width())
        for widget in self._replaced:
            widget.hide()
        self.show()

    def leave(self) -> None:
        """Show list and inspector."""
        if not self.on:
            return
        self.hide()
        for widget in self._replaced:
            widget.show()
        self.left.emit()
