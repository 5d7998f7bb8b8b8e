"""Problems, kept until somebody looks: the same one on the same target is one entry with a count.

Qt-free, so that what happens before the window's panel is there is not lost.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from gui.core.errors import LocalFailure, Problem
from gui.core.session import Target
from gui.core.terms import Operation

KEPT: Final = 200
"""Entries that are kept; the ones that were quiet longest go first."""


@dataclass(frozen=True, slots=True)
class LoggedProblem:
    """One problem on one target, however often it came.

    :param problem: as it came last.
    :param target: None where there was none, as for a missing profile.
    :param first: when it came first, in UTC; ``last`` when it came last.
    """

    problem: Problem
    operation: Operation
    target: Target | None
    first: datetime
    last: datetime
    count: int = 1


Listener = Callable[[LoggedProblem], None]
_Key = tuple[int | LocalFailure | None, Operation, Target | None]


class ProblemLog:
    """Add from anywhere; connect once the panel is there: it is then told of all that came before."""

    def __init__(self) -> None:
        self._entries: dict[_Key, LoggedProblem] = {}
        self._listeners: list[Listener] = []

    def add(
        self, problem: Problem, operation: Operation, at: datetime, target: Target | None = None
    ) -> LoggedProblem:
        """Keep a problem, and tell whoever is connected."""
        key = (problem.code if problem.word is None else problem.word, operation, target)
        known = self._entries.pop(key, None)
        if known is None:
            entry = LoggedProblem(problem, operation, target, at, at)
        else:
            entry = replace(known, problem=problem, last=at, count=known.count + 1)
        self._entries[key] = entry
        while len(self._entries) > KEPT:
            del self._entries[next(iter(self._entries))]
        for listener in tuple(self._listeners):
            listener(entry)
        return entry

    def connect(self, listener: Listener) -> None:
        """Tell a listener of every entry so far, the newest last, and of each one from now on."""
        for entry in tuple(self._entries.values()):
            listener(entry)
        self._listeners.append(listener)

    def disconnect(self, listener: Listener) -> None:
        """Tell a listener nothing more; does no harm where it was not connected."""
        if listener in self._listeners:
            self._listeners.remove(listener)

    def entries(self) -> tuple[LoggedProblem, ...]:
        """All entries, the newest first."""
        return tuple(reversed(self._entries.values()))

    def newest(self) -> LoggedProblem | None:
        """The entry that came last."""
        return next(reversed(self._entries.values()), None)

    def forget(self, entry: LoggedProblem) -> None:
        """Let an entry go once it is seen to; does no harm where it is gone."""
        key = (
            entry.problem.code if entry.problem.word is None else entry.problem.word,
            entry.operation,
            entry.target,
        )
        self._entries.pop(key, None)
