"""A profile's client, its preflight, its expiry, and the Practice service."""
