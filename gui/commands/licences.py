"""``--licences``: the parts of the program and their licences, or the whole text of one."""

import argparse

from gui.commands import output
from gui.commands.parsing import Parser


class Licences(argparse.Action):
    """Prints the licences; reads them only then."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        _namespace: argparse.Namespace,
        values: object,
        _option_string: str | None = None,
    ) -> None:
        """Print, and end the command."""
        from gui.core.foundation.licences import licensed_parts, part_named

        if values is None:
            for part in licensed_parts():
                output.print_line(f"{part.name}: {part.licence}")
            output.print_line(Parser.messages.text("cli.licences.hint"))
        elif found := part_named(str(values)):
            output.print_line(found.text.rstrip("\n"))
        else:
            parser.error(Parser.messages.text("cli.licences.unknown", name=str(values)))
        parser.exit()
