"""What is read from the ledger: sessions, batches, history, file names."""
