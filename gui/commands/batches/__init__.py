"""The run of ``batch start`` and ``batch stop``, and its texts."""
