"""Read and write files: whole or not at all. Errors never show a value."""
