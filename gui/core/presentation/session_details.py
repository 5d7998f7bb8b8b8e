"""The texts of a session's page: facts with their names, and each ledger row as text."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from gui.core.foundation.enums import Operation, SdkType, Source
from gui.core.foundation.messages import Messages
from gui.core.foundation.plain_text import visible
from gui.core.foundation.times import exact_time, local_stamp
from gui.core.ledger.rows import LedgerRow
from gui.core.presentation.state_texts import NOTHING, length_text, profile_text, shown
from gui.core.protocol.start_options import START_OPTIONS
from gui.core.sessions.handing_over import HANDED_OVER
from gui.core.sessions.session import Session

_ASKED = frozenset({"queued", "intent", "try", "retry", "answer", "withdrawn", "interrupted"})
"""Kinds of rows that belong to a request: its operation is named."""


_ROWS: Final = {
    "queued": "page.row_queued",
    "intent": "page.row_intent",
    "try": "page.row_try",
    "retry": "page.row_retry",
    "answer": "page.row_answer",
    "withdrawn": "page.row_withdrawn",
    "interrupted": "page.row_interrupted",
    "settled": "page.row_settled",
    "handled": "page.row_handled",
    "undone": "page.row_undone",
    "overrun": "page.row_overrun",
    "moved": "page.row_moved",
    "restored": "page.row_restored",
    "apart": "page.row_apart",
    "shared": "page.row_shared",
    "left": "page.row_left",
    HANDED_OVER: "page.row_handed_over",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the page; all plain text, safe to show.

    :param exact: a time in UTC as well, for who points at it.
    """

    name: str
    value: str
    exact: str = ""


@dataclass(frozen=True, slots=True)
class RowTexts:
    """One ledger row.

    :param time: local date and time; ``code`` is a code, why nothing came, or empty.
    """

    time: str
    what: str
    operator: str
    reason: str
    code: str
    state: str
    at: datetime


def who_and_when(session: Session, messages: Messages, desk: str = "", keeper: str = "") -> tuple[Fact, ...]:
    """Whom, by whom and when; times that are not known are left out.

    :param desk: what people call the desk of the team that began it.
    :param keeper: who of the team took it over.
    """
    target, text = session.target, messages.text
    source = text("ask.the_camera" if target.source is Source.CAMERA else "ask.the_screen")
    user = f"{visible(target.account)} · {source}"
    facts: list[tuple[str, ...]] = [
        (text("copied.room"), str(target.room)),
        (text("copied.user"), user),
        (text("copied.profile"), profile_text(session.profile, messages) or NOTHING),
        (text("page.relay"), f"{visible(target.host)} · {target.sdk_app_id}"),
        (text("page.operator"), " · ".join(filter(None, (visible(session.operator), visible(desk))))),
    ]
    if keeper:
        facts.append((text("page.keeper"), keeper))
    for key, when in (
        ("page.asked", session.asked_at),
        ("page.accepted", session.accepted_at),
        ("page.ended", session.ended_at),
    ):
        if when is not None:
            facts.append((text(key), local_stamp(when), exact_time(when)))
    if length := length_text(session, messages):
        facts.append((text("page.length"), length))
    if session.settled_by:
        facts.append((text("page.settled_by"), visible(session.settled_by)))
    return tuple(Fact(*fact) for fact in facts)


def asked_for(session: Session, messages: Messages) -> tuple[Fact, ...]:
    """What its start asked for besides its target, and staff's note."""
    text, facts, chosen = messages.text, [], []
    for option in START_OPTIONS:
        value = option.value(session.settings)
        if isinstance(value, SdkType):
            chosen.append(text(option.choices[value]))
        elif isinstance(value, bool):
            chosen += [text(option.words)] if value else []
        else:
            facts.append((text(option.words), _shown(value)))
    facts += [(text("page.options"), " · ".join(chosen)), (text("page.note"), visible(session.note))]
    return tuple(Fact(name, value or NOTHING) for name, value in facts)


def _shown(value: str | tuple[str, ...] | int | None) -> str:
    if isinstance(value, tuple):
        return " · ".join(map(visible, value))
    return "" if value is None else visible(str(value))


def row_text(entry: LedgerRow, messages: Messages) -> RowTexts:
    """A ledger row as text."""
    session = entry.session
    what = messages.text(_ROWS[entry.kind]) if entry.kind in _ROWS else entry.kind
    if entry.kind == HANDED_OVER and session.offer is not None:
        what = messages.text("page.row_offered", to=session.offer.to)
    if entry.kind in _ASKED:
        asked = "copied.start" if session.operation is Operation.START else "copied.stop"
        what = f"{messages.text(asked)} · {what}"
    at = datetime.fromisoformat(entry.at)
    return RowTexts(
        time=f"{at.astimezone():%Y-%m-%d %H:%M:%S}",
        what=visible(what),
        operator=visible(entry.operator),
        reason=visible(entry.reason),
        code=_came(entry, messages),
        state=shown(session, messages, at).short,
        at=at,
    )


def _came(entry: LedgerRow, messages: Messages) -> str:
    """The code that a row came with; the session keeps it, so only rows of an answer have it."""
    failure = entry.session.failure or entry.session.ended_with
    if failure is None or entry.kind not in ("answer", "retry", "interrupted"):
        return ""
    return str(failure.code) if failure.code is not None else messages.text(f"short.{failure.word}")
