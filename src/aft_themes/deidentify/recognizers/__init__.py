"""What recognises an identifying string, one kind per file."""
