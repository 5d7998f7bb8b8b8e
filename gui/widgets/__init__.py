"""The window's widgets, one class a file. Only runtime/bridge.py uses the core's services."""
