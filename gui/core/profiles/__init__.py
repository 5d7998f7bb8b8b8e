"""Profiles, presets and credentials."""
