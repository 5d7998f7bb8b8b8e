"""Tables that are opened in a spreadsheet: no cell is taken for a formula."""

import csv
import io

import pytest

from gui.core.reports.text_formats import csv_text, safe_cell


@pytest.mark.parametrize(
    "text", ['=HYPERLINK("http://x")', "+1", "-1+1", "@SUM(A1)", "  =1", "＝1", "\u200b=1", "\t=1"]
)
def test_what_a_spreadsheet_would_run_is_text(text: str) -> None:
    assert safe_cell(text).startswith("'")


@pytest.mark.parametrize(
    ("value", "cell"), [("alice", "alice"), (None, ""), (-3, "-3"), ("a\nb", "a b"), ("", "")]
)
def test_everything_else_stays_what_it_is(value: object, cell: str) -> None:
    assert safe_cell(value) == cell


def test_a_table_reads_back_as_it_was_written() -> None:
    text = csv_text(["name", "note"], [['a "b", c', 7], ["王芳", None]])
    assert list(csv.reader(io.StringIO(text))) == [["name", "note"], ['a "b", c', "7"], ["王芳", ""]]
