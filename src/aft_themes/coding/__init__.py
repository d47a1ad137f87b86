"""Codebook, the coders' codings and their places in the text, and review by people."""
