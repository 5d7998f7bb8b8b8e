"""The options of a start, each described once. To add one: CONTRIBUTING.md, "Add a start option".

Form, presets, ledger, list, exports, batch files, command and packet take theirs from here.
Standard library only, so that the window's first paint may import it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final

from gui.core.foundation.enums import Field, SdkType

OptionValue = str | tuple[str, ...] | int | bool | SdkType | None


class OptionType(Enum):
    """What an option's value is. In the packet, None and no texts are left out."""

    TEXT = auto()
    TEXTS = auto()
    NUMBER = auto()
    """0 … 4294967295, or None."""
    ON_OFF = auto()
    """A check box; 1 in the packet, and left out where it is off."""
    CHOICE = auto()


@dataclass(frozen=True, slots=True)
class StartOption:
    """What everything that shows, keeps or sends an option has to know of it.

    :param name: its attribute of :class:`StartOptions`, column of batch files and exports, and JSON field.
    :param wire: its field of ``req_0x5`` (PROTOCOL.md, "Packet").
    :param flag: on the command line; ``cli.option.…`` has its help.
    :param metavar: what the command's help puts for its value; a choice's are its words.
    :param words: key of its name on a session's page; empty for a choice.
    :param choices: what may be chosen, each with the key of its words.
    :param of_stop: a stop has it as well.
    """

    name: Field
    type: OptionType
    wire: str
    flag: str
    words: str = ""
    metavar: str = ""
    choices: Mapping[SdkType, str] = field(default_factory=dict)
    of_stop: bool = False

    @property
    def by_word(self) -> Mapping[str, SdkType]:
        """The choices by their names on the command line, in batch files and in JSON."""
        return {choice.word: choice for choice in self.choices}

    def value(self, options: "StartOptions") -> OptionValue:
        """The option's value."""
        found: OptionValue = getattr(options, self.name)
        return found

    def for_scripts(self, options: "StartOptions") -> object:
        """Its value as JSON and tables have it."""
        value = self.value(options)
        if isinstance(value, SdkType):
            return value.word
        return list(value) if isinstance(value, tuple) else value

    def for_packet(self, options: "StartOptions") -> object:
        """Its value in the packet; None leaves it out."""
        value = self.value(options)
        if self.type is OptionType.ON_OFF:
            return 1 if value else None
        return (list(value) or None) if isinstance(value, tuple) else value


@dataclass(frozen=True, slots=True, kw_only=True)
class OnOffOptions:
    """The options that are on or off; off is left out of the packet."""

    transcode: bool = False
    screenshot: bool = False
    watermark: bool = False

    def on_off(self) -> dict[Field, bool]:
        """All of them by name."""
        return {name: bool(getattr(self, name)) for name in ON_OFF}


@dataclass(frozen=True, slots=True)
class StartOptions(OnOffOptions):
    """What a start asks for besides its target. Empty for a stop of a recording that is not in the list.

    :param class_id: video category; None leaves it out, 0 is sent.
    """

    file_name: str = ""
    tags: tuple[str, ...] = ()
    class_id: int | None = None
    sdk_type: SdkType = SdkType.NORMAL


NO_OPTIONS: Final = StartOptions()
"""Every option as it is where nobody has set it."""

START_OPTIONS: Final = (
    StartOption(
        Field.FILE_NAME,
        OptionType.TEXT,
        wire="string_file_name",
        flag="--file-name",
        metavar="F",
        words="copied.file_name",
    ),
    StartOption(
        Field.TAGS, OptionType.TEXTS, wire="string_tags", flag="--tag", metavar="T", words="page.tags"
    ),
    StartOption(
        Field.CLASS_ID,
        OptionType.NUMBER,
        wire="uint32_classid",
        flag="--class-id",
        metavar="N",
        words="page.class_id",
    ),
    StartOption(
        Field.TRANSCODE,
        OptionType.ON_OFF,
        wire="uint32_IsTransCode",
        flag="--transcode",
        words="page.transcode",
    ),
    StartOption(
        Field.SCREENSHOT,
        OptionType.ON_OFF,
        wire="uint32_IsScreenShot",
        flag="--screenshot",
        words="page.screenshot",
    ),
    StartOption(
        Field.WATERMARK,
        OptionType.ON_OFF,
        wire="uint32_IsWaterMark",
        flag="--watermark",
        words="page.watermark",
    ),
    StartOption(
        Field.SDK_TYPE,
        OptionType.CHOICE,
        wire="uint32_sdk_type",
        flag="--sdk-type",
        choices={SdkType.NORMAL: "page.sdk_normal", SdkType.IOT: "page.sdk_iot"},
        of_stop=True,
    ),
)
"""In the order of JSON fields, and of a session's page."""

ON_OFF: Final = tuple(one.name for one in START_OPTIONS if one.type is OptionType.ON_OFF)
CHOICES: Final = tuple(one for one in START_OPTIONS if one.type is OptionType.CHOICE)
OF_STOP: Final = tuple(one for one in START_OPTIONS if one.of_stop)
NOT_OF_STOP: Final = tuple(one for one in START_OPTIONS if not one.of_stop)
