"""Read the interview in a file, or the several that one table or one document holds."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from aft_themes.errors import InputError
from aft_themes.io.files import new_folder, write_text
from aft_themes.io.spreadsheets import write_words
from aft_themes.new_study.interview_ids import SHORT_ID
from aft_themes.new_study.refusals import Refusal, refusal_of
from aft_themes.transcripts.findings import Kind
from aft_themes.transcripts.formats import headed, json, table
from aft_themes.transcripts.formats.detect import format_of
from aft_themes.transcripts.reader import read_transcript
from aft_themes.transcripts.source import open_source
from aft_themes.transcripts.turns import Transcript

_READING = 2  # PDFs at the same time: one core of two is left to the rest


@dataclass
class ReadInterviews:
    """What reading one file gave.

    Parameters
    ----------
    transcripts : dict of Path to Transcript
        Each interview by its file, or by the file that its part of the file was written to.
    doubts : list of str
        What a person should look at.
    refused : list of Refusal
        What could not be read.
    unlabelled : bool
        Whether it was refused because nobody is named as a speaker.
    """

    transcripts: dict[Path, Transcript] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    unlabelled: bool = False


@contextmanager
def prints_ahead(paths: Iterable[Path]) -> Iterator[Callable[[Path], Transcript]]:
    """Read PDFs while others are looked at: each is read by a process of its own."""
    pool = ThreadPoolExecutor(_READING)
    prints = [path for path in paths if path.suffix.lower() == ".pdf"]
    reading = {path: pool.submit(read_transcript, path) for path in prints}
    try:
        yield lambda path: reading[path].result() if path in reading else read_transcript(path)
    finally:
        pool.shutdown(cancel_futures=True)


def read_interviews(
    path: Path, parts: Path, read_one: Callable[[Path], Transcript] = read_transcript
) -> ReadInterviews:
    """Read what a file holds.

    Parameters
    ----------
    path : Path
        A file that may be a transcript.
    parts : Path
        A folder for the interviews of a file that holds several: each gets a file of its own.
    read_one : callable
        Reads a transcript, or waits for one that is being read.
    """
    below = _below_headings(path, parts)
    if below:
        return below
    try:
        return ReadInterviews({path: read_one(path)})
    except InputError as error:
        kind = getattr(error, "kind", "")
        if kind != Kind.SEVERAL_INTERVIEWS:
            bare = kind in (Kind.NO_SPEAKERS, Kind.NOT_A_TRANSCRIPT)
            return ReadInterviews(refused=[refusal_of(error)], unlabelled=bare)
    read = ReadInterviews()
    for part in _taken_apart(path, parts):
        one = read_interviews(part, parts)
        read.transcripts |= one.transcripts
        read.doubts += one.doubts
        read.refused += one.refused
    if not _are_talks(read.transcripts.values()):
        return ReadInterviews(
            refused=[(path.name, "holds several texts, and most of them are not talk.")]
        )
    read.doubts.append(_say_apart(path, len(read.transcripts)))
    return read


def _are_talks(read: Collection[Transcript]) -> bool:
    """Tell interviews from the cells of a plan, in which each label stands once."""
    lists = sum(
        any(one.kind == Kind.LABELS_ONCE for one in transcript.findings) for transcript in read
    )
    return 2 * lists < len(read)


def _say_apart(path: Path, number: int) -> str:
    return (
        f"{path.name}: holds several interviews; {number} were read, and each has a file of its "
        "own now."
    )


def _below_headings(path: Path, parts: Path) -> ReadInterviews | None:
    """Read the interviews below headings such as "Interview 2", if most are conversations."""
    try:
        apart = headed.interviews_in(open_source(path))
    except InputError:
        return None
    read = ReadInterviews()
    folder = new_folder(parts) if apart else parts  # two files may have one name
    for number, data in apart:
        file = folder / f"{path.stem} {number}{path.suffix}"
        file.write_bytes(data)
        try:
            read.transcripts[file] = read_transcript(file)
        except InputError as error:
            read.refused.append((f"{path.name}, number {number}", refusal_of(error)[1]))
    talks = sum(len({turn.speaker for turn in one.turns}) > 1 for one in read.transcripts.values())
    if talks < len(read.transcripts) or talks <= len(read.refused):
        return None
    read.doubts.append(_say_apart(path, len(read.transcripts)))
    return read


def _taken_apart(path: Path, parts: Path) -> Iterator[Path]:
    """Write each interview of a table into a file; a name that may be a person's is a number."""
    source = open_source(path)
    parts_of = json.interviews_in if format_of(source) == "json" else table.interviews_in
    folder = new_folder(parts)  # two files may have one name
    for number, part in enumerate(parts_of(source), 1):
        short = SHORT_ID.fullmatch(part.name) and any(char.isdigit() for char in part.name)
        ending = "txt" if part.text else "csv"
        file = folder / f"{path.stem} {part.name if short else number}.{ending}"
        if part.text:
            write_text(file, part.text)
            yield file
            continue
        write_words(part.rows, file)
        yield file
