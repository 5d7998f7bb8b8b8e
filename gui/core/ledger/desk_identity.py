"""Who a data folder is in its team."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DeskIdentity:
    """This folder's desk.

    :param id: a fresh uuid's hex digits; another one once the folder was found to be a copy.
    :param code: what people call it, such as ``LI``; unique in the team.
    """

    id: str
    code: str
