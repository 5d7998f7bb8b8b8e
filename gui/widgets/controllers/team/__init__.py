"""What the window shows of a team: made where there is one."""
