"""``ledger backup|restore|prune``: copies of the record on this computer, and the removal of old months."""

import sys
from argparse import Namespace
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gui.commands import output
from gui.commands.context import Context, Exit, WrongUse, operator
from gui.commands.parsing import Commands, Once
from gui.commands.places import output_place
from gui.core.catalogue.details import words_of
from gui.core.catalogue.errors import LocalFailure, Problem
from gui.core.foundation.paths import exists, given_path
from gui.core.foundation.plain_text import visible
from gui.core.foundation.text_cleaning import plain_digits

if TYPE_CHECKING:
    from gui.core.batch.run_keeping import MonthsPlan
    from gui.core.ledger.keeping.restore import RestorePlan

_YES: Final = ("y", "yes", "是")
_MIB: Final = 1024 * 1024
_MOST_LISTED: Final = 50


def add_to(commands: Commands) -> None:
    """Add the group."""
    group = commands.group("ledger", helps=True)
    backup = group.add("backup", _backup, reads=True)
    backup.add_argument("file", metavar="FILE", help=commands.help("backup_file"))
    backup.add_argument("--replace", action="store_true", help=commands.help("backup_replace"))
    restore = group.add("restore", _restore)
    restore.add_argument("file", metavar="FILE", help=commands.help("restore_file"))
    restore.add_argument("--yes", action="store_true", help=commands.help("yes"))
    prune = group.add("prune", _prune)
    prune.add_argument(
        "--before", action=Once, required=True, metavar="DATE", help=commands.help("prune_before")
    )
    prune.add_argument("--with-kept-copies", action="store_true", help=commands.help("with_kept_copies"))
    prune.add_argument("--yes", action="store_true", help=commands.help("yes"))


def _backup(context: Context, arguments: Namespace) -> int:
    from gui.core.ledger.keeping.backup import back_up
    from gui.core.ledger.place import is_there

    folder = context.usable_data_dir()
    try:
        file = output_place(context, arguments.file, "FILE")
        if exists(file) and not arguments.replace:
            raise WrongUse(context.text("cli.ledger.backup.exists", path=_shown(file)))
        if not is_there(folder):
            output.print_error(context.text("cli.ledger.backup.nothing"))
            return Exit.NOT_SENT
        done = back_up(folder, file)
    except Problem as problem:
        if problem.word is not LocalFailure.FILE:
            raise
        output.print_error(context.text("cli.ledger.backup.failed", why=_words(context, problem)))
        return Exit.NOT_SENT
    size = max(1, done.size // _MIB)
    contents = done.contents
    output.print_line(
        context.messages.count(
            "cli.ledger.backup.done", contents.sessions, rows=contents.rows, size=size, path=_shown(done.path)
        )
    )
    return Exit.ACCEPTED


def _restore(context: Context, arguments: Namespace) -> int:
    from gui.core.batch.run_keeping import look_before_putting_back, put_back
    from gui.core.services import TEAM_FILE

    file, folder = given_path(arguments.file), context.usable_data_dir()
    try:
        plan = look_before_putting_back(folder, file)
        for line in _restore_lines(context, plan, file):
            output.print_line(line)
        if plan.there and not _agreed(context, "cli.ledger.restore.ask", yes=arguments.yes):
            return Exit.NOT_SENT
        done = put_back(folder, file, operator(), datetime.now(UTC))
    except Problem as problem:
        if problem.word is not LocalFailure.FILE:
            raise
        raise WrongUse(context.text("cli.ledger.restore.unusable", why=_words(context, problem))) from problem
    output.print_line(context.text("cli.ledger.restore.done"))
    if exists(folder / TEAM_FILE):
        output.print_line(context.text("cli.ledger.restore.team"))
    if done.kept is not None:
        output.print_line(context.text("cli.ledger.restore.kept", path=_shown(done.kept)))
    return Exit.ACCEPTED


def _restore_lines(context: Context, plan: "RestorePlan", file: Path) -> Iterator[str]:
    from gui.core.foundation.times import local_stamp

    contents, messages = plan.contents, context.messages
    last = local_stamp(datetime.fromisoformat(contents.last)) if contents.last else "–"
    yield messages.count("cli.ledger.restore.plan", contents.sessions, path=_shown(file), last=last)
    if plan.there and not plan.readable:
        yield context.text("cli.ledger.restore.unreadable")
    if plan.missing:
        yield messages.count("cli.ledger.restore.missing", plan.missing)
    if plan.carried:
        yield messages.count("cli.ledger.restore.carried", plan.carried)
    if plan.unknown:
        yield messages.count("cli.ledger.restore.unknown", plan.unknown)


def _prune(context: Context, arguments: Namespace) -> int:
    from gui.core.batch.run_keeping import look_before_removal, remove_months
    from gui.core.ledger.place import is_there

    before, folder = month_of(context, arguments.before), context.usable_data_dir()
    if not is_there(folder):
        output.print_line(context.text("cli.sessions.none_at_all"))
        return Exit.ACCEPTED
    with_copies: bool = arguments.with_kept_copies
    found = look_before_removal(folder, before)
    for line in _prune_lines(context, found, with_copies=with_copies):
        output.print_line(line)
    if not (found.plan.sessions or found.logs or (with_copies and found.plan.copies.own)):
        return Exit.ACCEPTED
    if not _agreed(context, "cli.ledger.prune.ask", yes=arguments.yes):
        return Exit.NOT_SENT
    done = remove_months(folder, before, with_copies=with_copies).plan
    output.print_line(context.messages.count("cli.ledger.prune.done", done.sessions, rows=done.rows))
    if with_copies and found.plan.copies.own:
        output.print_line(context.messages.count("cli.ledger.prune.copies_gone", len(found.plan.copies.own)))
    return Exit.ACCEPTED


def month_of(context: Context, given: str) -> datetime:
    """The begin of the month that a typed date lies in.

    :raises WrongUse: for what is no date, or has not come yet.
    """
    from gui.core.ledger.keeping.months import NotPast, month_begin

    try:
        return month_begin(plain_digits(given), datetime.now(UTC))
    except NotPast as err:
        raise WrongUse(context.text("cli.ledger.prune.not_past", date=visible(given, 40))) from err
    except ValueError as err:
        raise WrongUse(context.text("cli.ledger.prune.no_date", date=visible(given, 40))) from err


def _prune_lines(context: Context, found: "MonthsPlan", *, with_copies: bool) -> Iterator[str]:
    from gui.commands.texts import session_line

    plan, messages = found.plan, context.messages
    day = f"{plan.before:%Y-%m-%d}"
    yield messages.count("cli.ledger.prune.plan", plan.sessions, rows=plan.rows, day=day, left=plan.left)
    if found.logs:
        yield messages.count("cli.ledger.prune.logs", len(found.logs))
    if plan.kept:
        yield messages.count("cli.ledger.prune.kept", len(plan.kept))
    for one in plan.kept[:_MOST_LISTED]:
        yield f"  {context.text(f'cli.ledger.why.{one.why.value}')} {session_line(context, one.session)}"
    if len(plan.kept) > _MOST_LISTED:
        yield f"  {messages.count('cli.ledger.prune.more', len(plan.kept) - _MOST_LISTED)}"
    if plan.copies.own:
        yield context.text("cli.ledger.prune.copies_too" if with_copies else "cli.ledger.prune.copies")
        yield from (f"  {_shown(path)}" for path in plan.copies.own)
    if plan.copies.others:
        yield context.text("cli.ledger.prune.others")
        yield from (f"  {_shown(path)}" for path in plan.copies.others)


def _agreed(context: Context, question: str, *, yes: bool) -> bool:
    """Whether a person wants it; without one, only what was said before counts.

    :raises WrongUse: where nobody can be asked.
    """
    if yes:
        return True
    if sys.stdin is None or not sys.stdin.isatty():
        raise WrongUse(context.text("cli.ledger.needs_yes"))
    output.print_error(f"{context.text(question)} [y/N]")
    if sys.stdin.readline().strip().casefold() in _YES:
        return True
    output.print_error(context.text("cli.ledger.nothing_changed"))
    return False


def _words(context: Context, problem: Problem) -> str:
    return visible(words_of(problem, context.messages))


def _shown(path: Path) -> str:
    return visible(str(path))
