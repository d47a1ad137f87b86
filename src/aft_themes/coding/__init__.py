"""The coders' codings, their places in the text, and review by people."""
