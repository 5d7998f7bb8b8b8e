"""File names that the template makes."""

from datetime import datetime

import pytest

from gui.core.protocol.file_name_template import (
    DEFAULT_TEMPLATE,
    UnknownPlaceholders,
    file_name,
    template_of,
    unknown_placeholders,
)

AT = datetime(2026, 1, 31, 10, 1, 22)


def test_the_default_name_tells_room_user_date_and_time() -> None:
    assert file_name(DEFAULT_TEMPLATE, room="10001", user="alice", at=AT) == "10001_alice_20260131_100122"


def test_plain_text_stays_as_typed() -> None:
    assert file_name("Town hall, part 2", room="1", user="a", at=AT) == "Town hall, part 2"


def test_braces_in_a_user_are_not_filled_again() -> None:
    assert file_name("{user}", room="1", user="{room}", at=AT) == "{room}"


def test_lone_braces_are_plain_text() -> None:
    assert file_name("a } b { c", room="1", user="a", at=AT) == "a } b { c"


@pytest.mark.parametrize(
    ("template", "names"),
    [("{rom}_{user}", ("rom",)), ("{}{}", ("",)), ("{Room} {a} {Room}", ("Room", "a"))],
)
def test_unknown_placeholders_are_named_once_each(template: str, names: tuple[str, ...]) -> None:
    assert unknown_placeholders(template) == names
    with pytest.raises(UnknownPlaceholders) as caught:
        file_name(template, room="1", user="a", at=AT)
    assert caught.value.names == names


def test_editing_as_new_brings_the_template_back_but_keeps_a_name_of_staffs_own() -> None:
    assert template_of("10001_a.b_20260131_100122", room="10001", user="a.b") == DEFAULT_TEMPLATE
    assert template_of("10001_aXb_20260131_100122", room="10001", user="a.b") == "10001_aXb_20260131_100122"
    assert template_of("Town hall", room="10001", user="a.b") == "Town hall"
