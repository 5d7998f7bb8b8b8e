"""The icon in the desktop's tray: there only while a recording has failed, is unconfirmed or too long."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon, QWidget

from gui.core.desktop.notification import DesktopNotification
from gui.widgets.controls.theme import Tone
from gui.widgets.style.themes import ThemeName, load_theme

MOST_LINES: Final = 5
_SIZES: Final = (16, 22, 24, 32, 48)
_DOT: Final = 0.45
"""Of the icon's side."""
_SHOWN_MS: Final = 15_000


class TrayIcon(QObject):
    """Its menu: the window, what needs attention, and the way out. Where there is no tray it does nothing."""

    window_wanted = Signal()
    session_wanted = Signal(str)
    quit_wanted = Signal()
    message_clicked = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.menu = QMenu(window)
        self.menu.setAccessibleName(self.tr("Recording panel"))
        self._icon: QSystemTrayIcon | None = None
        self._there: bool | None = None
        """Whether there is a tray; asked once for each time that something comes to need attention."""

    @property
    def takes_messages(self) -> bool:
        """Whether it can show a notification where the desktop has no other way."""
        return QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages()

    def show_lines(self, tip: str, lines: Sequence[tuple[str, str]]) -> None:
        """Show what needs attention; without any the icon goes.

        :param tip: the whole of it in one line.
        :param lines: id and words of the first few sessions.
        """
        self._fill(lines)
        if not lines:
            self._there = None
            self.close()
            return
        if self._there is None:
            self._there = QSystemTrayIcon.isSystemTrayAvailable()
        if self._there:
            icon = self._made()
            icon.setToolTip(tip)
            icon.show()

    def show_message(self, notification: DesktopNotification) -> None:
        """As a notification of the tray's; it needs its icon for as long."""
        if self.takes_messages:
            icon = self._made()
            icon.show()
            kind = QSystemTrayIcon.MessageIcon.Warning
            icon.showMessage(notification.title, notification.text, kind, _SHOWN_MS)

    def close(self) -> None:
        """The icon goes."""
        if self._icon is not None:
            self._icon.hide()

    def _made(self) -> QSystemTrayIcon:
        if self._icon is None:
            self._icon = QSystemTrayIcon(attention_icon(), self)
            self._icon.setContextMenu(self.menu)
            self._icon.messageClicked.connect(self.message_clicked)
            self._icon.activated.connect(self._activated)
        return self._icon

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self.window_wanted.emit()

    def _fill(self, lines: Sequence[tuple[str, str]]) -> None:
        self.menu.clear()
        self.menu.addAction(self.tr("Show window")).triggered.connect(self.window_wanted)
        self.menu.addSeparator()
        for session_id, words in lines[:MOST_LINES]:
            chosen = self.menu.addAction(words)
            chosen.setData(session_id)
            chosen.triggered.connect(lambda _checked, wanted=session_id: self.session_wanted.emit(wanted))
        self.menu.addSeparator()
        self.menu.addAction(self.tr("Quit")).triggered.connect(self.quit_wanted)


def attention_icon() -> QIcon:
    """The program's own, with a dot: bright amber with a dark rim, whatever colour the desktop's bar has."""
    icon, theme = QIcon(), load_theme(ThemeName.DARK)
    for side in _SIZES:
        picture = QApplication.windowIcon().pixmap(side, side)
        if picture.isNull():
            picture = QPixmap(side, side)
            picture.fill(Qt.GlobalColor.transparent)
        picture.setDevicePixelRatio(1)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dot = picture.width() * _DOT
        rim = max(1.0, picture.width() / 16)
        painter.setPen(QPen(theme.roles.surface, rim))
        painter.setBrush(theme.tones[Tone.WARNING])
        at = picture.width() - dot - rim / 2
        painter.drawEllipse(QRectF(at, at, dot, dot))
        painter.end()
        icon.addPixmap(picture)
    return icon
