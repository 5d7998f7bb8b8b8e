"""What staff decided in this window, of one session or of several at once, and how it is taken back."""

import asyncio
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from gui.core.foundation.enums import State
from gui.core.sessions.session import DecisionRefused, Session

if TYPE_CHECKING:
    from gui.core.recording.recorder import Recorder


class Decision:
    """Grows as its rows are written, and shrinks as somebody acts on what it is about.

    :ivar state: what staff say of the sessions; None for *handled*.
    """

    def __init__(self, session_ids: Iterable[str], state: State | None) -> None:
        self.state = state
        self._asked = frozenset(session_ids)
        self._written: dict[str, Session] = {}
        self._on_target: dict[str, set[str]] = {}

    @property
    def sessions(self) -> Sequence[Session]:
        """The sessions that can be put back, as the decision left them, in the order of their rows."""
        return sorted(self._written.values(), key=_row)

    def add(self, session: Session) -> None:
        """It was written for one session."""
        self._written[session.id] = session
        self._on_target.setdefault(session.target.key, set()).add(session.id)

    def see(self, session: Session) -> None:
        """A session has changed: what stands behind its row can't be put back."""
        if session.id in self._written:
            if session.row > self._written[session.id].row:
                self._drop(session.id)
        elif session.id not in self._asked:
            for other in tuple(self._on_target.get(session.target.key, ())):
                if session.row > self._written[other].row:
                    self._drop(other)

    def take(self) -> Sequence[Session]:
        """The sessions to be put back now; it is left without any."""
        found = self.sessions
        self._written.clear()
        self._on_target.clear()
        return found

    def _drop(self, session_id: str) -> None:
        session = self._written.pop(session_id)
        self._on_target[session.target.key].discard(session_id)


async def take_back(recorder: "Recorder", decided: Sequence[Session]) -> int:
    """Undo a decision on each of its sessions; returns how many were refused.

    :param decided: in the order of their rows.
    :raises Problem: where the ledger can't be read or written.
    """
    by_target: dict[str, list[Session]] = {}
    for session in reversed(decided):
        by_target.setdefault(session.target.key, []).append(session)
    work = (_take_back_on_target(recorder, sessions) for sessions in by_target.values())
    refused = 0
    for done in await asyncio.gather(*work, return_exceptions=True):
        if isinstance(done, BaseException):
            raise done
        refused += done
    return refused


async def _take_back_on_target(recorder: "Recorder", decided: Sequence[Session]) -> int:
    # Heavy, and loaded by the time that something was decided.
    from gui.core.ledger.rows import Busy

    own, refused = {session.row for session in decided}, 0
    for session in decided:
        try:
            back = await recorder.undo(session.id, session.row, own)
        except (DecisionRefused, Busy):
            refused += 1
        else:
            own.add(back.row)
    return refused


def _row(session: Session) -> int:
    return session.row
