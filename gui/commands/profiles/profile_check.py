"""``profile test``: whether a profile reaches its relay, one line for each check."""

import asyncio
from argparse import Namespace
from typing import TYPE_CHECKING

from gui.commands import output
from gui.commands.context import Context, Exit
from gui.commands.parsing import Commands
from gui.commands.profiles.profile_choice import chosen, profiles
from gui.commands.text_table import padded, width
from gui.core.catalogue.errors import Delivery, Problem

if TYPE_CHECKING:
    from gui.core.connection.preflight import Finding


def add_to(group: Commands) -> None:
    """Add the sub-command."""
    parser = group.add("test", _test)
    parser.add_argument("name", nargs="?", metavar="NAME", help=group.help("profile_name"))
    parser.add_argument("--json", action="store_true", help=group.help("json"))


def _test(context: Context, arguments: Namespace) -> int:
    problems = asyncio.run(_check(context, chosen(context, arguments.name), as_json=arguments.json))
    if any(problem.delivery is Delivery.ANSWERED for problem in problems):
        return Exit.REFUSED
    if any(problem.delivery is Delivery.NO_ANSWER for problem in problems):
        return Exit.UNKNOWN
    return Exit.NOT_SENT if problems else Exit.ACCEPTED


async def _check(context: Context, name: str, *, as_json: bool) -> list[Problem]:
    """Print each finding as it comes; returns the problems."""
    from gui.commands.heartbeat import with_heartbeat
    from gui.core.connection.connections import Connections
    from gui.core.connection.preflight import preflight

    found = profiles(context)
    connections = Connections(found, context.data_dir)
    problems = []
    try:
        async for finding in with_heartbeat(context, preflight(found.get(name), connections)):
            if as_json:
                output.print_object(finding_fields(context, name, finding))
            else:
                for line in finding_lines(context, finding):
                    output.print_line(line)
            problems += [finding.problem] if finding.problem is not None else []
    finally:
        await connections.close()
    return problems


def finding_fields(context: Context, profile: str, finding: "Finding") -> dict[str, object]:
    """One check as an object; ``ok`` is false for red."""
    problem = finding.problem
    first = finding_lines(context, finding, plain=True)
    return {
        "profile": profile,
        "check": finding.check.value,
        "ok": problem is None,
        "light": finding.light.value,
        "detail": first[0],
        "solution": None if problem is None else _solution(context, finding, problem),
        "code": None if problem is None else problem.code,
        "problem": None if problem is None or problem.word is None else problem.word.value,
    }


def finding_lines(context: Context, finding: "Finding", *, plain: bool = False) -> list[str]:
    """What was found, and the remedy where something is wrong.

    :param plain: without the light and the check's name.
    """
    from gui.commands.texts import problem_lines
    from gui.core.connection.finding_texts import finding_text
    from gui.core.connection.preflight import Light

    check = context.text(f"preflight.check.{finding.check}")
    if finding.problem is None:
        words = [finding_text(finding, context.messages)]
    elif finding.key:
        remedy = context.text("cli.solution_line", text=_solution(context, finding, finding.problem))
        details = problem_lines(context, finding.problem)[2:]
        words = [context.text(f"preflight.{finding.key}"), remedy, *details]
    else:
        words = problem_lines(context, finding.problem)
    if plain:
        return words
    lights = {light: context.text(f"preflight.{light}") for light in Light}
    light = padded(lights[finding.light], max(map(width, lights.values())))
    first = context.text("preflight.line", light=light, check=check, text=words[0])
    return [first, *(f"  {line}" for line in words[1:])]


def _solution(context: Context, finding: "Finding", problem: Problem) -> str:
    if finding.key:
        return context.text(f"preflight.{finding.key}_remedy")
    return context.catalogue.of(problem).solution
