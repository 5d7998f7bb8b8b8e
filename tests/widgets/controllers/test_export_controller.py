"""Exports from the window: the selection or the filter, with its progress, its end, and its trouble."""

import csv
import gc
import json
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu

from gui.core.session_list.filter_sort import QuickFilter
from gui.core.sessions.session import Session
from gui.simulator.in_process import RunningSimulator
from gui.widgets.runtime.bridge import LOADED_FIRST
from gui.widgets.runtime.history_loader import PAGE
from tests.support.core.ledger_history import days_of_sessions, fill
from tests.support.widgets.window_driver import Staff, profile_for, window_at

COUNT = LOADED_FIRST + PAGE + 100
LONGEST_MS = 100
"""The panel's own limit is 50 ms; a computer that is slower than usual gets leave."""


@pytest.fixture
async def desk(data_folder: Path, service: RunningSimulator) -> AsyncIterator[Staff]:
    """A support person with a ledger of some days; the newest sessions are shown."""
    profile_for(data_folder, service.url)
    fill(data_folder, days_of_sessions(COUNT, 200))
    async with window_at(data_folder) as person:
        await person.until(lambda: person.sessions.model.rowCount() == LOADED_FIRST, "the newest are there")
        yield person


def menu_of(staff: Staff) -> QMenu:
    menu = staff.sessions.bar.export.menu()
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    return menu


def offered(staff: Staff) -> list[tuple[str, bool]]:
    return [(action.text(), action.isEnabled()) for action in menu_of(staff).actions()]


async def exports(staff: Staff, action: int, path: Path) -> None:
    """Choose from the menu, and name the file."""
    chosen: QAction = menu_of(staff).actions()[action]
    assert chosen.isEnabled()
    chosen.trigger()
    dialog = await staff.asked(QFileDialog)
    dialog.fileSelected.emit(str(path))
    dialog.reject()


def said(staff: Staff) -> str:
    return staff.sessions.saving.text() if staff.sessions.saving.isVisible() else ""


async def exported(staff: Staff, path: Path) -> None:
    await staff.until(lambda: said(staff).endswith(str(path)), "the line names the file")


def ids_in(path: Path) -> list[str]:
    text = path.read_text("utf-8-sig")
    return [row["session_id"] for row in csv.DictReader(text.splitlines())]


def shown(staff: Staff) -> list[Session]:
    model = staff.sessions.model
    return [model.session_at(row) for row in range(model.rowCount())]


async def test_the_menu_says_how_much_it_is(desk: Staff) -> None:
    assert offered(desk) == [("The selected 0…", False), ("All of this filter, older ones too…", True)]
    desk.clicks_rows(*(session.target.account for session in shown(desk)[:3]))
    assert offered(desk)[0] == ("The selected 3…", True)
    desk.clicks(desk.sessions.bar.button(QuickFilter.LIVE))
    assert offered(desk)[1] == ("All 0 shown…", False)


async def test_the_selection_is_a_table_in_the_lists_order(desk: Staff, tmp_path: Path) -> None:
    chosen = shown(desk)[1:4]
    desk.clicks_rows(*(session.target.account for session in reversed(chosen)))
    await exports(desk, 0, tmp_path / "some.csv")
    await exported(desk, tmp_path / "some.csv")
    assert ids_in(tmp_path / "some.csv") == [session.id for session in chosen]
    assert said(desk).startswith("✓ 3 sessions exported: ")
    desk.clicks(desk.sessions.saving.close_button)
    assert said(desk) == ""


async def test_the_filter_is_read_to_its_end_first_and_the_line_says_so(desk: Staff, tmp_path: Path) -> None:
    lines: list[str] = []
    desk.panel.bridge.history.progressed.connect(lambda _progress: lines.append(said(desk)))
    await exports(desk, 1, tmp_path / "all.csv")
    await exported(desk, tmp_path / "all.csv")
    assert any(line.startswith("Export: reading older sessions first…") for line in lines)
    assert ids_in(tmp_path / "all.csv") == [str(number) for number in range(COUNT, 0, -1)]


async def test_a_search_goes_into_json_lines(desk: Staff, tmp_path: Path) -> None:
    desk.types(desk.sessions.bar.search, "user7")
    await exports(desk, 1, tmp_path / "found.jsonl")
    await exported(desk, tmp_path / "found.jsonl")
    lines = (tmp_path / "found.jsonl").read_text("utf-8").splitlines()
    accounts = [json.loads(line)["account"] for line in lines]
    assert accounts == [f"user{n}" for n in range(COUNT, 0, -1) if str(n).startswith("7")]


async def test_an_export_is_cancelled_without_a_trace(desk: Staff, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    await exports(desk, 1, folder / "all.csv")
    await desk.until(lambda: said(desk) != "", "it is under way")
    desk.clicks(desk.sessions.saving.action)
    await desk.until(lambda: said(desk) == "", "it is over")
    assert list(folder.iterdir()) == []
    assert desk.sessions.bar.export.isEnabled()
    await exports(desk, 1, folder / "all.csv")
    await exported(desk, folder / "all.csv")
    assert len(ids_in(folder / "all.csv")) == COUNT


async def test_a_file_that_cannot_be_written_is_told_and_nothing_was_sent(
    desk: Staff, tmp_path: Path
) -> None:
    desk.clicks_rows(shown(desk)[0].target.account)
    await exports(desk, 0, tmp_path / "gone" / "x.csv")
    await desk.until(lambda: desk.error.header.headline.text() == "Not saved", "it is told")
    assert desk.explained()[1] == "The file could not be written. Nothing was sent."
    assert said(desk) == ""
    assert desk.sessions.bar.export.isEnabled()


class Work:
    """How long the window's thread works at a stretch, without what other programs take of the computer."""

    def __init__(self) -> None:
        self.longest_ms = 0.0
        self._timer = QTimer(interval=0)
        self._timer.timeout.connect(self._beat)

    def begin(self) -> None:
        # What hundreds of earlier tests left in this process is not the panel's to sweep.
        gc.collect()
        gc.freeze()
        self._since = time.thread_time()
        self._timer.start()

    def end(self) -> None:
        self._beat()
        self._timer.stop()
        gc.unfreeze()

    def _beat(self) -> None:
        now = time.thread_time()
        self.longest_ms = max(self.longest_ms, (now - self._since) * 1000)
        self._since = now


async def test_the_window_answers_while_it_reads_on_and_exports(desk: Staff, tmp_path: Path) -> None:
    work = Work()
    menu_of(desk).actions()[1].trigger()
    dialog = await desk.asked(QFileDialog)
    work.begin()
    dialog.fileSelected.emit(str(tmp_path / "all.csv"))
    dialog.reject()
    await exported(desk, tmp_path / "all.csv")
    work.end()
    assert work.longest_ms < LONGEST_MS
