"""Event loop, bridge and owned tasks: how the window runs the core."""
