"""The groups of sub-commands: only those that the command line asks for are imported."""

from collections.abc import Callable

from gui.commands.parsing import Commands

AddTo = Callable[[Commands], None]
"""Adds the sub-commands of one group."""


def groups_for(command: str) -> tuple[AddTo, ...]:
    """The group that a sub-command is in; all of them, as help shows them, for any other word."""
    match command:
        case "start" | "stop":
            from gui.commands import start_stop

            return (start_stop.add_to,)
        case "batch":
            from gui.commands import batch

            return (batch.add_to,)
        case "sessions" | "settle":
            from gui.commands import sessions

            return (sessions.add_to,)
        case "explain":
            from gui.commands import explain

            return (explain.add_to,)
        case "report":
            from gui.commands import report

            return (report.add_to,)
        case "doctor":
            from gui.commands import doctor

            return (doctor.add_to,)
        case "profile":
            from gui.commands import profile

            return (profile.add_to,)
        case "team":
            from gui.commands.team import team_group

            return (team_group.add_to,)
        case "ledger":
            from gui.commands import ledger

            return (ledger.add_to,)
        case "simulator":
            from gui.commands import simulator

            return (simulator.add_to,)
    first = ("start", "batch", "sessions", "explain", "report", "doctor")
    words = (*first, "profile", "team", "ledger", "simulator")
    return tuple(add_to for word in words for add_to in groups_for(word))
