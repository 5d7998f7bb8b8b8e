"""What a folder wrote as a desk that it is no more: it took another id once restored. Pure functions."""

from collections.abc import Collection
from dataclasses import replace as changed

from gui.core.sessions.session import Session, replace


def as_own(session: Session, former: Collection[str]) -> Session:
    """A session of a desk that this folder was, as one of this desk's; any other as it is.

    :param former: ids of desks at which nobody else is.
    """
    if session.desk in former:
        session = replace(session, desk="")
    taken_by = session.taken_by
    if taken_by is not None and taken_by.desk in former:
        session = replace(session, taken_by=changed(taken_by, desk=""))
    return session
