"""One redactor for every log line: dots replace known secrets, and whatever stands behind ``usersig=``."""

import base64
import json
import logging
import re
import sys
from collections.abc import Iterable, Mapping
from typing import Final, TextIO
from urllib.parse import quote, quote_plus

SHORTEST: Final = 6
"""A shorter text is found by chance in any file: it is no secret that could be looked for, or masked."""
_NESTED: Final = 3
"""JSON in JSON in JSON: an answer within a ledger row within a file."""


def forms(secret: str) -> frozenset[bytes]:
    """The byte sequences that would give the secret away; none for a text that is too short."""
    if len(secret) < SHORTEST:
        return frozenset()
    raw = secret.encode("utf-8", "surrogateescape")
    found = {raw, *_url_forms(secret), *_base64_forms(raw)}
    for ascii_only in (True, False):
        text = secret
        for _ in range(_NESTED):
            text = json.dumps(text, ensure_ascii=ascii_only)[1:-1]
            found.add(text.encode("utf-8", "surrogateescape"))
    return frozenset(found)


def first_leak(files: Mapping[str, bytes], secrets: Iterable[str]) -> str | None:
    """The name of the first file in which any form of any secret occurs; None where there is none."""
    wanted = frozenset(form for secret in secrets for form in forms(secret))
    return next((name for name, content in files.items() if any(form in content for form in wanted)), None)


def _url_forms(secret: str) -> Iterable[bytes]:
    for safe in ("", "*", "/", "*/"):
        for encode in (quote, quote_plus):
            text = encode(secret, safe=safe, errors="surrogateescape")
            yield text.encode("ascii")
            yield _lower_escapes(text).encode("ascii")


def _lower_escapes(text: str) -> str:
    first, *rest = text.split("%")
    return "%".join([first, *(part[:2].lower() + part[2:] for part in rest)])


def _base64_forms(raw: bytes) -> Iterable[bytes]:
    """Whatever stands before it, too: three ways in which its bits may lie, without the shared ends."""
    for before in range(3):
        bits = 8 * (before + len(raw))
        first = -(-8 * before // 6)
        text = base64.b64encode(b"\0" * before + raw)[first : bits // 6]
        yield text
        yield text.replace(b"+", b"-").replace(b"/", b"_")


def _needs_decoding(text: str) -> bool:
    """Whether anything in a text may stand for something else, or for nothing."""
    return not text.isprintable() or not text.isascii() or any(mark in text for mark in "\\%&")


MASK: Final = "•••"
_IN_QUERY: Final = re.compile(r"(usersig=)(?!\$USERSIG&)[^&\s\"']+", re.IGNORECASE)


class SecretRegistry:
    """The secrets that a process came to know, and every text that is masked for their sake.

    :ivar known: each secret, and its forms in a URL.
    """

    def __init__(self) -> None:
        self.known: frozenset[str] = frozenset()
        self._masks: list[str] = []

    def register(self, secret: str) -> None:
        """From now on this text is masked: as it is, in a URL, in JSON, in base64, and as Python shows it."""
        if len(secret) < SHORTEST or secret in self.known:
            return
        # Bytes of the environment that are no text are sent as they are.
        quoted = {quote(secret, safe=safe, errors="surrogateescape") for safe in ("", "*")}
        self.known |= {secret, *quoted}
        as_bytes = repr(secret.encode("utf-8", "surrogateescape"))[2:-1]
        shown = {repr(secret)[1:-1], ascii(secret)[1:-1], as_bytes}
        found = {form.decode("utf-8", "surrogateescape") for form in forms(secret)}
        # The longest first: a secret may be a part of another one.
        self._masks = sorted({*self._masks, secret, *quoted, *shown, *found}, key=len, reverse=True)

    def masked(self, text: str) -> str:
        """The text without any registered secret, also where one is escaped or has hidden letters in it."""
        for secret in self._masks:
            text = text.replace(secret, MASK)
        if self._masks and _needs_decoding(text):
            # Not at the file's top: few texts need it, and its patterns take a millisecond of every start.
            from gui.core.security.decoded_text import masked_where_decoded

            text = masked_where_decoded(text, self._masks, MASK)
        # The look in any case takes long; most texts have nothing that it could find.
        return _IN_QUERY.sub(rf"\1{MASK}", text) if "=" in text else text


registry = SecretRegistry()
"""This process's own."""


def register(secret: str) -> None:
    """From now on this text is masked in this process."""
    registry.register(secret)


def registered() -> frozenset[str]:
    """Every secret that this process came to know, and its forms in a URL."""
    return registry.known


def masked(text: str) -> str:
    """The text without any secret that this process came to know."""
    return registry.masked(text)


_EARLIEST: Final = 50


class RedactingFormatter(logging.Formatter):
    """Formats a record, traceback included, and masks the result."""

    def format(self, record: logging.LogRecord) -> str:
        """The line as it may be written anywhere."""
        return masked(super().format(record))


class RedactingHandler(logging.StreamHandler[TextIO]):
    """Writes to standard error, masked.

    :ivar earliest: its first records, for a log that begins later.
    """

    def __init__(self, level: int = logging.WARNING) -> None:
        super().__init__(sys.stderr)
        self.setLevel(level)
        self.earliest: list[logging.LogRecord] = []
        self.setFormatter(RedactingFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        """Write it."""
        if len(self.earliest) < _EARLIEST:
            self.earliest.append(record)
        super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        """Logging's own handler would print the record as it is."""
        if not logging.raiseExceptions or sys.stderr is None:
            return
        err = sys.exc_info()[1]
        where = f"{record.name}, line {record.lineno}"
        try:
            sys.stderr.write(masked(f"A line could not be logged ({where}): {err!r}\n"))
        except (OSError, ValueError):
            # Nobody can read it any more.
            return


def log_to_stderr(level: int = logging.WARNING) -> None:
    """Send the panel's log to standard error, masked; core/traces writes the file, from INFO on."""
    root = logging.getLogger()
    root.handlers[:] = [RedactingHandler(level)]
    root.setLevel(level)
