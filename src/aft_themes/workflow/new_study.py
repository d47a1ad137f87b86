"""Begin a study: look through a folder of files, and write a first draft of everything it needs."""

from __future__ import annotations

import csv
import re
import shutil
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
import yaml

from aft_themes.catalog import (
    CODEBOOK,
    CODER_FILES,
    IDENTIFIERS,
    INTERVIEWS,
    RENAMED,
    SPEAKERS,
    TRANSCRIPTS,
)
from aft_themes.coding.codebook import Code, Codebook
from aft_themes.coding.codebook_documents import CALLED
from aft_themes.coding.codebook_reading import load_codebook
from aft_themes.coding.codebook_table import (
    CODEBOOK_DOCUMENTS,
    PRINTED_CODEBOOKS,
    is_codebook_document,
    is_codebook_header,
)
from aft_themes.coding.headers import (
    are_coded_quotes,
    code_places,
    coding_columns,
    is_codings,
    plain_name,
)
from aft_themes.coding.quoted_documents import quotes_in, sheet_of
from aft_themes.coding.quoted_outlines import QuotedCode
from aft_themes.coding.reading import coders_in
from aft_themes.coding.tables import open_table
from aft_themes.corpus.tags import UNSURE
from aft_themes.errors import AftThemesError, InputError
from aft_themes.exchange.dropped_files import is_coded_transcript, is_project
from aft_themes.exchange.qualcoder import DATABASE
from aft_themes.exchange.recognising import project_name
from aft_themes.io.files import is_kept, new_folder, write_text
from aft_themes.io.spreadsheets import write_csv
from aft_themes.settings import check_settings
from aft_themes.transcripts import grouped, say_language
from aft_themes.transcripts.findings import Kind, Severity
from aft_themes.transcripts.formats import headed, json, table
from aft_themes.transcripts.formats.detect import EXTENSIONS, format_of
from aft_themes.transcripts.formats.grid import is_header
from aft_themes.transcripts.languages import language_of
from aft_themes.transcripts.reader import read_transcript
from aft_themes.transcripts.roles import assign_roles
from aft_themes.transcripts.source import open_source
from aft_themes.transcripts.turns import Transcript
from aft_themes.vocabulary import Role
from aft_themes.wording import count, some_of
from aft_themes.workflow.brought_projects import BroughtProjects, bring_projects, reason_of
from aft_themes.workflow.codes_of_codings import codes_in, new_codes
from aft_themes.workflow.interview_ids import SHORT_ID, as_counted, interview_ids
from aft_themes.workflow.neutral_names import (
    Renamed,
    SaidNames,
    bare_name,
    copy_table,
    is_heading,
    listed_if_readable,
    names_a_person,
    neutral_coders,
    neutral_codes,
    neutral_files,
    said_names,
    small_words,
    unlike,
)
from aft_themes.workflow.one_file_each import joined_speakers
from aft_themes.workflow.printed_names import listed_names
from aft_themes.workflow.row_codings import CODER, row_codings
from aft_themes.workflow.same_words import repeated

MAX_FILES = 5000  # a folder with more files is no folder of one study's transcripts
# beside what is read: files of which the reader says what to do with them
_KNOWN = {extension for known in EXTENSIONS.values() for extension in known} | set(
    "doc epub markdown ods pages xls xml".split()
)
_TABLES = (".csv", ".tsv", ".xlsx", ".xlsm")
_UNREAD_CODEBOOK = (
    "is called a codebook, but is no second one, and which words are codes cannot be told. Fix: "
    "keep one codebook, as a table with the columns code and definition; rename a transcript."
)
_OTHER_KIND = "no file of this kind holds a transcript."
_RECORDING = "is a recording. Fix: transcribe it, with recognition of speakers (diarization)."
_PACKED = "is a packed folder, which is not looked into. Fix: unpack it, and start again."
_LINK = "is a link to a document on the web. Fix: download the document as Word or Excel."
_PROJECT = (
    "is a project that only its own program can read. Fix: export the project as REFI-QDA "
    "(.qdpx), or the coded segments as an Excel table."
)
_KINDS = {
    extension: reason
    for reason, extensions in (
        (_RECORDING, "mp3 m4a wav wma aac ogg flac amr mp4 mov avi mkv webm"),
        (_PACKED, "zip 7z rar tar gz tgz"),
        (_LINK, "gdoc gsheet gslides url webloc"),
        (_PROJECT, "nvp nvpx nvcx mx24 mx22 mx20 mx18 mx12 mex24 mex22 atlproj atlproj9 hpr7"),
    )
    for extension in extensions.split()
}
_CODED = re.compile(r"(?!s(?:pk|peaker)?[ _-]?\d)[a-z]{1,4}[ _-]?\d{1,3}", re.I)  # of a person
_NUMBERED = re.compile(r"s(?:pk|peaker)?[ _-]?\d{1,3}", re.I)
# words of people without a role: less is a door, a waiter, or the recorder's announcement
_LEAST_OTHER, _MOST_OTHER = 100, 0.05
_FILES_ASKED = 3  # in which a code must ask, and in three of four in which it speaks
_READING = 2  # PDFs at the same time: one core of two is left to the rest
_FEW_KINDS = 3  # files, or kinds of files, in a line about what was not opened
_MOST_REFUSED = 20  # names in one line; a person must find each in the folder
# files that often lie beside data and hold no speech
_NOTE = re.compile(r"(?:licen[cs]e|copying|read[-_ ]?me|citation|changelog)(?:[-_. ].*)?", re.I)


@dataclass
class NewStudy:
    """What was found in a folder, and what was written.

    Parameters
    ----------
    folder : Path
        The study's folder below ``data/raw``.
    interviews : int
        Transcripts that were read.
    coder_files : list of str
        Tables of codings that were copied.
    codes : int
        Codes in the codebook that was written or copied.
    doubts : list of str
        What a person should look at first, in plain sentences.
    refused : list of (str, str)
        Files that are neither transcript, codings nor codebook, each with the reason.
    """

    folder: Path
    interviews: int = 0
    coder_files: list[str] = field(default_factory=list)
    codes: int = 0
    doubts: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)

    @property
    def left_out(self) -> list[str]:
        """The refused files in lines for a person: each reason once, other kinds of files last."""
        other = [name for name, reason in self.refused if reason == _OTHER_KIND]
        read = [one for one in self.refused if one[1] != _OTHER_KIND]
        kinds = list(dict.fromkeys(Path(name).suffix.lower() or "no ending" for name in other))
        named = other if len(other) <= _FEW_KINDS else []
        of_kinds = f"{len(other)} files ({some_of(kinds, _FEW_KINDS)})"
        lines = grouped(read, _MOST_REFUSED)
        lines += [f"{some_of(named, _FEW_KINDS)}: {_OTHER_KIND}"] if named else []
        return lines + [f"{of_kinds}: {_OTHER_KIND}"] * bool(other and not named)


def start_study(
    name: str, source: Path, root: Path = Path(), told: Callable[[str], None] = lambda file: None
) -> NewStudy:
    """Make a study of a folder of transcripts and, if there are any, codings and a codebook.

    Files are copied, never changed. Everything that is written is a proposal for a person to
    correct: interviews.csv, speakers.csv (who is interviewer and who participant), identifiers.csv
    (names that speakers bear), codebook.yaml (from a code list, else from the codes that the
    codings use) and settings.yaml.

    Parameters
    ----------
    name : str
        Of the study: a new folder below ``data/raw``.
    source : Path
        The folder to look through, with all folders in it.
    root : Path
        The project's folder.
    told : callable
        Gets the name of each file before it is read, for a person who waits.

    Returns
    -------
    NewStudy

    Raises
    ------
    InputError
        If the study exists, the folder does not, or no transcript can be read in it.
    """
    study = check_settings({"study": name}).study
    folder = root / "data/raw" / study
    if folder.exists():
        raise InputError(folder, "the study exists.", "choose another name, or remove the folder.")
    found = NewStudy(folder)
    paths = _files(source)
    with TemporaryDirectory() as scratch:
        parts = Path(scratch) / "parts"  # where a table of several interviews is taken apart
        parts.mkdir()
        with _prints_ahead(paths) as read:
            sorted_files = _sort(paths, source, found, parts, told, read)
        sorted_files.transcripts = joined_speakers(sorted_files.transcripts, parts, found.doubts)
        _leave_out_repeated(sorted_files.transcripts, found)
        brought = bring_projects(sorted_files.projects, sorted_files.transcripts, Path(scratch))
        sorted_files.brought = brought
        sorted_files.transcripts |= brought.transcripts
        found.refused += brought.refused
        if not sorted_files.transcripts:
            reasons = "\n  ".join(found.left_out) or _why_nothing(sorted_files)
            problem = f"no transcript could be read:\n  {reasons}\n "
            raise InputError(source, problem, "see docs/formats.md for what is read.")
        _write(sorted_files, found)
    return found


def _leave_out_repeated(transcripts: dict[Path, Transcript], found: NewStudy) -> None:
    """Keep one file of each interview: people save it as Word and as text, or a part of it."""
    for path, other in repeated(transcripts).items():
        del transcripts[path]
        reason = (
            f"its words stand in {other.name}, too, and would count twice. Fix: if they are two "
            "interviews, add this one to transcripts/ and interviews.csv."
        )
        found.refused.append((path.name, reason))


@dataclass
class _Sorted:
    source: Path
    transcripts: dict[Path, Transcript] = field(default_factory=dict)
    coder_files: list[Path] = field(default_factory=list)
    projects: list[Path] = field(default_factory=list)
    brought: BroughtProjects = field(default_factory=BroughtProjects)
    codebooks: list[Path] = field(default_factory=list)
    identifiers: Path | None = None

    @property
    def codebook(self) -> Path | None:
        """The first codebook; further ones stand in workbooks of codings."""
        return self.codebooks[0] if self.codebooks else None


def _files(source: Path) -> list[Path]:
    if not source.is_dir():
        raise InputError(
            source,
            f"is no folder in {Path.cwd()}." if not source.is_absolute() else "is no folder.",
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


def _sort(
    paths: Iterable[Path],
    source: Path,
    found: NewStudy,
    parts: Path,
    told: Callable[[str], None],
    read: Callable[[Path], Transcript],
) -> _Sorted:
    """Tell transcripts, codings and codebook apart by what they hold."""
    result = _Sorted(source)
    paths = list(paths)
    names = {path.stem for path in paths}
    for path in paths:
        project = is_project(path)
        quoted = [] if project else quotes_in(path, names)
        if quoted:
            file = new_folder(parts) / f"{path.stem}.csv"  # two tables may have one name
            result.coder_files.append(_written(quoted, file))
            found.doubts.append(
                f"{path.name}: its headings were taken as codes, and its quotes as "
                f"{count(len(quoted), 'coding')}: compare the table in codings/ with it."
            )
            continue
        kind = "" if project else _kind_of_table(path)
        if project:
            result.projects.append(path)
        coded = kind.startswith("codings")
        listed = kind.endswith("codebook") and (coded or result.codebook is None)
        result.coder_files += [path] * coded
        result.codebooks += [path] * listed
        if coded or listed:
            continue
        if path.name.lower() == IDENTIFIERS.path:
            result.identifiers = path
        elif not project and _is_called_codebook(path):
            found.refused.append((path.relative_to(source).as_posix(), _UNREAD_CODEBOOK))
        elif not project and path.suffix.lower().lstrip(".") not in _KNOWN:
            reason = _KINDS.get(path.suffix.lower().lstrip("."), _OTHER_KIND)
            found.refused.append((path.relative_to(source).as_posix(), reason))
        elif not _NOTE.fullmatch(path.stem) and (not project or is_coded_transcript(path)):
            told(path.name)
            refused = len(found.refused)
            result.transcripts |= _read(path, found, parts, read)
            # many folders may hold an "index.md"
            found.refused[refused:] = [
                (path.relative_to(source).as_posix() if name == path.name else name, reason)
                for name, reason in found.refused[refused:]
            ]
    return result


@contextmanager
def _prints_ahead(paths: Iterable[Path]) -> Iterator[Callable[[Path], Transcript]]:
    """Read PDFs while others are looked at: each is read by a process of its own."""
    pool = ThreadPoolExecutor(_READING)
    prints = [path for path in paths if path.suffix.lower() == ".pdf"]
    reading = {path: pool.submit(read_transcript, path) for path in prints}
    try:
        yield lambda path: reading[path].result() if path in reading else read_transcript(path)
    finally:
        pool.shutdown(cancel_futures=True)


def _read(
    path: Path, found: NewStudy, parts: Path, read_one: Callable[[Path], Transcript]
) -> dict[Path, Transcript]:
    """Read the transcript that a file holds, or the several that a table or a document does."""
    below = _below_headings(path, found, parts)
    if below:
        return below
    try:
        return {path: read_one(path)}
    except InputError as error:
        if getattr(error, "kind", "") != Kind.SEVERAL_INTERVIEWS:
            found.refused.append(reason_of(error))
            return {}
    read: dict[Path, Transcript] = {}
    refused = len(found.refused)
    for part in _taken_apart(path, parts):
        read |= _read(part, found, parts, read_one)
    if not _are_talks(read.values()):
        found.refused[refused:] = [(path.name, "holds several texts, and most are no talk.")]
        return {}
    found.doubts.append(_say_apart(path, len(read)))
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


def _below_headings(path: Path, found: NewStudy, parts: Path) -> dict[Path, Transcript]:
    """Read the interviews below headings such as "Interview 2", if most are conversations."""
    read: dict[Path, Transcript] = {}
    refused: list[tuple[str, str]] = []
    try:
        apart = headed.interviews_in(open_source(path))
    except InputError:
        return {}
    folder = new_folder(parts) if apart else parts  # two files may have one name
    for number, data in apart:
        file = folder / f"{path.stem} {number}{path.suffix}"
        file.write_bytes(data)
        try:
            read[file] = read_transcript(file)
        except InputError as error:
            refused.append((f"{path.name}, number {number}", reason_of(error)[1]))
    talks = sum(len({turn.speaker for turn in one.turns}) > 1 for one in read.values())
    if talks < len(read) or talks <= len(refused):
        return {}
    found.doubts.append(_say_apart(path, len(read)))
    found.refused += refused
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
        with file.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out, lineterminator="\n").writerows(part.rows)  # the words as they stand
        yield file


def _written(quotes: Sequence[QuotedCode], file: Path) -> Path:
    """Write the codings of a document as a table, which a person can correct."""
    sheet = sheet_of(quotes)
    rows = [cells for _, cells in sheet.rows]
    pd.DataFrame(rows, columns=sheet.header).to_csv(file, index=False)
    return file


def _is_called_codebook(path: Path) -> bool:
    """Tell whether a document bears the name of a codebook, such as "Codebook v2.docx"."""
    named = CALLED.match(plain_name(path.stem))
    return bool(named) and path.suffix.lower() in CODEBOOK_DOCUMENTS


def _speaks(path: Path) -> bool:
    """Tell a transcript in YAML from a codebook."""
    try:
        return bool(read_transcript(path).turns)
    except InputError:
        return False


def _kind_of_table(path: Path) -> str:
    if path.suffix.lower() in (".yaml", ".yml"):
        return "" if _speaks(path) else "codebook"
    if path.suffix.lower() == ".json":
        return "codebook" if CALLED.search(plain_name(path.stem)) else ""
    if path.suffix.lower() in CODEBOOK_DOCUMENTS:
        return "codebook" if is_codebook_document(path) else ""
    if path.suffix.lower() not in _TABLES:
        return ""
    try:
        headers = [sheet.header for sheet in open_table(path)]
    except AftThemesError:
        return ""
    coded = [
        code_places(header, coding_columns(header)) for header in headers if is_codings(header)
    ]
    if any(coded) or (coded and not any(map(is_header, headers))):
        return "codings"
    # quotes with their codes; whose they are, sheets or files or the words themselves tell
    rest = [header for header in headers if not is_codebook_header(header)]
    quotes = any(map(are_coded_quotes, rest)) and not any(map(_names_speakers, headers))
    if len(rest) < len(headers):
        return "codings and codebook" if quotes else "codebook"
    return "codings" if quotes else ""


def _names_speakers(header: Sequence[str]) -> bool:
    """Tell whether a table has columns of speakers and words, beside that of the codes."""
    code = coding_columns(header).get("code")
    return is_header(["" if at == code else name for at, name in enumerate(header)])


def _write(files: _Sorted, found: NewStudy) -> None:
    raw = found.folder
    said = said_names(files.transcripts.values(), files.identifiers)
    renamed = Renamed()
    former = unlike(files.transcripts, files.source)
    names, ids = _named(former, said, renamed)
    _copy(names, raw / TRANSCRIPTS.path)
    interviews, speakers = [], []
    known = check_settings({}).language
    coded: list[dict[str, str]] = []
    asking = _interviewers(files.transcripts.values())
    doubted: list[tuple[str, str]] = []
    both = False  # whether the interviewers' words are coded too
    for path, transcript in files.transcripts.items():
        interview = ids[names[path]]
        beside = list(row_codings(path, interview, transcript.format, transcript.turns))
        coded += beside
        listed = _speakers(interview, transcript, asking)
        both |= _asked(beside, transcript, listed)
        doubted += [(names[path], doubt) for doubt in _of_nobody(listed)]
        speakers += listed
        interviews.append(
            {
                "interview": interview,
                "file": names[path],
                "was": "" if names[path] == former[path] else Path(former[path]).stem,
                "format": transcript.format,
                "interviewer_label": _labels(listed, Role.INTERVIEWER),
                "speakers": "; ".join(
                    f"{one['speaker']} ({count(one['turns'], 'turn')}, "
                    f"{count(one['words'], 'word')})"
                    for one in listed
                ),
            }
        )
        doubted += [
            (names[path], one.message)
            for one in transcript.findings
            if one.severity == Severity.DOUBT
        ]
        language = language_of("\n".join(turn.text for turn in transcript.turns))
        if language not in ("", known):
            doubted.append((names[path], say_language(language, known)))
    found.doubts += grouped(doubted)
    found.interviews = len(interviews)
    _add_attributes(interviews, list(files.transcripts), files.brought, said, found.doubts)
    write_csv(pd.DataFrame(interviews), raw / INTERVIEWS.path)
    write_csv(pd.DataFrame(speakers), raw / SPEAKERS.path)
    _write_identifiers(files, speakers, raw)
    called = {Path(former[path]).stem.casefold(): ids[name] for path, name in names.items()}
    found.coder_files = _copy_codings(files, called, said, renamed, raw)
    if coded:
        file = raw / CODER_FILES.path / f"{CODER}.csv"
        write_csv(pd.DataFrame(coded), file)
        files.coder_files.append(file)
        found.coder_files.append(file.name)
    found.codes = _write_codebook(files, raw, renamed, found.doubts)
    write_text(raw / "settings.yaml", _SETTINGS + _BOTH_CODED * both)
    found.doubts += renamed.say()
    renamed.write(raw / RENAMED.path)
    found.doubts += _lacking(files, found)


def _why_nothing(files: _Sorted) -> str:
    """Say why a folder without any rejected file gave no transcript."""
    coded = [path.name for path in files.coder_files]
    if coded:
        return f"the folder holds codings only ({', '.join(coded)}): add the transcripts."
    return "the folder is empty"


def _add_attributes(
    interviews: Sequence[dict[str, str]],
    paths: Sequence[Path],
    brought: BroughtProjects,
    said: SaidNames,
    doubts: list[str],
) -> None:
    """Add the variables of cases as columns of interviews.csv, but none that hold a name."""
    given = brought.attributes()
    every = list(dict.fromkeys(name for values in given.values() for name in values))
    names = [
        name
        for name in every
        if not any(map(said.stand_in, (name, *(one.get(name, "") for one in given.values()))))
    ]
    if len(names) < len(every):
        doubts.append(
            f"{count(len(every) - len(names), 'attribute')} of the projects' cases held names, and "
            "attributes are printed: left out of interviews.csv."
        )
    for row, path in zip(interviews, paths, strict=True):
        row.update({name: given.get(path, {}).get(name, "") for name in names})
    if names:
        doubts.append(
            f"interviews.csv has {len(names)} attributes of the projects' cases: take out those "
            "that may identify a participant."
        )


def _asked(
    coded: Sequence[Mapping[str, str]],
    transcript: Transcript,
    speakers: Sequence[Mapping[str, Any]],
) -> bool:
    """Tell whether codes stand beside the interviewers' words."""
    asking = {one["speaker"] for one in speakers if one["role"] == Role.INTERVIEWER}
    turns = (row["turn"] for row in coded)
    return any(transcript.turns[int(turn) - 1].speaker in asking for turn in turns if turn)


def _lacking(files: _Sorted, found: NewStudy) -> Iterator[str]:
    """Say what a study needs and the folder did not hold."""
    if not found.coder_files:
        yield "No codings were found: add the coders' files to codings/."
    if not found.codes:
        yield "No codes were found: write their names into codebook.yaml."


def _named(
    names: dict[Path, str], said: SaidNames, renamed: Renamed
) -> tuple[dict[Path, str], dict[str, str]]:
    """Name the transcripts, and give each an id; all get new names if one's holds a name.

    A first name may be the participant's, even where nobody says it.
    """
    ids = interview_ids(list(names.values()), said)
    stems = [Path(name).stem for name in names.values()]
    if not any(said.in_file(stem) or names_a_person(stem) for stem in stems):
        return names, ids
    new = {path: ids[name] + path.suffix.strip() for path, name in names.items()}
    renamed.add("transcript", {name: new[path] for path, name in names.items()})
    return new, {name: Path(name).stem for name in new.values()}


def _copy(names: Mapping[Path, str], folder: Path) -> None:
    for path, name in names.items():
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, folder / name)


def _copy_codings(
    files: _Sorted, called: Mapping[str, str], said: SaidNames, renamed: Renamed, raw: Path
) -> list[str]:
    """Copy tables and projects with codings; no name of a file or coder holds a name."""
    projects = files.brought.with_codings()
    tables = unlike(files.coder_files, files.source)
    former = tables | {path: project_name(path) for path in projects}
    new = neutral_files(former, said, called)
    renamed.add("codings", {name: new[path] for path, name in former.items()})
    coders = neutral_coders([*coders_in(tables), *files.brought.coders()], said)
    renamed.add("coder", coders)
    for path in tables:
        copy_table(path, raw / CODER_FILES.path / new[path], coders)
    files.brought.copy(raw, new)
    if any(coders.get(one) for one in files.brought.coders()):
        files.brought.map_coders(raw, coders)
    return [*sorted(new[path] for path in tables), *sorted(new[path] for path in projects)]


def _interviewers(transcripts: Iterable[Transcript]) -> set[str]:
    """Name the people who interview in some file: they do so wherever they speak.

    What is no name, such as A1 or "Doctor", must ask in most of its files. "Speaker 1" never does:
    it is somebody else in each.
    """
    spoken: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for transcript in transcripts:
        for one, role in _told_roles(transcript).items():
            spoken[one] += 1
            asked[one] += role == Role.INTERVIEWER
    return {
        one
        for one, times in asked.items()
        if times and (bare_name(one) or _usual(one, times, spoken[one]))
    }


def _told_roles(transcript: Transcript) -> dict[str, str]:
    """Give the speakers of a file roles: what its legend tells, else what they say."""
    asking = [one for one, role in transcript.roles.items() if role == Role.INTERVIEWER]
    roles, _, _ = assign_roles(transcript.turns, ";".join(asking))
    return roles | {one: str(role) for one, role in transcript.roles.items()}


def _usual(label: str, asked: int, spoken: int) -> bool:
    return not _NUMBERED.fullmatch(label) and asked >= _FILES_ASKED and 4 * asked >= 3 * spoken


def _speakers(
    interview: str, transcript: Transcript, interviewers: Collection[str]
) -> list[dict[str, Any]]:
    """List the speakers of a file with what they say and who they seem to be."""
    roles = _told_roles(transcript)
    words_of: Counter[str] = Counter()
    for turn in transcript.turns:
        words_of[turn.speaker] += len(turn.text.split())
    most = max(words_of, key=lambda speaker: words_of[speaker])
    here = [
        one for one in words_of if one in interviewers and (one != most or _CODED.fullmatch(one))
    ]
    if (
        here and not transcript.roles
    ):  # with the one who was found in this file, whose label may name nobody
        too = [one for one, role in roles.items() if role == Role.INTERVIEWER]
        roles, _, _ = assign_roles(transcript.turns, ";".join(dict.fromkeys(here + too)))
        if Role.PARTICIPANT not in roles.values():  # whoever asks elsewhere is interviewed here
            roles, _, _ = assign_roles(transcript.turns, ";".join(here))
    turns: dict[str, list[int]] = {}
    for turn in transcript.turns:
        turns.setdefault(turn.speaker, []).append(len(turn.text.split()))
    people = [speaker for speaker, role in roles.items() if role == Role.PARTICIPANT]
    listed = []
    for speaker, words in turns.items():
        role = roles.get(speaker, Role.OTHER)
        participant = ""
        if role == Role.PARTICIPANT:
            several = len(people) > 1
            # a single one is whom interviews.csv names, so that there is one place to correct
            participant = f"{interview}-{people.index(speaker) + 1}" if several else ""
        listed.append(
            {
                "interview": interview,
                "speaker": speaker,
                "turns": len(words),
                "words": sum(words),
                "role": str(role),
                "participant": participant,
            }
        )
    return listed


def _of_nobody(speakers: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Say so where people without a role say much: their words count for nobody."""
    other = sum(one["words"] for one in speakers if one["role"] == Role.OTHER)
    answered = sum(one["words"] for one in speakers if one["role"] == Role.PARTICIPANT)
    if other >= max(_LEAST_OTHER, _MOST_OTHER * (other + answered)):
        yield (
            f"{other} words are of speakers with the role `other`, and are not analysed: say in "
            "speakers.csv who of them is a participant."
        )


def _labels(speakers: Sequence[Mapping[str, Any]], role: Role) -> str:
    return "; ".join(str(one["speaker"]) for one in speakers if one["role"] == role)


def _write_identifiers(files: _Sorted, speakers: Sequence[Mapping[str, Any]], raw: Path) -> None:
    """Copy the team's list of names, or propose one: the speakers' names."""
    if files.identifiers:
        shutil.copyfile(files.identifiers, raw / IDENTIFIERS.path)
        return
    turns = [turn for transcript in files.transcripts.values() for turn in transcript.turns]
    small = small_words("\n".join(turn.text for turn in turns))
    rows: dict[str, dict[str, str]] = {}
    numbers: dict[str, int] = {}
    for one in speakers:
        name = bare_name(str(one["speaker"]))
        if not name or name.casefold() in rows or is_heading(name, small):
            continue
        stem = str(one["role"]).upper() if one["role"] != Role.OTHER else UNSURE
        numbers[stem] = numbers.get(stem, 0) + 1
        tag = f"{stem}_{numbers[stem]}"
        rows[name.casefold()] = {"text": name, "kind": "person", "replacement": tag}
    listed = pd.DataFrame(list(rows.values()), columns=["text", "kind", "replacement"])
    write_csv(listed, raw / IDENTIFIERS.path)


def _write_codebook(files: _Sorted, raw: Path, renamed: Renamed, doubts: list[str]) -> int:
    """Copy the codebook, or write one of a code list, or of the codes that the codings use."""
    target = raw / CODEBOOK.path
    codes = _codes(files, doubts)
    kept = files.codebook is not None and files.codebook.suffix.lower() in (".yaml", ".yml")
    names = listed_names(listed_if_readable(raw / IDENTIFIERS.path), check_settings({}))
    neutral, changed = neutral_codes(codes, names)
    if kept and not changed and files.codebook:
        shutil.copyfile(files.codebook, target)
        return len(codes)
    write_text(target, _codebook_text(neutral))
    renamed.codes = changed
    return len(codes)


def _codes(files: _Sorted, doubts: list[str]) -> list[Code]:
    """List the codes of the codebook, or of the projects, and those that only codings use."""
    used = codes_in(files.coder_files)
    if files.codebook is None:
        listed = files.brought.codes()
        names = {code.name.casefold() for code in listed}
        new = {name: theme for name, theme in used.items() if name.casefold() not in names}
        return [*listed, *new_codes(new, listed)]
    book = load_codebook(files.codebook)
    if files.codebook.suffix.lower() in PRINTED_CODEBOOKS:
        codes = count(len(book.codes), "code")
        doubts.append(
            f"{files.codebook.name}: was read as the codebook, with {codes}: compare codebook.yaml "
            "with it, for a print does not always show what is a code."
        )
    if files.codebook.suffix.lower() in (".yaml", ".yml"):
        return list(book.codes)
    for other in files.codebooks[1:]:
        more = list(_further_codes(load_codebook(other).codes, book))
        book = replace(book, codes=(*book.codes, *more))
        doubts.append(
            f"{other.name}: has a codebook, too: its {count(len(more), 'further code')} were added."
        )
    unlisted = [name for name in used if not _is_listed(name, book)]
    if unlisted:
        doubts.append(
            f"{files.codebook.name}: codings use {count(len(unlisted), 'code')} that it "
            "lacks, now at the "
            f"end of codebook.yaml: {', '.join(unlisted)}. A misspelt one: correct it in the "
            "codings, and remove it from codebook.yaml."
        )
    return [*book.codes, *new_codes(dict.fromkeys(unlisted, ""), book.codes)]


def _further_codes(codes: Iterable[Code], book: Codebook) -> Iterator[Code]:
    """Give the codes that a codebook lacks, one below the other, ids that it does not have."""
    lacking = {code.name: code for code in codes if not book.find(code.name)}
    for new in new_codes(dict.fromkeys(lacking, ""), book.codes):
        yield replace(lacking[new.name], id=new.id, see_also=())


def _is_listed(name: str, book: Codebook) -> bool:
    """Tell whether a cell's code, or the codes between its commas, are in a codebook."""
    return bool(book.find(name)) or any(book.find(part.strip()) for part in name.split(","))


def _codebook_text(codes: Iterable[Code]) -> str:
    tree: list[dict[str, Any]] = []
    places: dict[str, list[dict[str, Any]]] = {"": tree}
    for code in codes:
        entry: dict[str, Any] = {"id": code.id, "name": code.name}
        entry |= {name: value for name in _FIELDS if (value := getattr(code, name))}
        entry |= {name: list(value) for name in _LISTS if (value := getattr(code, name))}
        entry |= {"valence": code.valence} if code.valence != "either" else {}
        above = places[code.parent]
        above.append(entry)
        places[code.id] = entry.setdefault("codes", [])
    _drop_empty(tree)
    head = {"title": "", "version": "1", "codes": tree}
    text: str = yaml.safe_dump(head, allow_unicode=True, sort_keys=False)
    return text


def _drop_empty(entries: list[dict[str, Any]]) -> None:
    for entry in entries:
        if entry["codes"]:
            _drop_empty(entry["codes"])
        else:
            del entry["codes"]


_FIELDS = ("definition", "include", "exclude", "was")
_LISTS = ("exemplars", "see_also", "cues")
_SETTINGS = """\
# Settings of this study; they win over config/config.yaml, which explains each of them.
report:
  # Title of the report.
  title: ""
"""
_BOTH_CODED = """\
coding:
  # The tags stand beside questions too. Such codings are kept apart and not counted as themes.
  interviewer_turns: true
"""
