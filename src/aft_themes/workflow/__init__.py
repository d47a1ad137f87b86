"""How the workflow's rules find files and call scripts."""
