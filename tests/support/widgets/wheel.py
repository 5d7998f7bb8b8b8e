"""A turn of the mouse wheel over a control."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget


def turns_the_wheel(
    widget: QWidget, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, *, notches: int = 3
) -> None:
    """Up and down again by that many notches, and once more down."""
    at = QPointF(widget.rect().center())
    for turn in (-120, 120, -120):
        for _ in range(notches):
            event = QWheelEvent(
                at,
                QPointF(widget.mapToGlobal(at.toPoint())),
                QPoint(),
                QPoint(0, turn),
                Qt.MouseButton.NoButton,
                keys,
                Qt.ScrollPhase.NoScrollPhase,
                False,
            )
            QApplication.sendEvent(widget, event)
