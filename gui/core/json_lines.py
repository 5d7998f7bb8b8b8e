"""JSON, one object a line, that neither hides anything nor moves a cursor when it is printed."""

import json
from collections.abc import Mapping

from gui.core.plain_text import hides


def json_line(fields: Mapping[str, object], *, unicode: bool = True) -> str:
    """JSON on one line; characters that hide or steer stand in it as escapes.

    :param unicode: False for a stream that can't carry every character.
    """
    text = json.dumps(fields, ensure_ascii=not unicode)
    if not (text.isascii() and text.isprintable()):
        for character in filter(hides, set(text)):
            text = text.replace(character, json.dumps(character)[1:-1])
    return text
