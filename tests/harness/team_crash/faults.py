"""Rules of a team that are broken on purpose, in a child alone: what the harness has to find."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from gui.core.foundation.enums import Operation
from gui.core.ledger.travelling_row import TravellingRow
from gui.core.sessions.claimed import Claimed
from gui.core.team import board_copy
from gui.core.team.board_copy import EndedClaim
from gui.core.team.claims import Claims
from gui.core.team.request_claims import RequestClaims
from tests.harness.crash_child import replace_here


@dataclass(frozen=True)
class Fault:
    """One broken rule.

    :param ways: of desk_plans.py, what is done while it is broken; ``put_in`` breaks it in this process.
    """

    rule: str
    ways: tuple[str, ...]
    put_in: Callable[[], None]


def _release_early() -> None:
    """The claim ends with the intent's rows, not with the outcome's."""

    asked: list[str] = []
    real = RequestClaims.claim

    async def claim(
        self: RequestClaims, target_key: str, operation: Operation | None, operator: str
    ) -> Claimed:
        claimed = await real(self, target_key, operation, operator)
        asked.append(target_key)
        return claimed

    async def changed(self: RequestClaims) -> None:
        while asked:
            self.client.copy.end_claim(EndedClaim(self.client.claims.process, asked.pop()))
        self.client.copy.wake()

    replace_here(RequestClaims, "claim", claim)
    replace_here(RequestClaims, "changed", changed)


def _skip_rows() -> None:
    """Of each page the first row is passed over."""

    def page_of(rows: Sequence[TravellingRow]) -> Sequence[TravellingRow]:
        return rows[1:] if len(rows) > 1 else rows

    replace_here(board_copy, "page_of", page_of)


def _hold_for_ever() -> None:
    """Nobody asks whether the lease has run out before the first byte leaves."""

    def holds(_self: Claims, _target: str) -> bool:
        return True

    replace_here(Claims, "holds", holds)


FAULTS: Final = {
    "released_early": Fault("a claim ends with its outcome's rows", ("start", "stop"), _release_early),
    "rows_skipped": Fault("all rows are sent", ("several starts", "backlog"), _skip_rows),
    "claim_unchecked": Fault("no byte leaves on a lease that ran out", ("suspended",), _hold_for_ever),
}
