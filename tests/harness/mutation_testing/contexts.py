"""A pytest plugin: coverage notes which test each line served, and how long each test that passed took."""

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import coverage
import pytest

FOLDER: Final = "TEST_SECONDS_FOLDER"
"""The environment's name for the folder that the tests' durations are written to."""

_seconds: dict[str, float] = {}
_failed: set[str] = set()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Name the test while its fixtures and itself run."""
    measuring = coverage.Coverage.current()
    assert measuring is not None
    measuring.switch_context(item.nodeid)
    began = time.monotonic()
    try:
        return (yield)
    finally:
        _seconds[item.nodeid] = time.monotonic() - began
        measuring.switch_context("")


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """A test that fails without a fault notices none."""
    if report.failed:
        _failed.add(report.nodeid)


def pytest_sessionfinish() -> None:
    """Each process of the run writes a file of its own."""
    for test in _failed:
        _seconds.pop(test, None)
    if _seconds:
        Path(os.environ[FOLDER], f"{os.getpid()}.json").write_text(json.dumps(_seconds))
