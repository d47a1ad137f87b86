"""Themes, quotes and saturation: what is counted over participants."""
