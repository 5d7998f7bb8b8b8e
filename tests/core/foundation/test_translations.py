"""Both languages say the same, and nothing is said that is not written, nor written that is never said."""

import ast
import json
import re
import string
import subprocess
from collections.abc import Iterator
from functools import cache
from xml.etree import ElementTree

import pytest

from gui.core.catalogue.errors import LocalFailure
from gui.core.catalogue.guidance import Step, Who
from gui.core.connection.preflight import Check, Light
from tests.support.tree import ROOT

RESOURCES = ROOT / "resources"
TRANSLATIONS = RESOURCES / "translations"

# Keys that the code puts together: what stands before the part that it fills in.
BUILT = (
    "batch.unreadable.",
    "character.",
    "cli.batch.hint.",
    "cli.batch.outcome.",
    "cli.colour.",
    "cli.doctor.",
    "cli.environment.",
    "cli.explain.on_",
    "cli.help.",
    "cli.ledger.why.",
    "cli.option.",
    "cli.profile.",
    "colleagues.at_",
    "colleagues.done_",
    "colleagues.was_",
    "colleagues.who_",
    "cli.profile.field.",
    "cli.profile.kept.",
    "cli.sessions.",
    "cli.team.column.",
    "cli.usersig.",
    "complaint.",
    "complaint.profile.",
    "contact.",
    "copied.",
    "detail.",
    "detail.profile_file.",
    "effect.",
    "fix.",
    "headline.",
    "history.",
    "import.",
    "note.",
    "notifications.",
    "preflight.",
    "preflight.check.",
    "retry.",
    "retry.left_out.",
    "plan.",
    "plan.field.",
    "reading.",
    "short.",
    "state.",
    "step.",
    "renewal.",
    "renewal.do.",
    "validity.help.",
    "validity.short.",
    "validity.what.",
    "vod.",
    "who.",
)
# Looks like a key and is a file.
NOT_A_KEY = {"preflight.json", "state.json"}
# Names that are the same in every language.
NAMES = ("SDKAppID", "TLS", "URL", "uint32_seq", "UserSig")

_KEY = re.compile(r"[a-z]+(\.[a-z0-9_]+)+")
_DETAIL = re.compile(r"[a-z_]+\.[a-z0-9_]+")
_CHINESE = re.compile("[\u4e00-\u9fff]")


@cache
def _messages(language: str) -> dict[str, str]:
    texts: dict[str, str] = json.loads((RESOURCES / f"messages.{language}.json").read_text(encoding="utf-8"))
    return texts


@cache
def _literals() -> dict[str, str]:
    """Every piece of text in the code, with a file that holds it."""
    found: dict[str, str] = {}
    for path in sorted((ROOT / "gui").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.setdefault(node.value, str(path.relative_to(ROOT)))
    return found


def _asked_for() -> Iterator[str]:
    """The keys that the code names whole."""
    areas = {key.partition(".")[0] for key in _messages("en")}
    for text in _literals():
        if _KEY.fullmatch(text) and text.partition(".")[0] in areas and text not in NOT_A_KEY:
            yield text
    for path in sorted((ROOT / "gui").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(attr="text"), args=[ast.Constant(value=str(key)), *_]):
                    if "." in key:
                        yield key


@cache
def _counted_messages() -> dict[str, str]:
    """The keys that the code asks for with a number, with a file that does."""
    return {
        key: str(path.relative_to(ROOT))
        for path in sorted((ROOT / "gui").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for key in _keys_counted(node)
    }


def _keys_counted(node: ast.AST) -> list[str]:
    match node:
        case ast.Call(func=ast.Attribute(attr="count"), args=[ast.Constant(value=str(key)), _]) if "." in key:
            return [key]
    return []


def _is_one_of_two(key: str) -> bool:
    """Whether it is the singular of a message, which not every language has."""
    return key.endswith(".one") and f"{key.removesuffix('.one')}.other" in _messages("en")


def _is_built(key: str) -> bool:
    """Whether the code may put it together: each part that is filled in stands somewhere in the code."""
    words = _literals()
    stem = key.rpartition(".")[0]
    if {f"{stem}.one", f"{stem}.other"} <= _messages("en").keys():
        # Asked for with a number.
        key = stem
    for prefix in BUILT:
        if not key.startswith(prefix):
            continue
        rest = key.removeprefix(prefix)
        if rest in words:
            return True
        cuts = range(1, len(rest))
        if any(rest[:cut] in words and {rest[cut:], rest[cut + 1 :]} & words.keys() for cut in cuts):
            return True
    return False


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def _strings(language: str) -> Iterator[tuple[str, ElementTree.Element]]:
    """Context and entry of each string of the window that the language's catalogue has."""
    tree = ElementTree.parse(TRANSLATIONS / f"recording_panel_{language}.ts")
    for context in tree.getroot().iter("context"):
        for message in context.iter("message"):
            yield context.findtext("name", ""), message


def _window_texts() -> list[tuple[str, str, str]]:
    """Context, source and translation of each string of the window; Chinese has one form for all numbers."""
    return [
        (where, message.findtext("source", ""), message.findtext(path, ""))
        for where, message in _strings("zh_CN")
        for path in ["translation/numerusform" if message.get("numerus") else "translation"]
    ]


def _counted_texts(language: str) -> dict[tuple[str, str], list[str]]:
    """The forms of each string that counts, by context and source."""
    return {
        (where, message.findtext("source", "")): [form.text or "" for form in message.iter("numerusform")]
        for where, message in _strings(language)
        if message.get("numerus")
    }


def _asked_with_a_number() -> set[str]:
    """The strings of the widgets that the code asks for in the form for so many."""
    found = set()
    for path in sorted((ROOT / "gui" / "widgets").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(attr="tr"), args=[ast.Constant(value=str(text)), _, _]):
                    found.add(text)
    return found


def _places(text: str) -> list[str]:
    """``{x:spaced}`` is the place x."""
    return sorted(re.findall(r"\{\w+\}|%n", text.replace(":spaced}", "}")))


def _is_chinese(text: str) -> bool:
    """Whether nothing but names, numbers and signs is left in another language."""
    if _CHINESE.search(text):
        return True
    for name in NAMES:
        text = text.replace(name, "")
    return not any(letter.isalpha() for letter in re.sub(r"\{.*?\}", "", text))


def test_every_string_of_the_window_is_translated_and_compiled() -> None:
    done = subprocess.run(
        [ROOT / "packaging" / "translations", "--check"],
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_both_languages_have_the_same_messages() -> None:
    alike = [{key for key in _messages(language) if not _is_one_of_two(key)} for language in ("en", "zh_CN")]
    assert alike[0] == alike[1]


def test_a_message_that_is_asked_for_with_a_number_has_its_plural() -> None:
    assert len(_counted_messages()) >= 3
    for language in ("en", "zh_CN"):
        assert [key for key in _counted_messages() if f"{key}.other" not in _messages(language)] == []
        assert [key for key in _counted_messages() if key in _messages(language)] == []


@pytest.mark.parametrize("key", sorted(_messages("en").keys() & _messages("zh_CN").keys()))
def test_a_message_fills_in_the_same_values_in_both_languages(key: str) -> None:
    assert _placeholders(_messages("en")[key]) == _placeholders(_messages("zh_CN")[key])


def test_the_window_fills_in_the_same_values_in_both_languages() -> None:
    unlike = [
        (context, source)
        for context, source, translation in _window_texts()
        if _places(source) != _places(translation)
    ]
    assert unlike == []


def test_every_string_that_counts_has_all_its_forms_in_both_languages() -> None:
    english, chinese = _counted_texts("en"), _counted_texts("zh_CN")
    assert {source for _, source in english} == _asked_with_a_number()
    assert english.keys() == chinese.keys()
    assert {len(forms) for forms in english.values()} == {2}
    assert {len(forms) for forms in chinese.values()} == {1}
    assert all(all(forms) for forms in (*english.values(), *chinese.values()))


def test_the_english_form_for_many_is_what_stands_in_the_code() -> None:
    assert [source for (_, source), (_, many) in _counted_texts("en").items() if many != source] == []


def test_the_english_form_for_one_leaves_out_nothing_but_the_number() -> None:
    unlike = [
        (one, source)
        for (_, source), (one, _) in _counted_texts("en").items()
        if _places(one) not in (_places(source), [place for place in _places(source) if place != "{count}"])
    ]
    assert unlike == []


def test_every_message_that_the_code_names_is_written() -> None:
    asked = set(_asked_for())
    assert len(asked) > 100
    assert sorted(asked - set(BUILT) - _counted_messages().keys() - _messages("en").keys()) == []


def test_every_message_that_is_written_is_used() -> None:
    whole = set(_asked_for()) | {f"{key}.{form}" for key in _counted_messages() for form in ("one", "other")}
    assert [key for key in _messages("en") if key not in whole and not _is_built(key)] == []


@pytest.mark.parametrize("prefix", BUILT)
def test_a_beginning_that_keys_are_built_from_is_in_the_code(prefix: str) -> None:
    assert prefix in _literals()


def _detail_keys() -> Iterator[str]:
    """What the code tells as a detail: written whole, or in the exception that one is made of."""
    areas = {key.split(".")[1] for key in _messages("en") if key.startswith("detail.") and key.count(".") > 1}
    files = {"json", "sqlite3"}
    for text in _literals():
        area, _, rest = text.partition(".")
        if _DETAIL.fullmatch(text) and area in areas and rest not in files:
            yield text
    makers = {"Detail": "", "unusable": "", "UnusableFile": "profile_file.", "Unusable": "answer."}
    for path in sorted((ROOT / "gui").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id=maker), args=[ast.Constant(value=str(key)), *_]):
                    if maker in makers:
                        yield makers[maker] + key


def test_every_detail_that_the_code_tells_is_written_in_both_languages() -> None:
    told = {f"detail.{key}" for key in _detail_keys()} - {"detail.profile_file.other_contents"}
    assert len(told) > 70
    for language in ("en", "zh_CN"):
        assert sorted(told - _messages(language).keys()) == []


def test_every_member_of_a_choice_has_its_words() -> None:
    wanted = [f"step.{step}" for step in Step]
    wanted += [f"who.{who}" for who in Who]
    wanted += [f"short.{word}" for word in LocalFailure]
    wanted += [f"preflight.check.{check}" for check in Check]
    wanted += [f"preflight.{light}" for light in Light]
    assert [key for key in wanted if key not in _messages("en")] == []


def test_chinese_messages_are_chinese() -> None:
    assert {key: text for key, text in _messages("zh_CN").items() if not _is_chinese(text)} == {}


def test_the_chinese_window_is_chinese() -> None:
    assert [(where, text) for where, _, text in _window_texts() if not _is_chinese(text)] == []


def test_the_chinese_catalogue_is_chinese() -> None:
    catalogue = json.loads((RESOURCES / "error_codes.zh_CN.json").read_text(encoding="utf-8"))
    texts = list(catalogue["families"].values())
    for part in ("codes", "local", "unknown"):
        for entry in catalogue[part].values():
            texts += [entry["description"], entry["solution"]]
    assert [text for text in texts if not _is_chinese(text)] == []
