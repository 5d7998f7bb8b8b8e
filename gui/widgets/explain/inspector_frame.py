"""How the inspector is laid out: one column or two, the foot below them, and the sheet over them."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QRect, QSize
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from gui.widgets.controls.foot_bar import FootBar
from gui.widgets.controls.revealing_scroll import RevealingScroll, keep_place_of_bar
from gui.widgets.explain.attempts_view import AttemptsView
from gui.widgets.style.measures import LARGE, MEDIUM, SMALL

TWO_COLUMNS_FROM: Final = 720
"""Logical pixels of width from which the texts stand beside the steps: below the list it is wide and low."""
_FIRST_SIZE: Final = QSize(460, 540)
_LEAST_SIZE: Final = QSize(300, 120)
_SHARES: Final = (5, 4)
"""Of the width, for the steps and for the texts."""


class InspectorFrame(QWidget):
    """Only what is above the foot scrolls; the sheet covers it, and leaves the foot free."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.attempts = AttemptsView(self)
        self.foot = FootBar(self.attempts.toggle, self)
        self.lead, self.texts = QWidget(), QWidget()
        self.lead_column, self.texts_column = (
            self._column_of(self.lead, SMALL),
            self._column_of(self.texts, SMALL),
        )
        page = QWidget()
        page.setBackgroundRole(QPalette.ColorRole.Base)
        self._columns = QBoxLayout(QBoxLayout.Direction.TopToBottom, page)
        self._columns.setSpacing(MEDIUM)
        self._columns.addWidget(self.lead)
        self._columns.addWidget(self.texts)
        self._columns.addStretch(1)
        self.body = RevealingScroll(page, self)
        # The bar stands in the margin.
        bar = keep_place_of_bar(self.body)
        self._columns.setContentsMargins(LARGE, MEDIUM, max(0, LARGE - bar), SMALL)
        self.body.viewport().installEventFilter(self)
        whole = self._column_of(self, 0)
        whole.addWidget(self.body, 1)
        whole.addWidget(self.foot)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.attempts.opened.connect(self._place_sheet)
        self.attempts.raise_()

    @property
    def two_columns(self) -> bool:
        """Whether the texts stand beside the steps."""
        return self._columns.direction() is QBoxLayout.Direction.LeftToRight

    def sizeHint(self) -> QSize:
        """As it stands beside the list at 1280 by 720."""
        return _FIRST_SIZE

    def minimumSizeHint(self) -> QSize:
        """So that it can be made narrow."""
        return _LEAST_SIZE

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take as many columns as there is room for."""
        super().resizeEvent(event)
        wide = event.size().width() >= TWO_COLUMNS_FROM
        if wide is not self.two_columns:
            way = QBoxLayout.Direction
            self._columns.setDirection(way.LeftToRight if wide else way.TopToBottom)
            for number, share in enumerate(_SHARES):
                self._columns.setStretch(number, share if wide else 0)
            self._columns.setStretch(len(_SHARES), 0 if wide else 1)
        self._place_sheet()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The sheet covers what scrolls, however high that is."""
        if event.type() is QEvent.Type.Resize:
            self._place_sheet()
        return super().eventFilter(watched, event)

    def _place_sheet(self, *_opened: object) -> None:
        self.attempts.setGeometry(QRect(self.body.pos(), self.body.size()))

    def _column_of(self, widget: QWidget, spacing: int) -> QVBoxLayout:
        column = QVBoxLayout(widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(spacing)
        return column
