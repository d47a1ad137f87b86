"""Read interview transcripts of every common format into turns.

:func:`read_study_transcripts` reads a study's files and reports what became of each;
:func:`aft_themes.transcripts.reader.read_transcript` reads one file. The readers of the
formats are imported only when a file is read.
"""

from aft_themes.transcripts.intake import combine, doubts, read_interviews, read_study_transcripts
from aft_themes.transcripts.roles import assign_roles
from aft_themes.transcripts.turns import Transcript, Turn

__all__ = [
    "Transcript",
    "Turn",
    "assign_roles",
    "combine",
    "doubts",
    "read_interviews",
    "read_study_transcripts",
]
