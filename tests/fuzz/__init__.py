"""Fuzzing of the transcript readers."""
