"""Which part of the connection settings a failure is about: *Open connection settings* goes there."""

from enum import StrEnum
from typing import Final

from gui.core.catalogue.errors import LocalFailure, Problem


class SettingsPart(StrEnum):
    """A part of the connection settings; all but the credential are fields of a profile."""

    RELAY = "url"
    APP = "sdk_app_id"
    CREDENTIAL = "credential"
    CERTIFICATE = "client_cert"
    KEY = "client_key"
    PASSPHRASE = "passphrase"


# What is pasted at once must land in a field that hides it, wherever a text speaks of a usersig.
_SIGNATURE: Final = frozenset({-5, 60004, 60005, 60010})
_ACCOUNT_CODES: Final = range(70000, 71000)
_APP: Final = frozenset({60006, 60012, 70020})
_BY_WORD: Final = {
    LocalFailure.CREDENTIAL: SettingsPart.CREDENTIAL,
    LocalFailure.KEYCHAIN: SettingsPart.CREDENTIAL,
    LocalFailure.KEYCHAIN_LOCKED: SettingsPart.CREDENTIAL,
    LocalFailure.KEYCHAIN_SLOW: SettingsPart.CREDENTIAL,
    LocalFailure.CLIENT_CERTIFICATE: SettingsPart.CERTIFICATE,
    LocalFailure.CLIENT_CERTIFICATE_REFUSED: SettingsPart.CERTIFICATE,
    LocalFailure.CERTIFICATE_FILE: SettingsPart.CERTIFICATE,
    LocalFailure.CERTIFICATE_EXPIRED: SettingsPart.CERTIFICATE,
    LocalFailure.CERTIFICATE_NOT_YET_VALID: SettingsPart.CERTIFICATE,
    LocalFailure.CERTIFICATE_KEY_MISMATCH: SettingsPart.KEY,
    LocalFailure.PASSPHRASE_MISSING: SettingsPart.PASSPHRASE,
    LocalFailure.PASSPHRASE_WRONG: SettingsPart.PASSPHRASE,
}


def settings_part(problem: Problem) -> SettingsPart:
    """Where its solution begins; the relay's address where nothing else is named."""
    if problem.outside_head:
        return SettingsPart.RELAY
    if problem.word is not None:
        return _BY_WORD.get(problem.word, SettingsPart.RELAY)
    if problem.code in _APP:
        return SettingsPart.APP
    signed = problem.code in _SIGNATURE or problem.code in _ACCOUNT_CODES
    return SettingsPart.CREDENTIAL if signed else SettingsPart.RELAY
