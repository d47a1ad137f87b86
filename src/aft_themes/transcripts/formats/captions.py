"""WebVTT and SRT captions: ``<v Name>`` or ``Name:`` cues, joined into turns."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from aft_themes.transcripts import labels
from aft_themes.transcripts.formats.cues import Cue, cues
from aft_themes.transcripts.source import MAX_MARKS, MAX_PIECES, Source, line_ends
from aft_themes.transcripts.turns import Line, Transcript, Utterance, join

_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,60})?[ \t]([^<>\n]{0,200})>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:v|c|i|b|u|ruby|rt|lang|font)(?:[.\s][^<>\n]{0,200})?>|<\d[\d:.]{3,14}>|\{\\an\d\}",
    re.IGNORECASE,
)


def read(source: Source) -> Transcript:
    """Read a WebVTT or SRT transcript.

    Parameters
    ----------
    source : Source
        The file.

    Returns
    -------
    Transcript
    """
    decoded = source.text
    source.refuse_beyond(decoded.text.count("-->"), MAX_PIECES, "captions")
    source.refuse_beyond(line_ends(decoded.text), MAX_MARKS, "lines")
    found = list(cues(decoded.text))
    webvtt = decoded.text[:20].lstrip().upper().startswith("WEBVTT")
    warnings: list[str] = []
    if any("<v" in line or "<V" in line for cue in found for line in cue.lines):
        spoken = list(_voices(found))
    else:
        spoken, warnings = labels.utterances(list(_lines(found)), captions=True)
    turns = tuple(join(spoken, " "))
    name = "webvtt" if webvtt else "srt"
    return Transcript(name, decoded.encoding, turns, (*decoded.warnings, *warnings))


def _lines(found: list[Cue]) -> Iterator[Line]:
    for cue in found:
        for line in cue.lines:
            yield Line(_plain(line), f"cue {cue.number}", cue.start_s, cue.end_s)


def _voices(found: list[Cue]) -> Iterator[Utterance]:
    """Split cues at their voice tags; text before the first tag continues the last speaker."""
    for cue in found:
        parts = _VOICE.split(" ".join(line.strip() for line in cue.lines))
        names = [None, *(html.unescape(name) for name in parts[1::2])]
        for name, text in zip(names, parts[::2], strict=True):
            yield Utterance(name, _plain(text), f"cue {cue.number}", cue.start_s, cue.end_s)


def _plain(text: str) -> str:
    return html.unescape(_TAG.sub("", text)).strip()
