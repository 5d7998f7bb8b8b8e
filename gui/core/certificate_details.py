"""What is wrong with a certificate file, in the user's language.

``certificates.py`` says it in English behind the file's name, for logs and for whoever helps.
"""

from typing import Final

from gui.core.messages import Messages

_KEYS: Final = {
    "this is not a file": "not_a_file",
    "larger than 4 MiB, so it is no certificate": "too_large",
    "not a certificate": "no_certificate",
    "there is no private key in it": "no_key",
    "the private key is damaged": "damaged_key",
    "a private key of a kind that is not known": "unknown_key",
    "a key of a kind that is not known": "unknown_key",
    "a private key of a kind that TLS does not use": "unknown_key",
    "neither PEM nor a whole PKCS#12 file": "no_pkcs12",
    "a certificate without its key": "without_key",
    "PKCS#12 of a kind that is not known": "unknown_pkcs12",
    "it does not hold a certificate with its key": "without_key",
    "not a certificate of an authority": "no_authority",
    "TLS does not take this certificate": "not_taken",
}


def certificate_detail(message: str, messages: Messages) -> str:
    """A problem's message with what follows the file's name translated; others stay as they are."""
    name, colon, text = message.rpartition(": ")
    if not colon:
        return message
    if text in _KEYS:
        return f"{name}: {messages.text(f'certificate_detail.{_KEYS[text]}')}"
    word, _, moment = text.partition(" ")
    if word in ("until", "from") and moment:
        return f"{name}: {messages.text(f'certificate_detail.{word}', moment=moment)}"
    return message
