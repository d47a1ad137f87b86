"""Words of the tables that say how good the suggestions are, and how many are made."""

from __future__ import annotations

AS_CODED, WITH_ANCESTORS = "as coded", "with ancestors"
ASSIGNS = "assigns"
SUGGESTED = 5
"""How many codes are suggested for a segment at most."""
