"""Notifications, tray, title, overrun alarm, and what screen readers are told of single requests."""
