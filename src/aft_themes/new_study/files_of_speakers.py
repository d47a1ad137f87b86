"""Interviews of which each speaker has a file of their own: recorded and transcribed apart."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from aft_themes.io.files import new_folder
from aft_themes.io.spreadsheets import write_words
from aft_themes.transcripts.reader import read_transcript, utterances_of
from aft_themes.transcripts.turns import Transcript, Utterance
from aft_themes.wording import count

# "day1_visit02_doctor": the interview, and who speaks
_NAME = re.compile(r"(?P<interview>.*\w)[ _.-]+(?P<who>[^\W\d_]{2,30}\d{0,2})")
# share of all speech: people who talk with each other overlap in some .05 of it (Levinson and
# Torreira, 2015, doi:10.3389/fpsyg.2015.00731), recordings of their own in up to .5
_TOGETHER = 0.2
_Files = dict[Path, Transcript]


def joined_speakers(files: Mapping[Path, Transcript], folder: Path, doubts: list[str]) -> _Files:
    """Make one transcript of the files that have the same name but for who speaks.

    Each must hold one speaker and the times at which they speak. Files whose speakers mostly speak
    at the same time are recordings of their own.
    """
    groups: dict[tuple[Path, str, str], dict[str, Path]] = defaultdict(dict)
    for path, transcript in files.items():
        match = _NAME.fullmatch(path.stem)
        if match and len({turn.speaker for turn in transcript.turns}) == 1:
            groups[path.parent, match["interview"], path.suffix][match["who"]] = path
    result = dict(files)
    joined = 0
    for (_, interview, _), parts in groups.items():
        spoken = {who: utterances_of(path) for who, path in parts.items()}
        if len(parts) > 1 and all(map(_timed, spoken.values())) and _take_turns(spoken):
            file = new_folder(folder) / f"{interview}.csv"
            _write(file, spoken)
            result = {path: read for path, read in result.items() if path not in parts.values()}
            result[file] = read_transcript(file)
            joined += 1
    if joined:
        doubts.append(
            f"{count(joined, 'interview has', 'interviews have')} a file for each speaker: these "
            "were joined by their times, and the speakers are named as the files are."
        )
    return result


def _timed(utterances: Sequence[Utterance]) -> bool:
    return bool(utterances) and all(one.start_s is not None for one in utterances)


def _take_turns(spoken: Mapping[str, Sequence[Utterance]]) -> bool:
    """Tell people who talk with each other, by how seldom they speak at the same time."""
    times = sorted(
        (one.start_s or 0.0, one.end_s or one.start_s or 0.0)
        for utterances in spoken.values()
        for one in utterances
    )
    together, until = 0.0, 0.0
    for start, end in times:
        together += max(min(end, until) - start, 0.0)
        until = max(until, end)
    return together <= _TOGETHER * sum(end - start for start, end in times)


def _write(file: Path, spoken: Mapping[str, Sequence[Utterance]]) -> None:
    rows = [
        (one.start_s or 0.0, who.capitalize() if who.islower() else who, one)
        for who, utterances in spoken.items()
        for one in utterances
    ]
    rows.sort(key=lambda row: row[:2])
    table = [(start, one.end_s, who, one.text) for start, who, one in rows]
    write_words([("start", "end", "speaker", "text"), *table], file)
