"""The recording panel: one package, three rooms (core, simulator, widgets) and two doors (app, cli)."""
