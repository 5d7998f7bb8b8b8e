"""The columns of the session list, and their order. Their texts are in row_texts.py."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Final

from gui.core.foundation.enums import State
from gui.core.session_list.filter_sort import KeysOf, Made, SortKey
from gui.core.session_list.store import RUNNING, SessionStore


class Column(IntEnum):
    """In the order in which they first stand; staff may move and hide them. Remembered by number."""

    STATE = 0
    PROFILE = 1
    ROOM = 2
    USER = 3
    TIME = 4
    ELAPSED = 5
    FILES = 6
    NOTE = 7
    FILE_NAME = 8
    OPERATOR = 9
    NUMBER = 10
    TEAM = 11


RIGHT: Final = frozenset({Column.ELAPSED, Column.FILES, Column.NUMBER})
"""Columns of numbers: they end at the right."""
AT_FIRST_HIDDEN: Final = (
    Column.PROFILE,
    Column.FILE_NAME,
    Column.OPERATOR,
    Column.NUMBER,
    Column.TEAM,
)


_LONGER_THAN_ANY: Final = 1e12
_STATE_ORDER: Final = (
    State.UNKNOWN,
    State.FAILED,
    State.STARTING,
    State.STOPPING,
    State.RECORDING,
    State.STOPPED,
)


def sort_keys(column: Column) -> KeysOf:
    """The values by which a column is sorted."""
    return _KEYS[column]


def _by_state(store: SessionStore, slots: Sequence[int], _made: Made) -> list[SortKey]:
    kinds, numbers, last = store.kinds, store.kind_numbers, len(_STATE_ORDER)
    return [
        _STATE_ORDER.index(kinds[numbers[slot]].state) + (0 if store.needed[slot] else last) for slot in slots
    ]


def _by_room(store: SessionStore, slots: Sequence[int], _made: Made) -> list[SortKey]:
    rooms, numbers = store.rooms, store.target_numbers
    return [rooms[numbers[slot]] for slot in slots]


def _by_user(store: SessionStore, slots: Sequence[int], made: Made) -> list[SortKey]:
    numbers = [store.target_numbers[slot] for slot in slots]
    for number in set(numbers).difference(made):
        made[number] = store.account(number).casefold()
    return [made[number] for number in numbers]


def _by_start(store: SessionStore, slots: Sequence[int], _made: Made) -> list[SortKey]:
    return [store.began[slot] for slot in slots]


def _by_length(store: SessionStore, slots: Sequence[int], _made: Made) -> list[SortKey]:
    lengths, began = store.lengths, store.began
    # What goes on stands together, the longest first: no second that passes changes their order.
    return [_LONGER_THAN_ANY - began[slot] if lengths[slot] == RUNNING else lengths[slot] for slot in slots]


def _by_note(store: SessionStore, slots: Sequence[int], _made: Made) -> list[SortKey]:
    notes = store.notes
    return [notes[slot].casefold() if slot in notes else "" for slot in slots]


def _by_number(store: SessionStore, slots: Sequence[int], _made: Made) -> list[SortKey]:
    return [store.number(slot) for slot in slots]


def _by_files(store: SessionStore, slots: Sequence[int], _made: Made) -> list[SortKey]:
    return [store.file_counts[slot] for slot in slots]


def _by_operator(store: SessionStore, slots: Sequence[int], _made: Made) -> list[SortKey]:
    kinds, numbers = store.kinds, store.kind_numbers
    return [kinds[numbers[slot]].operator.casefold() for slot in slots]


def _by_keeper(store: SessionStore, slots: Sequence[int], _made: Made) -> list[SortKey]:
    kinds, numbers = store.kinds, store.kind_numbers
    return [kinds[numbers[slot]].keeper.operator.casefold() for slot in slots]


def _by_profile(store: SessionStore, slots: Sequence[int], _made: Made) -> list[SortKey]:
    kinds, numbers = store.kinds, store.kind_numbers
    return [kinds[numbers[slot]].profile.casefold() for slot in slots]


def _by_file_name(store: SessionStore, slots: Sequence[int], _made: Made) -> list[SortKey]:
    texts = [store.texts[slot] for slot in slots]
    return [text[: text.index("\n")] for text in texts]


_KEYS: Final[dict[Column, KeysOf]] = {
    Column.STATE: _by_state,
    Column.PROFILE: _by_profile,
    Column.ROOM: _by_room,
    Column.USER: _by_user,
    Column.TIME: _by_start,
    Column.ELAPSED: _by_length,
    Column.FILES: _by_files,
    Column.NOTE: _by_note,
    Column.FILE_NAME: _by_file_name,
    Column.OPERATOR: _by_operator,
    Column.NUMBER: _by_number,
    Column.TEAM: _by_keeper,
}
