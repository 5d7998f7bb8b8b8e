"""Many recordings of one profile with limits of its own, to be stopped or started again at once."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gui.core.foundation.enums import State
from gui.core.profiles.profiles import Profiles, new_profile
from gui.core.protocol.request import start_request
from gui.core.recording.retries import Pacing
from gui.simulator.in_process import RunningSimulator
from gui.widgets.dialogs.stop_dialog import StopDialog
from tests.support.widgets.window_driver import APP, CTRL, Staff, window_at

ROOM = 990001
NO_RETRY = Pacing(tries=1, delay_s=0.0, jitter_s=0.0, resend_s=0.0)


def limited_profile(folder: Path, url: str, *, name: str = "Main", in_flight: int = 0, rate: int = 0) -> None:
    """A profile that lets so many requests through at a time, or a second; 0 is no limit."""
    profiles = Profiles(folder)
    profiles.load()
    values = {"name": name, "url": url, "sdk_app_id": APP, "identifier": "admin"}
    profiles.add(new_profile({**values, "in_flight": in_flight, "rate_limit": rate}))


def guests(count: int) -> list[str]:
    return [f"guest{number:02}" for number in range(count)]


@asynccontextmanager
async def crowd(
    folder: Path,
    service: RunningSimulator,
    count: int,
    *,
    in_flight: int = 0,
    rate: int = 0,
    becomes: State = State.RECORDING,
) -> AsyncIterator[Staff]:
    """So many guests are recorded, or their starts were refused."""
    limited_profile(folder, service.url, in_flight=in_flight, rate=rate)
    async with window_at(folder, profile="Main", pacing=NO_RETRY) as staff:
        for guest in guests(count):
            if becomes is State.RECORDING:
                service.enter(ROOM, guest, camera=True)
            request = start_request({"room": ROOM, "account": guest, "file_name": f"f-{guest}"})
            await staff.panel.bridge.services.recorder.start("Main", request)
        for guest in guests(count):
            await staff.sees(guest, becomes)
        await staff.settles()
        yield staff


def chooses_all(staff: Staff) -> None:
    staff.sessions.table.setFocus()
    QTest.keyClick(staff.sessions.table, Qt.Key.Key_A, CTRL)


async def stops_all(staff: Staff) -> None:
    """Ctrl+A, F8, and *Stop*."""
    chooses_all(staff)
    staff.presses(Qt.Key.Key_F8)
    staff.clicks((await staff.asked(StopDialog)).yes)
    await staff.is_back()
    assert staff.result.under_way


def sent(service: RunningSimulator, operation: str) -> list[str]:
    """Whose requests of that kind the service received, in their order."""
    return [str(entry.account) for entry in service.record if entry.operation == operation]
