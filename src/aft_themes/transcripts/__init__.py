"""Read interview transcripts of every common format into turns.

:func:`read_study_transcripts` reads a study's files and reports what became of each;
:func:`read_transcript` reads one file. The readers of the formats are imported only when a file
is read.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from aft_themes.transcripts.intake import (
    combine,
    doubts,
    grouped,
    read_interviews,
    read_study_transcripts,
    say_language,
)
from aft_themes.transcripts.roles import assign_roles
from aft_themes.transcripts.turns import Transcript, Turn

if TYPE_CHECKING:
    from aft_themes.transcripts.reader import read_transcript

__all__ = [
    "Transcript",
    "Turn",
    "assign_roles",
    "combine",
    "doubts",
    "grouped",
    "read_interviews",
    "read_study_transcripts",
    "read_transcript",
    "say_language",
]


def __getattr__(name: str) -> object:
    # by name, so that a script which needs no reader does not depend on every format
    if name == "read_transcript":
        return getattr(import_module("aft_themes.transcripts.reader"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
