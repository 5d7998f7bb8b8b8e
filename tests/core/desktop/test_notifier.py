"""Notifications reach the desktop, are taken away, and a click comes back; without a bus that is told."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from gui.core.desktop.notification import DesktopNotification, Lacking, NoNotifications
from gui.core.desktop.notification_services import name_of_service
from gui.core.desktop.notifier import DesktopNotifier
from tests.support.installed.bus import session_bus
from tests.support.notification_desk import DESKTOP, PORTAL, desk_on_own_bus, needs_bus, served_desk
from tests.support.waiting import until

ONE = DesktopNotification("Room 990003", "Not started · 30000411", "Show")
TWO = DesktopNotification("2 recordings need attention", "2 not started", "Show")


class Asked:
    """A notifier at work, and what it told."""

    def __init__(self) -> None:
        self.clicks: list[str] = []
        self.failed: list[DesktopNotification] = []
        self.notifier = DesktopNotifier(self.clicks.append, self.failed.append)


@asynccontextmanager
async def asked() -> AsyncIterator[Asked]:
    one = Asked()
    running = asyncio.create_task(one.notifier.run())
    try:
        yield one
    finally:
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running


@needs_bus
async def test_one_notification_takes_the_place_of_the_other_and_makes_no_sound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with desk_on_own_bus(tmp_path, monkeypatch) as desk:
        async with asked() as one:
            one.notifier.show(ONE)
            await until(lambda: bool(desk.shown))
            first = desk.shown[0]
            assert (first.title, first.text) == ("Room 990003", "Not started · 30000411")
            assert first.actions == ("default", "Show")
            assert first.hints == {"desktop-entry": "recording-panel", "urgency": 1, "suppress-sound": True}
            one.notifier.show(TWO)
            await until(lambda: len(desk.shown) == 2)
            assert [shown.text for shown in desk.open.values()] == ["2 not started"]
            assert desk.shown[1].number == first.number
            one.notifier.withdraw()
            await until(lambda: not desk.open)
        assert (one.failed, one.notifier.lacking) == ([], None)
        assert await name_of_service() == "Desk 1.0"


@needs_bus
@pytest.mark.parametrize(("name", "token"), [(DESKTOP, "for-wayland"), (PORTAL, "")])
async def test_a_click_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, token: str
) -> None:
    with desk_on_own_bus(tmp_path, monkeypatch, name) as desk:
        async with asked() as one:
            one.notifier.show(ONE)
            await until(lambda: bool(desk.shown))
            desk.click(token)
            await until(lambda: bool(one.clicks))
            assert one.clicks == [token]
            # It is gone by the click: there is nothing to take away.
            one.notifier.withdraw()
            one.notifier.show(TWO)
            await until(lambda: len(desk.shown) == 2)
        assert desk.shown[0].hints.get("sound", "silent") == "silent"


@needs_bus
async def test_a_bus_that_went_away_and_came_back_is_used_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with asked() as one:
        (tmp_path / "first").mkdir()
        with desk_on_own_bus(tmp_path / "first", monkeypatch) as desk:
            one.notifier.show(ONE)
            await until(lambda: bool(desk.shown))
        (tmp_path / "second").mkdir()
        with desk_on_own_bus(tmp_path / "second", monkeypatch) as desk:
            one.notifier.show(TWO)
            await until(lambda: bool(desk.shown))
            assert desk.shown[0].title == TWO.title
    assert one.failed == []


@needs_bus
async def test_a_bus_without_a_desktop_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with session_bus(tmp_path) as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        async with asked() as one:
            one.notifier.show(ONE)
            await until(lambda: bool(one.failed))
            assert one.failed == [ONE]
            assert one.notifier.lacking is Lacking.SERVICE
            with served_desk(address):
                await one.notifier.look()
            assert one.notifier.lacking is None


@pytest.mark.parametrize("address", ["", "disabled:", "nonsense", "unix:path=/nonexistent", "tcp:host=x"])
async def test_no_bus_is_told_and_stops_nothing(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    async with asked() as one:
        one.notifier.show(ONE)
        one.notifier.show(TWO)
        await until(lambda: len(one.failed) == 2)
        await one.notifier.look()
    assert one.notifier.lacking is Lacking.BUS
    with pytest.raises(NoNotifications):
        await name_of_service()
