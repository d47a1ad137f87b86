"""Schemas of the files that say how good the suggestions are, and for whom."""

from __future__ import annotations

AS_CODED, WITH_ANCESTORS = "as coded", "with ancestors"
ASSIGNS = "assigns"
SUGGESTED = 5
"""How many codes are suggested for a segment at most."""
