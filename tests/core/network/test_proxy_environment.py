"""The proxy variables and NO_PROXY as curl reads them; what is badly written is told as that."""

import base64
import traceback

import pytest

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.network.proxy import proxy_of_environment
from gui.core.security.redaction import MASK, SHORTEST, masked
from tests.support.core.relay_client import told
from tests.support.core.told import english

PROXY = "http://proxy.example:3128"
VARIABLES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


@pytest.fixture(autouse=True)
def no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def address_for(host: str, scheme: str = "https") -> str:
    """The proxy's host and port; empty for the direct way."""
    found = proxy_of_environment(scheme, host)
    return "" if found is None else found.address


@pytest.mark.parametrize(
    ("host", "exceptions"),
    [
        ("10.1.2.3", "10.0.0.0/8"),
        ("10.1.2.3", "10.1.2.3/32"),
        ("10.1.2.3", "10.1.2.3"),
        ("10.1.2.3", "192.168.0.0/16 10.1.2.0/25"),
        ("2001:db8::1", "2001:db8::/32"),
        ("2001:db8::1", "2001:DB8:0:0::1"),
        ("2001:db8::1", "[2001:db8::1]"),
        ("fe80::1%eth0", "fe80::/10"),
        ("relay.corp", "localhost 127.0.0.1 .corp"),
        ("relay.corp", "relay.corp."),
        ("relay.corp", "RELAY.Corp"),
        ("x.corpx", "X.CORPX"),
        ("10.1.2.3", "10.9.9.9/8"),
        ("fe80::1%eth0", "fe80::1"),
        ("relay.corp", "a.example ,,\t, corp"),
        ("a.relay.corp", "relay.corp"),
        ("relay.corp.", "relay.corp"),
        ("xn--bcher-kva.example", "bücher.example"),
        ("relay.corp", "*"),
        (f"{'a' * 64}.corp", f"{'A' * 64}.Corp"),
    ],
)
def test_a_host_that_no_proxy_names_is_reached_directly(
    monkeypatch: pytest.MonkeyPatch, host: str, exceptions: str
) -> None:
    monkeypatch.setenv("https_proxy", PROXY)
    monkeypatch.setenv("no_proxy", exceptions)
    assert address_for(host) == ""


@pytest.mark.parametrize(
    ("host", "exceptions"),
    [
        ("11.1.2.3", "10.0.0.0/8"),
        ("10.1.2.3", "10.1.2.3:443"),
        ("10.1.2.3", "10.0.0.0/0"),
        ("10.1.2.3", "10.0.0.0/33"),
        ("10.1.2.3", "10.0.0.0/x"),
        ("10.1.2.3", "10.0.0.0/+8"),
        ("10.1.2.3", "10.0.0.0/８"),
        ("10.1.2.3", ".3 3 2.3 /8"),
        ("2001:db9::1", "2001:db8::/32"),
        ("2001:db8::1", "[2001:db8::1"),
        ("relay.corp", "relay.corp:443"),
        ("otherrelay.corp", "relay.corp"),
        ("relay.corp", "a,*"),
        ("relay.corp", "*.corp"),
        ("relay.corp", ". , .."),
        ("relay.corp", "10.0.0.0/8;relay.corp"),
        ("relay.corp", ""),
    ],
)
def test_a_host_that_no_proxy_does_not_name_goes_through_the_proxy(
    monkeypatch: pytest.MonkeyPatch, host: str, exceptions: str
) -> None:
    monkeypatch.setenv("https_proxy", PROXY)
    monkeypatch.setenv("no_proxy", exceptions)
    assert address_for(host) == "proxy.example:3128"


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST.", "127.0.0.1", "127.8.8.8", "::1", "0:0::1", "::ffff:127.0.0.1"]
)
def test_this_computer_is_reached_directly_in_whatever_spelling(
    monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    monkeypatch.setenv("https_proxy", PROXY)
    monkeypatch.setenv("no_proxy", "")
    assert address_for(host) == ""


@pytest.mark.parametrize(
    ("variables", "address"),
    [
        ({"https_proxy": "http://low:1", "HTTPS_PROXY": "http://up:2"}, "low:1"),
        ({"https_proxy": "", "HTTPS_PROXY": "http://up:2"}, "up:2"),
        ({"HTTPS_PROXY": "http://up:2", "all_proxy": "http://all:3"}, "up:2"),
        ({"all_proxy": "http://all:3", "ALL_PROXY": "http://up:4"}, "all:3"),
        ({"ALL_PROXY": "up:4"}, "up:4"),
        ({"ALL_PROXY": "socks5://127.0.0.1:1080"}, ""),
        ({"http_proxy": "http://low:1", "HTTP_PROXY": "http://up:2"}, ""),
        ({"https_proxy": "http://low:1", "no_proxy": "", "NO_PROXY": "relay.corp"}, ""),
        ({"https_proxy": "http://low:1", "no_proxy": "a", "NO_PROXY": "relay.corp"}, "low:1"),
        ({}, ""),
    ],
)
def test_lower_case_goes_before_upper_case_and_an_empty_variable_is_none(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], address: str
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert address_for("relay.corp") == address


def test_http_proxy_in_upper_case_is_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", PROXY)
    assert address_for("relay.corp", "http") == ""
    monkeypatch.setenv("http_proxy", PROXY)
    assert address_for("relay.corp", "http") == "proxy.example:3128"


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("proxy.example:3128", "proxy.example:3128"),
        ("HTTP://Proxy.Example:3128/some/path?x", "proxy.example:3128"),
        ("http://proxy.example.:3128", "proxy.example:3128"),
        ("http://bücher.example:3128", "xn--bcher-kva.example:3128"),
        ("http://[2001:DB8::1]", "[2001:db8::1]:80"),
        ("https://proxy_1.example", "proxy_1.example:443"),
        ("u:p:w@proxy.example:3128", "proxy.example:3128"),
        ("http://proxy.example:65535", "proxy.example:65535"),
    ],
)
def test_a_proxy_is_read_in_every_spelling_that_curl_takes(
    monkeypatch: pytest.MonkeyPatch, value: str, address: str
) -> None:
    monkeypatch.setenv("https_proxy", value)
    assert address_for("relay.corp") == address


BADLY_WRITTEN = [
    ("http://u:hunter2#ss@127.0.0.1:3128", "%23 for #"),
    ("http://u:hunter2@ss@127.0.0.1:3128", "%40 for @"),
    ("http://u:hunter2/ss@127.0.0.1:3128", "%2F for /"),
    ("u:hunter2?ss@127.0.0.1:3128", "%3F for ?"),
    ("http://127.0.0.1:3128 ", "a blank"),
    (" http://127.0.0.1:3128", "a blank"),
    ("http://u:hunter2 x@127.0.0.1:3128", "a blank"),
    ("http://127.0.0.1:3128\n", "a line break"),
    ("http://127.0.0.1:3128/\x01", "a blank"),
    ("http://127.0.0.1:3128/\x7f", "a blank"),
    ("http://127.0.0.1:0003128", "its port"),
    ("http://u:hunter2@127.0.0.1:99999", "its port"),
    ("http://127.0.0.1:0", "its port"),
    ("http://127.0.0.1:65536", "its port"),
    ("http://u:hunter2@proxy:port", "its port"),
    ("http://proxy:３１２８", "its port"),
    ("socks5://u:hunter2@127.0.0.1:1080", "http:// or https://"),
    ("ftp://127.0.0.1", "http:// or https://"),
    ("http://", "its host"),
    ("http://u:hunter2@:3128", "its host"),
    ("http:127.0.0.1:3128", "its host"),
    ("http:/127.0.0.1:3128", "two slashes"),
    ("https//u:hunter2@127.0.0.1:3128", "%2F for /"),
    ("HTTP//127.0.0.1:3128", "two slashes"),
    ("http://[::1", "its host"),
    ("http://::1:3128", "its host"),
    ("http://[proxy]:3128", "its host"),
    ("http://-proxy-.example:3128", "its host"),
    (f"http://{'a' * 70}.example:3128", "its host"),
]


@pytest.mark.parametrize("variable", ["https_proxy", "HTTPS_PROXY"])
@pytest.mark.parametrize(("value", "what"), BADLY_WRITTEN)
def test_a_badly_written_variable_is_named_with_what_is_wrong_and_is_not_repeated(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, what: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(Problem) as caught:
        proxy_of_environment("https", "relay.corp")
    assert told(caught.value) == (Delivery.NEVER_SENT, LocalFailure.PROXY_SETTING)
    assert english(caught.value).startswith(f"{variable}: ")
    assert what in english(caught.value)
    shown = "".join(traceback.format_exception(caught.value))
    assert "hunter2" not in shown
    assert value.strip() not in shown


@pytest.mark.parametrize(
    ("password", "shown"),
    [
        ("h", "407 for u:h"),
        ("hu", "407 for u:hu"),
        ("a%2Fb", "407 for u:a/b"),
        ("a%2Fb", "407 for u:a%2Fb"),
        ("a%20b", "407 for u:a+b"),
        ("a%20%2F", "407 for u:a%20%2F"),
        ("hu", "407 for dTpodQ== or aHU="),
        ("%FF", "407 for u:%FF"),
    ],
)
def test_a_password_too_short_for_the_redactor_is_shown_in_no_spelling(
    monkeypatch: pytest.MonkeyPatch, password: str, shown: str
) -> None:
    monkeypatch.setenv("https_proxy", f"http://u:{password}@proxy.example:3128")
    found = proxy_of_environment("https", "relay.corp")
    assert found is not None
    assert found.without_secrets(shown) == MASK
    assert found.without_secrets("407 for nobody") == "407 for nobody"


def test_a_password_that_the_redactor_knows_is_left_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    password = "h" * SHORTEST
    monkeypatch.setenv("https_proxy", f"http://u:{password}@proxy.example:3128")
    found = proxy_of_environment("https", "relay.corp")
    assert found is not None
    assert found.without_secrets(f"407 for {password}") == f"407 for {password}"
    assert masked(f"407 for {password}") == f"407 for {MASK}"


def test_a_password_of_bytes_that_are_no_text_is_handed_to_the_proxy_as_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("https_proxy", "http://%FEu:p%FFw@proxy.example:3128")
    found = proxy_of_environment("https", "relay.corp")
    assert found is not None
    assert base64.b64decode(found.authorization.removeprefix("Basic ")) == b"\xfeu:p\xffw"


def test_a_badly_written_variable_of_a_host_that_needs_none_is_no_matter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:99999")
    monkeypatch.setenv("no_proxy", "corp")
    assert address_for("relay.corp") == address_for("127.0.0.1") == ""


@pytest.mark.parametrize("value", ["http://proxy.example:3128", "http://@proxy.example:3128"])
def test_a_proxy_without_a_user_is_sent_no_login(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("https_proxy", value)
    found = proxy_of_environment("https", "relay.corp")
    assert found is not None
    assert (found.authorization, found.headers) == ("", {})
