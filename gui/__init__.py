"""The recording panel: packages core, commands, simulator and widgets; entry points app and cli."""
