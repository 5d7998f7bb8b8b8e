"""Which encoding a batch file is in: known, or asked for. A guess is never sent.

UTF-8 is known by its own form, UTF-16 and UTF-32 by their mark or a header that reads. In almost any other
file each byte is a letter of many encodings: what it may be is ranked, and a person says which one it is.
"""

import codecs
import os
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from gui.core.foundation.plain_text import hides
from gui.core.foundation.text_cleaning import comparable

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    # Before UTF-16: its mark begins like that one's.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WIDE: Final = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_LABELS: Final = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32": "UTF-32",
    "utf-32-le": "UTF-32",
    "utf-32-be": "UTF-32",
    "gb18030": "GB 18030",
    "cp950": "Big5",
    "cp932": "Shift_JIS",
    "cp949": "EUC-KR",
    "euc_jp": "EUC-JP",
    "koi8_r": "KOI8-R",
    "mac_roman": "Mac Roman",
    "cp850": "IBM850",
    "utf-7": "UTF-7",
    "hz": "HZ",
    "iso2022_jp": "ISO-2022-JP",
    **{f"cp{number}": f"Windows-{number}" for number in (874, *range(1250, 1259))},
}
_ALIASES: Final = {
    # Windows' own extension of each is a superset of it.
    **dict.fromkeys(("gbk", "gb2312", "gb_2312", "cp936", "windows_936", "x_gbk", "euc_cn"), "gb18030"),
    **dict.fromkeys(("shift_jis", "sjis", "x_sjis", "windows_31j", "ms_kanji"), "cp932"),
    **dict.fromkeys(("big5", "big_5", "windows_950", "x_big5"), "cp950"),
    **dict.fromkeys(("euc_kr", "ks_c_5601", "ks_c_5601_1987", "windows_949", "uhc"), "cp949"),
    **dict.fromkeys(("utf_8", "utf8", "utf_8_sig", "u8"), "utf-8"),
    **dict.fromkeys(("unicode", "ucs_2"), "utf-16"),
    "macintosh": "mac_roman",
}
_NO_ENCODINGS: Final = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"})
_CANDIDATES: Final = (
    "cp1252",
    "gb18030",
    "cp950",
    "cp932",
    "cp949",
    "euc_jp",
    "cp1251",
    "cp1250",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp1257",
    "cp1258",
    "cp874",
    "koi8_r",
    "mac_roman",
    "cp850",
)
"""In this order where nothing else ranks them."""
_SAMPLE: Final = 32 * 1024
_PIECE: Final = 256 * 1024
_READINGS: Final = 12
"""So many are shown; a person who knows better names another one."""
_COMMON: Final = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种"
    "面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本"
    "去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比"
    "或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总"
    "次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做"
    "必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权"
    "收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信"
    "马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连"
    "断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存"
    "候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适课讲播室录堂李刘陈杨黄赵吴徐孙胡朱郭罗宋郑"
    "谢韩唐冯董萧曹袁邓曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田姜范姚谭廖邹熊陆郝孔崔康邱秦顾侯邵孟龙雷"
    "钱汤尹黎贺赖龚芳英丽敏静伟磊洋勇艳杰娟涛超秀霞师测试培训语晨晓红玉兰娜婷雪梅"
)
"""Letters of which most of any Chinese text consists."""
_ALONE: Final = "，。、；：？！“”‘’（）《》【】—…·～￥"
"""What stands between them."""
_FEWEST: Final = 4
"""Fewer letters may be a word of another language by chance."""
_FIRST_HANZI: Final = 0xB0
_LAST_HANGUL: Final = 0xC8
"""Big5's everyday letters end there too: a text that goes no further may be Korean as well."""
_LAST_KANJI: Final = 0xCF
_IN_A_WORD: Final = re.compile(r"(?<=[A-Za-z])[À-ɏ]+|[À-ɏ]+(?=[A-Za-z])|°(?=[CF]\b)")
_EUC: Final = ("gb2312", "euc_kr", "big5", "euc_jp")


@dataclass(frozen=True, slots=True)
class FileReading:
    """One way in which a file may be read.

    :param name: Python's.
    :param label: as people know it.
    """

    name: str
    label: str
    text: str

    @property
    def option(self) -> str:
        """What ``--encoding`` takes."""
        return self.label.lower().replace(" ", "")


class UnknownEncoding(ValueError):  # noqa: N818 - it names what happened
    """No encoding has that name."""


class UnsureEncoding(Exception):  # noqa: N818 - it names what happened
    """The file can be read in several ways, none of them certain: the likeliest first; perhaps in none."""

    def __init__(self, readings: tuple[FileReading, ...]) -> None:
        self.readings = readings[:_READINGS]
        super().__init__(", ".join(reading.name for reading in readings))


def encoding_named(name: str) -> str:
    """Python's name of an encoding, from any usual one.

    :raises UnknownEncoding: where there is no such text encoding.
    """
    plain = re.sub(r"[\s\-_.:]+", "_", comparable(name).strip())
    plain = _ALIASES.get(plain, plain)
    try:
        found = codecs.lookup(plain)
        "".encode(plain)
    except (LookupError, ValueError, TypeError) as err:
        raise UnknownEncoding(name) from err
    if found.name.replace("-", "_") in _NO_ENCODINGS:
        raise UnknownEncoding(name)
    return _ALIASES.get(found.name.replace("-", "_"), found.name)


def read_text(content: bytes, makes_sense: Callable[[str], bool], encoding: str | None = None) -> FileReading:
    """The text of a file, where its encoding is known or given.

    :param makes_sense: whether the text has a header that is known.
    :param encoding: by name; None to find it out.
    :raises UnsureEncoding: where it is not certain; without readings where it is no text at all.
    :raises UnknownEncoding: for a name that no encoding has.
    """
    if encoding is not None:
        name = encoding_named(encoding)
        if (found := _read(content, name)) is None:
            raise UnsureEncoding(())
        return found
    for mark, name in _MARKS:
        if content.startswith(mark) and (found := _read(content, name)) is not None:
            return found
    if b"\0" in content:
        # No other encoding writes a header of known names so.
        wide = (found for name in (*_WIDE, "utf-8") if (found := _read(content, name)) is not None)
        if (sound := next((one for one in wide if makes_sense(one.text)), None)) is not None:
            return sound
        raise UnsureEncoding(())
    readings = tuple(_readings(content, makes_sense))
    if len(readings) == 1 and readings[0].name == "utf-8":
        return readings[0]
    if readings and readings[0].name == "gb18030" and _in_chinese() and _all_common(readings[0].text):
        return readings[0]
    if not readings and (plain := _read(content, "utf-8")) is not None:
        # A header that nobody knows: the complaint about it says more.
        return plain
    raise UnsureEncoding(readings)


def _readings(content: bytes, makes_sense: Callable[[str], bool]) -> Iterator[FileReading]:
    """In which ways it may be read; one alone where it is certain."""
    plain = _read(content, "utf-8")
    if plain is not None and (plain.text.isascii() or not _may_be_another(plain.text, content)):
        yield plain
        if content.isascii():
            yield from _seven_bit(content, plain, makes_sense)
        return
    found = {} if plain is None else {plain.text: plain}
    # Encodings that read alike go by the name of the commonest.
    for name in _CANDIDATES:
        one = _read(content, name)
        if one is not None and one.text not in found and makes_sense(one.text) and _readable(one.text):
            found[one.text] = one
    ranked = _ranked(content) if len(found) > 1 else []
    yield from sorted(found.values(), key=lambda one: ranked.index(one.name) if one.name in ranked else -1)


def _read(content: bytes, name: str) -> FileReading | None:
    try:
        text = _decoded(content, name)
    except (UnicodeError, ValueError):
        return None
    return FileReading(name, _LABELS.get(name, name), text.removeprefix("\ufeff"))


def _decoded(content: bytes, name: str) -> str:
    if len(content) <= _PIECE:
        return content.decode(name)
    # Piece by piece: one call keeps every other thread from its work until it is done.
    decoder = codecs.getincrementaldecoder(name)()
    pieces = [decoder.decode(content[at : at + _PIECE]) for at in range(0, len(content), _PIECE)]
    return "".join([*pieces, decoder.decode(b"", final=True)])


def _readable(text: str) -> bool:
    """No control, and no letter that nobody has assigned."""
    return not any(hides(c) or unicodedata.category(c) in ("Co", "Cn") for c in set(text) - set("\r\n\t"))


def _seven_bit(
    content: bytes, plain: FileReading, makes_sense: Callable[[str], bool]
) -> Iterator[FileReading]:
    """Encodings that write everything in ASCII."""
    shifts = {"hz": b"~{", "iso2022_jp": b"\x1b$", "utf-7": b"+"}
    for name, shift in shifts.items():
        found = _read(content, name) if shift in content else None
        if found is None or found.text == plain.text or not makes_sense(found.text):
            continue
        if all(c.isascii() or (c.isalpha() and _readable(c)) or c in _ALONE for c in found.text):
            yield found


def _may_be_another(text: str, content: bytes) -> bool:
    """Whether what reads as UTF-8 is as likely something else: short letters that stand beside no ASCII one.

    A lone *录* in GB 18030 is the UTF-8 of *¼*; *Müller* is neither a Chinese word nor a Korean one.
    """
    if not all(c.isascii() or "\xa0" < c < "\u0800" for c in text):
        return False
    if not re.search(r"[^\x00-\x7f]", _IN_A_WORD.sub("", text)):
        return False
    for name in _EUC:
        other = _read(content, name)
        if other is not None and all(c.isascii() or unicodedata.category(c) == "Lo" for c in other.text):
            return True
    return False


def _ranked(content: bytes) -> list[str]:
    """The candidates, the likeliest first."""
    from charset_normalizer import from_bytes

    lines = [line for line in content.splitlines(keepends=True) if not line.isascii()]
    sample = b""
    for line in lines:
        if len(sample) + len(line) > _SAMPLE:
            break
        sample += line
    ranked = [] if not sample else [m.encoding for m in from_bytes(sample, cp_isolation=list(_CANDIDATES))]
    local = "gb18030" if _in_chinese() else "cp1252"
    return list(dict.fromkeys([local, *(_ALIASES.get(name, name) for name in ranked), *_CANDIDATES]))


def _in_chinese() -> bool:
    """Whether the system writes simplified Chinese: its programs then write GB 18030."""
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_CTYPE", "LANG"))
    first = next((name for name in names if name), "").casefold().replace("-", "_")
    return first.startswith("zh") and not first.startswith(("zh_tw", "zh_hk", "zh_mo", "zh_hant"))


def _all_common(text: str) -> bool:
    """Whether every letter is of GB 2312, and so many are everyday ones that nothing else reads like that."""
    letters = [c for c in text if not c.isascii() and c not in _ALONE]
    try:
        leads = [c.encode("gb2312")[0] for c in letters]
    except UnicodeEncodeError:
        return False
    if len(set(letters)) < _FEWEST or min(leads) < _FIRST_HANZI or max(leads) <= _LAST_HANGUL:
        return False
    everyday = sum(c in _COMMON for c in letters) / len(letters)
    return everyday >= 3 / 4 or (everyday >= 1 / 2 and max(leads) > _LAST_KANJI)
