"""The wire: the packet, what staff may ask for, one exchange, the endpoint."""
