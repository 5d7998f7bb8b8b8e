"""Characters that staff can't see."""

import pytest

from gui.core.foundation.messages import Messages
from gui.core.foundation.text_cleaning import (
    hidden_trouble,
    invisible_characters,
    one_named,
    plain_digits,
    search_words,
    searchable,
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


@pytest.mark.parametrize(
    "letter",
    ["\U0002ebf0", "\U0001fae8", "\ue000", "\U000f0000", "\U00030000", "\u0378"],
    ids=[
        "a Chinese name's letter of 2023",
        "an emoji of 2022",
        "a private one of GBK",
        "plane 15",
        "2020",
        "none",
    ],
)
def test_a_letter_that_is_newer_than_pythons_tables_is_seen(letter: str) -> None:
    assert invisible_characters(f"王{letter}某") == ()
    assert without_invisible(f"王{letter}某") == f"王{letter}某"


@pytest.mark.parametrize(
    "character",
    [
        "\u200b",
        "\u202e",
        "\u2066",
        "\u2065",
        "\ufff0",
        "\U000e0001",
        "\U000e0fff",
        "\uffff",
        "\ufdd0",
        "\u034f",
    ],
)
def test_what_unicode_says_is_never_drawn_is_not_seen_in_a_name_either(character: str) -> None:
    assert invisible_characters(f"a{character}b", spelled=True)
    assert without_invisible(f"a{character}b", spelled=True) == "ab"


@pytest.mark.parametrize(
    "name",
    [
        "👩\u200d💻 demo",
        "می\u200cخواهم",
        "क\u094d\u200dष",
        "会议\u3000第一讲",
        "❤️\u200d🔥",
        "🏴\U000e0067\U000e0062\U000e007f",
    ],
)
def test_a_name_keeps_what_belongs_to_its_spelling_and_an_id_has_no_such_thing(name: str) -> None:
    assert hidden_trouble(name, spelled=True) is None
    assert without_invisible(name, spelled=True) == name
    assert hidden_trouble(name) is not None


@pytest.mark.parametrize("name", ["ali\u200dce", "\u200dalice", "会\u200d\u200d议", "\u3000会议"])
def test_a_joiner_that_joins_nothing_is_a_trouble_in_a_name_too(name: str) -> None:
    assert hidden_trouble(name, spelled=True) is not None


@pytest.mark.parametrize(
    ("typed", "there"),
    [
        ("１０００１", "10001"),
        ("ａｌｉｃｅ", "alice"),
        ("ALICE", "Alice"),
        ("10001\u200b", "10001"),
        ("cafe\u0301", "café"),
        ("10,001", "10001"),
        ("STRASSE", "straße"),
        ("ﬁlm", "film"),
        ("1,234", "talk 1,234 rooms"),
        ("1,2", "talk 1,234 rooms"),
        ("1.234", "v 1.234"),
    ],
)
def test_what_people_type_is_found_whatever_their_input_method_makes_of_it(typed: str, there: str) -> None:
    assert search_words(typed) in searchable(there)


@pytest.mark.parametrize(
    ("typed", "there"), [("10,01", "1001"), ("2025-11-20", "20251120"), ("1,0001", "10001")]
)
def test_separators_that_group_no_thousands_count(typed: str, there: str) -> None:
    assert search_words(typed) not in searchable(there)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("Main", "Main"), ("ｍａｉｎ", "Main"), (" MAIN ", "Main"), ("x", "x"), ("ｘ", None), ("Mai", None)],
)
def test_a_name_is_known_in_other_letters_where_it_is_the_only_one(typed: str, meant: str | None) -> None:
    assert one_named(typed, ("Main", "x", "X")) == meant
