"""A finding of the preflight as a line of the check list."""

from typing import TYPE_CHECKING, Final

from gui.core.catalogue.details import words_of
from gui.core.catalogue.errors import Catalogue, Delivery, LocalFailure, Problem
from gui.core.connection.finding_texts import finding_text
from gui.core.foundation.messages import Messages
from gui.core.foundation.plain_text import visible
from gui.widgets.connection.check_list import CheckLine
from gui.widgets.controls.theme import Tone

if TYPE_CHECKING:
    from gui.core.connection.preflight import Finding

_FIELDS: Final = {
    LocalFailure.TLS_UNKNOWN_AUTHORITY: "ca_file",
    LocalFailure.CLIENT_CERTIFICATE: "client_cert",
    LocalFailure.CLIENT_CERTIFICATE_REFUSED: "client_cert",
    LocalFailure.CERTIFICATE_EXPIRED: "client_cert",
    LocalFailure.CERTIFICATE_KEY_MISMATCH: "client_key",
    LocalFailure.PASSPHRASE_MISSING: "passphrase",
    LocalFailure.PASSPHRASE_WRONG: "passphrase",
}
"""In a part of the form that is closed at first."""
_TONES: Final = {"green": Tone.LIVE, "amber": Tone.WARNING, "red": Tone.DANGER}


def preflight_line(finding: "Finding", messages: Messages, catalogue: Catalogue) -> CheckLine:
    """What was checked, what was found, and the remedy where something is wrong."""
    title = messages.text(f"preflight.check.{finding.check.value}")
    tone = _TONES[finding.light.value]
    if finding.problem is None:
        return CheckLine(tone, title, finding_text(finding, messages))
    entry = catalogue.of(finding.problem)
    said = (entry.description, entry.solution)
    if finding.key:
        said = (messages.text(f"preflight.{finding.key}"), messages.text(f"preflight.{finding.key}_remedy"))
    field = "" if finding.problem.word is None else _FIELDS.get(finding.problem.word, "")
    words = messages.sentences(*said, _told(finding.problem, messages))
    return CheckLine(tone, title, words, field)


def _told(problem: Problem, messages: Messages) -> str:
    """The service's or this computer's own words, named as what they are."""
    words = visible(words_of(problem, messages), 200)
    if not words:
        return ""
    served = problem.delivery is Delivery.ANSWERED
    return messages.text("preflight.service_words" if served else "preflight.details", text=words)
