"""What somebody prefers: theme, language and the rest; each holds at once."""
