"""``profile …``: the sub-commands that keep, check, move and remove profiles."""
