"""The pages of the help: ``resources/help/<language>/*.md``, their titles, their pictures and their links."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

from gui.core.foundation.messages import LANGUAGES
from gui.core.foundation.paths import RESOURCES

FOLDER: Final = RESOURCES / "help"
"""One folder a language, with the same files in each."""
PICTURES: Final = "pictures"


class HelpPage(StrEnum):
    """Each is a file; in the order in which they are listed."""

    START_HERE = "start-here"
    FIRST_START = "first-start"
    PRACTICE = "practice"
    CONNECT = "connect"
    START_AND_STOP = "start-and-stop"
    FAILURES = "failures"
    LOST_ANSWERS = "lost-answers"
    GUEST_CAME_BACK = "guest-came-back"
    FIND_AND_HAND_OUT = "find-and-hand-out"
    BATCH = "batch"
    HANDING_OVER = "handing-over"
    PROFILES = "profiles"
    KEYCHAIN = "keychain"
    CLIENT_CERTIFICATES = "client-certificates"
    PROXIES = "proxies"
    DATA_FOLDER = "data-folder"
    BACKUP = "backup"
    LOGS = "logs"
    SEVERAL_USERS = "several-users"
    TEAM = "team"


FOR_ADMINISTRATORS: Final = frozenset(
    {
        HelpPage.PROFILES,
        HelpPage.KEYCHAIN,
        HelpPage.CLIENT_CERTIFICATES,
        HelpPage.PROXIES,
        HelpPage.DATA_FOLDER,
        HelpPage.BACKUP,
        HelpPage.LOGS,
        HelpPage.SEVERAL_USERS,
        HelpPage.TEAM,
    }
)
"""All other pages are for support staff."""


class LinkKind(StrEnum):
    """Where a link leads."""

    PAGE = "page"
    CODE = "code"
    OUTSIDE = "outside"
    """To the web: shown as a text, opened by nobody but the reader."""
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class HelpLink:
    """A link as it was written.

    :param page: of :attr:`LinkKind.PAGE`; None stands for the page that the link is on.
    :param place: the heading's anchor, the code, or the address; may be empty for a page.
    """

    kind: LinkKind
    page: HelpPage | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class PageText:
    """One page in one language.

    :param pictures: the PNG files that it shows, by the path in its Markdown.
    """

    page: HelpPage
    title: str
    markdown: str
    pictures: Mapping[str, bytes]


Help = Mapping[str, Mapping[HelpPage, PageText]]
"""All pages of each language."""

_CODE: Final = re.compile(r"code:(-?\w+)")
_FILE: Final = re.compile(r"(?:([a-z-]+)\.md)?(?:#(.+))?")
_PICTURE: Final = re.compile(r"!\[[^\]]*\]\(([^)]+)\)")
_FENCE: Final = re.compile(r"^```.*$", re.MULTILINE)
_LINK: Final = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKS: Final = re.compile(r"^#+ |^(?:[-*]|\d+\.) |^\|[\s|:-]+\|$|^\| | \|$|\*+|`", re.MULTILINE)
_BETWEEN_CELLS: Final = " | "


def read_help() -> Help:
    """Read every page and picture, the first time from a few dozen files: on a thread.

    :raises OSError: a file is missing.
    """
    return _read_all(FOLDER)


def link_of(href: str) -> HelpLink:
    """What a link of a page means."""
    if code := _CODE.fullmatch(href):
        return HelpLink(LinkKind.CODE, place=code[1])
    if href.startswith("https://"):
        return HelpLink(LinkKind.OUTSIDE, place=href)
    if found := _FILE.fullmatch(href):
        name, anchor = found[1], found[2] or ""
        if name is None and anchor:
            return HelpLink(LinkKind.PAGE, None, anchor)
        if name in set(HelpPage):
            return HelpLink(LinkKind.PAGE, HelpPage(name), anchor)
    return HelpLink(LinkKind.NOWHERE)


def anchor_of(heading: str) -> str:
    """The anchor of a heading: its words in small letters, with hyphens between them."""
    words = re.sub(r"[^\w\s-]", "", heading.casefold())
    return re.sub(r"\s+", "-", words.strip())


def plain_lines(markdown: str) -> tuple[str, ...]:
    """The words of a page without its markup, a line a paragraph; for the search."""
    text = _LINK.sub(r"\1", _FENCE.sub("", markdown))
    lines = _MARKS.sub("", text).replace(_BETWEEN_CELLS, " · ").split("\n")
    return tuple(line.strip() for line in lines if line.strip())


@cache
def _read_all(folder: Path) -> Help:
    return {language: {page: _read(folder / language, page) for page in HelpPage} for language in LANGUAGES}


def _read(folder: Path, page: HelpPage) -> PageText:
    markdown = (folder / f"{page}.md").read_text(encoding="utf-8")
    pictures = {name: (folder / name).read_bytes() for name in _PICTURE.findall(markdown)}
    title = markdown.partition("\n")[0].removeprefix("# ").strip()
    return PageText(page, title, markdown, pictures)
