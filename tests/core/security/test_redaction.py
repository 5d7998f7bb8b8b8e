"""The one redactor: what no log line may hold."""

import base64
import json
import logging
import sys
from urllib.parse import quote

import pytest

from gui.core.foundation.plain_text import hides
from gui.core.security.redaction import MASK, RedactingFormatter, RedactingHandler, masked, register
from tests.support.scripts import output_of

SECRET = "5bd2850f/ff3e+cb*11"


@pytest.mark.parametrize(
    "text", [SECRET, "5bd2850f%2Fff3e%2Bcb*11", "5bd2850f%2Fff3e%2Bcb%2A11"], ids=["plain", "query", "quoted"]
)
def test_a_known_secret_is_masked_wherever_it_stands(text: str) -> None:
    assert masked(f"before {text} after") != f"before {MASK} after"
    register(SECRET)
    assert masked(f"before {text} after") == f"before {MASK} after"


def test_a_known_secret_is_masked_with_any_letter_in_it_that_nobody_sees() -> None:
    register(SECRET)
    letters = [letter for letter in map(chr, range(0x10000)) if hides(letter)]
    assert len(letters) > 2000
    shown = [letter for letter in letters if MASK not in masked(f"{SECRET[:5]}{letter}{SECRET[5:]}")]
    assert shown == []


def test_a_line_is_looked_through_without_a_look_at_each_letter_of_unicode() -> None:
    script = f"""
        import sys
        from gui.core.security import decoded_text
        from gui.core.security.redaction import masked, register
        register({SECRET!r})
        calls = []
        sys.setprofile(lambda _frame, event, _value: calls.append(event))
        masked("start\\tbegan")
        sys.setprofile(None)
        print(len(calls))
    """
    assert int(output_of(script)) < 200


def test_a_longer_secret_goes_before_one_that_is_a_part_of_it() -> None:
    register("abcdef")
    register("abcdefghi")
    assert masked("abcdefghi abcdef") == f"{MASK} {MASK}"


@pytest.mark.parametrize("text", ["?usersig=eJw*k-A_z&identifier=admin", "?UserSig=x&identifier=admin"])
def test_a_usersig_in_a_url_is_masked_though_nobody_registered_it(text: str) -> None:
    assert masked(text).lower() == f"?usersig={MASK}&identifier=admin"


def test_what_is_too_short_to_be_a_secret_leaves_the_text_readable() -> None:
    register("room")
    assert masked("room 10001") == "room 10001"


def test_a_logged_traceback_holds_no_secret_either() -> None:
    register(SECRET)
    try:
        raise ValueError(f"key {SECRET}")
    except ValueError:
        trouble = sys.exc_info()
    record = logging.LogRecord("gui", logging.ERROR, __file__, 1, "with %s", (SECRET,), trouble)
    line = RedactingFormatter("%(message)s").format(record)
    assert SECRET not in line
    assert line.count(MASK) == 2
    assert "ValueError" in line


ODD = 'key "with" \\ and ü 密'


@pytest.mark.parametrize(
    "text",
    [
        repr(ODD),
        ascii(ODD),
        repr(ODD.encode()),
        json.dumps(ODD),
        json.dumps(ODD, ensure_ascii=False),
        quote(ODD).lower(),
        base64.b64encode(f"desk:{ODD}".encode()).decode(),
    ],
    ids=["repr", "ascii", "bytes", "JSON", "JSON in UTF-8", "URL in small letters", "base64 of a login"],
)
def test_a_secret_is_masked_in_the_forms_in_which_an_error_shows_it(text: str) -> None:
    register(ODD)
    assert MASK in masked(text)
    assert "with" not in masked(text)


def test_a_line_that_can_not_be_logged_shows_none_of_its_parts(capsys: pytest.CaptureFixture[str]) -> None:
    register(SECRET)
    handler = RedactingHandler()
    handler.handle(logging.LogRecord("gui", logging.ERROR, __file__, 7, "%d", (SECRET,), None))
    told = capsys.readouterr().err
    assert told.startswith("A line could not be logged (gui, line 7): TypeError(")
    assert SECRET not in told


USERSIG = "eJw*canary-usersig_7f3a91c2e5/+k"
IN_BASE64 = base64.b64encode(f"sig={USERSIG}!".encode()).decode()


def each(form: str, text: str = USERSIG) -> str:
    return "".join(form.format(ord(c), c=c) for c in text)


@pytest.mark.parametrize(
    "text",
    [
        each("\\u{:04x}"),
        each("\\u{:04X}"),
        each("\\\\u{:04x}"),
        each("\\\\\\\\u{:04x}"),
        each("\\x{:02x}"),
        each("%{:02x}"),
        each("%25{:02X}"),
        each("&#{};"),
        each("&#x{:x};"),
        each("{c}\u200b"),
        each("{c}\0"),
        each("{c}\ufe0f"),
        each("{c}\\u200b"),
        each("{c}\\u0000"),
        USERSIG[:9] + "\r\n" + USERSIG[9:],
        each("%{:02x}", USERSIG[:9]) + each("\\u{:04x}", USERSIG[9:]),
        each("\\u{:04x}", IN_BASE64),
        IN_BASE64[:11] + "\r\n" + IN_BASE64[11:],
        json.dumps(json.dumps(each("\\u{:04x}"))),
    ],
)
def test_a_usersig_that_a_relay_repeats_letter_by_letter_is_masked(text: str) -> None:
    register(USERSIG)
    shown = masked(f'{{"words": "before {text} after"}}')
    assert MASK in shown
    assert shown.startswith('{"words": "before ')
    assert shown.endswith(' after"}')
    # Of base64, a letter or two at its ends tell of what stands beside the secret.
    assert len(shown) < 100


@pytest.mark.parametrize(
    "text", ["\\u4e2d\\n%20 &amp; here", "房间\u200b不存在", "100 % \\ \\u12", "&#99999999;"]
)
def test_what_holds_no_secret_stays_as_it_is(text: str) -> None:
    register(USERSIG)
    assert masked(text) == text
