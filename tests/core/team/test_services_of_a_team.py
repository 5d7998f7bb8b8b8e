"""What a window or a command opens in a data folder that is in a team, and that it never waits for that."""

import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from gui.core.catalogue.details import Detail
from gui.core.connection.connections import Connections
from gui.core.foundation.enums import PRACTICE_HOST, Operation, Outcome, Source, State
from gui.core.protocol.request import StopRequest
from gui.core.services import Services, open_services
from gui.core.sessions.claimed import Claimed
from gui.core.sessions.session import Target
from gui.core.sessions.team_contact import TeamContact
from gui.core.team.board_failures import TeamProblem
from gui.core.team.board_link import BoardState
from gui.core.team.board_login import BoardLogin
from gui.core.team.membership import Membership
from gui.core.team.team_memory import remembered
from gui.simulator.in_process import RunningSimulator
from tests.support.core.recorder_setup import START, Heard
from tests.support.core.silent_listener import SilentListener
from tests.support.e2e.command_line import Panel
from tests.support.team.desks import TeamBoard
from tests.support.waiting import until

PROFILE = "Support"


@pytest.fixture
def folder(tmp_path: Path, simulator: RunningSimulator, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with a profile that leads to the service."""
    panel = Panel(tmp_path / "data", tmp_path)
    panel.data_dir.mkdir()
    panel.add_profile(PROFILE, simulator.url)
    monkeypatch.setenv("RECORDING_PANEL_USER_SIG", panel.environment["RECORDING_PANEL_USER_SIG"])
    return panel.data_dir


def in_team(login: BoardLogin, code: str) -> Callable[[Path], Awaitable[Membership]]:
    async def log_in() -> BoardLogin:
        return login

    async def team_of(_folder: Path) -> Membership:
        return Membership(code, log_in)

    return team_of


async def test_what_a_command_starts_is_on_the_board_when_it_ends_and_in_the_window_of_a_colleague(
    board: TeamBoard, folder: Path, tmp_path: Path
) -> None:
    heard, states = Heard(), list[BoardState]()
    async with open_services(
        tmp_path / "wang",
        heard,
        operator="Wang",
        team_of=in_team(board.login("WANG"), "WANG"),
        board_changed=states.append,
        fetches=True,
    ):
        await until(lambda: any(state.reached for state in states))
        async with open_services(
            folder, SilentListener(), operator="Li", team_of=in_team(board.login("LI"), "LI")
        ) as command:
            assert command.team is not None
            command.team.client.claims.limit_s = 2.0
            assert await started(command) == (Outcome.ACCEPTED, False)
        assert await board.run("SELECT count(*) FROM board.claim") == [["0"]]
        await until(lambda: State.RECORDING in heard.states)
        assert heard.sessions[-1].operator == "Li"


async def test_a_colleague_s_recording_bears_the_profile_of_this_desk_and_the_times_of_its_clock(
    board: TeamBoard, folder: Path, tmp_path: Path, simulator: RunningSimulator
) -> None:
    wang = Panel(tmp_path / "wang", tmp_path)
    wang.add_profile("Wang's own name for it", simulator.url)
    li_s_team = in_team(board.login("LI"), "LI")
    async with open_services(folder, SilentListener(), operator="Li", team_of=li_s_team) as services:
        assert services.team is not None
        services.team.client.claims.limit_s = 2.0
        assert await started(services) == (Outcome.ACCEPTED, False)
        # Practice is another service at each desk: nobody else hears of it.
        practice = Target(PRACTICE_HOST, 1, 990001, "alice", Source.CAMERA).key
        assert await services.team.claim(practice, Operation.START, "Li") == Claimed()
        assert await board.run("SELECT count(*) FROM board.claim") == [["0"]]
        (at_li_s,) = await services.ledger.sessions()
    await board.run("UPDATE board.desk SET clock_s = clock_s - 300 WHERE code = 'LI'")
    heard, contacts = Heard(), list[TeamContact]()
    async with open_services(
        wang.data_dir,
        heard,
        operator="Wang",
        team_of=in_team(board.login("WANG"), "WANG"),
        contact_changed=contacts.append,
        fetches=True,
    ):
        await until(lambda: State.RECORDING in heard.states and bool(contacts and contacts[-1].desks))
    at_wang_s = heard.sessions[-1]
    assert at_wang_s.profile == "Wang's own name for it"
    assert at_li_s.accepted_at is not None
    assert at_wang_s.accepted_at is not None
    assert 299 < (at_li_s.accepted_at - at_wang_s.accepted_at).total_seconds() < 301
    (li,) = contacts[-1].desks.values()
    assert 299 < li.ahead_s < 301
    (kept,) = (one for one in remembered(wang.data_dir).desks.values() if one.code == "LI")
    assert kept.ahead_s == li.ahead_s


async def started(services: Services) -> tuple[Outcome, bool]:
    """What came of a start, and whether the team could not be asked."""
    result = await services.recorder.start(PROFILE, START)
    assert result.session is not None
    return result.outcome, result.session.unreached


async def test_a_board_that_lets_nobody_in_keeps_no_panel_from_opening_and_starting(
    board: TeamBoard, folder: Path
) -> None:
    wrong = BoardLogin(board.login("LI").address, "an-old-password", board.context)
    states = list[BoardState]()
    began = time.monotonic()
    async with open_services(
        folder, SilentListener(), operator="Li", team_of=in_team(wrong, "LI"), board_changed=states.append
    ) as services:
        assert await started(services) == (Outcome.ACCEPTED, True)
        await until(lambda: states != [])
        assert "does not take the password" in str(states[-1].why)
    assert time.monotonic() - began < 3


async def test_a_folder_whose_place_in_its_team_cannot_be_read_is_opened_and_says_why(
    board: TeamBoard, folder: Path
) -> None:
    async def damaged(path: Path) -> Membership:
        raise TeamProblem(Detail("team.late", where=str(path)))

    async with open_services(folder, SilentListener(), operator="Li", team_of=damaged) as services:
        assert services.team is None
        assert await started(services) == (Outcome.ACCEPTED, False)
    async with open_services(
        folder, SilentListener(), operator="Li", team_of=in_team(board.login("LI"), "LI")
    ):
        pass
    states = list[BoardState]()
    async with open_services(
        folder, SilentListener(), operator="Li", team_of=damaged, board_changed=states.append
    ) as services:
        await until(lambda: states != [])
        assert str(folder) in str(states[-1].why)
        stop = StopRequest(room=START.room, account=START.account)
        assert (await services.recorder.stop(PROFILE, stop)).outcome is Outcome.ACCEPTED


async def test_a_data_folder_without_a_team_has_none(folder: Path) -> None:
    async with open_services(folder, SilentListener(), operator="Li") as services:
        assert services.team is None
        assert isinstance(services.connections, Connections)
        assert await started(services) == (Outcome.ACCEPTED, False)
        assert await services.ledger.desk() is None


async def test_a_folder_that_joins_while_it_is_open_goes_to_work_and_nothing_is_opened_anew(
    board: TeamBoard, folder: Path
) -> None:
    joined = False
    member = in_team(board.login("LI"), "LI")

    async def team_of(path: Path) -> Membership | None:
        return await member(path) if joined else None

    states = list[BoardState]()
    async with open_services(
        folder, SilentListener(), operator="Li", team_of=team_of, board_changed=states.append
    ) as services:
        assert not await services.work_in_team()
        assert await started(services) == (Outcome.ACCEPTED, False)
        joined = True
        assert await services.work_in_team()
        at_work = services.team
        assert await services.work_in_team()
        assert services.team is at_work
        await until(lambda: any(state.reached for state in states))
        stop = StopRequest(room=START.room, account=START.account)
        assert (await services.recorder.stop(PROFILE, stop)).outcome is Outcome.ACCEPTED
    kinds = "SELECT kind FROM board.entry WHERE kind IN ('shared', 'intent', 'answer') ORDER BY row"
    assert await board.run(kinds) == [["shared"], ["intent"], ["answer"]]
    assert await board.run("SELECT count(*) FROM board.claim") == [["0"]]
