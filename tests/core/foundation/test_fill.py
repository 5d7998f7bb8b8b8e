"""What people and the service write stands in our texts as they wrote it, once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.core.foundation.fill import fill

WRITTEN = st.text(st.sampled_from("{}%n\\<>&ab\x00\x1b\u202e阿 \n")) | st.sampled_from(
    ["{name}", "{room}", "{{name}}", "%n", "%1", "<b>{name}</b>", r"\1", r"\g<0>", "{0}", "{name.__class__}"]
)


@given(name=WRITTEN, room=WRITTEN)
def test_each_value_stands_in_the_text_unchanged_and_once(name: str, room: str) -> None:
    assert fill("User {name} in room {room}.", name=name, room=room) == f"User {name} in room {room}."


def test_the_order_of_the_values_changes_nothing() -> None:
    assert fill("{b} {a}", a="{b}", b="{a}") == fill("{b} {a}", b="{a}", a="{b}") == "{a} {b}"


def test_a_place_without_a_value_is_a_bug_and_not_a_text() -> None:
    with pytest.raises(KeyError):
        fill("Room {room}", user="alice")


def test_a_value_may_have_any_name() -> None:
    assert fill("Warning: {text}", text="{text}") == "Warning: {text}"


def test_a_name_stands_in_a_chinese_sentence_as_people_write_it() -> None:
    said = "从{who:spaced}手中接过"
    assert fill(said, who="李") == "从李手中接过"
    assert fill(said, who="Li") == "从 Li 手中接过"
