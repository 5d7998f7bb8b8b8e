"""Backup, restore and the removal of months survive a kill at every step: the old one or the new, never none.

``packaging/bench --keeping`` kills them a thousand times, also at any moment between two steps.
"""

from functools import partial
from pathlib import Path

import pytest

from tests.support.core.killed_keeping import KEEPINGS, Keeping, prepare, tried
from tests.support.core.killed_steps import killed_at, steps_of

LAST = 4
"""Steps that put the new one in place, each of which is tried here."""


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("prepared")
    prepare(folder)
    return folder


@pytest.mark.parametrize("keeping", KEEPINGS, ids=lambda one: str(one.name))
def test_killed_at_any_step_it_leaves_the_old_or_the_new_and_comes_to_its_end_when_done_again(
    prepared: Path, tmp_path: Path, keeping: Keeping
) -> None:
    steps: list[int] = []

    def count(work: object) -> bool:
        assert callable(work)
        steps.append(steps_of(work))
        return False

    assert tried(keeping, prepared, tmp_path / "whole", count) == []
    assert steps[0] >= 5
    for step in (2, steps[0] // 2, *range(steps[0] - LAST, steps[0] + 1)):
        assert tried(keeping, prepared, tmp_path / "killed", partial(_kill, step)) == [], step


def _kill(step: int, work: object) -> bool:
    assert callable(work)
    return killed_at(work, step)
