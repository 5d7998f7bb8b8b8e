"""The batch dialog: a file, its check, its run and its results."""
