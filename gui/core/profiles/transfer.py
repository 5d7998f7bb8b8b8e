"""Export and import of profiles: an export holds no secret, an import replaces nothing that is there."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Final

from gui.core.catalogue.errors import Delivery, LocalFailure, Problem
from gui.core.catalogue.system_errors import of_file
from gui.core.foundation.enums import PRACTICE_NAME
from gui.core.foundation.file_places import check_place
from gui.core.foundation.json_file import UnusableFile
from gui.core.foundation.messages import Messages
from gui.core.foundation.plain_text import visible
from gui.core.foundation.text_cleaning import comparable
from gui.core.profiles import profile_file
from gui.core.profiles.field_rules import NAME_LIMIT
from gui.core.profiles.profiles import (
    FILE_FIELDS,
    InvalidProfile,
    Profile,
    Profiles,
    entry_of,
    new_profile,
    unknown_fields,
)
from gui.core.security.redaction import first_leak

_KIND: Final = "recording-panel profiles"


@dataclass(frozen=True, slots=True)
class ImportComplaint:
    """One thing that keeps a file from being imported.

    :param number: which entry, from 1; 0 is the file itself.
    :param name: the profile's, where it has one.
    :param field: empty for the whole entry.
    :param key: a message: ``complaint.profile.*`` or ``detail.profile_file.*``.
    """

    number: int
    name: str
    field: str
    key: str
    params: Mapping[str, str | int] = dataclass_field(default_factory=dict)


class InvalidImport(ValueError):  # noqa: N818 - it names what happened
    """A file of which nothing was imported; holds every complaint."""

    def __init__(self, complaints: Iterable[ImportComplaint]) -> None:
        self.complaints = tuple(complaints)
        super().__init__("; ".join(f"{c.name or c.number}: {c.field}: {c.key}" for c in self.complaints))


class Fate(StrEnum):
    """What became of an entry, or what there is to know of it; ``import.<value>`` is its text."""

    ADDED = "added"
    RENAMED = "renamed"
    SAME = "same"
    FILE_MISSING = "file_missing"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class ImportNote:
    """One line of what an import did.

    :param name: the profile's name as it is here now.
    :param params: the ``old`` name of a renamed one; ``field`` and ``path`` of a file; a ``field`` left out.
    """

    fate: Fate
    name: str
    params: Mapping[str, str] = dataclass_field(default_factory=dict)


def export_profiles(
    path: Path, profiles: Iterable[Profile], secrets: Iterable[str], own_folder: Path | None = None
) -> None:
    """Write profiles into a file for :func:`import_profiles`. Slow: call it on a thread.

    A profile has no secret; but a person may have typed one into a name, so each known one is looked for.

    :param secrets: what must not be in it.
    :param own_folder: the data folder: nothing in it is written over.
    :raises Problem: ``file`` where it can't be written, ``secret_in_profile`` where a secret would be in it.
    """
    entries = [entry_of(profile) for profile in profiles]
    text = json.dumps(entries, ensure_ascii=False).encode("utf-8", "surrogateescape")
    if first_leak({path.name: text}, secrets) is not None:
        raise Problem(Delivery.NEVER_SENT, word=LocalFailure.SECRET_IN_PROFILE, message=path.name)
    try:
        check_place(path, own_folder)
        profile_file.write(path, entries, {"kind": _KIND})
    except OSError as err:
        raise of_file(err, path) from err


def import_profiles(path: Path, profiles: Profiles) -> tuple[ImportNote, ...]:
    """Take the profiles of a file in, all or none; nothing that is there is replaced. Slow: on a thread.

    :raises InvalidImport: with one complaint for each field of each entry that is wrong.
    :raises Problem: ``profile`` where the profiles can't be written.
    """
    entries = _entries(path)
    incoming = _checked(entries)
    placed: list[ImportNote] = []

    def take_in(known: dict[str, Profile]) -> dict[str, Profile]:
        now, placed[:] = _placed(known, incoming)
        return now

    try:
        profiles.change(take_in)
    except Problem as problem:
        cause = problem.__cause__
        if isinstance(cause, UnusableFile) and cause.key == "no_room":
            raise InvalidImport([_of_the_file(cause.key, params=cause.params)]) from problem
        raise
    notes = list(placed)
    for note, profile, entry in zip(placed, incoming, entries, strict=True):
        notes += _looked_at(note.name, profile, entry if isinstance(entry, dict) else {})
    return tuple(notes)


def _entries(path: Path) -> list[object]:
    try:
        whole = profile_file.read(path)
    except UnusableFile as err:
        raise InvalidImport([_of_the_file(err.key, params=err.params)]) from err
    except OSError as err:
        why = {"why": err.strerror or type(err).__name__}
        raise InvalidImport([_of_the_file("unreadable", params=why)]) from err
    entries = whole["profiles"]
    assert isinstance(entries, list)
    if whole.get("kind", _KIND) != _KIND:
        raise InvalidImport([_of_the_file("other_kind")])
    if not entries:
        raise InvalidImport([_of_the_file("empty")])
    return entries


def _of_the_file(
    key: str, number: int = 0, params: Mapping[str, str | int] = MappingProxyType({})
) -> ImportComplaint:
    return ImportComplaint(number, "", "", f"detail.profile_file.{key}", params)


def _checked(entries: Sequence[object]) -> list[Profile]:
    complaints: list[ImportComplaint] = []
    found: dict[str, Profile] = {}
    for number, entry in enumerate(entries, start=1):
        if not isinstance(entry, dict):
            complaints.append(_of_the_file("not_a_profile", number))
            continue
        name = entry["name"] if isinstance(entry.get("name"), str) else ""
        try:
            # Certificate files are brought along by hand, perhaps later.
            profile = new_profile(entry, look_for_files=False)
        except InvalidProfile as err:
            for one in err.complaints:
                key = f"complaint.profile.{one.key}"
                complaints.append(ImportComplaint(number, name, one.field, key, one.params))
            continue
        if comparable(profile.name) in found:
            twice = _of_the_file("twice", number, {"name": profile.name})
            complaints.append(replace(twice, name=profile.name, field="name"))
        found[comparable(profile.name)] = profile
    if complaints:
        raise InvalidImport(complaints)
    return list(found.values())


def _placed(
    known: Mapping[str, Profile], incoming: Sequence[Profile]
) -> tuple[dict[str, Profile], list[ImportNote]]:
    """All profiles by name, and what became of each incoming one."""
    now, notes = dict(known), []
    taken = {comparable(name) for name in (*known, PRACTICE_NAME)}
    for profile in incoming:
        if known.get(profile.name) == profile:
            notes.append(ImportNote(Fate.SAME, profile.name))
            continue
        name = _free_name(profile.name, taken)
        taken.add(comparable(name))
        now[name] = replace(profile, name=name)
        renamed = name != profile.name
        params = {"old": profile.name} if renamed else {}
        notes.append(ImportNote(Fate.RENAMED if renamed else Fate.ADDED, name, params))
    return now, notes


def _free_name(name: str, taken: set[str]) -> str:
    wanted, number = name, 1
    while comparable(wanted) in taken:
        number += 1
        end = f" ({number})"
        wanted = name[: NAME_LIMIT - len(end)] + end
    return wanted


def _looked_at(name: str, profile: Profile, entry: Mapping[str, object]) -> list[ImportNote]:
    notes = []
    for key in FILE_FIELDS:
        path: Path | None = getattr(profile, key)
        if path is not None and not _is_there(path):
            notes.append(ImportNote(Fate.FILE_MISSING, name, {"field": key, "path": str(path)}))
    notes += [ImportNote(Fate.IGNORED, name, {"field": key}) for key in unknown_fields(entry)]
    return notes


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


_LONGEST = 80
"""Characters of a name or a value out of a file."""


def complaint_lines(complaints: Iterable[ImportComplaint], messages: Messages, file: str) -> list[str]:
    """One line for each complaint: which profile, which field, what is wrong."""
    return [_complaint(one, messages, file) for one in complaints]


def note_lines(notes: Iterable[ImportNote], messages: Messages) -> list[str]:
    """One line for each thing that an import did, and what is still to be done."""
    found = list(notes)
    lines = [_note(note, messages) for note in found]
    if any(note.fate in (Fate.ADDED, Fate.RENAMED) for note in found):
        lines.append(messages.text("import.give_secret"))
    return lines


def _complaint(one: ImportComplaint, messages: Messages, file: str) -> str:
    params = {name: visible(str(value), _LONGEST) for name, value in one.params.items()}
    text = messages.text(one.key, **params)
    if one.number == 0:
        return messages.text("import.line_of_file", file=visible(file, _LONGEST), text=text)
    name = visible(one.name, _LONGEST) or messages.text("import.entry", number=one.number)
    if not one.field:
        return messages.text("import.line_of_entry", name=name, text=text)
    return messages.text("import.line", name=name, field=_field(one.field, messages), text=text)


def _note(note: ImportNote, messages: Messages) -> str:
    params = {name: visible(value, _LONGEST) for name, value in note.params.items()}
    if note.fate is Fate.FILE_MISSING:
        params["field"] = _field(note.params["field"], messages)
    return messages.text(f"import.{note.fate}", name=visible(note.name, _LONGEST), **params)


def _field(field: str, messages: Messages) -> str:
    return messages.text(f"cli.profile.field.{field}")
