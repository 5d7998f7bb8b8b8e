"""How long a recording lasted though somebody, or a time server, set the clock in between."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from gui.core.foundation.enums import Source, State
from gui.core.foundation.system import BootMoment, boot_moment
from gui.core.ledger.session_json import json_of, session_in
from gui.core.sessions.boot_time import moment_of, with_boot_time
from gui.core.sessions.elapsed_clock import ElapsedClock
from gui.core.sessions.session import EndedBy, Session, Target

BEGAN = datetime(2026, 3, 1, 12, tzinfo=UTC)
BOOT = BootMoment("this boot", 5000.0)
TARGET = Target("relay.example", 7, 10001, "alice", Source.CAMERA)


def accepted() -> Session:
    session = Session(TARGET, "Main", State.RECORDING, "Li", BEGAN, BEGAN, accepted_at=BEGAN, id="1")
    return with_boot_time(session, BEGAN, BOOT)


def later(seconds: float, boot: str = "this boot") -> BootMoment:
    return BootMoment(boot, BOOT.seconds + seconds)


def ended(session: Session, now: datetime, boot: BootMoment | None, ids: int = 1) -> Session:
    files = tuple(f"file-{number}" for number in range(ids))
    done = replace(session, state=State.STOPPED, ended_at=now, ended_by=EndedBy.ANSWER, file_ids=files)
    return with_boot_time(done, now, boot)


@pytest.mark.parametrize("shift", [timedelta(hours=4), timedelta(days=400), -timedelta(hours=2), timedelta()])
def test_some_seconds_of_recording_are_some_seconds_whatever_the_wall_clock_says(shift: timedelta) -> None:
    done = ended(accepted(), BEGAN + shift + timedelta(seconds=8), later(8))
    assert done.length_s == 8
    assert done.ended_at == BEGAN + timedelta(seconds=8)
    assert (done.files_expected, done.files_missing, done.length_unsure) == (1, False, False)


def test_a_long_recording_whose_clock_was_set_back_still_calls_for_all_its_files() -> None:
    done = ended(accepted(), BEGAN + timedelta(minutes=5), later(4 * 3600))
    assert (done.files_expected, done.files_missing) == (3, True)


def test_its_end_keeps_the_wall_clocks_time_while_both_clocks_agree() -> None:
    now = BEGAN + timedelta(hours=1, milliseconds=700)
    assert ended(accepted(), now, later(3600)).ended_at == now


@pytest.mark.parametrize("shift", [timedelta(hours=5), -timedelta(hours=5)])
def test_across_a_restart_of_the_computer_the_length_is_unsure_and_no_file_is_missed(
    shift: timedelta,
) -> None:
    done = ended(accepted(), BEGAN + shift, BootMoment("another boot", 60.0))
    assert done.length_unsure
    assert not done.files_missing
    assert done.ended_at is not None
    assert done.ended_at >= BEGAN


def test_a_row_of_an_older_panel_goes_by_the_wall_clock_and_never_ends_before_it_began() -> None:
    old = replace(accepted(), accepted_boot=None)
    assert ended(old, BEGAN + timedelta(hours=4), later(9)).files_expected == 3
    back = ended(old, BEGAN - timedelta(hours=2), later(9))
    assert (back.ended_at, back.length_unsure, back.files_expected) == (BEGAN, True, 1)


def test_a_row_of_an_older_panel_is_read() -> None:
    row = json.loads(json_of(accepted()))
    for field in ("accepted_boot", "lasted_s", "length_unsure"):
        row.pop(field)
    assert session_in(json.dumps(row)) == replace(accepted(), accepted_boot=None)


def test_a_clock_that_was_set_forward_makes_no_recording_too_old() -> None:
    now = BEGAN + timedelta(hours=20)
    assert accepted().overrun(now)
    assert not accepted().overrun(moment_of(accepted(), now, later(60)))
    assert accepted().overrun(moment_of(accepted(), BEGAN, later(20 * 3600)))
    assert moment_of(accepted(), now, BootMoment("another boot", 1.0)) == now


def test_the_window_counts_from_the_boots_clock_from_its_first_look_on() -> None:
    here = boot_moment()
    assert here is not None
    live = replace(accepted(), accepted_boot=BootMoment(here.boot, here.seconds - 100))
    clock = ElapsedClock(now=lambda: BEGAN + timedelta(hours=9))
    clock.see(live)
    seconds = clock.seconds(live)
    assert seconds is not None
    assert 98 <= seconds <= 110
