"""Plain text: labels with times before or after them, meeting notes, UTF-8, UTF-16, cp1252."""

from __future__ import annotations

import re

from aft_themes.transcripts import labels
from aft_themes.transcripts.source import MAX_PIECES, Source, line_ends
from aft_themes.transcripts.turns import Line, Transcript, join

_BREAK = re.compile(r"\r\n|\r|\n")


def numbered_lines(text: str) -> list[Line]:
    """Split text at line ends of any kind.

    Parameters
    ----------
    text : str
        Decoded text.

    Returns
    -------
    list of Line
        With places such as ``"line 12"``.
    """
    return [Line(line, f"line {at}") for at, line in enumerate(_BREAK.split(text), 1)]


def read(source: Source) -> Transcript:
    """Read a plain text transcript.

    Parameters
    ----------
    source : Source
        The file.

    Returns
    -------
    Transcript
    """
    decoded = source.text
    source.refuse_beyond(line_ends(decoded.text), MAX_PIECES, "lines")
    found, warnings = labels.utterances(numbered_lines(decoded.text))
    turns = tuple(join(found, "\n"))
    return Transcript("text", decoded.encoding, turns, (*decoded.warnings, *warnings))
