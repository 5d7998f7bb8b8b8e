"""Tables that are opened in a spreadsheet: no cell is taken for a formula."""

import csv
import io

import pytest

from gui.core.reports.text_formats import csv_text, json_line, safe_cell
from gui.core.security import redaction
from gui.core.security.redaction import MASK, SecretRegistry


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


@pytest.mark.parametrize("between", ["\u200b", "\0", "\u2060", "\ufe0f", "\u0301"])
def test_a_secret_whose_letters_are_spread_is_masked(monkeypatch: pytest.MonkeyPatch, between: str) -> None:
    known = SecretRegistry()
    monkeypatch.setattr(redaction, "registry", known)
    known.register("canary-usersig-7f3a91c2e5")
    text = "it said " + between.join("canary-usersig-7f3a91c2e5")
    for found in (safe_cell(text), json_line({"message": text, "tags": [text]})):
        assert "7" not in found
        assert MASK in found


def test_joiners_of_a_name_stay_in_a_table_and_hidden_characters_do_not() -> None:
    assert safe_cell("می\u200cخواهم 👩\u200d💻") == "می\u200cخواهم 👩\u200d💻"
    assert safe_cell("a\u200bb\u202e") == "ab"


def test_truth_is_a_word_that_no_spreadsheet_translates() -> None:
    assert (safe_cell(True), safe_cell(False)) == ("yes", "no")
