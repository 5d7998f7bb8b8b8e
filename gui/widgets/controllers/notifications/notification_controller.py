"""Fetches staff who look elsewhere: notifications, the tray's icon, and the count in the window's title."""

import os
import time
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final, Self

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from gui.core.catalogue.errors import Activity
from gui.core.desktop.notification import DesktopNotification
from gui.core.desktop.notifier import DesktopNotifier
from gui.core.sessions.session import Session
from gui.widgets.controllers.notifications.way_to_rows import show_rows
from gui.widgets.controllers.notifications.window_title import WindowTitle
from gui.widgets.notifications.alert_texts import AlertTexts
from gui.widgets.notifications.alerts import Alerts
from gui.widgets.notifications.tray_icon import MOST_LINES, TrayIcon
from gui.widgets.runtime.bridge import Bridge
from gui.widgets.runtime.owned_tasks import TaskKey, TaskLife
from gui.widgets.window.main_window import MainWindow
from gui.widgets.window.window_state import NOTIFICATIONS, OFF, ON, SOUND, WindowState

if TYPE_CHECKING:
    from gui.core.sessions.team_contact import TeamContact

APART_S: Final = 10.0
"""From one notification to the next one, at least."""
TOGETHER_MS: Final = 300
"""What comes within this time is told together."""
_TRAY_MS: Final = 500
_TOKEN: Final = "XDG_ACTIVATION_TOKEN"


class NotificationController(QObject):
    """Lives as long as the window.

    There is one notification at most, and it says all that came since staff last looked at the window: an
    older one that nobody read loses nothing as the newer one takes its place. While the window is active
    there is none: whoever works in it sees the list, and something over their hands would be in their way.
    """

    def __init__(self, window: MainWindow, bridge: Bridge, memory: WindowState) -> None:
        super().__init__(window)
        self.sound = memory.text(SOUND) == ON
        """Whether the desktop may play one."""
        self._wanted = memory.text(NOTIFICATIONS) != OFF
        self._window, self._bridge = window, bridge
        self._silent = False
        self._team: TeamContact | None = None
        self._alerts, self._texts = Alerts(), AlertTexts(window.messages, self)
        self._told: Sequence[str] = ()
        self._last = -APART_S
        self._title, self._tray = WindowTitle(window), TrayIcon(window)
        self._notifier = DesktopNotifier(self._clicked, self._tray.show_message)
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._tell)
        self._later = QTimer(self, interval=_TRAY_MS, singleShot=True)
        self._later.timeout.connect(self._show_tray)
        model = window.session_list.model
        bridge.sessions_loaded.connect(self._loaded)
        bridge.sessions_known.connect(self._alerts.know)
        bridge.session_changed.connect(self._session_changed)
        for changed in (model.counts_changed, model.elsewhere_changed):
            changed.connect(lambda _counts: self._later.isActive() or self._later.start())
        self._tray.window_wanted.connect(window.bring_to_front)
        self._tray.session_wanted.connect(lambda session_id: self._go_to([session_id]))
        self._tray.message_clicked.connect(lambda: self._clicked(""))
        self._tray.quit_wanted.connect(self._quit)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.applicationStateChanged.connect(self._looked)
            app.focusWindowChanged.connect(self._looked)
        if (shown := window.windowHandle()) is not None:
            shown.windowStateChanged.connect(self._looked)

    @property
    def tray(self) -> TrayIcon:
        """The icon in the desktop's tray."""
        return self._tray

    @property
    def silent(self) -> bool:
        """Whether nothing is told: somebody else sees the screen."""
        return self._silent

    @property
    def wanted(self) -> bool:
        """Whether the desktop is to show notifications; the count in the title and the tray's icon stay."""
        return self._wanted

    def set_team(self, contact: "TeamContact | None") -> None:
        """Who is there: of a colleague's recording they are told at their desk, and nobody else is."""
        self._team = contact

    def _is_attended(self, session: Session) -> bool:
        desk = session.keeper.desk
        return bool(desk) and self._team is not None and self._team.heard(desk)

    def notify(self, wanted: bool) -> None:
        """Show notifications from now on, or none; what is shown goes."""
        self._wanted = wanted
        if not wanted:
            self._see()

    def be_silent(self, silent: bool) -> None:
        """Tell nothing from now on, and take away what is shown; or tell again what comes from now on."""
        self._silent = silent
        self._title.be_silent(silent)
        if silent:
            self._see()
        self._show_tray()

    def take_over(self, former: Self) -> None:
        """Go on for a window in another language; whoever chose it has seen the former one."""
        self.sound = former.sound
        former.close()
        self._loaded([one for one, _needs in former._window.session_list.model.open_sessions()])

    async def look(self) -> None:
        """Find out whether this desktop shows notifications, for :meth:`notification_trouble`."""
        await self._notifier.look()

    def notification_trouble(self) -> str:
        """One line that says why there are none; empty where there are, or nothing is known yet."""
        return "" if self._tray.takes_messages else self._texts.trouble(self._notifier.lacking)

    def close(self) -> None:
        """The panel ends: nothing of it stays on the desktop."""
        self._see()
        self._later.stop()
        self._tray.close()

    # What comes.

    def _loaded(self, sessions: Sequence[Session]) -> None:
        self._alerts.know(sessions)
        key = TaskKey("notifications")
        self._bridge.spawn(key, self._notifier.run(), Activity.READ, TaskLife.BROKEN_OFF)

    def _session_changed(self, session: Session) -> None:
        if session.desk and self._team is None:
            # A command has just joined beside this window.
            self._alerts.know((session,))
        news = self._alerts.take(session, attended=self._is_attended(session))
        if not self._later.isActive():
            self._later.start()
        if not news:
            return
        if self._silent or not self._wanted or self._is_seen():
            self._alerts.see()
        elif not self._soon.isActive():
            wait_ms = round((self._last + APART_S - time.monotonic()) * 1000)
            self._soon.start(max(TOGETHER_MS, wait_ms))

    def _is_seen(self) -> bool:
        active = QApplication.applicationState() is Qt.ApplicationState.ApplicationActive
        return active and self._window.isVisible() and not self._window.isMinimized()

    def _tell(self) -> None:
        model = self._window.session_list.model
        unseen = self._alerts.unseen(model.needs_attention)
        if self._silent or not unseen:
            return
        self._told, self._last = unseen, time.monotonic()
        self._notifier.show(self._notification(unseen))
        QApplication.alert(self._window)

    def _notification(self, session_ids: Sequence[str]) -> DesktopNotification:
        session = self._window.session_list.model.session(session_ids[0]) if len(session_ids) == 1 else None
        if session is None:
            told = self._texts.of_several(self._alerts.kinds(session_ids))
        else:
            told = self._texts.of_one(session, self._moment(session))
        return DesktopNotification(told.title, told.text, told.action, self.sound)

    def _moment(self, session: Session) -> datetime:
        return self._window.session_list.model.clock.moment(session)

    # Who comes.

    def _looked(self, _where: object) -> None:
        if self._is_seen():
            self._see()

    def _see(self) -> None:
        self._alerts.see()
        self._soon.stop()
        self._notifier.withdraw()

    def _clicked(self, token: str) -> None:
        if token:
            # Qt reads it there as the window is activated: else Wayland lets it only ask for attention.
            os.environ[_TOKEN] = token
        self._go_to(self._told)
        os.environ.pop(_TOKEN, None)

    def _go_to(self, session_ids: Sequence[str]) -> None:
        self._window.bring_to_front()
        self._see()
        # On a shared screen no other row may come into sight.
        if session_ids and not self._silent:
            show_rows(self._window, session_ids)

    def _quit(self) -> None:
        self._window.bring_to_front()
        self._window.close_requested.emit()

    def _show_tray(self) -> None:
        self._title.show_count()
        model, lines = self._window.session_list.model, []
        for session_id in () if self._silent else self._alerts.newest(model.needs_attention):
            if (session := model.session(session_id)) is not None:
                lines.append((session_id, self._texts.line(session, self._moment(session))))
            if len(lines) == MOST_LINES:
                break
        self._tray.show_lines(self._window.windowTitle(), lines)
