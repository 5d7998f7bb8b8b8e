"""What an import of profiles says, in the user's language: the same in the window and on the command line."""

from collections.abc import Iterable

from gui.core.messages import Messages
from gui.core.plain_text import visible
from gui.core.profile_transfer import Fate, ImportComplaint, ImportNote

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
