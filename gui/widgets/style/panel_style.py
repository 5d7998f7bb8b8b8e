"""The style of the window: paints a closed list of elements over Fusion, and leaves the rest to it."""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QProxyStyle,
    QPushButton,
    QStyle,
    QStyleOption,
    QStyleOptionButton,
    QStyleOptionComplex,
    QStyleOptionFrame,
    QStyleOptionMenuItem,
    QStyleOptionSlider,
    QStyleOptionToolButton,
    QToolButton,
    QWidget,
)

from gui.widgets.style.icons import ICON, paint_icon
from gui.widgets.style.kinds import inset_of
from gui.widgets.style.measures import (
    ARROW,
    CONTROL,
    FIELD_PADDING,
    HEADER,
    LINE,
    SMALL,
    SMALL_CONTROL,
    SMALL_ROW,
    TAB,
)
from gui.widgets.style.painters import bars, buttons, fields, states
from gui.widgets.style.themes import current_theme

_PE = QStyle.PrimitiveElement
_CE = QStyle.ControlElement
_CC = QStyle.ComplexControl
_CT = QStyle.ContentsType

_Painted = Callable[[Any, QPainter, QWidget | None], None]
"""What paints one element. Which option Qt passes belongs to the element, and no type can say so."""


class PanelStyle(QProxyStyle):
    """Reads the present theme with each painting; no widget has a sheet of its own for its look.

    Tool tips are plain text: most show what people or the service wrote.
    """

    def __init__(self) -> None:
        super().__init__("Fusion")
        self._primitives: Final[dict[QStyle.PrimitiveElement, _Painted]] = {
            _PE.PE_PanelButtonCommand: buttons.paint_button_box,
            _PE.PE_PanelButtonTool: buttons.paint_button_box,
            _PE.PE_PanelLineEdit: fields.paint_line,
            _PE.PE_FrameLineEdit: _nothing,
            _PE.PE_IndicatorCheckBox: lambda option, painter, _w: fields.paint_check(option, painter),
            _PE.PE_IndicatorRadioButton: lambda option, painter, _w: fields.paint_radio(option, painter),
            _PE.PE_Frame: fields.paint_frame,
            _PE.PE_FrameFocusRect: _focus,
            _PE.PE_FrameTabBarBase: _nothing,
            _PE.PE_FrameTabWidget: _nothing,
            _PE.PE_PanelMenu: _raised,
            _PE.PE_FrameMenu: _menu_frame,
            _PE.PE_PanelTipLabel: _raised,
            _PE.PE_IndicatorArrowDown: _arrow_down,
            _PE.PE_IndicatorArrowRight: lambda option, painter, _w: _arrow(option, painter, "chevron-right"),
            _PE.PE_IndicatorHeaderArrow: _sort_arrow,
        }
        self._controls: Final[dict[QStyle.ControlElement, _Painted]] = {
            _CE.CE_PushButton: self._button,
            _CE.CE_ToolButtonLabel: self._tool_label,
            _CE.CE_Header: lambda option, painter, widget: bars.paint_header(
                option, painter, inset_of(widget)
            ),
            _CE.CE_HeaderSection: lambda option, painter, _w: bars.paint_head(option, painter),
            _CE.CE_HeaderEmptyArea: lambda option, painter, _w: bars.paint_head(option, painter),
            _CE.CE_Splitter: lambda option, painter, _w: bars.paint_splitter(option, painter),
            _CE.CE_TabBarTabShape: lambda option, painter, _w: bars.paint_tab(option, painter),
            _CE.CE_ProgressBarGroove: lambda option, painter, _w: bars.paint_groove(option, painter),
            _CE.CE_ProgressBarContents: lambda option, painter, _w: bars.paint_progress(option, painter),
            _CE.CE_MenuItem: self._menu_item,
            _CE.CE_ShapedFrame: self._shaped_frame,
        }

    def polish(self, target: QApplication | QWidget | QPalette | Qt.GlobalColor | QColor) -> None:
        """Qt makes a label of its own for each tool tip, which would read markup in it."""
        super().polish(target)
        if isinstance(target, QLabel) and target.inherits("QTipLabel"):
            target.setTextFormat(Qt.TextFormat.PlainText)

    # Painting.

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Paint one of the elements of the list; the rest is Fusion's."""
        painted = self._primitives.get(element)
        if painted is None:
            super().drawPrimitive(element, option, painter, widget)
        else:
            painted(option, painter, widget)

    def drawControl(
        self,
        element: QStyle.ControlElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Paint one of the elements of the list; the rest is Fusion's."""
        painted = self._controls.get(element)
        if painted is None:
            super().drawControl(element, option, painter, widget)
        else:
            painted(option, painter, widget)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Paint choices and scroll bars; the rest is Fusion's."""
        if control is _CC.CC_ComboBox:
            fields.paint_choice(option, painter, widget)
        elif control is _CC.CC_ScrollBar and isinstance(option, QStyleOptionSlider):
            bars.paint_scroll_bar(option, painter)
        else:
            super().drawComplexControl(control, option, painter, widget)

    # Sizes and places.

    def sizeFromContents(
        self, kind: QStyle.ContentsType, option: QStyleOption, size: QSize, widget: QWidget | None = None
    ) -> QSize:
        """Fusion's sizes, at least as high as the measures have it."""
        if kind is _CT.CT_PushButton and isinstance(option, QStyleOptionButton):
            return buttons.button_size(option, size, widget)
        found = super().sizeFromContents(kind, option, size, widget)  # type: ignore[arg-type]  # Qt takes None
        if kind is _CT.CT_ItemViewItem and widget is not None and widget.inherits("QComboBoxListView"):
            # The open list of an editable choice: as high as the entries of any other.
            return QSize(found.width(), max(found.height(), SMALL_ROW))
        least = _LEAST_HEIGHT.get(kind)
        if least is None or (isinstance(option, QStyleOptionMenuItem) and _separates(option)):
            return found
        wider = 0
        if kind is _CT.CT_ComboBox:
            wider = FIELD_PADDING
        elif kind is _CT.CT_HeaderSection:
            wider = SMALL
        elif kind is _CT.CT_ToolButton and widget is not None and widget.property(ICON):
            wider = SMALL_CONTROL
        elif kind is _CT.CT_ToolButton:
            wider = ARROW if buttons.has_menu(option) else SMALL
        return QSize(found.width() + wider, max(found.height(), least))

    def subControlRect(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        part: QStyle.SubControl,
        widget: QWidget | None = None,
    ) -> QRect:
        """A scroll bar has no buttons; a choice's text stands where that of a field does."""
        if control is _CC.CC_ComboBox and part is QStyle.SubControl.SC_ComboBoxEditField:
            return option.rect.adjusted(FIELD_PADDING - LINE, LINE, -ARROW, -LINE)
        if control is _CC.CC_ScrollBar and isinstance(option, QStyleOptionSlider):
            place = bars.scroll_part(option, part)
            if place is not None:
                return place
        return super().subControlRect(control, option, part, widget)  # type: ignore[arg-type]  # Qt takes None

    # The elements that need Fusion's own painting as well.

    def _button(self, option: QStyleOptionButton, painter: QPainter, widget: QWidget | None) -> None:
        # In one go: Fusion would come back here for the bevel, the panel, the label and the ring.
        # A copy of the rectangle: what the option gives is its own, and changes with it.
        rect = QRect(option.rect)
        if buttons.paint_button(option, painter, widget):
            words = QRect(option.rect)
            option.rect = rect.adjusted(rect.width() - ARROW, 0, 0, 0)
            _arrow(option, painter, "chevron-down")
            option.rect = words
        super().drawControl(_CE.CE_PushButtonLabel, option, painter, widget)

    def _tool_label(self, option: QStyleOptionToolButton, painter: QPainter, widget: QWidget | None) -> None:
        buttons.prepare_tool_words(option, painter, widget)
        super().drawControl(_CE.CE_ToolButtonLabel, option, painter, widget)

    def _menu_item(self, option: QStyleOptionMenuItem, painter: QPainter, widget: QWidget | None) -> None:
        roles = current_theme().roles
        palette = QPalette(option.palette)
        palette.setColor(QPalette.ColorRole.Highlight, roles.select)
        palette.setColor(QPalette.ColorRole.HighlightedText, roles.text)
        option.palette = palette
        super().drawControl(_CE.CE_MenuItem, option, painter, widget)

    def _shaped_frame(self, option: QStyleOptionFrame, painter: QPainter, widget: QWidget | None) -> None:
        if option.frameShape is QFrame.Shape.NoFrame:
            return
        if option.frameShape is QFrame.Shape.HLine:
            rect = option.rect
            painter.fillRect(
                QRect(rect.x(), rect.center().y(), rect.width(), LINE), current_theme().roles.line
            )
            return
        super().drawControl(_CE.CE_ShapedFrame, option, painter, widget)


_LEAST_HEIGHT: Final = {
    _CT.CT_LineEdit: CONTROL,
    _CT.CT_ComboBox: CONTROL,
    _CT.CT_ToolButton: SMALL_CONTROL,
    _CT.CT_CheckBox: SMALL_CONTROL,
    _CT.CT_RadioButton: SMALL_CONTROL,
    _CT.CT_HeaderSection: HEADER,
    _CT.CT_TabBarTab: TAB,
    _CT.CT_MenuItem: SMALL_ROW,
}


def _separates(option: QStyleOptionMenuItem) -> bool:
    return option.menuItemType is QStyleOptionMenuItem.MenuItemType.Separator


def _nothing(_option: QStyleOption, _painter: QPainter, _widget: QWidget | None) -> None:
    """Painted with another element, or not at all."""


def _focus(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
    # The ring of a button is part of its box.
    if not isinstance(widget, QPushButton):
        fields.paint_focus(option, painter)


def _raised(option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> None:
    roles = current_theme().roles
    painter.fillRect(option.rect, roles.edge)
    painter.fillRect(option.rect.adjusted(LINE, LINE, -LINE, -LINE), roles.raised)


def _menu_frame(option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> None:
    # The list of a choice has this frame, and no panel.
    painter.setPen(current_theme().roles.edge)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(option.rect.adjusted(0, 0, -LINE, -LINE))


def _arrow(option: QStyleOption, painter: QPainter, name: str) -> None:
    enabled = bool(states.state_of(option) & states.ENABLED)
    roles = current_theme().roles
    paint_icon(painter, name, roles.text2 if enabled else roles.disabled, option.rect)


def _arrow_down(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
    if isinstance(widget, QToolButton) and buttons.has_menu(option):
        # Fusion has it in a corner.
        option.rect = widget.rect().adjusted(widget.width() - ARROW, 0, 0, 0)
    _arrow(option, painter, "chevron-down")


def _sort_arrow(option: Any, painter: QPainter, _widget: QWidget | None) -> None:
    down = option.sortIndicator.value == 1
    paint_icon(painter, "chevron-down" if down else "chevron-up", current_theme().roles.text2, option.rect)
