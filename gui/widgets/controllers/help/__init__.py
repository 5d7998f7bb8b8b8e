"""Opens the help, at the page that belongs to where the focus is."""
