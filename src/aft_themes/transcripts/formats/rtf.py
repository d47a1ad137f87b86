"""Rich text (RTF), with f4's ``#hh:mm:ss-d#`` marks or any other labels."""

from __future__ import annotations

import codecs
import re

from striprtf.striprtf import rtf_to_text

from aft_themes.transcripts.formats import grid
from aft_themes.transcripts.source import MAX_MARKS, MAX_PIECES, Source
from aft_themes.transcripts.turns import Line, Transcript, join

_CODE_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")


def read(source: Source) -> Transcript:
    """Read an RTF transcript.

    Parameters
    ----------
    source : Source
        The file.

    Returns
    -------
    Transcript

    Raises
    ------
    InputError
        If the document is damaged.
    """
    encoding = _encoding(source.data)
    source.refuse_beyond(source.data.count(b"\\"), MAX_MARKS, "control words")
    with source.parsing("RTF", "open it in Word and save it again."):
        raw = source.data.decode(encoding, errors="replace")
        text: str = rtf_to_text(  # type: ignore[no-untyped-call]
            raw, encoding=encoding, errors="replace"
        )
    # characters beyond the first plane are written as two halves
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    source.refuse_beyond(text.count("\n"), MAX_PIECES, "paragraphs")
    lines = [Line(line, f"paragraph {at}") for at, line in enumerate(text.split("\n"), 1)]
    table = [line.text.split("|") for line in lines]  # the library's separator of cells
    found, warnings = grid.or_labels([table], lines, guess=False)
    return Transcript("rtf", encoding, tuple(join(found, "\n")), tuple(warnings))


def _encoding(data: bytes) -> str:
    """Return the code page that the document names, or that of Western Windows."""
    page = _CODE_PAGE.search(data[:4096])
    name = f"cp{page[1].decode()}" if page else "cp1252"
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"
