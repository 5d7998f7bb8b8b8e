"""Fusion with outlines that can be seen on a dark window: it draws them darker than the window itself."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPalette, QPen
from PySide6.QtWidgets import QProxyStyle, QStyle, QStyleOption, QWidget

_OUTLINED = frozenset(
    {
        QStyle.PrimitiveElement.PE_FrameLineEdit,
        QStyle.PrimitiveElement.PE_IndicatorCheckBox,
        QStyle.PrimitiveElement.PE_IndicatorRadioButton,
    }
)
_ROUND = QStyle.PrimitiveElement.PE_IndicatorRadioButton
_CORNER = 2.0


class OutlinedStyle(QProxyStyle):
    """Draws a second outline, in the palette's Mid, around fields, check boxes and radio buttons."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Draw as Fusion does; then the outline, unless the element has the focus's own."""
        super().drawPrimitive(element, option, painter, widget)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if element not in _OUTLINED or focused:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(option.palette.color(QPalette.ColorRole.Mid), 1.0))
        box = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5)
        if element is _ROUND:
            painter.drawEllipse(box)
        else:
            painter.drawRoundedRect(box, _CORNER, _CORNER)
        painter.restore()
