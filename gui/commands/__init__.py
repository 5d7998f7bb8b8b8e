"""The sub-commands, one group a file. Light to import: what a command needs is imported when it runs."""
