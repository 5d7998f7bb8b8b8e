"""The catalogue of failures: the texts of each, and its guidance by code and operation."""
