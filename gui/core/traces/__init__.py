"""What a process leaves behind for whoever looks for a fault: its log, and what a crash left."""
