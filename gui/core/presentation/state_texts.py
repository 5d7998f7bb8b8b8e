"""What is shown of a session: never the bare state, but what is known and since when.

Shared by window and command line. There is no status query: a text claims what was accepted, never more.
"""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from gui.core.catalogue.errors import Delivery
from gui.core.catalogue.guidance_rows import ALREADY_RECORDING
from gui.core.foundation.enums import PRACTICE_NAME, SPLIT_MINUTES, Operation, Source, State
from gui.core.foundation.messages import Messages
from gui.core.foundation.plain_text import visible
from gui.core.foundation.times import clock_text, local_time
from gui.core.sessions.progress import Phase, Progress
from gui.core.sessions.session import EndedBy, Failure, Session

NOTHING: Final = "–"
"""Shown where there is nothing to show."""
_PATIENCE_S: Final = 1
"""A pending request is counted from this second on."""


class StateTone(StrEnum):
    """What a state's colour means; always beside its mark and text. The theme has the colours."""

    NEUTRAL = "neutral"
    LIVE = "live"
    WARNING = "warning"
    DANGER = "danger"
    MUTED = "muted"


class Mark:
    """The shapes of the states: each shows its state without a colour."""

    BUSY: Final = "○"
    RECORDING: Final = "●"
    MAYBE: Final = "▲"
    UNCONFIRMED: Final = "?"
    FAILED: Final = "✕"
    STOPPED: Final = "■"


@dataclass(frozen=True, slots=True)
class Shown:
    """A session's state as text.

    :param mark: one of :class:`Mark`; ``text`` goes without it.
    :param short: the text's first part, for narrow places; ``details`` what follows it, and ``brief`` stands
        for the first of them where there is no room for that; empty where nothing does.
    """

    mark: str
    text: str
    tone: StateTone
    short: str
    details: tuple[str, ...] = ()
    brief: str = ""


@dataclass(frozen=True, slots=True)
class _Speaker:
    """What every part of a sentence needs.

    :param codes: whether a refusal is told with its code.
    :param by: the colleague who is at it.
    """

    messages: Messages
    now: datetime
    codes: bool = True
    by: str = ""

    def text(self, key: str, **values: object) -> str:
        return self.messages.text(f"state.{key}", **values)

    def at(self, when: datetime) -> str:
        return local_time(when, self.now, self.messages)

    def reason(self, failure: Failure) -> str:
        """A code, or why nothing was sent or came back."""
        if failure.code is not None:
            return str(failure.code)
        return self.messages.text(f"short.{failure.word}")

    def went_wrong(self, failure: Failure) -> str:
        """*stop refused 30000404*, *start not sent*."""
        asked = "stop" if failure.operation is Operation.STOP else "start"
        if failure.delivery is Delivery.NEVER_SENT:
            return self.text(f"{asked}_not_sent", reason=self.reason(failure))
        if failure.delivery is Delivery.NO_ANSWER:
            return self.text(f"{asked}_unanswered")
        refused = self.text(f"{asked}_refused")
        return refused if failure.code is not None and not self.codes else f"{refused} {self.reason(failure)}"

    def shown(self, mark: str, tone: StateTone, short: str, *details: str) -> Shown:
        known = tuple(detail for detail in details if detail)
        return Shown(mark, " · ".join((short, *known)), tone, short, known)


def shown(
    session: Session,
    messages: Messages,
    now: datetime,
    progress: "Progress | None" = None,
    monotonic: Callable[[], float] = time.monotonic,
    *,
    by: str = "",
) -> Shown:
    """The session's state as text, shape and tone.

    :param now: aware time; decides whether a day is named, and on overrun.
    :param progress: what its operation is doing, where one is under way here.
    :param by: the colleague who is at it, where another desk of the team is.
    """
    speaker = _Speaker(messages, now, by=by)
    if progress is not None:
        return _busy(session, speaker, progress, monotonic())
    return _at_rest(session, speaker)


def without_code(session: Session, messages: Messages, now: datetime) -> Shown:
    """The session's state above an explanation, which names the code itself.

    :param now: as for :func:`shown`.
    """
    return _at_rest(session, _Speaker(messages, now, codes=False))


def _at_rest(session: Session, speaker: _Speaker) -> Shown:
    """A session that nothing is being done to here."""
    by_state = {
        State.STARTING: _starting,
        State.RECORDING: _recording,
        State.STOPPING: _stopping,
        State.STOPPED: _stopped,
        State.FAILED: _failed,
        State.UNKNOWN: _unknown,
    }
    words = by_state[session.state](session, speaker)
    if not session.newer:
        return words
    return speaker.shown(words.mark, words.tone, words.short, speaker.text("newer"), *words.details)


def _busy(session: Session, speaker: _Speaker, progress: "Progress", monotonic: float) -> Shown:
    stopping = progress.operation is Operation.STOP
    short = speaker.text("stopping" if stopping else "starting")
    if session.state is State.RECORDING and not stopping:
        short = speaker.text("asking_again")
    attempt = ""
    if progress.attempt > 1:
        attempt = speaker.text("try", attempt=progress.attempt, tries=max(progress.tries, progress.attempt))
    if progress.phase is Phase.RETRY:
        left = max(0, math.ceil(progress.until - monotonic))
        code = "" if progress.code is None else str(progress.code)
        return speaker.shown(
            Mark.BUSY, StateTone.WARNING, short, code, speaker.text("again_in", seconds=left)
        )
    if progress.phase is Phase.QUEUED:
        return speaker.shown(Mark.BUSY, StateTone.NEUTRAL, short, speaker.text("queued"), attempt)
    limit = max(1, round(progress.until - progress.since))
    done = min(limit, math.floor(monotonic - progress.since))
    if done < _PATIENCE_S:
        return speaker.shown(Mark.BUSY, StateTone.NEUTRAL, short, attempt)
    waiting = speaker.text("waiting", doing=short, done=done, limit=limit)
    busy = speaker.shown(Mark.BUSY, StateTone.NEUTRAL, waiting, attempt)
    return replace(busy, short=short)


def _starting(session: Session, speaker: _Speaker) -> Shown:
    return _under_way("starting", speaker.by or (session.operator if session.desk else ""), speaker)


def _stopping(_session: Session, speaker: _Speaker) -> Shown:
    # Who began it need not be who stops it.
    return _under_way("stopping", speaker.by, speaker)


def _under_way(key: str, by: str, speaker: _Speaker) -> Shown:
    words = speaker.text(key)
    return speaker.shown(Mark.BUSY, StateTone.NEUTRAL, words.removesuffix("…") if by else words, visible(by))


def _recording(session: Session, speaker: _Speaker) -> Shown:
    short = speaker.text("recording")
    since = ""
    if session.accepted_at is not None:
        since = speaker.text("accepted", time=speaker.at(session.accepted_at))
    elif session.settled_by:
        since = speaker.text("marked_by", operator=visible(session.settled_by))
    # Green is what the service accepted, never what a person said.
    calm = StateTone.NEUTRAL if session.accepted_at is None else StateTone.LIVE
    if session.failure is not None:
        tone = calm if session.handled else StateTone.WARNING
        return speaker.shown(Mark.RECORDING, tone, short, speaker.went_wrong(session.failure))
    if session.overrun(speaker.now) and not session.handled:
        over = speaker.text("overrun", hours=session.overrun_hours)
        return speaker.shown(Mark.RECORDING, StateTone.WARNING, short, over, since)
    return speaker.shown(Mark.RECORDING, calm, short, since)


def _unknown(session: Session, speaker: _Speaker) -> Shown:
    if session.apart:
        # Not at the file's top: a desk without a team never has one.
        from gui.core.presentation.team_texts import contradicted

        return contradicted(session, speaker.messages, speaker.now)
    failure = session.failure
    if failure is None:
        return speaker.shown(Mark.MAYBE, StateTone.WARNING, speaker.text("maybe"))
    if failure.delivery is Delivery.ANSWERED:
        answer = speaker.reason(failure)
        if failure.operation is Operation.STOP:
            answer = speaker.text("stop_answered", reason=answer)
        return speaker.shown(Mark.MAYBE, StateTone.WARNING, speaker.text("maybe"), answer)
    asked = "unconfirmed_stop" if session.operation is Operation.STOP else "unconfirmed_start"
    unsent = speaker.went_wrong(failure) if failure.delivery is Delivery.NEVER_SENT else ""
    return speaker.shown(Mark.UNCONFIRMED, StateTone.WARNING, speaker.text(asked), unsent)


def _failed(session: Session, speaker: _Speaker) -> Shown:
    tone = StateTone.MUTED if session.handled else StateTone.DANGER
    done = speaker.text("handled") if session.handled else ""
    reason = "" if session.failure is None else speaker.reason(session.failure)
    return speaker.shown(Mark.FAILED, tone, speaker.text("not_started"), reason, done)


def _stopped(session: Session, speaker: _Speaker) -> Shown:
    amber = not session.handled and (session.files_missing or session.failure is not None)
    tone = StateTone.WARNING if amber else StateTone.NEUTRAL
    if session.perhaps_never_recorded and not session.file_ids:
        return speaker.shown(Mark.STOPPED, tone, speaker.text("ended"), speaker.text("perhaps_never"))
    trouble = "" if session.failure is None else speaker.went_wrong(session.failure)
    if session.ended_by is EndedBy.MARKED and not session.file_ids:
        by = speaker.text("marked_by", operator=visible(session.settled_by))
        return speaker.shown(Mark.STOPPED, tone, speaker.text("stopped"), by, trouble)
    if session.companion is not None and session.told_by_companion and not session.file_ids:
        other = session.companion
        if session.ended_by is EndedBy.SAME:
            same = speaker.text("same", operator=visible(other.operator), time=speaker.at(other.at))
            twice = speaker.messages.text("colleagues.started_twice")
            return speaker.shown(Mark.STOPPED, tone, twice, same, trouble)
        along = speaker.text("along", operator=visible(other.operator), time=speaker.at(other.at))
        return speaker.shown(Mark.STOPPED, tone, speaker.text("ended"), along, trouble)
    if session.ended_by is EndedBy.GUEST_LEFT:
        details = (speaker.text("guest_left"), _files(session, speaker), trouble)
        return speaker.shown(Mark.STOPPED, tone, speaker.text("ended"), *details)
    return speaker.shown(Mark.STOPPED, tone, speaker.text("stopped"), _files(session, speaker), trouble)


def _files(session: Session, speaker: _Speaker) -> str:
    count, expected = len(session.file_ids), session.files_expected
    if count == 0:
        return speaker.text("no_files")
    if count < expected:
        return speaker.text("files_of", count=count, expected=expected)
    return speaker.messages.count("state.files", count)


def since_text(session: Session, messages: Messages, now: datetime, seconds: float | None) -> str:
    """A running or final duration, or when it was asked.

    :param seconds: the recording's age or length, None where not known (``ElapsedClock.seconds``).
    """
    if seconds is not None and session.state is not State.FAILED:
        return clock_text(seconds)
    if session.state not in (State.UNKNOWN, State.RECORDING):
        return NOTHING
    already = session.failure is not None and session.failure.code == ALREADY_RECORDING
    key = "since.before" if already else "since.asked"
    return messages.text(key, time=local_time(session.asked_at, now, messages))


def length_text(session: Session, messages: Messages) -> str:
    """How long a recording lasted; empty where that is not known. What is unsure is said to be."""
    if session.length_s is None or session.ended_at is None:
        return ""
    length = clock_text(session.length_s)
    return messages.text("note.length_unsure", time=length) if session.length_unsure else length


def user_text(session: Session, messages: Messages) -> str:
    """The recorded person; the source is named where it is not the camera."""
    account = visible(session.target.account)
    if session.target.source is Source.CAMERA:
        return account
    return f"{account} · {messages.text('state.screen')}"


def profile_text(name: str, messages: Messages, limit: int | None = None) -> str:
    """A profile's name to be shown; that of the built-in one is in the reader's language."""
    return messages.text("account.practice") if name == PRACTICE_NAME else visible(name, limit)


def note_text(session: Session, messages: Messages, seconds: float | None) -> str:
    """The cell *Note*: which file of a split recording, staff's note, who began it, and its number."""
    split = split_text(session, messages, seconds)
    parts = (split, visible(session.note), visible(session.operator), f"#{session.id}")
    return " · ".join(part for part in parts if part)


def split_text(session: Session, messages: Messages, seconds: float | None) -> str:
    """Past 90 minutes: which file a live recording is in by now; else empty."""
    if seconds is None or not session.live or seconds < SPLIT_MINUTES * 60:
        return ""
    return messages.text("state.split", number=int(seconds // (SPLIT_MINUTES * 60)) + 1)
