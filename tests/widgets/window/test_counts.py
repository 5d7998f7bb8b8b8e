"""Counted, not timed: what a window with 500 live rows does at rest, and what 300 operations leave behind."""

import json
from pathlib import Path
from typing import Any, Final

import pytest

from gui.core.profiles.profiles import Profiles, new_profile
from tests.support.core.big_ledger import many_sessions, write_ledger
from tests.support.simulator.service_process import service_process
from tests.support.widgets.counting_program import AT_ONCE, PROFILE, ROOM, ROUNDS, accounts
from tests.support.widgets.offscreen_process import offscreen
from tests.support.widgets.window_driver import APP

LIVE: Final = 500
RUNNING: Final = [
    # Midnight gives rows another day.
    "DayLines",
    # The elapsed times.
    "SecondTicker",
    # What ends when, and whether the relay is reached: after sleep, too.
    "StatusController",
]
TIMERS_A_SECOND: Final = 6
"""Two of these that tick, and the loop's own for its delays: the ledger is looked at twice a second."""
WAKES_A_SECOND: Final = 6
"""Two reads at each look at the ledger come back from its thread; what comes together wakes once."""
ROWS_A_COMMIT: Final = 4
"""At the least, with 15 starts at once. It was eight in the mean."""
BLOCKS_A_SESSION: Final = 24
"""Of memory, whatever their size: the row in the list, and caches that have a limit and are not full yet."""
MOST_SOCKETS: Final = AT_ONCE + 10
"""The loop, the screen and the single window have some as well."""
OPERATIONS: Final = 2 * AT_ONCE * ROUNDS


def counts(folder: Path) -> dict[str, Any]:
    """What tests/support/widgets/counting_program.py prints."""
    data = folder / "data"
    write_ledger(data, many_sessions(LIVE, live=LIVE))
    with service_process(folder) as service:
        for account in accounts():
            service.enter(ROOM, account)
        profile = {"name": PROFILE, "url": service.url, "sdk_app_id": APP, "identifier": "admin"}
        Profiles(data).add(new_profile({**profile, "rate_limit": 0}))
        program = ("-m", "tests.support.widgets.counting_program", str(data))
        found: dict[str, Any] = json.loads(
            offscreen(*program, timeout_s=110, RECORDING_PANEL_USER_SIG="a-usersig")
        )
        return found


def test_a_window_rests_while_nobody_works_and_is_after_300_operations_as_before(
    tmp_path: Path, subtests: pytest.Subtests
) -> None:
    """One test: the program that counts takes some seconds."""
    found = counts(tmp_path)
    at_rest, before, after = found["at rest"], found["before"], found["after"]
    assert OPERATIONS == 300
    with subtests.test("a window at rest runs three timers"):
        assert at_rest["running"] == RUNNING
        assert at_rest["timers"] <= TIMERS_A_SECOND
        assert at_rest["wakes"] <= WAKES_A_SECOND
    with subtests.test("500 rows that tick are one signal and one painting a second"):
        # Two seconds may have three ticks in them.
        assert 0 < at_rest["signals"] <= 1.5
        assert set(at_rest["painted"]) == {"SessionTable/qt_scrollarea_viewport"}
        assert sum(at_rest["painted"].values()) <= at_rest["signals"]
    with subtests.test("a window at rest writes nothing"):
        assert at_rest["commits"] == 0
    for held in ("threads", "tasks", "timers", "descriptors", "objects of Qt"):
        with subtests.test("after 300 operations there are no more than before", held=held):
            assert 0 < after[held] <= before[held]
    with subtests.test("no more connections are open than requests were under way"):
        assert after["sockets"] <= MOST_SOCKETS
    with subtests.test("300 operations leave their rows in the list and nothing else"):
        assert (after["blocks"] - before["blocks"]) / (OPERATIONS / 2) <= BLOCKS_A_SESSION
    with subtests.test("operations in the window share their commits"):
        # An intent and an outcome for each.
        assert 0 < after["commits"] <= 2 * OPERATIONS / ROWS_A_COMMIT
