"""What the documents name is there: paths, symbols, sections, codes, and the words of the window."""

import ast
import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

import pytest

from gui.core.catalogue.errors import Catalogue, LocalFailure

ROOT: Final = Path(__file__).resolve().parents[1]
MAP: Final = ROOT / "gui/README.md"
PROTOCOL: Final = ROOT / "gui/core/protocol/PROTOCOL.md"
NEXT_STEPS: Final = ROOT / "gui/core/catalogue/NEXT_STEPS.md"
GLOSSARY: Final = ROOT / "gui/GLOSSARY.md"
DOCUMENTS: Final = (
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    MAP,
    ROOT / "gui/DECISIONS.md",
    ROOT / "gui/DESKTOP.md",
    ROOT / "gui/SPEED.md",
    GLOSSARY,
    PROTOCOL,
    NEXT_STEPS,
    ROOT / "packaging/screenshots/README.md",
    ROOT / "packaging/TRAPS.md",
    ROOT / "packaging/macos/README.md",
    ROOT / "packaging/windows/README.md",
)
CITED: Final = {path.name: path for path in (*DOCUMENTS, ROOT / "CHANGELOG.md", ROOT / "README.md")}
TOP: Final = ("gui", "tests", "packaging", "resources", ".ci")
MAP_LINES: Final = 100
BUILT: Final = "dist/"
"""What packaging/package and packaging/release put there is not kept in the repository."""

_FENCE: Final = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_SPAN: Final = re.compile(r"`([^`]+)`")
_LINK: Final = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_HEADING: Final = re.compile(r"^#+ +(.+)$", re.MULTILINE)
_MODULE: Final = re.compile(r"gui(\.\w+)+")
_FILE: Final = re.compile(r"[\w./-]+\.(py|md|toml|yaml)")
_CITATION: Final = re.compile(r'([\w./-]+\.md)((?:(?:,| and| or) "[^"]+")*)')
_CHINESE: Final = re.compile("[\u4e00-\u9fff]+")


def wrong_names(text: str, document: Path) -> list[str]:
    """The paths, symbols, modules and links of a text that lead nowhere, as they are written there.

    :param document: where the text stands: a path may be meant from its folder, or from the root.
    """
    prose = _FENCE.sub("", text)
    wrong = [word for word in _words(text) if not _is_there(word, document)]
    return wrong + [target for target in _LINK.findall(prose) if not _leads_somewhere(target, document)]


def wrong_citations(code: str) -> list[str]:
    """The documents and sections that a docstring or comment cites and that do not exist."""
    # A citation may be broken across the lines of a docstring or of a comment.
    joined = re.sub(r"\s*\n\s*(# )?", " ", code)
    wrong = []
    for name, sections in _CITATION.findall(joined):
        if name.startswith(BUILT):
            continue
        cited = ROOT / name if "/" in name else CITED.get(name)
        if cited is None or not cited.is_file():
            wrong.append(name)
            continue
        known = _sections(cited.read_text(encoding="utf-8"))
        wrong += [f"{name}, {title}" for title in re.findall(r'"([^"]+)"', sections) if title not in known]
    return wrong


def _words(text: str) -> Iterator[str]:
    """What stands in backticks and in code blocks, word by word."""
    blocks = [block for language, block in _FENCE.findall(text) if language != "mermaid"]
    for piece in (*blocks, *_SPAN.findall(_FENCE.sub("", text))):
        for word in piece.split():
            yield word.removeprefix("./").rstrip(",.;)")


def _is_there(word: str, document: Path) -> bool:
    """Whether a word is no name of this repository's, or names something that exists."""
    if word.startswith(BUILT):
        return True
    if _MODULE.fullmatch(word):
        module = ROOT / word.replace(".", "/")
        return module.is_dir() or module.with_suffix(".py").is_file()
    path, _, symbol = word.partition(":")
    first = path.partition("/")[0]
    beside = bool(first) and "/" in path and (document.parent / first).is_dir()
    if first not in TOP and not beside and not _FILE.fullmatch(path):
        return True
    found = [place for base in (document.parent, ROOT) for place in base.glob(path)]
    return bool(found) and (not symbol or any(symbol in _symbols(place) for place in found))


def _leads_somewhere(target: str, document: Path) -> bool:
    if target.startswith(("http://", "https://")):
        return True
    name, _, anchor = target.partition("#")
    path = document.parent / name if name else document
    if not path.exists():
        return False
    return not anchor or anchor in {_anchor(title) for title in _sections(path.read_text(encoding="utf-8"))}


def _sections(text: str) -> list[str]:
    return _HEADING.findall(_FENCE.sub("", text))


def _anchor(title: str) -> str:
    """A heading's name in a link, as the usual renderers make it."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


@cache
def _symbols(path: Path) -> frozenset[str]:
    """The names that a module defines, and those of its classes' bodies behind a dot."""
    return frozenset(_defined(ast.parse(path.read_text(encoding="utf-8")).body))


def _defined(body: Iterable[ast.stmt]) -> Iterator[str]:
    for node in body:
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name
            case ast.ClassDef(name=name):
                yield name
                yield from (f"{name}.{inner}" for inner in _defined(node.body))
            case ast.Assign(targets=targets):
                yield from (target.id for target in targets if isinstance(target, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name


def _code() -> list[Path]:
    """Every file that may cite a document: modules, tests, scripts and their settings."""
    found = [path for folder in ("gui", "tests", "packaging") for path in (ROOT / folder).rglob("*.py")]
    found += [path for path in (ROOT / "packaging").iterdir() if path.is_file()]
    found += [ROOT / "pyproject.toml", ROOT / ".pre-commit-config.yaml", ROOT / ".ci/run"]
    # This file names documents that do not exist, to see that they are complained of.
    return sorted({path for path in found if path != Path(__file__)})


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_path_symbol_and_link_of_a_document_leads_somewhere(document: Path) -> None:
    assert wrong_names(document.read_text(encoding="utf-8"), document) == []


@pytest.mark.parametrize(
    "text",
    [
        "`gui/core/nowhere.py`",
        "`./packaging/nothing`",
        "`core/nowhere/`",
        "`nowhere.py`",
        "`gui/core/services.py:NoSuchThing`",
        "`gui/core/sessions/session.py:Session.no_such_field`",
        "`resources/nothing.*.json`",
        "`packaging/test tests/core/nowhere.py`",
        "`gui.core.nowhere`",
        "[there](nothing.md)",
        "[there](DECISIONS.md#no-such-section)",
        "[here](#no-such-section)",
        "```\n./packaging/nothing\n```",
    ],
)
def test_a_name_that_leads_nowhere_is_complained_of(text: str) -> None:
    assert len(wrong_names(text, MAP)) == 1


def test_names_that_lead_somewhere_and_words_that_are_no_names_pass() -> None:
    text = (
        "`gui/core/services.py:open_services` `core/ledger/` `app.py` `resources/messages.*.json` `gui.core`"
        " `gui/core/sessions/session.py:Session.live` `gui/core/recording/recorder.py:Recorder.start`"
        " `packaging/test tests/test_documents.py` `application/json` `{room}_{user}` `ledger.sqlite3`"
        " [there](core/protocol/PROTOCOL.md#order-of-judgement) [outside](https://example.org/nothing.md)"
    )
    assert wrong_names(text, MAP) == []


def test_every_document_and_section_that_the_code_cites_exists() -> None:
    found = {
        str(path.relative_to(ROOT)): wrong_citations(path.read_text(encoding="utf-8")) for path in _code()
    }
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_a_citation_that_leads_nowhere_is_complained_of() -> None:
    assert wrong_citations('"""As PROTOCOL.md, "Answer" and "Packet", has it (NEXT_STEPS.md)."""') == []
    assert wrong_citations('# As PROTOCOL.md,\n    # "Order of\n    # judgement", has it.') == []
    assert wrong_citations('"""As PROTOCOL.md, "Answer" and "Nonsense", has it."""') == [
        "PROTOCOL.md, Nonsense"
    ]
    assert wrong_citations("# See nothing.md and gui/nothing.md.") == ["nothing.md", "gui/nothing.md"]


def test_the_map_is_short_and_names_every_wing() -> None:
    text = MAP.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MAP_LINES
    named = {(MAP.parent / word).resolve() for word in _words(text)}
    wings = [path.parent for path in (ROOT / "gui").rglob("__init__.py") if path.parent != ROOT / "gui"]
    groups = (ROOT / "gui/core", ROOT / "gui/widgets")
    assert [wing for wing in wings if wing not in groups and wing not in named] == []


def test_every_local_failure_has_its_place_in_the_next_steps() -> None:
    named = set(_words(NEXT_STEPS.read_text(encoding="utf-8")))
    assert [failure for failure in LocalFailure if failure.value not in named] == []


def test_every_gateway_and_account_code_of_the_catalogue_is_in_the_protocol() -> None:
    named = set(re.findall(r"\d+", PROTOCOL.read_text(encoding="utf-8")))
    codes = [entry.key for entry in Catalogue().codes() if 60000 <= int(entry.key) < 100000]
    assert len(codes) > 40
    assert [code for code in codes if code not in named] == []


def test_every_chinese_word_of_the_glossary_is_one_that_the_panel_uses() -> None:
    resources = ROOT / "resources"
    used = "".join(json.loads((resources / "messages.zh_CN.json").read_text(encoding="utf-8")).values())
    used += (resources / "error_codes.zh_CN.json").read_text(encoding="utf-8")
    window = ElementTree.parse(resources / "translations/recording_panel_zh_CN.ts")
    used += "".join(text.text or "" for text in window.iter("translation"))
    words = _CHINESE.findall(GLOSSARY.read_text(encoding="utf-8"))
    assert len(words) > 20
    assert [word for word in words if word not in used] == []
