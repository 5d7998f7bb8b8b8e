"""The parser's own texts in the user's language: *usage*, *the following arguments are required* and so on.

argparse asks gettext for them, which wants a compiled catalogue: here they are messages like all others.
"""

import argparse
from typing import Final

from gui.core.foundation.messages import Messages

KEYS: Final = {
    "usage: ": "argparse.usage",
    "options": "argparse.options",
    "positional arguments": "argparse.positional",
    "show this help message and exit": "argparse.help",
    "the following arguments are required: %s": "argparse.required",
    "unrecognized arguments: %s": "argparse.unrecognized",
    "argument %(argument_name)s: %(message)s": "argparse.argument",
    "invalid choice: %(value)r (choose from %(choices)s)": "argparse.invalid_choice",
    "invalid %(type)s value: %(value)r": "argparse.invalid_value",
    "expected one argument": "argparse.one",
    "expected at most one argument": "argparse.at_most_one",
    "expected at least one argument": "argparse.at_least_one",
    "expected %s arguments": "argparse.several",
    "ignored explicit argument %r": "argparse.no_value",
    "not allowed with argument %s": "argparse.not_with",
    "one of the arguments %s is required": "argparse.one_of",
}
"""argparse's texts and the message for each; its other texts are meant for programmers."""


def translate_argparse(messages: Messages) -> None:
    """Let every parser of this process use the language of these messages."""

    def word(text: str) -> str:
        return messages.text(KEYS[text]) if text in KEYS else text

    def plural(one: str, many: str, count: int) -> str:
        return word(many if many in KEYS or count != 1 else one)

    # The names under which argparse knows gettext's functions.
    for name, function in (("_", word), ("ngettext", plural)):
        setattr(argparse, name, function)
