"""The ledger: SQLite and its rows. The only package that uses sqlite3."""
