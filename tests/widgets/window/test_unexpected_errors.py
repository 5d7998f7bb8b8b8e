"""A bug is never swallowed and never the end of the window; what is shown of it holds no secret."""

import asyncio
import logging
import sys

import pytest

from gui.core.security.redaction import register
from tests.support.widgets.window_driver import Staff

SECRET = "canary-secret-of-a-bug"


@pytest.fixture(autouse=True)
def known_secret() -> None:
    register(SECRET)


def fail() -> None:
    raise RuntimeError(f"with {SECRET} in it")


async def test_a_bug_in_a_callback_of_the_loop_is_told_without_any_secret(staff: Staff) -> None:
    staff.bug_expected = True
    asyncio.get_running_loop().call_soon(fail)
    await staff.until(staff.window.bug.isVisible, "the bug is told")
    told = staff.bug()
    assert "RuntimeError: with ••• in it" in told
    assert SECRET not in told


async def test_a_bug_that_python_itself_meets_in_a_slot_is_told_without_any_secret(staff: Staff) -> None:
    staff.bug_expected = True
    try:
        fail()
    except RuntimeError as err:
        sys.excepthook(type(err), err, err.__traceback__)
    await staff.until(staff.window.bug.isVisible, "the bug is told")
    assert "RuntimeError: with ••• in it" in staff.bug()


async def test_what_the_loop_tells_without_an_exception_is_logged(
    staff: Staff, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, logger="gui.widgets.runtime.unexpected_errors"):
        asyncio.get_running_loop().call_exception_handler({"message": "a transport was left open"})
    assert "event loop: a transport was left open" in caplog.text
    assert not staff.window.bug.isVisible()
