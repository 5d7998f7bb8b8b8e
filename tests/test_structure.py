"""The tree keeps its structure: tests know no secrets of the product, and no folder grows without end."""

import statistics
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from tests.support.structure import (
    classes_by_name,
    files_by_folder,
    imports_of_tests,
    more_than_docstrings,
    private_uses,
    values_put_in_by_hand,
)
from tests.support.tree import ROOT

# Without this one: its samples are what is to be found.
MODULES: Final = sorted({*(ROOT / "tests").rglob("*.py")} - {ROOT / "tests" / "test_structure.py"})
ALLOWED: Final = {
    "os._exit": "the standard library's only name for an end without clean-up",
}
FILLED: Final = ("gui",)
"""Where values get into texts by ``fill`` alone."""
MOST_IN_A_FOLDER: Final = 25
USUAL_IN_A_FOLDER: Final = 8


@cache
def found_in_tests(finder: Callable[[str], list[str]]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{what}"
        for path in MODULES
        for what in finder(path.read_text(encoding="utf-8"))
    ]


# The tests.


def test_no_test_uses_what_is_private_to_the_product() -> None:
    used = found_in_tests(private_uses)
    assert [one for one in used if one.rsplit(": ", 1)[1] not in ALLOWED] == []


def test_what_is_allowed_is_still_in_use() -> None:
    used = {one.rsplit(": ", 1)[1] for one in found_in_tests(private_uses)}
    assert set(ALLOWED) <= used


def test_no_module_imports_from_a_test_module() -> None:
    assert found_in_tests(imports_of_tests) == []


# The product.


def test_each_class_has_a_name_of_its_own() -> None:
    found = classes_by_name(ROOT / "gui")
    assert len(found) > 300
    assert {name: places for name, places in found.items() if len(places) > 1} == {}


def test_no_folder_has_more_modules_than_one_finds_one_s_way_in() -> None:
    counts = files_by_folder(ROOT / "gui")
    assert {folder: count for folder, count in counts.items() if count > MOST_IN_A_FOLDER} == {}
    assert statistics.median(counts.values()) <= USUAL_IN_A_FOLDER


def test_what_makes_a_folder_a_package_holds_nothing_but_a_docstring() -> None:
    assert more_than_docstrings((ROOT / "gui").rglob("__init__.py")) == []


def test_no_window_opens_merely_to_inform() -> None:
    boxes = ("QMessageBox", "QErrorMessage", "QProgressDialog")
    texts = {path: path.read_text(encoding="utf-8") for path in (ROOT / "gui").rglob("*.py")}
    assert len(texts) > 300
    assert [str(path) for path, text in texts.items() if any(box in text for box in boxes)] == []


def test_values_get_into_texts_in_one_way() -> None:
    places = [ROOT / name for name in FILLED]
    assert all(place.exists() for place in places)
    paths = [path for place in places for path in ([place] if place.suffix else sorted(place.rglob("*.py")))]
    found = {path: values_put_in_by_hand(path.read_text(encoding="utf-8")) for path in paths}
    assert {str(path.relative_to(ROOT)): lines for path, lines in found.items() if lines} == {}


# What the checks find.


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("ledger._file", "ledger._file"),
        ("it.recorder._operations._clock = clock", "it.recorder._operations"),
        ("recorder.start()._task", "recorder.start()._task"),
        ("def opened(self): self._db", "self._db"),
        ("from gui.core import ledger\nledger._row", "ledger._row"),
        ("from gui.core.ledger import _row", "gui.core.ledger: _row"),
        ("from gui.core._ledger import row", "gui.core._ledger: _ledger"),
        ("monkeypatch.setattr(session_rows, '_RUNS', 3)", "'_RUNS'"),
        ("monkeypatch.setattr('gui.core.ledger._row', 3)", "'gui.core.ledger._row'"),
        ("with patch.object(connection_pool, '_in_step', []): pass", "'_in_step'"),
        ("patch('gui.core._row.made')", "'gui.core._row.made'"),
        ("getattr(ledger, '_file')", "'_file'"),
        ("from gui.app import Panel\nclass Seen(Panel):\n  def f(self): self._bridge", "self._bridge"),
        ("from gui import app\nclass Seen(app.Panel):\n  def f(self): self._bridge", "self._bridge"),
        ('RUN = """\n  import sys\n  ledger._file\n"""', "ledger._file"),
    ],
)
def test_what_is_private_is_found_in_whatever_form(source: str, what: str) -> None:
    assert any(one.endswith(f" {what}") for one in private_uses(source)), private_uses(source)


@pytest.mark.parametrize(
    "source",
    [
        "class Own:\n  def f(self): return self._x",
        "class Own:\n  @classmethod\n  def f(cls): return cls._x",
        "from gui.app import Panel\nclass Seen(Panel):\n  def f(self):\n    self._x = 1\n    self._x",
        "from gui.app import Panel\nclass Seen(Panel):\n  def _look(self): pass\n  def f(self): self._look()",
        "vars(client)\nRateLimiter.__init__.__defaults__",
        "def _own(): pass\n_own()",
        "from tests.support import _own",
        "key.endswith('_good')\ntext.replace('a', '_b')",
        "monkeypatch.setattr(session_rows, 'RUNS', 3)",
        "'a text that is important; it has no_code in it._'",
    ],
)
def test_what_is_one_s_own_is_not_found(source: str) -> None:
    assert private_uses(source) == []


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("from tests.core.ledger.test_ledger import REFUSED", 1),
        ("import tests.core.ledger.test_ledger", 1),
        ("from tests.core.ledger import test_ledger", 1),
        ("def f():\n  from tests.e2e.test_tour import tour", 1),
        ('RUN = """\n  import sys\n  from tests.e2e.test_tour import tour\n"""', 1),
        ("from tests.support.core.ledger import target\nimport tests.support.tree", 0),
        ("from gui.core import test_relay", 0),
    ],
)
def test_an_import_of_a_test_module_is_found(source: str, count: int) -> None:
    assert len(imports_of_tests(source)) == count


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ('text.replace("{name}", name)', 1),
        ('text.replace(f"{{{name}}}", name)', 1),
        ('self.tr("{a} {b}").replace("{a}", a).replace("{b}", b)', 2),
        ("text.format(name=name)", 1),
        ("text.format_map(values)", 1),
        ('"%s in room %d" % (user, room)', 1),
        ('messages.text("key") % user', 1),
        ('text.replace("-", "_")', 0),
        ("fill(text, name=name)", 0),
        ('b"%s" % version', 0),
        ("number % 7", 0),
        ("class Own(Formatter):\n  def format(self, record): return super().format(record)", 0),
    ],
)
def test_a_value_that_is_put_in_by_hand_is_found(source: str, count: int) -> None:
    assert len(values_put_in_by_hand(source)) == count


def test_modules_are_counted_by_folder_and_docstrings_told_apart(tmp_path: Path) -> None:
    wing = tmp_path / "gui" / "wing"
    wing.mkdir(parents=True)
    for name in ("__init__", "one", "two"):
        (wing / f"{name}.py").write_text("ONE = 1\n", encoding="utf-8")
    (tmp_path / "gui" / "__init__.py").write_text('"""A package."""\n', encoding="utf-8")
    assert files_by_folder(tmp_path / "gui") == {"gui": 0, "gui/wing": 2}
    found = more_than_docstrings((tmp_path / "gui").rglob("__init__.py"))
    assert found == [str(wing / "__init__.py")]
    for source in ("", '"""Words."""\nfrom gui import app\n'):
        (wing / "__init__.py").write_text(source, encoding="utf-8")
        assert more_than_docstrings([wing / "__init__.py"]) == found
