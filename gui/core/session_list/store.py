"""All sessions of the list in a few hundred bytes each, without Qt.

A session is known by its slot, a small number that it keeps for good. What is asked of all sessions at once
stands in columns by slot; a whole :class:`Session` is put together when one is asked for.
"""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from typing import Final, overload

from gui.core.foundation.enums import Source, State
from gui.core.session_list.packed_record import RecordKind, kind_of, packed, unpacked
from gui.core.sessions.session import Session, Target

NOWHERE: Final = -1
UNKNOWN: Final = -1.0
RUNNING: Final = float("inf")
_DENSE: Final = 1 << 24
"""Ids below this are looked up by number, 4 bytes each; the ledger counts from 1."""


class SessionStore:
    """Takes sessions, never lets one go.

    :param words: the texts that a search matches, in lower case: what only a session has, and what it shares.
        The former must begin with the file name on a line of its own.
    """

    def __init__(self, words: Callable[[Session], tuple[str, str]]) -> None:
        self.texts: list[str] = []
        self.kind_numbers: list[int] = []
        self.kinds: list[RecordKind] = []
        self.target_numbers = array("i")
        self.rooms = array("Q")
        """By target number."""
        self.began = array("d")
        """When each was accepted or else asked for, as a POSIX time."""
        self.file_counts = array("H")
        self.lengths = array("f")
        """Seconds of what has ended, RUNNING while it goes on, UNKNOWN where nobody knows."""
        self.notes: dict[int, str] = {}
        """What staff noted, where they did."""
        self.needed = bytearray()
        """1 for each slot that needs attention; kept by :class:`Attention`."""
        self.by_age = array("i")
        """All slots, the oldest session first."""
        self.behind: set[int] = set()
        """Slots for which another one of their target stands; kept by :class:`StandIns`."""
        self.desk_words: dict[str, str] = {}
        """What a search may find a team's desks by, in lower case, by their ids."""
        self.names: dict[str, str] = {}
        """Words that are the team's name of one session, such as ``li-17``, each with its id here."""
        self.here: frozenset[str] = frozenset()
        """The team's other desks at which somebody is: what needs attention there is theirs to look after."""
        self.former: frozenset[str] = frozenset()
        """Desks that this folder was: what they have is this desk's."""
        self._of_former: dict[str, Session] = {}
        self._words = words
        self._packed: list[bytes] = []
        self._ids = array("q")
        self._rows = array("q")
        self._first_rows = array("q")
        self._slots = array("i")
        self._far: dict[int, int] = {}
        self._number_of_kind: dict[RecordKind, int] = {}
        self._relays: list[tuple[str, int, Source]] = []
        self._number_of_target: dict[str, int] = {}
        self._targets: list[str] = []

    def __len__(self) -> int:
        return len(self.by_age)

    def find(self, session_id: str) -> int:
        """The slot of a session; NOWHERE for one that is not here."""
        return self._slot(int(session_id)) if session_id.isdecimal() else NOWHERE

    def put(self, session: Session) -> int:
        """Take a session, new or changed; returns its slot. A new one is in ``by_age`` after :meth:`age`."""
        if self.former:
            session = self._as_own(session)
        slot = self.find(session.id)
        if slot == NOWHERE:
            slot = self._add(session)
        text, words = self._words(session)
        kind = kind_of(session, words)
        number = self._number_of_kind.setdefault(kind, len(self.kinds))
        if number == len(self.kinds):
            self.kinds.append(kind)
        self.texts[slot] = text
        self.kind_numbers[slot] = number
        self.began[slot] = (session.accepted_at or session.asked_at).timestamp()
        self.file_counts[slot] = min(len(session.file_ids), 0xFFFF)
        self.lengths[slot] = _length(session)
        if session.note:
            self.notes[slot] = session.note
        else:
            self.notes.pop(slot, None)
        named = text.startswith(f"{session.settings.file_name}\n")
        self._packed[slot] = packed(session, named=named)
        self._rows[slot] = session.row
        return slot

    def age(self, slots: Sequence[int]) -> None:
        """Put new slots into ``by_age``."""
        fresh = sorted(slots, key=self.age_key)
        if not fresh:
            return
        first = bisect_left(self.by_age, self.age_key(fresh[0]), key=self.age_key)
        last = bisect_left(self.by_age, self.age_key(fresh[-1]), key=self.age_key)
        # Few or none lie between the oldest and the newest of them.
        between = sorted([*self.by_age[first:last], *fresh], key=self.age_key)
        self.by_age[first:last] = array("i", between)

    def age_key(self, slot: int) -> tuple[int, int]:
        """Orders slots, the oldest session first."""
        return self._first_rows[slot], self._ids[slot]

    def _as_own(self, session: Session) -> Session:
        # Not at the file's top: hardly any desk was another one.
        from gui.core.sessions.former_desks import as_own

        own = as_own(session, self.former)
        if own is not session:
            self._of_former[session.id] = session
        return own

    def to_put_again(self) -> list[Session]:
        """Those to which :attr:`former` makes a difference now, or made one, as their desks have them."""
        before = [one for one in self._of_former.values() if one.row == self.row(self.find(one.id))]
        self._of_former.clear()
        theirs = {
            number
            for number, kind in enumerate(self.kinds)
            if kind.desk in self.former or kind.keeper.desk in self.former
        }
        slots = range(len(self)) if theirs else ()
        return [*before, *(self.session(slot) for slot in slots if self.kind_numbers[slot] in theirs)]

    def named(self, word: str) -> int:
        """The slot of the session whose name a word is; NOWHERE where it is none."""
        return self.find(self.names[word]) if word in self.names else NOWHERE

    def row(self, slot: int) -> int:
        """The newest ledger row that is known of a session."""
        return self._rows[slot]

    def kinds_with(self, needle: str, numbers: Iterable[int] | None = None) -> set[int]:
        """The numbers of the kinds that have a word: of those that are given, or of all."""
        kinds, desks = self.kinds, self.desk_words
        found = {number for number in numbers or range(len(kinds)) if needle in kinds[number].words}
        named = {desk for desk, words in desks.items() if needle in words}
        if named:
            found.update(
                number for number in numbers or range(len(kinds)) if kinds[number].keeper.desk in named
            )
        return found

    def kind(self, slot: int) -> RecordKind:
        """What a session shares with others: its state, among other things."""
        return self.kinds[self.kind_numbers[slot]]

    def number(self, slot: int) -> int:
        """A session's id as a number."""
        return self._ids[slot]

    def session_id(self, slot: int) -> str:
        """A session's id."""
        return str(self._ids[slot])

    def session(self, slot: int) -> Session:
        """The whole session."""
        target = self._target(self.target_numbers[slot])
        rows = self._first_rows[slot], self._rows[slot]
        # Cut off lazily: most sessions have the name in the text as it is.
        name = self.texts[slot].partition("\n")[0]
        return unpacked(self._packed[slot], self.kind(slot), target, self.session_id(slot), rows, name)

    def account(self, number: int) -> str:
        """The account of a target."""
        return self._targets[number].split(" ", 2)[2]

    def target_number(self, target: Target) -> int:
        """The number of a target; NOWHERE for one that is not here."""
        return self._number_of_target.get(self._target_text(target), NOWHERE)

    def _slot(self, number: int) -> int:
        if number < len(self._slots):
            return self._slots[number]
        return self._far.get(number, NOWHERE)

    def _add(self, session: Session) -> int:
        slot, number = len(self.texts), int(session.id)
        if number < _DENSE:
            missing = number + 1 - len(self._slots)
            if missing > 0:
                # With room for those that come next.
                self._slots.extend(array("i", [NOWHERE]) * (missing + len(self._slots) // 8))
            self._slots[number] = slot
        else:
            self._far[number] = slot
        text = self._target_text(session.target)
        target = self._number_of_target.setdefault(text, len(self._targets))
        if target == len(self._targets):
            self._targets.append(text)
            self.rooms.append(session.target.room)
        self.texts.append("")
        self.kind_numbers.append(0)
        self.target_numbers.append(target)
        self.began.append(0.0)
        self.file_counts.append(0)
        self.lengths.append(UNKNOWN)
        self._packed.append(b"")
        self._ids.append(number)
        self._rows.append(0)
        self._first_rows.append(session.first_row)
        return slot

    def _target_text(self, target: Target) -> str:
        relay = (target.host, target.sdk_app_id, target.source)
        if relay not in self._relays:
            self._relays.append(relay)
        return f"{self._relays.index(relay)} {target.room} {target.account}"

    def _target(self, number: int) -> Target:
        relay, room, account = self._targets[number].split(" ", 2)
        host, app, source = self._relays[int(relay)]
        return Target(host, app, int(room), account, source)


class Sessions(Sequence[Session]):
    """Sessions of a store, each put together when it is asked for."""

    def __init__(self, store: SessionStore, slots: Sequence[int]) -> None:
        self._store = store
        self._slots = slots

    def __len__(self) -> int:
        return len(self._slots)

    @property
    def slots(self) -> Sequence[int]:
        """Where they are in their store."""
        return self._slots

    @overload
    def __getitem__(self, index: int) -> Session: ...
    @overload
    def __getitem__(self, index: slice) -> "Sessions": ...
    def __getitem__(self, index: int | slice) -> "Session | Sessions":
        if isinstance(index, slice):
            return Sessions(self._store, self._slots[index])
        return self._store.session(self._slots[index])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # as a list has none

    @classmethod
    def none(cls) -> "Sessions":
        """No sessions."""
        return cls(SessionStore(lambda _session: ("", "")), ())

    def ids(self, allowed: Callable[[RecordKind], bool] | None = None) -> list[str]:
        """Their ids; only of those whose kind is allowed."""
        slots = self._slots if allowed is None else self._allowed(allowed)
        return [self._store.session_id(slot) for slot in slots]

    def count_of(self, allowed: Callable[[RecordKind], bool]) -> int:
        """How many are of a kind that is allowed."""
        return len(self._allowed(allowed))

    def _allowed(self, allowed: Callable[[RecordKind], bool]) -> list[int]:
        numbers, kinds = self._store.kind_numbers, self._store.kinds
        good = {number for number in {numbers[slot] for slot in self._slots} if allowed(kinds[number])}
        return [slot for slot in self._slots if numbers[slot] in good] if good else []

    def needing(self) -> "Sessions":
        """Those of them that need attention."""
        needed = self._store.needed
        return Sessions(self._store, [slot for slot in self._slots if needed[slot]])

    def kinds(self) -> frozenset[RecordKind]:
        """Which kinds there are among them."""
        numbers = self._store.kind_numbers
        return frozenset(self._store.kinds[number] for number in {numbers[slot] for slot in self._slots})

    def have_files(self) -> bool:
        """Whether any of them has a file id."""
        return any(self._store.file_counts[slot] for slot in self._slots)

    def by_profile(self) -> "dict[str, Sessions]":
        """The same, for each profile by itself, in the order in which they come."""
        numbers, kinds = self._store.kind_numbers, self._store.kinds
        groups: dict[str, list[int]] = {}
        for slot in self._slots:
            groups.setdefault(kinds[numbers[slot]].profile, []).append(slot)
        return {profile: Sessions(self._store, slots) for profile, slots in groups.items()}


def _length(session: Session) -> float:
    """As the column *Elapsed* has it."""
    if session.state is State.FAILED:
        return UNKNOWN
    if session.live and session.accepted_at is not None:
        return RUNNING
    length = session.length_s
    return UNKNOWN if length is None else length
