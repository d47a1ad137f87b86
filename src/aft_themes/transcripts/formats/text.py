"""Plain text: labels with times before or after them, meeting notes, UTF-8, UTF-16, cp1252."""

from __future__ import annotations

import re

from aft_themes.transcripts import labels
from aft_themes.transcripts.source import MAX_PIECES, Source, line_ends
from aft_themes.transcripts.turns import Line, Reading

_BREAK = re.compile(r"\r\n|\r|\n")


def numbered_lines(text: str) -> list[Line]:
    """Split text at line ends of any kind; places are such as ``"line 12"``."""
    return [Line(line, f"line {at}") for at, line in enumerate(_BREAK.split(text), 1)]


def read(source: Source) -> Reading:
    """Read a plain text transcript."""
    decoded = source.text
    source.refuse_beyond(line_ends(decoded.text), MAX_PIECES, "lines")
    labelled = labels.utterances(numbered_lines(decoded.text))
    return labelled.reading("text", decoded)
