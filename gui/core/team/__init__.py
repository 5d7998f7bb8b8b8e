"""The team's board: rows of all desks in one PostgreSQL database, and who may ask for a target next."""
