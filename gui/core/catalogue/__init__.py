"""Every way to fail: its texts, and its guidance by code and operation."""
