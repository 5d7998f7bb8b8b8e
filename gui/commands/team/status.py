"""``team status``: whether the team is reached, and what each desk sent and got."""

import asyncio
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from gui.commands import output
from gui.commands.context import Context, Exit
from gui.core.catalogue.details import words_of
from gui.core.foundation.plain_text import visible

if TYPE_CHECKING:
    from datetime import datetime

    from gui.core.team.board_status import DeskStatus, TeamStatus
    from gui.core.team.settings import TeamSettings


def run(context: Context, arguments: Namespace) -> int:
    """Print it; 4 where the team is not reached or does not get this desk's rows, or there is none."""
    from gui.core.team.settings import joined_team

    folder = context.usable_data_dir()
    joined = joined_team(folder)
    if joined is None:
        if arguments.json:
            output.print_object({"team": None, "reached": False})
        else:
            output.print_line(context.text("cli.team.in_none"))
        return Exit.NOT_SENT
    found = asyncio.run(looked(folder, joined))
    if arguments.json:
        output.print_object(_fields(context, found))
    else:
        _print(context, found)
    return Exit.ACCEPTED if found.reached and found.refuses is None else Exit.NOT_SENT


async def looked(folder: Path, joined: "TeamSettings") -> "TeamStatus":
    """The team as it is now."""
    from gui.core.ledger.ledger import Ledger
    from gui.core.team.board_status import team_status

    ledger = Ledger(folder)
    try:
        await ledger.open()
        return await team_status(folder, joined, ledger)
    finally:
        await ledger.close()


def print_remarks(context: Context, found: "TeamStatus") -> None:
    """What somebody should know although the team is reached."""
    for words in remarks(context, found):
        output.print_error(context.text("cli.warning", text=words))


def remarks(context: Context, found: "TeamStatus") -> list[str]:
    """The same as sentences."""
    from gui.core.presentation.team_texts import board_remarks

    return board_remarks(found.clock_off_s, found.hears_wake_ups, context.messages)


def reached_text(context: Context, found: "TeamStatus") -> str:
    """Whether the team is reached, and since when not."""
    why = visible(_why(context, found) or "", 400)
    if found.why is not None:
        return context.text("cli.team.not_reached", why=why, since=moment(context, found.since))
    if found.refuses is not None:
        return context.text("cli.team.refused", why=why)
    return context.text("cli.team.reached", place=visible(found.place))


def _why(context: Context, found: "TeamStatus") -> str | None:
    """Why the team is not reached, or does not take this desk's rows."""
    problem = found.why or found.refuses
    if problem is None:
        return None
    return words_of(problem, context.messages) or context.catalogue.of(problem).description


def role_text(context: Context, found: "TeamStatus") -> str:
    """What the server's administrator knows this desk by."""
    return context.text("cli.team.login_role", role=visible(found.role, 80))


def _print(context: Context, found: "TeamStatus") -> None:
    from gui.commands.text_table import table

    output.print_line(reached_text(context, found))
    this_desk = context.text("cli.team.this_desk", code=visible(found.code, 20))
    output.print_line(context.messages.sentences(this_desk, role_text(context, found)))
    if found.why is not None:
        return
    heard = "cli.team.heard" if found.hears_wake_ups else "cli.team.polled"
    output.print_line(context.text("cli.team.facts", form=found.form, offset=f"{found.clock_offset_s:+.1f}"))
    output.print_line(context.text(heard))
    output.print_line(context.messages.count("cli.team.unsent", found.unsent or 0))
    size = sum(not desk.former for desk in found.desks)
    output.print_line(context.messages.count("cli.team.size", size))
    columns = ("desk", "operator", "seen", "sent", "received")
    titles = [context.text(f"cli.team.column.{name}") for name in columns]
    for line in table(titles, [_row(context, one) for one in found.desks]):
        output.print_line(line)
    print_remarks(context, found)


def _row(context: Context, desk: "DeskStatus") -> list[str]:
    seen = moment(context, desk.seen)
    received = "–" if desk.own else str(desk.received)
    code = visible(desk.code, 20)
    if desk.former:
        code = context.text("cli.team.former_desk", code=code)
    return [code, visible(desk.operator, 40) or "–", seen, str(desk.sent), received]


def _fields(context: Context, found: "TeamStatus") -> dict[str, object]:
    return {
        "team": found.place,
        "desk": found.code,
        "role": found.role,
        "reached": found.reached,
        "since": _iso(found.since),
        "why": _why(context, found),
        "form": found.form or None,
        "clock_offset_s": round(found.clock_offset_s, 3) if found.reached else None,
        "wake_ups": ("heard" if found.hears_wake_ups else "polling") if found.reached else None,
        "last_row": found.last_own_row,
        "unsent": found.unsent,
        "size": sum(not desk.former for desk in found.desks) if found.reached else None,
        "desks": [
            {
                "desk": desk.code,
                "operator": desk.operator,
                "seen": _iso(desk.seen),
                "sent": desk.sent,
                "received": None if desk.own else desk.received,
                "own": desk.own,
                "former": desk.former,
            }
            for desk in found.desks
        ],
    }


def _iso(at: "datetime | None") -> str | None:
    from datetime import UTC

    return (
        None if at is None else at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    )


def moment(context: Context, at: "datetime | None") -> str:
    """A time as the list has it."""
    from datetime import UTC, datetime

    from gui.core.foundation.times import local_time

    return "–" if at is None else local_time(at, datetime.now(UTC), context.messages)
