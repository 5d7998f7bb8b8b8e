"""Relay client, TLS and proxy. The only wing that knows httpx and aiohttp."""
