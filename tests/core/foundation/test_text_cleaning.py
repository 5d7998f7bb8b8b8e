"""Characters that staff can't see."""

import pytest

from gui.core.foundation.messages import Messages
from gui.core.foundation.text_cleaning import (
    hidden_trouble,
    invisible_characters,
    plain_digits,
    without_invisible,
)


def test_digits_of_other_scripts_become_plain_and_letters_stay() -> None:
    assert plain_digits("１２a٣三²") == "12a3三²"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("10001", ()),
        ("a b", ()),
        ("10\u200b001", ("zero_width_space",)),
        ("10001\n", ("line_break",)),
        ("a\r\nb\t", ("line_break", "tab")),
        ("\u3000a\u00a0", ("full_width_space", "no_break_space")),
        ("a\u3164", ("hangul_filler",)),
        ("\x07", ("U+0007",)),
        ("a\ud800", ("U+D800",)),
    ],
)
def test_what_cannot_be_seen_is_named_or_numbered(text: str, names: tuple[str, ...]) -> None:
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


@pytest.mark.parametrize(
    ("text", "english", "chinese"),
    [
        ("a\u200bb", "zero width space", "零宽空格"),
        (
            "\ufeffa\u00a0\u00ad",
            "byte order mark, no-break space, soft hyphen",
            "字节顺序标记（BOM）、不换行空格、软连字符",
        ),
        ("a\r\nb", "line break", "换行符"),
        ("\u200f\u202e", "right-to-left mark, right-to-left override", "从右到左标记、从右到左强制符"),
        ("a\u2062\U000e0001", "U+2062, U+E0001", "U+2062、U+E0001"),
    ],
)
def test_a_complaint_names_what_cannot_be_seen_in_the_language_of_the_desk(
    text: str, english: str, chinese: str
) -> None:
    found = hidden_trouble(text)
    assert found is not None
    key, values = found
    said = Messages("en").text(f"complaint.{key}", **values)
    assert said == f"There is a character that can't be seen in it ({english}). Remove it."
    assert f"（{chinese}）" in Messages("zh_CN").text(f"complaint.{key}", **values)
