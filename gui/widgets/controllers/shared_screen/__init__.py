"""What is shown while somebody else sees the screen."""
