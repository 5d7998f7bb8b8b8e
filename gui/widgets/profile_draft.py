"""What was entered in the connection settings, on its way to whoever saves or tries it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gui.core.credentials import Credential


@dataclass(frozen=True, slots=True)
class ProfileDraft:
    """Values for ``profiles.new_profile``, and secrets. No secret is in any representation.

    :param credential: None leaves the profile's credential as it is.
    :param keep: into the keychain; else the credential is for this session only.
    :param passphrase: empty leaves what opens the private key as it is.
    :param keep_passphrase: as ``keep``, of the passphrase.
    """

    values: Mapping[str, object]
    credential: "Credential | None"
    keep: bool
    passphrase: str = field(default="", repr=False)
    keep_passphrase: bool = False
