"""What a few typed letters find: words, first letters of words, and a word with a letter left out."""

import pytest

from gui.core.foundation.fuzzy import rank

NAME, MORE = "export the selected…", "导出所选录制… table csv excel save"


@pytest.mark.parametrize(
    ("typed", "name", "more"),
    [
        ("export", NAME, MORE),
        ("sel exp", NAME, MORE),
        ("es", NAME, MORE),
        ("etsel", NAME, MORE),
        ("csv", NAME, MORE),
        ("exprt", NAME, MORE),
        ("导出", NAME, MORE),
        ("导录", "导出所选录制…", ""),
        ("recrding", "new recording", ""),
    ],
)
def test_it_finds(typed: str, name: str, more: str) -> None:
    assert rank(tuple(typed.split()), name, more) is not None


@pytest.mark.parametrize("typed", ["alice", "export carol", "tre", "录导", "exportation"])
def test_it_does_not_find(typed: str) -> None:
    assert rank(tuple(typed.split()), NAME, MORE) is None


def test_the_beginning_of_a_word_goes_before_its_middle_and_before_further_words() -> None:
    ranks = [
        rank(("ex",), "export the selected…"),
        rank(("ts",), "the selected…"),
        rank(("port",), "export the selected…"),
        rank(("excel",), "save", "excel"),
        rank(("exprt",), "export the selected…"),
    ]
    assert None not in ranks
    assert ranks == sorted(set(ranks), key=lambda one: -1 if one is None else one)
    assert rank((), "anything") == 0
