"""How the columns of a small table share its width: none is cut, and none scrolls out of sight."""

from collections.abc import Sequence


def shared_widths(width: int, wanted: Sequence[int]) -> list[int]:
    """Give each column what it wants; where that is too much, the widest give up first.

    What is left over goes to the last one.
    """
    widths = list(wanted)
    if not widths:
        return []
    spare = width - sum(widths)
    if spare >= 0:
        widths[-1] += spare
        return widths
    # The limit at which the columns that are wider than it fill what the narrow ones leave.
    left, open_columns = width, sorted(range(len(widths)), key=widths.__getitem__)
    while open_columns:
        limit = left // len(open_columns)
        if widths[open_columns[0]] > limit:
            break
        left -= widths[open_columns.pop(0)]
    for column in open_columns:
        widths[column] = max(1, left // len(open_columns))
    return widths
