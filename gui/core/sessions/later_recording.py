"""A later recording of the same target: beside it an earlier unconfirmed one is asked about only once."""

from collections.abc import Iterable

from gui.core.foundation.enums import State
from gui.core.sessions.session import Session


def later_recording(session: Session, others: Iterable[Session]) -> Session | None:
    """The later live session of an unknown one's target whose start the service accepted; None for none.

    A stop of the unknown one would end that recording, as the service knows targets alone.

    :param others: sessions of the ledger, in any order.
    """
    if session.state is not State.UNKNOWN:
        return None
    later = (
        other
        for other in others
        if other.target == session.target and int(other.id) > int(session.id) and _records(other)
    )
    return next(later, None)


def _records(session: Session) -> bool:
    return session.live and session.accepted_at is not None
