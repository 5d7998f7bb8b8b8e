"""The plan of the day: kept, watched, and shown."""
