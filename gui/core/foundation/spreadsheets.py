"""What a spreadsheet makes of a cell, and the apostrophe that keeps it from doing so.

Excel, LibreOffice and WPS guess what a cell means: a formula, a number, a date, a time, an amount, a truth
value. Each guess differs by program and country, so a cell stands bare only where every one of them leaves
it as it is; anything else gets an apostrophe in front. :func:`unprotected` is the inverse of
:func:`protected` for any text. Standard library only.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

_EXACT_DIGITS: Final = 11
"""Longer numbers are shown, and saved, with an exponent; past 15 digits zeros take the place of the rest."""
_NUMBER: Final = re.compile(rf"0|[1-9][0-9]{{0,{_EXACT_DIGITS - 1}}}|[0-9]{{16,}}(?: [0-9]{{16,}})+")
"""Several file ids are no number: nowhere are so many digits parted by blanks."""
_FORMULA: Final = re.compile(r"[\s\"']*[=+\-@|%\t\r\n＝＋－＠｜％−]")
"""Behind blanks, quotation marks and apostrophes too: those may be taken away on the way into a sheet."""
_PARTS: Final = re.compile(r"([;\t|])")
"""What another program may take for the end of a cell, in quotation marks or not."""
_WORDS: Final = re.compile(r"[^\W\d_]+")
_TIME: Final = re.compile(
    r"\d\s*[:：]\s*\d|\d\s*[ap]\.?m\b|(?:[上下]午|午[前後]|오[전후])\s*\d|\b[ap]m\s*\d", re.IGNORECASE
)
_AMOUNT: Final = re.compile(r"([^\W\d_]{1,3})[\s.$]*[\d.,'’\s]+")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TRUTH: Final = _words(
    """
    true false wahr falsch vrai faux verdadero falso verdadeiro vero waar onwaar sant sann falskt prawda
    fałsz pravda nepravda igaz hamis истина ложь doğru yanliş yanlış tosi epätosi adevărat fals
    """
)
_MONTHS: Final = _words(
    """
    jan january janvier januar januari janeiro gennaio enero ene gen feb february février fevrier févr
    fevr februar februari fevereiro fev febbraio febrero mar march mars märz maerz mär mrz março marzo
    maart mrt apr april avril avr abril abr aprile may mai maj mei maio maggio mag mayo jun june juin
    juni junho giugno giu junio jul july juil juillet juli julho luglio lug julio aug august août aout
    augusti augustus agosto ago sep sept september septembre setembro set settembre septiembre oct
    october octobre okt oktober outubro out ottobre ott octubre nov november novembre novembro noviembre
    dec december déc décembre decembre dez dezember des dezembro dic dicembre diciembre янв января январь
    фев февр февраля февраль март марта мар апр апреля апрель май мая июн июня июнь июл июля июль авг
    августа август сен сент сентября сентябрь окт октября октябрь ноя нояб ноября ноябрь дек декабря
    декабрь 一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月
    """
)
_MONEY: Final = _words(
    """
    r rs rm rp kr kč zł ft fr lei lt kn din eur usd us gbp jpy cny rmb chf sek nok dkk pln czk huf inr
    try tl brl zar krw twd nt ntd hkd hk sgd aud cad nzd rub dm thb vnd idr php myr руб р
    """
)


def left_as_it_is(text: str) -> bool:
    """Whether every spreadsheet, in every country, shows and saves this cell as it stands."""
    if not text or _NUMBER.fullmatch(text):
        return True
    plain = unicodedata.normalize("NFKC", text)
    if plain != plain.strip() or text[0] in "'^\\/#" or _FORMULA.match(text) or _FORMULA.match(plain):
        return False
    words = [word.casefold() for word in _WORDS.findall(plain)]
    if not any(unicodedata.category(c)[0] == "N" for c in plain):
        return len(words) != 1 or plain.strip("()").casefold() not in _TRUTH
    if not (plain[0].isalpha() or plain[0] == "_") or _TIME.search(plain) or not _MONTHS.isdisjoint(words):
        return False
    amount = _AMOUNT.fullmatch(plain)
    return amount is None or amount[1].casefold() not in _MONEY


@lru_cache(4096)
def protected(text: str) -> str:
    """The text as a cell: with an apostrophe where a spreadsheet would change it, or run it.

    A part that begins a formula gets one too, for whoever reads the table with another delimiter.
    """
    first, *rest = _PARTS.split(text)
    guarded = first + "".join(
        f"'{part}" if _FORMULA.match(part) and part not in ";\t|" else part for part in rest
    )
    return guarded if left_as_it_is(guarded) else f"'{guarded}"


def unprotected(cell: str) -> str:
    """What :func:`protected` made the cell of.

    In a table that a person wrote, an apostrophe in front of anything that needs none stays: it was meant.
    """
    if cell.startswith("'") and not left_as_it_is(cell[1:]):
        cell = cell[1:]
    first, *rest = _PARTS.split(cell)
    return first + "".join(
        part[1:] if part[:1] == "'" and _FORMULA.match(part[1:]) else part for part in rest
    )


def formula_free(text: str) -> str:
    """The text for a sheet that is pasted, where only what would run is kept from it: numbers stay bare."""
    return f"'{text}" if _FORMULA.match(text) else text


def _runs(part: str) -> bool:
    return part not in (";", "\t", "|") and _FORMULA.match(part) is not None
