"""A ledger that can't be used: what the window says, and the way on that it offers."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint

from gui.core.catalogue.errors import Activity, Delivery, LocalFailure, Problem
from gui.core.catalogue.guidance import Step
from gui.core.foundation.enums import State
from gui.core.ledger import schema
from gui.simulator.in_process import RunningSimulator
from gui.widgets.connection.connection_dialog import ConnectionDialog
from tests.support.core.interrupted_ledger import left_open
from tests.support.core.locked_ledger import holding
from tests.support.widgets.window_driver import profile_for, window_at

LEDGER = "ledger.sqlite3"


def spoil(folder: Path) -> bytes:
    """Scribble over the pages behind the first ones: it opens, and then can't be read."""
    path = folder / LEDGER
    raw = bytearray(path.read_bytes())
    at = raw.index(b'"account":"user10"') // 4096 * 4096
    raw[at : at + 4096] = b"\xa5" * 4096
    path.write_bytes(raw)
    return bytes(raw)


def moved(folder: Path) -> list[Path]:
    return [path for path in folder.glob(f"{LEDGER}.damaged-*") if not path.name.endswith(("-wal", "-shm"))]


async def test_a_damaged_ledger_is_named_left_alone_and_moved_aside_when_asked(
    data_folder: Path, service: RunningSimulator
) -> None:
    profile_for(data_folder, service.url)
    await left_open(data_folder, service.url, 30)
    damaged = spoil(data_folder)
    async with window_at(data_folder, wait=False) as staff:
        strip = staff.window.trouble
        await staff.until(strip.isVisible, "the trouble is told")
        assert "is damaged" in strip.text
        assert str(data_folder / LEDGER) in strip.text
        assert not staff.form.start_button.isEnabled()
        # What nobody knows is no zero, and the notice is where the texts say.
        shift = staff.error.shift
        assert (shift.attention.count.text(), shift.live.count.text()) == ("–", "–")
        assert not shift.hand_over.isEnabled()
        assert staff.attention() == "Needs attention –"
        assert "recordings" not in staff.window.status.counts.whole_text()
        assert staff.sessions.empty.text.text().endswith("The notice below says what to do.")
        await staff.until(lambda: "Start waits: see below the list." in staff.said(), "Start says why not")
        table = staff.sessions.table
        assert (
            strip.mapTo(staff.window, QPoint()).y()
            >= table.mapTo(staff.window, QPoint(0, table.height())).y()
        )
        staff.clicks(staff.window.connection_bar.codes)
        reference = staff.window.code_reference
        assert reference is not None
        reference.close()
        staff.clicks(strip.action)
        await staff.until(lambda: strip.isVisible() and strip.other.isVisible(), "it is told again")
        assert (data_folder / LEDGER).read_bytes() == damaged
        staff.clicks(strip.other)
        await staff.answers("Cancel")
        assert (data_folder / LEDGER).read_bytes() == damaged
        await staff.until(strip.other.isVisible, "it can still be moved aside")
        staff.clicks(strip.other)
        await staff.answers("Move it aside")
        await staff.until(staff.form.start_button.isEnabled, "Start can be pressed")
        (aside,) = moved(data_folder)
        assert aside.read_bytes() == damaged
        assert str(aside) in staff.window.alarm.text
        kept = staff.sessions.model.sessions()
        assert len(kept) > 10
        await staff.until(lambda: shift.attention.count.text() == str(len(kept)), "the counts are known")
        assert shift.hand_over.isEnabled()
        assert {session.state for session in kept} == {State.UNKNOWN}
        assert staff.attention() == f"Needs attention {len(kept)}"
        await staff.starts(990002, "carol")


async def test_a_ledger_of_a_newer_panel_is_named_and_not_offered_to_be_moved(
    data_folder: Path, service: RunningSimulator
) -> None:
    profile_for(data_folder, service.url)
    await left_open(data_folder, service.url, 1)
    with closing(sqlite3.connect(data_folder / LEDGER)) as database:
        database.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    async with window_at(data_folder, wait=False) as staff:
        strip = staff.window.trouble
        await staff.until(strip.isVisible, "the trouble is told")
        assert "newer version" in strip.text
        assert str(data_folder / LEDGER) in strip.text
        assert not strip.other.isVisible()
        with closing(sqlite3.connect(data_folder / LEDGER)) as database:
            database.execute(f"PRAGMA user_version = {schema.VERSION}")
        staff.clicks(strip.action)
        await staff.until(staff.form.start_button.isEnabled, "Start can be pressed")


async def test_profiles_of_an_older_panel_get_the_usual_limits_and_keep_them_when_saved(
    data_folder: Path, service: RunningSimulator
) -> None:
    profile_for(data_folder, service.url)
    path = data_folder / "profiles.json"
    text = json.loads(path.read_text(encoding="utf-8"))
    for name in ("rate_limit", "in_flight", "overrun_hours"):
        del text["profiles"][0][name]
    path.write_text(json.dumps(text), encoding="utf-8")
    async with window_at(data_folder) as staff:
        staff.panel.actions.profiles.open_settings("Main")
        dialog = await staff.asked(ConnectionDialog)
        limits = dialog.form.limits
        assert {key: line.text() for key, line in limits.items()} == {
            "rate_limit": "20",
            "in_flight": "16",
            "overrun_hours": "6",
        }
        limits["rate_limit"].setText("5")
        limits["overrun_hours"].setText("900")
        dialog.save_button.click()
        assert "1 to 720" in dialog.form.rows["overrun_hours"].complaint
        limits["overrun_hours"].setText("12")
        dialog.save_button.click()
        await staff.until(lambda: '"overrun_hours": 12' in path.read_text(encoding="utf-8"), "it is saved")
        await staff.settles()
        assert json.loads(path.read_text(encoding="utf-8"))["profiles"][0]["rate_limit"] == 5
        dialog.reject()
        await staff.is_back()
        started = await staff.starts(990001, "alice")
        assert started.overrun_hours == 12


async def test_a_decision_that_cannot_be_written_is_not_told_as_a_start_that_was_not_sent(
    data_folder: Path, service: RunningSimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.core.ledger.database.LOCK_WAIT_S", 0.1)
    profile_for(data_folder, service.url)
    await left_open(data_folder, service.url, 1)
    async with window_at(data_folder) as staff:
        staff.clicks_rows("user00")
        with holding(data_folder):
            staff.settles_as(Step.MARK_AS_ENDED)
            headline = staff.error.header.headline
            await staff.until(lambda: headline.text() == "Not written", "the problem is told")
        staff.clicks_rows("user00")
        staff.settles_as(Step.MARK_AS_ENDED)
        await staff.sees("user00", State.STOPPED)


async def test_trouble_with_a_decision_leaves_the_form_waiting_for_its_start(
    data_folder: Path, service: RunningSimulator
) -> None:
    profile_for(data_folder, service.url)
    async with window_at(data_folder) as staff:
        staff.types_target(990001, "alice")
        with holding(data_folder):
            # Its intent can't be written yet, so that it is no session so far.
            staff.clicks_start()
            trouble = Problem(Delivery.NEVER_SENT, word=LocalFailure.LEDGER_LOCKED)
            staff.panel.bridge.problem_raised.emit(trouble, Activity.DECIDE)
            assert staff.error.header.headline.text() == "Not written"
        await staff.sees("alice", State.RECORDING)
        assert (staff.fields.room.text(), staff.fields.account.text()) == ("990001", "")
