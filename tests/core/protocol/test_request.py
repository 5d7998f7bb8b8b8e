"""What staff type is checked field by field, and every complaint is told at once."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gui.core.foundation.enums import UINT32_MAX, Field, SdkType, Source
from gui.core.foundation.messages import LANGUAGES, Messages
from gui.core.protocol.request import Complaint, InvalidRequest, start_request, stop_request

GOOD: dict[str, object] = {"room": "10001", "account": "alice", "file_name": "lesson"}


def complaints(**values: object) -> dict[Field, str]:
    with pytest.raises(InvalidRequest) as caught:
        start_request({**GOOD, **values})
    return {complaint.field: complaint.key for complaint in caught.value.complaints}


def test_everything_wrong_is_told_at_once_each_at_its_field() -> None:
    found = complaints(
        room="abc", account=" ", file_name="", tags=["a", ""], class_id="-1", source="window", sdk_type=3
    )
    assert found == {
        Field.ROOM: "not_a_number",
        Field.ACCOUNT: "account_missing",
        Field.FILE_NAME: "file_name_missing",
        Field.TAGS: "tag_empty",
        Field.CLASS_ID: "not_a_number",
        Field.SOURCE: "not_a_choice",
        Field.SDK_TYPE: "not_a_choice",
    }


def test_an_empty_form_names_its_three_required_fields() -> None:
    with pytest.raises(InvalidRequest) as caught:
        start_request({})
    assert {c.field: c.key for c in caught.value.complaints} == {
        Field.ROOM: "number_missing",
        Field.ACCOUNT: "account_missing",
        Field.FILE_NAME: "file_name_missing",
    }


@pytest.mark.parametrize(
    ("room", "key"),
    [
        ("", "number_missing"),
        ("  ", "number_missing"),
        (None, "number_missing"),
        ("1000a", "not_a_number"),
        ("-1", "not_a_number"),
        ("+1", "not_a_number"),
        ("1.0", "not_a_number"),
        (1.0, "not_a_number"),
        (True, "not_a_number"),
        ("1e3", "not_a_number"),
        ("²", "not_a_number"),
        ("一", "not_a_number"),
        (str(UINT32_MAX + 1), "number_too_large"),
        (UINT32_MAX + 1, "number_too_large"),
        ("9" * 5000, "number_too_large"),
        (" 1", "outer_blank"),
        ("1\n", "invisible"),
        ("1\u200b", "invisible"),
        ("1\u00a02", "invisible"),
    ],
)
def test_a_room_number_that_cannot_be_is_complained_of(room: object, key: str) -> None:
    assert complaints(room=room) == {Field.ROOM: key}


@pytest.mark.parametrize(
    ("room", "number"),
    [
        ("0", 0),
        (str(UINT32_MAX), UINT32_MAX),
        ("007", 7),
        ("0" * 5000 + "7", 7),
        ("１０００１", 10001),
        (5, 5),
    ],
)
def test_a_room_number_within_32_bits_is_taken_in_any_digits(room: object, number: int) -> None:
    assert start_request({**GOOD, "room": room}).room == number


@pytest.mark.parametrize(
    ("account", "key"),
    [
        ("", "account_missing"),
        (None, "account_missing"),
        (20001, "account_missing"),
        (["a"], "account_missing"),
        ("alice bob", "two_accounts"),
        ("alice,bob", "two_accounts"),
        ("alice；bob", "two_accounts"),
        ("alice、bob", "two_accounts"),
        (" alice", "outer_blank"),
        ("alice\t", "invisible"),
        ("alice\nbob", "invisible"),
        ("a\u202eb", "invisible"),
        ("a\ud800", "invisible"),
    ],
)
def test_exactly_one_visible_account_is_taken(account: object, key: str) -> None:
    assert complaints(account=account) == {Field.ACCOUNT: key}


@pytest.mark.parametrize(
    ("tags", "key"),
    [([""], "tag_empty"), (["a", " "], "tag_empty"), ([3], "tag_empty"), (["a\u200b"], "invisible")],
)
def test_a_tag_that_cannot_be_is_complained_of(tags: object, key: str) -> None:
    assert complaints(tags=tags) == {Field.TAGS: key}


def test_an_empty_category_is_none_and_a_typed_0_is_0() -> None:
    assert start_request({**GOOD, "class_id": ""}).class_id is None
    assert start_request({**GOOD, "class_id": "0"}).class_id == 0
    assert complaints(class_id=str(UINT32_MAX + 1)) == {Field.CLASS_ID: "number_too_large"}


def test_names_in_chinese_with_inner_blanks_are_taken_as_they_are() -> None:
    request = start_request({**GOOD, "account": "王芳", "file_name": "直播课 第1节 🎉"})
    assert (request.account, request.file_name) == ("王芳", "直播课 第1节 🎉")


def test_a_stop_needs_room_and_account_only() -> None:
    request = stop_request({"room": "1", "account": "a"})
    assert (request.source, request.sdk_type) == (Source.CAMERA, SdkType.NORMAL)
    with pytest.raises(InvalidRequest) as caught:
        stop_request({"room": "x", "account": ""})
    assert {c.field for c in caught.value.complaints} == {Field.ROOM, Field.ACCOUNT}


@pytest.mark.parametrize(
    ("values", "warned"),
    [
        ({"file_name": "n" * 64}, []),
        ({"file_name": "n" * 65}, [(Field.FILE_NAME, "file_name_long")]),
        ({"tags": ["t"] * 16}, []),
        ({"tags": ["t"] * 17}, [(Field.TAGS, "tags_many")]),
        ({"tags": ["t" * 32]}, []),
        ({"tags": ["t" * 33]}, [(Field.TAGS, "tag_long")]),
    ],
)
def test_lengths_that_the_service_may_cut_are_warned_of_never_refused(
    values: dict[str, object], warned: list[tuple[Field, str]]
) -> None:
    warnings = start_request({**GOOD, **values}).warnings()
    assert [(warning.field, warning.key) for warning in warnings] == warned


@settings(max_examples=200, deadline=None)
@given(
    room=st.text(string.printable + "１²\u200b") | st.integers() | st.none() | st.floats(),
    account=st.text() | st.none() | st.integers(),
    file_name=st.text() | st.none(),
    tags=st.lists(st.text() | st.none(), max_size=3) | st.text(),
    class_id=st.text() | st.integers() | st.none(),
)
def test_no_value_breaks_the_check_and_every_complaint_has_words(**values: object) -> None:
    found: tuple[Complaint, ...] = ()
    try:
        request = start_request(values)
    except InvalidRequest as err:
        found = err.complaints
    else:
        assert 0 <= request.room <= UINT32_MAX
        return
    assert found
    for complaint in found:
        for language in LANGUAGES:
            assert Messages(language).text(f"complaint.{complaint.key}", **complaint.params)


def test_a_user_with_a_new_letter_in_the_name_can_be_recorded() -> None:
    assert start_request({"room": "7", "account": "\U0002ebf0某", "file_name": "f"}).account == "\U0002ebf0某"


def test_joiners_are_taken_in_names_and_tags_and_refused_in_ids() -> None:
    request = start_request(
        {"room": "7", "account": "a", "file_name": "👩\u200d💻 demo", "tags": ["می\u200cخواهم"]}
    )
    assert (request.file_name, request.tags) == ("👩\u200d💻 demo", ("می\u200cخواهم",))
    with pytest.raises(InvalidRequest) as refused:
        start_request({"room": "7", "account": "👩\u200d💻", "file_name": "f"})
    assert [(found.field, found.key) for found in refused.value.complaints] == [(Field.ACCOUNT, "invisible")]
