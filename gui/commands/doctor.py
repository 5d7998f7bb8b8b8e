"""``doctor``: whether data folder, computer and profiles can be used, and how to mend a ledger."""

import asyncio
import errno
import os
import shutil
from argparse import Namespace
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

from gui.commands import output
from gui.commands.checks.computer import computer, ways_out
from gui.commands.checks.found import Found, looked
from gui.commands.checks.team import is_joined, team
from gui.commands.context import Context, Exit, operator
from gui.commands.parsing import Commands
from gui.core.catalogue.details import Detail, words_of
from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.catalogue.system_errors import of_file, of_system_error, reason_of
from gui.core.foundation.folder_rights import open_to_group, open_to_others
from gui.core.foundation.paths import UnusablePath, exists, is_folder
from gui.core.foundation.plain_text import visible
from gui.core.foundation.screen import NO_WINDOW

_ROOM_NEEDED: Final = 50 * 1024 * 1024
"""Bytes; below this the disk counts as full: a ledger needs room before each request."""
_DETAIL_LIMIT: Final = 4000
"""A command with all packages that are missing has to be whole: it is pasted."""


def add_to(commands: Commands) -> None:
    """Add the sub-command."""
    parser = commands.add("doctor", _run)
    parser.add_argument(
        "--move-damaged-ledger", action="store_true", help=commands.help("move_damaged_ledger")
    )
    parser.add_argument("--json", action="store_true", help=commands.help("json"))


def _run(context: Context, arguments: Namespace) -> int:
    if arguments.move_damaged_ledger:
        _move(context)
    problems, window = [], True
    folder, without = _place(context)
    logged = () if folder is None else (looked("log", partial(_log, context, folder)),)
    for found in (*(without or _findings(context)), *logged, *computer(context)):
        _print_found(context, found, as_json=arguments.json)
        problems += [] if found.problem is None else [found.problem]
        window = window and not (found.check == "window" and found.amber)
    if folder is not None and _is_readable(folder):
        problems += asyncio.run(_ways_out(context, as_json=arguments.json))
    if problems:
        return Exit.NOT_SENT
    return Exit.ACCEPTED if window else NO_WINDOW


def _place(context: Context) -> tuple[Path | None, tuple[Found, ...]]:
    """The data folder; where there can be none, what is wrong instead."""
    try:
        return context.data_dir, ()
    except UnusablePath as err:
        problem = of_system_error(err, Path(str(err.filename)), LocalFailure.LEDGER)
        return None, (Found("folder", "", problem),)


def _print_found(context: Context, found: Found, *, as_json: bool) -> None:
    if not as_json:
        _print_lines(context, found)
        return
    problem = found.problem
    word = None if problem is None or problem.word is None else problem.word.value
    message = found.detail if problem is None else words_of(problem, context.messages)
    light = "red" if problem is not None else "amber" if found.amber else "green"
    fields = {"check": found.check, "ok": problem is None, "problem": word, "detail": message, "light": light}
    output.print_object({"profile": None, **fields})


async def _ways_out(context: Context, *, as_json: bool) -> list[Problem]:
    """The preflight of each profile; profiles that can't be read have been reported."""
    from gui.commands.heartbeat import with_heartbeat
    from gui.commands.profiles.profile_check import finding_fields, finding_lines

    problems, heading = [], ""
    try:
        async for profile, finding in with_heartbeat(context, ways_out(context, context.data_dir)):
            problems += [] if finding.problem is None else [finding.problem]
            if as_json:
                output.print_object(finding_fields(context, profile.name, finding))
                continue
            if heading != profile.name:
                heading = profile.name
                output.print_line(context.text("cli.doctor.profile_heading", name=visible(heading)))
            for line in finding_lines(context, finding):
                output.print_line(f"  {line}")
    except Problem:
        return problems
    return problems


def _print_lines(context: Context, finding: Found) -> None:
    from gui.commands.texts import problem_lines

    name = context.text(f"cli.doctor.{finding.check}")
    if finding.problem is None:
        output.print_line(f"{'▲' if finding.amber else '✓'} {name}: {visible(finding.detail, _DETAIL_LIMIT)}")
        return
    output.print_line(f"✕ {name}")
    for line in problem_lines(context, finding.problem, sends=False):
        output.print_line(f"  {line}")


def _move(context: Context) -> None:
    """Move a damaged ledger aside; one that can be read stays where it is."""
    from gui.core.ledger.salvage import is_damaged, set_aside

    folder = context.usable_data_dir()
    if not is_damaged(folder):
        output.print_error(context.text("cli.doctor.not_damaged"))
        return
    done = set_aside(folder, operator(), datetime.now(UTC))
    output.print_error(
        context.text(
            "cli.doctor.moved", path=visible(str(done.aside)), rows=done.rows, sessions=done.sessions
        )
    )


def _findings(context: Context) -> Iterator[Found]:
    folder = context.data_dir
    yield looked("folder", partial(_folder, context, folder))
    if _is_readable(folder):
        yield looked("room", partial(_room, folder))
        yield looked("ledger", partial(_ledger, folder))
        yield looked("profiles", partial(_profiles, folder))
        if is_joined(folder):
            yield looked("team", partial(team, context, folder))


def _is_readable(folder: Path) -> bool:
    return is_folder(folder) and os.access(folder, os.R_OK | os.X_OK)


def _folder(context: Context, folder: Path) -> Found:
    """There and usable, or still to be made."""
    there = next(path for path in (folder, *folder.parents) if exists(path))
    if there == folder and not _is_readable(folder):
        return _unusable(LocalFailure.LEDGER_UNREADABLE, Detail("data_folder.unreadable", where=str(there)))
    if not (is_folder(there) and os.access(there, os.W_OK | os.X_OK)):
        return _unusable(LocalFailure.LEDGER, Detail("data_folder.unwritable", where=str(there)))
    if there != folder:
        return Found("folder", context.text("cli.doctor.folder_new", path=folder))
    if names := open_to_others(folder):
        text = context.text("cli.doctor.folder_open", path=folder, what=", ".join(names))
        return Found("folder", text, amber=True)
    if open_to_group(folder):
        return Found("folder", context.text("cli.doctor.folder_shared", path=folder))
    return Found("folder", str(folder))


def _log(context: Context, folder: Path) -> Found:
    """Where the log is, and whether it can be written; it never keeps the panel from working."""
    from gui.core.traces.places import log_folder, make_log_folder

    logs: Path | None = None
    try:
        logs = log_folder(folder)
        make_log_folder(logs)
        if not os.access(logs, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(logs))
    except OSError as err:
        why = reason_of(err, context.messages)
        shown = context.text("cli.doctor.log_unwritable", path=logs or "–", why=why)
        return Found("log", shown, amber=True)
    return Found("log", str(logs))


def _unusable(word: LocalFailure, detail: Detail) -> Found:
    return Found("folder", "", Problem(Delivery.NEVER_SENT, word=word, detail=detail))


def _room(folder: Path) -> Found:
    free = shutil.disk_usage(folder).free
    room = f"{free // (1024 * 1024)} MiB"
    if free >= _ROOM_NEEDED:
        return Found("room", room)
    detail = Detail("data_folder.full", {"free": room}, str(folder))
    return Found("room", "", Problem(Delivery.NEVER_SENT, word=LocalFailure.LEDGER, detail=detail))


def _ledger(folder: Path) -> Found:
    from gui.core.ledger.place import LEDGER_NAME, is_there
    from gui.core.ledger.salvage import is_damaged

    path = folder / LEDGER_NAME
    if not is_there(folder):
        return Found("ledger", "–")
    try:
        asyncio.run(_open(folder))
        damaged = is_damaged(folder)
    except Problem as problem:
        return Found("ledger", "", problem)
    except OSError as err:
        # It is copied to be read: a full disk keeps it from that.
        return Found("ledger", "", of_file(err, folder, LocalFailure.LEDGER))
    if damaged:
        found = Problem(Delivery.NEVER_SENT, word=LocalFailure.LEDGER_DAMAGED, message=str(path))
        return Found("ledger", "", found)
    return Found("ledger", str(path))


async def _open(folder: Path) -> None:
    from gui.core.ledger.ledger import Ledger

    ledger = Ledger(folder)
    try:
        await ledger.open()
    finally:
        await ledger.close()


def _profiles(folder: Path) -> Found:
    from gui.core.profiles.profiles import Profiles

    found = Profiles(folder)
    try:
        found.load()
    except Problem as problem:
        return Found("profiles", "", problem)
    return Found("profiles", str(len(found.all())))
