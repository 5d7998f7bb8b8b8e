"""``simulator``: the practice service as a process of its own."""

from argparse import Namespace

from gui.commands.context import Context
from gui.commands.parsing import Commands
from gui.simulator import main as simulator


def add_to(commands: Commands) -> None:
    """Add the sub-command."""
    simulator.add_arguments(commands.add("simulator", _run))


def _run(_context: Context, arguments: Namespace) -> int:
    return simulator.run(arguments)
