"""A value for each start option that is not the one it has by itself."""

from typing import Any, Final

from gui.core.foundation.enums import Field
from gui.core.protocol.start_options import NO_OPTIONS, OptionType, StartOption, StartOptions

NAME: Final = "lesson"
_VALUES: Final[dict[OptionType, Any]] = {
    OptionType.TEXT: NAME,
    OptionType.TEXTS: ("a", "b"),
    OptionType.NUMBER: 7,
    OptionType.ON_OFF: True,
}
_CELLS: Final[dict[OptionType, str]] = {
    OptionType.TEXT: NAME,
    OptionType.TEXTS: "a|b",
    OptionType.NUMBER: "7",
    OptionType.ON_OFF: "yes",
}


def value_of(option: StartOption) -> Any:
    """What an option is set to; of a choice, the last of them."""
    return [*option.choices][-1] if option.type is OptionType.CHOICE else _VALUES[option.type]


def cell_of(option: StartOption) -> str:
    """The same in a batch file."""
    return [*option.by_word][-1] if option.type is OptionType.CHOICE else _CELLS[option.type]


def flags_of(option: StartOption) -> list[str]:
    """The same on the command line."""
    if option.type is OptionType.ON_OFF:
        return [option.flag]
    cells = cell_of(option).split("|") if option.type is OptionType.TEXTS else [cell_of(option)]
    return [word for cell in cells for word in (option.flag, cell)]


def with_only(option: StartOption) -> StartOptions:
    """Options of which this one is set, besides the file name that every start has."""
    return StartOptions(**{Field.FILE_NAME: NAME, option.name: value_of(option)})


def without(option: StartOption) -> StartOptions:
    """The same, but for this one."""
    return NO_OPTIONS if option.name is Field.FILE_NAME else StartOptions(NAME)
