"""argparse classes: global options before or after a sub-command, no abbreviations, friendly errors."""

import argparse
import contextlib
import itertools
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NoReturn

from gui.commands import output
from gui.commands.context import Context, Exit
from gui.core.foundation.messages import LANGUAGES, Messages
from gui.core.foundation.plain_text import visible

SubCommand = Callable[[Context, argparse.Namespace], int]
"""A sub-command; returns the exit status."""
_GLOBAL_OPTIONS: Final = ("--profile", "--data-dir", "--language")


class Parser(argparse.ArgumentParser):
    """Ends with status 2, one line with what is wrong, and one with where help is."""

    messages: Messages
    """Set by make_parser: where its file is lost, the command says so."""
    given: Sequence[str] = ()
    """The arguments of the newest call, for the hint at a dash."""
    _prints = False

    def parse_known_args(  # type: ignore[override]  # argparse's own overloads, in one
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """As argparse has it; keeps the arguments."""
        self.given = sys.argv[1:] if args is None else list(args)
        return super().parse_known_args(args, namespace)

    def format_usage(self) -> str:
        """As argparse has it, with what :func:`need` marked outside the brackets."""
        with self._needed_shown():
            return super().format_usage()

    def format_help(self) -> str:
        """As argparse has it, with what :func:`need` marked outside the brackets."""
        with self._needed_shown():
            return super().format_help()

    def _get_formatter(self) -> argparse.HelpFormatter:
        """As argparse has it. While options are added, which tries their names only, of any width: the real
        one asks the terminal, by a module that no command needs otherwise."""
        return super()._get_formatter() if self._prints else argparse.HelpFormatter(self.prog, width=80)

    @contextlib.contextmanager
    def _needed_shown(self) -> Iterator[None]:
        needed = [action for action in self._actions if getattr(action, "needed", False)]
        for action in needed:
            action.required = True
        self._prints = True
        try:
            yield
        finally:
            self._prints = False
            # While it parses, argparse would stop at the first gap: the values' own checks name all of them.
            for action in needed:
                action.required = False

    def error(self, message: str) -> NoReturn:
        """Print the error and exit."""
        output.print_error(f"{self.prog}: {visible(message)}")
        if hint := self._dash_hint(message):
            output.print_error(hint)
        output.print_error(self.messages.text("cli.try_help", command=f"{self.prog} --help"))
        self.exit(Exit.USAGE)

    def exit(self, status: int = Exit.ACCEPTED, message: str | None = None) -> NoReturn:
        """End the command, after ``--help`` for one."""
        super().exit(output.exit_status(status), message)

    def _print_message(self, message: str, file: object = None) -> None:
        """As argparse has it, which keeps quiet where the text can't be written."""
        if message:
            show = output.print_line if file is sys.stdout else output.print_error
            show(message.removesuffix("\n"))

    def _dash_hint(self, message: str) -> str:
        """How to give what begins with a dash and is no option; empty where that is not what is wrong."""
        options = self._option_string_actions
        # argparse hands over its finished sentence; only of an argument it also tells which one.
        missing = message.startswith(self.messages.text("argparse.required").split("%s")[0])
        refused = sys.exception()
        about = refused.argument_name if isinstance(refused, argparse.ArgumentError) else None
        for option, value in itertools.pairwise(("", *self.given)):
            if not value.startswith("-") or value.split("=")[0] in options or value in ("-", "--"):
                continue
            action = options.get(option)
            if action is not None and action.nargs is None and option in (about or "").split("/"):
                return visible(self.messages.text("cli.value_with_dash", option=option, value=value))
            if action is None and missing:
                return visible(self.messages.text("cli.argument_with_dash", value=value))
        return ""


class Once(argparse.Action):
    """An option that may be given once: a second user or room is a mistake, not a correction."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,
    ) -> None:
        """Keep the value."""
        if getattr(namespace, self.dest, None) is not None:
            parser.error(Parser.messages.text("cli.given_twice", option=option_string or self.dest))
        setattr(namespace, self.dest, values)


def need(option: argparse.Action) -> None:
    """Show an option as one that has to be given; its absence is a complaint among the others."""
    option.needed = True  # type: ignore[attr-defined]  # a mark of ours on a class of argparse's


class Commands:
    """A set of sub-commands; each takes the global options too."""

    def __init__(
        self, subparsers: "argparse._SubParsersAction[Parser]", messages: Messages, prefix: str = "cli.help."
    ) -> None:
        self._subparsers = subparsers
        self._prefix = prefix
        self.messages = messages

    def add(
        self, name: str, run: SubCommand, *, reads: bool = False, sends: bool = False, brief: bool = False
    ) -> Parser:
        """A sub-command; its text is ``cli.help.<name>``.

        :param reads: it only reads the data folder.
        :param sends: it sends requests; any other must not speak of something that was not sent.
        :param brief: it is over in a moment: what it leaves lying needs no clearing up.
        """
        parser = self._make(name)
        parser.set_defaults(run=run, reads=reads, sends=sends, brief=brief)
        return parser

    def group(self, name: str, *, helps: bool = False) -> "Commands":
        """A sub-command that has sub-commands of its own.

        :param helps: without one of them it prints its help.
        """
        parser = self._make(name)
        if helps:
            parser.set_defaults(run=lambda _context, _arguments: _print_help(parser))
        inner = parser.add_subparsers(
            prog=parser.prog,
            metavar=self.messages.text("cli.metavar.command"),
            required=not helps,
            parser_class=Parser,
        )
        return Commands(inner, self.messages, f"{self._prefix}{name}.")

    def help(self, key: str) -> str:
        """The text of an option."""
        return self.messages.text(f"cli.option.{key}")

    def _make(self, name: str) -> Parser:
        words = self.messages.text(self._prefix + name)
        parser: Parser = self._subparsers.add_parser(name, help=words, description=words, allow_abbrev=False)
        add_global_options(parser, self.messages, repeated=True)
        return parser


def _print_help(parser: Parser) -> int:
    parser.print_help()
    return Exit.ACCEPTED


def add_global_options(parser: argparse.ArgumentParser, messages: Messages, *, repeated: bool) -> None:
    """Add ``--profile``, ``--data-dir`` and ``--language``.

    :param repeated: for a sub-command: what was given before it stays where it is not given again.
    """
    default = argparse.SUPPRESS if repeated else None
    options = parser.add_argument_group(messages.text("cli.global_options"))
    options.add_argument(
        "--profile", metavar="NAME", default=default, help=messages.text("cli.option.profile")
    )
    options.add_argument(
        "--data-dir", metavar="DIR", default=default, help=messages.text("cli.option.data_dir")
    )
    options.add_argument(
        "--language", choices=LANGUAGES, default=default, help=messages.text("cli.option.language")
    )


def language_in(arguments: Sequence[str]) -> str | None:
    """The language asked for, looked for before the parser is made, so that its own texts are in it."""
    for position, argument in enumerate(arguments):
        name, equals, value = argument.partition("=")
        if name == "--language":
            found = value if equals else next(iter(arguments[position + 1 : position + 2]), "")
            return found if found in LANGUAGES else None
        if argument == "--":
            return None
    return None


def command_in(arguments: Sequence[str]) -> str:
    """The sub-command, where nothing but global options with their values stands before it; else empty."""
    left = iter(arguments)
    for argument in left:
        name, equals, _value = argument.partition("=")
        if name not in _GLOBAL_OPTIONS:
            return "" if argument.startswith("-") else argument
        if not equals and next(left, "-").startswith("-"):
            return ""
    return ""


def only_options_of_the_window(arguments: Sequence[str]) -> bool:
    """Whether the arguments are options of the window and nothing else: no sub-command, no help."""
    left = iter(arguments)
    for argument in left:
        name, equals, _value = argument.partition("=")
        if name in (*_GLOBAL_OPTIONS, "--tour-folder"):
            if not equals:
                next(left, None)
        elif argument != "--tour":
            return False
    return True
