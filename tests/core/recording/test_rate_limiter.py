"""How fast requests of one profile may follow each other."""

import asyncio
from collections.abc import Iterable

from gui.core.protocol.endpoint import UNLIMITED, Limits
from gui.core.recording.rate_limiter import RECOVERY_S, SLOWEST, RateLimiter, RateLimiters, Slot


class Watch:
    """A clock that tests set."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


async def moment() -> None:
    """Let everything go on that may."""
    for _ in range(5):
        await asyncio.sleep(0)


async def queue(limiter: RateLimiter, count: int) -> list[asyncio.Task[float]]:
    turns = [asyncio.create_task(limiter.enter()) for _ in range(count)]
    await moment()
    return turns


def through(turns: Iterable[asyncio.Task[float]]) -> list[bool]:
    return [turn.done() for turn in turns]


async def withdraw(turns: Iterable[asyncio.Task[float]]) -> None:
    for turn in turns:
        turn.cancel()
    await asyncio.gather(*turns, return_exceptions=True)


async def test_without_limits_nothing_waits() -> None:
    limiter = RateLimiter(UNLIMITED, Watch())
    assert all(through(await queue(limiter, 200)))
    assert limiter.waiting == 0


async def test_twenty_a_second_go_at_once_and_the_next_ones_a_second_later() -> None:
    watch = Watch()
    limiter = RateLimiter(Limits(rate=20), watch)
    turns = await queue(limiter, 30)
    assert through(turns) == [True] * 20 + [False] * 10
    watch.at += 0.99
    limiter.leave()
    await moment()
    assert sum(through(turns)) == 20
    watch.at += 0.02
    limiter.leave()
    await moment()
    assert all(through(turns))


async def test_no_second_ever_has_more_requests_than_the_limit() -> None:
    loop = asyncio.get_running_loop()
    # Each rate for two seconds, all at the same time.
    went: dict[int, list[float]] = {1: [], 3: [], 20: []}

    async def one(limiter: RateLimiter, rate: int) -> None:
        await limiter.enter()
        went[rate].append(loop.time())

    limiters = {rate: RateLimiter(Limits(rate=rate)) for rate in went}
    await asyncio.gather(
        *(one(limiter, rate) for rate, limiter in limiters.items() for _ in range(rate * 2 + 1))
    )
    for rate, times in went.items():
        # A hair for the time between the grant and the look at the clock.
        assert all(later - first >= 0.98 for first, later in zip(times, times[rate:], strict=False))


async def test_sixteen_wait_for_an_answer_and_the_next_one_waits_for_them() -> None:
    limiter = RateLimiter(Limits(in_flight=16), Watch())
    turns = await queue(limiter, 18)
    assert through(turns) == [True] * 16 + [False] * 2
    limiter.leave()
    await moment()
    assert through(turns) == [True] * 17 + [False]
    await withdraw(turns[17:])


async def test_first_come_first_served_and_nobody_overtakes() -> None:
    limiter = RateLimiter(Limits(in_flight=1), Watch())
    turns = await queue(limiter, 3)
    late = asyncio.create_task(limiter.enter())
    await moment()
    for done in range(1, 4):
        limiter.leave()
        await moment()
        assert through([*turns, late]) == [True] * (done + 1) + [False] * (3 - done)


async def test_who_takes_back_a_place_in_the_queue_holds_up_nobody() -> None:
    limiter = RateLimiter(Limits(in_flight=1), Watch())
    first, second, third = await queue(limiter, 3)
    await withdraw([second])
    assert limiter.waiting == 1
    limiter.leave()
    await moment()
    assert (first.done(), third.done()) == (True, True)


async def test_a_turn_that_was_given_while_it_was_taken_back_goes_to_the_next() -> None:
    limiter = RateLimiter(Limits(in_flight=1), Watch())
    _, second, third = await queue(limiter, 3)
    limiter.leave()
    second.cancel()
    await moment()
    assert second.cancelled()
    assert third.done()


async def test_too_often_halves_the_rate_once_for_all_that_were_on_their_way() -> None:
    watch = Watch()
    limiter = RateLimiter(Limits(rate=20), watch)
    given = [turn.result() for turn in await queue(limiter, 16)]
    watch.at += 0.5
    for at in given:
        limiter.slow_down(at)
    assert limiter.rate == 10


async def test_a_request_sent_after_the_slowing_slows_further_down_to_a_floor() -> None:
    watch = Watch()
    limiter = RateLimiter(Limits(rate=20), watch)
    for _ in range(20):
        limiter.slow_down(watch.at)
        watch.at += 1
    assert limiter.rate == SLOWEST


async def test_a_slowed_profile_recovers_slowly_and_never_past_its_limit() -> None:
    watch = Watch()
    limiter = RateLimiter(Limits(rate=20), watch)
    limiter.slow_down(watch.at)
    watch.at += RECOVERY_S - 1
    assert limiter.rate == 10
    watch.at += 1
    assert limiter.rate == 15
    watch.at += RECOVERY_S
    assert limiter.rate == 20
    watch.at += 100 * RECOVERY_S
    assert limiter.rate == 20


async def test_a_profile_without_a_limit_is_slowed_by_what_it_sent_and_free_again_later() -> None:
    watch = Watch()
    limiter = RateLimiter(UNLIMITED, watch)
    await queue(limiter, 8)
    limiter.slow_down(watch.at)
    assert limiter.rate == 4
    assert limiter.full
    watch.at += 2 * RECOVERY_S
    assert limiter.rate == 0
    assert not limiter.full


async def test_a_turn_is_taken_back_while_it_waits() -> None:
    limiter = RateLimiter(Limits(in_flight=1), Watch())
    await limiter.enter()
    turn, given_up = Slot(limiter), asyncio.Event()
    assert turn.has_to_wait
    taking = asyncio.create_task(turn.take(given_up))
    await moment()
    given_up.set()
    assert await taking is False
    turn.end()
    limiter.leave()
    assert not limiter.full


async def test_a_turn_that_ends_twice_is_given_back_once() -> None:
    limiter = RateLimiter(Limits(in_flight=2), Watch())
    one, other = Slot(limiter), Slot(limiter)
    assert await one.take(asyncio.Event())
    assert await other.take(asyncio.Event())
    one.end()
    one.end()
    assert await one.take(asyncio.Event())
    assert limiter.full


async def test_each_profile_has_its_own_queue_and_new_limits_hold_at_once() -> None:
    limiters = RateLimiters()
    main = limiters.slot("Main", Limits(in_flight=1))
    assert await main.take(asyncio.Event())
    assert limiters.slot("Main", Limits(in_flight=1)).has_to_wait
    assert not limiters.slot("Test", Limits(in_flight=1)).has_to_wait
    assert not limiters.slot("Main", Limits(in_flight=2)).has_to_wait
