"""Begin a study: look through a folder of files, and write a first draft of everything it needs."""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from aft_themes.catalog import CODEBOOK, CODER_FILES, IDENTIFIERS, INTERVIEWS, SPEAKERS, TRANSCRIPTS
from aft_themes.coding.codebook_reading import load_codebook
from aft_themes.coding.headers import CODEBOOK_COLUMNS, CODING_COLUMNS, find_columns, is_codings
from aft_themes.coding.tables import open_table
from aft_themes.errors import AftThemesError, InputError
from aft_themes.io.files import write_text
from aft_themes.io.spreadsheets import write_csv
from aft_themes.settings import check_settings
from aft_themes.transcripts.findings import Severity
from aft_themes.transcripts.reader import read_transcript
from aft_themes.transcripts.roles import assign_roles
from aft_themes.transcripts.turns import UNKNOWN_SPEAKER, Transcript
from aft_themes.vocabulary import Role

MAX_FILES = 5000  # a folder of more is not one study's transcripts
_TABLES = (".csv", ".tsv", ".xlsx", ".xlsm")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,31}")
# labels that name a role, a device or a number, and nobody
_GENERIC = re.compile(
    r"(?:speaker|spk|participant|respondent|interviewee|interviewer|moderator|facilitator|client|"
    r"therapist|researcher|subject|person|unknown|guest|host|user|male|female|man|woman|[a-z]{1,2})"
    r"[\W_]*\d{0,4}(?:\s*\(.*\))?",
    re.IGNORECASE,
)


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
    left_out : list of str
        Files that are neither transcript, codings nor codebook, each with the reason.
    """

    folder: Path
    interviews: int = 0
    coder_files: list[str] = field(default_factory=list)
    codes: int = 0
    doubts: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def start_study(name: str, source: Path, root: Path = Path()) -> NewStudy:
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
    sorted_files = _sort(_files(source), found)
    if not sorted_files.transcripts:
        reasons = "\n  ".join(found.left_out) or "the folder is empty"
        problem = f"no transcript could be read:\n  {reasons}\n "
        raise InputError(source, problem, "see docs/formats.md for what is read.")
    _write(sorted_files, found)
    return found


@dataclass
class _Sorted:
    transcripts: dict[Path, Transcript] = field(default_factory=dict)
    coder_files: list[Path] = field(default_factory=list)
    codebook: Path | None = None
    identifiers: Path | None = None


def _files(source: Path) -> list[Path]:
    if not source.is_dir():
        raise InputError(source, "is no folder.", "name the folder with the transcripts.")
    paths = sorted(
        path
        for path in source.rglob("*")
        if path.is_file()
        and not any(part.startswith((".", "~$")) for part in path.relative_to(source).parts)
    )
    if len(paths) > MAX_FILES:
        problem = f"holds {len(paths):,} files; at most {MAX_FILES:,} are looked through."
        raise InputError(source, problem, "name the folder of the transcripts only.")
    return paths


def _sort(paths: Iterable[Path], found: NewStudy) -> _Sorted:
    """Tell transcripts, codings and codebook apart by what they hold."""
    result = _Sorted()
    for path in paths:
        kind = _kind_of_table(path)
        if kind == "codings":
            result.coder_files.append(path)
        elif kind == "codebook" and result.codebook is None:
            result.codebook = path
        elif path.name.lower() == IDENTIFIERS.path:
            result.identifiers = path
        else:
            try:
                result.transcripts[path] = read_transcript(path)
            except InputError as error:
                found.left_out.append(str(error))
    return result


def _kind_of_table(path: Path) -> str:
    if path.suffix.lower() in (".yaml", ".yml"):
        return "codebook"
    if path.suffix.lower() not in _TABLES:
        return ""
    try:
        headers = [sheet.header for sheet in open_table(path)]
    except AftThemesError:
        return ""
    if any(is_codings(header) for header in headers):
        return "codings"
    columns = [set(find_columns(header, CODEBOOK_COLUMNS)) for header in headers]
    if any({"name", "definition"} <= each or "path" in each for each in columns):
        return "codebook"
    return ""


def _write(files: _Sorted, found: NewStudy) -> None:
    raw = found.folder
    names = _copy(list(files.transcripts), raw / TRANSCRIPTS.path)
    ids = _interview_ids([names[path] for path in files.transcripts])
    interviews, speakers = [], []
    for path, transcript in files.transcripts.items():
        interview = ids[names[path]]
        listed = _speakers(interview, transcript)
        speakers += listed
        interviews.append(
            {
                "interview": interview,
                "file": names[path],
                "format": transcript.format,
                "interviewer_label": _labels(listed, Role.INTERVIEWER),
                "speakers": "; ".join(
                    f"{one['speaker']} ({one['turns']} turns, {one['words']} words)"
                    for one in listed
                ),
            }
        )
        found.doubts += [
            f"{names[path]}: {one.message}"
            for one in transcript.findings
            if one.severity == Severity.DOUBT
        ]
    found.interviews = len(interviews)
    write_csv(pd.DataFrame(interviews), raw / INTERVIEWS.path)
    write_csv(pd.DataFrame(speakers), raw / SPEAKERS.path)
    _write_identifiers(files, speakers, raw)
    found.coder_files = sorted(_copy(files.coder_files, raw / CODER_FILES.path).values())
    found.codes = _write_codebook(files, raw)
    write_text(raw / "settings.yaml", _SETTINGS)
    if not files.coder_files:
        found.doubts.append("No codings were found: add the coders' files to codings/.")


def _copy(paths: Sequence[Path], folder: Path) -> dict[Path, str]:
    """Copy files into one folder; two of one name get numbers."""
    names: dict[Path, str] = {}
    taken: set[str] = set()
    for path in paths:
        name, number = path.name, 2
        while name.casefold() in taken:
            name, number = f"{path.stem} {number}{path.suffix}", number + 1
        taken.add(name.casefold())
        names[path] = name
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, folder / name)
    return names


def _interview_ids(files: Sequence[str]) -> dict[str, str]:
    """Propose ids: the file names where they are short and name nobody, else I01, I02 ..."""
    stems = {file: Path(file).stem for file in files}
    short = all(_ID.fullmatch(stem) and re.search(r"\d", stem) for stem in stems.values())
    if short and len({stem.casefold() for stem in stems.values()}) == len(stems):
        return stems
    width = max(2, len(str(len(files))))
    return {file: f"I{number:0{width}d}" for number, file in enumerate(files, 1)}


def _speakers(interview: str, transcript: Transcript) -> list[dict[str, Any]]:
    """List the speakers of a file with what they say and who they seem to be."""
    roles, _, _ = assign_roles(transcript.turns)
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


def _labels(speakers: Sequence[Mapping[str, Any]], role: Role) -> str:
    return "; ".join(str(one["speaker"]) for one in speakers if one["role"] == role)


def _write_identifiers(files: _Sorted, speakers: Sequence[Mapping[str, Any]], raw: Path) -> None:
    """Copy the team's list of names, or propose one: the speakers' names."""
    if files.identifiers:
        shutil.copyfile(files.identifiers, raw / IDENTIFIERS.path)
        return
    rows: dict[str, dict[str, str]] = {}
    numbers: dict[str, int] = {}
    for one in speakers:
        name = _bare_name(str(one["speaker"]))
        if not name or name.casefold() in rows:
            continue
        stem = str(one["role"]).upper() if one["role"] != Role.OTHER else "PERSON"
        numbers[stem] = numbers.get(stem, 0) + 1
        tag = f"{stem}_{numbers[stem]}"
        rows[name.casefold()] = {"text": name, "kind": "person", "replacement": tag}
    listed = pd.DataFrame(list(rows.values()), columns=["text", "kind", "replacement"])
    write_csv(listed, raw / IDENTIFIERS.path)


def _bare_name(speaker: str) -> str:
    """Give the name in a label, without roles in brackets; empty if it names nobody."""
    name = re.sub(r"[(\[{].*?[)\]}]", " ", speaker).strip(" :*_-")
    name = " ".join(name.split())
    if speaker == UNKNOWN_SPEAKER or _GENERIC.fullmatch(name) or len(name) < 3:
        return ""
    return name if any(letter.isalpha() for letter in name) else ""


def _write_codebook(files: _Sorted, raw: Path) -> int:
    """Copy the codebook, or write one of a code list, or of the codes that the codings use."""
    target = raw / CODEBOOK.path
    if files.codebook is not None:
        book = load_codebook(files.codebook)
        if files.codebook.suffix.lower() in (".yaml", ".yml"):
            shutil.copyfile(files.codebook, target)
        else:
            entries = [(code.id, code.name, code.definition) for code in book.codes]
            write_text(target, _codebook_text(entries))
        return len(book.codes)
    names = _codes_in(files.coder_files)
    ids = _code_ids(names)
    write_text(target, _codebook_text([(ids[name], name, "") for name in names]))
    return len(names)


def _codes_in(coder_files: Sequence[Path]) -> list[str]:
    """Name the codes that tables of codings use, as they write them, in alphabetical order."""
    names: set[str] = set()
    for path in coder_files:
        for sheet in open_table(path):
            at = find_columns(sheet.header, CODING_COLUMNS).get("code")
            if at is not None:
                cells = (cells[at] for _, cells in sheet.rows)
                names |= {part.strip() for cell in cells for part in re.split(r"[;|\n]", cell)} - {
                    ""
                }
    return sorted(names, key=str.casefold)


def _code_ids(names: Sequence[str]) -> dict[str, str]:
    """Give each code an id of plain small letters."""
    ids: dict[str, str] = {}
    for name in names:
        plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
        stem = re.sub(r"[^a-z0-9]+", "_", plain).strip("_") or "code"
        stem = stem if stem[0].isalpha() else f"code_{stem}"
        number, chosen = 2, stem
        while chosen in ids.values():
            chosen, number = f"{stem}_{number}", number + 1
        ids[name] = chosen
    return ids


def _codebook_text(codes: Sequence[tuple[str, str, str]]) -> str:
    tree: list[dict[str, Any]] = []
    places: dict[str, list[dict[str, Any]]] = {"": tree}
    for code, name, definition in codes:
        entry: dict[str, Any] = {"id": code, "name": name}
        if definition:
            entry["definition"] = definition
        above = places[code.rpartition(".")[0]]
        above.append(entry)
        places[code] = entry.setdefault("codes", [])
    _drop_empty(tree)
    head = {"title": "Codebook", "version": "1", "codes": tree}
    text: str = yaml.safe_dump(head, allow_unicode=True, sort_keys=False)
    return text


def _drop_empty(entries: list[dict[str, Any]]) -> None:
    for entry in entries:
        if entry["codes"]:
            _drop_empty(entry["codes"])
        else:
            del entry["codes"]


_SETTINGS = """\
# Settings of this study; they win over config/config.yaml, which explains each of them.
report:
  # Title of the report.
  title: ""
"""
