"""The codebook: read from any form, and a tree of codes."""
