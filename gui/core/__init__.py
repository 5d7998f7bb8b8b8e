"""The whole product without a screen. Nothing below imports Qt."""
