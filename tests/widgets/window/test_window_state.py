"""What the window remembers: a damaged file counts as empty, whatever is in it."""

from pathlib import Path

import pytest

from gui.widgets.window.window_state import WindowState


@pytest.mark.parametrize(
    "content",
    [b"[" * 100_000, b'{"a":' * 50_000, b"\xff\xfe\0", b"1" * 10_000, b"null", b"", b'{"operator": 1}'],
)
def test_a_damaged_file_counts_as_empty(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "window.json").write_bytes(content)
    memory = WindowState(tmp_path)
    memory.load()
    assert (memory.text("operator"), memory.texts("operators"), memory.state("window").size()) == ("", [], 0)
    memory.set("operator", "Li")
    memory.save()
    memory.load()
    assert memory.text("operator") == "Li"


def test_half_a_character_is_no_text_for_the_window(tmp_path: Path) -> None:
    (tmp_path / "window.json").write_text(
        '{"operator": "\\ud800", "operators": ["\\udfff"]}', encoding="utf-8"
    )
    memory = WindowState(tmp_path)
    memory.load()
    assert (memory.text("operator"), memory.texts("operators")) == ("?", ["?"])
    memory.save()
