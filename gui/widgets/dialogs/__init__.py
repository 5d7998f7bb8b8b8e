"""Questions and results: stop, settle, retry, quit."""
