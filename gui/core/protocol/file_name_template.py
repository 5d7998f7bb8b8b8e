"""File names from a template: ``{room}``, ``{user}``, ``{date}`` and ``{time}``. Standard library only."""

import re
from datetime import datetime
from typing import Final

DEFAULT_TEMPLATE: Final = "{room}_{user}_{date}_{time}"
PLACEHOLDERS: Final = ("room", "user", "date", "time")
AS_WRITTEN: Final = {name: f"{{{name}}}" for name in PLACEHOLDERS}
"""Each placeholder as staff type it, by its name: the values of a text that lists them."""

_PLACEHOLDER: Final = re.compile(r"\{([^{}]*)\}")


class UnknownPlaceholders(ValueError):  # noqa: N818 - reads as what it is
    """A template asks for something that no start has.

    :ivar names: each unknown placeholder once, without its braces, in order.
    """

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = names
        super().__init__(", ".join(names))


def unknown_placeholders(template: str) -> tuple[str, ...]:
    """The placeholders that :func:`file_name` can't fill; lone braces are plain text."""
    found = _PLACEHOLDER.findall(template)
    return tuple(dict.fromkeys(name for name in found if name not in PLACEHOLDERS))


def file_name(template: str, *, room: str, user: str, at: datetime) -> str:
    """The template with its placeholders filled.

    :param at: the moment of the start in staff's own time: ``{date}`` is 20260131, ``{time}`` 100122.
    :raises UnknownPlaceholders: where the template has others.
    """
    if unknown := unknown_placeholders(template):
        raise UnknownPlaceholders(unknown)
    values = {"room": room, "user": user, "date": f"{at:%Y%m%d}", "time": f"{at:%H%M%S}"}
    return _PLACEHOLDER.sub(lambda found: values[found[1]], template)


def with_number(template: str, name: str, free: str) -> str:
    """The template that makes the free name; its placeholders stay, where the number comes behind them.

    :param name: what the template makes now; ``free`` what it is to make.
    """
    return template + free.removeprefix(name) if free.startswith(name) else free


def template_of(name: str, *, room: str, user: str) -> str:
    """What to put into the form for a recording that is edited as new.

    A name that the default template made goes back to it, so that the new one has its own room and time.
    """
    filled = {"room": re.escape(room), "user": re.escape(user), "date": r"\d{8}", "time": r"\d{6}"}
    # Between its placeholders is nothing that a pattern would take for anything but itself.
    made = _PLACEHOLDER.sub(lambda found: filled[found[1]], DEFAULT_TEMPLATE)
    return DEFAULT_TEMPLATE if re.fullmatch(made, name) else name
