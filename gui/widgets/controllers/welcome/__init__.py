"""The flows of the first minute: who is at the desk, the first page, and a credential that is missing."""
