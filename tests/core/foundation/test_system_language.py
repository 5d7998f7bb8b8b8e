"""The language of texts where none was asked for: that of the user's messages, in the order of POSIX."""

import pytest

from gui.core.foundation.messages import system_language

ZH, EN = "zh_CN.UTF-8", "en_US.UTF-8"


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LANG": EN, "LC_CTYPE": ZH}, "en"),
        ({"LANG": ZH, "LC_MESSAGES": EN}, "en"),
        ({"LANG": EN, "LC_MESSAGES": ZH}, "zh_CN"),
        ({"LC_ALL": EN, "LC_MESSAGES": ZH, "LANG": ZH}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": ZH}, "zh_CN"),
        ({"LANG": EN, "LANGUAGE": "zh_CN:en"}, "zh_CN"),
        ({"LANG": ZH, "LANGUAGE": "en"}, "en"),
        ({"LANG": ZH, "LANGUAGE": "fr:xx"}, "zh_CN"),
        ({"LANG": "C.UTF-8", "LANGUAGE": "zh_CN"}, "en"),
        ({"LC_ALL": "C", "LANG": ZH}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "zh_TW.UTF-8"}, "zh_CN"),
        ({"LANG": "zh"}, "zh_CN"),
        ({"LANG": "zhuang"}, "en"),
        ({"LANG": "nonsense", "LANGUAGE": ":::"}, "en"),
    ],
)
def test_the_language_is_that_of_the_messages(variables: dict[str, str], language: str) -> None:
    assert system_language(variables) == language
