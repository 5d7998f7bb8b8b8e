"""What the panel was doing when a problem came up that touched no session."""

from enum import StrEnum

from gui.core.terms import Operation


class Errand(StrEnum):
    """It heads the problem: a decision that was not written must not read like a start that was not sent."""

    START = "start"
    STOP = "stop"
    DECIDE = "decide"
    """A person's decision or mark, written to the ledger."""
    READ = "read"
    """Reading the ledger, on request or by itself."""
    CONNECT = "connect"
    """Getting a profile's connection ready ahead of the first click."""
    SAVE = "save"
    """Writing a file: a report, a preset, an export."""

    @property
    def operation(self) -> Operation:
        """The operation whose guidance fits; what asked for none is guided as a start that was never sent."""
        return Operation.STOP if self is Errand.STOP else Operation.START


def of_operation(operation: Operation) -> Errand:
    """The errand of a request."""
    return Errand.START if operation is Operation.START else Errand.STOP
