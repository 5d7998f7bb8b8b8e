"""An invitation and what a folder keeps of its team: small files that others wrote, cut or changed."""

import json
import stat
import traceback
from pathlib import Path

import pytest

from gui.core.catalogue.details import words_of
from gui.core.foundation.messages import Messages
from gui.core.team.administration import NewDesk
from gui.core.team.board_failures import TeamProblem
from gui.core.team.invitation import invitation_for, read_invitation, read_invitation_file
from gui.core.team.settings import (
    ManagedTeam,
    TeamSettings,
    forget_joined,
    joined_team,
    keep_joined,
)
from gui.core.team.team_memory import DeskName, TeamMemory, remember, remembered

PASSWORD = "canary-works-once"
BOARD = ManagedTeam(host="db.desk.example", port=5432, database="team", role="postgres", authority="PEM")
TEXT = invitation_for(NewDesk("LI", "team_desk_li", PASSWORD), BOARD).text


def test_an_invitation_is_read_as_it_was_written() -> None:
    found = read_invitation(f"\ufeff\n{TEXT}\n")
    assert (found.code, found.role, found.host, found.authority) == (
        "LI",
        "team_desk_li",
        "db.desk.example",
        "PEM",
    )
    assert found.password.get_secret_value() == PASSWORD
    assert PASSWORD not in repr(found) + str(found.settings) + found.settings.model_dump_json()


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ("", "team.no_invitation"),
        ("[" * 5000, "team.no_invitation"),
        ("[1, 2]", "team.no_invitation"),
        (json.dumps({"profiles": []}), "team.no_invitation"),
        (TEXT.replace("recording-panel team", "some other"), "team.no_invitation"),
        (TEXT[:120], "team.invitation_cut"),
        (TEXT.replace('"port": 5432', '"port": "5432; DROP"'), "team.invitation_cut"),
        (TEXT.replace('"port": 5432', '"port": 70000'), "team.invitation_cut"),
        (TEXT.replace('"form": 1', '"form": 2'), "team.invitation_newer"),
        (TEXT.replace('"form": 1', '"form": "1"'), "team.invitation_cut"),
        (TEXT + "x" * 1_000_000, "team.no_invitation"),
    ],
)
def test_whatever_else_is_given_is_told_in_a_line_without_the_password(given: str, key: str) -> None:
    with pytest.raises(TeamProblem) as caught:
        read_invitation(given, "/mail/invitation.json")
    assert caught.value.key == key
    shown = "".join(traceback.format_exception(caught.value))
    assert str(caught.value).startswith("/mail/invitation.json: ")
    assert PASSWORD not in shown


def test_a_folder_keeps_where_its_team_is_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    assert joined_team(folder) is None
    settings = TeamSettings(host="::1", port=5432, database="team", role="team_desk_li", code="LI")
    keep_joined(folder, settings)
    assert joined_team(folder) == settings
    assert settings.address.place == "[::1]:5432/team"
    assert stat.S_IMODE((folder / "team.json").stat().st_mode) == 0o600
    forget_joined(folder)
    forget_joined(folder)
    assert joined_team(folder) is None


@pytest.mark.parametrize(
    ("text", "key"),
    [("{", "team.file_unusable"), ("[]", "team.file_unusable"), ('{"form": 2}', "team.file_newer")],
)
def test_a_file_of_the_team_that_can_t_be_used_is_named(tmp_path: Path, text: str, key: str) -> None:
    (tmp_path / "team.json").write_text(text)
    with pytest.raises(TeamProblem) as caught:
        joined_team(tmp_path)
    assert caught.value.key == key
    assert "team.json" in str(caught.value)


def test_names_of_desks_are_known_while_the_board_is_away(tmp_path: Path) -> None:
    assert remembered(tmp_path).id_of("LI") is None
    remember(tmp_path, TeamMemory(desks={"a" * 32: DeskName(code="LI", operator="Li")}))
    found = remembered(tmp_path)
    assert (found.id_of("li"), found.code_of("a" * 32), found.code_of("b" * 32)) == (
        "a" * 32,
        "LI",
        "BBBBBBBB",
    )
    (tmp_path / "team-desks.json").write_text("{")
    assert remembered(tmp_path) == TeamMemory()


def test_a_file_that_is_not_there_is_said_to_be_unreadable_and_nothing_of_writing(tmp_path: Path) -> None:
    missing = tmp_path / "invitation.json"
    for language, words in (("en", "can't be read"), ("zh_CN", "无法读取")):
        with pytest.raises(TeamProblem) as refused:
            read_invitation_file(missing)
        said = words_of(refused.value, Messages(language))
        assert str(missing) in said
        assert words in said
