"""The same failure on the same target is one entry: the newest session stands for the earlier ones."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence

from gui.core.catalogue.errors import LocalFailure
from gui.core.foundation.enums import State
from gui.core.sessions.session import Session, Target

_Key = tuple[Target, int | LocalFailure]


def failure_key(session: Session) -> int | LocalFailure | None:
    """What a failed session failed with; None for every other one."""
    failure = session.failure
    if session.state is not State.FAILED or failure is None:
        return None
    return failure.code if failure.word is None else failure.word


class FailureGroups:
    """Which failed sessions belong together. Each change and question takes microseconds at any size."""

    def __init__(self, sessions: Iterable[Session] = ()) -> None:
        self._first_rows: dict[_Key, list[int]] = {}
        for session in sessions:
            self.put(session)

    def put(self, session: Session, before: Session | None = None) -> None:
        """Take a session as it is now.

        :param before: the session as it was put last.
        """
        if before is not None:
            self._drop(before)
        key = _key(session)
        if key is not None:
            rows = self._first_rows.setdefault(key, [])
            place = bisect_left(rows, session.first_row)
            if rows[place : place + 1] != [session.first_row]:
                rows.insert(place, session.first_row)

    def stands_behind(self, session: Session) -> bool:
        """Whether a later session of the target failed in the same way, and so stands for this one."""
        key = _key(session)
        rows = [] if key is None else self._first_rows.get(key, [])
        return bool(rows) and rows[-1] > session.first_row

    def times(self, session: Session) -> int:
        """In how many sessions this failure came to the target, up to this one; 0 where it did not fail."""
        key = _key(session)
        return 0 if key is None else bisect_left(self._first_rows.get(key, []), session.first_row) + 1

    def _drop(self, session: Session) -> None:
        key = _key(session)
        rows = [] if key is None else self._first_rows.get(key, [])
        place = bisect_left(rows, session.first_row)
        if rows[place : place + 1] == [session.first_row]:
            del rows[place]


def _key(session: Session) -> _Key | None:
    key = failure_key(session)
    return None if key is None else (session.target, key)


def failed_targets(sessions: Iterable[Session]) -> dict[str, int]:
    """The targets of failures that nobody has handled, each with the row of its first one."""
    first: dict[str, int] = {}
    for session in sessions:
        if session.state is State.FAILED and not session.handled:
            key = session.target.key
            first[key] = min(session.row, first.get(key, session.row))
    return first


def cleared_failures(sessions: Sequence[Session], later: Mapping[str, Sequence[Session]]) -> set[str]:
    """Failures that a later success on the same target cleared, or that a later one like them stands for.

    :param later: for each of :func:`failed_targets` its sessions that changed after the first failure.
    """
    groups = FailureGroups(sessions)
    succeeded = {
        target: max((session.succeeded_row for session in changed), default=0)
        for target, changed in later.items()
    }
    return {
        session.id
        for session in sessions
        if groups.stands_behind(session)
        or (
            session.state is State.FAILED
            and not session.handled
            and session.row < succeeded[session.target.key]
        )
    }
