"""What the panel knows of one recording. Frozen; begin.py, conclude.py and settle.py make the next one."""

import json
import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Final, Self

from gui.core.catalogue.details import Detail
from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.foundation.enums import (
    LIVE_STATES,
    OVERRUN_HOURS,
    PRACTICE_HOST,
    SPLIT_MINUTES,
    Operation,
    Source,
    State,
)
from gui.core.foundation.system import BootMoment
from gui.core.protocol.start_options import NO_OPTIONS, StartOptions
from gui.core.sessions.keeper import HandOver, Keeper

if TYPE_CHECKING:
    # By this name the type checker knows each field and its type.
    from dataclasses import replace as replace
else:

    def replace(session, /, **fields):
        """The session with other values.

        dataclasses.replace asks for each of its forty fields, and sets it, by a call of its own: six times
        as long, a dozen times an operation, and half of that on the ledger's thread.
        """
        made = object.__new__(type(session))
        made.__dict__.update(session.__dict__, **fields)
        return made


_KEY: Final = json.JSONEncoder(ensure_ascii=False)
"""Made once: json.dumps makes one for each key."""
_SPLIT: Final = timedelta(minutes=SPLIT_MINUTES)
_SPLIT_TOLERANCE: Final = timedelta(minutes=1)
NOTHING_TO_DO: Final = frozenset({LocalFailure.WITHDRAWN, LocalFailure.BUSY, LocalFailure.ALREADY_LIVE})
"""Why a start that waited for its turn was not sent although nothing failed."""


class DecisionRefused(ValueError):  # noqa: N818 - it names what happened
    """What a person wants of a session can't stand: it is another by now, or there is none. No bug."""


@dataclass(frozen=True)
class Target:
    """What one recording belongs to (NEXT_STEPS.md, "Target"): relay host, app, room, account and source."""

    host: str
    sdk_app_id: int
    room: int
    account: str
    source: Source

    @cached_property
    def key(self) -> str:
        """One text for the ledger's unique index; each operation asks for it a dozen times."""
        return _KEY.encode([self.host, self.sdk_app_id, self.room, self.account, int(self.source)])


PRACTICE_KEYS: Final = f'["{PRACTICE_HOST}", '
"""What the keys of all targets on Practice begin with: they are of one data folder, and no team's."""


def target_of(key: str) -> Target:
    """The target that has this key."""
    host, app, room, account, source = json.loads(key)
    return Target(host, app, room, account, Source(source))


@dataclass(frozen=True, slots=True)
class Failure:
    """The problem of a session's last request, as the ledger keeps it.

    :param message: the service's or the system's own text: untrusted plain text. A row of a panel before
        details holds the panel's own sentence here, in English.
    :param outside_head: as in :class:`Problem`.
    :param detail: a sentence of ours in place of the message.
    """

    delivery: Delivery
    operation: Operation
    code: int | None = None
    word: LocalFailure | None = None
    message: str = ""
    outside_head: bool = False
    detail: Detail | None = None

    @classmethod
    def of(cls, problem: Problem, operation: Operation) -> Self:
        """The failure that a problem is."""
        return cls(
            problem.delivery,
            operation,
            problem.code,
            problem.word,
            problem.message,
            problem.outside_head,
            problem.detail,
        )

    def problem(self) -> Problem:
        """The problem again, for catalogue and guidance."""
        return Problem(
            self.delivery,
            code=self.code,
            word=self.word,
            message=self.message,
            detail=self.detail,
            outside_head=self.outside_head,
        )


class EndedBy(StrEnum):
    """How the panel knows that a recording ended."""

    ANSWER = "answer"
    ALREADY = "already"
    MARKED = "marked"
    GUEST_LEFT = "guest_left"
    ALONG = "along"
    """A stop of another session of its target ended both: to the service they were one recording."""
    SAME = "same"
    """A person said that it is one recording with another session of its target, which may go on."""


@dataclass(frozen=True, slots=True)
class Witness:
    """What one desk's row says, where rows of desks that acted apart contradict each other (apart.py).

    :param desk: the id of the desk that wrote it, and ``row`` its number there.
    :param at: by that desk's clock, for people.
    """

    desk: str
    row: int
    operator: str
    at: datetime
    operation: Operation
    state: State


@dataclass(frozen=True, slots=True)
class Companion:
    """The session that another one ended along with: its file ids are those of both.

    :param operator: who began it, and ``at`` when, for people.
    """

    operator: str
    at: datetime


@dataclass(frozen=True)
class Session:
    """One recording, as far as it is known.

    All times are in UTC. ``asked_at`` is the first request; ``accepted_at`` the service's 0 to a start;
    ``confirmed_at`` its last answer that proved something; ``changed_at`` the newest row,
    or the one that stands again after an undo.

    :param id: short text, unique in the ledger; empty until the ledger gave one.
    :param row: number of the session's newest ledger row; orders changes.
    :param operator: who began it; ``settled_by`` who marked it by hand.
    :param operation: the last one asked for; ``attempts`` counts its requests, retries included.
    :param before_stop: the state that a refused or unsent stop falls back to.
    :param ended_with: the answer by which a stop learned that it had already ended (30000412 or 413).
    :param open_attempt: a request may still have taken effect; no refusal closes it.
    :param answered_at: when the service last answered anything about it.
    :param overrun_hours: how old it may get, as its profile had it when it was asked for.
    :param overrun_at: when the panel noticed that it was older, or that nobody had watched it for so long.
    :param accepted_boot: ``accepted_at`` by the boot's clock; None for rows of an older panel.
    :param lasted_s: seconds from its acceptance to its end by the boot's clock; None where that can't tell.
    :param length_unsure: only two wall clocks tell how long it lasted, and one of them may have been set.
    :param confirmed_row: its newest row when the answer of ``confirmed_at`` came; 0 where it had none, or an
        older panel wrote it.
    :param desk: the id of the desk of the team that began it; empty for one of this desk.
    :param apart: what desks that acted apart say of it; empty where nothing contradicts it.
    :param newer: a newer panel wrote its last row, which may hold what this one can't read.
    :param unreached: its last start was sent although the team could not be asked.
    :param companion: what it ended along with, or is one recording with; None unless its end says so.
    :param taken_by: who of the team took it over; None for who began it.
    :param offer: to whom it is handed over, until they accept.
    :param stopped_by: who asked for its last stop; empty for none, and for rows of an older panel.
    :param started_by: who asked for the start that counts, where that is not who began it; else empty.
    :param came_at: when its newest row came from another desk, where that is long after it was written there;
        each ledger has it for itself.
    """

    target: Target
    profile: str
    state: State
    operator: str
    asked_at: datetime
    changed_at: datetime
    settings: StartOptions = NO_OPTIONS
    id: str = ""
    row: int = 0
    first_row: int = 0
    operation: Operation = Operation.START
    attempts: int = 0
    before_stop: State | None = None
    open_attempt: bool = False
    accepted_at: datetime | None = None
    confirmed_at: datetime | None = None
    ended_at: datetime | None = None
    ended_by: EndedBy | None = None
    settled_by: str = ""
    file_ids: tuple[str, ...] = ()
    failure: Failure | None = None
    ended_with: Failure | None = None
    handled: bool = False
    note: str = ""
    answered_at: datetime | None = None
    overrun_hours: int = OVERRUN_HOURS
    overrun_at: datetime | None = None
    accepted_boot: BootMoment | None = None
    lasted_s: float | None = None
    length_unsure: bool = False
    confirmed_row: int = 0
    desk: str = ""
    apart: tuple[Witness, ...] = ()
    newer: bool = False
    unreached: bool = False
    companion: Companion | None = None
    taken_by: Keeper | None = None
    offer: HandOver | None = None
    stopped_by: str = ""
    started_by: str = ""
    came_at: datetime | None = None

    @property
    def live(self) -> bool:
        """Starting, recording, stopping or unknown."""
        return self.state in LIVE_STATES

    @property
    def keeper(self) -> Keeper:
        """Who looks after it."""
        return self.taken_by or Keeper(self.operator, self.desk)

    @property
    def perhaps_never_recorded(self) -> bool:
        """It had ended before our stop, and no start of it was ever accepted."""
        return self.state is State.STOPPED and self.ended_by is EndedBy.ALREADY and self.accepted_at is None

    @property
    def files_missing(self) -> bool:
        """Stopped with no file ids, or with fewer than its duration calls for (one each 90 minutes)."""
        if self.state is not State.STOPPED or self.told_by_companion:
            return False
        return len(self.file_ids) < self.files_expected

    @property
    def told_by_companion(self) -> bool:
        """Whether the session that it is one recording with tells all: no file is looked for here."""
        return self.ended_by in (EndedBy.ALONG, EndedBy.SAME)

    @property
    def files_known(self) -> bool:
        """Stopped, with at least one file id."""
        return self.state is State.STOPPED and bool(self.file_ids)

    @property
    def files_expected(self) -> int:
        """File ids that the duration calls for; 1 where the duration is not known."""
        length = self.length_s
        if length is None or self.length_unsure:
            return 1
        duration = timedelta(seconds=length) - _SPLIT_TOLERANCE
        return max(1, math.ceil(duration / _SPLIT))

    @property
    def length_s(self) -> float | None:
        """Seconds from its acceptance to its end; None where either is not known."""
        if self.lasted_s is not None:
            return self.lasted_s
        if self.accepted_at is None or self.ended_at is None:
            return None
        return max(0.0, (self.ended_at - self.accepted_at).total_seconds())

    @property
    def overrun_limit(self) -> timedelta:
        """How old a recording may get before it needs attention."""
        return timedelta(hours=self.overrun_hours)

    def overrun(self, now: datetime) -> bool:
        """A recording that is older than its limit, or was marked so.

        One that a person said is recording counts from when it was asked for: it can't have begun earlier.
        """
        if self.state is not State.RECORDING:
            return False
        return self.overrun_at is not None or now - (self.accepted_at or self.asked_at) > self.overrun_limit

    @property
    def succeeded_row(self) -> int:
        """The service proved something of it after this ledger row; 0 where it never has.

        Clears failures of the target up to this row, whatever becomes of the session later.
        """
        return 0 if self.confirmed_at is None else max(self.confirmed_row, self.first_row)

    @property
    def taken_back(self) -> bool:
        """Whether it was not sent on purpose: staff took it back, or somebody else has seen to it."""
        failure = self.failure
        on_purpose = failure is not None and failure.word in NOTHING_TO_DO
        return on_purpose and self.state is State.FAILED

    @property
    def waits_for_its_turn(self) -> bool:
        """Whether it is wanted, and nothing of it has left yet."""
        return self.state is State.STARTING and not self.attempts

    def needs_attention(self, now: datetime) -> bool:
        """Unknown always; failure, missing files or overrun until handled (NEXT_STEPS.md, "Attention")."""
        if self.state is State.UNKNOWN:
            return True
        if self.handled:
            return False
        refused = self.failure is not None and self.state in (State.FAILED, State.RECORDING, State.STOPPED)
        return refused or self.files_missing or self.perhaps_never_recorded or self.overrun(now)
