"""The plan of the day: who is to be recorded when, and where each one stands."""
