"""The table of gui/SPEED.md: rows that were measured anew take the place of the old ones, all else stays."""

import pytest

from tests.benchmarks.speed.goals import LINES
from tests.benchmarks.speed.table import Goal, Measure, Wanted, row, with_rows
from tests.support.tree import ROOT

CLICK = Wanted("click", "click → first byte", "one commit", Goal(2.5))
RATE = Wanted("rate", "batch", "the client", Goal(0.6, at_least=True))
THREAD = Wanted("absence", "window's thread", "–", Goal(50, ratio=False, words="≤ 50 ms"))
ORDER = [CLICK.what, RATE.what, THREAD.what]


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def rows(document: str) -> list[str]:
    return [cells(line)[0] for line in document.splitlines() if line.startswith("| ")][2:]


def made(*wanted: Wanted, value: float = 2.0) -> dict[str, str]:
    return {one.what: row(one, Measure(value, "ms", 1.0, value), "11-30 18:00, 0.2") for one in wanted}


@pytest.mark.parametrize(
    ("wanted", "ratio", "met"),
    [(CLICK, 2.5, "yes"), (CLICK, 2.6, "**no**"), (RATE, 0.6, "yes"), (RATE, 0.59, "**no**")],
)
def test_a_row_says_whether_its_goal_is_met(wanted: Wanted, ratio: float, met: str) -> None:
    line = row(wanted, Measure(ratio * 4, "ms", 4.0, ratio), "now")
    assert cells(line)[4:7] == [f"{ratio:.2f}", str(wanted.goal), met]


def test_what_has_no_floor_is_held_against_its_bound() -> None:
    assert cells(row(THREAD, Measure(43, "ms", None, None), "now"))[2:7] == [
        "–",
        "43 ms",
        "–",
        "≤ 50 ms",
        "yes",
    ]


def test_a_line_that_failed_is_not_told_as_met() -> None:
    assert cells(row(CLICK, None, "now"))[3:7] == ["not measured", "–", "≤ 2.5", "–"]


def test_a_new_document_has_its_table_and_room_below_it() -> None:
    document = with_rows("", ORDER, made(THREAD, CLICK), ["Machine: two cores."])
    assert rows(document) == [CLICK.what, THREAD.what]
    assert (
        document.index("Machine: two cores.") < document.index("| what |") < document.index("## What is not")
    )


def test_lines_that_are_measured_alone_leave_the_others_and_what_is_kept_by_hand() -> None:
    first = with_rows("", ORDER, made(CLICK, THREAD), ["Machine: two cores."]) + "\nA profile of the click.\n"
    second = with_rows(first, ORDER, made(RATE, CLICK, value=9.0), ["Machine: four cores."])
    assert rows(second) == ORDER
    assert made(CLICK, value=9.0)[CLICK.what] in second
    assert made(CLICK)[CLICK.what] not in second
    assert made(THREAD)[THREAD.what] in second
    assert "two cores" not in second
    assert second.endswith("\nA profile of the click.\n")
    assert second.startswith(first.partition("<!--")[0])


def test_a_row_that_no_line_makes_any_more_goes() -> None:
    document = with_rows("", ORDER, made(CLICK, RATE), [])
    assert rows(with_rows(document, [RATE.what], {}, [])) == [RATE.what]


def test_every_line_has_a_program_and_rows_of_its_own() -> None:
    names = [wanted.what for line in LINES.values() for wanted in line.rows]
    assert len(names) == len(set(names))
    programs = [ROOT / "tests/benchmarks" / f"{line.module.replace('.', '/')}.py" for line in LINES.values()]
    assert [path for path in programs if not path.is_file()] == []
