"""``explain``: what a code, a local failure's word, or a whole log line means, and what to do about it."""

import sys
from argparse import Namespace
from typing import Final

from gui.commands import output
from gui.commands.context import Context, Exit, WrongUse
from gui.commands.parsing import Commands
from gui.core.catalogue.codes_in_text import keys_in
from gui.core.catalogue.errors import Catalogue, CatalogueEntry
from gui.core.catalogue.guidance import Guidance
from gui.core.catalogue.guidance_rows import for_problem
from gui.core.foundation.enums import Operation
from gui.core.foundation.plain_text import visible
from gui.core.presentation.code_texts import advice, problem_for

_TEXT_LIMIT: Final = 64 * 1024


def add_to(commands: Commands) -> None:
    """Add the sub-command."""
    parser = commands.add("explain", _run, reads=True, brief=True)
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
            output.print_object(_fields(context.catalogue, key))
            continue
        if number:
            output.print_line("")
        for line in _lines(context, key):
            output.print_line(line)
    return Exit.ACCEPTED


def _standard_input() -> str:
    return sys.stdin.buffer.read(_TEXT_LIMIT).decode("utf-8", "replace")


def _fields(catalogue: Catalogue, key: int | str) -> dict[str, object]:
    """One object for scripts: stable keywords; description and solution in the user's language."""
    number = key if isinstance(key, int) else None
    fields: dict[str, object] = {"code": number, "problem": None if number is not None else key}
    if key == 0:
        return {**fields, "known": True, "description": None, "solution": None, "start": None, "stop": None}
    entry = catalogue.entry(key)
    problem = problem_for(str(key))
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


def _title(context: Context, key: int | str, entry: CatalogueEntry) -> str:
    title = "cli.explain.title" if entry.known else "cli.explain.title_unknown"
    return context.text(title, code=key, family=entry.family)


def _operation_lines(context: Context, key: int | str, operation: Operation) -> list[str]:
    found = advice(str(key), operation, context.messages)
    lines = [
        context.text(f"cli.explain.on_{operation.name.lower()}", effect=found.effect),
        context.text("cli.who_line", who=found.who),
        context.text("cli.steps_line", steps="; ".join(found.steps)),
        *found.notes,
    ]
    return [lines[0], *(f"  {line}" for line in lines[1:])]
