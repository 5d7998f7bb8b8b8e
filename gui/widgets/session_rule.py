"""Filter and order of the session list as one rule, and arranging a whole list by it, in steps."""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Final

from gui.core.terms import LIVE_STATES
from gui.widgets.session_store import SessionStore

SortKey = int | float | str
Made = dict[int, SortKey]
"""Values that many sessions share, once they are made."""
KeysOf = Callable[[SessionStore, bytearray, Sequence[int], Made], list[SortKey]]
"""The values by which slots are sorted; told which slots need attention."""
CHUNK: Final = 32_768
"""Slots that one step looks at: a few milliseconds."""
_AT_ONCE: Final = 131_072
"""So many values are sorted in one step, some tens of milliseconds; more are parted first."""
_SAMPLES: Final = 2048


class QuickFilter(StrEnum):
    """The buttons above the list."""

    NEEDS_ATTENTION = "needs_attention"
    LIVE = "live"
    ENDED = "ended"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Rule:
    """A search looks at all sessions, whatever quick filter is on; all its words must be found.

    :param keys_of: sort by these; equals, and everything where there are none, the newest first.
    """

    quick: QuickFilter = QuickFilter.ALL
    needles: tuple[str, ...] = ()
    keys_of: KeysOf | None = None
    descending: bool = False

    @property
    def takes_all(self) -> bool:
        """Whether nothing is filtered out."""
        return self.quick is QuickFilter.ALL and not self.needles

    def selected(self, store: SessionStore, needed: bytearray, slots: Sequence[int]) -> Sequence[int]:
        """Those of the slots that are to be shown, in their order."""
        numbers, texts = store.kind_numbers, store.texts
        for needle in self.needles:
            shared = {number for number, kind in enumerate(store.kinds) if needle in kind.words}
            if shared:
                slots = [slot for slot in slots if numbers[slot] in shared or needle in texts[slot]]
            else:
                slots = [slot for slot in slots if needle in texts[slot]]
        if self.needles or self.quick is QuickFilter.ALL:
            return slots
        if self.quick is QuickFilter.NEEDS_ATTENTION:
            return [slot for slot in slots if needed[slot]]
        live = {number for number, kind in enumerate(store.kinds) if kind.state in LIVE_STATES}
        if self.quick is QuickFilter.LIVE:
            return [slot for slot in slots if numbers[slot] in live]
        return [slot for slot in slots if numbers[slot] not in live]

    def matches(self, store: SessionStore, needed: bytearray, slot: int) -> bool:
        """Whether one slot is to be shown."""
        kind = store.kind(slot)
        if self.needles:
            return all(needle in store.texts[slot] or needle in kind.words for needle in self.needles)
        if self.quick is QuickFilter.NEEDS_ATTENTION:
            return bool(needed[slot])
        if self.quick is QuickFilter.ALL:
            return True
        return (kind.state in LIVE_STATES) is (self.quick is QuickFilter.LIVE)

    def key(self, store: SessionStore, needed: bytearray, slot: int) -> SortKey:
        """The value by which one slot is sorted."""
        return 0 if self.keys_of is None else self.keys_of(store, needed, (slot,), {})[0]

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


class Arrangement:
    """A list arranged anew by a rule, while the old one is still shown. Take all :meth:`steps`."""

    def __init__(
        self, rule: Rule, store: SessionStore, needed: bytearray, newest_first: "array[int]"
    ) -> None:
        self.rule = rule
        self.shown = array("i")
        self.touched: set[int] = set()
        """Slots that came or changed meanwhile: whoever changes one puts it in here."""
        self.size = 0 if rule.takes_all and rule.keys_of is None else len(newest_first)
        self._store = store
        self._needed = needed
        self._source = newest_first
        self._keys: dict[int, SortKey] = {}

    def steps(self) -> Iterator[None]:
        """The work; each step takes a few milliseconds."""
        if self.rule.takes_all:
            self.shown = self._source
        else:
            for start in range(0, len(self._source), CHUNK):
                part = self._source[start : start + CHUNK]
                self.shown.extend(self.rule.selected(self._store, self._needed, part))
                yield
        if self.rule.keys_of is not None:
            yield from self._sort(self.rule.keys_of)
        while self.touched:
            self._put_right(self.touched.pop())
            yield

    def _sort(self, keys_of: KeysOf) -> Iterator[None]:
        """Stable, so equals stay the newest first."""
        slots, keys, made = self.shown, list[SortKey](), Made()
        for start in range(0, len(slots), CHUNK):
            keys += keys_of(self._store, self._needed, slots[start : start + CHUNK], made)
            yield
        backwards = self.rule.descending
        parts: list[tuple[Sequence[int], list[SortKey]]] = [(slots, keys)]
        if len(slots) > _AT_ONCE:
            parts = yield from _parted(slots, keys)
        self.shown = array("i")
        for part, values in reversed(parts) if backwards else parts:
            # Each key is asked for once, in the order of the slots: no look-up is faster.
            self.shown.extend(sorted(part, key=partial(next, iter(values)), reverse=backwards))
            yield
        if self.touched:
            for start in range(0, len(slots), CHUNK):
                end = start + CHUNK
                self._keys.update(zip(slots[start:end], keys[start:end], strict=True))
                yield

    def _put_right(self, slot: int) -> None:
        """Take a slot from where it was arranged, and put it to where it belongs by now."""
        was = self.rule.place(self.shown, slot, self._key, self._store)
        if was < len(self.shown) and self.shown[was] == slot:
            del self.shown[was]
        if self.rule.matches(self._store, self._needed, slot):
            self._keys[slot] = self.rule.key(self._store, self._needed, slot)
            self.shown.insert(self.rule.place(self.shown, slot, self._key, self._store), slot)

    def _key(self, slot: int) -> SortKey:
        """By which it was, or has been, put into its place."""
        known = self._keys.get(slot)
        return self.rule.key(self._store, self._needed, slot) if known is None else known


def _parted(
    slots: Sequence[int], keys: Sequence[SortKey]
) -> Generator[None, None, list[tuple[Sequence[int], list[SortKey]]]]:
    """Slots and their keys in parts that can each be sorted in a moment, in the parts' order."""
    borders = sorted(set(keys[:: len(keys) // _SAMPLES]))
    # Odd parts hold what equals a border: however many those are, they are in order.
    parts: list[tuple[list[int], list[SortKey]]] = [([], []) for _ in range(2 * len(borders) + 1)]
    for start in range(0, len(keys), CHUNK // 8):
        end = start + CHUNK // 8
        for slot, key in zip(slots[start:end], keys[start:end], strict=True):
            at = bisect_left(borders, key)
            part, values = parts[2 * at + (at < len(borders) and borders[at] == key)]
            part.append(slot)
            values.append(key)
        yield
    return list(parts)
