"""Rich text (RTF), with f4's ``#hh:mm:ss-d#`` marks or any other labels."""

from __future__ import annotations

import codecs
import re
from dataclasses import replace

from striprtf.striprtf import rtf_to_text

from aft_themes.transcripts.findings import Finding, Kind
from aft_themes.transcripts.formats import tables_of_turns
from aft_themes.transcripts.source import MAX_MARKS, MAX_PIECES, Source
from aft_themes.transcripts.turns import Line, Reading

_UNSEEN = re.compile(r"\\(?:v|deleted|fldinst)(?![a-z])")
_PIECE = re.compile(r"\\[a-z]{1,32}-?\d{0,10} ?|\\'[0-9a-fA-F]{2}|\\.|[{}]|[^\\{}]+|\\", re.DOTALL)
_HIDES = re.compile(r"\\(?:v|deleted)1? ?")
_SHOWS = re.compile(r"\\(?:v0|deleted0|plain) ?")
_CONTROL = re.compile(r"\\(?!u-?\d)[a-z]{1,32}-?\d{0,10} ?|[{}]|\\\*")
_CODE_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")


def read(source: Source) -> Reading:
    """Read an RTF transcript; hidden and deleted text and addresses of links are left out."""
    text, hidden = _text(source)
    lines = [Line(line, f"paragraph {at}") for at, line in enumerate(text.split("\n"), 1)]
    table = [line.text.split("|") for line in lines]  # the library's separator of cells
    labelled = tables_of_turns.or_labels([table], _without_cells(lines), guess=False)
    if hidden:
        message = "Hidden or deleted text was not read."
        labelled.findings.append(Finding(Kind.HIDDEN_TEXT, message))
    return replace(labelled.reading("rtf"), encoding=_encoding(source.data))


def text_of(source: Source) -> str:
    """Return what an RTF document shows, a line for each paragraph."""
    return _text(source)[0]


def _text(source: Source) -> tuple[str, bool]:
    """Return what is shown, and whether anything is hidden."""
    encoding = _encoding(source.data)
    source.refuse_beyond(source.data.count(b"\\"), MAX_MARKS, "control words")
    with source.parsing("RTF", "open it in Word and save it again."):
        raw, hidden = _visible(source.data.decode(encoding, errors="replace"))
        text: str = rtf_to_text(  # type: ignore[no-untyped-call]
            raw, encoding=encoding, errors="replace"
        )
    # characters beyond the first plane are written as two halves
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    source.refuse_beyond(text.count("\n"), MAX_PIECES, "paragraphs")
    return text, hidden


def _without_cells(lines: list[Line]) -> list[Line]:
    """Take out the marks behind cells where most lines are rows of a table: nobody said them."""
    rows = sum(line.text.endswith("|") for line in lines)
    if 2 * rows < sum(bool(line.text.strip()) for line in lines):
        return lines
    return [replace(line, text=line.text.replace("|", " ").rstrip()) for line in lines]


def _visible(raw: str) -> tuple[str, bool]:
    """Leave out what Word does not show, and whether there was any: the library shows it."""
    if not _UNSEEN.search(raw):
        return raw, False
    kept: list[str] = []
    states, any_hidden = ["shown"], False
    for piece in _PIECE.findall(raw):
        if piece == "{":
            states.append(states[-1])
        elif piece == "}":
            states = states[:-1] or ["shown"]
        else:
            states[-1] = _state(piece, states[-1])
            any_hidden |= states[-1] == "hidden"
        if states[-1] == "shown" or _CONTROL.fullmatch(piece):
            kept.append(piece)
    return "".join(kept), any_hidden


def _state(piece: str, before: str) -> str:
    """Return whether text is shown, hidden or a link's address after a control word."""
    if before == "address" or piece.rstrip() == "\\fldinst":
        return "address"
    if _HIDES.fullmatch(piece):
        return "hidden"
    return "shown" if _SHOWS.fullmatch(piece) else before


def _encoding(data: bytes) -> str:
    """Return the code page that the document names, or that of Western Windows."""
    page = _CODE_PAGE.search(data[:4096])
    name = f"cp{page[1].decode()}" if page else "cp1252"
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"
