"""Characters that staff can't see."""

import pytest

from gui.core.text_cleaning import hidden_trouble, invisible_characters, plain_digits, without_invisible


def test_digits_of_other_scripts_become_plain_and_letters_stay() -> None:
    assert plain_digits("１２a٣三²") == "12a3三²"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("10001", ()),
        ("a b", ()),
        ("10\u200b001", ("ZERO WIDTH SPACE",)),
        ("10001\n", ("LINE BREAK",)),
        ("a\r\nb\t", ("LINE BREAK", "TAB")),
        ("\u3000a\u00a0", ("IDEOGRAPHIC SPACE", "NO-BREAK SPACE")),
        ("a\u3164", ("HANGUL FILLER",)),
        ("\x07", ("U+0007",)),
        ("a\ud800", ("U+D800",)),
    ],
)
def test_what_cannot_be_seen_is_named(text: str, names: tuple[str, ...]) -> None:
    assert invisible_characters(text) == names


@pytest.mark.parametrize(
    ("text", "clean"),
    [(" 10\u200b001\n", "10001"), ("a\u00a0b", "a b"), ("\u3000", ""), ("ok", "ok"), ("a\ud800", "a")],
)
def test_cleaned_text_has_no_trouble_left(text: str, clean: str) -> None:
    assert without_invisible(text) == clean
    assert hidden_trouble(clean) is None


def test_an_outer_blank_is_a_trouble_of_its_own() -> None:
    assert hidden_trouble(" a") == ("outer_blank", {})
    assert hidden_trouble("a b") is None
