"""The ledger: SQLite and its rows. The only wing that knows sqlite3."""
