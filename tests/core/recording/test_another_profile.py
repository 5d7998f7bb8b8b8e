"""A recording that another profile of the same relay and app carries on: whose name it bears."""

from pathlib import Path

import pytest

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.foundation.enums import Outcome, State
from gui.core.network.relay_client import RelayClient
from tests.support.core.recorder_setup import START, STOP, Desk, desk


async def two_profiles(it: Desk) -> None:
    it.relays.names = {"Main", "new"}
    await it.started()


async def test_a_start_by_another_profile_on_the_same_target_bears_its_name(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        await two_profiles(it)
        result = await it.recorder.start("new", START)
        assert result.session is not None
        assert result.session.profile == "new"
        assert {session.profile for session in await it.ledger.sessions()} == {"new"}


async def test_a_stop_by_another_profile_bears_its_name_in_the_list(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        await two_profiles(it)
        result = await it.recorder.stop("new", STOP)
        assert result.outcome is Outcome.ACCEPTED
        assert [session.profile for session in await it.ledger.sessions()] == ["new"]


async def test_a_further_attempt_by_another_profile_bears_its_name(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        it.relays.names = {"Main", "new"}
        it.simulator.leave(990001, "alice")
        failed = await it.recorder.start("Main", START)
        assert failed.session is not None
        assert failed.session.state is State.FAILED
        it.simulator.enter(990001, "alice")
        again = await it.recorder.start_again(failed.session.id, "new")
        assert again.session is not None
        assert (again.session.state, again.session.profile) == (State.RECORDING, "new")


async def test_a_stop_that_never_left_leaves_the_name_of_the_profile_that_carries_it(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        await two_profiles(it)

        async def no_credential() -> RelayClient:
            raise Problem(Delivery.NEVER_SENT, word=LocalFailure.CREDENTIAL)

        it.relays.connect = no_credential
        result = await it.recorder.stop("new", STOP)
        assert result.outcome is Outcome.NOT_SENT
        assert result.session is not None
        assert (result.session.state, result.session.profile) == (State.RECORDING, "Main")


async def test_a_stop_that_was_refused_for_its_signature_leaves_the_name_of_before(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        await two_profiles(it)
        it.simulator.arm(operation="stop", code=70003)
        result = await it.recorder.stop("new", STOP)
        assert result.session is not None
        assert (result.session.state, result.session.profile) == (State.RECORDING, "Main")


async def test_a_recording_is_stopped_through_another_profile_once_its_own_is_gone(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        await two_profiles(it)
        it.relays.names = {"new"}
        result = await it.recorder.stop_session("1", "new")
        assert result.outcome is Outcome.ACCEPTED
        assert result.session is not None
        assert (result.session.state, result.session.profile) == (State.STOPPED, "new")


async def test_a_live_recording_is_moved_to_another_profile_without_a_request(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        await two_profiles(it)
        sent, before = len(it.sent), await it.ledger.session("1")
        moved = await it.recorder.move_to_profile("1", "new")
        assert before is not None
        assert moved.changed_at > before.changed_at
        assert (moved.state, moved.profile) == (State.RECORDING, "new")
        assert len(it.sent) == sent
        assert (await it.kinds())[-1] == "moved"
        it.relays.host = "elsewhere.example"
        with pytest.raises(ValueError, match="another relay"):
            await it.recorder.move_to_profile("1", "Main")
