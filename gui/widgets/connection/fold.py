"""A part of a form that is closed at first: what most people never fill in."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from gui.widgets.style.icons import set_icon
from gui.widgets.style.kinds import Kind, set_kind
from gui.widgets.style.measures import SMALL


class Fold(QWidget):
    """A button with a title, and what it opens below it."""

    opened = Signal(bool)

    def __init__(self, title: str, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.content = content
        self.button = QPushButton(title)
        self.button.setAccessibleName(title)
        self.button.setAutoDefault(False)
        self.button.setCheckable(True)
        self.button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        set_kind(self.button, Kind.GHOST)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SMALL)
        layout.addWidget(self.button)
        layout.addWidget(content)
        # Pressed by a screen reader it only toggles, without a click.
        self.button.toggled.connect(self._open)
        self._open(False)

    @property
    def is_open(self) -> bool:
        """Whether the content can be seen."""
        return self.button.isChecked()

    def set_open(self, is_open: bool) -> None:
        """Open or close it."""
        self.button.setChecked(is_open)

    def _open(self, is_open: bool) -> None:
        set_icon(self.button, "chevron-down" if is_open else "chevron-right")
        self.content.setVisible(is_open)
        self.opened.emit(is_open)
