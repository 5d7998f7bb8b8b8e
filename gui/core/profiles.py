"""Profiles: which relay, which app, which administrator. Kept in ``profiles.json``, never with a secret."""

import json
import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final, Self
from urllib.parse import SplitResult, urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError
from pydantic_core import PydanticCustomError

from gui.core.connection_failures import is_loopback
from gui.core.errors import Delivery, LocalFailure, Problem
from gui.core.session import OVERRUN_HOURS
from gui.core.terms import PRACTICE_NAME, UINT32_MAX

PRODUCTION_HOSTS: Final = frozenset({"openapi.tim.qq.com", "yun.tim.qq.com"})
TEST_HOSTS: Final = frozenset({"test.tim.qq.com"})
"""Hosts of protocol.md, Transport."""
RATE_LIMIT: Final = 20
IN_FLIGHT: Final = 16
"""What a profile allows that says nothing of it."""
LIMIT_MAX: Final = 1000
OVERRUN_MAX: Final = 720
_NAME_LIMIT: Final = 60
_FILE_LIMIT: Final = 1024 * 1024
"""Characters of ``profiles.json``; a desk has a handful of profiles."""
_DEFAULT_PORTS: Final = {"https": 443, "http": 80}


class Environment(StrEnum):
    """What kind of relay a profile talks to; told from its host, never chosen."""

    PRODUCTION = "production"
    TEST = "test"
    PRACTICE = "practice"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ProfileComplaint:
    """One thing wrong with one field of a profile; ``complaint.profile.<key>`` is its message."""

    field: str
    key: str
    params: Mapping[str, str | int]


class InvalidProfile(ValueError):  # noqa: N818 - reads as what it is
    """A profile that can't be made; holds every complaint."""

    def __init__(self, complaints: Iterable[ProfileComplaint]) -> None:
        self.complaints = tuple(complaints)
        super().__init__("; ".join(f"{c.field}: {c.key}" for c in self.complaints))


def _complaint(key: str, **params: str | int) -> PydanticCustomError:
    return PydanticCustomError(key, key, params)


def _name(value: object) -> str:
    text = str(value).strip()
    if not text:
        raise _complaint("name_missing")
    if len(text) > _NAME_LIMIT or not text.isprintable():
        raise _complaint("name_unusable", maximum=_NAME_LIMIT)
    if text.casefold() == PRACTICE_NAME.casefold():
        raise _complaint("name_reserved")
    return text


def _url(value: object) -> str:
    text = str(value).strip()
    if not re.match(r"https?://", text, re.IGNORECASE):
        raise _complaint("url_scheme", text=text[:80])
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise _complaint("url_unusable", text=text[:80]) from None
    host = (parts.hostname or "").rstrip(".")
    if port == 0 or not re.fullmatch(r"[\w.\-:%]+", host):
        raise _complaint("url_unusable", text=text[:80])
    if "@" in parts.netloc:
        raise _complaint("url_user")
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise _complaint("url_path")
    if parts.scheme == "http" and not is_loopback(host):
        raise _complaint("url_http", host=host)
    return _plain_url(parts, host, port)


def _plain_url(parts: SplitResult, host: str, port: int | None) -> str:
    bracketed = f"[{host}]" if ":" in host else host
    needed = port is not None and port != _DEFAULT_PORTS[parts.scheme]
    return f"{parts.scheme}://{bracketed}:{port}" if needed else f"{parts.scheme}://{bracketed}"


def _app_id(value: object) -> int:
    text = str(value).strip()
    digits = text.lstrip("0") if text.isascii() and text.isdigit() else ""
    if not 0 < len(digits) <= 10 or int(digits) > UINT32_MAX:
        raise _complaint("app_id", maximum=UINT32_MAX)
    return int(digits)


def _identifier(value: object) -> str:
    text = str(value)
    if not text.strip() or text != text.strip() or not text.isprintable():
        raise _complaint("identifier")
    return text


def _number(key: str, least: int, most: int) -> Callable[[object], int]:
    """A whole number in a range; ``key`` is the complaint's."""

    def checked(value: object) -> int:
        text = str(value).strip()
        if not (text.isascii() and text.isdigit()) or len(text) > 9 or not least <= int(text) <= most:
            raise _complaint(key, least=least, most=most)
        return int(text)

    return checked


def _file(value: object, *, look: bool) -> Path | None:
    if value is None or value == "":
        return None
    path = Path(str(value)).expanduser().absolute()
    if look and not path.is_file():
        raise _complaint("file_missing", path=str(path))
    return path


class Profile(BaseModel):
    """One connection to a relay, without its credential.

    :param rate_limit: requests a second, 0 … 1000; 0 is no limit. *Too often* lowers it for a while.
    :param in_flight: requests that may wait for an answer at the same time, 0 … 1000; 0 is no limit.
    :param overrun_hours: how old a recording may get before it needs attention, 1 … 720.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    name: Annotated[str, BeforeValidator(_name)]
    url: Annotated[str, BeforeValidator(_url)]
    sdk_app_id: Annotated[int, BeforeValidator(_app_id)]
    identifier: Annotated[str, BeforeValidator(_identifier)]
    ca_file: Path | None = None
    client_cert: Path | None = None
    client_key: Path | None = None
    rate_limit: Annotated[int, BeforeValidator(_number("rate_limit", 0, LIMIT_MAX))] = RATE_LIMIT
    in_flight: Annotated[int, BeforeValidator(_number("in_flight", 0, LIMIT_MAX))] = IN_FLIGHT
    overrun_hours: Annotated[int, BeforeValidator(_number("overrun_hours", 1, OVERRUN_MAX))] = OVERRUN_HOURS

    @property
    def environment(self) -> Environment:
        """Told from the host alone."""
        if self.name == PRACTICE_NAME:
            return Environment.PRACTICE
        name = urlsplit(self.url).hostname or ""
        if name in PRODUCTION_HOSTS:
            return Environment.PRODUCTION
        return Environment.TEST if name in TEST_HOSTS else Environment.OTHER

    @property
    def host(self) -> str:
        """The relay host of a target, with a port that is not the default; ``practice`` for Practice."""
        return "practice" if self.name == PRACTICE_NAME else urlsplit(self.url).netloc


PRACTICE: Final = Profile.model_construct(
    name=PRACTICE_NAME, url="http://127.0.0.1", sdk_app_id=1400000000, identifier="practice"
)
"""The built-in profile: a simulator of the data folder's own; its port is known once it runs."""


def new_profile(values: Mapping[str, object], *, look_for_files: bool = True) -> Profile:
    """A checked profile from raw values.

    :param look_for_files: False on the window's thread: a file may lie on a disk that takes its time.
    :raises InvalidProfile: with one complaint for each field that is wrong.
    """
    complaints: list[ProfileComplaint] = []
    files: dict[str, Path | None] = {}
    for field in ("ca_file", "client_cert", "client_key"):
        try:
            files[field] = _file(values.get(field), look=look_for_files)
        except PydanticCustomError as err:
            complaints.append(ProfileComplaint(field, err.type, err.context or {}))
    if files.get("client_key") and not values.get("client_cert"):
        complaints.append(ProfileComplaint("client_cert", "cert_missing", {}))
    try:
        profile = Profile.model_validate({**values, **files})
    except ValidationError as err:
        for error in err.errors(include_url=False):
            key = error["type"] if error["type"] == error["msg"] else f"{error['loc'][0]}_missing"
            complaints.append(ProfileComplaint(str(error["loc"][0]), key, error.get("ctx", {})))
        raise InvalidProfile(complaints) from err
    if complaints:
        raise InvalidProfile(complaints)
    return profile


class Profiles:
    """The profiles of one data folder. Reads and writes a small file: call it off the window's thread."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "profiles.json"
        self._profiles: dict[str, Profile] = {}

    @classmethod
    def only(cls, profile: Profile) -> Self:
        """One profile that is in no file, such as one that is being tried out."""
        profiles = cls(Path())
        profiles._profiles = {profile.name: profile}
        return profiles

    def load(self) -> None:
        """Read the file again.

        :raises Problem: ``profile`` where it can't be read or understood; the file stays as it is.
        """
        try:
            profiles = _profiles_in(self.path)
        except FileNotFoundError:
            profiles = {}
        except (OSError, ValueError, TypeError, KeyError, RecursionError) as err:
            message = f"{self.path}: {_why_unusable(err)}"
            raise Problem(Delivery.NEVER_SENT, word=LocalFailure.PROFILE, message=message) from err
        self._profiles = profiles

    def all(self) -> tuple[Profile, ...]:
        """The real profiles in the order in which they were made, then Practice."""
        return (*self._profiles.values(), PRACTICE)

    def get(self, name: str) -> Profile:
        """The profile of that name.

        :raises Problem: ``profile`` where there is none.
        """
        found = next((profile for profile in self.all() if profile.name == name), None)
        if found is None:
            message = f"there is no profile named {name}"
            raise Problem(Delivery.NEVER_SENT, word=LocalFailure.PROFILE, message=message)
        return found

    def default(self) -> Profile | None:
        """The only real profile; Practice where there is none; None where one has to be chosen."""
        real = tuple(self._profiles.values())
        if len(real) > 1:
            return None
        return real[0] if real else PRACTICE

    def add(self, profile: Profile) -> None:
        """Add or replace a profile, durably.

        :raises Problem: ``profile`` where the file can't be written.
        """
        self._save({**self._profiles, profile.name: profile})

    def remove(self, name: str) -> None:
        """Remove a real profile.

        :raises Problem: ``profile`` where there is none of that name, or it is Practice.
        """
        if name not in self._profiles:
            message = f"there is no profile named {name} that can be removed"
            raise Problem(Delivery.NEVER_SENT, word=LocalFailure.PROFILE, message=message)
        self._save({key: profile for key, profile in self._profiles.items() if key != name})

    def _save(self, profiles: dict[str, Profile]) -> None:
        fields = [profile.model_dump(mode="json", exclude_none=True) for profile in profiles.values()]
        text = json.dumps({"version": 1, "profiles": fields}, ensure_ascii=False, indent=2)
        partial = self.path.with_suffix(".partial")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with partial.open("w", encoding="utf-8") as file:
                file.write(text + "\n")
                file.flush()
                os.fsync(file.fileno())
            partial.replace(self.path)
        except OSError as err:
            message = f"{self.path}: {err.strerror}"
            raise Problem(Delivery.NEVER_SENT, word=LocalFailure.PROFILE, message=message) from err
        self._profiles = profiles


def _profiles_in(path: Path) -> dict[str, Profile]:
    with path.open(encoding="utf-8-sig") as file:
        text = file.read(_FILE_LIMIT + 1)
    if len(text) > _FILE_LIMIT:
        raise ValueError("it is far too large")
    found: dict[str, Profile] = {}
    for values in json.loads(text)["profiles"]:
        profile = Profile.model_validate(values)
        if profile.name in found:
            # The next change would write only one of them.
            raise ValueError(f"two profiles are named {profile.name}")
        found[profile.name] = profile
    return found


def _why_unusable(err: Exception) -> str:
    """Where to look, for whoever changed the file by hand. A value is not repeated."""
    if isinstance(err, json.JSONDecodeError):
        return f"no valid JSON at line {err.lineno}, column {err.colno}"
    if isinstance(err, ValidationError):
        fields = ".".join(str(part) for part in err.errors(include_url=False)[0]["loc"])
        return f"a profile can't be used: {fields}" if fields else "a profile can't be used"
    if isinstance(err, OSError):
        return err.strerror or "it can't be read"
    known = type(err) is ValueError
    return str(err) if known else "it does not hold profiles"
