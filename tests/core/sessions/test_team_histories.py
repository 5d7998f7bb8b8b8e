"""Three desks that act apart, in any order of clicks, answers, faults and rows: nothing untrue is shown."""

import pytest

from tests.harness.broken_merge_rules import BROKEN_RULES, BrokenRule
from tests.harness.team_merge import WORLDS
from tests.harness.team_verdict import verdict

HISTORIES = 200


@pytest.mark.parametrize("world", WORLDS)
def test_whatever_desks_do_apart_nothing_that_is_shown_in_the_end_is_untrue(world: str) -> None:
    found = {seed: verdict(seed, WORLDS[world]) for seed in range(HISTORIES)}
    assert {seed: one.wrong for seed, one in found.items() if one.wrong} == {}
    # Desks that always reach each other never contradict each other; the others do, or nothing was tried.
    assert any(one.apart for one in found.values()) is (world != "never_apart")


def test_if_the_last_word_counted_desks_would_show_what_is_untrue() -> None:
    found = [verdict(seed, WORLDS["cuts"], orders=0) for seed in range(200)]
    assert any(one.by_arrival for one in found)
    assert any(one.by_clock for one in found)


@pytest.mark.parametrize("rule", BROKEN_RULES, ids=lambda rule: rule.name)
def test_each_rule_of_the_merge_is_missed_once_it_is_broken(rule: BrokenRule) -> None:
    assert verdict(rule.seed, rule.world).wrong == ""
    with rule.merge():
        assert verdict(rule.seed, rule.world, rule.rules).wrong != ""
