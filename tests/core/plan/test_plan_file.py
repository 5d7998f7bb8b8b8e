"""The plan outlives the panel, and is gone on the next day."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gui.core.catalogue.errors import LocalFailure, Problem
from gui.core.plan.plan_entry import PlanEntry
from gui.core.plan.plan_file import PlanFile
from tests.support.session_samples import local_zone

NOON = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
EVENING = PlanEntry(990007, "alice", NOON.replace(hour=20), NOON.replace(hour=21))
NIGHT = PlanEntry(990007, "bob", datetime(2026, 12, 1, 0, 30, tzinfo=UTC))


@pytest.fixture(autouse=True)
def _at_greenwich() -> Iterator[None]:
    with local_zone("UTC"):
        yield


def test_what_was_added_is_there_after_a_restart_for_each_account(tmp_path: Path) -> None:
    PlanFile(tmp_path).add("Main", [NIGHT, EVENING], NOON)
    PlanFile(tmp_path).add("Globex", [EVENING], NOON)
    assert PlanFile(tmp_path).load(NOON) == {"Main": (EVENING, NIGHT), "Globex": (EVENING,)}


def test_a_line_that_is_pasted_again_gets_the_new_end(tmp_path: Path) -> None:
    file = PlanFile(tmp_path)
    file.add("Main", [EVENING, NIGHT], NOON)
    longer = PlanEntry(990007, "Alice", EVENING.start, NOON.replace(hour=22))
    assert file.add("Main", [longer], NOON)["Main"] == (longer, NIGHT)


def test_a_plan_is_replaced_and_a_line_taken_out(tmp_path: Path) -> None:
    file = PlanFile(tmp_path)
    file.add("Main", [EVENING], NOON)
    file.replace("Main", [NIGHT], NOON)
    assert file.load(NOON) == {"Main": (NIGHT,)}
    assert file.remove("Main", NIGHT, NOON) == {}


def test_the_night_counts_to_its_evening_and_in_the_morning_the_plan_is_gone(tmp_path: Path) -> None:
    file = PlanFile(tmp_path)
    file.add("Main", [EVENING, NIGHT], NOON)
    four, five = (datetime(2026, 12, 1, hour, tzinfo=UTC) for hour in (4, 5))
    assert file.load(four)["Main"] == (EVENING, NIGHT)
    assert file.load(five) == {}


def test_a_recording_into_the_next_morning_stays_until_its_end_is_past(tmp_path: Path) -> None:
    morning = datetime(2026, 12, 1, 7, tzinfo=UTC)
    file = PlanFile(tmp_path)
    file.add("Main", [PlanEntry(990007, "alice", EVENING.start, morning)], NOON)
    assert file.load(morning + timedelta(minutes=59))
    assert not file.load(morning + timedelta(minutes=60))


def test_the_names_of_a_day_that_is_over_do_not_stay_in_the_file(tmp_path: Path) -> None:
    file = PlanFile(tmp_path)
    file.add("Main", [EVENING], NOON)
    assert file.tidy(NOON + timedelta(days=1)) == {}
    assert file.tidy(NOON) == {"Main": (EVENING,)}, "the clock was set ahead by mistake"
    assert file.tidy(NOON + timedelta(days=2)) == {}
    assert "alice" not in file.path.read_text()


@pytest.mark.parametrize(
    "content", ["{", "[]", '{"version": 2, "plans": {}}', '{"version": 1, "plans": {"Main": [{"room": 1}]}}']
)
def test_a_file_that_is_damaged_or_of_a_newer_panel_is_told_of_and_stays(
    tmp_path: Path, content: str
) -> None:
    file = PlanFile(tmp_path)
    file.path.write_text(content)
    with pytest.raises(Problem) as read:
        file.load(NOON)
    with pytest.raises(Problem) as added:
        file.add("Main", [EVENING], NOON)
    assert {read.value.word, added.value.word} == {LocalFailure.FILE}
    assert file.path.read_text() == content
