"""What staff ask of recordings: which of two clicks are one and the same."""

import pytest

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.protocol.request import StartRequest
from gui.widgets.runtime.bridge import Bridge


@pytest.fixture
def bridge() -> Bridge:
    """Takes clicks, although its ledger can't be opened."""
    bridge = Bridge()
    bridge.refuse_with(Problem(Delivery.NEVER_SENT, word=LocalFailure.LEDGER))
    return bridge


async def test_a_second_click_on_start_is_the_same_one(bridge: Bridge) -> None:
    request = StartRequest(room=1, account="eve", file_name="lesson")
    assert bridge.recordings.start("Main", request)
    assert not bridge.recordings.start("Main", request)
    assert bridge.recordings.start("Main", request.model_copy(update={"account": "bob"}))
    await bridge.close(wait_s=1.0)


async def test_the_same_room_and_user_through_two_profiles_are_told_apart(bridge: Bridge) -> None:
    request = StartRequest(room=1, account="eve", file_name="lesson")
    assert bridge.recordings.start("Main", request)
    assert bridge.recordings.start("Main 1", request)
    await bridge.close(wait_s=1.0)
