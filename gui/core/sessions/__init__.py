"""One recording's states and what may follow each; no input, no output."""
