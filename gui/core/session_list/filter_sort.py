"""Filter and order of the session list as one rule, and arranging a whole list by it, in steps."""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from itertools import chain
from typing import Final

from gui.core.foundation.enums import LIVE_STATES
from gui.core.session_list.packed_record import RecordKind
from gui.core.session_list.store import NOWHERE, SessionStore

SortKey = int | float | str
Made = dict[int, SortKey]
"""Values that many sessions share, once they are made."""
KeysOf = Callable[[SessionStore, Sequence[int], Made], list[SortKey]]
"""The values by which slots are sorted."""
CHUNK: Final = 32_768
"""Slots that one step filters: a few milliseconds."""
KEYS_AT_ONCE: Final = 8192
"""Slots whose keys are made, or compared, in one step."""
SORTED_AT_ONCE: Final = 131_072
"""Values sorted in one step, some tens of milliseconds; more are split first."""
SAMPLES: Final = 2048
_PARTS_AT_ONCE: Final = 128
_RIGHT_AT_ONCE: Final = 32
"""Slots put right in about a millisecond: more than can change meanwhile."""


class QuickFilter(StrEnum):
    """The buttons above the list."""

    NEEDS_ATTENTION = "needs_attention"
    LIVE = "live"
    ENDED = "ended"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Rule:
    """A search covers all sessions, whatever quick filter and profile are on; all its words must be found.

    :param profile: only sessions of this one; None for all.
    :param mine: only what this desk looks after, and what needs attention at a desk where nobody is.
    :param only: these slots and no others, whatever filter and search say.
    :param keys_of: sort by these; equals, and everything where there are none, the newest first.
    """

    quick: QuickFilter = QuickFilter.ALL
    needles: tuple[str, ...] = ()
    keys_of: KeysOf | None = None
    descending: bool = False
    profile: str | None = None
    only: frozenset[int] | None = None
    mine: bool = False

    def narrows(self, other: "Rule") -> bool:
        """Whether it shows nothing that the other doesn't, in the same order: one more letter was typed."""
        alike = self.keys_of is other.keys_of and self.descending is other.descending
        alike = alike and self.only is other.only is None
        searched = bool(self.needles and other.needles)
        return alike and searched and all(any(old in new for new in self.needles) for old in other.needles)

    @property
    def takes_all(self) -> bool:
        """Whether nothing is filtered out."""
        return (
            self.quick is QuickFilter.ALL
            and not self.needles
            and not self.mine
            and self.only is None
            and self.profile is None
        )

    def selected(self, store: SessionStore, slots: Sequence[int]) -> Sequence[int]:
        """Those of the slots that are to be shown, in their order."""
        if self.only is not None:
            return [slot for slot in slots if slot in self.only]
        numbers, texts, kinds = store.kind_numbers, store.texts, store.kinds
        # For a few slots their own kinds are looked at, for many every kind there is.
        few = len(slots) < len(kinds)
        of_slots = {numbers[slot] for slot in slots} if few else range(len(kinds))
        if store.behind:
            slots = [slot for slot in slots if slot not in store.behind]
        for needle in self.needles:
            shared, named = store.kinds_with(needle, of_slots), store.named(needle)
            if shared or named != NOWHERE:
                slots = [
                    slot
                    for slot in slots
                    if slot == named or numbers[slot] in shared or needle in texts[slot]
                ]
            else:
                slots = [slot for slot in slots if needle in texts[slot]]
        if self.needles:
            return slots
        if self.profile is not None:
            own = {number for number in of_slots if kinds[number].profile == self.profile}
            slots = [slot for slot in slots if numbers[slot] in own]
        if self.quick is QuickFilter.NEEDS_ATTENTION:
            slots = [slot for slot in slots if store.needed[slot]]
            return [slot for slot in slots if is_concern(store, slot)] if self.mine else slots
        if self.mine:
            own = {number for number in of_slots if is_own(kinds[number])}
            slots = [slot for slot in slots if numbers[slot] in own]
        if self.quick is QuickFilter.ALL:
            return slots
        live = {number for number in of_slots if kinds[number].state in LIVE_STATES}
        if self.quick is QuickFilter.LIVE:
            return [slot for slot in slots if numbers[slot] in live]
        return [slot for slot in slots if numbers[slot] not in live]

    def matches(self, store: SessionStore, slot: int) -> bool:
        """Whether one slot is to be shown."""
        return bool(self.selected(store, (slot,)))

    def key(self, store: SessionStore, slot: int) -> SortKey:
        """The value by which one slot is sorted."""
        return 0 if self.keys_of is None else self.keys_of(store, (slot,), {})[0]

    def place(
        self, shown: Sequence[int], slot: int, key_of: Callable[[int], SortKey], store: SessionStore
    ) -> int:
        """Where a slot stands among those that are shown, or would stand."""
        key, age = key_of(slot), store.age_key(slot)
        low, high = 0, len(shown)
        while low < high:
            middle = (low + high) // 2
            other = shown[middle]
            found = key_of(other)
            if found == key:
                before = store.age_key(other) > age
            else:
                before = (found > key) if self.descending else (found < key)  # type: ignore[operator]  # keys of one column are of one type
            low, high = (middle + 1, high) if before else (low, middle)
        return low


def is_own(kind: RecordKind) -> bool:
    """Whether a recording is this desk's: it has it, or contradicts another desk over it."""
    return not kind.keeper.desk or kind.apart


def is_concern(store: SessionStore, slot: int) -> bool:
    """Whether what needs attention is for this desk: its own, and what nobody else is there for."""
    kind = store.kind(slot)
    return is_own(kind) or kind.keeper.desk not in store.here


class Abroad:
    """Whether any of the hits of a search is of another profile than the others; costs next to nothing
    where there is only one profile, or once it is so.

    :param home: the profile that is not another one; empty for that of the first hit.
    """

    def __init__(self, store: SessionStore, home: str = "") -> None:
        self.home, self.found = home, False
        self._store = store
        self._known = 0
        self._others: set[int] = set()

    def note(self, slots: Sequence[int]) -> None:
        """These are hits."""
        if self.found or not slots:
            return
        numbers, kinds = self._store.kind_numbers, self._store.kinds
        self.home = self.home or kinds[numbers[slots[0]]].profile
        fresh = range(self._known, len(kinds))
        self._others.update(number for number in fresh if kinds[number].profile != self.home)
        self._known = len(kinds)
        self.found = bool(self._others) and not self._others.isdisjoint({numbers[slot] for slot in slots})


class Arrangement:
    """A list arranged anew by a rule, while the old one is still shown. Take all :meth:`steps`.

    :param source: the slots to arrange, the newest first or in the rule's own order.
    :param home: the profile whose hits need not be told apart; empty for that of the first one.
    """

    def __init__(self, rule: Rule, store: SessionStore, source: "array[int]", home: str = "") -> None:
        self.rule = rule
        self.shown = array("i")
        self.touched: set[int] = set()
        """Slots that came or changed meanwhile: whoever changes one puts it in here."""
        whole = rule.takes_all and not store.behind
        self.size = 0 if whole and rule.keys_of is None else len(source)
        self.abroad = Abroad(store, home)
        """Of what a search finds; of no other rule."""
        self._store = store
        self._source = source
        self._keys: list[list[SortKey]] = []
        """In the order of the slots, a chunk at a time: a million of them can't be let go at once."""
        self._parts: list[Part] = []
        self._key_of: list[SortKey | None] = []
        """The same by slot, for those that are put right."""

    def steps(self) -> Iterator[None]:
        """The work; each step takes a few milliseconds."""
        if self.rule.takes_all and not self._store.behind:
            self.shown = self._source
        else:
            for start in range(0, len(self._source), CHUNK):
                part = self._source[start : start + CHUNK]
                found = self.rule.selected(self._store, part)
                if self.rule.needles:
                    self.abroad.note(found)
                # All of them, as with the first letters of a word: an array is copied in no time.
                self.shown.extend(part if len(found) == len(part) else found)
                yield
        if self.rule.keys_of is not None:
            yield from self._sort(self.rule.keys_of)
        while self.touched:
            for _ in range(min(len(self.touched), _RIGHT_AT_ONCE)):
                self._put_right(self.touched.pop())
            # The last one is put right, and what was arranged is shown, without anything in between.
            if self.touched:
                yield

    def let_go(self) -> Iterator[None]:
        """Free what the work needed, in steps too; once it is shown, or given up."""
        while self._key_of:
            del self._key_of[-CHUNK:]
            yield
        while self._parts:
            del self._parts[-_PARTS_AT_ONCE:]
            yield
        while self._keys:
            del self._keys[-1]
            yield

    def _sort(self, keys_of: KeysOf) -> Iterator[None]:
        """Stable, so equals stay the newest first."""
        slots, made = self.shown, Made()
        for start in range(0, len(slots), KEYS_AT_ONCE):
            self._keys.append(keys_of(self._store, slots[start : start + KEYS_AT_ONCE], made))
            yield
        backwards = self.rule.descending
        if len(slots) > SORTED_AT_ONCE:
            yield from self._part(slots)
        else:
            self._parts = [Part(slots, list(chain.from_iterable(self._keys)))]
        self.shown = array("i")
        if not backwards:
            self._parts.reverse()
        while self._parts:
            self.shown.extend(self._parts.pop().in_order(backwards=backwards))
            yield
        if self.touched:
            self._key_of = [None] * len(self._store.texts)
            for some, keys in self._keyed(slots):
                for slot, key in zip(some, keys, strict=True):
                    self._key_of[slot] = key
                yield

    def _part(self, slots: Sequence[int]) -> Iterator[None]:
        """Slots and their keys in parts that can each be sorted in a moment, in the parts' order."""
        every = len(slots) // SAMPLES
        borders = sorted({key for keys in self._keys for key in keys[::every]})
        # Odd parts hold what equals a border: however many those are, they are in order.
        parts = [Part(array("i"), [], alike=bool(number % 2)) for number in range(2 * len(borders) + 1)]
        self._parts = parts
        for some, keys in self._keyed(slots):
            for slot, key in zip(some, keys, strict=True):
                at = bisect_left(borders, key)
                parts[2 * at + (at < len(borders) and borders[at] == key)].add(slot, key)
            yield

    def _keyed(self, slots: Sequence[int]) -> Iterator[tuple[Sequence[int], list[SortKey]]]:
        """The slots with their keys, some at a time."""
        for number, keys in enumerate(self._keys):
            start = number * KEYS_AT_ONCE
            yield slots[start : start + len(keys)], keys

    def _put_right(self, slot: int) -> None:
        """Take a slot from where it was arranged, and put it to where it belongs by now."""
        was = self.rule.place(self.shown, slot, self._key, self._store)
        if was < len(self.shown) and self.shown[was] == slot:
            del self.shown[was]
        if self.rule.matches(self._store, slot):
            self._note_key(slot)
            if self.rule.needles:
                self.abroad.note((slot,))
            self.shown.insert(self.rule.place(self.shown, slot, self._key, self._store), slot)

    def _note_key(self, slot: int) -> None:
        if self.rule.keys_of is not None:
            self._key_of.extend([None] * (slot + 1 - len(self._key_of)))
            self._key_of[slot] = self.rule.key(self._store, slot)

    def _key(self, slot: int) -> SortKey:
        """By which it was, or has been, put into its place."""
        known = self._key_of[slot] if slot < len(self._key_of) else None
        return self.rule.key(self._store, slot) if known is None else known


@dataclass(slots=True)
class Part:
    """Slots with their keys, to be sorted in one step.

    :param alike: all its keys are equal; they are not even kept.
    """

    slots: "array[int]"
    keys: list[SortKey]
    alike: bool = False

    def add(self, slot: int, key: SortKey) -> None:
        """One more."""
        self.slots.append(slot)
        if not self.alike:
            self.keys.append(key)

    def in_order(self, *, backwards: bool) -> Sequence[int]:
        """Stable. Each key is asked for once, in the order of the slots: no look-up is faster."""
        if self.alike:
            return self.slots
        return sorted(self.slots, key=partial(next, iter(self.keys)), reverse=backwards)
