"""One request as it went, for the ledger's row; ledger/attempt_log.py reads it back. Holds no secret."""

from dataclasses import dataclass
from typing import Final

from gui.core.catalogue.errors import Problem
from gui.core.protocol.exchange import Exchange
from gui.core.protocol.wire import Nonces, Packet
from gui.core.security.redaction import masked

ANSWER_KEPT_BYTES: Final = 64 * 1024
"""How much of an answer the ledger keeps."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One request as it went: for the ledger's rows, the timeline and the report. Holds no secret.

    :param queued: when it was asked for, and ``written`` when its intent was durable, both of the monotonic
        clock; None where that is not known.
    """

    packet: Packet
    nonces: Nonces
    exchange: Exchange
    problem: Problem | None
    file_ids: tuple[str, ...] = ()
    queued: float | None = None
    written: float | None = None

    def detail(self) -> dict[str, object]:
        """What the ledger keeps of it."""
        # Nobody knows what a service repeats of what it was sent. A secret may lie across the cut.
        answer = masked(self.exchange.answer[: 2 * ANSWER_KEPT_BYTES].decode("utf-8", "replace"))
        return {
            "request": self.packet.encode().decode(),
            "random": self.nonces.random,
            "status": self.exchange.status,
            "answer": answer[:ANSWER_KEPT_BYTES],
            "answer_bytes": len(self.exchange.answer),
            "milliseconds": self.milliseconds(),
            "reused": self.exchange.reused,
        }

    def milliseconds(self) -> dict[str, int]:
        """The steps reached, in milliseconds since it was asked for."""
        if self.queued is None or self.written is None:
            return self.exchange.milliseconds()
        earlier = round((self.exchange.began - self.queued) * 1000)
        sent = {name: earlier + ms for name, ms in self.exchange.milliseconds().items()}
        return {"queued": 0, "written": round((self.written - self.queued) * 1000), **sent}
