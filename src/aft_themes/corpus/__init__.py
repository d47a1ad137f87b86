"""Interviews, cleaned turns and segments: what everything else is counted over."""
