"""Codebook, coders' codings and where they lie, and people's review."""
