"""How long a recording has been going on, whatever becomes of the computer's clock."""

from datetime import timedelta

from gui.core.sessions.elapsed_clock import ElapsedClock
from tests.support.session_samples import NOW, HandClock, recording, stopped


def clocks() -> tuple[HandClock, ElapsedClock]:
    hand = HandClock()
    return hand, ElapsedClock(hand.now, hand.seconds)


def test_the_age_goes_on_through_sleep_and_a_wall_clock_that_is_set() -> None:
    hand, clock = clocks()
    session = recording(1, minutes=1)
    clock.see(session)
    hand.boot += 30
    hand.wall += timedelta(days=4)
    assert clock.seconds(session) == 90.0
    assert clock.moment(session) == NOW + timedelta(seconds=30)


def test_the_age_is_never_early_and_less_than_a_second_late() -> None:
    hand, clock = clocks()
    hand.boot = 1000.75
    session = recording(1, minutes=0)
    clock.see(session)
    for _ in range(120):
        hand.sleep(0.1)
        age = clock.seconds(session)
        assert age is not None
        assert 0 <= hand.boot - 1000.75 - age < 1


def test_a_session_found_again_has_its_age_from_the_wall_clock_clamped_at_nothing() -> None:
    hand, clock = clocks()
    later = recording(1, minutes=-30)
    clock.see(later)
    assert clock.seconds(later) == 0.0
    hand.sleep(5)
    assert clock.seconds(later) == 5.0


def test_a_recording_that_ended_keeps_its_length() -> None:
    hand, clock = clocks()
    clock.see(recording(1))
    ended = stopped(1, "a", minutes=60)
    clock.see(ended)
    hand.sleep(100)
    assert clock.seconds(ended) == 3600.0
    assert clock.seconds(stopped(2, ended_at=None)) is None


def test_an_accepted_start_again_counts_from_the_new_acceptance() -> None:
    hand, clock = clocks()
    clock.see(recording(1, minutes=10))
    hand.sleep(60)
    again = recording(1, accepted_at=NOW + timedelta(seconds=60))
    clock.see(again)
    assert clock.seconds(again) == 0.0
