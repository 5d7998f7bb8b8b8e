"""The one place of the window's notices: shows the gravest, and counts the others."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from gui.core.foundation.fill import fill
from gui.widgets.controls.notices.notice import Notice
from gui.widgets.controls.notices.notice_strip import NOTICE_PADDING
from gui.widgets.controls.tone_areas import paint_strip
from gui.widgets.style.kinds import Kind, set_kind
from gui.widgets.style.measures import SMALL


class NoticeSlot(QWidget):
    """Takes no space while there is nothing to tell.

    :param notices: the gravest first.
    """

    def __init__(self, notices: Sequence[Notice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notices = list(notices)
        self._shown: Notice | None = None
        self._pointed_at = False
        self._more = QPushButton()
        set_kind(self._more, Kind.GHOST)
        self._more.clicked.connect(self._show_next)
        self._stack = QVBoxLayout()
        self._stack.setContentsMargins(0, 0, 0, 0)
        for notice in self._notices:
            self._take_in(notice)
        more = QVBoxLayout()
        more.setContentsMargins(0, NOTICE_PADDING, SMALL, NOTICE_PADDING)
        more.addStretch(1)
        more.addWidget(self._more)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(self._stack, 1)
        row.addLayout(more)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._arrange()

    def add(self, notice: Notice) -> None:
        """Take one in that is rarely needed; it is the least grave of all."""
        self._notices.append(notice)
        self._take_in(notice)
        self._arrange()

    @property
    def more(self) -> QPushButton:
        """The button that shows the next of several."""
        return self._more

    def enterEvent(self, event: QEnterEvent) -> None:
        """Somebody is about to press: what is shown stays."""
        super().enterEvent(event)
        self._pointed_at = True

    def leaveEvent(self, event: QEvent) -> None:
        """Nobody is about to press."""
        super().leaveEvent(event)
        self._pointed_at = False
        self._arrange()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The shown notice's colour goes on behind the button of the others."""
        ground = None if self._shown is None else self._shown.ground()
        if ground is not None:
            painter = QPainter(self)
            paint_strip(painter, self.rect(), ground)
            painter.end()

    def _take_in(self, notice: Notice) -> None:
        self._stack.addWidget(notice)
        notice.set_turn(False)
        notice.paints_ground = False
        notice.changed.connect(self._arrange)

    def _told(self) -> list[Notice]:
        return [notice for notice in self._notices if notice.told]

    def _arrange(self) -> None:
        told = self._told()
        keeps = self._shown is not None and self._shown.told and self._pointed_at
        self._show(self._shown if keeps else next(iter(told), None), len(told))

    def _show_next(self) -> None:
        told = self._told()
        if told:
            place = told.index(self._shown) + 1 if self._shown in told else 0
            self._show(told[place % len(told)], len(told))

    def _show(self, notice: Notice | None, count: int) -> None:
        if notice is not self._shown:
            if self._shown is not None:
                self._shown.set_turn(False)
            self._shown = notice
        if notice is not None:
            notice.set_turn(True)
        more = fill(self.tr("{number} more", "", max(0, count - 1)), number=max(0, count - 1))
        self._more.setText(more)
        self._more.setAccessibleName(more)
        self._more.setToolTip(self.tr("Show the next notice"))
        self._more.setVisible(count > 1)
        self.setVisible(notice is not None)
