"""The text of *Copy file ids*: which files to look for, for people who work in the vendor's console."""

from collections.abc import Iterable
from typing import Final

from gui.core.foundation.enums import State
from gui.core.foundation.messages import Messages
from gui.core.foundation.plain_text import visible
from gui.core.foundation.spreadsheets import formula_free
from gui.core.foundation.times import local_stamp
from gui.core.presentation.state_texts import user_text
from gui.core.sessions.session import Session

_COLUMNS: Final = ("file_id", "room", "user", "name", "start", "stop", "note")


def vod_text(sessions: Iterable[Session], messages: Messages) -> str:
    """A header line, then tab-separated lines: one for each file id.

    A session without file ids, or with fewer than its duration calls for, has a line that says what to
    search for by name, and between which times. Times are local, with their offset.
    """
    lines = ["\t".join(messages.text(f"vod.{column}") for column in _COLUMNS)]
    for session in sessions:
        lines += _lines(session, messages)
    return "\n".join(lines) + "\n"


def _lines(session: Session, messages: Messages) -> list[str]:
    count = len(session.file_ids)
    lines = []
    for number, file_id in enumerate(session.file_ids, start=1):
        note = messages.text("vod.file_of", number=number, count=count) if count > 1 else ""
        lines.append(_line(session, messages, formula_free(visible(file_id)), note))
    if missing := _missing(session, messages):
        lines.append(_line(session, messages, "", missing))
    return lines


def _line(session: Session, messages: Messages, file_id: str, note: str) -> str:
    began = session.accepted_at or session.asked_at
    cells = (
        file_id,
        str(session.target.room),
        # Pasted into a spreadsheet, they must not run. An id stays as the console finds it.
        formula_free(user_text(session, messages)),
        formula_free(visible(session.settings.file_name)),
        local_stamp(began),
        "" if session.ended_at is None else local_stamp(session.ended_at),
        note,
    )
    return "\t".join(cells)


def _missing(session: Session, messages: Messages) -> str:
    """What to do about file ids that are not here; empty where none is missing."""
    if session.state is State.FAILED:
        return messages.text("vod.not_started")
    if session.state in (State.STARTING, State.RECORDING, State.STOPPING):
        return messages.text("vod.still_recording")
    if session.state is State.STOPPED and not session.files_missing:
        return ""
    name = visible(session.settings.file_name)
    began = local_stamp(session.accepted_at or session.asked_at)
    ended = messages.text("vod.open_end") if session.ended_at is None else local_stamp(session.ended_at)
    if not name:
        return messages.text("vod.search_unnamed", room=session.target.room, start=began, stop=ended)
    return messages.text("vod.search", name=name, start=began, stop=ended)
