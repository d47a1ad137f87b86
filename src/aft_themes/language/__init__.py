"""Word lists and rules of one language per file."""
