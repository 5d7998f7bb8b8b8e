"""The guide's search: words of titles and texts, in both languages, as one types."""

import time
from typing import Final

import pytest

from gui.core.presentation.help_pages import (
    HelpLink,
    HelpPage,
    LinkKind,
    anchor_of,
    link_of,
    plain_lines,
    read_help,
)
from gui.core.presentation.help_search import HelpSearch

FRAME_S: Final = 0.016


@pytest.fixture(scope="module")
def search() -> HelpSearch:
    return HelpSearch(read_help(), "en")


def _file(name: str, rest: str = "") -> str:
    """A link, as the pages have it: in this form no document of the code is cited."""
    return f"{name}.md{rest}"


def _found(search: HelpSearch, text: str) -> list[HelpPage]:
    return [hit.page for hit in search.search(text)]


def test_nothing_typed_lists_every_page(search: HelpSearch) -> None:
    assert _found(search, "  ") == list(HelpPage)


def test_a_word_of_a_title_comes_before_one_of_a_text(search: HelpSearch) -> None:
    assert _found(search, "proxies")[0] is HelpPage.PROXIES
    assert _found(search, "Lost answers")[0] is HelpPage.LOST_ANSWERS


def test_every_word_has_to_be_there(search: HelpSearch) -> None:
    assert HelpPage.KEYCHAIN in _found(search, "kwallet gnome")
    assert _found(search, "kwallet zebra") == []


def test_chinese_words_find_pages_in_an_english_window(search: HelpSearch) -> None:
    (first, *_) = search.search("系统钥匙串")
    assert first.page is HelpPage.KEYCHAIN
    assert "系统钥匙串" in first.line


def test_english_words_find_pages_in_a_chinese_window() -> None:
    assert _found(HelpSearch(read_help(), "zh_CN"), "keychain")[0] is HelpPage.KEYCHAIN


def test_what_the_window_s_own_language_finds_comes_first() -> None:
    both = HelpSearch(read_help(), "zh_CN").search("F8")
    assert both
    assert all(any("\u4e00" <= letter <= "\u9fff" for letter in hit.line) for hit in both)


def test_a_code_is_found_by_its_number(search: HelpSearch) -> None:
    assert HelpPage.FAILURES in _found(search, "30000411")


def test_capital_and_full_width_letters_are_as_good_as_any(search: HelpSearch) -> None:
    assert _found(search, "ＰＲＯＸＹ") == _found(search, "proxy") != []


def test_the_line_that_was_found_is_cut_around_the_word(search: HelpSearch) -> None:
    hit = next(hit for hit in search.search("standard input") if hit.page is HelpPage.PROFILES)
    assert "standard input" in hit.line
    assert len(hit.line) < 130


def test_a_search_is_done_before_the_next_picture_of_the_screen(search: HelpSearch) -> None:
    began = time.perf_counter()
    for text in ("r", "re", "rec", "录", "录制", "no such words anywhere"):
        search.search(text)
    assert (time.perf_counter() - began) / 6 < FRAME_S


@pytest.mark.parametrize(
    ("href", "link"),
    [
        (_file("connect"), HelpLink(LinkKind.PAGE, HelpPage.CONNECT)),
        (_file("connect", "#step-by-step"), HelpLink(LinkKind.PAGE, HelpPage.CONNECT, "step-by-step")),
        ("#keys", HelpLink(LinkKind.PAGE, None, "keys")),
        ("code:30000411", HelpLink(LinkKind.CODE, place="30000411")),
        ("code:-3", HelpLink(LinkKind.CODE, place="-3")),
        ("https://example.invalid/a", HelpLink(LinkKind.OUTSIDE, place="https://example.invalid/a")),
        ("http://example.invalid/", HelpLink(LinkKind.NOWHERE)),
        ("file:///etc/passwd", HelpLink(LinkKind.NOWHERE)),
        (_file("../connect"), HelpLink(LinkKind.NOWHERE)),
        (_file("nowhere"), HelpLink(LinkKind.NOWHERE)),
        ("", HelpLink(LinkKind.NOWHERE)),
    ],
)
def test_a_link_leads_within_the_guide_to_a_code_or_to_an_https_address(href: str, link: HelpLink) -> None:
    assert link_of(href) == link


def test_the_anchor_of_a_heading_is_its_words() -> None:
    assert anchor_of("Is it the right one?") == "is-it-the-right-one"
    assert anchor_of("选对了吗？") == "选对了吗"


def test_the_words_of_a_page_come_without_its_marks() -> None:
    text = "# Title\n\n1. Press **Start again**, or `F8`.\n\n| a | b |\n| --- | --- |\n| [c](#d) | e |\n"
    assert plain_lines(text) == ("Title", "Press Start again, or F8.", "a · b", "c · e")
