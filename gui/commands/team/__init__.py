"""``team``: one list for a desk of many computers. One group of sub-commands a file."""
