"""Two windows of a team, each with a data folder and a desk of its own: seen, stopped, cut off and back."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Final

import pytest

from gui.core.team import administration
from gui.core.team.settings import BoardPlace, TeamSettings, keep_joined
from tests.support.e2e.command_line import Panel, Running
from tests.support.e2e.real_desk import RealDesk, needs_real_desk, real_desk
from tests.support.e2e.screen_reader_view import ENABLED
from tests.support.simulator.service_process import Service
from tests.support.team import postgres
from tests.support.team.desks import TeamBoard, context_of
from tests.support.team.postgres import HOST, PostgresServer, postgres_server
from tests.support.waiting import wait_until

pytestmark = needs_real_desk

TEAM: Final = {"LI": "Li", "WANG": "Wang"}
DATABASE: Final = "recording_team"
NO_CONTACT: Final = "No contact with colleagues since"


@pytest.fixture
def server() -> Iterator[PostgresServer]:
    """One that the test may stop."""
    if postgres.programs() is None:
        pytest.skip(postgres.WHY_NOT)
    with postgres_server() as running:
        yield running


@pytest.fixture
def panels(server: PostgresServer, tmp_path: Path, service: Service) -> dict[str, Panel]:
    """Li's and Wang's, who have joined; made without processes, for speed."""
    server.sql(f"CREATE DATABASE {DATABASE}")
    board = TeamBoard(server, DATABASE, {}, context_of(server))
    authority, made = (server.folder / "ca.pem").read_text(), {}
    asyncio.run(administration.init(board.admin, "The office"))
    for code, operator in TEAM.items():
        invited = asyncio.run(administration.invite(board.admin, code))
        home = tmp_path / f"home-{code}"
        home.mkdir()
        panel = Panel(tmp_path / code, home)
        panel.add_profile("main", service.url)
        place = BoardPlace(
            host=HOST, port=server.port, database=DATABASE, role=invited.role, authority=authority
        )
        keep_joined(panel.data_dir, TeamSettings(**place.model_dump(), code=code))
        panel.environment["RECORDING_PANEL_OPERATOR"] = operator
        panel.environment["RECORDING_PANEL_TEAM_PASSWORD"] = invited.password
        made[operator] = panel
    return made


@pytest.fixture
def desks(panels: dict[str, Panel]) -> Iterator[dict[str, RealDesk]]:
    """Each with the panel's window on it."""
    with ExitStack() as stack:
        made = {operator: stack.enter_context(real_desk()) for operator in panels}
        opened: list[Running] = []
        try:
            for operator, panel in panels.items():
                panel.environment.update(made[operator].environment)
                opened.append(panel.spawn())
            for desk in made.values():
                can_start(desk)
            yield made
        finally:
            for window in opened:
                window.process.terminate()
            said = [window.end().err for window in opened]
        assert "Traceback" not in "".join(said)


def can_start(desk: RealDesk) -> None:
    start = desk.view.find("push button", "Start recording")
    wait_until(lambda: start.has(ENABLED))


def gone(desk: RealDesk, role: str, name: str) -> None:
    wait_until(lambda: desk.view.look(role, name) is None)


def test_a_recording_is_seen_and_stopped_at_the_other_desk_and_a_pulled_plug_loses_nothing(
    desks: dict[str, RealDesk], panels: dict[str, Panel], server: PostgresServer, service: Service
) -> None:
    li, wang = desks["Li"], desks["Wang"]
    li.asks("990001", "alice")
    li.view.find("cell", "Recording · accepted")
    wang.view.find("cell", "Recording · accepted")
    wang.view.find("cell", "Li · LI")

    # A colleague's is stopped after one question, which says whose it is, and since when.
    wang.clicks("cell", "alice")
    wang.view.find("push button", "Stop alice in room 990001").press()
    wang.view.find("label", "Li is recording this since ")
    wang.view.find("push button", "Stop recording").press()
    for desk in (wang, li):
        desk.view.find("cell", "Stopped · 1 file")
    files = {desk.view.find("text", "File ids").text for desk in (li, wang)}
    assert len(files) == 1
    assert files != {""}

    server.stop("crash")
    for desk in (li, wang):
        desk.view.find("label", NO_CONTACT)
    li.asks("990002", "carol")
    li.view.find("cell", "Recording · seen here only · accepted")
    assert [one["operation"] for one in service.record] == ["start", "stop", "start"]
    assert wang.view.look("cell", "carol") is None

    server.start()
    wang.view.find("cell", "carol")
    wang.view.find("cell", "Recording · accepted")
    for desk in (li, wang):
        gone(desk, "label", NO_CONTACT)
    gone(li, "cell", "Recording · seen here only")
    known = {one["account"]: one for one in panels["Wang"].sessions("--all")}
    assert {name: (one["state"], one["desk"], one["unreached"]) for name, one in known.items()} == {
        "alice": ("stopped", "LI", False),
        "carol": ("recording", "LI", True),
    }
    assert set(known["alice"]["file_ids"]) == files
    assert [one["account"] for one in service.recordings] == ["carol"]
