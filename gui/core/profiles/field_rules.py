"""The rules for each field of a profile; a broken one is reported by a key of ``complaint.profile``."""

import re
import unicodedata
from pathlib import Path
from typing import Final, Protocol
from urllib.parse import SplitResult, urlsplit

from gui.core.foundation.enums import PRACTICE_NAME, UINT32_MAX
from gui.core.foundation.paths import UnusablePath, given_path
from gui.core.foundation.plain_text import fit_to_store, is_broken, visible
from gui.core.foundation.text_cleaning import comparable, invisible_characters, without_invisible
from gui.core.foundation.wrong_value import WrongValue
from gui.core.profiles.colours import COLOURS_TO_CHOOSE, ProfileColour
from gui.core.protocol.endpoint import DEFAULT_PORTS, ascii_host, is_loopback

NAME_LIMIT: Final = 60
IDENTIFIER_LIMIT: Final = 255
PATH_LIMIT: Final = 4096
"""Bytes: no system opens a longer one."""
_HOST_LIMIT: Final = 255


class FieldRule(Protocol):
    """What a value has to be; it returns the value as the profile has it, and raises :class:`WrongValue`.

    A profile that was saved by an earlier panel goes on with what is refused today.
    """

    def __call__(self, value: object, *, saved: bool = False) -> object: ...


def complaint(key: str, **params: str | int) -> WrongValue:
    """``complaint.profile.<key>``."""
    # No output takes half characters, and what was typed may be part of the message.
    fit = {name: fit_to_store(value) if isinstance(value, str) else value for name, value in params.items()}
    return WrongValue(key, fit)


def _text(value: object) -> str:
    """What a person may have typed; anything else out of a file (a list, null) is as good as nothing."""
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def name(value: object, *, saved: bool = False) -> str:
    """Visible characters, and not Practice's name, nor one that looks like it. A saved one goes on."""
    text = _text(value).strip()
    if not text:
        raise complaint("name_missing")
    if len(text) > NAME_LIMIT or not _is_seen(text, saved=saved, spelled=True):
        raise complaint("name_unusable", maximum=NAME_LIMIT)
    typed = text.casefold() if saved else comparable(text)
    if typed == comparable(PRACTICE_NAME):
        raise complaint("name_reserved")
    return text


def _is_seen(text: str, *, saved: bool, spelled: bool = False) -> bool:
    """Whether nothing in it is hidden; letters that are newer than Python's tables are none of that."""
    return not invisible_characters(text, spelled=spelled) or (saved and text.isprintable())


def url(value: object, *, saved: bool = False) -> str:
    """Scheme, host and port; plain http for loopback only (PROTOCOL.md, "Transport").

    The host is the one that goes over the wire, so that nothing is judged by a look-alike of it. One that
    can be none stays in a file as it is (``saved``): it must not take the other profiles with it.
    """
    # An input method writes full-width letters, colons and slashes.
    text = without_invisible(unicodedata.normalize("NFKC", _text(value)))
    if is_broken(str(value)) and not saved:
        # Left out, it would be another host's name.
        raise complaint("url_unusable", text=visible(str(value), 80))
    if not re.match(r"https?://", text, re.IGNORECASE):
        raise complaint("url_scheme", text=text[:80])
    try:
        parts = urlsplit(text)
    except ValueError:
        raise complaint("url_unusable", text=text[:80]) from None
    if "@" in parts.netloc:
        raise complaint("url_user")
    try:
        port = parts.port
    except ValueError:
        port = 0
    if port == 0:
        raise complaint("url_unusable", text=text[:80])
    named = parts.hostname or ""
    if len(named) > _HOST_LIMIT or not re.fullmatch(r"[^\s/\\]+", named):
        raise complaint("url_unusable", text=text[:80])
    try:
        host = ascii_host(_zone_unescaped(named))
    except ValueError:
        if not saved:
            raise complaint("url_host", host=named[:80]) from None
        host = named
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise complaint("url_path")
    if parts.scheme == "http" and not is_loopback(host):
        raise complaint("url_http", host=host)
    return _plain_url(parts, host, port)


def _zone_unescaped(host: str) -> str:
    """``%25`` before the zone of an address is a URL's spelling of ``%`` (RFC 6874)."""
    return host.replace("%25", "%", 1) if ":" in host else host


def _plain_url(parts: SplitResult, host: str, port: int | None) -> str:
    bracketed = f"[{host}]" if ":" in host else host
    needed = port is not None and port != DEFAULT_PORTS[parts.scheme]
    return f"{parts.scheme}://{bracketed}:{port}" if needed else f"{parts.scheme}://{bracketed}"


def app_id(value: object, *, saved: bool = False) -> int:  # noqa: ARG001 - as all rules
    """1 … 4294967295 (PROTOCOL.md, "Query")."""
    text = _text(value).strip()
    digits = text.lstrip("0") if text.isascii() and text.isdigit() else ""
    if not 0 < len(digits) <= 10 or int(digits) > UINT32_MAX:
        raise complaint("app_id", maximum=UINT32_MAX)
    return int(digits)


def identifier(value: object, *, saved: bool = False) -> str:
    """An account name as it is, without outer blanks. A long one that was saved before goes on."""
    text = _text(value)
    if not text.strip() or text != text.strip() or not _is_seen(text, saved=saved):
        raise complaint("identifier")
    if len(text) > IDENTIFIER_LIMIT and not saved:
        raise complaint("identifier_long", maximum=IDENTIFIER_LIMIT)
    return text


def number(key: str, least: int, most: int) -> FieldRule:
    """A whole number in a range; ``key`` is the complaint's."""

    def checked(value: object, *, saved: bool = False) -> int:  # noqa: ARG001 - as all rules
        text = _text(value).strip()
        if not (text.isascii() and text.isdigit()) or len(text) > 9 or not least <= int(text) <= most:
            raise complaint(key, least=least, most=most)
        return int(text)

    return checked


def colour(value: object, *, saved: bool = False) -> ProfileColour | None:  # noqa: ARG001 - as all rules
    """One of the named colours, or none."""
    if value is None or value == "":
        return None
    try:
        return ProfileColour(comparable(_text(value)).strip())
    except ValueError:
        choices = ", ".join(COLOURS_TO_CHOOSE)
        raise complaint("colour_unknown", text=_text(value)[:40], choices=choices) from None


def kept_file(value: object, *, saved: bool = False) -> Path | None:  # noqa: ARG001 - as all rules
    """A path as it stands in the file, or none: what can be none is told where it is used."""
    if value is None or isinstance(value, Path):
        return value
    if not isinstance(value, str):
        raise complaint("file_unusable")
    return Path(value)


def file(value: object, *, look: bool) -> Path | None:
    """A whole path, or none.

    :param look: whether the file has to be there.
    """
    if value is None or value == "":
        return None
    if not isinstance(value, str | Path):
        raise complaint("file_missing", path="–")
    if "\0" in str(value) or is_broken(str(value)):
        # NUL ends a name for the system; half characters can't be kept in a file of text.
        raise complaint("file_unusable")
    try:
        path = given_path(value)
    except UnusablePath as err:
        raise complaint("file_unusable") from err
    if look and not _is_file(path):
        raise complaint("file_missing", path=str(path))
    if len(str(path).encode("utf-8", "replace")) > PATH_LIMIT:
        raise complaint("file_path_long", maximum=PATH_LIMIT)
    return path


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        # In a folder that may not be looked into, or with a name that is too long.
        return False
