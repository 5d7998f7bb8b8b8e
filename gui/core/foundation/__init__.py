"""Enums, paths, the operating system, messages, safe text, time, and files that are replaced durably."""
