"""The bar at the top: how the connection is, what expires, and that Practice records nothing."""
