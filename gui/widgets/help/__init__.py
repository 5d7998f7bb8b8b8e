"""The help inside the program: its window, its pages and its search."""
