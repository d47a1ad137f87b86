"""A talk that several coders coded beside its words: rows, or whole files, that say the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from aft_themes.documents.headers import plain_name
from aft_themes.io.files import new_folder
from aft_themes.io.spreadsheets import write_words
from aft_themes.new_study.columns_beside import is_fact, person_column
from aft_themes.new_study.files import CodedFile, SortedFiles
from aft_themes.new_study.row_codings import (
    SpokenTable,
    columns_of_codes,
    row_codings,
    spoken_tables,
)
from aft_themes.transcripts.reader import read_transcript
from aft_themes.transcripts.turns import Transcript
from aft_themes.wording import count, some_of

_NEARLY_ALL = 0.9  # of a coder's rows that another has; fewer may be said twice by chance
_SHOWN = 5  # files that a line lists

Row = tuple[int, list[str]]


def take_repeated_rows(files: SortedFiles, parts: Path) -> None:
    """Write each turn once where a table repeats it for every coder; the codings keep their coder.

    Parameters
    ----------
    files : SortedFiles
        Gets the new transcripts in place of the old ones.
    parts : Path
        A folder for them.
    """
    kept: dict[Path, Transcript] = {}
    written: list[str] = []
    for path, transcript in files.transcripts.items():
        tables = list(spoken_tables(path, transcript.format))
        same = _rows_once(tables[0]) if len(tables) == 1 else {}
        if not same or not any(tables[0].header):
            kept[path] = transcript
            continue
        rows = [cells for number, cells in tables[0].rows if same[number][1]]
        file = new_folder(parts) / f"{path.stem}.csv"
        write_words([tables[0].header, *rows], file)
        kept[file] = read_transcript(file)
        numbers = {number: now for number, (now, _) in same.items()}
        files.coded[file] = [CodedFile(path, kept[file], same=numbers)]
        written.append(path.name)
    if written:
        files.transcripts = kept
        files.doubts.append(
            f"{some_of(written, _SHOWN)}: each turn stands there once for every coder. The "
            f"{count(len(written), 'copy has', 'copies have')} it once, and codings/ says whose "
            "each code is."
        )


def _rows_once(table: SpokenTable) -> dict[int, tuple[int, bool]]:
    """Say which row of the new table each row becomes, and whether it is the first that does.

    Nothing if the rows of each coder are rows of their own.
    """
    person = table.others.get(person_column([table.header[at] for at in table.others.values()]))
    if person is None or len({cells[person] for _, cells in table.rows}) < 2:
        return {}
    keys = _keys(table, person)
    by_coder: dict[str, list[tuple[str, ...]]] = {}
    for (_, cells), key in zip(table.rows, keys, strict=True):
        by_coder.setdefault(cells[person], []).append(key)
    first, *others = by_coder.values()
    known = Counter(first)
    for own in others:
        if sum(known[key] > 0 for key in own) < _NEARLY_ALL * min(len(own), len(first)):
            return {}
        known.update(own)
    places: dict[tuple[str, ...], int] = {}
    found: dict[int, tuple[int, bool]] = {}
    for (number, _), key in zip(table.rows, keys, strict=True):
        new = key not in places
        found[number] = (places.setdefault(key, len(places) + 2), new)  # below the header
    return found


def _keys(table: SpokenTable, person: int) -> list[tuple[str, ...]]:
    """Tell rows by speaker, words and numbers; the same words again are further ones of a coder."""
    told = [at for at in table.others.values() if at != person and _tells(table, at, person)]
    again: Counter[tuple[str, ...]] = Counter()
    keys = []
    for _, cells in table.rows:
        said = " ".join(cells[table.text].casefold().split())
        key = (cells[table.speaker].strip(), said, *(cells[at].strip() for at in told))
        again[key, cells[person]] += 1  # type: ignore[index]
        keys.append((*key, str(again[key, cells[person]])))  # type: ignore[index]
    return keys


def _tells(table: SpokenTable, at: int, person: int) -> bool:
    """Tell whether a column numbers what was said: all coders' rows have the same numbers."""
    if not is_fact(plain_name(table.header[at])):
        return False
    by_coder: dict[str, set[str]] = {}
    for _, cells in table.rows:
        by_coder.setdefault(cells[person], set()).add(cells[at].strip())
    most = max(by_coder.values(), key=len)
    return all(own <= most for own in by_coder.values())


def keep_codes_of_repeated(
    files: SortedFiles, transcripts: Mapping[Path, Transcript], left_out: Mapping[Path, Path]
) -> None:
    """Keep the codes beside the words of files that another coder's file repeats.

    Parameters
    ----------
    files : SortedFiles
        Gets them as codings of the transcript that stays.
    transcripts : mapping of Path to Transcript
        All that were read.
    left_out : mapping of Path to Path
        The transcript that stays, by the one that does not.
    """
    columns = columns_of_codes(transcripts)
    for path, other in left_out.items():
        own, kept = (
            {(row["quote"], row["code"]) for row in row_codings(one, "", transcripts[one], columns)}
            for one in (path, other)
        )
        if not own or own == kept:
            continue
        sources = files.coded.setdefault(other, [])
        if not sources:
            sources.append(CodedFile(other, transcripts[other], _who(other, path)))
        sources.append(CodedFile(path, transcripts[path], _who(path, other)))
        files.doubts.append(
            f"{path.name}: has the words of {other.name}, and other codes beside them: these are "
            f"codings of {sources[-1].coder}, and those of {other.name} of {sources[0].coder}. If "
            "one person coded both, give them one name in codings/."
        )


def _who(path: Path, other: Path) -> str:
    """Name a coder by what a file's name, or its folder's, has and the other's has not."""
    for one, two in ((path.stem, other.stem), (path.parent.name, other.parent.name)):
        if own := [word for word in _words(one) if word.casefold() not in two.casefold()]:
            return " ".join(own)
    return path.stem


def _words(text: str) -> Sequence[str]:
    return re.findall(r"[^\W_]+", text)
