"""Order, filter and counts of the session list, without Qt.

The shown sessions stand in view order and are found by binary search: a change costs microseconds at any
size. A new filter or order is an :class:`Arrangement`, made in steps beside what is shown.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from gui.core.foundation.enums import LIVE_STATES, State
from gui.core.foundation.text_cleaning import search_words
from gui.core.session_list.attention import Attention
from gui.core.session_list.filter_sort import (
    Abroad,
    Arrangement,
    KeysOf,
    QuickFilter,
    Rule,
    SortKey,
    is_concern,
)
from gui.core.session_list.others_count import OthersCount
from gui.core.session_list.stand_ins import StandIns
from gui.core.session_list.store import NOWHERE, Sessions, SessionStore
from gui.core.sessions.session import Session, Target

FOUND_AT_ONCE: Final = 8192
"""Slots that one step of :meth:`SessionIndex.newest_found` looks at: a millisecond or two."""


@dataclass(frozen=True, slots=True)
class Change:
    """What one changed session means for the view. ``before`` is None where it was not shown, ``after`` where
    it no longer is; both are row numbers, ``after`` counted without the row itself."""

    slot: int
    before: int | None
    after: int | None


class SessionIndex:
    """All sessions and which of them are shown in which order.

    Changing takes two steps, so that a model can announce in between: :meth:`put` returns what will change,
    :meth:`move` does it.

    :param words: the texts that a search matches: what only the session has, and what it shares with others.
    :param moment: now, as far as a session's age is concerned.
    """

    def __init__(
        self, words: Callable[[Session], tuple[str, str]], moment: Callable[[Session], datetime]
    ) -> None:
        self.store = SessionStore(words)
        self.attention = Attention(self.store, moment)
        self._stand_ins = StandIns(self.store)
        self.shown = array("i")
        self.live: dict[int, None] = {}
        self.of_profiles: Counter[str] = Counter()
        """How many sessions there are of each profile."""
        self._live_of: Counter[str] = Counter()
        self._others = OthersCount()
        self.rule = Rule()
        self.home = ""
        """The profile in use, where those of all are listed: a search need not say so of its hits."""
        self.abroad = Abroad(self.store)
        self.holding = False
        self._held: set[int] = set()
        self._waiting: set[int] = set()
        self.unplaced = False
        """Sessions were added that are only shown once everything is arranged anew."""
        self.arranging: Arrangement | None = None

    def find(self, session_id: str) -> int | None:
        """The session's slot, shown or not."""
        slot = self.store.find(session_id)
        return None if slot == NOWHERE else slot

    def known_row(self, session_id: str) -> int | None:
        """The newest ledger row that is known of a session; None for one that is not here."""
        slot = self.store.find(session_id)
        return None if slot == NOWHERE else self.store.row(slot)

    def position(self, slot: int) -> int | None:
        """Where the session is shown; None where it is not."""
        place = self._place(slot)
        return place if place < len(self.shown) and self.shown[place] == slot else None

    def sessions(self) -> Sessions:
        """Every session, the oldest first."""
        return Sessions(self.store, self.store.by_age[:])

    def newest_accepted(self, room: str, profile: str = "") -> Session | None:
        """The newest session of a room whose start was accepted: of one profile, or of any."""
        targets = {number for number, found in enumerate(self.store.rooms) if str(found) == room}
        for slot in self._newest_of(targets):
            session = self.store.session(slot)
            if session.accepted_at is not None and profile in ("", session.profile):
                return session
        return None

    def near(self, target: Target) -> Iterator[Session]:
        """Sessions that have a target's room or its user, the newest first."""
        targets = {
            number
            for number, room in enumerate(self.store.rooms)
            if room == target.room or self.store.account(number) == target.account
        }
        yield from (self.store.session(slot) for slot in self._newest_of(targets))

    def newest_found(
        self, needles: Sequence[Sequence[str]], most: int, within: Sessions | None = None
    ) -> Iterator[Sessions]:
        """The newest sessions that have any word of each needle, as far as they are found after each step.

        :param needles: of each the first may stand anywhere, the others among what sessions share.
        :param within: only of these, the newest first; None for all.
        """
        store, found = self.store, array("i")
        texts, numbers = store.texts, store.kind_numbers
        shared = [set().union(*(store.kinds_with(word) for word in words)) for words in needles]
        source = store.by_age if within is None else array("i", reversed(within.slots))
        for end in range(len(source), 0, -FOUND_AT_ONCE):
            slots: Sequence[int] = source[max(0, end - FOUND_AT_ONCE) : end][::-1]
            for words, kinds in zip(needles, shared, strict=True):
                own = words[0]
                if kinds:
                    slots = [slot for slot in slots if numbers[slot] in kinds or own in texts[slot]]
                else:
                    slots = [slot for slot in slots if own in texts[slot]]
            found.extend(slots[: most - len(found)])
            yield Sessions(store, found)
            if len(found) >= most:
                return

    def open(self) -> Iterator[tuple[Session, bool]]:
        """What is live or needs attention, each with whether it needs it; put together one by one."""
        needed, behind = self.store.needed, self.store.behind
        open_now = [one for one in self.store.by_age if needed[one] or one in self.live]
        for slot in [one for one in open_now if one not in behind]:
            yield self.store.session(slot), bool(needed[slot])

    def oldest(self) -> Session | None:
        """The session that began first."""
        return self.store.session(self.store.by_age[0]) if self.store.by_age else None

    def live_on(self, target: Target) -> Session | None:
        """The newest live session of a target."""
        number = self.store.target_number(target)
        slots = [slot for slot in self.live if self.store.target_numbers[slot] == number]
        newest = max(slots, key=self.store.age_key, default=None)
        return None if newest is None else self.store.session(newest)

    def acted_on(self, slot: int) -> str:
        """The id of the session that a request for a slot is about, where it stands for several."""
        return self.store.session_id(self._stand_ins.acted_on(slot))

    def standing_live(self) -> Sessions:
        """What is live, without those for which another one stands."""
        behind = self.store.behind
        return Sessions(self.store, [slot for slot in self.live if slot not in behind])

    def counts(self, profile: str | None = None, *, mine: bool = False) -> dict[QuickFilter, int]:
        """How many sessions each quick filter has; of one profile only, or of all.

        :param mine: without those that the team's other desks look after, as :class:`Rule` has it.
        """
        every, live, needing = len(self.store), len(self.live), self.attention.count
        if profile is not None:
            every, live = self.of_profiles[profile], self._live_of[profile]
            needing = self.attention.of_profiles[profile]
        if mine:
            others, live_others = self._others.of(profile)
            every, live = every - others, live - live_others
            needing = sum(
                is_concern(self.store, slot) and profile in (None, self.store.kind(slot).profile)
                for slot in self.attention.slots
            )
        kinds = [self.store.kind(slot) for slot in self.store.behind]
        # What stands behind another one is unknown, and so live.
        behind = sum(profile in (None, kind.profile) for kind in kinds)
        every, live = every - behind, live - behind
        return {
            QuickFilter.NEEDS_ATTENTION: needing,
            QuickFilter.LIVE: live,
            QuickFilter.ENDED: every - live,
            QuickFilter.ALL: every,
        }

    # One session changes.

    def put(self, session: Session) -> Change | None:
        """Take a session as its newest ledger row has it; None for one that is older than what is known."""
        slot = self.find(session.id)
        if slot is not None and session.row < self.store.row(slot):
            return None
        before, old_key = (None, None) if slot is None else (self.position(slot), self._key(slot))
        slot = self._take(session)
        if slot == len(self.store):
            self.store.age((slot,))
        if self.arranging is not None:
            self.arranging.touched.add(slot)
        self._held.discard(slot)
        self._waiting.discard(slot)
        if not self._matches(slot):
            # Two starts of one guest are one row, whoever attends to the list.
            if before is None or not self.holding or slot in self.store.behind:
                return Change(slot, before, None)
            self._held.add(slot)
        self._note_profile((slot,))
        if before is None:
            return Change(slot, None, self._place(slot))
        return Change(slot, before, before if self._key(slot) == old_key else self._new_place(slot, before))

    def move(self, change: Change) -> None:
        """Do what :meth:`put` announced."""
        if change.after is None:
            self._held.discard(change.slot)
        if change.before is not None:
            del self.shown[change.before]
        if change.after is not None:
            self.shown.insert(change.after, change.slot)

    def superseded(self, session: Session) -> Sessions:
        """Failures of its target that this session just cleared, or has come to stand for: put them again."""
        slots = self.attention.superseded(self.store.find(session.id))
        return Sessions(self.store, [*slots, *self._stand_ins.turned()])

    def aged(self) -> Sessions:
        """Live sessions that have come to need attention by time alone: put them again."""
        return Sessions(self.store, self.attention.aged(self.live))

    def is_held(self, slot: int) -> bool:
        """Whether it is shown only because nobody has moved the selection yet."""
        return slot in self._held

    def leaving(self) -> list[int]:
        """Row numbers that are shown only because nobody has moved the selection yet, ascending."""
        if not self._held:
            return []
        places = [self.position(slot) for slot in self._held]
        return sorted(place for place in places if place is not None)

    # Many sessions come.

    def add(self, sessions: Iterable[Session]) -> None:
        """Take sessions that are new here, to be shown with the next :meth:`runs`."""
        fresh = list(dict.fromkeys(map(self._take, sessions)))
        self.store.age(fresh)
        self._waiting.update(fresh)
        if self.arranging is not None:
            self.arranging.touched.update(fresh)

    @property
    def waiting(self) -> int:
        """How many sessions were added and are not shown yet."""
        return len(self._waiting)

    def runs(self) -> "list[tuple[int, array[int]]]":
        """Where those that wait come to stand: row numbers, the last first, each with its slots."""
        slots = [slot for slot in self._waiting if self._matches(slot)]
        self._waiting.clear()
        self._note_profile(slots)
        slots.sort(key=self.store.age_key, reverse=True)
        if self.rule.keys_of is not None:
            slots.sort(key=self._key, reverse=self.rule.descending)
        if slots and self._place(slots[0]) == (last := self._place(slots[-1])):
            return [(last, array("i", slots))]
        runs: list[tuple[int, array[int]]] = []
        for slot in reversed(slots):
            place = self._place(slot)
            if runs and runs[-1][0] == place:
                runs[-1][1].insert(0, slot)
            else:
                runs.append((place, array("i", (slot,))))
        return runs

    # Everything changes.

    def arrange(self, rule: Rule) -> Arrangement:
        """Begin to arrange everything by a rule; an earlier attempt is dropped. End with :meth:`swap`."""
        home = self.home if rule.profile is None else rule.profile
        self.arranging = Arrangement(rule, self.store, self._source(rule), home)
        return self.arranging

    def swap(self) -> None:
        """Show what was arranged."""
        if self.arranging is not None:
            self.rule, self.shown = self.arranging.rule, self.arranging.shown
            self.abroad = self.arranging.abroad
            self.arranging = None
            self._held.clear()
            self._waiting.clear()
            self.unplaced = False

    def filtered(self, quick: QuickFilter, text: str) -> Rule:
        """The rule that was wanted last, with another filter."""
        return replace(self._wanted, quick=quick, needles=tuple(search_words(text).split()))

    def of_desk(self, *, mine: bool) -> Rule:
        """The rule that was wanted last, for this desk's sessions only, or for the whole team's."""
        return replace(self._wanted, mine=mine)

    def of_profile(self, profile: str | None) -> Rule:
        """The rule that was wanted last, for another profile; None for all."""
        return replace(self._wanted, profile=profile)

    def only(self, slots: Iterable[int] | None) -> Rule:
        """The rule that was wanted last, for these slots only; None for all that it selects."""
        return replace(self._wanted, only=None if slots is None else frozenset(slots))

    def ordered(self, keys_of: KeysOf | None, *, descending: bool) -> Rule:
        """The rule that was wanted last, with another order."""
        return replace(self._wanted, keys_of=keys_of, descending=descending)

    def ordered_as_now(self) -> Rule:
        """The rule that was wanted last."""
        return self._wanted

    @property
    def _wanted(self) -> Rule:
        return self.rule if self.arranging is None else self.arranging.rule

    # One session.

    def _take(self, session: Session) -> int:
        known = self.store.find(session.id)
        failed = known != NOWHERE and self.store.kind(known).state is State.FAILED
        before = self.store.session(known) if failed else None
        kind = None if known == NOWHERE else self.store.kind(known)
        slot = self.store.put(session)
        if known == NOWHERE:
            self.of_profiles[session.profile] += 1
        was = slot in self.live
        if session.state in LIVE_STATES:
            self.live[slot] = None
        else:
            self.live.pop(slot, None)
        self._live_of[session.profile] += (slot in self.live) - was
        self._others.change(kind, self.store.kind(slot))
        self._stand_ins.note(slot, session)
        self.attention.note(slot, session, before)
        return slot

    def _note_profile(self, slots: Sequence[int]) -> None:
        """They are shown: once a search has a hit of another profile, it is so until the next one."""
        if self.rule.needles:
            self.abroad.note(slots)

    def _source(self, rule: Rule) -> "array[int]":
        """The slots among which those of a rule are, in its order or the newest first."""
        if rule.only is not None:
            # Few: what else was shown is gone at once, however long the list is.
            return array("i", sorted(rule.only, key=self.store.age_key, reverse=True))
        # What a whole name finds need not have been among what its beginning found.
        by_name = any(needle in self.store.names for needle in rule.needles)
        if rule.narrows(self.rule) and not (by_name or self._waiting or self.unplaced):
            return self.shown[:]
        if rule.quick is QuickFilter.LIVE and not rule.needles:
            return array("i", sorted(self.live, key=self.store.age_key, reverse=True))
        return self.store.by_age[::-1]

    def _matches(self, slot: int) -> bool:
        return self.rule.matches(self.store, slot)

    def _key(self, slot: int) -> SortKey:
        return self.rule.key(self.store, slot)

    def _place(self, slot: int) -> int:
        return self.rule.place(self.shown, slot, self._key, self.store)

    def _new_place(self, slot: int, before: int) -> int:
        """Where the row would be, counted without itself."""
        del self.shown[before]
        after = self._place(slot)
        # Until the model has announced the change, the view still has the row where it was.
        self.shown.insert(before, slot)
        return after

    def _newest_of(self, targets: set[int]) -> Iterable[int]:
        numbers = self.store.target_numbers
        return (slot for slot in reversed(self.store.by_age) if numbers[slot] in targets)
