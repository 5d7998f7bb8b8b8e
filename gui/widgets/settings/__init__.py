"""The page of settings: groups, rows, and a search over them in both languages."""
