"""What people and the service may write, made to be taken for a text of ours, and where it has to stand."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from hypothesis import strategies as st

_LIKE_OURS: Final = (
    *("{name}", "{room}", "{count}", "{user}", "{reason}", "{text}", "{code}", "{0}", "{", "}", "{{", "}}"),
    *("%n", "%1", "%s", "%%", "<b>", "</b>", "&amp;", "<br/>", "\\", "\\1", "\\g<0>", "\\n", "$1", "^"),
    *("\n", "\r", "\t", "\x00", "\x1b[31m", "\x07", "\u202e", "\u2066", "\u200b", "\ufeff", "\u2028"),
    *("=1+1", "+", "-", "@", "'", '"', ",", ";", "|", " · ", ": ", ".", " 1", "30000411", "阿", "é", "a"),
)
"""Placeholders, marks of Qt, of markup and of formulas, what hides or steers, and what parts a sentence."""

WRITTEN: Final = st.lists(st.sampled_from(_LIKE_OURS), min_size=1, max_size=3).map("".join)
"""Short enough that no text of the panel cuts it, however it is written out."""

FIELDS: Final = (
    *("account", "profile", "operator", "settled_by", "note", "file_name", "tag", "other_tag", "file_id"),
    *("other_file_id", "message", "reason", "path", "identifier"),
)
"""Who writes them is none of ours."""

ANYTHING: Final = st.fixed_dictionaries(dict.fromkeys(FIELDS, WRITTEN))
"""A text for each of the fields."""

PLAIN: Final = {field: f"Q{field.replace('_', '')}Q" for field in FIELDS}
"""Texts that stand once where their field stands once, and nowhere else."""
_PLAIN: Final = re.compile("|".join(PLAIN.values()))


def with_values(plain: str, values: Mapping[str, str], written: Callable[[str], str]) -> str:
    """A text that was made with :data:`PLAIN`, as it has to be with these values.

    :param written: how a value stands in it.
    """
    by_mark = {mark: values[field] for field, mark in PLAIN.items()}
    return _PLAIN.sub(lambda found: written(by_mark[found[0]]), plain)
