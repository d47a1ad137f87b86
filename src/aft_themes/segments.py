"""The earlier place of :mod:`aft_themes.corpus.segments`, for scripts written before it moved."""

from aft_themes.corpus.segments import place_turns

__all__ = ["place_turns"]
