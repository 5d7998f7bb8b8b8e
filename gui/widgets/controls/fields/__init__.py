"""Fields to type or choose in, with their label, hint and complaint."""
