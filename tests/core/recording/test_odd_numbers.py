"""Result numbers of any size: a problem with its number, or an unusable answer; the target stays usable."""

from pathlib import Path

import pytest

from gui.core.batch.rows import read_batch
from gui.core.catalogue.errors import Catalogue, LocalFailure
from gui.core.catalogue.guidance_rows import for_problem
from gui.core.foundation.enums import Operation, Outcome
from gui.core.foundation.messages import LANGUAGES
from gui.core.reports.json_fields import session_fields
from tests.support.core.batches import opened
from tests.support.core.recorder_setup import START, STOP, desk, in_flight
from tests.support.network.raw_server import Asked, http, packet, raw_server

UNUSABLE = [2**63, -(2**63) - 1, 2**64 - 5, 10**300, "1" * 4500, True, 1e30]
KEPT = [2**63 - 1, -(2**63), 2**53 + 1, 2**32, -(2**31) - 1, 2**32 - 6]


@pytest.mark.parametrize("number", [*UNUSABLE, *KEPT], ids=lambda number: str(number)[:24])
async def test_an_odd_result_number_ends_in_a_problem_and_the_target_can_be_used_again(
    tmp_path: Path, number: object
) -> None:
    answers = iter([number])

    async def answer(asked: Asked) -> bytes:
        return http(packet(asked.seq, result=next(answers, 0)))

    async with raw_server(answer) as server, desk(tmp_path, url=server.url) as it:
        result = await it.recorder.start("Main", START)
        assert result.bug is None
        assert result.problem is not None
        assert result.session == await it.ledger.session("1")
        assert result.session is not None
        assert in_flight(tmp_path) == 0
        if number in KEPT:
            assert (result.outcome, result.problem.code) == (Outcome.REFUSED, number)
            assert session_fields(result.session, Catalogue("en"))["code"] == number
            assert for_problem(result.problem, Operation.START).steps
            for language in LANGUAGES:
                assert str(number) in Catalogue(language).of(result.problem).description
        else:
            assert result.outcome is Outcome.UNKNOWN
            assert result.problem.word is LocalFailure.UNUSABLE_ANSWER
        assert (await it.recorder.start("Main", START)).outcome is Outcome.ACCEPTED
        assert (await it.recorder.stop("Main", STOP)).outcome is Outcome.ACCEPTED


async def test_one_odd_number_in_a_batch_takes_no_other_row_along(tmp_path: Path) -> None:
    async def answer(asked: Asked) -> bytes:
        odd = b'"uint32_auth_key":3,' in asked.body
        return http(packet(asked.seq, result=2**63 if odd else 0))

    rows = "\n".join(["room,account,file_name", *(f"{room},a,f{room}" for room in range(1, 9))])
    batch = read_batch(rows.encode(), Operation.START)
    async with raw_server(answer) as server, desk(tmp_path, url=server.url) as it:
        async with opened(it, batch) as run:
            await run.run()
        outcomes = [result.outcome for result in run.results]
        assert outcomes == [Outcome.ACCEPTED] * 2 + [Outcome.UNKNOWN] + [Outcome.ACCEPTED] * 5
        assert run.bugs == []
