"""What a desk is doing when it is killed, and what there was before."""

import os
import signal
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from tests.harness.crash import KILLED, RETRIED_CODE
from tests.harness.crash_child import RETRY_STEPS
from tests.harness.team_crash.desk import ROOM, Desk
from tests.harness.team_crash.desk_plans import DeskPlan
from tests.support.simulator.service_process import Service
from tests.support.waiting import wait_until

SHORT_LEASE_S: Final = 0.5
_SMALL_PAGE: Final = 2
_RENEW_STEPS: Final = ("before_renew", "in_renew", "after_renew")


@dataclass
class KilledWays:
    """The ways of desk_plans.py, for one plan.

    :param heads: for each desk its newest row on the board; ``apart`` gets accounts that two desks started.
    :ivar killed_before: kills that came before the one that was planned.
    """

    victim: Desk
    colleague: Desk
    service: Service
    heads: Callable[[], dict[str, int]]
    apart: set[str]
    fault: str
    dice: int
    killed_before: int = field(default=0, init=False)

    def prepare(self, plan: DeskPlan, accounts: tuple[str, ...]) -> None:
        """What there is before the kill."""
        for account in accounts:
            self.service.enter(ROOM, account)
        if plan.way in ("stop", "settle", "recovery"):
            if plan.way == "settle":
                self.service.arm(operation="start", fault="drop_after", times=1)
            assert self.victim.run("start" if plan.way != "recovery" else "", accounts) == 0
        elif plan.way in ("stop another's", "catch-up"):
            assert self.colleague.run("start", accounts) == 0
            if plan.way == "catch-up":
                assert self.colleague.run("stop", accounts[:1]) == 0
        elif plan.way in ("backlog", "apart"):
            self.victim.away = True
            assert self.victim.run("start", accounts) == 0
            self.victim.away = False
            if plan.way == "apart":
                self.apart |= set(accounts)
                assert self.colleague.run("start", accounts) == 0
        elif plan.way == "recovery":
            assert self.victim.run("start", accounts, step="after_send") == KILLED
        if plan.step in RETRY_STEPS + _RENEW_STEPS:
            self.service.arm(operation="start", code=RETRIED_CODE, times=3)

    def be_killed(self, plan: DeskPlan, accounts: tuple[str, ...]) -> int:
        given: dict[str, Any] = {"step": plan.step, "nth": plan.nth, "kill_after_s": plan.after_s}
        given |= {"dice": self.dice, "fault": self.fault}
        victim, way = self.victim, plan.way
        if way in ("start", "several starts"):
            return victim.run("start", accounts, **given)
        if way in ("stop", "settle"):
            return victim.run(way, accounts, **given)
        if way == "stop another's":
            # As a command, which fetches what its claim asks for.
            return victim.run("stop", accounts, fetches=False, **given)
        if way == "away":
            victim.away = True
            status = victim.run("start", accounts, **given)
            victim.away = False
            return status
        if way == "race":
            victim.begin("start", accounts, **given)
            self.colleague.run("start", accounts)
            return victim.end()
        if way == "suspended":
            return self._sleep_and_wake(accounts, given)
        if way == "recovery":
            self.killed_before += victim.run("start", accounts, step="after_send") == KILLED
            return victim.run("", **given)
        if way == "live":
            return self._be_killed_while_others_work(accounts, given)
        # What waits for the board, or there.
        return victim.run("", until=self.heads(), page=_SMALL_PAGE, **given)

    def _sleep_and_wake(self, accounts: tuple[str, ...], given: Mapping[str, Any]) -> int:
        """It sleeps with its claim; a colleague takes that one once its lease is over, and starts."""
        pid = Path(f"{self.victim.output}.pid")
        pid.unlink(missing_ok=True)
        self.victim.begin("start", accounts, lease_s=SHORT_LEASE_S, sleeps_at="after_claim", **given)
        wait_until(lambda: pid.exists() and _sleeps(int(pid.read_text() or 0)))
        time.sleep(SHORT_LEASE_S)
        self.colleague.run("start", accounts)
        os.kill(int(pid.read_text()), signal.SIGCONT)
        return self.victim.end()

    def _be_killed_while_others_work(self, accounts: tuple[str, ...], given: Mapping[str, Any]) -> int:
        go = Path(f"{self.victim.output}.go")
        go.unlink(missing_ok=True)
        self.victim.begin("hold", **given)
        self.colleague.run("start", accounts)
        self.colleague.run("stop", accounts[:1])
        go.touch()
        return self.victim.end()


def _sleeps(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "T"
    except OSError:
        return False
