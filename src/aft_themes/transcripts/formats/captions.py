"""WebVTT and SRT captions: ``<v Name>`` or ``Name:`` cues, joined into turns."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from aft_themes.transcripts import labels
from aft_themes.transcripts.artefacts import without_stamps
from aft_themes.transcripts.closing_lines import closes
from aft_themes.transcripts.findings import Finding, Kind
from aft_themes.transcripts.formats.cues import Cue, cues
from aft_themes.transcripts.labels import Labelled
from aft_themes.transcripts.overlaps import without_marks
from aft_themes.transcripts.source import MAX_MARKS, MAX_PIECES, Source, line_ends
from aft_themes.transcripts.turns import Line, Reading, Utterance
from aft_themes.wording import count

_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,60})?[ \t]([^<>\n]{0,200})>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:v|c|i|b|u|ruby|rt|lang|font)(?:[.\s][^<>\n]{0,200})?>|<\d[\d:.]{3,14}>|\{\\an\d\}",
    re.IGNORECASE,
)
_NAMED = re.compile(r"[^:\n]{1,40}:\s")
_ADJOINING_S = 1.0  # captions that repeat or extend another follow it within a second
_LEAST_LINE = 2  # words: a repeated "yes" is said twice
_LEAST_REPEATED = 3  # lines of a file; once or twice, people do say the same again


def read(source: Source) -> Reading:
    """Read a WebVTT or SRT transcript."""
    decoded = source.text
    source.refuse_beyond(decoded.text.count("-->"), MAX_PIECES, "captions")
    source.refuse_beyond(line_ends(decoded.text), MAX_MARKS, "lines")
    found = list(cues(decoded.text))
    webvtt = decoded.text[:20].lstrip().upper().startswith("WEBVTT")
    name = "webvtt" if webvtt else "srt"
    if any("<v" in line or "<V" in line for cue in found for line in cue.lines):
        spoken = list(_voices(found))
        labelled = Labelled(spoken, [], "\n".join(u.text for u in spoken))
    else:
        lines, repeated = _without_repetition(list(_lines(found)))
        labelled = labels.utterances(lines, captions=True)
        if repeated:
            message = (
                f"{count(repeated, 'caption line')} repeated the one before; each was read once."
            )
            labelled.findings.append(Finding(Kind.CAPTIONS_MERGED, message))
    return labelled.reading(name, decoded, " ")


def _lines(found: list[Cue]) -> Iterator[Line]:
    for cue in found:
        for line in cue.lines:
            yield Line(_plain(line), f"cue {cue.number}", cue.start_s, cue.end_s)


def _voices(found: list[Cue]) -> Iterator[Utterance]:
    """Split cues at their voice tags; text before the first tag continues the last speaker."""
    across = any("<v //" in line for cue in found for line in cue.lines)
    last = " ".join(line.strip() for line in found[-1].lines) if found else ""
    # of no voice, at the very end: "End of interview"
    for cue in found[: -1 if closes(last) and not _VOICE.search(last) else None]:
        parts = _VOICE.split(" ".join(line.strip() for line in cue.lines))
        names = [None, *(html.unescape(name) for name in parts[1::2])]
        for name, text in zip(names, parts[::2], strict=True):
            plain = _plain(text)
            if across:  # noScribe's mark of overlapping speech
                name, plain = without_marks(name, plain)
            words = _without_label(plain, name)
            yield Utterance(name, words, f"cue {cue.number}", cue.start_s, cue.end_s)


def _without_label(text: str, name: str | None) -> str:
    """Remove the voice's name and stamps that some editors write into the words again."""
    text = without_stamps(text)[0]
    if name and text.startswith(name.strip()) and name.strip():
        rest = text[len(name.strip()) :].lstrip()
        if rest.startswith(":"):
            return without_stamps(rest[1:])[0]
    return text


def _plain(text: str) -> str:
    return html.unescape(_TAG.sub("", text)).strip()


# ---- captions that roll up, or that show the same words again with another one underlined


def _without_repetition(lines: Sequence[Line]) -> tuple[list[Line], int]:
    """Keep each line once where most captions repeat or extend the one before."""
    kept: list[Line] = []
    repeated = 0
    for line in lines:
        if not line.text:
            continue
        shown = [old for old in kept[-2:] if _adjoins(old, line) and _one_speaker(old, line)]
        if any(_words(old) == _words(line) for old in shown):
            repeated += len(_words(line)) >= _LEAST_LINE
            _extend(kept, line)
        elif shown and shown[-1] is kept[-1] and _goes_on(kept[-1], line):
            repeated += 1
            kept[-1] = replace(kept[-1], text=line.text, end_s=line.end_s)
        else:
            kept.append(line)
    # two people may say the same; in a file whose captions roll up, it happens all the time
    if repeated < max(_LEAST_REPEATED, sum(bool(line.text) for line in lines) / 4):
        return list(lines), 0
    return kept, repeated


def _extend(kept: list[Line], line: Line) -> None:
    """Give the caption that is shown again its new end."""
    # a caption has at most two lines
    for at in range(len(kept) - 1, max(len(kept) - 3, -1), -1):
        if _words(kept[at]) == _words(line):
            kept[at] = replace(kept[at], end_s=line.end_s)
            return


def _words(line: Line) -> list[str]:
    """Return a caption's words without its speaker, who may be named at the first time only."""
    return _NAMED.sub("", line.text).split()


def _one_speaker(old: Line, line: Line) -> bool:
    """Tell whether two captions may be one person's: the same name, or none the second time."""
    named, again = _NAMED.match(old.text), _NAMED.match(line.text)
    return again is None or (named is not None and named[0] == again[0])


def _goes_on(before: Line, line: Line) -> bool:
    """Tell whether a caption shows the one before it and more words."""
    old, new = _words(before), _words(line)
    return len(old) >= _LEAST_LINE and len(new) > len(old) and new[: len(old)] == old


def _adjoins(old: Line, line: Line) -> bool:
    if old.end_s is None or line.start_s is None:
        return True
    return line.start_s - old.end_s <= _ADJOINING_S
