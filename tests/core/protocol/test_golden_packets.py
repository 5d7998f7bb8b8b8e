"""What leaves the panel equals, byte for byte, the packets written by hand from PROTOCOL.md, "Packet"."""

from dataclasses import dataclass

import pytest

from gui.core.foundation.enums import SdkType, Source
from gui.core.protocol.exchange import Exchange
from gui.core.protocol.request import StartRequest, StopRequest
from gui.core.protocol.wire import Nonces
from tests.support.core.relay_client import APP, USERSIG, open_client
from tests.support.network.raw_server import raw_server
from tests.support.tree import GOLDEN


@dataclass(frozen=True)
class Case:
    name: str
    request: StartRequest | StopRequest
    nonces: Nonces
    identifier: str = "admin"
    usersig: str = USERSIG


CASES = (
    Case(
        "start_full",
        StartRequest(
            room=10001,
            account="王芳",
            source=Source.SCREEN,
            sdk_type=SdkType.IOT,
            file_name="直播课 第1节",
            tags=("数学", 'a "b"'),
            class_id=0,
            transcode=True,
            screenshot=True,
            watermark=True,
        ),
        Nonces(random=4294967295, seq=123, cookie="5655"),
    ),
    Case(
        "start_minimum",
        StartRequest(room=4294967295, account="user1", file_name="10001_20001"),
        Nonces(random=0, seq=0, cookie="5655"),
        identifier="desk&co=1",
    ),
    Case(
        "stop",
        StopRequest(room=0, account="user1", source=Source.SCREEN),
        Nonces(random=77, seq=4294967295, cookie=""),
        identifier="管理",
        usersig="签+x=",
    ),
)


def golden(name: str) -> bytes:
    return (GOLDEN / name).read_bytes().removesuffix(b"\n")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_a_packet_leaves_as_it_is_written_in_the_documents(case: Case) -> None:
    async with (
        raw_server() as server,
        open_client(server.url, identifier=case.identifier, usersig=case.usersig) as client,
    ):
        await client.send(case.request.packet(APP, case.nonces), case.nonces.random, Exchange())
    (asked,) = server.asked
    assert asked.method == "POST"
    assert asked.target.encode() == golden(f"{case.name}.target.txt")
    assert asked.body == golden(f"{case.name}.body.json")
    assert asked.headers["content-type"] == "application/json"


async def test_random_seq_and_cookie_are_fresh_for_each_request() -> None:
    made = [Nonces.fresh() for _ in range(50)]
    assert len({nonces.random for nonces in made}) == 50
    assert len({nonces.seq for nonces in made}) == 50
    assert len({nonces.cookie for nonces in made}) == 50
    assert all(0 <= number <= 4294967295 for nonces in made for number in (nonces.random, nonces.seq))
