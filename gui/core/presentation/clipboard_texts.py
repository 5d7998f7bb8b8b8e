"""The texts that staff paste into a chat, a mail or a ticket: for the administrator and for the vendor.

They hold no secret: nothing of a profile but its name, and the service's text passes the redactor.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from gui.core.catalogue.details import words_of
from gui.core.catalogue.errors import Activity, Catalogue, Delivery, Problem, of_operation
from gui.core.catalogue.guidance import Step
from gui.core.foundation.messages import Messages
from gui.core.foundation.plain_text import visible
from gui.core.ledger.attempt_log import AttemptRecord
from gui.core.presentation.customer_texts import question
from gui.core.presentation.state_texts import shown
from gui.core.presentation.vod_table import vod_text
from gui.core.security.redaction import masked
from gui.core.sessions.offered_steps import problem_of
from gui.core.sessions.session import Session

WORDS_LIMIT: Final = 500
"""Characters of the service's own text that a copied text holds."""
_LISTED: Final = 5
"""Attempts that a copied report lists, the newest of them."""

_ADMINISTRATOR_KEYS: Final = {1: "copied.please_allow", 2: "copied.please_top_up"}


def administrator_request(session: Session, messages: Messages, catalogue: Catalogue) -> str:
    """What the administrator is asked to do, and the facts that they need."""
    found = problem_of(session)
    code = None if found is None else found[0].code
    key = _ADMINISTRATOR_KEYS.get(code or 0, "copied.please_look")
    return "\n".join([messages.text(key), *_facts(session, messages, catalogue, ())])


def report_text(
    session: Session,
    messages: Messages,
    catalogue: Catalogue,
    attempts: Sequence[AttemptRecord] = (),
) -> str:
    """A short report for the vendor: code, operation, room, account, app, time in UTC, seq, its own text.

    :param attempts: what was tried; the newest give seq and times.
    """
    lines = [messages.text("copied.report"), *_facts(session, messages, catalogue, attempts)]
    for one in [one for one in attempts if one.came][-_LISTED:]:
        parts = (_utc(one.at), messages.text(f"copied.{of_operation(one.operation)}"), one.came, _seq(one))
        lines.append("  " + " · ".join(part for part in parts if part))
    return "\n".join(lines)


def problem_text(
    problem: Problem, activity: Activity, messages: Messages, catalogue: Catalogue, now: datetime
) -> str:
    """The report of a problem that touched no session."""
    lines = [messages.text("copied.report"), *_failure(problem, activity, messages, catalogue)]
    lines.append(_line(messages, "time", _utc(now)))
    return "\n".join(lines)


def _facts(
    session: Session, messages: Messages, catalogue: Catalogue, attempts: Sequence[AttemptRecord]
) -> list[str]:
    found = problem_of(session)
    lines = [] if found is None else _failure(found[0], of_operation(found[1]), messages, catalogue)
    target = session.target
    sent = [one for one in attempts if one.came]
    at = sent[-1].at if sent else session.changed_at
    values = {
        "state": shown(session, messages, session.changed_at).text,
        "room": str(target.room),
        "user": visible(target.account),
        "source": messages.text("ask.the_camera" if target.source == 0 else "ask.the_screen"),
        "app": str(target.sdk_app_id),
        "host": target.host,
        "profile": visible(session.profile),
        "file_name": visible(session.settings.file_name),
        "time": _utc(at),
        "seq": str(sent[-1].seq or "") if sent else "",
        "tries": str(session.attempts),
    }
    return lines + [_line(messages, name, value) for name, value in values.items() if value]


def _failure(problem: Problem, activity: Activity, messages: Messages, catalogue: Catalogue) -> list[str]:
    entry = catalogue.of(problem)
    lines = [
        _line(messages, "code", f"{entry.key} · {messages.text(f'copied.{activity}')} · {entry.family}"),
        _line(messages, "description", entry.description),
    ]
    if words := words_of(problem, messages):
        name = "words" if problem.delivery is Delivery.ANSWERED else "details"
        lines.append(_line(messages, name, visible(masked(words), WORDS_LIMIT)))
    return lines


def _line(messages: Messages, name: str, value: str) -> str:
    return messages.text("copied.line", name=messages.text(f"copied.{name}"), value=value)


def _seq(one: AttemptRecord) -> str:
    return "" if one.seq is None else f"seq {one.seq}"


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"


def step_text(
    step: Step, session: Session, messages: Messages, catalogue: Catalogue, attempts: Sequence[AttemptRecord]
) -> str:
    """The text for the clipboard; empty for a step that does something else."""
    match step:
        case Step.COPY_QUESTION:
            return question(session, messages)
        case Step.COPY_ADMIN_REQUEST:
            return administrator_request(session, messages, catalogue)
        case Step.COPY_REPORT:
            return report_text(session, messages, catalogue, attempts)
        case Step.COPY_FOR_VOD:
            return vod_text((session,), messages)
    return ""
