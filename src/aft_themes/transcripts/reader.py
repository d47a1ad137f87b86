"""One function in front of all readers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from aft_themes.transcripts.formats import captions, docx, html, json, odt, pdf, rtf, table, text
from aft_themes.transcripts.formats.detect import extension_warning, format_of
from aft_themes.transcripts.source import Source, open_source
from aft_themes.transcripts.speakers import merge_lookalikes
from aft_themes.transcripts.turns import Transcript, Turn

MAX_TURNS = 50_000
_READERS: dict[str, Callable[[Source], Transcript]] = {
    "docx": docx.read,
    "webvtt": captions.read,
    "srt": captions.read,
    "rtf": rtf.read,
    "odt": odt.read,
    "html": html.read,
    "pdf": pdf.read,
    "csv": table.read_delimited,
    "tsv": table.read_delimited,
    "xlsx": table.read_workbook,
    "json": json.read,
    "text": text.read,
}


def read_transcript(path: Path) -> Transcript:
    """Read a transcript of any known format into turns.

    Parameters
    ----------
    path : Path
        The file. Its format is found by its content; a misleading extension gives a warning.

    Returns
    -------
    Transcript
        Turns in speaking order, numbered from 1 by their place; consecutive captions or
        paragraphs of one speaker are one turn.

    Raises
    ------
    InputError
        If the file is missing, too large, protected, damaged, of no known format, or names no
        speakers.
    """
    return read_source(open_source(path))


def read_source(source: Source) -> Transcript:
    """Read a transcript that is already in memory.

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
        As :func:`read_transcript`.
    """
    found = format_of(source)
    transcript = _READERS[found](source)
    turns, warnings = merge_lookalikes(transcript.turns)
    if not turns:
        raise source.error(
            "no speaker labels were found, so nobody's words can be told apart.",
            "begin each turn with its speaker and a colon, such as `Interviewer:`.",
        )
    if len(turns) > MAX_TURNS:
        raise source.error(
            f"the file has more than {MAX_TURNS:,} turns, which no interview has.",
            "check that it is a transcript; give every interview a file of its own.",
        )
    warnings = [*extension_warning(source, transcript.format), *transcript.warnings, *warnings]
    warnings += _time_warning(turns)
    return replace(transcript, turns=tuple(turns), warnings=tuple(warnings))


def _time_warning(turns: Sequence[Turn]) -> list[str]:
    starts = [turn.start_s for turn in turns if turn.start_s is not None]
    back = sum(later < earlier for earlier, later in pairwise(starts))
    return [f"Times go backwards {back} times; the order of the file was kept."] if back else []
