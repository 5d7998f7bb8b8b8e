"""What was tried on one session, read from its ledger rows: for the attempts list and the report."""

import contextlib
import json
import shlex
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from gui.core.catalogue.details import Detail
from gui.core.foundation.enums import Operation, State, signed_code
from gui.core.foundation.fill import fill
from gui.core.foundation.plain_text import visible
from gui.core.ledger.rows import LedgerRow
from gui.core.security.redaction import masked
from gui.core.sessions.session import EndedBy, Session

_ANSWERED: Final = frozenset({"answer", "retry"})
_EVENTS: Final = frozenset(
    {"withdrawn", "interrupted", "settled", "handled", "undone", "overrun", "restored"}
)
_LOOPBACK: Final = ("127.", "localhost", "[::1]")
_QUERY: Final = (
    "usersig=$USERSIG&identifier=$IDENTIFIER&sdkappid={app}&random={random}&apn=0&contenttype=json"
)


@dataclass(frozen=True, slots=True)
class TimedStep:
    """One step of a request: ``queued``, ``written``, ``connected``, ``sent`` or ``answered``.

    :param after_ms: since the request was asked for; ``took_ms`` since the step before.
    """

    name: str
    at: datetime
    after_ms: int
    took_ms: int


@dataclass(frozen=True, slots=True)
class AttemptRecord:
    """One request and what came of it, or one thing that a person or a restart did.

    :param at: in UTC, when its row was written.
    :param kind: the ledger's: ``answer``, ``retry``, ``withdrawn``, ``interrupted``, ``settled``,
        ``handled``, ``undone``, ``overrun`` or ``restored``.
    :param came: the code, the local failure's word, ``0`` for accepted, or empty where nothing came.
    :param steps: the steps reached, in milliseconds since the request was begun.
    :param reused: whether the connection was kept open from an earlier request.
    :param request: the packet as it was sent (it holds no secret); ``answer`` as it came, cut by the ledger.
    """

    at: datetime
    kind: str
    operation: Operation
    operator: str
    came: str
    state: State
    message: str = ""
    detail: Detail | None = None
    reason: str = ""
    steps: tuple[tuple[str, int], ...] = ()
    request: str = ""
    answer: str = ""
    status: int | None = None
    host: str = ""
    app: int = 0
    random: int | None = None
    reused: bool = False

    @property
    def milliseconds(self) -> int | None:
        """From its beginning to its last step."""
        return max((ms for _, ms in self.steps), default=None)

    @property
    def timeline(self) -> tuple["TimedStep", ...]:
        """The steps reached, with the time of each; rows of an older panel have fewer of them."""
        whole = self.milliseconds
        if whole is None:
            return ()
        # The row was written right after the last step.
        began, before, found = self.at - timedelta(milliseconds=whole), 0, []
        for name, after in self.steps:
            at = began + timedelta(milliseconds=after)
            found.append(TimedStep(name, at, after, max(0, after - before)))
            before = after
        return tuple(found)

    @property
    def seq(self) -> int | None:
        """``uint32_seq`` of the request; the vendor finds it by this."""
        head = _member(_json(self.request), "reqhead")
        return _integer(_member(head, "uint32_seq"))

    @property
    def pretty_request(self) -> str:
        """The request for reading."""
        return pretty(self.request)

    @property
    def pretty_answer(self) -> str:
        """The answer for reading, with its HTTP status."""
        # An older panel kept what a relay repeats letter by letter.
        return pretty(masked(self.answer))

    @property
    def curl(self) -> str:
        """The request as a curl command, with placeholders for the secrets; empty where nothing was sent."""
        if not self.request:
            return ""
        query = fill(_QUERY, app=self.app, random=self.random or 0)
        # Plain HTTP is for loopback only. Double quotes: the shell is to fill in the two placeholders.
        scheme = "http" if self.host.startswith(_LOOPBACK) else "https"
        url = f'"{scheme}://{self.host}/v3/openim/videorelay?{query}"'
        data = shlex.quote(self.request)
        return f"curl -X POST {url} -H 'Content-Type: application/json' --data-raw {data}"


def tried(entries: Iterable[LedgerRow]) -> tuple[AttemptRecord, ...]:
    """The attempts and events of one session, the oldest first."""
    return tuple(_of(entry) for entry in entries if entry.kind in _ANSWERED or entry.kind in _EVENTS)


@dataclass(frozen=True, slots=True)
class Times:
    """How often the same answer came, when first and when last, in UTC."""

    count: int
    first: datetime
    last: datetime


def same_failure(found: Iterable[AttemptRecord], came: str, operation: Operation) -> Times | None:
    """How often an answer came to an operation; None where it did not."""
    times = [one.at for one in found if one.came == came and one.operation is operation]
    return Times(len(times), min(times), max(times)) if times else None


def pretty(text: str) -> str:
    """JSON in lines, anything else as it is; every hidden character made visible."""
    value = _json(text)
    shown = text
    with contextlib.suppress(RecursionError):
        # Writing it takes more depth than reading.
        shown = text if value is None else json.dumps(value, ensure_ascii=False, indent=2)
    return "\n".join(visible(line) for line in shown.split("\n"))


def _of(entry: LedgerRow) -> AttemptRecord:
    detail = _json(entry.detail)
    steps = _member(detail, "milliseconds")
    answer = _text(_member(detail, "answer"))
    session = entry.session
    return AttemptRecord(
        at=datetime.fromisoformat(entry.at),
        kind=entry.kind,
        operation=session.operation,
        operator=entry.operator,
        came=_came(session, answer) if entry.kind in _ANSWERED else "",
        state=session.state,
        message=_message(session, answer),
        detail=None if session.failure is None else session.failure.detail,
        reason=entry.reason,
        steps=_steps(steps),
        request=_text(_member(detail, "request")),
        answer=answer,
        status=_integer(_member(detail, "status")),
        host=session.target.host,
        app=session.target.sdk_app_id,
        random=_integer(_member(detail, "random")),
        reused=_member(detail, "reused") is True,
    )


def _steps(found: object) -> tuple[tuple[str, int], ...]:
    if not isinstance(found, Mapping):
        return ()
    return tuple((str(name), ms) for name, ms in found.items() if isinstance(ms, int))


def _came(session: Session, answer: str) -> str:
    failure = session.failure
    if failure is not None:
        return str(failure.code) if failure.word is None else failure.word.value
    # Some refusals leave the session without a failure: that it had ended, or that its guest is gone.
    code = _integer(_member(_answer_body(answer), "uint32_result"))
    if code is None:
        return "" if session.ended_by is EndedBy.ALREADY else "0"
    return str(signed_code(code))


def _message(session: Session, answer: str) -> str:
    """The service's own text; a session without a failure keeps it in its row only."""
    if session.failure is not None:
        return session.failure.message
    body = _answer_body(answer)
    return _text(_member(body, "str_errorinfo")) if _integer(_member(body, "uint32_result")) else ""


def _answer_body(answer: str) -> object:
    return _member(_member(_json(answer), "rspbody"), "rsp_0x5")


def _json(text: str) -> object:
    try:
        found: object = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found


def _member(value: object, name: str) -> object:
    return value.get(name) if isinstance(value, Mapping) else None


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _integer(value: object) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    try:
        return int(value)
    except ValueError:
        return None
