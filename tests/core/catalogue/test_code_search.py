"""Finding a code in the reference: by number, word, family or log line, in both languages, fast enough."""

import time

import pytest

from gui.core.catalogue.code_search import CodeIndex
from gui.core.catalogue.codes_in_text import codes_in, keys_in
from gui.core.catalogue.errors import Catalogue


@pytest.fixture(scope="module")
def index() -> CodeIndex:
    return CodeIndex()


def test_an_empty_search_lists_everything_with_the_thirty_recording_codes_first(index: CodeIndex) -> None:
    assert index.search("  ") == index.keys
    assert all(key.startswith("30000") for key in index.keys[:30])
    assert len(index.keys) == len(Catalogue().codes()) + len(Catalogue().local_failures())


@pytest.mark.parametrize("key", [entry.key for entry in Catalogue().codes()])
def test_every_code_is_the_first_hit_for_its_own_number(index: CodeIndex, key: str) -> None:
    assert index.search(key)[0] == key


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("4294967291", "-5"),
        ("411", "30000411"),
        ("30000411", "30000411"),
        ("timeout", "timeout"),
        ("storage balance", "2"),
        ("云点播余额", "2"),
        ("room", "30000401"),
        ("Already recording", "30000415"),
        ("可能已在录制", "30000415"),
    ],
)
def test_the_first_hit_is_what_was_meant(index: CodeIndex, typed: str, first: str) -> None:
    assert index.search(typed)[0] == first


def test_a_family_finds_all_of_its_codes(index: CodeIndex) -> None:
    found = index.search("room look-up")
    assert {"30000401", "30000402", "30000404", "30000405", "30000414"} <= set(found)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("2026-11-22 11:58:01 WARN [room 10004] result=30000411 seq=2 try 1", "30000411"),
        ('"rsp_0x5":{"uint32_result":30000412,"str_errorinfo":"record already stoped!"}', "30000412"),
        ("昨天录制失败，错误码30000404，怎么办？", "30000404"),
        ('"ActionStatus":"FAIL","ErrorCode":60015', "60015"),
        ("head result 4294967293 from relay", "-3"),
        ("relay answered 4294967293 for room 5", "-3"),
    ],
)
def test_a_pasted_log_line_finds_the_code_in_it_and_not_its_dates(
    index: CodeIndex, line: str, found: str
) -> None:
    assert index.search(line) == (found,)


def test_a_code_that_no_table_knows_finds_itself(index: CodeIndex) -> None:
    assert index.search("30000999") == ("30000999",)
    assert index.search("77777777") == ("77777777",)
    assert index.search("2026-11-22 failed with 60999 at last") == ("60999",)


def test_words_that_stand_nowhere_find_nothing(index: CodeIndex) -> None:
    assert index.search("banana") == ()


def test_a_megabyte_pasted_by_mistake_does_no_harm(index: CodeIndex) -> None:
    assert index.search("x" * 1_000_000) == ()


def test_every_keystroke_is_answered_within_a_frame(index: CodeIndex) -> None:
    line = "2026-11-22 11:58:01 WARN relay answered 30000411 for room 10004"
    # Processor time: what else the computer does must not count.
    slowest = 0.0
    for end in range(1, len(line) + 1):
        began = time.thread_time()
        index.search(line[:end])
        slowest = max(slowest, time.thread_time() - began)
    assert slowest < 0.016


def test_a_log_lines_real_code_comes_before_its_small_numbers() -> None:
    assert codes_in("11:58:1 try 2 of 3: 30000208")[0] == 30000208
    assert codes_in("2") == (2,)


@pytest.mark.parametrize(
    ("pasted", "code"),
    [
        ("30,000,411", 30000411),
        ("30 000 411", 30000411),
        ("30.000.411", 30000411),
        ("30'000'411", 30000411),
        ("３０，０００，４１１", 30000411),
        ("30\u00a0000\u00a0411", 30000411),
        ("ErrorCode:60,015", 60015),
        ("3.0000411E7", 30000411),
        ("30000411.0", 30000411),
        ("room 10,001: result = 30,000,415", 30000415),
        ("4,294,967,293", -3),
    ],
)
def test_a_code_is_read_however_a_spreadsheet_or_a_browser_writes_it(pasted: str, code: int) -> None:
    assert keys_in(pasted) == (code,)
    assert CodeIndex().search(pasted)[:1] == (str(code),)


@pytest.mark.parametrize("pasted", ["411,412", "411, 412", "411 412"])
def test_two_codes_stay_two(pasted: str) -> None:
    assert keys_in(pasted) == (411, 412)


@pytest.mark.parametrize(
    "pasted", ["code" + " " * 64_000 + "x", "code" * 16_000, "1." * 32_000, "1,000," * 10_000]
)
def test_a_long_paste_takes_time_in_proportion_to_its_length(pasted: str) -> None:
    began = time.process_time()
    keys_in(pasted)
    # It took a minute where it was looked through once more for each blank.
    assert time.process_time() - began < 2
