"""A sentence of ours beside a failure: each reader reads it in their own language; no value is read twice."""

import errno
import logging
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.core.catalogue.details import Detail, words_of
from gui.core.catalogue.errors import Delivery, LocalFailure, Problem, panel_bug, unwritten_problem
from gui.core.catalogue.system_errors import of_file, of_system_error, reason_of
from gui.core.foundation.file_places import InputFile, NoPlainFile, OwnFile
from gui.core.foundation.messages import Messages
from gui.core.foundation.paths import NoHome, NoSuchUser, NoWorkingFolder

ENGLISH, CHINESE = Messages("en"), Messages("zh_CN")
UNKNOWN_PROFILE = Detail("profile.unknown", {"name": "Main"})


def problem_with(detail: Detail | None = None, message: str = "") -> Problem:
    return Problem(Delivery.NEVER_SENT, word=LocalFailure.PROFILE, message=message, detail=detail)


def test_a_sentence_of_ours_is_read_in_the_readers_language() -> None:
    problem = problem_with(UNKNOWN_PROFILE)
    assert words_of(problem, ENGLISH) == "there is no profile named Main"
    assert words_of(problem, CHINESE) == "没有名为 Main 的配置"


def test_what_it_is_about_stands_before_it() -> None:
    detail = Detail("ledger.gone", where="/data/ledger.sqlite3")
    assert detail.text(ENGLISH) == "/data/ledger.sqlite3: it is gone"
    assert detail.text(CHINESE) == "/data/ledger.sqlite3: 已不存在"


def test_the_services_own_words_are_the_same_for_every_reader() -> None:
    problem = problem_with(message="房间不存在")
    assert words_of(problem, ENGLISH) == words_of(problem, CHINESE) == "房间不存在"


def test_where_nothing_is_said_nothing_is_told() -> None:
    assert words_of(problem_with(), ENGLISH) == ""


@given(st.text(), st.text())
def test_whatever_a_value_holds_stands_in_the_sentence_once_and_unchanged(name: str, where: str) -> None:
    name, where = (text.encode("utf-8", "replace").decode() for text in (name, where))
    said = Detail("profile.unknown", {"name": name}, where).text(ENGLISH)
    assert said == f"{where}: there is no profile named {name}".removeprefix("" if where else ": ")


@pytest.mark.parametrize("name", ["{name}", "{}", "{0}", "%n", "<b>x</b>", "\u202e", "{key}", "{{"])
def test_a_value_that_looks_like_a_place_is_only_a_value(name: str) -> None:
    assert Detail("profile.unknown", {"name": name}).text(CHINESE) == f"没有名为 {name} 的配置"


@pytest.mark.parametrize(
    ("detail", "said"),
    [
        (Detail("of_a_newer_panel", {"count": 3, "name": "x"}), "of_a_newer_panel 3 x"),
        (Detail("of_a_newer_panel", where="/data"), "/data: of_a_newer_panel"),
        (Detail("profile.unknown"), "profile.unknown"),
        (Detail("profile.unknown", {"key": "x"}), "profile.unknown x"),
        (Detail("profile.unknown", {"self": "x"}), "profile.unknown x"),
    ],
)
def test_a_key_that_this_panel_does_not_know_is_shown_with_its_values(detail: Detail, said: str) -> None:
    assert detail.text(ENGLISH) == detail.text(CHINESE) == said


def test_half_a_character_in_a_path_can_be_kept_and_shown() -> None:
    detail = Detail("profile.unknown", {"name": "a\udc80"}, "/x\udcff")
    assert (detail.params, detail.where) == ({"name": "a?"}, "/x?")


def test_a_log_tells_it_in_english(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        logging.getLogger("recording-panel").warning("%s", UNKNOWN_PROFILE)
    assert "there is no profile named Main" in caplog.text
    assert "there is no profile named Main" in str(ConnectionError(UNKNOWN_PROFILE))


def test_a_bug_tells_its_kind_in_both_languages() -> None:
    bug = panel_bug(KeyError("secret"), may_have_left=False)
    assert words_of(bug, ENGLISH) == "a fault of the panel itself: KeyError"
    assert words_of(bug, CHINESE) == "面板自身的缺陷：KeyError"


def test_an_outcome_that_could_not_be_written_says_why_in_the_readers_language() -> None:
    closed = Problem(Delivery.NEVER_SENT, word=LocalFailure.LEDGER, detail=Detail("ledger.closed"))
    assert words_of(unwritten_problem(closed), CHINESE) == "操作记录没有打开"


# The system's errors, and those that the panel raises as such.


def test_an_error_of_the_system_keeps_the_systems_own_text() -> None:
    err = OSError(errno.ENOSPC, "No space left on device", "/made/by/us")
    assert words_of(of_system_error(err, Path("/x"), LocalFailure.FILE), CHINESE) == (
        "/made/by/us: No space left on device"
    )
    assert words_of(of_file(err, Path("/x")), CHINESE) == "/x: No space left on device"
    assert reason_of(err, CHINESE) == os.strerror(errno.ENOSPC)


@pytest.mark.parametrize(
    ("err", "english", "chinese"),
    [
        (OwnFile(Path("/x")), "the panel keeps its own files there", "该位置由面板存放自己的文件"),
        (InputFile(Path("/x")), "the panel keeps its own files there", "该位置由面板存放自己的文件"),
        (
            NoPlainFile(Path("/x")),
            "it is a pipe, a device or a socket, and no file",
            "这是管道、设备或套接字，不是文件",
        ),
        (NoHome(2, "in English", "/x"), "this user has no home folder", "该用户没有主文件夹"),
        (
            NoSuchUser(2, "in English", "/x"),
            "no user of that name has a home folder",
            "没有这个名称的用户，或该用户没有主文件夹",
        ),
        (NoWorkingFolder(2, "in English", "/x"), "the working folder is gone", "当前工作文件夹已不存在"),
    ],
)
def test_what_the_panel_itself_finds_wrong_with_a_file_is_said_in_the_readers_language(
    err: OSError, english: str, chinese: str
) -> None:
    problem = of_file(err, Path("/x"))
    assert (words_of(problem, ENGLISH), words_of(problem, CHINESE)) == (f"/x: {english}", f"/x: {chinese}")
    assert (reason_of(err, ENGLISH), reason_of(err, CHINESE)) == (english, chinese)
