"""A language model as one more coder: asked by hand, checked word for word, never counted."""
