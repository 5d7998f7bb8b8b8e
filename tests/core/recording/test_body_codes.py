"""-1 in an answer's body is another number than -1 in its head."""

import json
from pathlib import Path

import pytest

from gui.core.catalogue.errors import Catalogue
from gui.core.catalogue.guidance import Who
from gui.core.catalogue.guidance_rows import for_problem
from gui.core.foundation.enums import Operation, Outcome, State
from gui.core.ledger.attempt_log import tried
from gui.core.presentation.code_texts import problem_for
from gui.core.security.redaction import register
from gui.core.session_list.packed_record import kind_of, packed, unpacked
from tests.support.core.recorder_setup import START, desk
from tests.support.network.raw_server import Asked, http, packet, raw_server


@pytest.mark.parametrize("code", [-1, -2, -3, -4, -5, 4294967291, 4294967293, 4294967295])
async def test_a_code_of_the_body_is_not_explained_by_the_heads_text(tmp_path: Path, code: int) -> None:
    async def refuse(asked: Asked) -> bytes:
        return http(packet(asked.seq, result=code))

    async with raw_server(refuse) as server, desk(tmp_path, url=server.url) as it:
        result = await it.recorder.start("Main", START)
        (kept,) = await it.ledger.sessions()
    assert (result.outcome, kept.state) == (Outcome.REFUSED, State.FAILED)
    # As the ledger keeps it, and as the list packs it.
    again = unpacked(packed(kept, named=False), kind_of(kept, ""), kept.target, kept.id, (1, 2), "")
    for session in (kept, again):
        assert session.failure is not None
        problem = session.failure.problem()
        entry = Catalogue().of(problem)
        assert (entry.key, entry.known) == (str(code), False)
        assert f"code {code}, which the panel does not know" in entry.description
        assert for_problem(problem, Operation.START).who is Who.VENDOR


@pytest.mark.parametrize("code", [-1, -3, 4294967295])
async def test_a_code_of_the_head_is_explained_as_before(tmp_path: Path, code: int) -> None:
    async def refuse(asked: Asked) -> bytes:
        answer = json.loads(packet(asked.seq))
        answer["reqhead"]["uint32_result"] = code
        return http(json.dumps(answer).encode())

    async with raw_server(refuse) as server, desk(tmp_path, url=server.url) as it:
        result = await it.recorder.start("Main", START)
    assert result.problem is not None
    assert Catalogue().of(result.problem).known


async def test_a_gateways_minus_one_is_not_the_heads_either(tmp_path: Path) -> None:
    async def refuse(_asked: Asked) -> bytes:
        return http(b'{"ActionStatus": "FAIL", "ErrorCode": -5, "ErrorInfo": "x"}')

    async with raw_server(refuse) as server, desk(tmp_path, url=server.url) as it:
        result = await it.recorder.start("Main", START)
    assert result.problem is not None
    assert (result.problem.code, Catalogue().of(result.problem).known) == (-5, False)


def test_a_code_that_is_looked_up_is_the_heads() -> None:
    assert Catalogue().of(problem_for("-1")).known


@pytest.mark.parametrize("between", ["", "\u200b", "\0"], ids=["escaped", "zero-width spaces", "zeros"])
async def test_a_usersig_that_a_relay_repeats_reaches_neither_ledger_nor_screen(
    tmp_path: Path, between: str
) -> None:
    canary = "canary-usersig-7f3a91c2e5"
    register(canary)
    repeated = between.join(canary) if between else "".join(f"\\u{ord(c):04x}" for c in canary)

    async def echo(asked: Asked) -> bytes:
        body = json.dumps({"W": 0, **json.loads(packet(asked.seq, result=30000999, str_fileID=["x", "@"]))})
        escaped = repeated.encode("unicode_escape").decode().replace("\\\\u", "\\u").replace("\\x", "\\u00")
        return http(body.replace('"str_errorinfo": ""', f'"str_errorinfo": "{escaped}"').encode())

    async with raw_server(echo) as server, desk(tmp_path, url=server.url) as it:
        result = await it.recorder.start("Main", START)
        rows = await it.rows()
        (attempt,) = tried(rows)
    assert result.problem is not None
    assert result.problem.message == "•••"
    assert json.loads(attempt.answer)["rspbody"]["rsp_0x5"]["str_errorinfo"] == "•••"
    assert "•••" in attempt.pretty_answer
    assert "canary" not in attempt.pretty_answer


async def test_an_answer_in_gbk_is_kept_with_its_own_words(tmp_path: Path) -> None:
    async def refuse(asked: Asked) -> bytes:
        text = (
            packet(asked.seq, result=30000411)
            .decode()
            .replace('"str_errorinfo": ""', '"str_errorinfo": "房间不存在"')
        )
        return http(text.encode("gbk"), content="application/json; charset=gbk")

    async with raw_server(refuse) as server, desk(tmp_path, url=server.url) as it:
        await it.recorder.start("Main", START)
        (attempt,) = tried(await it.rows())
    assert "房间不存在" in attempt.pretty_answer
