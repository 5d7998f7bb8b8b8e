"""What the desktop is told while nobody looks at the window: which recordings, in which words; the tray."""
