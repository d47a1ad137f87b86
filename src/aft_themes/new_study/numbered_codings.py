"""Tables of codings that name turns or lines and hold no words: the transcripts have these."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from aft_themes.coding.coder_assignments import Spellings
from aft_themes.documents.headers import (
    Units,
    code_places,
    coding_columns,
    says_none,
    unit_columns,
)
from aft_themes.documents.tables import Sheet
from aft_themes.io.files import new_folder
from aft_themes.io.spreadsheets import write_csv
from aft_themes.new_study.files import MarkedTranscript, SortedFiles
from aft_themes.new_study.kinds_of_tables import NUMBERS, numbered_sheets, parts_of
from aft_themes.transcripts.formats.column_names import may_name_speaker, names_speakers
from aft_themes.transcripts.source import open_source
from aft_themes.transcripts.turns import Transcript
from aft_themes.wording import count

_FITS = 0.9  # share of rows whose speaker is the one of the turn; a few slips are no other count
_OTHER_COUNT = (
    "names turns, and not those of the transcripts: its speakers do not fit. Fix: add a column "
    "quote with the words."
)
_OF_SEVERAL = (
    "names turns or lines of a transcript, and several files have its name. Fix: give each of them "
    "a name of its own, also in this table."
)
_NONE = Units(0, 0, are_lines=False)
_NO_LINES = (
    "names lines of a transcript that is not plain text: how many lines it has depends on the "
    "page. Fix: add a column quote with the words, or save the transcript as plain text with its "
    "lines."
)
_NOBODYS = "names turns or lines of no transcript in the folder. Fix: add a column quote."


def quote_numbered(files: SortedFiles, parts: Path) -> None:
    """Give codings by turn or line the words that stand there, as tables that a person can correct.

    Parameters
    ----------
    files : SortedFiles
        Its ``numbered`` tables become coder files, or are refused.
    parts : Path
        A folder for the tables.
    """
    stems = Counter(path.stem for path in files.transcripts)
    texts = {
        path.stem: (path, one) for path, one in files.transcripts.items() if stems[path.stem] == 1
    }
    listed = pd.DataFrame({"interview": list(stems), "file": [f"{stem}.txt" for stem in stems]})
    spellings = Spellings(listed)
    for path in files.numbered:
        sheets_of = numbered_sheets(path)
        sheets = [_quoted(sheet, path.stem, texts, spellings, files) for sheet in sheets_of]
        table = pd.concat([frame for frame, _ in sheets])
        if any(stems[spellings.interview(called)] > 1 for called in table["interview"].unique()):
            files.refused.append((path.name, _OF_SEVERAL))
            continue
        placed = int((table["quote"] != "").sum())
        if not placed or any(not fits for _, fits in sheets):
            lines = any((unit_columns(sheet.header) or _NONE).are_lines for sheet in sheets_of)
            known = any(spellings.interview(called) for called in table["interview"].unique())
            nobodys = _NO_LINES if lines and known else _NOBODYS
            files.refused.append((path.name, _OTHER_COUNT if placed else nobodys))
            continue
        file = new_folder(parts) / f"{path.stem}.csv"
        write_csv(table, file)
        files.coder_files.append(file)
        lost = len(table) - placed
        files.doubts.append(
            f"{path.name}: names turns or lines and no words: {count(placed, 'row')} got the words "
            "that stand there in the transcripts, counted from 1"
            + (f"; {count(lost, 'row names', 'rows name')} none of them" if lost else "")
            + ". Compare some rows of the table in codings/ with what the coder meant."
        )


def _quoted(
    sheet: Sheet,
    stem: str,
    texts: Mapping[str, tuple[Path, Transcript]],
    spellings: Spellings,
    files: SortedFiles,
) -> tuple[pd.DataFrame, bool]:
    """Write the rows with the words of their turns or lines, and tell whether speakers fit.

    Whose turns they are is added to the files' ``coded_speakers``.
    """
    columns = coding_columns(sheet.header)
    units = unit_columns(sheet.header) or _NONE
    who = [at for at, name in enumerate(sheet.header) if names_speakers([name])]
    who += [at for at, name in enumerate(sheet.header) if may_name_speaker(name)]
    who = [at for at in who if at not in columns.values()][:1]
    rows = []
    pairs: Counter[tuple[str, str, str]] = Counter()
    for _, cells in sheet.rows:
        called = cells[columns["interview"]].strip() if "interview" in columns else stem
        path, transcript = texts.get(spellings.interview(called), (None, None))
        coder = cells[columns["coder"]].strip() if "coder" in columns else ""
        codes = [cells[at].strip() for at in code_places(sheet.header, columns)]
        for first, last in _spans(cells, units):
            quote = ""
            if path and transcript and first:
                quote = (
                    _of_lines(path, first, last, files.marked.get(path))
                    if units.are_lines
                    else _of_turns(transcript, first, last)
                )
            if quote and path and transcript and not units.are_lines:
                speaker = transcript.turns[first - 1].speaker
                files.coded_speakers.add((path, speaker))
                pairs[called, cells[who[0]].casefold() if who else speaker, speaker] += 1
            rows += [
                {
                    "interview": called,
                    "turn": "" if units.are_lines else str(first or ""),
                    "quote": quote,
                    "code": code,
                    "coder": coder,
                }
                for code in codes
                if code and not says_none(code)
            ]
    names = ["interview", "turn", "quote", "code", *(["coder"] if "coder" in columns else [])]
    return pd.DataFrame(rows, columns=names), _fit(pairs)


def _spans(cells: Sequence[str], units: Units) -> list[tuple[int, int]]:
    """Give the first and the last turn or line of each passage that a row names."""
    if units.first != units.last:
        first, _ = _numbers(cells[units.first])
        last, _ = _numbers(cells[units.last])
        return [(first, last or first)]
    return [_numbers(part) for part in parts_of(cells[units.first])] or [(0, 0)]


def _numbers(cell: str) -> tuple[int, int]:
    match = NUMBERS.fullmatch(cell.strip())
    first = int(match[1]) if match else 0
    return first, int(match[2]) if match and match[2] else first


def _of_turns(transcript: Transcript, first: int, last: int) -> str:
    """Return the words of turns; nothing if the transcript has fewer."""
    turns = transcript.turns[first - 1 : last] if 0 < first <= last else ()
    whole = last <= len(transcript.turns)
    return "\n".join(turn.text for turn in turns) if whole else ""


def _of_lines(path: Path, first: int, last: int, marked: MarkedTranscript | None) -> str:
    """Return lines of a text file as an editor counts them; nothing of other files."""
    file = marked.path if marked else path
    if file.suffix.lower() not in (".txt", ".md", ".markdown"):
        return ""
    lines = open_source(file).text.text.splitlines()
    said = "\n".join(lines[first - 1 : last]).strip() if 0 < first <= last <= len(lines) else ""
    return marked.plain(said) if marked else said


def _fit(pairs: Mapping[tuple[str, str, str], int]) -> bool:
    """Tell whether in each interview a speaker of the table is one of the transcript."""
    best: dict[tuple[str, str], int] = {}
    for (interview, named, _), number in pairs.items():
        best[interview, named] = max(best.get((interview, named), 0), number)
    return sum(best.values()) >= _FITS * sum(pairs.values())
