"""*Copy file ids*: what to look for in the video service's console."""

from collections.abc import Iterator

import pytest

from gui.core.foundation.enums import State
from gui.core.foundation.messages import Messages
from gui.core.presentation.vod_table import vod_text
from gui.core.protocol.start_options import StartOptions
from gui.core.sessions.session import EndedBy
from tests.support.session_samples import answered, local_zone, recording, refused, sample, stopped

ENGLISH = Messages("en")


@pytest.fixture(autouse=True)
def _shanghai() -> Iterator[None]:
    with local_zone("Asia/Shanghai"):
        yield


def rows(*sessions: object) -> list[list[str]]:
    text = vod_text(sessions, ENGLISH)  # type: ignore[arg-type]  # sessions, as the samples make them
    assert text.endswith("\n")
    return [line.split("\t") for line in text.splitlines()]


def test_each_file_id_has_a_line_with_room_user_name_start_and_stop() -> None:
    head, first, second = rows(stopped(1, "200_a", "200_b", minutes=120))
    assert head == ["File id", "Room", "User", "Name", "Start", "Stop", "Note"]
    times = ["2025-11-22 18:00:00 +0800", "2025-11-22 20:00:00 +0800"]
    assert first == ["200_a", "10001", "alice", "10001_alice", *times, "file 1 of 2"]
    assert second == ["200_b", "10001", "alice", "10001_alice", *times, "file 2 of 2"]


def test_without_file_ids_it_says_what_to_search_for_and_between_which_times() -> None:
    _, row = rows(stopped(1, ended_by=EndedBy.ALREADY))
    assert row[0] == ""
    assert row[-1] == (
        "File ids are missing: search for the name “10001_alice” "
        "between 2025-11-22 19:00:00 +0800 and 2025-11-22 20:00:00 +0800."
    )


def test_fewer_file_ids_than_the_duration_calls_for_are_followed_by_what_to_search_for() -> None:
    _, found, missing = rows(stopped(1, "200_a", minutes=120))
    assert found[0] == "200_a"
    assert "search for the name “10001_alice”" in missing[-1]


def test_a_recording_that_was_not_in_the_list_is_searched_for_by_room() -> None:
    _, row = rows(stopped(1, settings=StartOptions()))
    assert "search for room 10001" in row[-1]


def test_what_was_never_recorded_or_still_records_is_said() -> None:
    _, failed, live, maybe = rows(
        refused(1), recording(2), sample(3, State.UNKNOWN, failure=answered(30000415))
    )
    assert failed[-1] == "Not recorded: the start failed."
    assert live[-1] == "Not stopped yet: file ids come with the stop."
    assert live[5] == ""
    assert "between 2025-11-22 20:00:00 +0800 and now" in maybe[-1]


def test_a_file_id_can_neither_break_the_line_nor_hide_in_it() -> None:
    _, row = rows(stopped(1, "200\n\t\u202ea"))
    assert row[0] == "200\\n\\t\\u202ea"


def test_what_is_pasted_into_a_spreadsheet_does_not_run_and_an_id_is_found_as_it_is() -> None:
    _, row = rows(stopped(1, "5285890784246869930", account="=1+1", settings=StartOptions("-talk")))
    assert (row[0], row[2], row[3]) == ("5285890784246869930", "'=1+1", "'-talk")
