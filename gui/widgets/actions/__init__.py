"""What staff can do in the window, as one list: for the menu, the keys, the sheet of keys and the palette."""
