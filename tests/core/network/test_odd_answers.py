"""Answers that balancers, gateways and old servers have bent: what can be read counts."""

import gzip
import json
import threading
import time
import tracemalloc
import zlib
from collections.abc import Callable

import pytest

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.network import answer, relay_client
from gui.core.protocol import answer_text
from gui.core.protocol.exchange import Exchange
from gui.core.protocol.wire import Accepted
from gui.core.security.redaction import register
from tests.support.core.relay_client import open_client, send, told
from tests.support.core.told import english
from tests.support.network.raw_server import Asked, http, packet, raw_server

Body = Callable[[Asked], bytes]
UNREADABLE = (Delivery.NO_ANSWER, LocalFailure.UNREADABLE_ANSWER)
HTTP_STATUS = (Delivery.NO_ANSWER, LocalFailure.HTTP_STATUS)


async def came(give: Body, exchange: Exchange | None = None) -> Accepted | Problem:
    """What the client makes of an answer."""

    async def answered(asked: Asked) -> bytes:
        return give(asked)

    async with raw_server(answered) as server, open_client(server.url) as client:
        try:
            return await send(client, exchange)
        except Problem as problem:
            return problem
        finally:
            assert len(server.asked) == 1


async def problem(give: Body, exchange: Exchange | None = None) -> Problem:
    found = await came(give, exchange)
    assert isinstance(found, Problem)
    return found


def refused(asked: Asked, words: str, code: int = 30000411) -> str:
    text = json.loads(packet(asked.seq, result=code))
    text["rspbody"]["rsp_0x5"]["str_errorinfo"] = words
    return json.dumps(text, ensure_ascii=False)


def head(*lines: str, status: str = "200 OK") -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""]).encode("latin-1")


def with_length(body: bytes, *lines: str, status: str = "200 OK") -> bytes:
    return head(*lines, f"Content-Length: {len(body)}", status=status) + body


# F10: long headers.

LONG = {
    "a policy of 12 kB": ["Content-Security-Policy: " + "https://a.example " * 700],
    "a cookie of 9 kB": ["Set-Cookie: lb=" + "k" * 9000],
    "a line of 64 KiB": ["X-Trace: " + "t" * 65_536],
    "400 kB in all": [f"X-Trace-{n}: {'t' * 8000}" for n in range(50)],
    "a thousand of them": [f"X-{n}: {n}" for n in range(1000)],
    "the same one twice": ["Server: a", "Server: b", "Content-Type: text/html", "Content-Type: text/plain"],
    "letters that are no UTF-8": ["X-Owner: M\xfcller"],
}


@pytest.mark.parametrize("lines", LONG.values(), ids=LONG.keys())
async def test_an_accepted_start_is_accepted_however_long_its_headers_are(lines: list[str]) -> None:
    assert await came(lambda asked: with_length(packet(asked.seq), *lines)) == Accepted()


@pytest.mark.parametrize("reason", ["", "Sehr sch\xf6n", "r" * 9000])
async def test_the_words_behind_the_status_do_not_matter(reason: str) -> None:
    assert await came(lambda asked: with_length(packet(asked.seq), status=f"200 {reason}")) == Accepted()


BENT: dict[str, tuple[str, list[str]]] = {
    "a blank before the colon": ("HTTP/1.1", ["X-Node : 3", "Content-Length : {}"]),
    "a name that is none": ("HTTP/1.1", ["X Node (3): b", " and more of it", "Content-Length: {}"]),
    "the same length twice": ("HTTP/1.1", ["Content-Length: {}", "X: y", "content-length: {}"]),
    "the same length twice in one line": ("HTTP/1.1", ["Content-Length: {}, {}"]),
    "no encoding of transfer": (
        "HTTP/1.1",
        ["Transfer-Encoding: identity", "Content-Length: {}"],
    ),
    "a version in small letters": ("http/1.1", ["Content-Length: {}"]),
    "the version of another protocol": ("HTTP/2", ["Content-Length: {}"]),
    "a folded line": ("HTTP/1.1", ["X: a", " b: c", "Content-Length: {}"]),
}


@pytest.mark.parametrize("letters", [1, 7, 100_000])
@pytest.mark.parametrize(("version", "lines"), BENT.values(), ids=BENT.keys())
async def test_a_head_that_others_read_is_read(version: str, lines: list[str], letters: int) -> None:
    async def answered(asked: Asked) -> bytes:
        body = packet(asked.seq, str_fileID=["a"])
        text = "\r\n".join([f"{version} 200 OK", *(line.replace("{}", str(len(body))) for line in lines)])
        return f"{text}\r\n\r\n".encode() + body

    async with raw_server(answered, piece=letters) as server, open_client(server.url) as client:
        assert await send(client) == Accepted(("a",))
        # The connection is good for the next one.
        assert await send(client) == Accepted(("a",))


async def test_a_length_beside_chunks_is_passed_over() -> None:
    def both(asked: Asked) -> bytes:
        body = packet(asked.seq)
        return head("Transfer-Encoding: chunked", "Content-Length: 5") + b"%X\r\n%s\r\n0\r\n\r\n" % (
            len(body),
            body,
        )

    assert await came(both) == Accepted()


GARBLED: dict[str, bytes] = {
    "no HTTP": b"SSH-2.0-OpenSSH_9.2\r\n",
    "another version": b"HTTP/x.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
    "two lengths": b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{} ",
    "a zero byte in a header": b"HTTP/1.1 200 OK\r\nX: a\0b\r\nContent-Length: 2\r\n\r\n{}",
    "a chunk of no size": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
}


@pytest.mark.parametrize("raw", GARBLED.values(), ids=GARBLED.keys())
async def test_an_answer_that_is_no_http_is_not_told_as_a_broken_connection(raw: bytes) -> None:
    found = await problem(lambda _asked: raw)
    assert told(found) == UNREADABLE
    shown = english(found).replace("\\r", "\r").replace("\\n", "\n").replace("\\x00", "\0")
    assert shown.startswith(("HTTP 200", raw.decode()[:18]))


async def test_a_head_without_an_end_is_given_up_at_a_megabyte() -> None:
    endless = b"HTTP/1.1 200 OK\r\n" + b"X-Trace: " + b"t" * 1_000_000 + b"\r\nX: " + b"t" * 200_000
    began = time.monotonic()
    assert told(await problem(lambda _asked: endless)) == UNREADABLE
    assert time.monotonic() - began < 3


async def test_what_the_answer_began_with_is_shown_masked_and_with_its_hidden_letters() -> None:
    register("canary-usersig-7f3a91c2e5")
    raw = b"HTTP/1.1 200 OK\r\nX canary-usersig-7f3a91c2e5 \x1b[2J\r\n\r\n"
    found = await problem(lambda _asked: raw)
    assert told(found) == UNREADABLE
    assert english(found) == r"HTTP/1.1 200 OK\r\nX ••• \x1b[2J\r\n\r\n"


# F11: small deviations.

AROUND = [b"\0\0", b"\0" * 5000, b" \r\n\t", b"\xef\xbb\xbf"]


@pytest.mark.parametrize("behind", AROUND[:3])
async def test_zeros_and_blanks_around_an_answer_change_nothing(behind: bytes) -> None:
    assert await came(lambda asked: with_length(packet(asked.seq) + behind)) == Accepted()
    assert await came(lambda asked: with_length(behind + packet(asked.seq))) == Accepted()


@pytest.mark.parametrize("before", [b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"])
async def test_a_byte_order_mark_says_what_the_letters_are(before: bytes) -> None:
    codec = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}[before]
    found = await problem(lambda asked: with_length(before + refused(asked, "房间不存在").encode(codec)))
    assert (told(found), english(found)) == ((Delivery.ANSWERED, 30000411), "房间不存在")


PACKED: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "in two members": ("gzip", lambda body: gzip.compress(body[:40]) + gzip.compress(body[40:])),
    "in twenty members": (
        "gzip",
        lambda body: b"".join(gzip.compress(body[n : n + 9]) for n in range(0, len(body), 9)),
    ),
    "gzip with zeros behind": ("gzip", lambda body: gzip.compress(body) + b"\0" * 9),
    "by its old name": ("X-GZip", gzip.compress),
    "deflate": ("deflate", zlib.compress),
    "deflate without its wrapping": ("deflate", lambda body: zlib.compress(body)[2:-4]),
    "gzip that nobody announced": ("identity", gzip.compress),
    "gzip that was named twice": ("gzip, gzip", gzip.compress),
    "announced, and plain": ("gzip", bytes),
    "an encoding that is a charset": ("utf-8", bytes),
}


@pytest.mark.parametrize(("name", "pack"), PACKED.values(), ids=PACKED.keys())
async def test_one_layer_of_compression_is_undone(name: str, pack: Callable[[bytes], bytes]) -> None:
    def give(asked: Asked) -> bytes:
        return with_length(pack(packet(asked.seq, str_fileID=["文件"])), f"Content-Encoding: {name}")

    assert await came(give) == Accepted(("文件",))


async def test_a_bare_deflate_stream_that_begins_with_a_brace_is_no_json() -> None:
    def give(asked: Asked) -> bytes:
        bare = zlib.compressobj(wbits=-zlib.MAX_WBITS, strategy=zlib.Z_FIXED)
        # The byte order mark makes a brace of the stream's first byte.
        stored = bare.compress(b"\xef\xbb\xbf" + packet(asked.seq)) + bare.flush()
        assert stored.startswith(b"{")
        return with_length(stored, "Content-Encoding: deflate")

    assert await came(give) == Accepted()


async def test_no_compression_is_asked_for() -> None:
    async with raw_server() as server, open_client(server.url) as client:
        await send(client)
    assert server.asked[0].headers["accept-encoding"] == "identity"


# M3: bombs.

BOMBS = {
    "three layers": (gzip.compress(gzip.compress(gzip.compress(b"\0" * (50 << 20)))), "gzip, gzip, gzip"),
    "one layer": (gzip.compress(b"\0" * (50 << 20)), "gzip"),
    "deflate": (zlib.compress(b"[" * (50 << 20)), "deflate"),
    "many members": (gzip.compress(b"") * 100_000, "gzip"),
}


@pytest.mark.parametrize(("bomb", "name"), BOMBS.values(), ids=BOMBS.keys())
async def test_an_answer_that_unpacks_to_gigabytes_costs_a_few_megabytes(bomb: bytes, name: str) -> None:
    tracemalloc.start()
    began = time.monotonic()
    found = await problem(lambda _asked: with_length(bomb, f"Content-Encoding: {name}"))
    took, (_, peak) = time.monotonic() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert told(found) == UNREADABLE
    assert peak < 40 << 20
    assert took < 3


# F12: charsets.

CHARSETS = ["gbk", '"GBK"', "gb2312", "GB18030", "big5", "Big5-HKSCS", "utf-16", "UTF-16LE", "utf-8"]


@pytest.mark.parametrize("charset", CHARSETS)
async def test_the_services_words_are_read_in_the_charset_that_it_declares(charset: str) -> None:
    # The second byte of 誠 and 功 may be a backslash, which must not be read as one.
    words = "房間誠信功許" if "big" in charset.lower() else "房间不存在誠信"

    def give(asked: Asked) -> bytes:
        body = refused(asked, words).encode("gbk" if charset == "gb2312" else charset.strip('"'))
        return with_length(body, f"Content-Type: application/json; charset={charset}")

    exchange = Exchange()
    found = await problem(give, exchange)
    assert (told(found), english(found)) == ((Delivery.ANSWERED, 30000411), words)
    assert words in exchange.text


WRONG = ["x-nobody-knows", "iso-8859-1", "us-ascii", "idna", "gbk", "rot13", "", "utf-16"]


@pytest.mark.parametrize("charset", WRONG)
async def test_a_charset_that_is_wrongly_declared_does_not_hide_the_answer(charset: str) -> None:
    def give(asked: Asked) -> bytes:
        return with_length(
            refused(asked, "用户不在房间").encode(), f"Content-Type: text/html;charset={charset}"
        )

    found = await problem(give)
    assert told(found) == (Delivery.ANSWERED, 30000411)
    if charset != "gbk":
        assert english(found) == "用户不在房间"


@pytest.mark.parametrize("declared", ["utf-8", "us-ascii", "euc-jp"])
async def test_a_refusal_in_gbk_is_one_also_where_another_charset_is_declared(declared: str) -> None:
    kind = f"Content-Type: application/json; charset={declared}"
    found = await problem(lambda asked: with_length(refused(asked, "誠信").encode("gbk"), kind))
    assert (found.code, english(found)) == (30000411, "誠信")


async def test_a_refusal_in_gbk_that_says_so_nowhere_is_a_refusal_all_the_same() -> None:
    found = await problem(lambda asked: with_length(refused(asked, "誠信").encode("gbk")))
    assert (told(found), english(found)) == ((Delivery.ANSWERED, 30000411), "誠信")


# Lengths and ends.


async def test_an_answer_that_is_whole_counts_though_its_length_is_wrong() -> None:
    def longer(asked: Asked) -> bytes:
        body = packet(asked.seq, str_fileID=["a"])
        return head("Connection: close", f"Content-Length: {len(body) + 9}") + body

    def more_behind(asked: Asked) -> bytes:
        return with_length(packet(asked.seq, str_fileID=["a"])) + b"\0\0<!-- seen -->"

    assert await came(longer) == Accepted(("a",))
    assert await came(more_behind) == Accepted(("a",))


async def test_one_without_its_seq_does_not_where_the_connection_broke() -> None:
    def cut(_asked: Asked) -> bytes:
        body = packet(None)
        return head("Connection: close", f"Content-Length: {len(body) + 9}") + body

    assert told(await problem(cut)) == (Delivery.NO_ANSWER, LocalFailure.CONNECTION_LOST)


@pytest.mark.usefixtures("short_limits")
async def test_an_answer_that_came_whole_counts_though_the_server_promised_more() -> None:
    def stalled(asked: Asked) -> bytes:
        body = packet(asked.seq)
        return head(f"Content-Length: {len(body) + 9}") + body

    exchange = Exchange()
    assert await came(stalled, exchange) == Accepted()
    assert exchange.whole


ENDS: dict[str, Body] = {
    "closed, HTTP/1.0": lambda asked: b"HTTP/1.0 200 OK\r\nConnection: close\r\n\r\n" + packet(asked.seq),
    "closed": lambda asked: head("Connection: close") + packet(asked.seq),
    "after interim answers": lambda asked: (
        head(status="100 Continue") + head("Link: </a>", status="103 Early Hints") + http(packet(asked.seq))
    ),
    "bare line feeds": lambda asked: http(packet(asked.seq)).replace(b"\r\n", b"\n"),
    "chunks with extensions": lambda asked: (
        head("Transfer-Encoding: chunked")
        + b'%X;name="va;lue"\r\n%s\r\n000;x\r\nX-Trailer: y\r\n\r\n'
        % (len(packet(asked.seq)), packet(asked.seq))
    ),
}


@pytest.mark.parametrize("give", ENDS.values(), ids=ENDS.keys())
async def test_however_an_answer_ends_it_is_read(give: Body) -> None:
    assert await came(give) == Accepted()


# Status.


@pytest.mark.parametrize(
    "status", ["401 No", "403 No", "429 Slow down", "500 Oops", "502 Bad Gateway", "202 Later"]
)
async def test_a_refusal_counts_whatever_the_status_is(status: str) -> None:
    gateway = b'{"ActionStatus": "FAIL", "ErrorCode": 70001, "ErrorInfo": "expired"}'
    assert told(await problem(lambda _asked: with_length(gateway, status=status))) == (
        Delivery.ANSWERED,
        70001,
    )

    def body(asked: Asked) -> bytes:
        return with_length(refused(asked, "no").encode(), status=status)

    assert told(await problem(body)) == (Delivery.ANSWERED, 30000411)


NOT_OURS = [
    b'{"ErrorCode": 502, "ErrorInfo": "upstream"}',
    b'{"error": "unauthorized"}',
    b'{"rspbody": {"rsp_0x5": {"uint32_result": 30000411}}}',
    b'{"rspbody": {"rsp_0x5": {"uint32_result": 0}}}',
]


@pytest.mark.parametrize("body", NOT_OURS)
async def test_an_error_page_that_only_looks_like_an_answer_is_none(body: bytes) -> None:
    found = await problem(lambda _asked: with_length(body, status="502 Bad Gateway"))
    assert told(found) == HTTP_STATUS
    assert english(found) == f"HTTP 502 {body.decode()}"


async def test_a_success_is_believed_under_a_status_of_success_only() -> None:
    assert await came(lambda asked: with_length(packet(asked.seq), status="203 From afar")) == Accepted()
    assert (
        told(await problem(lambda _asked: with_length(packet(None), status="203 From afar"))) == HTTP_STATUS
    )
    for status in ("302 There", "401 No", "500 Oops"):
        give = lambda asked, status=status: with_length(packet(asked.seq), status=status)  # noqa: E731
        assert told(await problem(give)) == HTTP_STATUS


# M8: large answers.


@pytest.mark.parametrize("item", [b'{"a":1}', b'{"a":{}}', b'"id"', b"1", b"[]"])
async def test_four_megabytes_of_small_values_are_not_read_on_the_windows_thread(
    item: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[str] = []
    read = answer_text.read

    def noted(*given: str | bytes) -> object:
        threads.append(threading.current_thread().name)
        return read(*given)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr(answer, "read", noted)
    many = b",".join([item] * (4_000_000 // (len(item) + 1)))

    def give(asked: Asked) -> bytes:
        return with_length(packet(asked.seq)[:-1] + b', "more": [' + many + b"]}")

    found = await came(give)
    # Objects are skipped; more lists, or more of anything else, than any answer has are not read at all.
    assert found == Accepted() if item.startswith(b"{") else isinstance(found, Problem)
    assert threads
    assert threading.main_thread().name not in threads


async def test_a_small_answer_is_read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("asyncio.to_thread", None)
    assert await came(lambda asked: http(packet(asked.seq))) == Accepted()


async def test_file_ids_that_are_a_usersig_are_masked() -> None:
    register("canary-usersig-7f3a91c2e5")
    found = await came(lambda asked: http(packet(asked.seq, str_fileID=["a", "canary-usersig-7f3a91c2e5"])))
    assert found == Accepted(("a", "•••"))


async def test_the_limit_of_an_answer_holds_for_what_it_unpacks_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relay_client, "ANSWER_LIMIT_BYTES", 1000)

    def give(asked: Asked) -> bytes:
        return with_length(gzip.compress(packet(asked.seq).ljust(1001)), "Content-Encoding: gzip")

    found = await problem(give)
    assert told(found) == UNREADABLE
    assert english(found).startswith("larger than 4 MiB: HTTP 200 ")


async def test_an_answer_in_a_compression_that_nobody_asked_for_says_which_and_how_it_began() -> None:
    found = await problem(lambda _asked: with_length(b"\x8bcanary", "Content-Encoding: br"))
    assert told(found) == UNREADABLE
    assert english(found).startswith("br: HTTP 200 ")


async def test_an_error_page_in_a_compression_that_nobody_asked_for_is_told_by_its_status() -> None:
    page = with_length(b"\x8bcanary", "Content-Encoding: br", status="502 Bad Gateway")
    assert told(await problem(lambda _asked: page)) == (Delivery.NO_ANSWER, LocalFailure.HTTP_STATUS)
