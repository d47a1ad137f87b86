"""Transcripts of a folder that say the same: an interview in several formats, or a part of it.

Each would count as an interview of its own.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from aft_themes.exchange.mapping import SAME_WORDS, SOME_WORDS
from aft_themes.exchange.word_places import Run, runs_of, words_of
from aft_themes.new_study.row_codings import columns_of_codes, row_codings
from aft_themes.transcripts.findings import Severity
from aft_themes.transcripts.turns import Transcript

_SAMPLE = 8  # one run of words in eight is compared: enough for any interview
_LEAST = 20  # runs of the sample; of shorter texts chance may decide
_LEAST_WORDS = 60  # of a short talk that is compared as a whole; a greeting may be alike by chance
_LONGEST = 5_000_000  # characters; an interview of ten hours has a fifth


def repeated(transcripts: Mapping[Path, Transcript]) -> dict[Path, Path]:
    """Say which transcript holds the words of another, by the one that can be left out.

    Of two with the same words the one with codes beside the words is kept, then the one that is no
    PDF, where lines and margins are guessed, then by doubts, by length, and the first.
    """
    runs = {path: _sample(transcript) for path, transcript in transcripts.items()}
    coded = columns_of_codes(transcripts)
    order = sorted(
        runs,
        key=lambda path: (
            not any(row_codings(path, "", transcripts[path], coded)),
            transcripts[path].format == "pdf",
            _doubts(transcripts[path]),
            -len(runs[path]),
            str(path),
        ),
    )
    holding: dict[Run, list[Path]] = {}
    found: dict[Path, Path] = {}
    short: dict[str, Path] = {}
    for path in order:
        if len(runs[path]) < _LEAST:
            said = "\n".join(f"{turn.speaker} {turn.text}" for turn in transcripts[path].turns)
            kept = short.setdefault(said, path)
            if kept != path and len(said.split()) >= _LEAST_WORDS:
                found[path] = kept
            continue
        shared = Counter(other for run in runs[path] for other in holding.get(run, ()))
        same = (other for other, count in shared.most_common() if _same(count, runs, path, other))
        if other := next(same, None):
            found[path] = other
            continue
        for run in runs[path]:
            holding.setdefault(run, []).append(path)
    return found


def _same(count: int, runs: Mapping[Path, frozenset[Run]], one: Path, other: Path) -> bool:
    """Tell whether two have the same words; a PDF of the same name may be badly read."""
    print_of = one.suffix.lower() == ".pdf" and one.stem == other.stem
    least = SOME_WORDS if print_of else SAME_WORDS
    return count >= least * min(len(runs[one]), len(runs[other]))


def _doubts(transcript: Transcript) -> int:
    return sum(one.severity == Severity.DOUBT for one in transcript.findings)


def _sample(transcript: Transcript) -> frozenset[Run]:
    return frozenset(run for run in _runs(transcript) if _is_drawn(run[0]))


def _runs(transcript: Transcript) -> Iterator[Run]:
    text = " ".join(turn.text for turn in transcript.turns)[:_LONGEST]
    yield from runs_of(word.form for word in words_of(text))


@lru_cache(maxsize=200_000)  # more different words than a study has
def _is_drawn(word: str) -> bool:
    return zlib.crc32(word.encode()) % _SAMPLE == 0
