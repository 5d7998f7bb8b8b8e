"""What is known of one recording: the error panel, the code reference, a session's page."""
