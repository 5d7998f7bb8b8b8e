"""Base dialog of the panel's questions: a headline, what there is to know, and two buttons."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QMessageBox, QPushButton, QVBoxLayout, QWidget

from gui.widgets.controls.labels import ToneLabel
from gui.widgets.style.fonts import Type, set_type
from gui.widgets.style.kinds import Kind, set_kind

_WIDTH: Final = 80
"""In average characters."""


class AskDialog(QDialog):
    """Open it with ``open()``; once closed it is gone. Escape cancels, Return presses the default button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.headline = ToneLabel()
        set_type(self.headline, Type.TITLE)
        buttons = QDialogButtonBox()
        self.yes = buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        self.cancel = buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.cancel.setAccessibleName(self.cancel.text())
        set_kind(self.yes, Kind.PRIMARY)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(12)
        column.addWidget(self.headline)
        column.addLayout(self.body)
        column.addStretch(1)
        column.addWidget(buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * _WIDTH)

    def ask(self, title: str, headline: str, yes: str) -> None:
        """Set the texts.

        :param headline: the question, or what there is to know first; the largest text.
        :param yes: text of the button that accepts.
        """
        self.setWindowTitle(title)
        self.headline.setText(headline)
        self.headline.setVisible(bool(headline))
        self.yes.setText(yes)
        self.yes.setAccessibleName(yes)

    def set_default(self, button: QPushButton) -> None:
        """Which button Return presses, and which has the focus at first."""
        button.setDefault(True)
        button.setFocus()

    def fit(self) -> None:
        """Grow to the height that the texts need at this width."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            width = max(self.width(), self.minimumWidth())
            needed = max(layout.totalHeightForWidth(width), layout.totalMinimumSize().height())
            self.resize(QSize(width, max(self.height() if self.isVisible() else 0, needed)))

    def showEvent(self, event: QShowEvent) -> None:
        """Open with space for all texts."""
        self.fit()
        super().showEvent(event)


def ask(parent: QWidget, text: str, more: str, *, yes: str, go_on: Callable[[], None]) -> None:
    """Ask without blocking; Return and Escape go back.

    :param text: the question; shown as plain text, like what stands below it.
    :param yes: the button after which ``go_on`` is called.
    """
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    box.setInformativeText(more)
    agree = box.addButton(yes, QMessageBox.ButtonRole.DestructiveRole)
    agree.clicked.connect(lambda _checked=False: go_on())
    back = box.addButton(QCoreApplication.translate("Question", "Go back"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(back)
    box.setEscapeButton(back)
    box.finished.connect(box.deleteLater)
    box.open()
