"""Where the window tells something by itself: strips, and their one place at the lower end of the list."""
