"""The mapping: which code, source or user of another program is which of the study's.

``mapping.csv`` proposes it; a person corrects the column ``ours``; the next import follows it.
``-`` in ``ours`` leaves something out on purpose.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
from rapidfuzz import fuzz, process

from aft_themes.codebook.codes import Codebook
from aft_themes.codebook.ids import free_id, part_of_id
from aft_themes.coding.coder_assignments import Spellings
from aft_themes.errors import InputError
from aft_themes.exchange.model import MACHINE, ImportedCode, ImportedSource, Project
from aft_themes.exchange.study_words import StudyWords
from aft_themes.exchange.word_places import runs_of, words_of
from aft_themes.io.spreadsheets import ROW, read_table, write_csv

CODE, SOURCE, USER = "code", "source", "user"
LEFT_OUT = "-"
UNNAMED = "(not named)"
COLUMNS = ("kind", "theirs", "ours", "nearest", "how", "file", "key")
SAME_WORDS = 0.9  # share of a document's runs of four words that make it an interview's
SOME_WORDS = 0.3  # enough if the name also fits: the interview may have been revised
_SIMILAR = 75  # of 100; a name less alike is not offered
_ACTIVE = "'"


@dataclass(frozen=True, slots=True)
class MappingRow:
    """What something of another program is in the study."""

    kind: str
    theirs: str
    ours: str
    nearest: str
    how: str
    file: str
    key: str


@dataclass(frozen=True)
class StudyMapping:
    """All rows, found by file and key; a row of another file counts for the same key."""

    rows: tuple[MappingRow, ...] = ()
    _by_key: dict[tuple[str, str, str], MappingRow] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        found: dict[tuple[str, str, str], MappingRow] = {}
        for row in self.rows:
            found.setdefault(("", row.kind, row.key), row)
            found[row.file, row.kind, row.key] = row
        object.__setattr__(self, "_by_key", found)

    def get(self, file: str, kind: str, key: str) -> MappingRow | None:
        """Return what is known of something, by its own file first."""
        return self._by_key.get((file, kind, key)) or self._by_key.get(("", kind, key))

    def ours(self, file: str, kind: str, key: str) -> str:
        """Return the study's name for it; ``""`` if it waits for a person."""
        row = self.get(file, kind, key)
        return row.ours if row else ""


def load_mapping(path: Path) -> StudyMapping:
    """Read ``mapping.csv``; a study without one has an empty mapping."""
    if not path.is_file():
        return StudyMapping()
    frame = read_table(path, ("kind", "theirs", "ours"), ("nearest", "how", "file", "key"))
    rows = []
    for record in frame.to_dict("records"):
        values = {name: _text(record[name]) for name in COLUMNS}
        if values["kind"] not in (CODE, SOURCE, USER):
            raise InputError(
                path, "the kind is unknown.", "use code, source or user.", f"row {record[ROW]}"
            )
        values["key"] = values["key"] or values["theirs"]
        rows.append(MappingRow(**values))
    return StudyMapping(tuple(rows))


def _text(cell: object) -> str:
    # a spreadsheet's guard against formulas stands before what begins like one
    return str(cell).strip().removeprefix(_ACTIVE)


def save_mapping(path: Path, mapping: StudyMapping) -> None:
    """Write ``mapping.csv``: what waits for a person first, then by file, kind and name."""
    ordered = sorted(
        mapping.rows, key=lambda row: (bool(row.ours), row.file, row.kind, row.theirs, row.key)
    )
    write_csv(pd.DataFrame(ordered, columns=list(COLUMNS)), path)


def propose(projects: Iterable[Project], study: StudyWords, known: StudyMapping) -> StudyMapping:
    """Propose what each code, source and user is; keep what a person has decided."""
    rows = {(row.file, row.kind, row.key): row for row in known.rows}
    for project in projects:
        for row in _proposals(project, study):
            before = known.get(project.file, row.kind, row.key)
            decided = before is not None and before.ours
            kept = MappingRow(row.kind, row.theirs, before.ours, before.nearest, before.how,
                              project.file, row.key) if before and decided else row  # fmt: skip
            rows[project.file, row.kind, row.key] = kept
    return StudyMapping(tuple(rows.values()))


def _proposals(project: Project, study: StudyWords) -> Iterator[MappingRow]:
    used = {coding.code for coding in project.codings}
    offered = [code for code in project.codes if code.codable or code.key in used]
    ids = new_ids(project.codes)
    for code in offered:
        ours, nearest, how = _code(code, study.codebook, ids)
        yield MappingRow(CODE, code.name, ours, nearest, how, project.file, code.key)
    for source in project.sources:
        ours, nearest, how = _source(source, study)
        yield MappingRow(SOURCE, source.name, ours, nearest, how, project.file, source.key)
    for user in dict.fromkeys(coding.coder or UNNAMED for coding in project.codings):
        ours, how = _user(user, project.file)
        yield MappingRow(USER, user, ours, "", how, project.file, user)


def _user(user: str, file: str) -> tuple[str, str]:
    if user == MACHINE:
        return LEFT_OUT, "the machine is not a coder"
    if user == UNNAMED:
        return Path(file).stem, "the file's name"
    return user, "same name"


def _code(
    code: ImportedCode, book: Codebook | None, ids: Mapping[str, str]
) -> tuple[str, str, str]:
    if book is None:
        return ids[code.key], "", "new code"
    dotted = ".".join(code.path).casefold()
    for form in (dotted, code.path[-1].casefold(), ids[code.key]):
        if form in book:
            return form, "", "same id"
    names = {one.id: tuple(_fold(book[above].name) for above in (*book.ancestors(one.id), one.id))
             for one in book.codes}  # fmt: skip
    path = tuple(_fold(part) for part in code.path)
    same = _same_path(path, names)
    if same:
        return same, "", "same path"
    leaf = [one for one, name in names.items() if name[-1] == path[-1]]
    leaf = leaf or [one for was, one in book.renames.items() if _fold(was) == path[-1]]
    if len(leaf) == 1:
        return leaf[0], "", "same name"
    return "", "; ".join(leaf or _alike(path, names)), "no code has this name: please fill in"


def _same_path(path: tuple[str, ...], names: Mapping[str, tuple[str, ...]]) -> str:
    """Find the code of this path, even if only one of the trees has a folder around all codes."""
    same = [one for one, name in names.items() if name == path]
    around = [
        one
        for one, name in names.items()
        # one level: the name alone says too little
        if name[-len(path) :] == path[-len(name) :] and min(len(name), len(path)) > 1
    ]
    for found in (same, around):
        if len(found) == 1:
            return found[0]
    return ""


def _alike(path: tuple[str, ...], names: Mapping[str, tuple[str, ...]]) -> list[str]:
    leaves = {one: name[-1] for one, name in names.items()}
    # three: more would hide the right one
    found = process.extract(path[-1], leaves, scorer=fuzz.WRatio, limit=3, score_cutoff=_SIMILAR)
    return [one for _, _, one in found]


def _fold(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def new_ids(codes: Sequence[ImportedCode]) -> dict[str, str]:
    """Make an id of the codebook's form for each code, by its key: letters, digits and dots."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for code in codes:
        found[code.key] = free_id(".".join(map(part_of_id, code.path)), taken)
        taken.add(found[code.key])
    return found


def _source(source: ImportedSource, study: StudyWords) -> tuple[str, str, str]:
    named = _named(source.name, study)
    runs = runs_of(word.form for word in words_of(source.text))
    if not runs:
        return (named, "", "same name") if named else ("", "", "no interview has this name")
    shares = {one: study.share_of(one, runs) for one in study.interviews}
    best = max(shares, key=lambda one: shares[one], default="")
    if best and shares[best] >= SAME_WORDS:
        return best, "", f"same words ({shares[best]:.0%})"
    if named and shares[named] >= SOME_WORDS:
        return named, "", f"same name, and {shares[named]:.0%} of its words"
    nearest = best if best and shares[best] >= SOME_WORDS else ""
    return "", nearest, "no interview has these words"


def _named(name: str, study: StudyWords) -> str:
    """Find the interview that a document is called after: its file, or its id."""
    stem = _fold(Path(name.replace("\\", "/")).name)
    bare = re.sub(r"\.(?:docx?|txt|rtf|pdf|odt|vtt|srt|html?|csv|json|xlsx)$", "", stem)
    for interview, file in study.files.items():
        was = _fold(study.former.get(interview, ""))
        if bare in (_fold(interview), _fold(Path(file).stem)) or stem == _fold(file):
            return interview
        if was and was in (bare, stem):
            return interview
    tokens = set(re.findall(r"[^\W_]+", bare))
    inside = [one for one in study.files if _fold(one) in tokens]
    return inside[0] if len(inside) == 1 else _spellings(study).interview(bare)


def _spellings(study: StudyWords) -> Spellings:
    """Know the ways in which people write which interview they mean: "Interview P1" is 1.txt."""
    rows = [(one, file, study.former.get(one, "")) for one, file in study.files.items()]
    return Spellings(pd.DataFrame(rows, columns=["interview", "file", "was"]))


def check_mapping(
    path: Path, mapping: StudyMapping, interviews: Collection[str], book: Codebook | None
) -> None:
    """Refuse a mapping to codes or interviews that the study does not have."""
    wrong = [
        f"{row.kind} {row.theirs!r} is mapped to {row.ours!r}"
        + (f" (perhaps {', '.join(book.nearest(row.ours))})" if row.kind == CODE and book else "")
        for row in mapping.rows
        if row.ours not in ("", LEFT_OUT)
        and (
            (row.kind == CODE and book is not None and row.ours not in book)
            or (row.kind == SOURCE and row.ours not in interviews)
        )
    ]
    if wrong:
        raise InputError(
            path,
            f"{len(wrong)} rows name a code or an interview that the study does not have: "
            f"{'; '.join(wrong[:5])}.",
            "correct the column `ours`, or leave it empty.",
        )
