"""``explain``: what a code, a local failure's word, or a whole log line means, and what to do about it."""

import re
import sys
from argparse import Namespace
from typing import Final

from gui.commands import output
from gui.commands.context import Context, Exit, WrongUse
from gui.commands.parsing import Commands
from gui.core.errors import Catalogue, Delivery, Entry, LocalFailure, Problem, codes_in
from gui.core.guidance import Guidance, for_problem
from gui.core.plain_text import visible
from gui.core.terms import Operation, signed_code

_TEXT_LIMIT: Final = 64 * 1024
_SMALL: Final = 1000
"""Codes below this are told from other small numbers of a log line by a label only."""
_SERVICE_RANGES: Final = (range(30000000, 30001000), range(60000, 100000))
_LABELLED: Final = re.compile(
    r"(?:result|code|错误码)[\"'\]]*\s*[:=：]?\s*[\"']?(-?\d{1,10})(?!\d)", re.IGNORECASE
)
_NUMBER: Final = re.compile(r"[+-]?\d{1,10}")
_UNANSWERED: Final = frozenset(
    {
        LocalFailure.TIMEOUT,
        LocalFailure.CONNECTION_LOST,
        LocalFailure.UNUSABLE_ANSWER,
        LocalFailure.HTTP_STATUS,
        LocalFailure.CANCELLED,
        LocalFailure.INTERRUPTED,
        LocalFailure.LEDGER_AFTER,
    }
)


def add_to(commands: Commands) -> None:
    """Add the sub-command."""
    parser = commands.add("explain", _run)
    parser.add_argument("--json", action="store_true", help=commands.help("json"))
    parser.add_argument("code", nargs="*", metavar="CODE", help=commands.help("code"))


def _run(context: Context, arguments: Namespace) -> int:
    words: list[str] = arguments.code
    text = _standard_input() if words in ([], ["-"]) else " ".join(words)
    found = keys_in(text)
    if not found:
        raise WrongUse(context.text("cli.explain.no_code", text=visible(text.strip(), 60)))
    for number, key in enumerate(found):
        if arguments.json:
            output.say_object(_fields(context.catalogue, key))
            continue
        if number:
            output.say("")
        for line in _lines(context, key):
            output.say(line)
    return Exit.ACCEPTED


def _standard_input() -> str:
    return sys.stdin.buffer.read(_TEXT_LIMIT).decode("utf-8", "replace")


def keys_in(text: str) -> tuple[int | str, ...]:
    """The codes (head codes negative) or local words that a text is about.

    A text of numbers only is taken number by number. In any other text, numbers behind *code* or *result*
    and large known codes count first: the rest of a log line is full of rooms, dates and ports.
    """
    tokens = text.replace(",", " ").replace("，", " ").split()
    if tokens and all(_NUMBER.fullmatch(token) for token in tokens):
        return tuple(dict.fromkeys(signed_code(int(token)) for token in tokens))
    words = [token.lower() for token in tokens if token.lower() in {word.value for word in LocalFailure}]
    if len(words) == len(tokens):
        return tuple(dict.fromkeys(words))
    known = {entry.key for entry in Catalogue().codes()}
    labelled = [signed_code(int(number)) for number in _LABELLED.findall(text)]
    numbers = codes_in(text)
    choices = (
        [code for code in labelled if str(code) in known]
        + [code for code in numbers if str(code) in known and abs(code) >= _SMALL],
        [code for code in (*labelled, *numbers) if any(code in codes for codes in _SERVICE_RANGES)],
        [0] if 0 in labelled else [],
    )
    return next((tuple(dict.fromkeys(codes)) for codes in choices if codes), ())


def _problem(key: int | str) -> Problem:
    if isinstance(key, int):
        return Problem(Delivery.ANSWERED, code=key)
    word = LocalFailure(key)
    return Problem(Delivery.NO_ANSWER if word in _UNANSWERED else Delivery.NEVER_SENT, word=word)


def _fields(catalogue: Catalogue, key: int | str) -> dict[str, object]:
    """One object for scripts; its words are the stable ones, description and solution the user's."""
    number = key if isinstance(key, int) else None
    fields: dict[str, object] = {"code": number, "problem": None if number is not None else key}
    if key == 0:
        return {**fields, "known": True, "description": None, "solution": None, "start": None, "stop": None}
    entry = catalogue.entry(key)
    problem = _problem(key)
    return {
        **fields,
        "known": entry.known,
        "family": entry.family,
        "description": entry.description,
        "solution": entry.solution,
        "start": _advice(for_problem(problem, Operation.START)),
        "stop": _advice(for_problem(problem, Operation.STOP)),
    }


def _advice(guidance: Guidance) -> dict[str, object]:
    return {
        "effect": guidance.effect.value,
        "who": guidance.who.value,
        "steps": [step.value for step in guidance.steps],
        "retry": guidance.retry.value,
    }


def _lines(context: Context, key: int | str) -> list[str]:
    if key == 0:
        return [context.text("cli.explain.success")]
    entry = context.catalogue.entry(key)
    return [
        _title(context, key, entry),
        context.text("cli.description_line", text=entry.description),
        context.text("cli.solution_line", text=entry.solution),
        *_operation_lines(context, key, Operation.START),
        *_operation_lines(context, key, Operation.STOP),
    ]


def _title(context: Context, key: int | str, entry: Entry) -> str:
    title = "cli.explain.title" if entry.known else "cli.explain.title_unknown"
    return context.text(title, code=key, family=entry.family)


def _operation_lines(context: Context, key: int | str, operation: Operation) -> list[str]:
    guidance = for_problem(_problem(key), operation)
    name = operation.name.lower()
    steps = "; ".join(context.text(f"step.{step.value}") for step in guidance.steps)
    lines = [
        context.text(f"cli.explain.on_{name}", effect=context.text(f"cli.effect.{name}.{guidance.effect}")),
        "  " + context.text("cli.who_line", who=context.text(f"who.{guidance.who.value}")),
        "  " + context.text("cli.steps_line", steps=steps),
    ]
    if guidance.retry.value != "none":
        lines.append("  " + context.text(f"cli.retry.{guidance.retry.value}"))
    if guidance.note:
        lines.append("  " + context.text(f"note.{guidance.note}"))
    if guidance.last_resort:
        lines.append("  " + context.text("note.last_resort"))
    return lines
