"""Connection settings, and the bar that shows how the connection is."""
