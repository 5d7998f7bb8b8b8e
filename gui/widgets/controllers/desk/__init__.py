"""Whether somebody else may be at this desk by now."""
