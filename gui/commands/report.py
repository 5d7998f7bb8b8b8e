"""``report``: everything that is known of one session, without a secret, in one file for whoever can help."""

import asyncio
from argparse import Namespace
from pathlib import Path

from gui.commands import output
from gui.commands.context import Context, Exit, WrongUse, operator
from gui.commands.parsing import Commands, Once
from gui.commands.places import output_place
from gui.commands.sessions import Nobody
from gui.core.foundation.plain_text import is_broken, visible
from gui.core.foundation.text_cleaning import plain_digits


def add_to(commands: Commands) -> None:
    """Add the sub-command."""
    parser = commands.add("report", _run, reads=True)
    parser.add_argument("session", metavar="SESSION", help=commands.help("session"))
    parser.add_argument(
        "--output", action=Once, required=True, metavar="FILE.zip", help=commands.help("output")
    )


def _run(context: Context, arguments: Namespace) -> int:
    path = output_place(context, arguments.output, "--output")
    session_id = plain_digits(arguments.session).strip()
    asyncio.run(_save(context, session_id, path))
    output.print_line(
        context.text("cli.report.written", session=visible(session_id, 40), path=visible(str(path)))
    )
    return Exit.ACCEPTED


async def _save(context: Context, session_id: str, path: Path) -> None:
    from gui.core.reports.report_bundle import save_report
    from gui.core.services import open_services

    async with open_services(context.usable_data_dir(), Nobody(), operator=operator()) as services:
        if is_broken(session_id) or await services.ledger.session(session_id) is None:
            raise WrongUse(context.text("cli.settle.no_session", session=visible(session_id, 40)))
        await save_report(
            services.ledger,
            services.profiles,
            services.connections,
            session_id,
            path,
            context.messages,
            context.catalogue,
        )
