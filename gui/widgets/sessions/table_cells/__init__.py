"""How the cells of the session table are painted."""
