"""The columns of the session list: texts, order, and what a search looks through."""

import time
from collections.abc import Sequence
from datetime import datetime
from enum import IntEnum
from typing import Final

from gui.core.foundation.enums import State
from gui.core.foundation.messages import Messages
from gui.core.foundation.plain_text import visible
from gui.core.foundation.text_cleaning import searchable
from gui.core.presentation.list_texts import elapsed_text, notes_text, time_text
from gui.core.presentation.state_texts import NOTHING, Shown, profile_text, user_text
from gui.core.session_list.filter_sort import KeysOf, Made, SortKey
from gui.core.session_list.store import RUNNING, SessionStore
from gui.core.sessions.session import Session


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


_DAY: Final = len("2026-11-29")
_LONGER_THAN_ANY: Final = 1e12
_STATE_ORDER: Final = (
    State.UNKNOWN,
    State.FAILED,
    State.STARTING,
    State.STOPPING,
    State.RECORDING,
    State.STOPPED,
)


def cell_text(
    column: Column, session: Session, messages: Messages, now: datetime, seconds: float | None
) -> str:
    """What stands in a cell of any column but the state's, as plain text.

    :param seconds: the recording's age or length, None where not known.
    """
    if column is Column.ROOM:
        return str(session.target.room)
    if column is Column.USER:
        return user_text(session, messages)
    if column is Column.TIME:
        return time_text(session, messages, now)
    if column is Column.ELAPSED:
        return elapsed_text(session, seconds)
    if column is Column.FILES:
        return files_text(session)
    if column is Column.NOTE:
        return notes_text(session, messages, seconds)
    if column is Column.PROFILE:
        return profile_text(session.profile, messages)
    if column is Column.OPERATOR:
        return visible(session.operator)
    if column is Column.NUMBER:
        return f"#{session.id}"
    return visible(session.settings.file_name)


def files_text(session: Session) -> str:
    """How many file ids there are; a dash while none can be."""
    if session.file_ids or session.state is State.STOPPED:
        return str(len(session.file_ids))
    return NOTHING


def search_texts(session: Session, shown: Shown) -> tuple[str, str]:
    """What a search may find a session by, as :func:`searchable`: what only it has, and what many share.

    The former begins with the file name on a line of its own.
    """
    target, settings, failure = session.target, session.settings, session.failure or session.ended_with
    code = "" if failure is None else f"{failure.code or ''} {failure.word or ''}"
    name = " ".join(settings.file_name.split("\n"))
    # Room and user are part of most file names: what is there once need not be searched twice.
    who = " ".join(word for word in (str(target.room), target.account) if word not in name)
    asked, accepted = local_minute(session.asked_at), session.accepted_at
    began = "" if accepted is None else local_minute(accepted)
    # The list shows the day on which it was accepted.
    night = "" if began[:_DAY] == asked[:_DAY] else began
    own = (
        f"{who} {' '.join(settings.tags)} {code}",
        f"{session.note} #{session.id} {asked} {night}",
        " ".join(session.file_ids),
    )
    shared = (
        f"{shown.text} {session.state} {target.source.word}",
        f"{session.profile} {session.operator} {session.settled_by} {_handed(session)}",
    )
    return f"{searchable(name)}\n{searchable(' '.join(own))}", searchable(" ".join(shared))


def _handed(session: Session) -> str:
    """Who has it by now, and to whom it is handed over."""
    taken_by, offer = session.taken_by, session.offer
    return f"{'' if taken_by is None else taken_by.operator} {'' if offer is None else offer.to}"


def local_minute(when: datetime) -> str:
    """A moment as staff search for it: local date and time."""
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(when.timestamp()))


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
