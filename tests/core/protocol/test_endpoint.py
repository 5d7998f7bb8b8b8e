"""One host is one host, in whatever letters it was typed; what can be none is refused."""

import pytest

from gui.core.protocol.endpoint import ascii_host, is_loopback


@pytest.mark.parametrize(
    ("typed", "host"),
    [
        ("OpenAPI.TIM.qq.com.", "openapi.tim.qq.com"),
        ("ｏｐｅｎａｐｉ．ｔｉｍ．ｑｑ．ｃｏｍ", "openapi.tim.qq.com"),
        ("openapi。tim｡qq。com", "openapi.tim.qq.com"),
        ("open\u00adapi.tim.qq.com", "openapi.tim.qq.com"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("BU\u0308CHER.example", "xn--bcher-kva.example"),
        ("xn--bcher-kva.example", "xn--bcher-kva.example"),
        ("录制.example", "xn--xcrs33a.example"),
        ("faß.example", "xn--fa-hia.example"),
        ("relay_1.example", "relay_1.example"),
        ("localhost", "localhost"),
        ("１２７。０。０。１", "127.0.0.1"),
        ("2001:DB8:0:0::1", "2001:db8::1"),
        ("fe80::1%eth0", "fe80::1%eth0"),
    ],
)
def test_a_host_in_other_letters_is_the_same_host(typed: str, host: str) -> None:
    assert ascii_host(typed) == host
    assert ascii_host(host) == host


@pytest.mark.parametrize(
    "typed",
    [
        "",
        ".",
        "a..b",
        ".a",
        "-a.example",
        "a b",
        "%6fpenapi.tim.qq.com",
        "relay.example%eth0",
        f"{'a' * 64}.example",
        "a." * 127 + "example",
        f"{'录' * 60}.example",
        "127.1",
        "2130706433",
        "0x7f.0.0.0x1",
        "1.2.3.256",
        "关\u200d系.example",
        "☃.example",
        "a/b",
        "a:b",
        "[::1]",
    ],
)
def test_what_can_be_no_host_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - of any kind
        ascii_host(typed)


@pytest.mark.parametrize(
    ("host", "ours"),
    [
        ("LocalHost.", True),
        ("ｌｏｃａｌｈｏｓｔ", True),
        ("127.8.9.1", True),
        ("0::1", True),
        ("::ffff:127.0.0.1", True),
        ("127.0.0.1.example", False),
        ("10.0.0.1", False),
        ("::2", False),
        ("not a host", False),
    ],
)
def test_this_computer_is_known_in_every_spelling(host: str, ours: bool) -> None:
    assert is_loopback(host) is ours


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        *((host, True) for host in ("localhost", "127.0.0.1", "127.9.9.9", "::1")),
        *((host, False) for host in ("localhost.example", "128.0.0.1", "::2", "relay.example", "")),
    ],
)
def test_this_computer_goes_by_a_few_names(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback
