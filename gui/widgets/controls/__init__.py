"""Building blocks that know nothing of recordings."""
