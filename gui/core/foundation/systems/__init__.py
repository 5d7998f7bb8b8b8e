"""What differs between operating systems: one file a system behind one interface, chosen in one place."""
