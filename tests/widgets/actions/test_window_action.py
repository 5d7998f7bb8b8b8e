"""The texts of actions: their mnemonics, and how they read without."""

import pytest

from gui.widgets.actions.window_action import mnemonic, without_mnemonic


@pytest.mark.parametrize(
    ("text", "letter", "read"),
    [
        ("&New recording", "N", "New recording"),
        ("S&hared screen", "H", "Shared screen"),
        ("新建录制(&N)", "N", "新建录制"),
        ("停止所选录制…(&S)", "S", "停止所选录制…"),
        ("Second && Co", "", "Second & Co"),
        ("R&D && &x", "D", "RD & x"),
        ("Menu", "", "Menu"),
    ],
)
def test_a_text_is_read_without_its_mnemonic(text: str, letter: str, read: str) -> None:
    assert mnemonic(text) == letter
    assert without_mnemonic(text) == read
