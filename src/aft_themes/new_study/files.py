"""Look through a folder, and sort its files into transcripts, codings, projects and codebooks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from aft_themes.catalog import IDENTIFIERS
from aft_themes.coding.quoted_documents import quotes_in, sheet_of
from aft_themes.coding.quoted_outlines import QuotedCode
from aft_themes.errors import InputError
from aft_themes.exchange.dropped_files import is_coded_transcript, is_project
from aft_themes.exchange.qualcoder import DATABASE
from aft_themes.io.files import is_kept, new_folder, write_text
from aft_themes.io.older_workbooks import read_older
from aft_themes.io.spreadsheets import TABLES, is_older_workbook, write_csv, write_workbook
from aft_themes.new_study.brought_projects import BroughtProjects
from aft_themes.new_study.interview_ids import as_counted
from aft_themes.new_study.kinds_of_tables import holds, numbered_sheets, other_sheets
from aft_themes.new_study.refusals import Refusal, is_called_codebook, is_note, why_unreadable
from aft_themes.new_study.rock_files import CODER, ENDING, read_rock
from aft_themes.new_study.several_interviews import prints_ahead, read_interviews
from aft_themes.transcripts.source import open_source
from aft_themes.transcripts.turns import Transcript
from aft_themes.transcripts.typed_codes import TypedCode, without_marks
from aft_themes.wording import count, some_of

MAX_FILES = 5000
"""A folder with more files is no folder of one study's transcripts."""
_SHOWN = 5  # sheets that a line lists


@dataclass(frozen=True)
class MarkedTranscript:
    """A transcript as it was brought, with codes typed into its words.

    Parameters
    ----------
    path : Path
        Its file.
    transcript : Transcript
        What was read in it.
    marks : list of list of TypedCode
        The codes of each turn.
    """

    path: Path
    transcript: Transcript
    marks: list[list[TypedCode]]

    def plain(self, passage: str) -> str:
        """Write a passage without the marks in it."""
        return without_marks(passage, self.transcript.turns, self.marks)


@dataclass(frozen=True)
class CodedFile:
    """A file with codes beside words that stand in the study's copy of a transcript.

    Parameters
    ----------
    path : Path
        The file.
    transcript : Transcript
        The one whose turns its rows belong to.
    coder : str
        Whose codes they are, if its rows do not say so.
    same : dict of int to int, optional
        The row of the transcript that each row of the file became.
    """

    path: Path
    transcript: Transcript
    coder: str = ""
    same: dict[int, int] | None = None


@dataclass
class SortedFiles:
    """The files of a folder by what they hold.

    Parameters
    ----------
    source : Path
        The folder.
    transcripts : dict of Path to Transcript
        What was read; several interviews of one file have files of their own.
    marked : dict of Path to MarkedTranscript
        What transcripts were before codes were taken out of their words.
    coded : dict of Path to list of CodedFile
        Where the codes beside a transcript's words stand, if not in its own file alone.
    coder_files : list of Path
        Tables of codings.
    numbered : list of Path
        Tables of codings that name turns or lines and no words.
    coded_speakers : set of tuple of Path and str
        Whose turns such tables code, by transcript.
    projects : list of Path
        Projects of other programs.
    brought : BroughtProjects
        What those projects hold.
    codebooks : list of Path
        Codebooks; further ones than the first stand in workbooks of codings.
    identifiers : Path, optional
        The team's list of names.
    unlabelled : list of Path
        Refused files in which nobody is named as a speaker.
    doubts : list of str
        What a person should look at first, in plain sentences.
    refused : list of Refusal
        Files that are not used.
    """

    source: Path
    transcripts: dict[Path, Transcript] = field(default_factory=dict)
    marked: dict[Path, MarkedTranscript] = field(default_factory=dict)
    coded: dict[Path, list[CodedFile]] = field(default_factory=dict)
    coder_files: list[Path] = field(default_factory=list)
    numbered: list[Path] = field(default_factory=list)
    coded_speakers: set[tuple[Path, str]] = field(default_factory=set)
    projects: list[Path] = field(default_factory=list)
    brought: BroughtProjects = field(default_factory=BroughtProjects)
    codebooks: list[Path] = field(default_factory=list)
    identifiers: Path | None = None
    unlabelled: list[Path] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


def files_in(source: Path) -> list[Path]:
    """List the files of a folder and of all folders in it, as people count ("2" before "10")."""
    if not source.is_dir():
        raise InputError(
            source,
            f"is not a folder in {Path.cwd()}." if not source.is_absolute() else "is not a folder.",
            "name the folder with the transcripts; drag it into the terminal for its whole path.",
        )
    paths = sorted(
        (
            path
            for path in source.rglob("*")
            if path.is_file()
            and not any(map(is_kept, path.relative_to(source).parts))
            # of a QualCoder project, which is a folder, only the database counts
            and (path.name == DATABASE or not any(one.suffix == ".qda" for one in path.parents))
        ),
        key=as_counted,
    )
    if len(paths) > MAX_FILES:
        problem = f"holds {len(paths):,} files; at most {MAX_FILES:,} are looked through."
        raise InputError(source, problem, "name the folder of the transcripts only.")
    return paths


def sort_files(
    paths: Sequence[Path], source: Path, parts: Path, show: Callable[[str], None]
) -> SortedFiles:
    """Tell transcripts, codings and codebook apart by what they hold.

    Parameters
    ----------
    paths : sequence of Path
        The files.
    source : Path
        The folder in which they are.
    parts : Path
        A folder for what is taken out of files: interviews, and codings in documents.
    show : callable
        Gets the name of each file that may be a transcript, before it is read.
    """
    files = SortedFiles(source)
    stems = {path.stem for path in paths}
    with prints_ahead(paths) as read:
        for path in paths:
            _sort_file(path, stems, parts, files, show, read)
    return files


def _sort_file(
    path: Path,
    stems: Collection[str],
    parts: Path,
    files: SortedFiles,
    show: Callable[[str], None],
    read: Callable[[Path], Transcript],
) -> None:
    if path.suffix.lower() == ENDING:
        show(path.name)
        _add_rock(path, parts, files)
        return
    # a codebook whose examples are quotes is no report of coded words
    project = is_project(path) and not is_called_codebook(path)
    if project:
        files.projects.append(path)
    elif _add_quotes(path, stems, parts, files) or _add_table(path, parts, files):
        return
    reason = "" if project else why_unreadable(path)
    if path.name.lower() == IDENTIFIERS.path:
        files.identifiers = path
    elif reason:
        files.refused.append((path.relative_to(files.source).as_posix(), reason))
    elif not is_note(path) and (not project or is_coded_transcript(path)):
        show(path.name)
        _add_transcripts(path, parts, files, read)


def _add_rock(path: Path, parts: Path, files: SortedFiles) -> None:
    """Take the words and the codings of a source of the Reproducible Open Coding Kit apart."""
    source = read_rock(open_source(path).text.text)
    file = new_folder(parts) / f"{path.stem}.txt"
    write_text(file, source.text)
    read = read_interviews(file, parts)
    files.transcripts |= read.transcripts
    files.refused += [(path.name, why) for _, why in read.refused]
    if not read.transcripts or not source.codings:
        return
    rows = [
        {"interview": path.stem, "quote": said, "code": code, "coder": CODER}
        for said, code in source.codings
    ]
    table = new_folder(parts) / f"{path.stem}.csv"
    write_csv(pd.DataFrame(rows), table)
    files.coder_files.append(table)
    files.doubts.append(
        f"{path.name}: {count(len(rows), 'mark')} such as [[code]] became codings of the lines in "
        "which they stood, and left the words; identifiers such as [[cid=1]] were left out."
    )


def _add_quotes(path: Path, stems: Collection[str], parts: Path, files: SortedFiles) -> bool:
    """Take the codings of a document with quotes below headings; tell whether it is one."""
    quoted = quotes_in(path, stems)
    if quoted:
        file = new_folder(parts) / f"{path.stem}.csv"  # two tables may have one name
        _write_quotes(quoted, file)
        files.coder_files.append(file)
        files.doubts.append(
            f"{path.name}: its headings were taken as codes, and its quotes as "
            f"{count(len(quoted), 'coding')}: compare the table in codings/ with it."
        )
    return bool(quoted)


def _write_quotes(quotes: Sequence[QuotedCode], file: Path) -> None:
    """Write the codings of a document as a table, which a person can correct."""
    sheet = sheet_of(quotes)
    rows = [cells for _, cells in sheet.rows]
    write_csv(pd.DataFrame(rows, columns=sheet.header), file)


def _add_table(path: Path, parts: Path, files: SortedFiles) -> bool:
    """Take a table of codings, or the first codebook; tell whether a file is either."""
    if path.suffix.lower() in (*TABLES, ".docx") and numbered_sheets(path):
        files.numbered.append(path)
        if others := other_sheets(path):
            files.doubts.append(
                f"{path.name}: {count(len(others), 'sheet')} beside those that name turns or lines "
                f"{'was' if len(others) == 1 else 'were'} not read ({some_of(others, _SHOWN)}): if "
                "codings or codes stand there, save each as a table of its own."
            )
        return True
    codings, codebook = holds(path)
    listed = codebook and (codings or not files.codebooks)
    files.coder_files += [_as_xlsx(path, parts)] if codings else []
    files.codebooks += [path] * listed
    return codings or listed


def _as_xlsx(path: Path, parts: Path) -> Path:
    """Give a table of codings; one of LibreOffice or old Excel as a workbook that can be written.

    Coders may get other ids, and the rows of somebody who withdraws are deleted.
    """
    if not is_older_workbook(path):
        return path
    file = new_folder(parts) / f"{path.stem}.xlsx"
    write_workbook(read_older(path, path.read_bytes()), file)
    return file


def _add_transcripts(
    path: Path, parts: Path, files: SortedFiles, read_one: Callable[[Path], Transcript]
) -> None:
    read = read_interviews(path, parts, read_one)
    below = path.relative_to(files.source).as_posix()  # many folders may hold an "index.md"
    files.transcripts |= read.transcripts
    files.doubts += read.doubts
    files.unlabelled += [path] * read.unlabelled
    files.refused += [(below if name == path.name else name, why) for name, why in read.refused]
