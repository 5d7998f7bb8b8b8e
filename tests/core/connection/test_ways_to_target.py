"""Through which profile a recording can be stopped whose own profile is gone."""

from pathlib import Path

import pytest

from gui.core.catalogue.errors import LocalFailure, Problem
from gui.core.connection.ways_to_target import to_choose_from, way_to, ways_to
from gui.core.foundation.enums import Source, State
from gui.core.profiles.profiles import Profile, Profiles, new_profile
from gui.core.sessions.session import Session, Target
from tests.support.core.told import english
from tests.support.session_samples import NOW

APP = 1400000001


def profile(name: str, host: str = "relay.example", app: int = APP) -> Profile:
    values = {"name": name, "url": f"https://{host}", "sdk_app_id": app, "identifier": "admin"}
    return new_profile(values)


def live(profile: str = "Main") -> Session:
    target = Target("relay.example", APP, 7, "alice", Source.CAMERA)
    return Session(target, profile, State.RECORDING, "Li", NOW, NOW, id="1")


@pytest.fixture
def profiles(tmp_path: Path) -> Profiles:
    return Profiles(tmp_path)


async def test_its_own_profile_is_used_whatever_others_lead_there(profiles: Profiles) -> None:
    profiles.add(profile("Main"), profile("Second"))
    assert await way_to(profiles, live(), "Second") == "Main"
    assert to_choose_from(profiles, [live()]) == {}


async def test_the_only_other_profile_of_that_relay_and_app_is_used_by_itself(profiles: Profiles) -> None:
    profiles.add(profile("Second"), profile("Other app", app=7), profile("Elsewhere", "b.example"))
    assert await way_to(profiles, live()) == "Second"


async def test_of_several_others_one_has_to_be_chosen_and_they_are_named(profiles: Profiles) -> None:
    profiles.add(profile("Second"), profile("Third"))
    assert await way_to(profiles, live(), "Third") == "Third"
    assert to_choose_from(profiles, [live(), live("Gone")]) == {("relay.example", APP): ("Second", "Third")}
    with pytest.raises(Problem) as caught:
        await way_to(profiles, live())
    assert caught.value.word is LocalFailure.PROFILE_GONE
    assert "Second, Third" in english(caught.value)


async def test_a_profile_that_leads_elsewhere_by_now_is_none(profiles: Profiles) -> None:
    profiles.add(profile("Main", "moved.example"))
    assert ways_to(profiles, live()) == ()
    with pytest.raises(Problem) as caught:
        await way_to(profiles, live(), "Main")
    assert f"relay.example · SDKAppID {APP}" in english(caught.value)


async def test_one_that_another_process_made_meanwhile_is_found(profiles: Profiles, tmp_path: Path) -> None:
    Profiles(tmp_path).add(profile("Second"))
    assert await way_to(profiles, live()) == "Second"
