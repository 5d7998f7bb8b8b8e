"""The texts of the session list, and what a search looks through. Loaded with the first row."""

import time
from datetime import datetime
from functools import lru_cache
from typing import Final

from gui.core.foundation.enums import Source, State
from gui.core.foundation.messages import Messages
from gui.core.foundation.plain_text import visible
from gui.core.foundation.text_cleaning import searchable
from gui.core.presentation.list_texts import elapsed_text, notes_text, time_text
from gui.core.presentation.state_texts import NOTHING, Shown, profile_text, shown, user_text
from gui.core.sessions.elapsed_clock import ElapsedClock
from gui.core.sessions.session import Session
from gui.widgets.sessions.session_columns import Column

_DAY: Final = len("2026-11-29")


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
    return f"{searchable(name)}\n{searchable(' '.join(own))}", _shared(" ".join(shared))


@lru_cache(maxsize=256)
def _shared(text: str) -> str:
    """As :func:`searchable`: sessions that were begun in the same minute have the same text here."""
    return searchable(text)


def local_minute(when: datetime) -> str:
    """A moment as staff search for it: local date and time."""
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(when.timestamp()))


class SearchTexts:
    """What a search may find each session of a list by."""

    def __init__(self, messages: Messages, clock: ElapsedClock) -> None:
        self._messages, self._clock = messages, clock

    def of(self, session: Session) -> tuple[str, str]:
        """As :func:`search_texts`, with what the list shows in place of what is kept."""
        own, shared = search_texts(session, shown(session, self._messages, self._clock.moment(session)))
        if session.target.source is Source.SCREEN:
            shared = f"{shared} {self._messages.text('state.screen').casefold()}"
        profile = profile_text(session.profile, self._messages)
        if profile != session.profile:
            # As the list shows it.
            shared = f"{shared} {profile.casefold()}"
        return own, shared


def _handed(session: Session) -> str:
    """Who has it by now, and to whom it is handed over."""
    taken_by, offer = session.taken_by, session.offer
    return f"{'' if taken_by is None else taken_by.operator} {'' if offer is None else offer.to}"
