"""The columns of the session list: texts, order, and what a search looks through."""

from datetime import datetime
from enum import IntEnum
from typing import Final

from gui.core.messages import Messages
from gui.core.plain_text import visible
from gui.core.session import Session
from gui.core.session_words import NOTHING, Shown, note_words, since_words, user_words
from gui.core.terms import State
from gui.widgets.session_index import KeyOf, SortKey


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
    column: Column, session: Session, shown: Shown, messages: Messages, now: datetime, seconds: float | None
) -> str:
    """What stands in one cell, as plain text.

    :param seconds: the recording's age or length, None where not known.
    """
    if column is Column.STATE:
        return shown.text
    if column is Column.ROOM:
        return str(session.target.room)
    if column is Column.USER:
        return user_words(session, messages)
    if column is Column.SINCE:
        return since_words(session, messages, now, seconds)
    if column is Column.FILES:
        return files_text(session)
    if column is Column.NOTE:
        return note_words(session, messages, seconds)
    if column is Column.PROFILE:
        return visible(session.profile)
    return visible(session.settings.file_name)


def files_text(session: Session) -> str:
    """How many file ids there are; a dash while none can be."""
    if session.file_ids or session.state is State.STOPPED:
        return str(len(session.file_ids))
    return NOTHING


def haystack(session: Session, shown: Shown) -> str:
    """Everything that a search may find a session by, in lower case."""
    target, settings, failure = session.target, session.settings, session.failure
    code = "" if failure is None else f"{failure.code or ''} {failure.word or ''}"
    parts = (
        f"{target.room} {target.account} {target.source.word} {settings.file_name}",
        " ".join(settings.tags),
        f"{shown.text} {code} {session.state} {session.profile} {session.operator} {session.settled_by}",
        f"{session.note} #{session.id} {session.asked_at.astimezone():%Y-%m-%d %H:%M}",
        " ".join(session.file_ids),
    )
    return " ".join(parts).casefold()


def sort_key(column: Column) -> KeyOf:
    """The value by which a column is sorted."""
    return _KEYS[column]


def _by_state(session: Session, attention: bool) -> SortKey:
    return _STATE_ORDER.index(session.state) + (0 if attention else len(_STATE_ORDER))


def _by_room(session: Session, _attention: bool) -> SortKey:
    return session.target.room


def _by_user(session: Session, _attention: bool) -> SortKey:
    return session.target.account.casefold()


def _by_start(session: Session, _attention: bool) -> SortKey:
    return (session.accepted_at or session.asked_at).timestamp()


def _by_files(session: Session, _attention: bool) -> SortKey:
    return len(session.file_ids)


def _by_operator(session: Session, _attention: bool) -> SortKey:
    return session.operator.casefold()


def _by_profile(session: Session, _attention: bool) -> SortKey:
    return session.profile.casefold()


def _by_file_name(session: Session, _attention: bool) -> SortKey:
    return session.settings.file_name.casefold()


_KEYS: Final[dict[Column, KeyOf]] = {
    Column.STATE: _by_state,
    Column.ROOM: _by_room,
    Column.USER: _by_user,
    Column.SINCE: _by_start,
    Column.FILES: _by_files,
    Column.NOTE: _by_operator,
    Column.PROFILE: _by_profile,
    Column.FILE_NAME: _by_file_name,
}
