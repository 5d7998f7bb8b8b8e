"""The buttons below the connection's form."""

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from gui.widgets.style.kinds import Kind, set_kind
from gui.widgets.style.measures import SMALL


class ConnectionButtons(QWidget):
    """The verb is *Check and save*; Return in a field presses it, whatever had the focus before."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.remove = self._button(self.tr("Remove…"))
        self.check = self._button(self.tr("Check and save"))
        self.save = self._button(self.tr("Save without a check"))
        self.close_button = self._button(self.tr("Close"))
        set_kind(self.check, Kind.PRIMARY)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SMALL)
        row.addWidget(self.remove)
        row.addStretch(1)
        for button in (self.check, self.save, self.close_button):
            row.addWidget(button)

    def _button(self, text: str) -> QPushButton:
        button = QPushButton(text)
        button.setAccessibleName(text)
        button.setAutoDefault(False)
        return button
