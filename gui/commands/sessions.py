"""``sessions`` lists what this computer knows, ``settle`` writes a decision. Neither sends anything."""

import contextlib
from argparse import Namespace
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from gui.commands import output
from gui.commands.context import Context, Exit, WrongUse, operator
from gui.commands.parsing import Commands, Once
from gui.core.catalogue.details import words_of
from gui.core.catalogue.errors import Problem
from gui.core.foundation.enums import State
from gui.core.foundation.plain_text import is_broken, visible
from gui.core.foundation.text_cleaning import comparable, plain_digits

if TYPE_CHECKING:
    from contextlib import AsyncExitStack
    from datetime import datetime

    from gui.core.ledger.ledger import Ledger
    from gui.core.ledger.read_only import ReadOnlyLedger
    from gui.core.sessions.session import Session

_DECISIONS: Final = {"ended": State.STOPPED, "recording": State.RECORDING}


def add_to(commands: Commands) -> None:
    """Add both sub-commands."""
    listing = commands.add("sessions", _list, reads=True, brief=True)
    listing.add_argument("--all", action="store_true", help=commands.help("all"))
    form = listing.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help=commands.help("json"))
    form.add_argument("--export", action=Once, metavar="FILE", help=commands.help("export"))
    settle = commands.add("settle", _settle, brief=True)
    settle.add_argument("session", metavar="SESSION", help=commands.help("session"))
    settle.add_argument(
        "decision", type=comparable, choices=tuple(_DECISIONS), help=commands.help("decision")
    )
    settle.add_argument("--reason", default="", metavar="TEXT", help=commands.help("reason"))
    settle.add_argument("--json", action="store_true", help=commands.help("json"))


class Nobody:
    """Listens to nothing: the list is read once."""

    def session_changed(self, session: object) -> None:
        """Not of interest."""

    def progress_changed(self, session_id: str, progress: object) -> None:
        """Not of interest."""


def _list(context: Context, arguments: Namespace) -> int:
    from datetime import UTC, datetime

    now = datetime.now(UTC)
    everything: bool = arguments.all
    if arguments.export is not None:
        return _export(context, arguments.export, now, everything=everything)
    found = _read(context, now, everything=everything)
    if arguments.json:
        from gui.core.reports.json_fields import session_fields

        for session in found:
            output.print_object(session_fields(session, context.catalogue))
    elif found:
        for line in _table(context, found, now):
            output.print_line(line)
    else:
        output.print_line(context.text("cli.sessions.none_at_all" if everything else "cli.sessions.none"))
    return Exit.ACCEPTED


def _export(context: Context, given: str, now: "datetime", *, everything: bool) -> int:
    import asyncio
    from contextlib import AsyncExitStack

    from gui.commands.sessions_export import checked_path, in_slices, save
    from gui.core.ledger.ledger import Ledger
    from gui.core.reports.session_export import of_all

    path = checked_path(context, given)

    async def run() -> str:
        if everything:
            async with AsyncExitStack() as stack:
                ledger = await readable_ledger(context, stack)
                paged = of_all(ledger) if isinstance(ledger, Ledger) else in_slices(await ledger.sessions())
                return await save(context, paged, path)
        return await save(context, in_slices(await _concluded(context, now, everything=False)), path)

    output.print_line(asyncio.run(run()))
    return Exit.ACCEPTED


def _read(context: Context, now: "datetime", *, everything: bool) -> "list[Session]":
    """The sessions to list, in their order."""
    from contextlib import ExitStack

    from gui.core.ledger.at_rest import opened_at_rest
    from gui.core.ledger.queries.session_queries import CHANGED_ON, WHERE_ALL, WHERE_OPEN

    folder = context.usable_data_dir()
    find, trouble = None, None
    with ExitStack() as stack:
        try:
            find = stack.enter_context(opened_at_rest(folder))
        except Problem as problem:
            trouble = problem
        if find is not None:
            found = find(WHERE_ALL if everything else WHERE_OPEN, ())
            later = {target: find(CHANGED_ON, (target, row)) for target, row in _failed(found).items()}
            return _chosen(found, later, now, everything=everything)
    import asyncio

    return asyncio.run(_concluded(context, now, everything=everything, trouble=trouble))


async def _concluded(
    context: Context, now: "datetime", *, everything: bool, trouble: Problem | None = None
) -> "list[Session]":
    """The same, once what dead processes left is concluded, or of a ledger that can't be written.

    :param trouble: what kept it from being opened a moment ago.
    """
    from contextlib import AsyncExitStack

    async with AsyncExitStack() as stack:
        ledger = await readable_ledger(context, stack, trouble)
        found = await (ledger.sessions() if everything else ledger.open_sessions())
        later = {target: await ledger.changed_on(target, row) for target, row in _failed(found).items()}
    return _chosen(found, later, now, everything=everything)


def _chosen(
    found: "Sequence[Session]",
    later: "Mapping[str, Sequence[Session]]",
    now: "datetime",
    *,
    everything: bool,
) -> "list[Session]":
    """Those that need attention first, then live ones, then the rest; the newest first in each.

    :param later: for each target of :func:`_failed` its sessions that changed after the first failure.
    """
    from gui.core.foundation.system import boot_moment
    from gui.core.sessions.boot_time import moment_of

    cleared, boot = _cleared(found, later), boot_moment()
    needing = {
        session.id
        for session in found
        if session.needs_attention(moment_of(session, now, boot)) and session.id not in cleared
    }
    wanted = [session for session in found if everything or session.live or session.id in needing]
    return sorted(wanted, key=lambda s: (s.id not in needing, not s.live, -int(s.id)))


async def readable_ledger(
    context: Context, stack: "AsyncExitStack", trouble: Problem | None = None
) -> "Ledger | ReadOnlyLedger":
    """The ledger; where it can't be written, what can be read of it, with a note on stderr.

    :param trouble: what kept it from being opened a moment ago: it is not waited for again.
    """
    from gui.core.ledger.read_only import READABLE, opened_read_only

    folder = context.usable_data_dir()
    try:
        if trouble is not None:
            raise trouble
        from gui.core.services import open_services

        services = await stack.enter_async_context(open_services(folder, Nobody(), operator=operator()))
    except Problem as problem:
        if problem.word not in READABLE:
            raise
        with contextlib.suppress(Problem):
            ledger = await stack.enter_async_context(opened_read_only(folder))
            told = visible(words_of(problem, context.messages))
            output.print_error(context.text("cli.sessions.read_only", message=told))
            return ledger
        raise
    return services.ledger


def _failed(sessions: "Iterable[Session]") -> dict[str, int]:
    """The targets of failures that nobody has handled, each with the row of its first one."""
    first: dict[str, int] = {}
    for session in sessions:
        if session.state is State.FAILED and not session.handled:
            key = session.target.key
            first[key] = min(session.row, first.get(key, session.row))
    return first


def _cleared(sessions: "Sequence[Session]", later: "Mapping[str, Sequence[Session]]") -> set[str]:
    """Failures that a later success on the same target cleared, or that a later one like them stands for."""
    from gui.core.sessions.failure_groups import FailureGroups

    groups = FailureGroups(sessions)
    succeeded = {
        target: max((session.succeeded_row for session in changed), default=0)
        for target, changed in later.items()
    }
    return {
        session.id
        for session in sessions
        if groups.stands_behind(session)
        or (
            session.state is State.FAILED
            and not session.handled
            and session.row < succeeded[session.target.key]
        )
    }


def _table(context: Context, sessions: "Sequence[Session]", now: "datetime") -> list[str]:
    from gui.commands.text_table import table
    from gui.commands.texts import profile_text, state_text
    from gui.core.foundation.times import local_time
    from gui.core.presentation.state_texts import user_text

    columns = ("session", "state", "room", "user", "started", "files", "file_name", "profile")
    titles = [context.text(f"cli.sessions.{name}") for name in columns]
    rows = [
        [
            session.id,
            state_text(context, session),
            str(session.target.room),
            user_text(session, context.messages),
            local_time(session.accepted_at or session.asked_at, now, context.messages),
            str(len(session.file_ids) or "–"),
            visible(session.settings.file_name, 40),
            profile_text(context, session.profile),
        ]
        for session in sessions
    ]
    return table(titles, rows)


def _settle(context: Context, arguments: Namespace) -> int:
    import asyncio

    from gui.commands.texts import session_line
    from gui.core.reports.json_fields import session_fields

    session_id = plain_digits(arguments.session).strip()
    reason: str = arguments.reason
    if is_broken(reason):
        raise WrongUse(f"--reason: {context.text('cli.complaint.not_text')}")
    session = asyncio.run(_decide(context, session_id, _DECISIONS[arguments.decision], reason))
    if arguments.json:
        output.print_object(session_fields(session, context.catalogue))
    else:
        output.print_line(session_line(context, session))
    return Exit.ACCEPTED


async def _decide(context: Context, session_id: str, state: State, reason: str) -> "Session":
    from gui.commands.texts import state_text
    from gui.core.services import open_services
    from gui.core.sessions.settle import may_settle

    async with open_services(context.usable_data_dir(), Nobody(), operator=operator()) as services:
        session = None if is_broken(session_id) else await services.ledger.session(session_id)
        if session is None:
            raise WrongUse(context.text("cli.settle.no_session", session=visible(session_id, 40)))
        if not may_settle(session, state):
            words = state_text(context, session)
            raise WrongUse(context.text("cli.settle.not_now", session=session.id, state=words))
        return await services.recorder.settle(session.id, state, reason)
