"""A question before something is lost."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox, QWidget


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
