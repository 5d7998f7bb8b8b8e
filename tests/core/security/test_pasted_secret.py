"""What a paste does to a usersig or a secret key, and what is put right again."""

from urllib.parse import quote

import pytest

from gui.core.security import usersig
from gui.core.security.pasted_secret import (
    Mended,
    could_go_on,
    looks_like_secret_key,
    read_secret_key,
    read_usersig,
)

WHOLE = usersig.make(secret_key="k" * 64, identifier="admin", sdk_app_id=7, now=1_700_000_000)
HALF = len(WHOLE) // 2


def test_a_good_usersig_is_taken_as_it_is() -> None:
    for paste in (WHOLE, f"  {WHOLE}\n"):
        read = read_usersig(paste)
        assert (read.text, read.mended) == (WHOLE, ())
        assert read.decoded is not None
        assert read.decoded.identifier == "admin"


@pytest.mark.parametrize(
    ("paste", "mended"),
    [
        (f"{WHOLE[:HALF]}\n{WHOLE[HALF:]}", {Mended.SEVERAL_LINES}),
        (f"{WHOLE[:HALF]}\r\n  {WHOLE[HALF:]}\r\n", {Mended.SEVERAL_LINES, Mended.QUOTED}),
        (f"“{WHOLE}”", {Mended.QUOTED}),
        (f"'{WHOLE}'", {Mended.QUOTED}),
        (f"「{WHOLE}」", {Mended.QUOTED}),
        (f"{WHOLE[:HALF]} {WHOLE[HALF:]}", {Mended.QUOTED}),
        (f"{WHOLE[:HALF]}\u200b{WHOLE[HALF:]}\ufeff", {Mended.QUOTED}),
        (f"{WHOLE[:HALF]}\u00a0{WHOLE[HALF:]}", {Mended.QUOTED}),
        (f"usersig={WHOLE}", {Mended.QUOTED}),
        (f"UserSig: “{WHOLE}”", {Mended.QUOTED}),
    ],
)
def test_what_a_paste_did_is_put_right_and_said(paste: str, mended: set[Mended]) -> None:
    read = read_usersig(paste)
    assert read.text == WHOLE
    assert set(read.mended) == mended
    assert WHOLE not in repr(read)


@pytest.mark.parametrize("paste", ["", "hello", WHOLE[:HALF], WHOLE[:-5], WHOLE + WHOLE, "x" * 100_000, "“”"])
def test_what_can_not_be_decoded_stays_as_it_is(paste: str) -> None:
    read = read_usersig(f" {paste}\n")
    assert (read.text, read.mended, read.decoded) == (paste, (), None)


def test_only_the_first_piece_of_a_broken_usersig_waits_for_more() -> None:
    assert could_go_on(WHOLE[:HALF])
    assert not could_go_on(WHOLE)
    assert not could_go_on("a few words that are no usersig")
    assert not could_go_on("0123456789abcdef" * 4)
    assert not could_go_on("short")


def test_a_secret_key_is_any_text_but_for_a_word_processors_quotation_marks() -> None:
    assert read_secret_key(" key with blanks \n") == ("key with blanks", False)
    assert read_secret_key('"plain marks stay"') == ('"plain marks stay"', False)
    assert read_secret_key("“0123456789”") == ("0123456789", True)
    assert read_secret_key("\ufeffkey") == ("key", False)


def test_a_secret_key_of_the_consoles_form_is_put_together_from_any_paste() -> None:
    key = "0123456789abcdef" * 4
    assert read_secret_key(f"{key}\n") == (key, False)
    for paste in (f'"{key}"', f"‘{key}’", f"{key[:20]}\n  {key[20:]}", f"\u200b{key[:9]}\u00a0{key[9:]}"):
        assert read_secret_key(paste) == (key, True)


def test_what_a_secret_key_looks_like() -> None:
    assert looks_like_secret_key("0123456789abcdefABCDEF0123456789abcdefABCDEF0123456789abcdefABCD")
    assert not looks_like_secret_key(WHOLE)


def test_a_usersig_in_plain_base64_is_written_as_the_service_wants_it() -> None:
    made = usersig.make(
        secret_key="k" * 64, identifier="administrator", sdk_app_id=1400003984, now=1_700_000_000
    )
    plain = made.translate(str.maketrans("*-_", "+/="))
    read = read_usersig(plain)
    assert (read.text, read.mended) == (made, (Mended.PLAIN_BASE64,) if plain != made else ())
    assert read.decoded is not None


def test_a_usersig_out_of_a_url_is_taken_without_what_stands_around_it() -> None:
    made = usersig.make(secret_key="k" * 64, identifier="a", sdk_app_id=7, now=1_700_000_000)
    for paste in (f"usersig={quote(made, safe='')}&identifier=a&sdkappid=7", quote(made, safe="")):
        assert read_usersig(paste).text == made


URL_WITH_IT = f"https://relay.example/v4/x?sdkappid=7&usersig={quote(WHOLE, safe='')}&random=1"


@pytest.mark.parametrize(
    "paste",
    [
        URL_WITH_IT,
        quote(quote(WHOLE.translate(str.maketrans("*-_", "+/=")), safe=""), safe=""),
        f'"usersig": "{WHOLE}",',
        f"export RECORDING_PANEL_USER_SIG='{WHOLE}'",
        "".join(chr(ord(c) + 0xFEE0) for c in WHOLE),
        f"{WHOLE[:HALF]}\\\n{WHOLE[HALF:]}",
    ],
)
def test_a_usersig_is_found_in_whatever_it_was_copied_out_of(paste: str) -> None:
    read = read_usersig(paste)
    assert read.text == WHOLE
    assert read.mended


def with_every_letter() -> str:
    """One with a letter of each kind that the alphabets of base64 write in different ways."""
    made = (
        usersig.make(secret_key="k" * 64, identifier="a", sdk_app_id=7, now=1_700_000_000 + second)
        for second in range(10_000)
    )
    return next(text for text in made if "*" in text and "-" in text and text.endswith("_"))


def test_a_usersig_in_the_base64_of_urls_is_written_as_the_service_wants_it() -> None:
    made = with_every_letter()
    of_urls = made.translate(str.maketrans("*-_", "-_="))
    for paste in (of_urls, of_urls.rstrip("="), quote(of_urls), made.rstrip("_")):
        read = read_usersig(paste)
        assert read.text == made
        assert Mended.OTHER_BASE64 in read.mended


def test_a_usersig_whose_plus_signs_a_web_form_made_blanks_of_is_mended() -> None:
    made = with_every_letter()
    assert read_usersig(made.translate(str.maketrans("*-_", " /="))).text == made


@pytest.mark.parametrize("around", ["SecretKey: {}", '"secret_key": "{}",', "密钥：{}", "secretkey={};"])
def test_a_secret_key_is_found_behind_its_name_and_in_full_width_letters(around: str) -> None:
    key = "0123456789abcdef" * 4
    wide = "".join(chr(ord(c) + 0xFEE0) for c in key)
    assert read_secret_key(around.format(key)) == (key, True)
    assert read_secret_key(around.format(wide)) == (key, True)
