"""What ends when, and what follows from it: said without being asked; the clock is given by the test."""

import shutil
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from gui.core.catalogue.guidance import Step
from gui.core.foundation.enums import State
from gui.core.profiles.credentials import SECRET_KEY_VARIABLE, USER_SIG_VARIABLE
from gui.core.security.usersig import make_at
from gui.simulator.in_process import RunningSimulator
from gui.widgets.connection.connection_dialog import ConnectionDialog
from gui.widgets.controllers import reachability_watch
from gui.widgets.controls.theme import Tone, tone_color
from tests.support.network.certificate_files import CertificateFiles
from tests.support.network.raw_server import RawServer
from tests.support.widgets.connection_status_driver import reachability, strict_profile
from tests.support.widgets.window_driver import APP, Staff, profile_for, window_at

DAY = 24 * 3600
HOUR = 3600
SIG_KEY = "canary-secret-key"
NEITHER = "after that you can neither start nor stop. Ask your administrator for a new one."


def usersig_until(ends: float) -> str:
    return make_at(
        secret_key=SIG_KEY, identifier="admin", sdk_app_id=APP, time=int(ends) - 90 * DAY, expire=90 * DAY
    )


def set_clock(staff: Staff, now: float) -> None:
    """From its next tick on the window believes that it is then."""
    staff.panel.actions.profiles.status.validity.clock = lambda: now


def endings(staff: Staff) -> str:
    bar = staff.window.connection_bar
    parts = (bar.near_endings.whole_text(), bar.endings.whole_text())
    return " · ".join(part for part in parts if part)


def tone_of(staff: Staff, what: str) -> Tone:
    """The colour in which a thing's end is told."""
    bar = staff.window.connection_bar
    (label,) = [each for each in (bar.near_endings, bar.endings) if f"{what} " in each.whole_text()]
    colour = label.palette().color(QPalette.ColorRole.WindowText)
    (found,) = [tone for tone in (Tone.MUTED, Tone.WARNING, Tone.DANGER) if tone_color(tone) == colour]
    return found


def strip_with(staff: Staff, said: str) -> tuple[bool, bool]:
    """Whether the strip that says this can be seen, and whether it is a banner."""
    strip = staff.window.connection_bar.ending
    assert said in strip.label.text()
    return strip.isVisible(), strip.filled


STAGES = [
    pytest.param(30 * DAY - 5, "{what} valid 29 days", Tone.MUTED, "", False, id="30 days"),
    pytest.param(6 * DAY + 5, "{what} valid 6 days", Tone.WARNING, NEITHER, False, id="6 days"),
    pytest.param(20 * HOUR, "{what} ends to", Tone.DANGER, NEITHER, True, id="20 hours"),
    pytest.param(
        -5,
        "{what} has expired",
        Tone.DANGER,
        "has expired: you can neither start nor stop. Ask your administrator for a new one.",
        True,
        id="expired",
    ),
]


@pytest.mark.parametrize(("left_s", "words", "tone", "said", "banner"), STAGES)
async def test_a_usersig_is_green_amber_red_and_over(
    data_folder: Path,
    service: RunningSimulator,
    monkeypatch: pytest.MonkeyPatch,
    left_s: float,
    words: str,
    tone: Tone,
    said: str,
    banner: bool,
) -> None:
    ends = time.time() + 40 * DAY
    monkeypatch.setenv(USER_SIG_VARIABLE, usersig_until(ends))
    profile_for(data_folder, service.url)
    async with window_at(data_folder) as staff:
        set_clock(staff, int(ends) - left_s)
        await staff.until(lambda: endings(staff).startswith(words.format(what="login")), words)
        assert (tone_of(staff, "login"), *strip_with(staff, said)) == (tone, bool(said), banner)


@pytest.mark.parametrize(("left_s", "words", "tone", "said", "banner"), STAGES)
async def test_a_client_certificate_is_green_amber_red_and_over(
    data_folder: Path,
    files: CertificateFiles,
    strict_relay: RawServer,
    monkeypatch: pytest.MonkeyPatch,
    left_s: float,
    words: str,
    tone: Tone,
    said: str,
    banner: bool,
) -> None:
    monkeypatch.setenv(USER_SIG_VARIABLE, usersig_until(time.time() + 80 * DAY))
    strict_profile(data_folder, files, strict_relay)
    async with window_at(data_folder) as staff:
        await staff.until(lambda: "certificate" in endings(staff), "the certificate's end is known")
        assert reachability(staff) == "reachable · no answer yet"
        client = await staff.panel.bridge.services.connections.client("Main")
        assert client.own_expires is not None
        set_clock(staff, client.own_expires - left_s)
        await staff.until(lambda: words.format(what="certificate") in endings(staff), words)
        assert (tone_of(staff, "certificate"), *strip_with(staff, said)) == (tone, bool(said), banner)
        # What has time is not coloured with it.
        assert tone_of(staff, "login") is Tone.MUTED


async def test_what_is_made_from_a_secret_key_renews_itself(
    data_folder: Path, service: RunningSimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(USER_SIG_VARIABLE)
    monkeypatch.setenv(SECRET_KEY_VARIABLE, SIG_KEY)
    profile_for(data_folder, service.url)
    async with window_at(data_folder) as staff:
        set_clock(staff, time.time() + 400 * DAY)
        await staff.until(lambda: endings(staff) == "login renews itself", "it renews itself")
        assert tone_of(staff, "login") is Tone.MUTED
        assert not staff.window.connection_bar.ending.isVisible()


async def test_after_a_restart_a_credential_that_was_given_for_one_session_is_missed_before_a_start(
    data_folder: Path, service: RunningSimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(USER_SIG_VARIABLE)
    profile_for(data_folder, service.url)
    async with window_at(data_folder) as staff:
        missed = staff.window.connection_bar.no_credential
        await staff.until(missed.isVisible, "it is missed")
        told = "login missing: no credential given"
        await staff.until(lambda: staff.error.shift.ending.text() == told, "in the summary of the shift, too")
        assert endings(staff) == ""
        assert not staff.window.connection_bar.ending.isVisible()


async def test_who_has_no_credential_finds_its_field_ready_in_the_settings(
    data_folder: Path, service: RunningSimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(USER_SIG_VARIABLE)
    profile_for(data_folder, service.url)
    async with window_at(data_folder) as staff:
        await staff.starts(990001, "alice", becomes=State.FAILED)
        staff.clicks_step(Step.OPEN_SETTINGS)
        dialog = await staff.asked(ConnectionDialog)
        assert dialog.form.credential.paste.isChecked()
        staff.keys_in("eJ")
        assert dialog.form.credential.has_secret()
        dialog.form.credential.forget_secret()
        staff.presses(Qt.Key.Key_Escape)
        await staff.is_back()


async def test_an_end_that_can_not_be_read_is_not_made_up(staff: Staff) -> None:
    await staff.until(lambda: endings(staff) == "login: end not known", "nothing is made up")
    assert not staff.window.connection_bar.ending.isVisible()


async def test_a_certificate_that_was_over_before_the_window_was_opened_is_told_with_its_consequence(
    data_folder: Path, files: CertificateFiles, strict_relay: RawServer
) -> None:
    strict_profile(data_folder, files, strict_relay, "late")
    async with window_at(data_folder) as staff:
        strip = staff.window.connection_bar.ending
        await staff.until(lambda: strip.filled, "the banner is there")
        assert "The certificate has expired: you can neither start nor stop." in strip.label.text()
        assert "certificate has expired" in endings(staff)
        assert reachability(staff) == "can't be used (client certificate expired) · no answer yet"
    assert strict_relay.connections == 0


async def test_a_certificate_that_the_administrator_renews_in_its_place_ends_the_banner(
    data_folder: Path,
    files: CertificateFiles,
    strict_relay: RawServer,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(reachability_watch, "LOOK_EVERY_S", 0.1)
    for kind in ("pem", "key"):
        shutil.copy(files.folder / f"late.{kind}", tmp_path / f"ours.{kind}")
    shutil.copy(files.folder / "ca.pem", tmp_path / "ca.pem")
    ours = CertificateFiles(tmp_path, files.authority, files.stranger)
    strict_profile(data_folder, ours, strict_relay, "ours")
    async with window_at(data_folder) as staff:
        strip = staff.window.connection_bar.ending
        await staff.until(lambda: strip.filled, "the banner is there")
        for kind in ("key", "pem"):
            shutil.copy(files.folder / f"desk.{kind}", tmp_path / f"ours.{kind}")
        await staff.until(lambda: not strip.isVisible(), "the banner is gone")
        assert "certificate valid 29 days" in endings(staff)
        assert reachability(staff) == "reachable · no answer yet"


async def test_the_banner_comes_when_the_last_day_begins_while_the_window_is_open(
    data_folder: Path, service: RunningSimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    alerted: list[object] = []
    monkeypatch.setattr(QApplication, "alert", lambda *given: alerted.append(given))
    ends = int(time.time()) + 40 * DAY
    monkeypatch.setenv(USER_SIG_VARIABLE, usersig_until(ends))
    profile_for(data_folder, service.url)
    async with window_at(data_folder) as staff:
        strip = staff.window.connection_bar.ending
        set_clock(staff, ends - DAY - 1)
        await staff.until(strip.isVisible, "it is told that it ends")
        assert (strip.filled, alerted) == (False, [])
        set_clock(staff, ends - DAY)
        await staff.until(lambda: strip.filled, "the last day has begun")
        assert len(alerted) == 1
        # Set back by hand, or a new usersig: as if it had never been said.
        set_clock(staff, ends - 8 * DAY)
        await staff.until(lambda: not strip.isVisible(), "there is time again")
        # Closed in the evening, opened in the morning: the wall clock decides.
        set_clock(staff, ends + 3)
        await staff.until(lambda: strip.filled and "has expired" in strip.label.text(), "it is over")
        assert len(alerted) == 2


async def test_the_copied_request_says_what_ends_when_for_whom_and_what_to_do(
    data_folder: Path, service: RunningSimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    ends = int(time.time()) + 40 * DAY
    sig = usersig_until(ends)
    monkeypatch.setenv(USER_SIG_VARIABLE, sig)
    profile_for(data_folder, service.url)
    async with window_at(data_folder) as staff:
        set_clock(staff, ends - 20 * HOUR)
        strip = staff.window.connection_bar.ending
        await staff.until(lambda: strip.isVisible() and strip.copy.height() > 0, "the consequence is there")
        staff.clicks(strip.copy)
        copied = QGuiApplication.clipboard().text()
        assert strip.copy.text() == "Copied"
    utc = time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime(ends))
    for fact in ("usersig", utc, "Profile: Main", f"SDKAppID: {APP}", "Identifier: admin", service.url[7:]):
        assert fact in copied
    assert "Please make a new usersig for this SDKAppID and identifier" in copied
    assert sig not in copied
    assert SIG_KEY not in copied


async def test_both_ends_are_told_and_asked_for_together_the_nearest_first(
    data_folder: Path, files: CertificateFiles, strict_relay: RawServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile = strict_profile
    ends = int(time.time()) + 29 * DAY
    monkeypatch.setenv(USER_SIG_VARIABLE, usersig_until(ends))
    profile(data_folder, files, strict_relay)
    async with window_at(data_folder) as staff:
        set_clock(staff, ends - 3600)
        strip = staff.window.connection_bar.ending
        await staff.until(lambda: "certificate" in strip.label.text(), "both are told")
        first, second = strip.label.text().splitlines()
        assert first.startswith("▲ The login (usersig) ends to")
        assert second.startswith("▲ The certificate ends")
        staff.clicks(strip.copy)
        copied = QGuiApplication.clipboard().text()
        assert copied.index("What: login (usersig)") < copied.index("What: certificate")
