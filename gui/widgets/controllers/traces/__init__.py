"""Log and data folder, and the report of the panel itself."""
