"""The first minute: the page of the first start, and the question for somebody's name."""
