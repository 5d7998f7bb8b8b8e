"""The form that starts a recording."""
