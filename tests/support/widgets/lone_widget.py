"""A widget that stands alone, without the panel's window and its loop."""

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget


def discard(widget: QWidget) -> None:
    """Close and delete at once: outside of a running event loop deleteLater would wait for ever."""
    widget.close()
    widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
