"""Outcomes that the ledger could not take when they came, kept until it takes them."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from gui.core.catalogue.errors import Problem
from gui.core.ledger.rows import Note
from gui.core.recording.operation_request import OperationResult
from gui.core.recording.ports import RowWriter
from gui.core.sessions.session import Session

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class UnwrittenOutcome:
    """What is to be written, and what is to be told of it once it is.

    :param along: how many of the sessions, the last ones, are not the request's own.
    """

    sessions: tuple[Session, ...]
    note: Note
    result: OperationResult
    along: int = 0


class UnwrittenOutcomes:
    """One for each target at most: its next operation writes it first.

    :param written_late: is told of the sessions as the ledger has them by then.
    """

    def __init__(
        self, ledger: RowWriter, written_late: Callable[[tuple[Session, ...]], Awaitable[None]]
    ) -> None:
        self._ledger = ledger
        self._written_late = written_late
        self._by_target: dict[str, UnwrittenOutcome] = {}

    def waits(self, target_key: str) -> bool:
        """Whether a target's outcome is not in the ledger yet."""
        return target_key in self._by_target

    async def write_or_keep(
        self, target_key: str, outcome: UnwrittenOutcome, *, last_resort: bool
    ) -> tuple[Session, ...]:
        """Write an outcome; one that the ledger can't take now is kept, and what kept it is raised.

        :param last_resort: keep it whatever is raised; else only where that is a Problem.
        :raises Problem: where the ledger can't take it.
        """
        try:
            return await self._ledger.end(outcome.sessions, outcome.note)
        except Problem as problem:
            self._by_target[target_key] = outcome
            log.info("an outcome can't be written yet: %s", problem)
            raise
        except Exception as bug:
            if last_resort:
                self._by_target[target_key] = outcome
                log.warning("an outcome can't be written yet: %s", type(bug).__name__)
            raise

    async def write(self, target_key: str) -> OperationResult | None:
        """Try once more to write a target's outcome; None where there is none.

        :raises Problem: where the ledger still can't take it.
        """
        outcome = self._by_target.pop(target_key, None)
        if outcome is None:
            return None
        try:
            written = await self._ledger.end(outcome.sessions, outcome.note)
        except BaseException:
            self._by_target[target_key] = outcome
            raise
        log.info("an outcome was written late: session %s", written[0].id)
        await self._written_late(written)
        return replace(outcome.result, session=written[-1 - outcome.along])

    async def write_all(self) -> None:
        """Write those that the ledger takes now."""
        for key in tuple(self._by_target):
            try:
                await self.write(key)
            except Problem:
                return
