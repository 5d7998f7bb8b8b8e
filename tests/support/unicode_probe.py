"""Prints as JSON what Qt makes of text: orders, encodings, case, dates, line breaks, time zones.

Run as a program of its own: once with ICU's data whole, once with those that a bundle has.
"""

import ctypes
import json
import os
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import PySide6
from PySide6.QtCore import (
    QCollator,
    QCoreApplication,
    QDateTime,
    QLocale,
    QMimeData,
    QStringConverter,
    Qt,
    QTextBoundaryFinder,
    QTimeZone,
    QUrl,
)

LANGUAGES = (
    *("en", "en_GB", "zh_CN", "zh_TW", "zh_HK", "de_DE", "fr_FR", "es_MX", "ru_RU", "ja_JP", "ko_KR"),
    *("ar_EG", "he_IL", "th_TH", "hi_IN", "tr_TR", "vi_VN", "sv_SE", "lt_LT", "el_GR", "nb_NO", "C", "xx"),
)
OF_PANEL = ("en", "en_GB", "en_US", "zh_CN", "zh_TW", "zh_HK")
NAMES = (
    *("房间10", "房间9", "录制", "會議", "李雷", "韩梅梅", "张伟", "Zoë", "zebra", "Ähre", "Apfel"),
    *("résumé", "resume", "ångström", "İstanbul", "ısı", "チーム", "かな", "가나다", "ไทย", "яблоко"),
    *("apple", "room 9", "room 10"),
)
TEXTS = {
    "zh": "云端录制已经开始，请稍候。Room 990001（第二次）失败了！",
    "th": "การบันทึกเริ่มแล้ว โปรดรอสักครู่",
    "en": "The recording can't be stopped: it ended at 10:30 (UTC+8).",
    "ja": "録画を開始しました。お待ちください。",
}
ENCODED = "录制 recording 會議 テスト"
ZONES = ("Asia/Shanghai", "America/New_York", "Europe/Berlin", "Asia/Kolkata", "UTC")


def main() -> None:
    application = QCoreApplication(sys.argv)
    (library,) = {
        line.split(maxsplit=5)[5].strip()
        for line in Path("/proc/self/maps").read_text(encoding="utf-8").splitlines()
        if "libicudata" in line
    }
    print(
        json.dumps(
            {
                "library": library,
                "orders": orders(),
                "encodings": encodings(),
                "pasted": pasted(),
                "languages": {name: of_language(QLocale(name)) for name in LANGUAGES},
                "breaks": {name: breaks(text) for name, text in TEXTS.items()},
                "zones": {name: zones(QLocale(name)) for name in OF_PANEL},
                "zones elsewhere": {name: zones(QLocale(name)) for name in LANGUAGES if name not in OF_PANEL},
                "not used by Qt": beyond_qt(),
                "host": bytes(QUrl("https://会议.example/路径").toEncoded().data()).decode(),
            }
        )
    )
    application.quit()


def orders() -> dict[str, list[str]]:
    """By each language's collation, plainly and as the file dialog does it: by numbers, and case ignored."""
    found = {}
    for name in LANGUAGES:
        for numeric in (False, True):
            collator = QCollator(QLocale(name))
            collator.setNumericMode(numeric)
            if numeric:
                collator.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            found[f"{name} {numeric}"] = sorted(NAMES, key=collator.sortKey)
            signs = [collator.compare(one, two) for one, two in pairwise(NAMES)]
            found[f"{name} {numeric} compared"] = [str((sign > 0) - (sign < 0)) for sign in signs]
    return found


def encodings() -> dict[str, object]:
    """A text in each encoding that Qt knows by name, and what comes back from it."""
    names = list(QStringConverter.availableCodecs())
    convert = converter()
    found: dict[str, object] = {"available": names}
    for name in (*names, "GB18030", "GBK", "Big5", "Shift_JIS", "EUC-KR", "UTF-32"):
        there = convert(name, "UTF-8", ENCODED.encode())
        found[name] = [there.hex(), convert("UTF-8", name, there).hex()]
    return found


def converter() -> Callable[[str, str, bytes], bytes]:
    """ICU's own; in Python Qt's gives no access to it."""
    function = of_icu("libicuuc", "ucnv_convert")

    def convert(there: str, here: str, text: bytes) -> bytes:
        target, status = ctypes.create_string_buffer(1000), ctypes.c_int(0)
        size = function(
            there.encode(), here.encode(), target, len(target), text, len(text), ctypes.byref(status)
        )
        return target.raw[:size] + f"({status.value})".encode() * (status.value > 0)

    return convert


def beyond_qt() -> dict[str, int]:
    """How ICU ends what Qt never asks of it: 0 and less is done, more is an error."""
    ends = {name: ctypes.c_int(0) for name in ("format of numbers", "words", "host names")}
    numbers, words, hosts = map(ctypes.byref, ends.values())
    of_icu("libicui18n", "unum_open")(1, None, 0, b"de_DE", None, numbers)
    of_icu("libicuuc", "ubrk_open")(1, b"th_TH", None, 0, words)
    of_icu("libicuuc", "uidna_openUTS46")(0, hosts)
    return {name: status.value for name, status in ends.items()}


def of_icu(library: str, function: str) -> Callable[..., int]:
    """From the library that Qt has loaded."""
    (path,) = Path(PySide6.__file__).parent.glob(f"Qt/lib/{library}.so.*")
    found: Callable[..., int] = getattr(ctypes.CDLL(path.name), f"{function}_{path.suffix.removeprefix('.')}")
    return found


def pasted() -> list[str]:
    """A page that another program put on the clipboard, in encodings that its head names."""
    found = []
    for name, encoding in (("gb18030", "gb18030"), ("big5", "big5"), ("shift_jis", "shift_jis")):
        mime = QMimeData()
        text = f'<html><head><meta charset="{name}"></head><body>會議 recording</body></html>'
        mime.setData("text/html", text.encode(encoding, "replace"))
        found.append(mime.html())
    return found


def of_language(locale: QLocale) -> dict[str, object]:
    time = QDateTime.fromString("2026-11-29T08:05:09+08:00", Qt.DateFormat.ISODate)
    kinds = QLocale.FormatType
    return {
        "name": [locale.name(), locale.nativeLanguageName(), locale.nativeTerritoryName()],
        "dates": [locale.toString(time, kind) for kind in (kinds.ShortFormat, kinds.LongFormat)],
        "numbers": [locale.toString(1234567), locale.toString(0.5, "f", 2), locale.formattedDataSize(10**9)],
        "days": [locale.dayName(day) for day in range(1, 8)],
        "case": [locale.toUpper(" ".join(NAMES)), locale.toLower(" ".join(NAMES))],
        "first": str(locale.firstDayOfWeek()),
    }


def breaks(text: str) -> dict[str, list[int]]:
    found = {}
    for kind in QTextBoundaryFinder.BoundaryType:
        finder = QTextBoundaryFinder(kind, text)
        places = []
        while (place := finder.toNextBoundary()) >= 0:
            places.append(place)
        found[kind.name] = places
    return found


def zones(locale: QLocale) -> list[str]:
    kinds = QTimeZone.NameType
    return [
        QTimeZone(name.encode()).displayName(season, kind, locale)
        for name in ZONES
        for season in (QTimeZone.TimeType.StandardTime, QTimeZone.TimeType.DaylightTime)
        for kind in (kinds.LongName, kinds.ShortName, kinds.OffsetName)
    ]


def shown_with(library: Path | None) -> dict[str, object]:
    """What the program prints where the loader finds that library first; ``None``: Qt's own."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    environment |= {"LD_LIBRARY_PATH": str(library.parent)} if library else {}
    done = subprocess.run(
        [sys.executable, __file__], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    main()
