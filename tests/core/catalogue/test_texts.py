"""The texts of the catalogue of failures, checked as plain data: what support staff read for each code."""

from __future__ import annotations

import json
import re
import string
from pathlib import Path
from typing import TypedDict

import pytest

from tests.support.tree import ROOT, golden

LANGUAGES = ("en", "zh_CN")


def _list(*lines: str) -> list[str]:
    return " ".join(lines).split()


# PROTOCOL.md, "Codes": the error table of the vendor's document.
RECORDING_CODES = _list(
    "30000000 30000001 30000002 30000003 30000004 30000201 30000202 30000203 30000207 30000208",
    "30000301 30000302 30000303 30000304 30000305 30000401 30000402 30000403 30000404 30000405",
    "30000406 30000407 30000408 30000409 30000410 30000411 30000412 30000413 30000414 30000415",
)
# PROTOCOL.md, "Codes": further codes seen in the body of an answer, and results of the head.
BODY_AND_HEAD_CODES = _list("1 2 -1 -2 -3 -4 -5")
# PROTOCOL.md, "Gateway and account codes", with the two that no document explains.
GATEWAY_AND_ACCOUNT_CODES = _list(
    "60002 60003 60004 60005 60006 60007 60008 60009 60010 60011 60012 60013 60014 60015 60016 60017",
    "60018 60019 60020 60021 60025 60026 60028",
    "70001 70002 70003 70005 70009 70013 70014 70016 70020 70032 70050 70051 70052 70107 70114 70169",
    "70206 70346 70398 70402 70403 70500 80001 90001",
)
# NEXT_STEPS.md, "States": answered, and yet something may have happened. The recording codes are in GOLDEN.
OPEN_OUTCOME_CODES = _list("-3 60008 60013 70169 70500")

NEVER_SENT = _list(
    "name_resolution connect proxy proxy_login proxy_setting tls client_certificate credential",
    "certificate_file busy already_live another_session",
    "ledger ledger_locked ledger_damaged ledger_moved ledger_newer ledger_unreadable dropped withdrawn",
    "simulator panel_ended profile profile_gone invalid file no_file_locks",
    "secret_in_report",
    "secret_in_profile",
    "tls_unknown_authority tls_self_signed tls_wrong_host tls_expired tls_not_yet_valid",
    "tls_nothing_in_common tls_not_spoken client_certificate_refused certificate_expired",
    "certificate_not_yet_valid certificate_key_mismatch passphrase_missing passphrase_wrong",
    "keychain keychain_locked keychain_slow temporary_file team panel_bug",
)
NO_ANSWER = _list(
    "timeout connection_lost unusable_answer unreadable_answer http_status cancelled interrupted",
    "panel_bug_after",
)
OTHER_WORDS = _list("apart ledger_after ledger_restored ledger_row")

UNKNOWN_RANGES = ["30000000-30000999", "60000-60999", "70000-70999", "80000-99999"]


class Entry(TypedDict):
    family: str
    description: str
    solution: str


class Catalogue(TypedDict):
    families: dict[str, str]
    codes: dict[str, Entry]
    local: dict[str, Entry]
    unknown: dict[str, Entry]


def _without_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    assert len(found) == len(pairs), f"a key stands twice among {[key for key, _ in pairs]}"
    return found


def _path(language: str) -> Path:
    return ROOT / "resources" / f"error_codes.{language}.json"


def _load(language: str) -> Catalogue:
    text = _path(language).read_text(encoding="utf-8")
    catalogue: Catalogue = json.loads(text, object_pairs_hook=_without_doubles)
    return catalogue


CATALOGUES = {language: _load(language) for language in LANGUAGES}
GOLDEN: dict[str, list[str]] = golden("recording_error_codes.json")


def _entries(language: str) -> dict[str, Entry]:
    """Every entry of a language under a readable name such as `codes/30000410`."""
    catalogue = CATALOGUES[language]
    parts = {"codes": catalogue["codes"], "local": catalogue["local"], "unknown": catalogue["unknown"]}
    return {f"{part}/{key}": entry for part, entries in parts.items() for key, entry in entries.items()}


def _texts(language: str) -> dict[str, str]:
    """Every text that staff read in a language, by where it stands."""
    found = {f"families/{key}": name for key, name in CATALOGUES[language]["families"].items()}
    for where, entry in _entries(language).items():
        found[f"{where}/description"] = entry["description"]
        found[f"{where}/solution"] = entry["solution"]
    return found


def test_the_golden_table_has_the_thirty_codes_of_the_source_document() -> None:
    assert list(GOLDEN) == RECORDING_CODES
    assert len(GOLDEN) == 30


@pytest.mark.parametrize("code", RECORDING_CODES)
def test_each_recording_code_reads_in_english_as_the_source_document_has_it(code: str) -> None:
    entry = CATALOGUES["en"]["codes"][code]
    assert [entry["description"], entry["solution"]] == GOLDEN[code]


@pytest.mark.parametrize("field", [0, 1], ids=["description", "solution"])
def test_recording_codes_read_alike_in_chinese_exactly_where_the_source_document_reads_alike(
    field: int,
) -> None:
    name = ("description", "solution")[field]
    pairs = {
        (GOLDEN[code][field], entry["description"] if name == "description" else entry["solution"])
        for code, entry in CATALOGUES["zh_CN"]["codes"].items()
        if code in GOLDEN
    }
    assert len(pairs) == len({english for english, _ in pairs}) == len({chinese for _, chinese in pairs})


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_documented_code_has_an_entry_and_no_other_code_has(language: str) -> None:
    expected = {*RECORDING_CODES, *BODY_AND_HEAD_CODES, *GATEWAY_AND_ACCOUNT_CODES}
    assert set(CATALOGUES[language]["codes"]) == expected
    assert len(expected) == 30 + 7 + 47


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_local_failure_has_an_entry_under_its_stable_word(language: str) -> None:
    assert set(CATALOGUES[language]["local"]) == {*NEVER_SENT, *NO_ANSWER, *OTHER_WORDS}


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_code_finds_words_by_its_range(language: str) -> None:
    assert list(CATALOGUES[language]["unknown"]) == [*UNKNOWN_RANGES, "default"]


def test_both_languages_have_the_same_keys_in_the_same_order_and_families() -> None:
    english, chinese = CATALOGUES["en"], CATALOGUES["zh_CN"]
    assert list(english) == list(chinese) == ["families", "codes", "local", "unknown"]
    assert list(english["families"]) == list(chinese["families"])
    assert [(where, entry["family"]) for where, entry in _entries("en").items()] == [
        (where, entry["family"]) for where, entry in _entries("zh_CN").items()
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_has_family_description_and_solution_and_nothing_else(language: str) -> None:
    odd = [where for where, entry in _entries(language).items() if list(entry) != list(Entry.__annotations__)]
    assert odd == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_family_is_named_and_used(language: str) -> None:
    families = CATALOGUES[language]["families"]
    assert set(families) == {entry["family"] for entry in _entries(language).values()}
    assert len(set(families.values())) == len(families)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty_or_has_outer_or_double_blanks_or_line_breaks(language: str) -> None:
    odd = [where for where, text in _texts(language).items() if not text or text != " ".join(text.split())]
    assert odd == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_square_bracket_or_table_bar_is_left(language: str) -> None:
    odd = [where for where, text in _texts(language).items() if re.search(r"[\[\]|]", text)]
    assert odd == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_the_words_for_unknown_codes_have_a_placeholder_and_it_is_the_code(language: str) -> None:
    fields = {
        where: {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
        for where, text in _texts(language).items()
    }
    descriptions = {where for where in fields if re.fullmatch(r"unknown/.*/description", where)}
    assert {where for where, names in fields.items() if names} == descriptions
    assert all(fields[where] == {"code"} for where in descriptions)
    assert "60999" in _texts(language)["unknown/60000-60999/description"].format(code=60999)


def test_every_chinese_text_is_chinese() -> None:
    odd = [where for where, text in _texts("zh_CN").items() if not re.search(r"[\u4e00-\u9fff]", text)]
    assert odd == []


def test_chinese_texts_use_chinese_punctuation() -> None:
    beside_chinese = re.compile(r"[\u4e00-\u9fff][,.;:?!()\"']|[,.;:?!()\"'][\u4e00-\u9fff]")
    odd = [where for where, text in _texts("zh_CN").items() if beside_chinese.search(text)]
    assert odd == []


def test_no_chinese_stands_in_the_english_texts() -> None:
    odd = [where for where, text in _texts("en").items() if not text.isascii()]
    assert odd == []


@pytest.mark.parametrize("word", NEVER_SENT)
def test_a_failure_before_sending_says_that_nothing_was_sent(word: str) -> None:
    assert re.search(r"nothing was sent|was not sent", CATALOGUES["en"]["local"][word]["description"], re.I)
    assert "未发送。" in CATALOGUES["zh_CN"]["local"][word]["description"]


@pytest.mark.parametrize("word", NO_ANSWER)
def test_a_lost_answer_says_that_nobody_knows_and_what_to_press_next(word: str) -> None:
    english, chinese = CATALOGUES["en"]["local"][word], CATALOGUES["zh_CN"]["local"][word]
    assert "may or may not have started or ended" in english["description"]
    assert "结果未知" in chinese["description"]
    assert "Start again" in english["solution"]
    assert "Stop again" in english["solution"]
    assert "再次开始" in chinese["solution"]
    assert "再次停止" in chinese["solution"]


@pytest.mark.parametrize("code", OPEN_OUTCOME_CODES)
def test_an_answer_that_leaves_the_outcome_open_says_so(code: str) -> None:
    assert re.search(r"may (still )?have taken effect", CATALOGUES["en"]["codes"][code]["description"])
    assert "可能已经生效" in CATALOGUES["zh_CN"]["codes"][code]["description"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_is_kept_in_one_form_so_that_a_change_shows_as_one_line(language: str) -> None:
    text = _path(language).read_text(encoding="utf-8")
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n"
