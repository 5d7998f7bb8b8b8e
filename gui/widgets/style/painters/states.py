"""The bits of a style option's state as plain numbers: an enumeration's arithmetic costs more than a line."""

from typing import Final

from PySide6.QtWidgets import QStyle, QStyleOption

_Flag = QStyle.StateFlag
ENABLED: Final = _Flag.State_Enabled.value
SUNKEN: Final = _Flag.State_Sunken.value
ON: Final = _Flag.State_On.value
HALF: Final = _Flag.State_NoChange.value
FOCUS: Final = _Flag.State_HasFocus.value
HOVER: Final = _Flag.State_MouseOver.value
SELECTED: Final = _Flag.State_Selected.value
HORIZONTAL: Final = _Flag.State_Horizontal.value
EDITING: Final = _Flag.State_Editing.value


def state_of(option: QStyleOption) -> int:
    """All bits of an option's state."""
    # Not "value": that is a property, and this is asked with every element.
    return int(option.state._value_)
