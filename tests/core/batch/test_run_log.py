"""The small file of a batch's runs: what is known of the last one, and what a damaged file is told as."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from gui.core.batch.run_log import BatchRuns, LoggedRun, cut_runs
from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.foundation.enums import Operation
from tests.support.core.told import english

RUN = LoggedRun(1, 40, "2026-11-22T12:00:00+00:00", Operation.STOP, "Main", 20, "/home/li/课程.csv")


def runs_in(folder: Path, batch: str = "b") -> BatchRuns:
    runs = BatchRuns(folder, batch)
    assert runs.take()
    return runs


def begun(folder: Path, batch: str = "b", run: LoggedRun = RUN) -> BatchRuns:
    runs = runs_in(folder, batch)
    runs.begin(run)
    return runs


def refusal(do: Callable[[], object]) -> str:
    """What a file that can't be used is told as."""
    with pytest.raises(Problem) as caught:
        do()
    assert (caught.value.delivery, caught.value.word) == (Delivery.NEVER_SENT, LocalFailure.FILE)
    return english(caught.value)


def test_a_run_is_known_again_word_for_word(tmp_path: Path) -> None:
    assert begun(tmp_path).last() == RUN


def test_a_batch_that_never_ran_has_no_last_run(tmp_path: Path) -> None:
    runs = runs_in(tmp_path)
    assert runs.last() is None
    runs.end(1)
    assert runs.last() is None


def test_the_last_run_counts_and_only_its_own_end(tmp_path: Path) -> None:
    runs = begun(tmp_path)
    runs.end(1)
    assert runs.last() == replace(RUN, ended=True)
    second = replace(RUN, number=2, after=90)
    runs.begin(second)
    assert runs.last() == second
    runs.end(2)
    runs.reopen(2)
    assert runs.last() == second
    runs.end(2)
    assert runs.last() == replace(second, ended=True)


def test_a_line_that_a_power_cut_tore_stays_alone(tmp_path: Path) -> None:
    runs = begun(tmp_path)
    with runs.path.open("a") as file:
        file.write('{"ended": 1')
    assert runs.last() == RUN
    runs.reopen(1)
    runs.end(1)
    assert runs.last() == replace(RUN, ended=True)


@pytest.mark.parametrize("line", ["[1]", "7", '"text"', "null", "nonsense", ""])
def test_a_line_that_is_no_object_tells_nothing(tmp_path: Path, line: str) -> None:
    runs = begun(tmp_path)
    with runs.path.open("a") as file:
        file.write(line + "\n")
    assert runs.last() == RUN


@pytest.mark.parametrize(
    "fields",
    [
        {"after": 1},
        {"after": 1, "number": 1},
        {"number": "one", "after": 1, "at": "", "operation": 1, "profile": "", "rows": 1, "source": ""},
        {"number": 1, "after": 1, "at": "", "operation": 9, "profile": "", "rows": 1, "source": ""},
    ],
    ids=["no number", "hardly anything", "a number in words", "an operation of another panel"],
)
def test_a_run_that_cannot_be_understood_names_the_file(tmp_path: Path, fields: dict[str, object]) -> None:
    runs = runs_in(tmp_path)
    runs.path.write_text(json.dumps(fields))
    assert str(runs.path) in refusal(runs.last)
    runs.release()
    assert cut_runs(tmp_path) == ()


def test_a_file_that_cannot_be_read_or_written_is_named(tmp_path: Path) -> None:
    runs = runs_in(tmp_path)
    runs.path.write_bytes(b"\xff\xfe")
    assert str(runs.path) in refusal(runs.last)
    runs.path.unlink()
    runs.path.mkdir()
    assert str(runs.path) in refusal(runs.last)
    assert str(runs.path) in refusal(lambda: runs.begin(RUN))


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "batches").write_text("a file")
    assert "batches" in refusal(BatchRuns(tmp_path, "b").take)


def test_one_process_at_a_time_runs_a_batch(tmp_path: Path) -> None:
    first = runs_in(tmp_path)
    second = BatchRuns(tmp_path, "b")
    assert not second.take()
    second.release()
    first.release()
    assert second.take()
    assert second.path.with_suffix(".lock").exists()
    second.release()
    assert not second.path.with_suffix(".lock").exists()


def test_what_was_cut_is_offered_newest_first_unless_it_ended_or_runs(tmp_path: Path) -> None:
    newer = replace(RUN, at="2026-11-22T13:00:00+00:00")
    older = replace(RUN, at="2026-11-22T11:00:00+00:00")
    for name, run in (("old", RUN), ("new", newer), ("over", RUN)):
        runs = begun(tmp_path, name, run)
        if name == "over":
            runs.end(1)
        runs.release()
    runs_in(tmp_path, "never").release()
    under_way = begun(tmp_path, "runs", older)
    assert cut_runs(tmp_path) == (("new", newer), ("old", RUN))
    under_way.release()
    assert [name for name, _ in cut_runs(tmp_path)] == ["new", "old", "runs"]
    assert cut_runs(tmp_path / "nowhere") == ()


@pytest.mark.parametrize(("desk", "folder", "file"), [(0o2770, 0o770, 0o660), (0o700, 0o700, 0o600)])
def test_whoever_shares_the_data_folder_can_resume_a_batch_of_the_others(
    tmp_path: Path, desk: int, folder: int, file: int
) -> None:
    tmp_path.chmod(desk)
    runs = begun(tmp_path)
    runs.end(1)
    runs.release()
    assert (runs.path.parent.stat().st_mode & 0o777, runs.path.stat().st_mode & 0o777) == (folder, file)
