"""What a spreadsheet would change has an apostrophe in front, and the apostrophe is taken away again."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.core.foundation.spreadsheets import protected, unprotected

CHANGED = """
    1E5 3-4 1/2 MAR1 00:12 TRUE false WAHR 007 1.2345678901234567890 5% $5 ½ 123456789012 =1
    +1 -talk @x ＝1 －x ＴＲＵＥ １２３ 3月4日 'alice R$5 10:30am (5) #N/A
"""
LEFT = "alice student01 lesson-1 s01 Q1 mars 课程一 第3讲 0 123 13800138000 王芳 Müller a|b x;y"


@pytest.mark.parametrize(
    "text", [*CHANGED.split(), " =1", "12 mar", "EUR 5", "1 234", "Lesson 3 may", "talk 9am"]
)
def test_whatever_a_spreadsheet_would_change_has_an_apostrophe_in_front(text: str) -> None:
    assert protected(text) == f"'{text}"


@pytest.mark.parametrize("text", LEFT.split())
def test_what_every_spreadsheet_leaves_as_it_is_stays_bare(text: str) -> None:
    assert protected(text) == text


def test_a_person_s_own_apostrophe_stays_where_nothing_needs_one() -> None:
    assert [unprotected(cell) for cell in ("'alice", "'t Hooft", "'007", "''007", "'=1")] == [
        "'alice",
        "'t Hooft",
        "007",
        "'007",
        "=1",
    ]


@pytest.mark.parametrize("text", ["a;=1+1", 'a";+1', "b|@x", "c; -1", "d\t=1"])
def test_read_with_any_delimiter_no_part_of_a_cell_is_a_formula(text: str) -> None:
    for delimiter in ";|\t":
        (row,) = csv.reader(io.StringIO(f'1,"{protected(text)}",x'), delimiter=delimiter)
        assert not [part for part in row if part.strip(" \"'")[:1] in ("=", "+", "-", "@") and part[0] != "'"]


@given(st.text(st.characters() | st.sampled_from("'=+-@;|\t 017eE/:TRUE")))
def test_protected_and_unprotected_are_inverse_of_each_other(text: str) -> None:
    assert unprotected(protected(text)) == text
