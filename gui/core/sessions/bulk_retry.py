"""Many failed sessions at once: which may be started again, why others may not, what they have in common.

Source: NEXT_STEPS.md, "Where a step may stand". An unconfirmed start is never sent again by the dozen:
a person decides for each one whether it is recording.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from gui.core.catalogue.errors import Catalogue
from gui.core.catalogue.guidance import Step, Who
from gui.core.catalogue.guidance_rows import for_problem
from gui.core.foundation.enums import Operation, State
from gui.core.foundation.messages import Messages
from gui.core.sessions.offered_steps import may_stand, problem_of, seconds_until
from gui.core.sessions.session import Session


class LeftOut(StrEnum):
    """Why a session is not started again with others; ``retry.left_out.<value>`` is its text."""

    UNDER_WAY = "under_way"
    UNCONFIRMED = "unconfirmed"
    RECORDING = "recording"
    OVER = "over"
    OLDER = "older"
    """A later session of the same target is there."""
    UNKNOWN_SETTINGS = "unknown_settings"
    """It was never started from here: nobody knows its file name."""


_OF_STATE = {
    State.STARTING: LeftOut.UNDER_WAY,
    State.STOPPING: LeftOut.UNDER_WAY,
    State.UNKNOWN: LeftOut.UNCONFIRMED,
    State.RECORDING: LeftOut.RECORDING,
    State.STOPPED: LeftOut.OVER,
}


def why_left_out(session: Session, *, newest: bool) -> LeftOut | None:
    """Why a session can't be started again together with others; None where it can.

    :param newest: whether it is its target's newest session.
    """
    if session.state in _OF_STATE:
        return _OF_STATE[session.state]
    if not newest:
        return LeftOut.OLDER
    return None if may_stand(Step.START_AGAIN, session, newest=newest) else LeftOut.UNKNOWN_SETTINGS


def seconds_left(session: Session, now: datetime) -> float:
    """How long *Start again* still has to wait (NEXT_STEPS.md, "Where a step may stand")."""
    return seconds_until(Step.START_AGAIN, session, now)


@dataclass(slots=True)
class RetryPlan:
    """What becomes of a choice of sessions.

    :ivar again: those that are started again, in the order in which they were chosen.
    """

    again: list[Session] = field(default_factory=list)
    left_out: Counter[LeftOut] = field(default_factory=Counter)

    def take(self, session: Session, *, newest: bool) -> None:
        """One more session."""
        why = why_left_out(session, newest=newest)
        if why is None:
            self.again.append(session)
        else:
            self.left_out[why] += 1


@dataclass(slots=True)
class SameFailure:
    """Sessions that failed in the same way.

    :ivar title: the code or, for a local failure, empty; ``open``: nobody knows what came of them;
        ``calm``: nobody has to mend it.
    """

    title: str
    description: str
    solution: str
    who: str
    open: bool
    calm: bool = False
    ids: list[str] = field(default_factory=list)


_GroupKey = tuple[str, Operation, bool]


class Summary:
    """What is chosen, by state and by failure; built up bit by bit, so that it can be done in slices."""

    def __init__(self, messages: Messages, catalogue: Catalogue) -> None:
        self.count = 0
        self.states: Counter[State] = Counter()
        self._messages = messages
        self._catalogue = catalogue
        self._groups: dict[_GroupKey, SameFailure] = {}

    def take(self, sessions: Iterable[Session]) -> None:
        """Some more sessions."""
        for session in sessions:
            self.count += 1
            self.states[session.state] += 1
            found = problem_of(session)
            if found is None:
                continue
            problem, operation = found
            key = (
                # Every -1 of the head is one failure, and every -1 of a body another.
                f"{problem.word if problem.code is None else problem.code}{'*' * problem.outside_head}",
                operation,
                session.state is State.UNKNOWN,
            )
            group = self._groups.get(key)
            if group is None:
                entry, guidance = self._catalogue.of(problem), for_problem(problem, operation)
                group = self._groups[key] = SameFailure(
                    "" if problem.code is None else str(problem.code),
                    entry.description,
                    entry.solution,
                    self._messages.text(f"who.{guidance.who}"),
                    key[2],
                    guidance.who is Who.NOBODY and not key[2],
                )
            group.ids.append(session.id)

    def groups(self) -> Sequence[SameFailure]:
        """The failures, the most frequent first."""
        return sorted(self._groups.values(), key=lambda group: -len(group.ids))
