"""What a code means on a start and on a stop, in words: for the code reference."""

from dataclasses import dataclass
from typing import Final

from gui.core.errors import Delivery, LocalFailure, Problem
from gui.core.guidance import Retry, for_problem
from gui.core.messages import Messages
from gui.core.terms import Operation

UNANSWERED: Final = frozenset(
    {
        LocalFailure.TIMEOUT,
        LocalFailure.CONNECTION_LOST,
        LocalFailure.UNUSABLE_ANSWER,
        LocalFailure.HTTP_STATUS,
        LocalFailure.CANCELLED,
        LocalFailure.INTERRUPTED,
        LocalFailure.LEDGER_AFTER,
        LocalFailure.LEDGER_ROW,
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
