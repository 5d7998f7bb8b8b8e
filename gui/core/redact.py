"""One redactor for every log line: known secrets, and whatever stands behind ``usersig=``, become dots."""

import logging
import re
from typing import Final
from urllib.parse import quote

MASK: Final = "•••"
_SHORTEST: Final = 6
"""Shorter texts are no secrets worth the damage of masking them everywhere."""
_IN_QUERY: Final = re.compile(r"(usersig=)(?!\$USERSIG&)[^&\s\"']+", re.IGNORECASE)
_known: set[str] = set()


def register(secret: str) -> None:
    """From now on this text is masked, as it is and as it stands in a URL."""
    if len(secret) >= _SHORTEST:
        # Bytes of the environment that are no text are sent as they are.
        quoted = {quote(secret, safe=safe, errors="surrogateescape") for safe in ("", "*")}
        _known.update({secret, *quoted})


def registered() -> frozenset[str]:
    """Every secret that this process came to know, and its forms in a URL."""
    return frozenset(_known)


def masked(text: str) -> str:
    """The text without any registered secret."""
    for secret in sorted(_known, key=len, reverse=True):
        text = text.replace(secret, MASK)
    return _IN_QUERY.sub(rf"\1{MASK}", text)


class RedactingFormatter(logging.Formatter):
    """Formats a record, traceback included, and masks the result."""

    def format(self, record: logging.LogRecord) -> str:
        """The line as it may be written anywhere."""
        return masked(super().format(record))


def log_to_stderr(level: int = logging.WARNING) -> None:
    """Send the panel's log to standard error, masked."""
    handler = logging.StreamHandler()
    handler.setFormatter(RedactingFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
