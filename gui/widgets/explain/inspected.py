"""What the inspector knows of what it shows, and what follows from it. No widget, and nothing is sent."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from gui.core.catalogue.errors import Activity, Catalogue, Problem
from gui.core.catalogue.guidance import Step
from gui.core.foundation.enums import State
from gui.core.foundation.messages import Messages
from gui.core.ledger.attempt_log import AttemptRecord, tried
from gui.core.ledger.rows import LedgerRow
from gui.core.presentation.clipboard_texts import problem_text, step_text
from gui.core.presentation.customer_texts import question, sentence
from gui.core.presentation.explanation import Explanation, explain_problem, explain_session
from gui.core.presentation.state_texts import shown
from gui.core.sessions.offered_steps import OfferedStep, more_steps_for, problem_of, steps_for
from gui.core.sessions.session import Session, Target
from gui.widgets.explain.step_hint import step_hint
from gui.widgets.explain.word_cards import OTHER_LANGUAGE

if TYPE_CHECKING:
    from gui.core.presentation.hand_over_words import KeeperWords
    from gui.core.sessions.progress import Progress
    from gui.core.sessions.team_contact import TeamContact

_DECIDING: Final = (Step.IT_IS_RECORDING, Step.MARK_AS_ENDED)


@dataclass(slots=True)
class Inspected:
    """A session with what is known about it, or a problem that touched none, or nothing.

    :ivar failure: the problem that touched no session, and what it interrupted.
    :ivar newest: whether the session is its target's newest; no older one can be started again.
    :ivar later: the later recording of its target that is live, where it is itself unknown.
    :ivar attempts: what was tried for it; ``course`` also has the failed ones that led up to it.
    :ivar team: what is known of the team; None without one.
    """

    messages: Messages
    catalogue: Catalogue
    session: Session | None = None
    failure: tuple[Problem, Activity] | None = None
    newest: bool = True
    later: Session | None = None
    attempts: tuple[AttemptRecord, ...] = ()
    course: tuple[AttemptRecord, ...] = ()
    progress: "Progress | None" = None
    team: "TeamContact | None" = None
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    _shown_at: float = field(default_factory=time.monotonic)

    def take_session(
        self, session: Session | None, now: datetime | None, *, newest: bool, later: Session | None
    ) -> bool:
        """Go on with a session, or with nothing; True where it is the one of before.

        :param now: the time in UTC, the computer's own if it is not given.
        """
        same = session is not None and self.is_about(session.id)
        self.now, self.newest, self.later = now or datetime.now(UTC), newest, later
        self._shown_at = time.monotonic()
        self.session, self.failure = session, None
        if not same:
            self._forget_course()
        return same

    def take_failure(
        self, problem: Problem, activity: Activity, target: Target | None, count: int
    ) -> Explanation:
        """Go on with a problem that touched no session; what it says."""
        self.now = datetime.now(UTC)
        self.session, self.failure = None, (problem, activity)
        self._forget_course()
        return explain_problem(problem, activity, self.messages, self.catalogue, target, count)

    def take_rows(self, entries: Sequence[LedgerRow]) -> None:
        """The rows of the session, and of the failed ones that led up to it."""
        self.course = tried(entries)
        own = self.session_id
        self.attempts = tried(entry for entry in entries if entry.session_id == own)

    def is_about(self, session_id: str) -> bool:
        """Whether it is that session."""
        return self.session is not None and self.session.id == session_id

    @property
    def session_id(self) -> str:
        """The session's id; empty where there is none."""
        return "" if self.session is None else self.session.id

    @property
    def problem(self) -> Problem | None:
        """The failure, of a session or of none."""
        found = self.failure if self.session is None else problem_of(self.session)
        return None if found is None else found[0]

    @property
    def waits_for_team(self) -> bool:
        """Whether the session is a colleague's, and they can't be reached: nobody marks it until they are."""
        session, team = self.session, self.team
        return session is not None and bool(session.desk) and team is not None and not team.reached

    @property
    def may_handle(self) -> bool:
        """Whether *Handled* can be pressed."""
        session = self.session
        if session is None or session.handled or session.state is State.UNKNOWN or session.newer:
            return False
        return not self.waits_for_team and session.needs_attention(self.now)

    @property
    def start_may_record_twice(self) -> bool:
        """Whether an earlier start of the session may have taken effect."""
        return self.session is not None and self.session.state is State.UNKNOWN

    def explained(self, session: Session) -> Explanation:
        """What is to be said of the session."""
        return explain_session(
            session,
            self.messages,
            self.catalogue,
            self.now,
            self.course,
            recorded_anew=self.later is not None,
            team=self.team,
        )

    def offers(self, session: Session) -> tuple[tuple[OfferedStep, ...], tuple[OfferedStep, ...]]:
        """The steps that are offered for it, and those of the menu *More*."""
        # A redraw, such as for attempts that came, begins no wait anew.
        now = self.now + timedelta(seconds=time.monotonic() - self._shown_at)
        anew, waits = self.later is not None, self.waits_for_team
        steps, more = (
            tuple(
                offer
                for offer in make(session, now, newest=self.newest, recorded_anew=anew)
                if not (waits and offer.step in _DECIDING)
            )
            for make in (steps_for, more_steps_for)
        )
        return steps, more

    def hint(self, steps: Sequence[OfferedStep]) -> str:
        """What the first step does, or why one is missing."""
        waits = self.waits_for_team
        return step_hint(self.session, steps, self.later, self.messages, self.now, waits=waits)

    def keeper_words(self) -> "KeeperWords":
        """Whose the session is; empty words without a team."""
        # Not at the file's top: a desk without a team has none.
        from gui.core.presentation.hand_over_words import KeeperWords, keeper_words

        if self.session is None or self.team is None:
            return KeeperWords()
        return keeper_words(self.session, self.team, self.messages, self.now, newest=self.newest)

    def words_in_other_language(self, explained: Explanation) -> tuple[str, str]:
        """What to say and what to ask: guests and customers speak either language."""
        session = self.session
        if session is None:
            return "", ""
        other = Messages(OTHER_LANGUAGE[self.messages.language])
        said = sentence(session, other, self.now) if explained.say else ""
        return said, question(session, other) if explained.ask else ""

    def progress_text(self, progress: "Progress") -> str:
        """What an operation of the session is doing."""
        return "" if self.session is None else shown(self.session, self.messages, self.now, progress).text

    def text_of(self, step: Step) -> str:
        """What a step copies."""
        if self.session is not None:
            return step_text(step, self.session, self.messages, self.catalogue, self.attempts)
        if step is Step.COPY_REPORT and self.failure is not None:
            return problem_text(*self.failure, self.messages, self.catalogue, self.now)
        return ""

    def _forget_course(self) -> None:
        self.attempts, self.course, self.progress = (), (), None
