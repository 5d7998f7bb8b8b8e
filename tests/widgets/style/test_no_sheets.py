"""One style paints the window: no sheet, which would switch off palettes, fonts and the system's changes."""

import ast

from tests.support.tree import ROOT

SHEETS = {"setStyleSheet", "setStyleSheets"}


def calls(name: str) -> list[str]:
    found = []
    for path in sorted((ROOT / "gui").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr == name:
                found.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    return found


def test_no_widget_has_a_sheet() -> None:
    assert [place for name in sorted(SHEETS) for place in calls(name)] == []
    assert not list((ROOT / "resources").rglob("*.qss"))
