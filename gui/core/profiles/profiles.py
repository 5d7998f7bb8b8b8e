"""Profiles: which relay, which app, which administrator. Kept in ``profiles.json``, never with a secret."""

import contextlib
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass
from dataclasses import fields as fields_of
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, Self
from urllib.parse import urlsplit

from gui.core.catalogue.details import Detail
from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.catalogue.system_errors import of_file, of_system_error
from gui.core.foundation.enums import OVERRUN_HOURS, PRACTICE_HOST, PRACTICE_NAME
from gui.core.foundation.files import sync_folder
from gui.core.foundation.json_file import UnusableFile
from gui.core.foundation.system import held
from gui.core.foundation.wrong_value import WrongValue
from gui.core.profiles import field_rules as fields
from gui.core.profiles import profile_file
from gui.core.profiles.colours import PRODUCTION_COLOUR, ProfileColour

PRODUCTION_HOSTS: Final = frozenset({"openapi.tim.qq.com", "yun.tim.qq.com"})
TEST_HOSTS: Final = frozenset({"test.tim.qq.com"})
"""Hosts of PROTOCOL.md, "Transport"."""
RATE_LIMIT: Final = 20
IN_FLIGHT: Final = 16
"""The limits of a profile that sets none."""
FILE_FIELDS: Final = ("ca_file", "client_cert", "client_key")
LIMIT_MAX: Final = 1000
OVERRUN_MAX: Final = 720


class Environment(StrEnum):
    """What kind of relay a profile talks to; derived from its host, never chosen."""

    PRODUCTION = "production"
    TEST = "test"
    PRACTICE = "practice"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ProfileComplaint:
    """One thing wrong with one field of a profile; ``complaint.profile.<key>`` is its message.

    :param detail: what fills the message's place ``detail``, in the reader's language.
    """

    field: str
    key: str
    params: Mapping[str, str | int]
    detail: Detail | None = None


class InvalidProfile(ValueError):  # noqa: N818 - reads as what it is
    """A profile that can't be made; holds every complaint."""

    def __init__(self, complaints: Iterable[ProfileComplaint]) -> None:
        self.complaints = tuple(complaints)
        super().__init__("; ".join(f"{c.field}: {c.key}" for c in self.complaints))


@dataclass(frozen=True, slots=True)
class Profile:
    """One connection to a relay, without its credential. :func:`new_profile` makes it of raw values.

    :param colour: what was chosen; :attr:`shown_colour` is what counts.
    :param rate_limit: requests a second, 0 … 1000; 0 is no limit. *Too often* lowers it for a while.
    :param in_flight: requests that may wait for an answer at the same time, 0 … 1000; 0 is no limit.
    :param overrun_hours: how old a recording may get before it needs attention, 1 … 720.
    """

    name: str
    url: str
    sdk_app_id: int
    identifier: str
    ca_file: Path | None = None
    client_cert: Path | None = None
    client_key: Path | None = None
    colour: ProfileColour | None = None
    rate_limit: int = RATE_LIMIT
    in_flight: int = IN_FLIGHT
    overrun_hours: int = OVERRUN_HOURS

    @property
    def environment(self) -> Environment:
        """Derived from the host alone."""
        if self.name == PRACTICE_NAME:
            return Environment.PRACTICE
        name = urlsplit(self.url).hostname or ""
        if name in PRODUCTION_HOSTS:
            return Environment.PRODUCTION
        return Environment.TEST if name in TEST_HOSTS else Environment.OTHER

    @property
    def host(self) -> str:
        """The relay host of a target, with a port that is not the default; ``practice`` for Practice."""
        return PRACTICE_HOST if self.name == PRACTICE_NAME else urlsplit(self.url).netloc

    @property
    def shown_colour(self) -> ProfileColour | None:
        """The colour that marks it: production's is its own, whatever a file has; None is no special one."""
        if self.environment is Environment.PRODUCTION:
            return PRODUCTION_COLOUR
        return None if self.colour is PRODUCTION_COLOUR else self.colour


PRACTICE: Final = Profile(
    name=PRACTICE_NAME, url="http://127.0.0.1", sdk_app_id=1400000000, identifier="practice"
)
"""The built-in profile: a simulator of the data folder's own; its port is known once it runs."""


_RULES: Final[Mapping[str, fields.FieldRule]] = {
    "name": fields.name,
    "url": fields.url,
    "sdk_app_id": fields.app_id,
    "identifier": fields.identifier,
    **dict.fromkeys(FILE_FIELDS, fields.kept_file),
    "colour": fields.colour,
    "rate_limit": fields.number("rate_limit", 0, LIMIT_MAX),
    "in_flight": fields.number("in_flight", 0, LIMIT_MAX),
    "overrun_hours": fields.number("overrun_hours", 1, OVERRUN_MAX),
}
"""By field, in the order of the profile's; what has none is unknown."""


def new_profile(values: Mapping[str, object], *, look_for_files: bool = True) -> Profile:
    """A checked profile from raw values.

    :param look_for_files: False on the window's thread: a file may lie on a disk that takes its time.
    :raises InvalidProfile: with one complaint for each field that is wrong.
    """
    complaints: list[ProfileComplaint] = []
    files: dict[str, Path | None] = {}
    for field in FILE_FIELDS:
        try:
            files[field] = fields.file(values.get(field), look=look_for_files)
        except WrongValue as wrong:
            complaints.append(ProfileComplaint(field, wrong.key, wrong.params))
    if files.get("client_key") and not values.get("client_cert"):
        complaints.append(ProfileComplaint("client_cert", "cert_missing", {}))
    try:
        others = {key: value for key, value in values.items() if key not in FILE_FIELDS}
        profile = _checked({**others, **files})
    except InvalidProfile as err:
        raise InvalidProfile((*complaints, *err.complaints)) from err
    complaints += _colour_complaints(profile)
    if complaints:
        raise InvalidProfile(complaints)
    return profile


def _checked(values: Mapping[str, object], *, saved: bool = False) -> Profile:
    """A profile of the values that it knows.

    :param saved: the values are of a file that a panel wrote.
    :raises InvalidProfile: with one complaint for each field that is wrong or missing.
    """
    found: dict[str, Any] = {}
    complaints: list[ProfileComplaint] = []
    for field in fields_of(Profile):
        name = field.name
        if name not in values:
            if field.default is MISSING:
                complaints.append(ProfileComplaint(name, f"{name}_missing", {}))
            continue
        try:
            found[name] = _RULES[name](values[name], saved=saved)
        except WrongValue as wrong:
            complaints.append(ProfileComplaint(name, wrong.key, wrong.params))
    if complaints:
        raise InvalidProfile(complaints)
    return Profile(**found)


def _colour_complaints(profile: Profile) -> list[ProfileComplaint]:
    """Red is production's, and production is red."""
    if profile.colour is None or profile.environment is Environment.PRACTICE:
        return []
    production = profile.environment is Environment.PRODUCTION
    if production == (profile.colour is PRODUCTION_COLOUR):
        return []
    key = "colour_of_production" if production else "colour_reserved"
    return [ProfileComplaint("colour", key, {})]


class Profiles:
    """The profiles of one data folder. Reads and writes a small file: call it off the window's thread."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "profiles.json"
        self._profiles: dict[str, Profile] = {}
        self._unknown: dict[str, dict[str, object]] = {}
        self._beside: dict[str, object] = {}
        self.trouble: Problem | None = None
        """Why the file could not be read; Practice can be used all the same."""

    @classmethod
    def only(cls, profile: Profile) -> Self:
        """One profile that is in no file, such as one that is being tried out."""
        profiles = cls(Path())
        profiles._profiles = {profile.name: profile}
        return profiles

    def load(self) -> None:
        """Read the file again.

        :raises Problem: ``profile`` where it can't be read or understood; the file stays as it is, and
            what was read of it before is still known.
        """
        try:
            self._read()
        except Problem as problem:
            self.trouble = problem
            raise
        self.trouble = None

    def load_if_possible(self) -> None:
        """:meth:`load`, for whoever can work without: the trouble is kept, and raised by whoever needs it."""
        with contextlib.suppress(Problem):
            self.load()

    def put_aside(self, now: datetime) -> Path:
        """Rename a file that can't be used; the panel then knows no profile but Practice.

        :return: where it is now; never in the place of another one.
        :raises Problem: ``profile`` where it can't be renamed, or can be used after all.
        """
        try:
            with held(self.path.with_suffix(".lock")):
                try:
                    self._read()
                except Problem:
                    aside = _free(self.path.with_name(f"{self.path.name}.damaged-{now:%Y%m%dT%H%M%SZ}"))
                    self.path.rename(aside)
                    sync_folder(self.path.parent)
                else:
                    # Mended meanwhile.
                    aside = self.path
                self.load()
        except OSError as err:
            raise of_file(err, self.path, LocalFailure.PROFILE) from err
        return aside

    def _read(self) -> None:
        try:
            whole = profile_file.read(self.path)
            profiles = _profiles_in(whole)
        except FileNotFoundError:
            whole, profiles = {}, {}
        except (OSError, ValueError) as err:
            raise _unusable(err, self.path) from err
        self._profiles = profiles
        self._unknown = _unknown_fields(whole)
        self._beside = {key: value for key, value in whole.items() if key not in ("version", "profiles")}

    def all(self) -> tuple[Profile, ...]:
        """The real profiles in the order in which they were made, then Practice."""
        return (*self._profiles.values(), PRACTICE)

    def get(self, name: str) -> Profile:
        """The profile of that name.

        :raises Problem: ``profile`` where there is none, or nobody can tell.
        """
        found = next((profile for profile in self.all() if profile.name == name), None)
        if found is None:
            if self.trouble is not None:
                raise self.trouble
            detail = Detail("profile.unknown", {"name": name})
            raise Problem(Delivery.NEVER_SENT, word=LocalFailure.PROFILE, detail=detail)
        return found

    def default(self) -> Profile | None:
        """The only real profile; Practice where there is none; None where one has to be chosen.

        :raises Problem: ``profile`` where nobody can tell.
        """
        if self.trouble is not None:
            raise self.trouble
        real = tuple(self._profiles.values())
        if len(real) > 1:
            return None
        return real[0] if real else PRACTICE

    def add(self, *profiles: Profile) -> None:
        """Add or replace profiles, all or none, durably.

        :raises Problem: ``profile`` where the file can't be written, or can't be used as it is.
        """
        self.change(lambda known: {**known, **{profile.name: profile for profile in profiles}})

    def remove(self, name: str) -> None:
        """Remove a real profile.

        :raises Problem: ``profile`` where there is none of that name, or it is Practice.
        """

        def without(known: dict[str, Profile]) -> dict[str, Profile]:
            if name not in known:
                detail = Detail("profile.not_removable", {"name": name})
                raise Problem(Delivery.NEVER_SENT, word=LocalFailure.PROFILE, detail=detail)
            return {key: profile for key, profile in known.items() if key != name}

        self.change(without)

    def change(self, change: Callable[[dict[str, Profile]], dict[str, Profile]]) -> None:
        """Write what ``change`` makes of the profiles by name: of those that the file holds now.

        Another process may have changed it meanwhile.

        :raises Problem: ``profile`` where the file can't be written, or can't be used as it is.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with held(self.path.with_suffix(".lock")):
                self.load()
                changed = change(self._profiles)
                entries = [{**self._unknown.get(name, {}), **entry_of(changed[name])} for name in changed]
                profile_file.write(self.path, entries, self._beside)
        except UnusableFile as err:
            raise _unusable(err, self.path) from err
        except OSError as err:
            raise of_system_error(err, self.path, LocalFailure.PROFILE) from err
        self._profiles = changed


def _free(path: Path) -> Path:
    """The path, or one beside it that is not taken."""
    number = 2
    free = path
    while os.path.lexists(free):
        free = path.with_name(f"{path.name}-{number}")
        number += 1
    return free


def entry_of(profile: Profile) -> dict[str, object]:
    """A profile as a file has it; what is not set is left out."""
    values = {name: getattr(profile, name) for name in _RULES}
    plain = {name: str(value) if isinstance(value, Path) else value for name, value in values.items()}
    return {name: value for name, value in plain.items() if value is not None}


def unknown_fields(entry: Mapping[str, object]) -> dict[str, object]:
    """What of an entry no profile of this panel has."""
    return {name: value for name, value in entry.items() if name not in _RULES}


def _profiles_in(whole: Mapping[str, object]) -> dict[str, Profile]:
    found: dict[str, Profile] = {}
    entries = whole["profiles"]
    assert isinstance(entries, list)
    for values in entries:
        if not isinstance(values, dict):
            raise InvalidProfile([])
        profile = _checked(values, saved=True)
        if profile.name in found:
            # The next change would write only one of them.
            raise UnusableFile("twice", name=profile.name)
        found[profile.name] = profile
    return found


def _unknown_fields(whole: Mapping[str, object]) -> dict[str, dict[str, object]]:
    """What a newer panel wrote beside each profile's fields: kept as it is."""
    entries = whole.get("profiles", [])
    assert isinstance(entries, list)
    return {str(entry["name"]).strip(): unknown_fields(entry) for entry in entries}


def _unusable(err: OSError | ValueError, path: Path) -> Problem:
    """Where to look, for whoever changed the file by hand. A value is not repeated."""
    if isinstance(err, OSError) and err.strerror:
        return of_file(err, path, LocalFailure.PROFILE)
    detail = Detail("profile_file.unread", where=str(path))
    if isinstance(err, UnusableFile):
        detail = Detail(f"profile_file.{err.key}", err.params, str(path))
    elif isinstance(err, InvalidProfile):
        field = err.complaints[0].field if err.complaints else ""
        key = "profile_file.wrong_field" if field else "profile_file.wrong"
        detail = Detail(key, {"field": field}, str(path))
    return Problem(Delivery.NEVER_SENT, word=LocalFailure.PROFILE, detail=detail)
