"""gui/SPEED.md: the rows of its table, and what is kept when some of them are measured anew."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

BEGIN: Final = "<!-- From here to the mark below: made by packaging/bench --speed. -->"
END: Final = "<!-- From here on: kept by hand. -->"
_COLUMNS: Final = (
    "what",
    "floor, in the same run",
    "its value",
    "measured",
    "ratio",
    "goal",
    "met",
    "when, load",
)
_CELLS: Final = re.compile(r"(?<!\\)\|")
_NEW: Final = """# Speed
What a person and a script wait for, each against the least that it could cost, measured in turn with it in
the same run. `packaging/bench --speed` makes this table; `packaging/bench --speed click,ledger` measures some
lines of it anew.

{begin}
{end}

## What is not met
"""


@dataclass(frozen=True, slots=True)
class Goal:
    """What a line has to reach.

    :ivar ratio: whether the bound is one of value against floor, not of the value itself.
    :ivar at_least: whether more is better.
    """

    bound: float
    ratio: bool = True
    at_least: bool = False
    words: str = ""

    def met_by(self, value: float, ratio: float | None) -> bool:
        """Whether a measure reaches it."""
        found = ratio if self.ratio else value
        if found is None:
            return False
        return found >= self.bound if self.at_least else found <= self.bound

    def __str__(self) -> str:
        return self.words or f"{'≥' if self.at_least else '≤'} {self.bound:g}"


@dataclass(frozen=True, slots=True)
class Wanted:
    """One row of the table.

    :ivar name: that of its measure, as the benchmark prints it.
    """

    name: str
    what: str
    floor: str
    goal: Goal


@dataclass(frozen=True, slots=True)
class Measure:
    """What a benchmark printed of one name."""

    value: float
    unit: str
    floor: float | None
    ratio: float | None

    @classmethod
    def of(cls, line: Mapping[str, object]) -> "Measure":
        """From its JSON."""
        return cls(
            _number(line["value"]) or 0.0, str(line["unit"]), _number(line["floor"]), _number(line["ratio"])
        )


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def row(wanted: Wanted, measure: Measure | None, when: str) -> str:
    """A row of the table; a measure that is None was not to be had."""
    if measure is None:
        return _line((wanted.what, wanted.floor, "–", "not measured", "–", str(wanted.goal), "–", when))
    met = wanted.goal.met_by(measure.value, measure.ratio)
    cells = (
        wanted.what,
        wanted.floor,
        _amount(measure.floor, measure.unit),
        _amount(measure.value, measure.unit),
        "–" if measure.ratio is None else f"{measure.ratio:.2f}",
        str(wanted.goal),
        "yes" if met else "**no**",
        when,
    )
    return _line(cells)


def with_rows(document: str, order: Iterable[str], made: Mapping[str, str], machine: Sequence[str]) -> str:
    """The document with these rows in the place of those of the same name; all else of it stays.

    :param order: what all rows are called, in the table's order; others are dropped.
    :param made: the new rows, by what they are called.
    """
    text = document if BEGIN in document and END in document else _NEW.format(begin=BEGIN, end=END)
    before, _, rest = text.partition(BEGIN)
    former, _, by_hand = rest.partition(END)
    rows = {**_rows_of(former), **made}
    table = [_line(_COLUMNS), _line(["---"] * len(_COLUMNS)), *(rows[what] for what in order if what in rows)]
    return "\n".join((f"{before}{BEGIN}", *machine, "", *table, f"{END}{by_hand}"))


def _rows_of(text: str) -> dict[str, str]:
    lines = [line for line in text.splitlines() if line.startswith("|")][2:]
    return {_CELLS.split(line)[1].strip(): line for line in lines}


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _amount(value: float | None, unit: str) -> str:
    if value is None:
        return "–"
    digits = f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"
    return f"{digits} {unit}".strip()
