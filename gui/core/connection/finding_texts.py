"""What a check of the connection found, in the user's language; without the weight of the check itself."""

from typing import TYPE_CHECKING

from gui.core.foundation.messages import Messages
from gui.core.foundation.plain_text import visible

if TYPE_CHECKING:
    from gui.core.connection.preflight import Finding


def finding_text(finding: "Finding", messages: Messages) -> str:
    """The sentence of a finding that is no problem; one that counts days or hours counts them right."""
    key = f"preflight.{finding.key}"
    if f"{key}.other" in messages:
        (left,) = finding.params.values()
        return messages.count(key, int(left))
    return messages.text(key, **{name: visible(str(value), 80) for name, value in finding.params.items()})
