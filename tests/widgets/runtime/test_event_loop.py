"""The event loop of the window: nothing asked of it is lost, early or out of order, and Qt has its turns."""

import asyncio
import threading
import time
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from gui.widgets.runtime.event_loop import SLICE_S, PanelEventLoop


def panel_loop() -> PanelEventLoop:
    loop = asyncio.get_running_loop()
    assert isinstance(loop, PanelEventLoop)
    return loop


async def test_callbacks_run_in_the_order_in_which_they_were_asked_for() -> None:
    loop, ran = asyncio.get_running_loop(), list[int]()
    for number in range(1000):
        loop.call_soon(ran.append, number)
    done = loop.create_future()
    loop.call_soon(done.set_result, None)
    await done
    assert ran == list(range(1000))


async def test_no_delay_ends_early_and_the_sooner_one_comes_first() -> None:
    loop, ended = asyncio.get_running_loop(), list[tuple[float, float]]()
    done = loop.create_future()
    began = loop.time()

    def end(due: float) -> None:
        ended.append((due, loop.time() - began))

    for delay in (0.05, 0.0, 0.011, 0.003, 0.05, 0.02):
        loop.call_later(delay, end, delay)
    loop.call_later(0.06, done.set_result, None)
    await done
    assert [due for due, _ in ended] == [0.0, 0.003, 0.011, 0.02, 0.05, 0.05]
    assert all(took >= due for due, took in ended)


async def test_what_threads_hand_over_is_all_there() -> None:
    loop, came = asyncio.get_running_loop(), list[tuple[int, int]]()

    def hand_over(name: int) -> None:
        for number in range(500):
            loop.call_soon_threadsafe(came.append, (name, number))
            if number % 50 == 0:
                time.sleep(0.001)

    threads = [threading.Thread(target=hand_over, args=(name,)) for name in range(4)]
    for thread in threads:
        thread.start()
    await asyncio.gather(*(asyncio.to_thread(thread.join) for thread in threads))
    # One turn of the loop for what came last.
    await asyncio.sleep(0.01)
    for name in range(4):
        assert [number for who, number in came if who == name] == list(range(500))


async def test_keys_and_clicks_come_between_callbacks_that_never_end() -> None:
    loop, turns = asyncio.get_running_loop(), list[float]()
    timer = QTimer(interval=0)
    timer.timeout.connect(lambda: turns.append(time.monotonic()))
    going = True

    def again() -> None:
        time.sleep(SLICE_S / 4)
        if going:
            loop.call_soon(again)

    loop.call_soon(again)
    timer.start()
    await asyncio.sleep(0.2)
    going = False
    timer.stop()
    await asyncio.sleep(SLICE_S)
    assert len(turns) >= 5


async def test_threads_that_hand_over_all_the_time_keep_nobody_else_waiting() -> None:
    loop, gaps = asyncio.get_running_loop(), list[float]()
    going, last = threading.Event(), time.monotonic()

    def beat() -> None:
        nonlocal last
        gaps.append(time.monotonic() - last)
        last = time.monotonic()

    def hand_over() -> None:
        while not going.wait(0.0005):
            loop.call_soon_threadsafe(time.sleep, SLICE_S / 8)

    timer = QTimer(interval=10, timerType=Qt.TimerType.PreciseTimer)
    timer.timeout.connect(beat)
    thread = threading.Thread(target=hand_over)
    last = time.monotonic()
    timer.start()
    thread.start()
    await asyncio.sleep(0.5)
    going.set()
    timer.stop()
    await asyncio.to_thread(thread.join)
    # Half of the ticks that were due, on a computer that runs other tests as well.
    assert len(gaps) >= 25


async def test_a_task_that_lets_qt_handle_events_is_not_mixed_up_with_another() -> None:
    told: list[dict[str, Any]] = []
    loop, steps = panel_loop(), list[str]()
    loop.set_exception_handler(lambda _loop, context: told.append(context))

    async def other() -> None:
        for number in range(3):
            steps.append(f"other {number}")
            await asyncio.sleep(0)

    async def nesting() -> None:
        steps.append("nesting begins")
        QApplication.processEvents()
        steps.append("nesting ends")

    await asyncio.gather(nesting(), other())
    loop.set_exception_handler(None)
    assert steps == ["nesting begins", "nesting ends", "other 0", "other 1", "other 2"]
    assert not told


async def test_an_exception_in_a_callback_is_told_and_the_others_go_on() -> None:
    told: list[dict[str, Any]] = []
    loop = panel_loop()
    loop.set_exception_handler(lambda _loop, context: told.append(context))
    done = loop.create_future()
    loop.call_soon(lambda: 1 // 0)
    loop.call_soon(done.set_result, "went on")
    assert await done == "went on"
    loop.set_exception_handler(None)
    assert [type(context["exception"]) for context in told] == [ZeroDivisionError]


async def test_what_is_cancelled_does_not_run_and_is_not_kept_until_it_is_due() -> None:
    loop, ran = panel_loop(), list[str]()
    later = [loop.call_later(3600, ran.append, "later") for _ in range(1000)]
    soon = loop.call_soon(ran.append, "soon")
    soon.cancel()
    for handle in later:
        handle.cancel()
    await asyncio.sleep(0.01)
    assert ran == []
    assert loop.waiting < 200


async def test_a_delay_that_has_ended_does_not_count_as_one_that_is_kept() -> None:
    loop = panel_loop()
    kept = [loop.call_later(3600, print) for _ in range(300)]
    for _ in range(150):
        # What has slept cancels its delay, which has run already.
        await asyncio.sleep(0)
        await asyncio.sleep(0.0001)
    assert loop.waiting == 300
    for handle in kept[:299]:
        handle.cancel()
    await asyncio.sleep(0.001)
    assert loop.waiting < 200
    kept[299].cancel()


async def test_a_delay_without_end_keeps_the_others_going() -> None:
    loop, ran = panel_loop(), list[str]()
    endless = loop.call_later(float("inf"), ran.append, "never")
    loop.call_later(0.005, ran.append, "soon")
    await asyncio.sleep(0.01)
    assert ran == ["soon"]
    endless.cancel()


async def test_a_delay_of_months_is_waited_for_all_the_same() -> None:
    loop, ran = panel_loop(), list[str]()
    handle = loop.call_later(90 * 24 * 3600, ran.append, "early")
    await asyncio.sleep(0.02)
    assert ran == []
    handle.cancel()


def test_a_loop_that_is_closed_takes_nothing_more(qapp: QApplication) -> None:
    loop = PanelEventLoop(qapp)
    loop.run_until_complete(asyncio.sleep(0))
    loop.close()
    for ask in (loop.call_soon, loop.call_soon_threadsafe):
        with pytest.raises(RuntimeError, match="closed"):
            ask(print)
    with pytest.raises(RuntimeError, match="closed"):
        loop.call_later(1, print)
    loop.close()


def test_callbacks_wait_for_the_loop_to_run(qapp: QApplication) -> None:
    loop, ran = PanelEventLoop(qapp), list[str]()
    loop.call_soon(ran.append, "ran")
    qapp.processEvents()
    assert ran == []
    loop.run_until_complete(asyncio.sleep(0))
    assert ran == ["ran"]
    loop.close()
