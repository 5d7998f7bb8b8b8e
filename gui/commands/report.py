"""``report``: everything that is known of one session, without a secret, in one file for whoever can help."""

import asyncio
from argparse import Namespace
from pathlib import Path

from gui.commands import output
from gui.commands.context import Context, Exit, operator
from gui.commands.parsing import Commands, Once
from gui.commands.places import output_place
from gui.commands.sessions import Nobody
from gui.core.foundation.plain_text import visible


def add_to(commands: Commands) -> None:
    """Add the sub-command."""
    parser = commands.add("report", _run, reads=True)
    parser.add_argument("session", metavar="SESSION", help=commands.help("session"))
    parser.add_argument(
        "--output", action=Once, required=True, metavar="FILE.zip", help=commands.help("output")
    )


def _run(context: Context, arguments: Namespace) -> int:
    path = output_place(context, arguments.output, "--output")
    saved = asyncio.run(_save(context, arguments, path))
    output.print_line(context.text("cli.report.written", session=visible(saved, 40), path=visible(str(path))))
    return Exit.ACCEPTED


async def _save(context: Context, arguments: Namespace, path: Path) -> str:
    from gui.commands.team.team_names import session_id, team_names
    from gui.core.reports.report_bundle import save_report
    from gui.core.services import open_services

    async with open_services(context.usable_data_dir(), Nobody(), operator=operator()) as services:
        found = await session_id(context, services.ledger, arguments)
        await save_report(
            services.ledger,
            services.profiles,
            services.connections,
            found,
            path,
            context.messages,
            context.catalogue,
        )
        session = await services.ledger.session(found)
        names = None if session is None else await team_names(services.ledger, [session])
        return found if session is None or names is None else names.shown(session)
