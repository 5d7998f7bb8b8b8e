"""Every text for people that is not a widget's label."""
