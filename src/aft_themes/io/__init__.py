"""Read and write files: whole or not at all, and never with a value in an error."""
