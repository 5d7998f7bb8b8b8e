"""Relay client, TLS and proxy. The only package that uses httpx and aiohttp."""
