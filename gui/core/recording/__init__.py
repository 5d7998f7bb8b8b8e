"""The use cases: start, stop, retry, settle, and the rate limit."""
