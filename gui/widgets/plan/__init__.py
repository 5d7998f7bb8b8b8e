"""The window of the plan of the day."""
