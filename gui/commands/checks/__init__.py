"""What doctor checks beside the data folder: this computer, the program, its window."""
