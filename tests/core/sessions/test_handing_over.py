"""Whose a recording is: handed to a person, taken over, kept; and what that leaves as it was."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from gui.core.foundation.enums import Source, State
from gui.core.sessions.apart import Name, TargetRow, may_have_effect, merged
from gui.core.sessions.handing_over import HANDED_OVER, offer_of, offered, same_person, taken
from gui.core.sessions.keeper import HandOver, Keeper
from gui.core.sessions.session import DecisionRefused, Session, Target

NOW = datetime(2026, 3, 1, 22, tzinfo=UTC)
TARGET = Target("relay.example", 1400000001, 10001, "alice", Source.CAMERA)
MINE = Session(TARGET, "Main", State.RECORDING, "Li", NOW, NOW, accepted_at=NOW)
THEIRS = replace(MINE, operator="Wang", desk="wa")
TO_CHEN = HandOver("Chen", "Li", "until six")
LI: Name = ("LI", 1)


def test_what_is_handed_over_stays_with_whoever_has_it_until_it_is_taken() -> None:
    given = offered(MINE, TO_CHEN, NOW)
    assert given == replace(MINE, offer=TO_CHEN)
    assert given.keeper == Keeper("Li", "")
    accepted = taken(given, "Chen", NOW)
    # What Chen was told stays, and from whom and when.
    assert accepted == replace(MINE, taken_by=Keeper("Chen", "", "Li", NOW, "until six"))
    assert accepted.operator == "Li"


def test_to_take_over_is_to_hand_over_to_oneself() -> None:
    assert taken(THEIRS, "Li", NOW) == replace(THEIRS, taken_by=Keeper("Li", "", "Wang", NOW))


def test_whoever_takes_it_next_is_told_what_was_said_first() -> None:
    accepted = taken(offered(MINE, TO_CHEN, NOW), "Chen", NOW)
    elsewhere = replace(accepted, taken_by=Keeper("Chen", "xu", "Li", NOW, "until six"))
    assert taken(elsewhere, "Wang", NOW).taken_by == Keeper("Wang", "", "Chen", NOW, "until six")
    further = offered(elsewhere, HandOver("Wang", "Chen", "until seven"), NOW)
    assert taken(further, "Wang", NOW).taken_by == Keeper("Wang", "", "Chen", NOW, "until seven")


def test_what_is_taken_back_is_as_it_was() -> None:
    assert taken(offered(MINE, TO_CHEN, NOW), "Li", NOW) == MINE
    before = taken(THEIRS, "Li", NOW)
    assert taken(offered(before, TO_CHEN, NOW), "Li", NOW) == before


def test_what_is_over_is_handed_to_nobody_and_an_open_offer_of_it_is_none() -> None:
    ended = replace(MINE, state=State.STOPPED, handled=True, file_ids=("f",))
    with pytest.raises(DecisionRefused):
        offered(ended, TO_CHEN, NOW)
    with pytest.raises(DecisionRefused):
        taken(ended, "Chen", NOW)
    assert offer_of(replace(ended, offer=TO_CHEN), NOW) is None
    assert offer_of(offered(MINE, TO_CHEN, NOW), NOW) == TO_CHEN


def test_a_name_is_the_same_however_it_is_typed() -> None:
    assert same_person(" wang li", "Wang Li ")
    assert not same_person("Wang", "Wang Li")


# Beside other rows.


def row(desk: str, number: int, kind: str, of: Session, *parents: Name) -> TargetRow:
    effective = may_have_effect(kind, of)
    return TargetRow((desk, number), LI, parents, kind, desk.title(), effective, of)


def shown(*rows: TargetRow) -> Session:
    return merged(rows, lambda _name: False).sessions[LI].session


RECORDING = row("LI", 1, "answer", MINE)
OFFER = row("LI", 2, HANDED_OVER, offered(MINE, TO_CHEN, NOW), ("LI", 1))


def test_a_stop_beside_a_hand_over_takes_nothing_back_and_a_hand_over_contradicts_no_stop() -> None:
    stopped = replace(MINE, state=State.STOPPED, ended_at=NOW + timedelta(minutes=1), file_ids=("f",))
    answer = row("WA", 1, "answer", stopped, ("LI", 1))
    assert shown(RECORDING, OFFER, answer) == replace(stopped, offer=TO_CHEN)
    assert shown(RECORDING, answer) == stopped


def test_whoever_took_it_has_it_although_it_was_offered_to_another_meanwhile() -> None:
    took = row("WA", 1, HANDED_OVER, replace(MINE, taken_by=Keeper("Wang", "WA")), ("LI", 1))
    assert shown(RECORDING, OFFER, took) == took.session
    back = row("LI", 3, HANDED_OVER, MINE, ("LI", 2), ("WA", 1))
    assert shown(RECORDING, OFFER, took, back) == MINE


def test_a_panel_that_does_not_know_such_rows_takes_them_for_a_persons_word_and_never_for_a_request() -> None:
    """Beside another row that leaves it unconfirmed there, at worst; it is never shown as what it is not."""
    unknown = row("LI", 2, "lent", MINE, ("LI", 1))
    assert shown(RECORDING, unknown) == MINE
