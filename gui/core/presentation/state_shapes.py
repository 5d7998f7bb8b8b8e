"""The shape that a session's state is drawn with: one for each state, told apart without colour."""

from enum import StrEnum

from gui.core.foundation.enums import Operation, State
from gui.core.presentation.state_texts import Mark
from gui.core.sessions.progress import Progress
from gui.core.sessions.session import EndedBy, Session


class Shape(StrEnum):
    """What needs attention is solid (diamond, triangle, disc), the rest is outlined."""

    ACCEPTED = "accepted"
    """A ring with a dot: the service accepted the start."""
    SAID = "said"
    """A hollow ring: a person said that it is recording."""
    STOP_REFUSED = "stop-refused"
    """A ring with a dot and an exclamation mark."""
    OVERRUN = "overrun"
    """A ring with the hands of a clock."""
    STARTING = "starting"
    """A dashed ring with a triangle."""
    STOPPING = "stopping"
    """A dashed ring with a square."""
    UNCONFIRMED = "unconfirmed"
    """A solid diamond with a question mark."""
    MAYBE = "maybe"
    """A solid triangle with an exclamation mark."""
    FAILED = "failed"
    """A solid disc with a cross."""
    FAILED_SEEN_TO = "failed-seen-to"
    """An outlined disc with a cross: handled, or cleared by a later success."""
    STOPPED = "stopped"
    """A filled square."""
    NO_FILES = "no-files"
    """A hollow square."""
    PERHAPS_NEVER = "perhaps-never"
    """A ring with a stroke through it: ended, perhaps never recorded."""
    AS_OF_THEN = "as-of-then"
    """An open, hollow ring: a colleague's, as it was when they were last heard of."""


def shape_of(session: Session, mark: str, progress: Progress | None, *, needed: bool) -> Shape:
    """The shape of a session's state.

    :param mark: of the state's text, as ``state_texts.shown`` gave it.
    :param progress: what its operation is doing, where one is under way here.
    :param needed: whether it needs attention.
    """
    if mark == Mark.BUSY:
        stopping = (
            session.state is State.STOPPING if progress is None else progress.operation is Operation.STOP
        )
        return Shape.STOPPING if stopping else Shape.STARTING
    if mark == Mark.RECORDING:
        return _recording(session, needed=needed)
    if mark == Mark.STOPPED:
        return _stopped(session)
    if mark == Mark.FAILED:
        return Shape.FAILED if needed else Shape.FAILED_SEEN_TO
    return Shape.UNCONFIRMED if mark == Mark.UNCONFIRMED else Shape.MAYBE


def _recording(session: Session, *, needed: bool) -> Shape:
    if session.failure is not None:
        return Shape.STOP_REFUSED
    if needed:
        return Shape.OVERRUN
    return Shape.SAID if session.accepted_at is None else Shape.ACCEPTED


def _stopped(session: Session) -> Shape:
    if session.file_ids or session.ended_by is EndedBy.ALONG:
        return Shape.STOPPED
    return Shape.PERHAPS_NEVER if session.perhaps_never_recorded else Shape.NO_FILES
