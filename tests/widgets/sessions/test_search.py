"""What a search finds: every field of a session, in the words that staff see, in both languages."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from gui.core.catalogue.errors import LocalFailure
from gui.core.foundation.enums import Operation, Source
from gui.core.foundation.messages import Messages
from gui.core.foundation.times import wall_now
from gui.core.protocol.start_options import StartOptions
from gui.widgets.sessions.session_list import SessionList
from tests.support.session_samples import (
    HandClock,
    answered,
    never_sent,
    recording,
    refused,
    stopped,
    unconfirmed,
)
from tests.support.widgets.lone_widget import discard
from tests.support.widgets.session_list_driver import elapsed, ids


def filled(language: str) -> SessionList:
    view = SessionList(Messages(language), elapsed(HandClock()))
    asked = wall_now() - timedelta(days=1)
    view.upsert_many(
        [
            recording(1, account="alice", operator="Wang"),
            stopped(
                2, "5285890784246869930", account="bob", settings=StartOptions("lesson", ("数学", "evening"))
            ),
            refused(3, 30000404, account="dan", room=55555, profile="Backup"),
            unconfirmed(4, account="eve", source=Source.SCREEN, note="asked the host"),
            stopped(6, account="gil", ended_with=answered(30000412, Operation.STOP)),
            replace(refused(5), failure=never_sent(LocalFailure.CONNECT), asked_at=asked),
        ]
    )
    return view


@pytest.fixture
def english() -> Iterator[SessionList]:
    view = filled("en")
    yield view
    discard(view)


@pytest.fixture
def chinese() -> Iterator[SessionList]:
    view = filled("zh_CN")
    yield view
    discard(view)


def found(view: SessionList, text: str) -> list[str]:
    view.bar.search.setText(text)
    return ids(view.model)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("55555", "3"),
        ("BOB", "2"),
        ("lesson", "2"),
        ("数学", "2"),
        ("5285890784246869930", "2"),
        ("30000404", "3"),
        ("wang", "1"),
        ("backup", "3"),
        ("asked the host", "4"),
        ("screen", "4"),
        ("#4", "4"),
        ("no connection", "5"),
        ("30000412", "6"),
        ("connect", "5"),
        ("yesterday", "5"),
        ("dan 30000404", "3"),
    ],
)
def test_a_session_is_found_by_each_of_its_fields(english: SessionList, text: str, number: str) -> None:
    assert found(english, text) == [number]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("recording", ["1"]), ("stopped", ["6", "2"]), ("not started", ["5", "3"]), ("unconfirmed", ["4"])],
)
def test_a_state_is_found_by_its_words(english: SessionList, text: str, numbers: list[str]) -> None:
    assert found(english, text) == numbers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("录制中", ["1"]),
        ("已停止", ["6", "2"]),
        ("未开始", ["5", "3"]),
        ("开始结果未知", ["4"]),
        ("屏幕", ["4"]),
        ("昨天", ["5"]),
        ("stopped", ["6", "2"]),
    ],
)
def test_a_state_is_found_by_its_chinese_words_too(
    chinese: SessionList, text: str, numbers: list[str]
) -> None:
    assert found(chinese, text) == numbers


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("５５５５５", "3"),
        ("55,555", "3"),
        ("55555\u200b", "3"),
        ("ＢＯＢ", "2"),
        ("ＬＥＳＳＯＮ", "2"),
        ("5,285,890,784,246,869,930", "2"),
    ],
)
def test_a_live_recording_is_found_whatever_the_input_method_makes_of_the_search(
    english: SessionList, text: str, number: str
) -> None:
    assert found(english, text) == [number]


def test_a_name_is_found_in_either_spelling_of_its_accents(english: SessionList) -> None:
    english.upsert_many([recording(7, account="cafe\u0301"), recording(8, account="naïve")])
    assert found(english, "café") == ["7"]
    assert found(english, "nai\u0308ve") == ["8"]
