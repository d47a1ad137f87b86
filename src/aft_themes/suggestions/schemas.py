"""Contracts of the files that tell how well the suggestions do, and for whom."""

from __future__ import annotations

AS_CODED, WITH_ANCESTORS = "as coded", "with ancestors"
ASSIGNS = "assigns"
SUGGESTED = 5
"""How many codes are suggested for a segment at most."""
