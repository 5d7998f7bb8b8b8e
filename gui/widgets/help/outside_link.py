"""An address outside the program, below the page: to be copied, or opened by the desktop on a press."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from gui.widgets.controls.buttons import CopyButton
from gui.widgets.controls.selectable_text import SelectableText
from gui.widgets.style.kinds import Kind, set_kind
from gui.widgets.style.measures import SMALL


class OutsideLink(QWidget):
    """Hidden until a link out of the help was followed: the program itself opens nothing of the web."""

    open_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.address = SelectableText(self.tr("Address"), lines=2)
        self.copy_button = CopyButton(self.tr("Copy address"))
        self.open_button = QPushButton(self.tr("Open in the browser"))
        self.open_button.setAccessibleName(self.open_button.text())
        set_kind(self.open_button, Kind.GHOST)
        self.open_button.clicked.connect(lambda: self.open_requested.emit(self.address.text()))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SMALL)
        row.addWidget(self.address, 1)
        row.addWidget(self.copy_button)
        row.addWidget(self.open_button)
        self.hide()

    def show_address(self, address: str) -> None:
        """Offer an address; an empty one hides the line."""
        self.address.set_text(address)
        self.copy_button.set_copy(address)
        self.setVisible(bool(address))
