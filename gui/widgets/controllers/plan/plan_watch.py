"""Where each line of the plans stands, second by second: it only looks, and sends nothing."""

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from gui.core.foundation.text_cleaning import comparable
from gui.core.foundation.times import wall_now
from gui.core.sessions.session import Session
from gui.widgets.runtime.bridge import Bridge
from gui.widgets.sessions.second_ticker import SecondTicker

if TYPE_CHECKING:
    from gui.core.plan.plan_file import Plans
    from gui.core.plan.plan_standing import Planned

_LOOKED_BACK: Final = timedelta(hours=36)
"""Older recordings count only while they are live."""


class PlanWatch(QObject):
    """The wall clock decides, at each second: after a sleep, or once it was set, lines stand as it says."""

    changed = Signal()

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._plans: Plans = {}
        self._users: set[tuple[str, str]] = set()
        self._known: dict[str, Session] = {}
        self._standing: dict[str, list[Planned]] = {}
        self._ticker = SecondTicker(self)
        self._ticker.ticked.connect(self.look)
        bridge.session_changed.connect(self._take_one)

    def set_plans(self, plans: "Plans", sessions: Iterable[Session]) -> None:
        """Watch these plans from now on.

        :param sessions: what the ledger has of these days, and what is live.
        """
        self._plans = plans
        self._users = {(account, entry.whom[1]) for account, plan in plans.items() for entry in plan}
        self._take(sessions)
        self._ticker.set_active(bool(plans))
        self.look()

    def standing(self, account: str) -> "list[Planned]":
        """The lines of one account as they stand."""
        return self._standing.get(account, [])

    def needing(self) -> "dict[str, list[Planned]]":
        """What needs attention, by account."""
        from gui.core.plan.plan_standing import NEEDING

        found = {
            account: [one for one in plan if one.standing in NEEDING]
            for account, plan in self._standing.items()
        }
        return {account: plan for account, plan in found.items() if plan}

    def look(self) -> None:
        """How they stand now."""
        from gui.core.plan.plan_entry import is_gone
        from gui.core.plan.plan_standing import plan_as_it_stands

        now = wall_now()
        standing: dict[str, list[Planned]] = {}
        for account, plan in self._plans.items():
            sessions = [one for one in self._known.values() if one.profile == account]
            left = [entry for entry in plan if not is_gone(entry, now)]
            if left:
                standing[account] = plan_as_it_stands(left, sessions, now)
        if standing != self._standing:
            self._standing = standing
            self.changed.emit()

    def _take_one(self, session: Session) -> None:
        if self._plans and self._take([session]):
            self.look()

    def _take(self, sessions: Iterable[Session]) -> bool:
        """Keep those that may count for a line; whether there was one."""
        since, taken = wall_now() - _LOOKED_BACK, False
        for one in sessions:
            known = self._known.get(one.id)
            older = known is not None and known.row >= one.row
            if older or (one.profile, comparable(one.target.account).strip()) not in self._users:
                continue
            taken = True
            if one.live or one.asked_at >= since:
                self._known[one.id] = one
            else:
                self._known.pop(one.id, None)
        return taken
