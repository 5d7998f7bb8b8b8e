"""The system calls of one start: what was written, synced and sent, in the order in which it happened."""

import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from tests.support.e2e.command_line import Panel
from tests.support.panel_command import COMMAND

STRACE: Final = shutil.which("strace")
MARK: Final = "interview-of-the-trace"
"""The file name that is asked for: tells the intent's page from every other."""
_CALLS: Final = "pwrite64,pwritev,write,writev,fsync,fdatasync,sendto,sendmsg"
_LINE: Final = re.compile(r"^(?:\d+ +)?(?P<call>\w+)\(\d+<(?P<file>[^>]*(?:>\])?)>")


class Step(StrEnum):
    """A system call that matters here."""

    INTENT = "the intent is written"
    SYNCED = "the ledger is synced"
    SENT = "the first byte leaves"
    OUTCOME = "the outcome is written"


@dataclass(frozen=True)
class Trace:
    """The steps in their order, and the exit status of the start."""

    steps: tuple[Step, ...]
    status: int

    @property
    def before_sending(self) -> tuple[Step, ...]:
        """What happened up to the first byte, from the intent on."""
        last = self.steps.index(Step.SENT)
        return self.steps[self.steps.index(Step.INTENT) : last + 1]

    @property
    def durable_before_sent(self) -> bool:
        """Each write to the ledger, the intent first, was followed by a sync before the first byte left."""
        if Step.INTENT not in self.steps[: self.steps.index(Step.SENT)]:
            return False
        return self.before_sending[-2] is Step.SYNCED


def traced_start(panel: Panel, log: Path, account: str, program: Sequence[str] = COMMAND) -> Trace:
    """``start`` of the command line under strace.

    :param program: the command line's own start.
    """
    strace = strace_into(log)
    start = ["start", "--room", "990001", "--account", account, "--file-name", MARK, "--json"]
    status = panel.run_command([*strace, *program, *start]).status
    return trace_of(log, status)


def strace_into(log: Path) -> list[str]:
    """What runs a command so that its steps are told in a file."""
    assert STRACE is not None
    return [STRACE, "-f", "-y", "-s", "20000", "-e", f"trace={_CALLS}", "-o", str(log)]


def trace_of(log: Path, status: int) -> Trace:
    """The steps of a start that asked for MARK, and ended with this status."""
    return Trace(tuple(_steps(log.read_text(errors="replace").splitlines())), status)


def sent_too_early(panel: Panel, log: Path, batch: Path, accounts: Sequence[str]) -> list[str]:
    """Runs a batch file under strace; the accounts whose request left before their own intent was synced.

    Several requests are under way at once, and their intents share a commit. An account without a request
    counts too: nothing would be shown by it.
    """
    strace = strace_into(log)
    pace = ["--rate", "0", "--in-flight", str(len(accounts))]
    panel.run_command([*strace, *COMMAND, "batch", "start", str(batch), *pace])
    written: set[str] = set()
    synced: set[str] = set()
    sent: set[str] = set()
    early: list[str] = []
    for line in log.read_text(errors="replace").splitlines():
        named = {account for account in accounts if account in line}
        match = _LINE.match(line)
        if "fdatasync resumed" in line or "fsync resumed" in line:
            synced |= written
        elif match is None:
            continue
        elif "ledger.sqlite3-wal" in match["file"]:
            if match["call"].startswith(("pwrite", "write")):
                written |= named
            elif "unfinished" not in line:
                synced |= written
        elif match["file"].startswith(("TCP", "socket")) and "POST " in line:
            early += named - synced
            sent |= named
    return [*early, *(set(accounts) - sent)]


def _steps(lines: Sequence[str]) -> list[Step]:
    found: list[Step] = []
    # A call that another thread interrupted is told in two lines; it counts where it ended.
    for line in lines:
        match = _LINE.match(line)
        if match is None:
            if "fdatasync resumed" in line or "fsync resumed" in line:
                found.append(Step.SYNCED)
            continue
        call, file = match["call"], match["file"]
        ledger = "ledger.sqlite3-wal" in file or file.endswith("ledger.sqlite3")
        if ledger and call in ("fsync", "fdatasync"):
            if "unfinished" not in line:
                found.append(Step.SYNCED)
        elif ledger and call.startswith(("pwrite", "write")) and Step.SENT in found:
            found.append(Step.OUTCOME)
        elif ledger and call.startswith(("pwrite", "write")) and (MARK in line or Step.INTENT in found):
            found.append(Step.INTENT)
        elif call.startswith(("send", "write")) and file.startswith(("TCP", "socket")) and "POST " in line:
            found.append(Step.SENT)
    return found
