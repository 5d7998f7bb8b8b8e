"""How the columns of a small table share its width: none is cut, and none scrolls out of sight."""

from collections.abc import Sequence


def shared_widths(width: int, heads: Sequence[int], wanted: Sequence[int]) -> list[int]:
    """Give each column its head and what it wants; where that is too much, the widest give up first.

    What is left over goes to the last one.

    :param heads: what no column goes below while there is room for all of them.
    """
    if not wanted:
        return []
    spare = width - sum(heads)
    if spare < 0:
        return _levelled(width, heads)
    more = [max(0, want - head) for head, want in zip(heads, wanted, strict=True)]
    return [head + extra for head, extra in zip(heads, _levelled(spare, more), strict=True)]


def _levelled(width: int, wanted: Sequence[int]) -> list[int]:
    """All that is wanted and the rest for the last; or the widest cut to one level."""
    widths = list(wanted)
    if sum(widths) <= width:
        widths[-1] += width - sum(widths)
        return widths
    left, open_columns = width, sorted(range(len(widths)), key=widths.__getitem__)
    while open_columns:
        level = left // len(open_columns)
        if widths[open_columns[0]] > level:
            break
        left -= widths[open_columns.pop(0)]
    for column in open_columns:
        widths[column] = left // len(open_columns)
    return widths
