"""Rows of a team's desks: whose they are, which of them follow which, and what that makes of a target."""
