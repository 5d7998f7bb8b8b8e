"""A value that staff typed, or that a file holds, which can't be taken. Standard library only."""

from collections.abc import Mapping


class WrongValue(ValueError):  # noqa: N818 - reads as what it is
    """One value that breaks a rule.

    :ivar key: stable word of the rule; its message is looked up by it.
    :ivar params: values for the message's placeholders.
    """

    def __init__(self, key: str, params: Mapping[str, str | int]) -> None:
        self.key = key
        self.params = params
        super().__init__(key)
