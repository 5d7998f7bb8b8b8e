"""Undo of what staff decided, cleared or filtered."""
