"""The list of a team's sessions names who began one, and who looks after it since."""

from dataclasses import replace

from gui.commands.texts import who_text
from gui.core.sessions.keeper import Keeper
from tests.support.core.big_ledger import many_sessions

(BEGUN,) = (replace(session, operator="Li", desk="li") for session in many_sessions(1))


def test_who_began_a_recording_and_still_looks_after_it_is_named_once() -> None:
    assert who_text(BEGUN) == "Li"


def test_who_took_it_over_is_named_behind_who_began_it() -> None:
    assert who_text(replace(BEGUN, taken_by=Keeper("Wang", "wang"))) == "Li → Wang"


def test_the_same_name_at_another_desk_is_another_person() -> None:
    assert who_text(replace(BEGUN, taken_by=Keeper("Li", "wang"))) == "Li → Li"


def test_who_took_their_own_back_is_named_once() -> None:
    assert who_text(replace(BEGUN, taken_by=Keeper("Li", "li", before="Wang"))) == "Li"
