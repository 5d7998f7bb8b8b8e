"""``profile export|import``: profiles for another computer, without their secrets."""

import asyncio
from argparse import Namespace
from pathlib import Path

from gui.commands import output
from gui.commands.context import Context, Exit, WrongUse
from gui.commands.parsing import Commands
from gui.commands.places import output_place
from gui.commands.profiles.profile_choice import chosen, profiles
from gui.core.foundation.paths import exists, given_path
from gui.core.foundation.plain_text import visible


def add_to(group: Commands) -> None:
    """Add the two sub-commands."""
    out = group.add("export", _export)
    out.add_argument("file", metavar="FILE", help=group.help("export_file"))
    into = group.add("import", _import)
    into.add_argument("file", metavar="FILE", help=group.help("import_file"))


def _export(context: Context, arguments: Namespace) -> int:
    from gui.core.foundation.enums import PRACTICE_NAME
    from gui.core.profiles.credentials import known_secrets
    from gui.core.profiles.transfer import export_profiles

    given: Path = arguments.file
    path = output_place(context, given, "FILE")
    found = profiles(context)
    real = [profile for profile in found.all() if profile.name != PRACTICE_NAME]
    if context.profile is not None:
        if (name := chosen(context, None)) == PRACTICE_NAME:
            raise WrongUse(context.text("cli.export.practice"))
        real = [found.get(name)]
    if not real:
        raise WrongUse(context.text("cli.export.nothing"))
    if exists(path):
        raise WrongUse(context.text("cli.export.exists", path=visible(str(path))))
    export_profiles(path, real, asyncio.run(known_secrets(real)), found.path.parent)
    names = ", ".join(visible(profile.name) for profile in real)
    output.print_line(context.text("cli.export.done", path=visible(str(path)), names=names))
    return Exit.ACCEPTED


def _import(context: Context, arguments: Namespace) -> int:
    from gui.core.profiles.transfer import InvalidImport, complaint_lines, import_profiles, note_lines

    given: Path = arguments.file
    path = given_path(given)
    try:
        notes = import_profiles(path, profiles(context))
    except InvalidImport as err:
        refused = context.text("cli.import.refused", path=visible(str(path)))
        raise WrongUse(refused, *complaint_lines(err.complaints, context.messages, path.name)) from err
    for line in note_lines(notes, context.messages):
        output.print_line(line)
    return Exit.ACCEPTED
