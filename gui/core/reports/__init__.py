"""JSON fields, export, and the report bundle."""
