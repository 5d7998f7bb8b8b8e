"""Puts one fault after the other into its own copy of the tree, and runs the tests that meet it.

A program: orders on stdin, verdicts on stdout, one JSON object a line. It forks for each fault, so that
the libraries are imported once; the file with the fault is imported after the fork.
"""

import importlib
import json
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import pytest

LIBRARIES: Final = (
    "aiohttp",
    "aiohttp.web",
    "cryptography.x509",
    "httpx",
    "httpx_aiohttp",
    "hypothesis.stateful",
    "pytest_asyncio.plugin",
    "sqlite3",
    "trustme",
    # Slow to make, and far from the heart.
    "gui.core.catalogue.guidance",
    "gui.core.catalogue.guidance_rows",
    "gui.core.protocol.request",
    "gui.core.protocol.wire",
)
LIMIT_S: Final = 4.0
"""What a test may take longer than it took without a fault; ten times as long in any case."""
NO_TESTS: Final = 5
NOTICED: Final = (1, 2, 4)
"""Pytest's status for a test that failed, and for tests or a conftest that can't be imported any more."""


class Chosen:
    """A pytest plugin: only these tests, the quickest first; one that hangs ends the process."""

    def __init__(self, seconds: dict[str, float]) -> None:
        self._seconds = seconds
        self.failed = ""

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Choose and sort."""
        items[:] = [item for item in items if item.nodeid in self._seconds]
        items.sort(key=lambda item: self._seconds[item.nodeid])

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """The signal's own action is to end the process."""
        signal.setitimer(signal.ITIMER_REAL, LIMIT_S + 10 * self._seconds[item.nodeid])
        try:
            return (yield)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Which test noticed."""
        if report.failed and not self.failed:
            self.failed = report.nodeid

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A file that can't be imported any more notices too."""
        if report.failed and not self.failed:
            self.failed = report.nodeid


def run_tests(seconds: dict[str, float], told: int) -> int:
    """In the child: pytest's exit status; the test that failed goes to ``told``."""
    os.setsid()
    quiet = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(quiet, stream)
    # What can't even be imported must not hang either.
    signal.setitimer(signal.ITIMER_REAL, 60)
    chosen = Chosen(seconds)
    files = sorted({test.partition("::")[0] for test in seconds})
    options = ["-x", "-q", "--tb=no", "-p", "no:cacheprovider", "-p", "no:xdist"]
    options += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
    try:
        status = int(pytest.main([*options, *files], plugins=[chosen]))
    except (Warning, ExceptionGroup) as err:
        # Found at the very end: something was left open.
        status, chosen.failed = NOTICED[0], chosen.failed or repr(err)
    os.write(told, chosen.failed.encode())
    return status


def verdict_of(seconds: dict[str, float]) -> dict[str, Any]:
    """What came of the tests, in a process of their own."""
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        status = 70
        try:
            status = run_tests(seconds, tell)
        except BaseException as err:  # the parent says it
            os.write(tell, repr(err).encode())
        finally:
            os._exit(status)
    os.close(tell)
    _, ended = os.waitpid(child, 0)
    with suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    os.set_blocking(told, False)
    by = ""
    with suppress(BlockingIOError):
        by = os.read(told, 10_000).decode()
    os.close(told)
    status = os.waitstatus_to_exitcode(ended)
    if status == -signal.SIGALRM:
        return {"verdict": "timed out", "by": by}
    if status in (0, NO_TESTS):
        return {"verdict": "survived", "by": ""}
    return {"verdict": "killed" if status in NOTICED else f"not run: {status}", "by": by}


def forget_compiled(file: Path) -> None:
    """A file is written again faster than its time tells."""
    for compiled in (file.parent / "__pycache__").glob(f"{file.stem}.*.pyc"):
        compiled.unlink()


def main() -> None:
    """Runs until stdin ends."""
    for name in LIBRARIES:
        importlib.import_module(name)
    for line in sys.stdin:
        order = json.loads(line)
        file = Path(order["file"])
        assert ".".join(file.with_suffix("").parts) not in sys.modules
        sound = file.read_text()
        forget_compiled(file)
        began = time.monotonic()
        file.write_text(order["text"])
        try:
            verdict = verdict_of(order["seconds"])
        finally:
            file.write_text(sound)
            forget_compiled(file)
        print(json.dumps({**verdict, "seconds": round(time.monotonic() - began, 1)}), flush=True)


if __name__ == "__main__":
    main()
