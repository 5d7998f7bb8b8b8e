"""Which actions there are, what each of them does, and the windows that show them."""
