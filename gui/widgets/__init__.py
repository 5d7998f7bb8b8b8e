"""What is on the screen: one widget class a file. Only bridge.py knows the core's services."""
