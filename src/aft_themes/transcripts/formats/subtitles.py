"""Subtitles with one line for each: SubStation Alpha (ASS, SSA), MicroDVD, MPL2 and TMPlayer."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from aft_themes.transcripts import labels
from aft_themes.transcripts.source import MAX_PIECES, Source, line_ends
from aft_themes.transcripts.times import seconds
from aft_themes.transcripts.turns import Line, Reading, Utterance

_SCRIPT = re.compile(r"\ufeff?\s{0,20}\[Script Info\]", re.IGNORECASE)
_STYLED = re.compile(r"\{[^{}\n]{0,300}\}|<[/\w][^<>\n]{0,100}>")  # {\i1} of ASS, {y:i} of MicroDVD
_NEW_LINE = re.compile(r"\\[Nnh]|\|/?")  # MPL2 also begins a line in italics with a stroke
_FRAMES = re.compile(r"\{(\d{1,8})\}\{(\d{1,8})?\}(.*)")
_TENTHS = re.compile(r"\[(\d{1,7})\]\[(\d{1,7})?\]\s?/?(.*)")  # MPL2 counts tenths of a second
_CLOCK = re.compile(r"(\d{1,2}:\d\d:\d\d)[:=]([^\s\d].*)")
_RATE = re.compile(r"\{[01]?\}\{[01]?\}(\d{1,3}(?:\.\d{1,6})?)\s*", re.ASCII)
_USUAL_RATE = 23.976  # frames a second, where a file names none; what programs assume
_LEAST, _MOST = 3, 0.8  # lines, and their share, from which on this is a file's form
_FIELDS = "layer start end style name marginl marginr marginv effect text".split()


def is_subtitles(sample: str) -> bool:
    """Tell these formats by their first lines."""
    if _SCRIPT.match(sample):
        return "\nDialogue:" in sample
    lines = [line for line in sample.splitlines() if line.strip()]
    return any(
        sum(bool(form.match(line)) for line in lines) >= max(_LEAST, _MOST * len(lines))
        for form in (_FRAMES, _TENTHS, _CLOCK)
    )


def read(source: Source) -> Reading:
    """Read subtitles; the speaker is in the field for names, or begins the words."""
    decoded = source.text
    source.refuse_beyond(line_ends(decoded.text), MAX_PIECES, "lines")
    if not _SCRIPT.match(decoded.text):
        lines = list(_timed(decoded.text))
        return labels.utterances(lines, captions=True).reading("subtitles", decoded, " ")
    spoken = list(_dialogue(decoded.text))
    if not any(one.speaker for one in spoken):
        lines = [Line(one.text, one.place, one.start_s, one.end_s) for one in spoken]
        return labels.utterances(lines, captions=True).reading("subtitles", decoded, " ")
    text = "\n".join(one.text for one in spoken)
    # a line without a name is nobody's: every line of such a file has a field for it
    spoken = [replace(one, speaker=one.speaker or "") for one in spoken]
    return Reading("subtitles", spoken, text, decoded.findings, decoded.encoding, " ")


def _dialogue(text: str) -> Iterator[Utterance]:
    """Read the lines of a script in the order of their times, as a player shows them."""
    fields = _FIELDS
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        key, _, rest = line.partition(":")
        if key == "Format" and "text" in rest.casefold():
            fields = [field.strip().casefold() for field in rest.split(",")]
        elif key == "Dialogue":
            cells = dict(zip(fields, rest.split(",", len(fields) - 1), strict=False))
            name = (cells.get("name") or cells.get("actor") or "").strip() or None
            start, end = (seconds(cells.get(edge, "")) for edge in ("start", "end"))
            found.append(
                Utterance(name, _plain(cells.get("text", "")), f"line {number}", start, end)
            )
    yield from sorted(found, key=lambda one: one.start_s or 0.0)


def _timed(text: str) -> Iterator[Line]:
    """Read lines that begin with frames, tenths of a second or a clock."""
    lines = text.splitlines()
    named = next((found for line in lines if (found := _RATE.fullmatch(line))), None)
    rate = float(named[1]) if named else 0.0
    clocks: list[tuple[re.Pattern[str], Callable[[str], float | None]]] = [
        (_FRAMES, lambda frame: round(int(frame) / (rate or _USUAL_RATE), 3)),
        (_TENTHS, lambda tenth: int(tenth) / 10),
        (_CLOCK, seconds),
    ]
    for number, line in enumerate(lines, 1):
        if _RATE.fullmatch(line):
            continue
        form, clock = next(((f, c) for f, c in clocks if f.match(line)), (None, None))
        if form is None or clock is None:
            yield Line(_plain(line), f"line {number}")
            continue
        *times, words = form.match(line).groups()  # type: ignore[union-attr]
        start, end = [clock(time) if time else None for time in (*times, None)][:2]
        yield Line(_plain(words), f"line {number}", start, end)


def _plain(text: str) -> str:
    return " ".join(html.unescape(_NEW_LINE.sub(" ", _STYLED.sub("", text))).split())
