"""Keeps the flag *needs attention* of each session, given all the others of its target."""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime

from gui.core.foundation.enums import State
from gui.core.session_list.store import NOWHERE, SessionStore
from gui.core.sessions.failure_groups import FailureGroups
from gui.core.sessions.session import Session


class Attention:
    """Keeps ``needed`` of the store. Gets each session that comes or changes, once it is in the store.

    :param moment: now, as far as a session's age is concerned.
    """

    def __init__(self, store: SessionStore, moment: Callable[[Session], datetime]) -> None:
        self.count = 0
        self.of_profiles: Counter[str] = Counter()
        """The same, by profile."""
        self.slots: set[int] = set()
        """Those that need it."""
        self._store = store
        self._moment = moment
        self._newest = array("i")
        self._succeeded = array("q")
        """By target: the last row after which the service proved something of one of its sessions."""
        self._failed: dict[int, set[int]] = {}
        self._reopened: set[int] = set()
        self._groups = FailureGroups()

    def note(self, slot: int, session: Session, before: Session | None) -> None:
        """Take a session as it is now.

        :param before: as it was; may be left out for one that had not failed.
        """
        target = self._store.target_numbers[slot]
        if slot == len(self._store.needed):
            self._store.needed.append(0)
            self._note_newest(slot, target)
        self._groups.put(session, before)
        if session.state is State.FAILED:
            self._failed.setdefault(target, set()).add(slot)
        elif before is not None and target in self._failed:
            self._failed[target].discard(slot)
        if before is not None:
            self._reopened.add(target)
        self._succeeded[target] = max(session.succeeded_row, self._succeeded[target])
        self._set(slot, self._needs(slot, session, target))

    def superseded(self, slot: int) -> list[int]:
        """Failures of its target whose need this session has changed: note them again."""
        target = self._store.target_numbers[slot]
        every = target in self._reopened
        self._reopened.discard(target)
        asked = [failed for failed in self._failed.get(target, ()) if every or self._store.needed[failed]]
        return self._changed(failed for failed in asked if failed != slot)

    def aged(self, slots: Iterable[int]) -> list[int]:
        """Those whose need has changed by time alone: note them again."""
        return self._changed(slots)

    def times(self, session: Session) -> int:
        """In how many sessions of its target a failure came, up to this one."""
        return self._groups.times(session)

    def is_newest(self, session: Session) -> bool:
        """Whether no later session of the same target is here."""
        if session.apart:
            # One that stands for others is what is shown of all of them.
            return self._store.find(session.id) not in self._store.behind
        target = self._store.target_number(session.target)
        return target == NOWHERE or self._store.session_id(self._newest[target]) == session.id

    def _note_newest(self, slot: int, target: int) -> None:
        if target == len(self._newest):
            self._newest.append(slot)
            self._succeeded.append(0)
        elif self._store.age_key(self._newest[target]) < self._store.age_key(slot):
            self._newest[target] = slot

    def _changed(self, slots: Iterable[int]) -> list[int]:
        store = self._store
        return [
            slot
            for slot in slots
            if self._needs(slot, store.session(slot), store.target_numbers[slot])
            is not bool(self._store.needed[slot])
        ]

    def _needs(self, slot: int, session: Session, target: int) -> bool:
        if slot in self._store.behind:
            return False
        if session.state is State.FAILED and self._succeeded[target] > session.row:
            return False
        if self._groups.stands_behind(session):
            return False
        return session.needs_attention(self._moment(session))

    def _set(self, slot: int, needed: bool) -> None:
        more = needed - self._store.needed[slot]
        if more:
            self.count += more
            self.of_profiles[self._store.kind(slot).profile] += more
            self.slots.symmetric_difference_update((slot,))
        self._store.needed[slot] = needed
