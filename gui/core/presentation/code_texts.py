"""The texts of the code reference: what a code means on a start and on a stop."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.catalogue.guidance import Retry
from gui.core.catalogue.guidance_rows import for_problem
from gui.core.foundation.enums import Operation
from gui.core.foundation.messages import Messages
from gui.core.foundation.plain_text import visible
from gui.core.foundation.times import local_time

UNANSWERED: Final = frozenset(
    {
        LocalFailure.TIMEOUT,
        LocalFailure.CONNECTION_LOST,
        LocalFailure.UNUSABLE_ANSWER,
        LocalFailure.UNREADABLE_ANSWER,
        LocalFailure.HTTP_STATUS,
        LocalFailure.CANCELLED,
        LocalFailure.INTERRUPTED,
        LocalFailure.APART,
        LocalFailure.LEDGER_AFTER,
        LocalFailure.LEDGER_RESTORED,
        LocalFailure.LEDGER_ROW,
        LocalFailure.PANEL_BUG_AFTER,
    }
)
"""Local failures after which nobody knows what the service did; after all others nothing was sent."""


@dataclass(frozen=True, slots=True)
class Advice:
    """One operation's part of the reference.

    :param effect: what the session is afterwards; ``steps`` in the order in which they are offered.
    """

    effect: str
    who: str
    steps: tuple[str, ...]
    notes: tuple[str, ...]


_SHOWN_KEYS: Final = {LocalFailure.APART.value: "desks"}
"""Words for scripts alone that staff read as another one."""


def shown_key(key: str) -> str:
    """A catalogue key as staff read it."""
    return _SHOWN_KEYS.get(key, key)


def problem_for(key: str) -> Problem:
    """The problem that a catalogue key stands for: a code as text, or a local failure's word."""
    if key.lstrip("-").isdigit():
        return Problem(Delivery.ANSWERED, code=int(key))
    word = LocalFailure(key)
    return Problem(Delivery.NO_ANSWER if word in UNANSWERED else Delivery.NEVER_SENT, word=word)


def advice(key: str, operation: Operation, messages: Messages) -> Advice:
    """What follows from a code on one operation."""
    guidance = for_problem(problem_for(key), operation)
    asked = "start" if operation is Operation.START else "stop"
    notes = [] if guidance.retry is Retry.NONE else [f"retry.{guidance.retry}"]
    notes += [f"note.{guidance.note}"] if guidance.note else []
    notes += ["note.last_resort"] if guidance.last_resort else []
    return Advice(
        messages.text(f"effect.{asked}_{guidance.effect}"),
        messages.text(f"who.{guidance.who}"),
        tuple(messages.text(f"step.{step}") for step in guidance.steps),
        tuple(messages.text(note) for note in notes),
    )


if TYPE_CHECKING:
    from gui.core.ledger.queries.history_queries import CodeHistory

_LONGEST_ACCOUNT = 64


def history_text(history: "CodeHistory | None", messages: Messages, now: datetime) -> str:
    """One line, or that the code never came.

    :param now: aware time; decides whether the day is named.
    """
    if history is None:
        return messages.text("history.never")
    line = messages.count(
        "history.times",
        history.count,
        time=local_time(history.last, now, messages),
        room=history.room,
        user=visible(history.account, _LONGEST_ACCOUNT),
    )
    then = messages.text(f"history.{history.then}") if history.then else ""
    return messages.text("history.line", line=line, then=then) if then else line
