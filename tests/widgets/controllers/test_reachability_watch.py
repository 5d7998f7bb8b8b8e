"""Whether the service can be reached, and how it stands with the account: said without being asked."""

import asyncio
import ssl
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPalette

from gui.core.foundation.enums import State
from gui.simulator.in_process import RunningSimulator
from gui.widgets.controllers import reachability_watch
from gui.widgets.controls.theme import Tone, tone_color
from tests.support.network.certificate_files import CertificateFiles
from tests.support.network.raw_server import raw_server
from tests.support.widgets.connection_status_driver import reachability, strict_profile
from tests.support.widgets.window_driver import Staff, profile_for, window_at

# Whether it can be reached.


async def test_before_the_first_request_nothing_is_said_to_be_known(staff: Staff) -> None:
    await staff.until(lambda: reachability(staff) == "nothing sent yet", "nothing is known")


async def test_an_answer_is_told_with_its_age_and_how_long_it_took(staff: Staff) -> None:
    await staff.starts(990001, "alice")
    await staff.until(lambda: reachability(staff).startswith("reachable · answered "), "it answered")
    said = reachability(staff).removeprefix("reachable · answered ")
    age, _, took = said.partition(" s ago in ")
    assert 0 <= int(age) <= 5
    assert 0 < int(took.removesuffix(" ms")) < 5000
    await staff.until(
        lambda: reachability(staff).split(" ago in")[0] != f"reachable · answered {age} s", "it ages"
    )


async def test_a_service_that_is_gone_is_told_by_the_request_that_meets_it(
    staff: Staff, service: RunningSimulator
) -> None:
    await staff.starts(990001, "alice")
    await service.close()
    staff.types_target(990002, "carol")
    staff.clicks_start()
    await staff.sees("carol", State.FAILED)
    await staff.until(
        lambda: reachability(staff).startswith("not reachable (no connection) · last answer "), "it is told"
    )
    bar = staff.window.connection_bar.reachability
    assert bar.palette().color(QPalette.ColorRole.WindowText) == tone_color(Tone.DANGER)
    assert "Check this computer's network" in bar.toolTip()


async def test_a_lost_answer_is_told_as_such(staff: Staff, service: RunningSimulator) -> None:
    service.arm(operation="start", fault="drop_before")
    staff.types_target(990001, "alice")
    staff.clicks_start()
    await staff.sees("alice", State.UNKNOWN)
    await staff.until(
        lambda: reachability(staff).startswith("no usable answer (connection lost)"), "it is told"
    )


async def test_a_relay_that_comes_back_is_noticed_without_a_click(
    data_folder: Path, files: CertificateFiles, monkeypatch: pytest.MonkeyPatch, strict_tls: ssl.SSLContext
) -> None:
    monkeypatch.setattr(reachability_watch, "LOOK_EVERY_S", 0.1)
    async with AsyncExitStack() as there:
        relay = await there.enter_async_context(raw_server(tls=strict_tls))
        strict_profile(data_folder, files, relay)
        async with window_at(data_folder) as staff:
            await staff.until(lambda: reachability(staff) == "reachable · no answer yet", "it is reached")
            monkeypatch.setattr("gui.core.network.relay_client.PROOF_LIFETIME_S", 0.0)
            await there.aclose()
            await staff.until(lambda: reachability(staff).startswith("not reachable"), "it is gone")
            back = await there.enter_async_context(raw_server(tls=strict_tls, port=relay.port))
            await staff.until(lambda: reachability(staff).startswith("reachable"), "it is back")
            assert back.connections > 0
            assert relay.asked == back.asked == []
            monkeypatch.setattr("gui.core.network.relay_client.PROOF_LIFETIME_S", 600.0)
            await asyncio.sleep(0)


async def test_f5_asks_anew_though_it_was_reached_a_moment_ago(
    data_folder: Path, files: CertificateFiles, strict_tls: ssl.SSLContext
) -> None:
    async with AsyncExitStack() as there:
        relay = await there.enter_async_context(raw_server(tls=strict_tls))
        strict_profile(data_folder, files, relay)
        async with window_at(data_folder) as staff:
            await staff.until(lambda: reachability(staff) == "reachable · no answer yet", "it is reached")
            await staff.settles()
            before = relay.connections
            staff.presses(Qt.Key.Key_F5)
            done = staff.window.status.done
            await staff.until(lambda: done.text().startswith("Checked: reachable"), "it is told")
            assert relay.connections > before
            await there.aclose()
            staff.presses(Qt.Key.Key_F5)
            await staff.until(lambda: done.text().startswith("Checked: not reachable"), "it is gone")
            assert reachability(staff).startswith("not reachable")
            assert relay.asked == []


# Code 2.


async def test_code_2_leaves_a_banner_on_its_profile_until_a_later_start_is_accepted(
    data_folder: Path, service: RunningSimulator
) -> None:
    profile_for(data_folder, service.url)
    profile_for(data_folder, service.url, "Other")
    async with window_at(data_folder, profile="Main") as staff:
        banner = staff.window.balance
        service.arm(operation="start", code=2)
        staff.types_target(990001, "alice")
        staff.clicks_start()
        await staff.sees("alice", State.FAILED)
        await staff.until(lambda: banner.isVisible() and banner.action.height() > 0, "it is told")
        assert "storage balance" in banner.text
        staff.clicks(banner.action)
        assert "Please top it up" in QGuiApplication.clipboard().text()
        await staff.settles()
        # It belongs to its profile.
        staff.panel.actions.profiles.choose("Other")
        assert not banner.isVisible()
        staff.panel.actions.profiles.choose("Main")
        assert banner.isVisible()
        # Another refusal proves nothing.
        service.arm(operation="start", code=30000411)
        await staff.starts(990002, "carol", State.FAILED)
        assert banner.isVisible()
    async with window_at(data_folder, profile="Main") as staff:
        banner = staff.window.balance
        await staff.until(banner.isVisible, "it is told again after a restart")
        await staff.starts(990001, "bob")
        assert not banner.isVisible()
    async with window_at(data_folder, profile="Main") as staff:
        await staff.settles()
        assert not staff.window.balance.isVisible()
