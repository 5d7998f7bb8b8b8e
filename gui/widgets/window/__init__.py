"""The main window, and what it remembers."""
