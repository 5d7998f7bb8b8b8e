"""Words made in core and on the command line, in the user's language: ``resources/messages.*.json``."""

import json
import locale
from functools import cache
from typing import Final

from gui.core.paths import RESOURCES

LANGUAGES: Final = ("en", "zh_CN")


class Messages:
    """The messages of one language, by key.

    :param language: ``en`` or ``zh_CN``; anything else is English.
    """

    def __init__(self, language: str = "en") -> None:
        self.language = language if language in LANGUAGES else "en"
        self._texts = _load(self.language)

    def text(self, key: str, **values: object) -> str:
        """The message with its ``{placeholders}`` filled.

        :raises KeyError: for a key that the file has not; a test walks all keys in use.
        """
        return self._texts[key].format(**values)

    def __contains__(self, key: str) -> bool:
        return key in self._texts


def system_language() -> str:
    """``zh_CN`` where the system speaks Chinese, else ``en``."""
    code = locale.getlocale()[0] or ""
    return "zh_CN" if code.startswith("zh") else "en"


@cache
def _load(language: str) -> dict[str, str]:
    text = (RESOURCES / f"messages.{language}.json").read_text(encoding="utf-8")
    return {str(key): str(value) for key, value in json.loads(text).items()}
