"""*Team…* of the connection settings: an invitation is read and joined, or the team is shown."""
