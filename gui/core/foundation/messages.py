"""Texts of core and command line, in the user's language: ``resources/messages.*.json``."""

import json
import locale
import os
import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from gui.core.foundation.fill import fill
from gui.core.foundation.paths import RESOURCES

LANGUAGES: Final = ("en", "zh_CN")
_CHARACTERS: Final = re.compile(r"\{(\w+):characters\}")
_SPACED: Final = re.compile(r"\{(\w+):spaced\}")
_LOCALES: Final = ("LC_ALL", "LC_MESSAGES", "LANG")


class Messages:
    """The messages of one language, by key.

    :param language: ``en`` or ``zh_CN``; anything else is English.
    """

    def __init__(self, language: str = "en") -> None:
        self.language = language if language in LANGUAGES else "en"
        self._texts = texts_of(self.language)

    def text(self, key: str, /, **values: object) -> str:
        """The message with its ``{placeholders}`` filled; what a value holds is never read as a text.

        ``{x:characters}`` takes the unseen characters that text_cleaning.py found, and names them.
        ``{x:spaced}``, in a Chinese text, has a space where Latin letters or digits stand beside Han: *从
        17:02 到*, but *从昨天 17:02 到*.

        :raises KeyError: for a key that the file has not, or a place without a value; tests walk all keys.
        """
        text = self._texts[key]
        if ":characters}" in text:
            named = _CHARACTERS.findall(text)
            text = _CHARACTERS.sub(r"{\1}", text)
            values |= {name: self._characters(str(values[name])) for name in named}
        if ":spaced}" in text:
            text = _with_spaces(text, values)
        return fill(text, **values)

    def count(self, key: str, count: int, /, **values: object) -> str:
        """The message for a number: ``key.one`` for 1 where the language has it, else ``key.other``.

        :param count: fills ``{count}``.
        :raises KeyError: as for :meth:`text`.
        """
        one = f"{key}.one"
        form = one if count == 1 and one in self._texts else f"{key}.other"
        return self.text(form, count=count, **values)

    def sentences(self, *sentences: str) -> str:
        """The sentences as one text, without the empty ones: Chinese has no space between them."""
        return self.text("join.sentences").join(filter(None, sentences))

    def __contains__(self, key: str) -> bool:
        return key in self._texts

    def _characters(self, found: str) -> str:
        """The names of the characters in this language; a rare one stays a number."""
        names = (self._texts.get(f"character.{name}", name) for name in found.split(", "))
        return self._texts["character.comma"].join(names)


def _is_han(letter: str) -> bool:
    return "\u4e00" <= letter <= "\u9fff"


def _with_spaces(text: str, values: Mapping[str, object]) -> str:
    """The text with its ``spaced`` places plain, and a space where a value's ASCII end stands beside Han."""

    def place(found: re.Match[str]) -> str:
        value = str(values[found[1]])
        before = " " if value[:1].isascii() and _is_han(text[found.start() - 1 : found.start()]) else ""
        after = " " if value[-1:].isascii() and _is_han(text[found.end() : found.end() + 1]) else ""
        return f"{before}{{{found[1]}}}{after}"

    return _SPACED.sub(place, text)


def system_language(variables: Mapping[str, str] = os.environ) -> str:
    """``zh_CN`` where the user's messages are to be Chinese, else ``en``.

    As POSIX and gettext have it: LC_ALL, LC_MESSAGES, LANG, the first that is set; LANGUAGE, a list by
    preference, goes before them except in the C locale. Where none is set the system is asked.
    """
    chosen = next((value for name in _LOCALES if (value := variables.get(name))), "")
    if not chosen:
        return _known_language(locale.getlocale()[0] or "") or "en"
    if chosen.split(".")[0].split("@")[0] in ("C", "POSIX"):
        return "en"
    preferred = (*variables.get("LANGUAGE", "").split(":"), chosen)
    return next((known for one in preferred if (known := _known_language(one))), "en")


def _known_language(name: str) -> str | None:
    """The language of ours that a locale's name asks for."""
    language = re.split(r"[_.@-]", name.casefold())[0]
    return {"zh": "zh_CN", "en": "en"}.get(language)


@cache
def texts_of(language: str) -> dict[str, str]:
    """All texts of a language as the file has them, by key; read once."""
    text = (RESOURCES / f"messages.{language}.json").read_text(encoding="utf-8")
    return {str(key): str(value) for key, value in json.loads(text).items()}
