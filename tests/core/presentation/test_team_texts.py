"""What is said of a team's other desks as a whole."""

from dataclasses import replace

import pytest

from gui.core.foundation.messages import Messages
from gui.core.presentation.team_texts import colleagues_text
from gui.core.sessions.team_contact import TeamContact, TeamDesk

XU = TeamDesk("XU", "Xu", here=False)
TEAM = TeamContact(TeamDesk("WA", "Wang"), {"x": XU, "l": TeamDesk("LI", "Li"), "n": TeamDesk("NEW")})


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Li · LI, NEW, Xu · XU (not here)"), ("zh_CN", "Li · LI、NEW、Xu · XU（不在线）")],
)
def test_the_colleagues_are_listed_those_first_who_are_there(language: str, words: str) -> None:
    assert colleagues_text(TEAM, Messages(language)) == words


def test_who_has_left_is_none_and_without_contact_nobody_knows_who_is_there() -> None:
    left = replace(TEAM, desks={**TEAM.desks, "x": replace(XU, left=True)})
    assert colleagues_text(left, Messages("en")) == "Li · LI, NEW"
    assert colleagues_text(replace(TEAM, reached=False), Messages("en")) == "Li · LI, NEW, Xu · XU"
