"""A practice service: a real HTTP(S) server on loopback that speaks the relay's protocol (PROTOCOL.md).

Importing this package, ``rooms`` or ``main`` is light; the server library comes with ``server``.
"""
