"""One request as it went, for the ledger's row; ledger/attempt_log.py reads it back. Holds no secret."""

from dataclasses import dataclass

from gui.core.catalogue.errors import Problem
from gui.core.protocol.exchange import Exchange
from gui.core.protocol.wire import Nonces, Packet
from gui.core.security.kept_text import kept_text


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
        exchange = self.exchange
        answer = exchange.text
        if not answer:
            # It came to no verdict. Nobody knows what a service repeats of what it was sent.
            came = exchange.beginning if exchange.status is None else exchange.answer
            answer = kept_text(came, exchange.encoding)
        return {
            "request": self.packet.encode().decode(),
            "random": self.nonces.random,
            "status": self.exchange.status,
            "answer": answer,
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
