"""Read a transcript of any format."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from aft_themes.transcripts import dialogue, guards, renamed
from aft_themes.transcripts.findings import Kind, TranscriptError
from aft_themes.transcripts.formats import (
    captions,
    docx,
    elan,
    html,
    json,
    odt,
    pdf,
    rtf,
    subtitles,
    table,
    text,
    textgrid,
    xml_objects,
    xml_speech,
    yaml,
)
from aft_themes.transcripts.formats.detect import extension_findings, format_of
from aft_themes.transcripts.legends import roles_of
from aft_themes.transcripts.notation import plain_text, plain_turns
from aft_themes.transcripts.prefixes import name_after_time, without_emphasis
from aft_themes.transcripts.source import Source, open_source
from aft_themes.transcripts.speakers import likeness, merge_labels
from aft_themes.transcripts.time_order import in_order
from aft_themes.transcripts.turns import UNKNOWN_SPEAKER, Reading, Transcript, Utterance, join

_LEAVE_OUT = "leave it out; if somebody speaks in it, begin each turn with its speaker and a colon."
MAX_TURNS = 50_000  # ten hours of one short turn a second have 36,000
_TIMED = 3  # times, in one of three lines: a program's, not somebody's words
# what programs write where they do not know who speaks; beside a known speaker it is the other one
_NOBODY = frozenset({likeness(UNKNOWN_SPEAKER), "unknown", "unidentified", "unidentified speaker"})
_READERS: dict[str, Callable[[Source], Reading]] = {
    "docx": docx.read,
    "webvtt": captions.read,
    "srt": captions.read,
    "subtitles": subtitles.read,
    "elan": elan.read,
    "textgrid": textgrid.read,
    "trs": xml_speech.read,
    "exb": xml_speech.read,
    "tei": xml_speech.read,
    "akn": xml_speech.read,
    "ttml": xml_speech.read,
    "xml": xml_objects.read,
    "yaml": yaml.read,
    "rtf": rtf.read,
    "odt": odt.read,
    "html": html.read,
    "pdf": pdf.read,
    "csv": table.read_delimited,
    "tsv": table.read_delimited,
    "xlsx": table.read_workbook,
    "ods": table.read_workbook,
    "xls": table.read_workbook,
    "json": json.read,
    "text": text.read,
}


def read_transcript(path: str | Path) -> Transcript:
    """Read a transcript of any known format into turns.

    Parameters
    ----------
    path : str or Path
        The file. Its format is found by its content; a misleading extension gives a warning.

    Returns
    -------
    Transcript
        Turns in speaking order, numbered from 1 by their place; consecutive captions or
        paragraphs of one speaker are one turn. Its findings say what a person should look at.

    Raises
    ------
    InputError
        If the file is missing, too large, protected, damaged, of no known format, or names no
        speakers.
    """
    return read_source(open_source(Path(path)))


def utterances_of(path: Path) -> Sequence[Utterance]:
    """Read what a file's format gives, before neighbours of one speaker are joined to turns."""
    source = open_source(path)
    return _READERS[format_of(source)](source).utterances


def read_source(source: Source) -> Transcript:
    """Read a transcript that is already in memory, as :func:`read_transcript` does."""
    reading = _READERS[format_of(source)](source)
    spoken, sorted_by_time = in_order(reading.utterances)
    turns, merged = merge_labels(join(spoken, reading.glue), reading.glue)
    if _NOBODY.issuperset(likeness(turn.speaker) for turn in turns):
        raise _no_speakers(source, reading)
    if len(turns) > MAX_TURNS:
        raise source.error(
            f"the file has more than {MAX_TURNS:,} turns, which no interview has.",
            "check that it is a transcript; give every interview a file of its own.",
        )
    table = reading.format in ("csv", "tsv", "xlsx", "ods", "xls")
    why = dialogue.refusal(turns, table=table)
    if why and len(turns) == 1 and _has_times(reading):
        raise _no_speakers(source, reading)
    if why:
        raise _no_transcript(source, why)
    turns = dialogue.without_things(turns) if table else turns
    text = plain_text(reading.text, turns)
    odd = dialogue.check(turns)
    if {Kind.LABELS_ONCE, Kind.MINUTES} <= {one.kind for one in (*odd, *reading.findings)}:
        raise _no_transcript(source, "its labels stand once each, in a list.")
    once = any(one.kind == Kind.LABELS_ONCE for one in odd)
    if once and guards.share_read(turns, text) < guards.LEAST_READ:
        raise _no_speakers(source, reading)
    if len(turns) == 1 and guards.share_read(turns, text) < guards.HARDLY_READ:
        raise _no_transcript(source, "it has one label, and most of its words are nobody's.")
    turns, signs = plain_turns(turns)
    findings = [
        *extension_findings(source, reading.format),
        *reading.findings,
        *sorted_by_time,
        *merged,
        *signs,
        *odd,
        *(renamed.check(turns) if not odd else ()),
        *guards.check(turns, text),
    ]
    told = roles_of(reading.legend, {turn.speaker for turn in turns})
    return Transcript(reading.format, reading.encoding, tuple(turns), tuple(findings), told)


def _has_times(reading: Reading) -> bool:
    """Tell whether many lines begin with a time, also in brackets or in bold."""
    lines = [line for line in reading.text.splitlines() if line.strip()]
    timed = sum(name_after_time(without_emphasis(line))[0] is not None for line in lines)
    return timed >= _TIMED and timed * _TIMED > len(lines)


def _no_transcript(source: Source, why: str) -> TranscriptError:
    problem = f"the file does not seem to be a transcript: {why}"
    return source.error(problem, _LEAVE_OUT, kind=Kind.NOT_A_TRANSCRIPT)


def _no_speakers(source: Source, reading: Reading) -> TranscriptError:
    label = "begin each turn with its speaker and a colon, such as `Interviewer:`."
    if reading.format in ("webvtt", "srt", "subtitles") or _has_times(reading):
        return source.error(
            "the file has times but says nowhere who speaks.",
            f"transcribe again with recognition of speakers (diarization), or {label}",
            kind=Kind.NO_SPEAKERS,
        )
    told = (one.message for one in reading.findings if one.kind == Kind.NO_SPEAKERS)
    problem = next(told, "no speaker labels were found, so nobody's words can be told apart.")
    return source.error(problem, label, kind=Kind.NO_SPEAKERS)
