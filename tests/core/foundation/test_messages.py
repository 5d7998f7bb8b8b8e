"""A message with its values, and the one way to a plural."""

import pytest

from gui.core.foundation.messages import Messages

ENGLISH, CHINESE = Messages("en"), Messages("zh_CN")


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 files"), (1, "1 file"), (2, "2 files"), (1200, "1200 files")]
)
def test_english_tells_one_from_more(count: int, words: str) -> None:
    assert ENGLISH.count("state.files", count) == words


@pytest.mark.parametrize(("count", "words"), [(1, "1 个文件"), (2, "2 个文件")])
def test_chinese_has_one_form(count: int, words: str) -> None:
    assert CHINESE.count("state.files", count) == words


def test_the_singular_may_be_another_sentence_with_other_values() -> None:
    values = {"time": "12:00", "room": 7, "user": "{count}"}
    assert ENGLISH.count("history.times", 1, **values) == "Once here: 12:00, room 7, {count}"
    assert ENGLISH.count("history.times", 3, **values) == "3 times here, last 12:00, room 7, {count}"


@pytest.mark.parametrize("user", ["{room}", "{user}", "{{room}}", "%(room)s", "\\1", "{user:characters}"])
def test_what_a_value_holds_is_never_read_as_a_text(user: str) -> None:
    assert ENGLISH.text("headline.plain", user=user, room=7) == f"{user} in room 7"


def test_characters_that_can_t_be_seen_are_named_in_the_language() -> None:
    found = "tab, zero_width_space, U+2062"
    assert ENGLISH.text("character.names", name=found) == "tab, zero width space, U+2062"
    assert CHINESE.text("character.names", name=found) == "制表符、零宽空格、U+2062"
    assert "(tab)" in ENGLISH.text("complaint.invisible", name="tab")


def test_a_value_that_is_not_given_is_a_bug_and_not_a_text() -> None:
    with pytest.raises(KeyError):
        ENGLISH.text("headline.plain", user="dan")


def test_the_placeholders_of_a_file_name_are_listed_as_staff_type_them() -> None:
    from gui.core.protocol.file_name_template import AS_WRITTEN

    words = ENGLISH.text("complaint.file_name_placeholder", text="{guest}", **AS_WRITTEN)
    assert words == "{guest} is not known. Use {room}, {user}, {date} and {time} only."


@pytest.mark.parametrize(
    ("since", "said"),
    [("17:02", "从 17:02 到现在还没有录上，"), ("昨天 17:02", "从昨天 17:02 到现在还没有录上，")],
)
def test_a_time_has_a_space_beside_its_digits_only(since: str, said: str) -> None:
    assert CHINESE.text("say.not_recorded", since=since).startswith(said)


def test_chinese_sentences_follow_each_other_without_a_space() -> None:
    assert Messages("zh_CN").sentences("请求未发送。", "", "请再试一次。") == "请求未发送。请再试一次。"
    assert Messages("en").sentences("Nothing was sent.", "", "Try again.") == "Nothing was sent. Try again."


def test_no_space_stands_between_a_time_and_a_full_width_mark() -> None:
    told = CHINESE.text("say.complete", began="昨天 17:02", ended="18:30")
    assert told == "已录制完成（昨天 17:02 至 18:30）。"
