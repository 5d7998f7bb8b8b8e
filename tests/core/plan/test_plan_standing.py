"""Where each line of the plan stands: by what the list knows, and by the clock on the wall."""

from datetime import timedelta

import pytest

from gui.core.foundation.enums import Source, State
from gui.core.foundation.messages import Messages
from gui.core.plan.plan_entry import PlanEntry
from gui.core.plan.plan_standing import Planned, Standing, plan_as_it_stands
from gui.core.plan.plan_texts import attention_text, standing_text
from gui.core.sessions.session import Session, Target
from tests.support.session_samples import NOW, refused, sample

ROOM = 990007
MINUTE = timedelta(minutes=1)


def target(account: str = "alice", room: int = ROOM) -> Target:
    return Target("relay.example", 1, room, account, Source.CAMERA)


def asked(
    minutes: float, state: State = State.RECORDING, account: str = "alice", room: int = ROOM
) -> Session:
    """A start that was asked for so many minutes after NOW."""
    return sample(1, state, target=target(account, room), asked_at=NOW + minutes * MINUTE)


def planned(start: float = 0, end: float | None = None) -> PlanEntry:
    """A line that begins so many minutes after NOW."""
    return PlanEntry(ROOM, "alice", NOW + start * MINUTE, None if end is None else NOW + end * MINUTE)


def stands(at: float, *sessions: Session, start: float = 0, end: float | None = None) -> Planned:
    (found,) = plan_as_it_stands([planned(start, end)], sessions, NOW + at * MINUTE)
    return found


def test_before_its_start_and_in_its_first_two_minutes_nobody_is_called_late() -> None:
    assert stands(-1).standing is Standing.AHEAD
    assert stands(0).standing is Standing.DUE
    assert stands(1.9).standing is Standing.DUE


def test_late_counts_the_minutes_since_the_start() -> None:
    assert (stands(2).standing, stands(2).late) == (Standing.LATE, 2)
    assert standing_text(stands(3.5), Messages("en"), NOW) == "late by 3 min"


@pytest.mark.parametrize("minutes", [-30, -1, 0, 20])
@pytest.mark.parametrize("state", [State.STARTING, State.RECORDING, State.STOPPING, State.UNKNOWN])
def test_a_start_since_half_an_hour_before_counts(minutes: float, state: State) -> None:
    assert stands(25, asked(minutes, state)).standing is Standing.LIVE


def test_one_that_was_stopped_counts_unless_it_was_an_earlier_one() -> None:
    assert stands(5, asked(-10, State.STOPPED)).standing is Standing.STOPPED
    assert stands(5, asked(-31, State.STOPPED)).standing is Standing.LATE


def test_one_that_was_started_long_before_and_still_runs_is_not_late() -> None:
    assert stands(5, asked(-300)).standing is Standing.LIVE


def test_a_start_that_failed_is_none() -> None:
    assert stands(5, refused(1, target=target(), asked_at=NOW)).standing is Standing.LATE


def test_it_claims_no_more_than_the_list_does() -> None:
    messages = Messages("en")
    assert standing_text(stands(5, asked(0)), messages, NOW) == "live"
    assert standing_text(stands(5, asked(0, State.UNKNOWN)), messages, NOW) == "may be live"


def test_three_minutes_before_its_end_a_live_one_wants_to_be_stopped_until_it_is() -> None:
    assert stands(56.9, asked(0), end=60).standing is Standing.LIVE
    assert stands(57, asked(0), end=60).standing is Standing.STOP
    assert stands(200, asked(0), end=60).standing is Standing.STOP
    assert stands(57, asked(0, State.STOPPED), end=60).standing is Standing.STOPPED
    assert stands(500, asked(0)).standing is Standing.LIVE


def test_once_its_end_is_past_nobody_is_late() -> None:
    found = stands(60, end=60)
    assert found.standing is Standing.OVER
    assert standing_text(found, Messages("en"), NOW) == "over, never started"


def test_the_name_in_another_width_or_case_and_the_room_with_zeros_are_the_same_guest() -> None:
    assert stands(5, asked(0, account="Ａlice")).standing is Standing.LIVE
    assert PlanEntry(int("0990007"), " ALICE", NOW).whom == planned().whom


def test_another_room_is_another_recording_and_late_says_where_the_guest_is() -> None:
    found = stands(5, asked(0, room=990070))
    assert (found.standing, found.elsewhere) == (Standing.LATE, 990070)
    assert standing_text(found, Messages("en"), NOW) == "late by 5 min · is in room 990070"


def test_the_same_guest_twice_a_day_needs_a_start_for_each() -> None:
    plan = [planned(0, 60), planned(600, 660)]

    def at(minutes: float, *sessions: Session) -> list[Standing]:
        return [one.standing for one in plan_as_it_stands(plan, sessions, NOW + minutes * MINUTE)]

    morning, evening = asked(-5, State.STOPPED), asked(590)
    assert at(500, morning) == [Standing.STOPPED, Standing.AHEAD]
    assert at(603, morning) == [Standing.STOPPED, Standing.LATE]
    assert at(603, morning, evening) == [Standing.STOPPED, Standing.LIVE]
    assert at(603, evening) == [Standing.OVER, Standing.LIVE]
    # Nobody has stopped it since the morning: from the second start on it counts for that.
    assert at(599, asked(0)) == [Standing.STOP, Standing.AHEAD]
    assert at(603, asked(0)) == [Standing.OVER, Standing.LIVE]


def test_two_lines_that_follow_each_other_within_minutes_are_told_apart() -> None:
    plan = [planned(0, 20), planned(25, 45)]
    first, second = asked(0, State.STOPPED), asked(22)
    found = plan_as_it_stands(plan, [first, second], NOW + 30 * MINUTE)
    assert [one.standing for one in found] == [Standing.STOPPED, Standing.LIVE]
    found = plan_as_it_stands(plan, [first], NOW + 30 * MINUTE)
    assert [one.standing for one in found] == [Standing.STOPPED, Standing.LATE]


def test_one_line_tells_what_needs_attention_and_in_whose_account() -> None:
    messages, late = Messages("en"), stands(3)
    at = NOW + 3 * MINUTE
    assert attention_text({}, "Main", messages, at) == ""
    one = attention_text({"Main": [late]}, "Main", messages, at)
    assert one == "Plan of the day: alice in room 990007 · late by 3 min"
    elsewhere = attention_text({"Main": [late]}, "Globex", messages, at)
    assert elsewhere == "Plan of the day of Main: alice in room 990007 · late by 3 min"
    many = attention_text({"Main": [late], "Globex": [late]}, "Main", messages, at)
    assert many == "Plan of the day: 2 need attention in Main, Globex"
    assert attention_text({"Main": [late, late]}, "Main", messages, at) == "Plan of the day: 2 need attention"
