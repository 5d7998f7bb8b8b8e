"""The icons: files with their licence, each of them can be drawn, in any colour and at any scale."""

import ast

import pytest
from PySide6.QtGui import QColor

from gui.core.foundation.paths import RESOURCES
from gui.widgets.style.icons import icon_pixmap
from tests.support.tree import ROOT
from tests.support.widgets.pixels import colours

FOLDER = RESOURCES / "icons" / "lucide"
NAMES = sorted(path.stem for path in FOLDER.glob("*.svg"))
CRIMSON = QColor("#A2123E")


def called_with_a_name() -> set[str]:
    """The icons that the product asks for by a name in its text."""
    asked: set[str] = set()
    for path in (ROOT / "gui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).rsplit(".")[-1] in (
                "set_icon",
                "paint_icon",
                "icon_pixmap",
            ):
                asked |= {
                    a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)
                }
    return asked


def test_they_come_with_their_licence() -> None:
    licence = (FOLDER / "LICENSE").read_text(encoding="utf-8")
    assert "ISC License" in licence
    assert "Cole Bemis" in licence


@pytest.mark.parametrize("name", NAMES)
def test_each_can_be_drawn_at_every_scale(name: str) -> None:
    for ratio in (1.0, 1.5, 2.0):
        picture = icon_pixmap(name, CRIMSON, 16, ratio)
        assert (picture.width(), picture.devicePixelRatio()) == (round(16 * ratio), ratio)
        assert CRIMSON.rgb() & 0xFFFFFF in colours(picture.toImage())


def test_every_icon_that_is_asked_for_is_there() -> None:
    asked = called_with_a_name()
    assert len(asked) > 8
    assert asked <= set(NAMES)


def test_one_that_can_t_be_read_is_painted_as_nothing_and_told_of_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    for side in (16, 20, 16):
        picture = icon_pixmap("nothing-of-the-kind", CRIMSON, side, 2.0)
        assert (picture.width(), picture.devicePixelRatio()) == (2 * side, 2.0)
        assert set(colours(picture.toImage())) == {0}
    assert [one.getMessage() for one in caplog.records] == ["the icon nothing-of-the-kind can't be drawn"]
