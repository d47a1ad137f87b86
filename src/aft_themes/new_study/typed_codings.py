"""Take codes that were typed into the words out of transcripts, as codings to be confirmed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from aft_themes.coding.coder_files import TYPED
from aft_themes.io.files import new_folder
from aft_themes.io.spreadsheets import write_csv
from aft_themes.new_study.codebook import is_listed
from aft_themes.new_study.files import MarkedTranscript, SortedFiles
from aft_themes.new_study.neutral_names import distinct_names
from aft_themes.transcripts.findings import Kind, Severity
from aft_themes.transcripts.reader import read_transcript
from aft_themes.transcripts.turns import Transcript, Turn
from aft_themes.transcripts.typed_codes import (
    TypedCode,
    behind_sentences,
    bracketed,
    coded_words,
    hashtags,
    marked_codes,
)
from aft_themes.wording import count, some_of

_SHOWN = 5  # files that a line lists


def take_typed_codes(files: SortedFiles, parts: Path) -> None:
    """Write transcripts without the codes that stand in their words, and a table of these.

    A transcript with any other doubt stays as it is: its table would hide the doubt.

    Parameters
    ----------
    files : SortedFiles
        Gets the new transcripts in place of the old ones, and a coder file.
    parts : Path
        A folder for what is written.
    """
    listed = is_listed(files.codebooks)
    codings: list[dict[str, str]] = []
    taken: list[str] = []
    stayed = 0
    kept: dict[Path, Transcript] = {}
    names = distinct_names(files.transcripts, files.source)
    stems = Counter(Path(name).stem for name in names.values())
    for path, transcript in files.transcripts.items():
        marks = _typed(transcript, listed)
        file = path
        if any(marks):
            stem = Path(names[path]).stem
            called = stem if stems[stem] == 1 else names[path].replace(".", "_")  # talk.txt, .docx
            file = new_folder(parts) / f"{called}.csv"
            codings += _write_plain(file, transcript, marks)
            files.marked[file] = MarkedTranscript(path, transcript, marks)
            transcript = read_transcript(file)
            taken.append(names[path])
            stayed += sum(bracketed(turn.text) for turn in transcript.turns)
        kept[file] = transcript
    if not taken:
        return
    files.transcripts = kept
    table = new_folder(parts) / f"{TYPED}.csv"
    write_csv(pd.DataFrame(codings), table)
    files.coder_files.append(table)
    files.doubts.append(
        f"{some_of(taken, _SHOWN)}: {count(len(codings), 'mark')} in the words, such as {{code}}, "
        f"were taken out of the copies in transcripts/, and became codings: compare "
        f"codings/{TYPED}.csv, then give it the coder's name. If they are words, put your own "
        "files into transcripts/ and interviews.csv."
        + f" {count(stayed, 'remark')} in brackets stayed."
        * bool(stayed)
    )


def _typed(transcript: Transcript, listed: Callable[[str], bool] | None) -> list[list[TypedCode]]:
    """Find the marks of a transcript about which nothing else is doubtful."""
    others = {
        finding.kind
        for finding in transcript.findings
        if finding.severity == Severity.DOUBT and finding.kind != Kind.CODES_IN_SPEECH
    }
    if others:
        return []
    marks = marked_codes(transcript.turns, listed)
    if any(marks):
        return marks
    return behind_sentences(transcript.turns, hashtags(transcript.turns))


def _write_plain(
    file: Path, transcript: Transcript, marks: list[list[TypedCode]]
) -> list[dict[str, str]]:
    """Write a table of the turns without marks, and return the codings."""
    rows, codings = [], []
    words = list(coded_words(transcript.turns, marks))
    for number, (turn, (text, coded)) in enumerate(zip(transcript.turns, words, strict=True), 1):
        rows.append({"speaker": turn.speaker, **_times(turn), "text": text})
        codings += [
            {"interview": file.stem, "turn": str(number), "quote": quote, "code": code}
            for code, quote in coded
        ]
    frame = pd.DataFrame(rows)
    write_csv(frame.loc[:, (frame != "").any()], file)
    return codings


def _times(turn: Turn) -> dict[str, str]:
    times = {"start": turn.start_s, "end": turn.end_s}
    return {name: "" if time is None else f"{time:g}" for name, time in times.items()}
