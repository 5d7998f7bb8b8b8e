"""What keeps rows where somebody looks at them."""
