"""The command ``recording-panel``: parses, and hands over to a sub-command or to the window.

Nothing here or in gui.commands imports Qt; the window's module is imported when it is to be opened.
"""

import argparse
import atexit
import contextlib
import gc
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from gui.commands import output
from gui.commands.argparse_translation import translate_argparse
from gui.commands.context import Context, Exit, WrongUse, given_operator, suggested_operator
from gui.commands.licences import Licences
from gui.commands.parsing import (
    Parser,
    add_global_options,
    command_in,
    language_in,
    only_options_of_the_window,
)
from gui.core.catalogue.errors import Problem
from gui.core.foundation.messages import Messages, system_language
from gui.core.foundation.own_program import PROGRAM, SELF_CHECK, own_version
from gui.core.foundation.paths import DATA_DIR_VARIABLE, RESOURCES, NoHome, UnusablePath
from gui.core.foundation.plain_text import visible
from gui.core.foundation.process_start import prepare_process
from gui.core.foundation.screen import NO_WINDOW
from gui.core.foundation.system import no_core_dumps
from gui.core.security.masked_process import masked_process

_NO_TEXTS: Final = "%s: a file of the program is missing or damaged: %s. Install the panel again."


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    :param arguments: without the program's name; None takes the process's own.
    :return: the exit status: 0 accepted, 1 refused, 2 wrong usage or values, 3 outcome unknown, 4 never sent,
        5 no window.
    :raises SystemExit: after ``--help``, ``--version`` and wrong usage.
    """
    prepare_process()
    output.prepare()
    no_core_dumps()
    with masked_process():
        return _main(arguments)


def _main(arguments: Sequence[str] | None) -> int:
    given = sys.argv[1:] if arguments is None else list(arguments)
    if given[:1] == [SELF_CHECK]:
        from gui import self_check

        return self_check.run(given[1:])
    asked_for = language_in(given)
    try:
        messages = Messages(asked_for or system_language())
    except (OSError, ValueError) as err:
        # Without its texts the program can say nothing else.
        path = visible(str(getattr(err, "filename", None) or RESOURCES))
        output.print_error(_NO_TEXTS % (PROGRAM, path))
        return Exit.NOT_SENT
    # The window's first paint waits for this: without a sub-command none is imported.
    whole = given[:1] != ["--version"] and not only_options_of_the_window(given)
    parser = make_parser(messages, whole=whole, only=command_in(given))
    parsed = parser.parse_args(given)
    if parsed.run is not _open_window and (parsed.tour or parsed.tour_folder):
        parser.error(parser.messages.text("cli.tour_is_of_the_window"))
    if parsed.sends:
        output.tells_of_requests()
    context = Context(
        messages.language, parsed.profile, parsed.data_dir, language_given=asked_for is not None
    )
    return output.exit_status(_run(context, parsed))


def _run(context: Context, parsed: argparse.Namespace) -> int:
    """Run the sub-command; whatever ends it early is printed."""
    try:
        with _logged(context, parsed), _no_collections(parsed):
            status: int = parsed.run(context, parsed)
    except WrongUse as err:
        for complaint in err.complaints:
            output.print_error(complaint)
        return Exit.USAGE
    except Problem as problem:
        from gui.commands.texts import of_reading, problem_lines

        told = of_reading(problem) if parsed.reads else problem
        for line in problem_lines(context, told, sends=parsed.sends):
            output.print_error(line)
        return Exit.NOT_SENT
    except UnusablePath as err:
        output.print_error(_path_text(context, err, str(err.filename)))
        return Exit.USAGE
    except OSError as err:
        # Of a file that the command was given, or of the data folder: no part of the panel is at fault.
        output.print_error(_path_text(context, err, str(err.filename or "")))
        return Exit.NOT_SENT
    except KeyboardInterrupt:
        # Before or beside a request: a request under way ends in its own way.
        return Exit.NOT_SENT
    except Exception:
        # Python's own status for this is 1, which here means that the service refused.
        output.print_bug()
        output.print_error(context.text("cli.bug"))
        return Exit.NOT_SENT
    return status


def _logged(context: Context, parsed: argparse.Namespace) -> "contextlib.AbstractContextManager[None]":
    """What sends or changes something is logged; the window has a log of its own."""
    if parsed.run is _open_window or parsed.reads:
        return contextlib.nullcontext()
    from gui.commands.command_log import command_log

    return command_log(context, parsed.run.__module__.rpartition(".")[2])


@contextlib.contextmanager
def _no_collections(parsed: argparse.Namespace) -> Iterator[None]:
    """For the life of a brief command: what it imports stays, and each collection would go through it."""
    collects = gc.isenabled()
    if parsed.brief:
        gc.disable()
    if parsed.run is not _open_window:
        # Python's last one, too: the process is over, and the system takes its memory back.
        atexit.unregister(gc.freeze)
        atexit.register(gc.freeze)
    try:
        yield
    finally:
        if parsed.brief:
            # To the oldest objects, unseen: else the next new one sets off a collection of them all.
            gc.freeze()
            gc.unfreeze()
        if collects:
            gc.enable()


def _path_text(context: Context, err: OSError, path: str) -> str:
    """What is wrong with a path, and the remedy where that is known."""
    # Not at the file's top: the start of the window goes through none of it.
    from gui.core.catalogue.system_errors import reason_of

    if isinstance(err, NoHome):
        return context.text("cli.no_home")
    if path.startswith(f"{RESOURCES}{os.sep}"):
        return context.text("cli.program_file_missing", path=visible(path))
    if not path:
        return f"{PROGRAM}: {reason_of(err, context.messages)}"
    return context.text("cli.path_unusable", path=visible(path), why=reason_of(err, context.messages))


def make_parser(messages: Messages, *, whole: bool = True, only: str = "") -> Parser:
    """The parser of the command; the man page and the completions are made from it, too.

    :param whole: with the sub-commands.
    :param only: with the group of this sub-command alone, where there is one of that name.
    """
    Parser.messages = messages
    translate_argparse(messages)
    parser = Parser(prog=PROGRAM, description=messages.text("cli.description"), allow_abbrev=False)
    parser.add_argument("--version", action=_Version, help=messages.text("cli.option.version"))
    parser.add_argument(
        "--licences",
        action=Licences,
        nargs="?",
        metavar="PART",
        default=argparse.SUPPRESS,
        help=messages.text("cli.option.licences"),
    )
    add_global_options(parser, messages, repeated=False)
    window = parser.add_argument_group(messages.text("cli.window_options"))
    window.add_argument("--tour", action="store_true", help=messages.text("cli.option.tour"))
    window.add_argument(
        "--tour-folder", type=Path, metavar="DIR", help=messages.text("cli.option.tour_folder")
    )
    parser.set_defaults(run=_open_window, reads=False, sends=False, brief=False)
    if whole:
        _add_commands(parser, only)
    return parser


def _add_commands(parser: Parser, only: str) -> None:
    # Not at the file's top: the start of the window goes through none of these files.
    from gui.commands.groups import groups_for
    from gui.commands.parsing import Commands

    subparsers = parser.add_subparsers(
        prog=parser.prog,
        title=parser.messages.text("cli.commands"),
        metavar=parser.messages.text("cli.metavar.command"),
        parser_class=Parser,
    )
    commands = Commands(subparsers, parser.messages)
    for add_to in groups_for(only):
        add_to(commands)


class _Version(argparse.Action):
    """Prints the version; looks it up only then."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str | None = None) -> None:
        super().__init__(option_strings, dest, nargs=0, default=argparse.SUPPRESS, help=help)

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        _namespace: argparse.Namespace,
        _values: object,
        _option_string: str | None = None,
    ) -> None:
        output.print_line(f"{PROGRAM} {own_version() or '(not installed)'}")
        parser.exit()


@contextlib.contextmanager
def _data_dir(context: Context, arguments: argparse.Namespace) -> Iterator[Path]:
    """The data folder; where none is named, the tour has one of its own, and no list keeps its rows."""
    if not arguments.tour or context.folder or os.environ.get(DATA_DIR_VARIABLE):
        yield context.data_dir
        return
    import tempfile

    # What Practice's service still writes at its end is no reason for a traceback.
    with tempfile.TemporaryDirectory(prefix="recording-panel-tour-data-", ignore_cleanup_errors=True) as made:
        yield Path(made)


def _open_window(context: Context, arguments: argparse.Namespace) -> int:
    # Until the window is ready: what is imported stays, and each collection would go through all of it.
    gc.disable()
    try:
        from gui.app import WindowOptions, run_window

        folder: Path | None = arguments.tour_folder
        if arguments.tour and folder is None:
            import secrets
            import tempfile

            # Made by the tour: where no window opens, none is left.
            folder = Path(tempfile.gettempdir()) / f"recording-panel-tour-{secrets.token_hex(8)}"
        with _data_dir(context, arguments) as data_dir:
            options = WindowOptions(
                data_dir,
                context.language,
                # The guided run asks nobody.
                given_operator() or ("Tour" if arguments.tour else ""),
                context.profile,
                folder,
                suggested_operator=suggested_operator(),
                language_given=context.language_given,
            )
            return run_window(options)
    except ImportError as err:
        from gui.core.foundation.window_libraries import library_in, missing_libraries

        if library_in(str(err)) is None:
            raise
        why = missing_libraries(str(err), context.messages, screen=bool(os.environ.get("DISPLAY")))
        output.print_error(context.text("cli.no_window.qt", reason=why))
        return NO_WINDOW
    finally:
        gc.enable()
