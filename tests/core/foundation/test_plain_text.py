"""Text from outside can be shown: what hides or steers is written out, everything else stays as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.core.foundation.plain_text import hides, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("record already stoped!", "record already stoped!"),
        ("王芳 is not there – “really” 😀", "王芳 is not there – “really” 😀"),
        ("\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"),
        ("two\r\nlines\tand a tab", "two\\r\\nlines\\tand a tab"),
        ("abc\u202egnp.exe", "abc\\u202egnp.exe"),
        ("\x00\x7f\x9b", "\\x00\\x7f\\x9b"),
        ("zero\u200bwidth \u3164 filler", "zero\\u200bwidth \\u3164 filler"),
        ("half \ud83d and tag \U000e0041", "half \\ud83d and tag \\U000e0041"),
    ],
)
def test_what_hides_is_written_out(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    ("limit", "shown"), [(10, "0123456789"), (9, "01234567…"), (1, "…"), (None, "0123456789")]
)
def test_a_long_text_ends_in_an_ellipsis(limit: int | None, shown: str) -> None:
    assert visible("0123456789", limit) == shown


@given(st.text(st.characters(exclude_categories=())), st.integers(1, 50))
def test_nothing_that_hides_is_left_and_the_limit_holds(text: str, limit: int) -> None:
    assert not any(hides(character) for character in visible(text))
    assert len(visible(text, limit)) <= limit


@pytest.mark.parametrize("text", ["👩\u200d💻", "می\u200cخواهم", "\U0002ebf0", "会\u3000议"])
def test_letters_are_shown_as_their_writers_spell_them(text: str) -> None:
    assert visible(text) == text


def test_a_joiner_between_latin_letters_is_written_out() -> None:
    assert visible("ali\u200dce") == "ali\\u200dce"
