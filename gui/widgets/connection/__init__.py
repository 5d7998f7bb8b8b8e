"""Connection settings, and the bar that tells how the connection is."""
