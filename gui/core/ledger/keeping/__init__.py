"""Keeping a ledger and letting go of it: backup, restore, and the removal of whole months."""
