"""Index, filter, order and packed rows of a list of any size, without Qt."""
