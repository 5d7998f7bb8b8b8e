"""The shape that a session's state is drawn with."""

from gui.core.foundation.enums import Operation, State
from gui.core.presentation.shapes import Shape
from gui.core.presentation.state_texts import Mark
from gui.core.sessions.progress import Progress
from gui.core.sessions.session import Session


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
    if session.file_ids or session.told_by_companion:
        return Shape.STOPPED
    return Shape.PERHAPS_NEVER if session.perhaps_never_recorded else Shape.NO_FILES
