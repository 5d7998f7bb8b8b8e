"""Finds pages of the help as one types, by words of their titles and texts, in both languages."""

from dataclasses import dataclass
from typing import Final

from gui.core.foundation.text_cleaning import comparable
from gui.core.presentation.help_pages import Help, HelpPage, PageText, plain_lines

_AROUND: Final = 32
"""Characters of a line that are shown before what was found."""
_SHOWN: Final = 120
_CONTENTS: Final = 4
_OTHER_LANGUAGE: Final = 10
"""Added to the ranks of :func:`_rank`."""
_LONGEST_QUERY: Final = 200


@dataclass(frozen=True, slots=True)
class HelpHit:
    """A page that was found.

    :param line: where it was found, cut to what one line shows; empty where nothing was searched for.
    """

    page: HelpPage
    line: str = ""


@dataclass(frozen=True, slots=True)
class _SearchedPage:
    page: HelpPage
    title: str
    text: str
    lines: tuple[tuple[str, str], ...]
    """As they are shown, and as they are compared."""


class HelpSearch:
    """Make it once; a search takes well under a millisecond.

    :param language: its pages are looked through first; a page that only the other language finds comes last.
    """

    def __init__(self, pages: Help, language: str) -> None:
        order = sorted(pages, key=lambda one: one != language)
        self._languages = tuple(tuple(_searched(text) for text in pages[one].values()) for one in order)

    def search(self, text: str) -> tuple[HelpHit, ...]:
        """The pages that have every word of a text, the best first; all of them for an empty one."""
        tokens = words_of_query(text)
        if not tokens:
            return tuple(HelpHit(page) for page in HelpPage)
        found: dict[HelpPage, tuple[tuple[int, int], HelpHit]] = {}
        for place, pages in enumerate(self._languages):
            for page in pages:
                rank = _rank(page, tokens)
                if rank is not None and page.page not in found:
                    order = (rank + _OTHER_LANGUAGE * place, -sum(map(page.text.count, tokens)))
                    found[page.page] = (order, HelpHit(page.page, _line(page, tokens)))
        return tuple(hit for _rank_, hit in sorted(found.values(), key=lambda one: one[0]))


def words_of_query(text: str) -> tuple[str, ...]:
    """The words that are looked for, in the form in which they are compared."""
    return tuple(comparable(text[:_LONGEST_QUERY]).split())


def _searched(text: PageText) -> _SearchedPage:
    lines = tuple((line, comparable(line)) for line in plain_lines(text.markdown))
    return _SearchedPage(text.page, comparable(text.title), "\n".join(one for _, one in lines), lines)


def _rank(page: _SearchedPage, tokens: tuple[str, ...]) -> int | None:
    """0 is best; None where a word is not on the page."""
    if not all(token in page.text for token in tokens):
        return None
    if page.page is HelpPage.START_HERE:
        # It names everything and tells nothing of it.
        return _CONTENTS
    phrase = " ".join(tokens)
    if phrase in page.title:
        return 0
    if any(token in page.title for token in tokens):
        return 1
    return 2 if phrase in page.text else 3


def _line(page: _SearchedPage, tokens: tuple[str, ...]) -> str:
    """The line that has most of the words; the title is shown anyway."""
    body = page.lines[1:] or page.lines
    shown, compared = max(body, key=lambda line: sum(token in line[1] for token in tokens))
    at = min((compared.find(token) for token in tokens if token in compared), default=0)
    start = max(0, at - _AROUND)
    cut = shown[start : start + _SHOWN]
    return f"{'…' if start else ''}{cut}{'…' if start + _SHOWN < len(shown) else ''}"
