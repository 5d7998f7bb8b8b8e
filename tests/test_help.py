"""The guide tells the truth: what its pages name is in the program, and both languages tell the same.

In the pages, **bold** is a text of the program in the page's language, `code` is a key, a command or a file.
"""

import json
import re
import shlex
from collections.abc import Iterator
from functools import cache
from typing import Final
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QImage

from gui.cli import make_parser
from gui.core.catalogue.errors import Catalogue
from gui.core.foundation.fill import fill
from gui.core.foundation.messages import LANGUAGES, Messages
from gui.core.presentation.help_pages import (
    FOLDER,
    FOR_ADMINISTRATORS,
    HelpPage,
    LinkKind,
    PageText,
    anchor_of,
    link_of,
    read_help,
)
from tests.support.tree import ROOT

PAGES: Final = [(language, page) for language in LANGUAGES for page in HelpPage]
IDS: Final = [f"{language}/{page}" for language, page in PAGES]
COMMAND: Final = "recording-panel"
MOST_BYTES: Final = 1_500_000
WIDEST: Final = 900

_FENCE: Final = re.compile(r"^```\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CODE: Final = re.compile(r"`([^`]+)`")
_BOLD: Final = re.compile(r"\*\*([^*]+)\*\*")
_ITALIC: Final = re.compile(r"(?<!\*)\*([^*\n]+)\*(?!\*)")
_LINK: Final = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
_PICTURE: Final = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")
_HEADING: Final = re.compile(r"^(#+) (.+)$", re.MULTILINE)
_PLACE: Final = re.compile(r"\{(\w+)(?::\w+)?\}|%n")
_KEY_HINT: Final = re.compile(r"\(&\w\)|&")
"""The letter that Alt presses."""
_WORD: Final = {"en": re.compile("[A-Za-z]{4}"), "zh_CN": re.compile("[\u4e00-\u9fff]{2}")}


@cache
def page_of(language: str, page: HelpPage) -> PageText:
    return read_help()[language][page]


def prose(language: str, page: HelpPage) -> str:
    return _FENCE.sub("", page_of(language, page).markdown)


def commands(language: str, page: HelpPage) -> list[str]:
    lines = [
        line for block in _FENCE.findall(page_of(language, page).markdown) for line in block.splitlines()
    ]
    return lines + [word for word in _CODE.findall(prose(language, page)) if word.startswith(f"{COMMAND} ")]


def labels(language: str, page: HelpPage) -> list[str]:
    return _BOLD.findall(prose(language, page))


@cache
def texts_of_program() -> tuple[tuple[str, str], ...]:
    """Each text of window and messages, in English and in Chinese."""
    found = []
    path = ROOT / "resources/translations/recording_panel_zh_CN.ts"
    for message in ElementTree.parse(path).getroot().iter("message"):
        form = "translation/numerusform" if message.get("numerus") else "translation"
        found.append((message.findtext("source", ""), message.findtext(form, "")))
    english, chinese = (
        json.loads((ROOT / f"resources/messages.{language}.json").read_text(encoding="utf-8"))
        for language in LANGUAGES
    )
    found += [(text, chinese[key]) for key, text in english.items() if key in chinese]
    return tuple((_KEY_HINT.sub("", one), _KEY_HINT.sub("", other)) for one, other in found)


def values_in(template: str, label: str, language: str) -> dict[str, str] | None:
    """What fills the places of a text so that it reads as the label; None where it can't."""
    if template == label:
        return {}
    names = [found[1] or "n" for found in _PLACE.finditer(template)]
    fixed = _PLACE.split(template)[:: _PLACE.groups + 1]
    if not names or not _WORD[language].search("".join(fixed)):
        return None
    pattern = "(.+?)".join(re.escape(part) for part in fixed)
    found = re.fullmatch(pattern, label)
    return None if found is None else dict(zip(names, found.groups(), strict=True))


@cache
def chinese_of(label: str) -> frozenset[str]:
    """Every Chinese text that the program has for an English one."""
    found, words = set(), dict(texts_of_program())
    for english, chinese in texts_of_program():
        values = values_in(english, label, "en")
        if values is not None:
            template = re.sub(r":\w+\}", "}", chinese)
            translated = {name: words.get(value, value) for name, value in values.items()}
            found |= {fill(template, **values), fill(template, **translated)}
    return frozenset(found)


def is_of_program(label: str, language: str) -> bool:
    own = LANGUAGES.index(language)
    return any(values_in(text[own], label, language) is not None for text in texts_of_program())


def told(language: str, page: HelpPage) -> tuple[object, ...]:
    """What both languages have in common."""
    text = page_of(language, page).markdown
    places = [link_of(target) for target in _LINK.findall(text)]
    return (
        [len(level) for level, _ in _HEADING.findall(text)],
        [(link.kind, link.page) for link in places],
        [link.place for link in places if link.kind is not LinkKind.PAGE],
        [name for _, name in _PICTURE.findall(text)],
        commands(language, page),
        sum(line.startswith("|") for line in text.splitlines()),
    )


# Links and pictures.


@pytest.mark.parametrize(("language", "page"), PAGES, ids=IDS)
def test_every_link_leads_somewhere(language: str, page: HelpPage) -> None:
    known = {entry.key for entry in Catalogue(language).codes()}
    for target in _LINK.findall(page_of(language, page).markdown):
        link = link_of(target)
        assert link.kind is not LinkKind.NOWHERE, target
        assert link.kind is not LinkKind.CODE or link.place in known, target
        if link.kind is LinkKind.PAGE and link.place:
            there = page_of(language, link.page or page).markdown
            assert link.place in {anchor_of(words) for _, words in _HEADING.findall(there)}, target


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_reached_from_the_first(language: str) -> None:
    reached: set[HelpPage] = set()
    todo = [HelpPage.START_HERE]
    while todo:
        page = todo.pop()
        reached.add(page)
        links = (link_of(target) for target in _LINK.findall(page_of(language, page).markdown))
        todo += [link.page for link in links if link.page is not None and link.page not in reached]
    assert reached == set(HelpPage)


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_no_other_files_than_those_that_are_shown(language: str) -> None:
    folder = FOLDER / language
    shown = {f"{page}.md" for page in HelpPage}
    shown |= {name for page in HelpPage for _, name in _PICTURE.findall(page_of(language, page).markdown)}
    there = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert there == shown


def test_the_pictures_are_small_and_each_says_what_it_shows() -> None:
    files = list(FOLDER.rglob("*.png"))
    assert sum(path.stat().st_size for path in files) <= MOST_BYTES
    for path in files:
        image = QImage(str(path))
        assert 0 < image.width() <= WIDEST, path
        assert image.colorCount() > 0, f"{path} has no palette: see packaging/help_pictures.py"
    for language, page in PAGES:
        assert all(alt for alt, _ in _PICTURE.findall(page_of(language, page).markdown))


# Both languages.


@pytest.mark.parametrize("page", HelpPage)
def test_both_languages_tell_the_same(page: HelpPage) -> None:
    assert told("en", page) == told("zh_CN", page)


@pytest.mark.parametrize("page", HelpPage)
def test_what_is_named_in_english_is_named_in_chinese_by_the_program_s_own_words(page: HelpPage) -> None:
    named = set(labels("zh_CN", page))
    missing = {label for label in labels("en", page) if not chinese_of(label) & named}
    assert missing == set()


def test_both_parts_of_the_guide_have_pages() -> None:
    assert 0 < len(FOR_ADMINISTRATORS) < len(HelpPage)


# What the pages name.


@pytest.mark.parametrize(("language", "page"), PAGES, ids=IDS)
def test_every_label_is_a_text_of_the_program(language: str, page: HelpPage) -> None:
    assert [label for label in labels(language, page) if not is_of_program(label, language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_in_italics_so_every_label_is_checked(language: str) -> None:
    named = [label for page in HelpPage for label in _ITALIC.findall(_BOLD.sub("", prose(language, page)))]
    assert named == []


def _lines() -> Iterator[str]:
    for language, page in PAGES:
        yield from commands(language, page)


@pytest.mark.parametrize("line", sorted(set(_lines())))
def test_every_command_is_one_of_the_program_s(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    program, *arguments = shlex.split(line)
    assert program == COMMAND
    wrong = ""
    try:
        make_parser(Messages("en")).parse_args(arguments)
    except SystemExit as end:
        # --version ends it, too.
        wrong = capsys.readouterr().err if end.code else ""
    assert wrong == ""
