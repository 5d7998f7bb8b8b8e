"""Recordings of one target that desks of a team contradict each other over: one stands for all of them."""

from datetime import datetime

from gui.core.session_list.store import SessionStore
from gui.core.sessions.session import Session


class StandIns:
    """Keeps ``behind`` of the store. Gets each session that comes or changes, once it is in the store.

    This desk's own stands for the others, else the one that was here first: no row moves as others come.
    """

    def __init__(self, store: SessionStore) -> None:
        self._store = store
        self._of: dict[int, set[int]] = {}
        """By target: the slots that contradict each other."""
        self._turned: set[int] = set()
        self._asked: dict[int, tuple[bool, datetime]] = {}
        """Whether it was accepted, and when it was asked for."""

    def note(self, slot: int, session: Session) -> None:
        """Take a session as it is now."""
        target = self._store.target_numbers[slot]
        group = self._of.get(target, set())
        if not session.apart and slot not in group:
            return
        if session.apart:
            group.add(slot)
            self._asked[slot] = session.accepted_at is not None, session.asked_at
        else:
            group.discard(slot)
        self._of[target] = group
        stands = min(group, key=self._order, default=None)
        behind = self._store.behind
        wanted = group - {stands}
        for one in group | {slot}:
            if (one in wanted) is not (one in behind):
                behind.symmetric_difference_update({one})
                if one != slot:
                    self._turned.add(one)

    def acted_on(self, slot: int) -> int:
        """Of those that a slot stands for the one that the ledger goes on with: as stands_for_all has it."""
        group = self._of.get(self._store.target_numbers[slot], set())
        if slot not in group:
            return slot
        return max(group, key=lambda one: (*self._asked[one], self._store.number(one)))

    def turned(self) -> list[int]:
        """Those that stand, or stand no more, since others came or changed: put them again."""
        turned, self._turned = sorted(self._turned), set()
        return turned

    def _order(self, slot: int) -> tuple[bool, tuple[int, int]]:
        return bool(self._store.kind(slot).desk), self._store.age_key(slot)
