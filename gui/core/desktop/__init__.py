"""What the user's desktop offers: notifications, by D-Bus."""
