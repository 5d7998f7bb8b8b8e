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
from gui.core.presentation.state_texts import NOTHING, Shown, note_text, since_text, user_text
from gui.core.session_list.filter_sort import KeysOf, Made, SortKey
from gui.core.session_list.store import SessionStore
from gui.core.sessions.session import Session


class Column(IntEnum):
    """In the order in which they first stand; staff may move and hide them. Remembered by number."""

    STATE = 0
    ROOM = 1
    USER = 2
    SINCE = 3
    FILES = 4
    NOTE = 5
    PROFILE = 6
    FILE_NAME = 7


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
    if column is Column.SINCE:
        return since_text(session, messages, now, seconds)
    if column is Column.FILES:
        return files_text(session)
    if column is Column.NOTE:
        return note_text(session, messages, seconds)
    if column is Column.PROFILE:
        return visible(session.profile)
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
    own = (
        f"{who} {' '.join(settings.tags)} {code}",
        f"{session.note} #{session.id} {local_minute(session.asked_at)}",
        " ".join(session.file_ids),
    )
    shared = (
        f"{shown.text} {session.state} {target.source.word}",
        f"{session.profile} {session.operator} {session.settled_by}",
    )
    return f"{searchable(name)}\n{searchable(' '.join(own))}", searchable(" ".join(shared))


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


def _by_files(store: SessionStore, slots: Sequence[int], _made: Made) -> list[SortKey]:
    return [store.file_counts[slot] for slot in slots]


def _by_operator(store: SessionStore, slots: Sequence[int], _made: Made) -> list[SortKey]:
    kinds, numbers = store.kinds, store.kind_numbers
    return [kinds[numbers[slot]].operator.casefold() for slot in slots]


def _by_profile(store: SessionStore, slots: Sequence[int], _made: Made) -> list[SortKey]:
    kinds, numbers = store.kinds, store.kind_numbers
    return [kinds[numbers[slot]].profile.casefold() for slot in slots]


def _by_file_name(store: SessionStore, slots: Sequence[int], _made: Made) -> list[SortKey]:
    texts = [store.texts[slot] for slot in slots]
    return [text[: text.index("\n")] for text in texts]


_KEYS: Final[dict[Column, KeysOf]] = {
    Column.STATE: _by_state,
    Column.ROOM: _by_room,
    Column.USER: _by_user,
    Column.SINCE: _by_start,
    Column.FILES: _by_files,
    Column.NOTE: _by_operator,
    Column.PROFILE: _by_profile,
    Column.FILE_NAME: _by_file_name,
}
