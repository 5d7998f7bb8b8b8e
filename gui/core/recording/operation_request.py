"""The request for an operation on a target (start, stop, retry), and its result."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from gui.core.catalogue.errors import Problem
from gui.core.foundation.enums import Operation, Outcome
from gui.core.protocol.wire import Nonces, Packet
from gui.core.recording.bulk import Bulk
from gui.core.sessions.session import Session, Target
from gui.core.sessions.state_table import Plan

PacketMaker = Callable[[int, Nonces], Packet]
"""Makes the packet for an app id with fresh values."""


@dataclass(frozen=True, slots=True)
class OperationResult:
    """What came of one request.

    :param session: None where none was touched (busy, ledger not writable, profile missing).
    :param attempts: requests that this operation sent, or tried to send.
    :param bug: a bug that the operation met; outcome and session are what is known all the same. Whoever
        asked for it has to tell of it, with its traceback.
    """

    outcome: Outcome
    session: Session | None
    problem: Problem | None = None
    attempts: int = 0
    bug: Exception | None = None


@dataclass(frozen=True, slots=True)
class OperationRequest:
    """What staff want of a target.

    :param profile: whose connection it goes through; it has to lead to the target.
    :param session_id: the session it is for, where that is known before it begins.
    :param mark: what its intent's row keeps, such as the batch that it belongs to.
    :param bulk: what it was asked for together with; None where it is alone.
    """

    target: Target
    profile: str
    operation: Operation
    plan: Plan
    make_packet: PacketMaker
    operator: str
    session_id: str
    mark: Mapping[str, object] | None
    bulk: Bulk | None = None

    @property
    def name(self) -> str:
        """What it goes by while it is queued without a row."""
        return self.session_id or self.target.key

    @property
    def waits_in_the_ledger(self) -> bool:
        """Whether a new session is written before it waits for the rate limiter.

        A start's is: should the panel end first, nobody else knows that it was wanted. A batch goes by its
        file, and a recording that is to be stopped is in the list.
        """
        return self.operation is Operation.START and self.mark is None
