"""Texts of core and command line, in the user's language: ``resources/messages.*.json``."""

import json
import locale
import string
from collections.abc import Mapping
from functools import cache
from typing import Final

from gui.core.foundation.paths import RESOURCES

LANGUAGES: Final = ("en", "zh_CN")
_CHARACTERS: Final = ":characters"


class Messages:
    """The messages of one language, by key.

    :param language: ``en`` or ``zh_CN``; anything else is English.
    """

    def __init__(self, language: str = "en") -> None:
        self.language = language if language in LANGUAGES else "en"
        self._texts = _load(self.language)

    def text(self, key: str, **values: object) -> str:
        """The message with its ``{placeholders}`` filled.

        ``{x:characters}`` takes the unseen characters that text_cleaning.py found, and names them.

        :raises KeyError: for a key that the file has not; a test walks all keys in use.
        """
        text = self._texts[key]
        if _CHARACTERS in text:
            return _WithCharacters(self._texts).format(text, **values)
        return text.format(**values)

    def __contains__(self, key: str) -> bool:
        return key in self._texts


class _WithCharacters(string.Formatter):
    """Knows the placeholders of characters that can't be seen."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts

    def format_field(self, value: object, format_spec: str) -> str:
        """The names of the characters in this language; a rare one stays a number."""
        if f":{format_spec}" != _CHARACTERS:
            return str(super().format_field(value, format_spec))
        names = (self._texts.get(f"character.{name}", name) for name in str(value).split(", "))
        return self._texts["character.comma"].join(names)


def system_language() -> str:
    """``zh_CN`` where the system speaks Chinese, else ``en``."""
    code = locale.getlocale()[0] or ""
    return "zh_CN" if code.startswith("zh") else "en"


@cache
def _load(language: str) -> dict[str, str]:
    text = (RESOURCES / f"messages.{language}.json").read_text(encoding="utf-8")
    return {str(key): str(value) for key, value in json.loads(text).items()}
