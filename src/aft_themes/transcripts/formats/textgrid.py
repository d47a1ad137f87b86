"""Praat's TextGrid, long and short: one interval tier for each speaker, times in seconds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from aft_themes.transcripts.formats.tiers import speaker_of, speech_tiers
from aft_themes.transcripts.source import MAX_PIECES, Source
from aft_themes.transcripts.turns import Reading, Utterance

# Praat reads texts in quotation marks and numbers that stand alone, and skips all else:
# https://www.fon.hum.uva.nl/praat/manual/TextGrid_file_formats.html
_TOKEN = re.compile(r'"((?:[^"]|"")*)"|(?<!\S)(-?\d+(?:\.\d+)?(?:e-?\d+)?)(?!\S)', re.IGNORECASE)
_START = re.compile(r'\ufeff?\s{0,20}(?:File type = )?"ooTextFile"')
# what aligners write where nobody speaks
_SILENCE = frozenset(["", "sil", "<sil>", "sp", "spn", "<p:>", "#", "_", "-", "<p>", "xxx"])

_BY_TIME = re.compile(r'\ufeff?\s{0,20}"Praat chronological TextGrid text file"')
_REMARK = re.compile(r"^([\d.\s-]*)!.*$", re.MULTILINE)
_LEAST_ALIKE = 3  # intervals that begin and end with another tier's: two people never speak so


def is_textgrid(sample: str) -> bool:
    """Tell a TextGrid by its first lines."""
    return bool(_BY_TIME.match(sample)) or (
        bool(_START.match(sample)) and '"TextGrid"' in sample[:200]
    )


def read(source: Source) -> Reading:
    """Read the interval tiers that hold speech, in the order in which their intervals begin."""
    decoded = source.text
    with source.parsing("TextGrid", "open it in Praat and save it again as a text file."):
        by_time = _BY_TIME.match(decoded.text)
        tiers = dict((_chronological if by_time else _tiers)(decoded.text))
    spoken = [one for name in _own_times(tiers, speech_tiers(tiers)) for one in tiers[name]]
    source.refuse_beyond(len(spoken), MAX_PIECES, "intervals")
    spoken.sort(key=lambda utterance: (utterance.start_s or 0.0, utterance.end_s or 0.0))
    text = "\n".join(utterance.text for utterance in spoken)
    return Reading("textgrid", spoken, text, decoded.findings, decoded.encoding, glue=" ")


def _own_times(tiers: Mapping[str, Sequence[Utterance]], names: Sequence[str]) -> list[str]:
    """Leave out a tier all of whose intervals are those of a tier before it: a translation."""
    kept: list[str] = []
    for name in names:
        spans = {(one.start_s, one.end_s) for one in tiers[name]}
        others = [{(one.start_s, one.end_s) for one in tiers[other]} for other in kept]
        if len(spans) < _LEAST_ALIKE or not any(spans <= other for other in others):
            kept.append(name)
    return kept


def _tiers(text: str) -> Iterator[tuple[str, list[Utterance]]]:
    """Read the tiers' names and intervals; points mark a moment and hold no speech."""
    tokens = (match.groups() for match in _TOKEN.finditer(text))
    for string, _ in tokens:
        if string in ("IntervalTier", "TextTier"):
            name = _string(next(tokens)[0])
            speaker = speaker_of(name)
            count = int([next(tokens)[1] for _ in range(3)][2])
            pieces = []
            for number in range(1, count + 1):
                start = float(next(tokens)[1])
                end = float(next(tokens)[1]) if string == "IntervalTier" else start
                said = _string(next(tokens)[0]).strip()
                if string == "IntervalTier" and said.casefold() not in _SILENCE:
                    pieces.append(Utterance(speaker, said, f"interval {number}", start, end))
            yield name, pieces


def _chronological(text: str) -> Iterator[tuple[str, list[Utterance]]]:
    """Read the form in which the intervals of all tiers stand in the order of their times."""
    plain = _REMARK.sub(r"\1", text)
    tokens = (match.groups() for match in _TOKEN.finditer(plain[plain.index("\n") :]))
    number = int([next(tokens)[1] for _ in range(3)][2])
    tiers: list[tuple[str, str, list[Utterance]]] = []
    for _ in range(number):
        kind, name = (_string(next(tokens)[0]) for _ in range(2))
        tiers.append((kind, name, []))
        next(tokens), next(tokens)
    for _, at in tokens:
        kind, name, pieces = tiers[int(at) - 1]
        start = float(next(tokens)[1])
        end = float(next(tokens)[1]) if kind == "IntervalTier" else start
        said = _string(next(tokens)[0]).strip()
        if kind == "IntervalTier" and said.casefold() not in _SILENCE:
            place = f"interval {len(pieces) + 1}"
            pieces.append(Utterance(speaker_of(name), said, place, start, end))
    yield from ((name, pieces) for _, name, pieces in tiers)


def _string(token: str | None) -> str:
    if token is None:
        raise ValueError
    return token.replace('""', '"')
