"""Projects of other programs in the folder that a study is begun from."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from aft_themes.catalog import CODER_FILES, IMPORT_MAPPING
from aft_themes.codebook.codes import Code
from aft_themes.corpus.interviews import COLUMNS
from aft_themes.errors import InputError
from aft_themes.exchange.mapping import (
    SAME_WORDS,
    SOME_WORDS,
    USER,
    MappingRow,
    StudyMapping,
    new_ids,
    save_mapping,
)
from aft_themes.exchange.model import (
    ImportedSource,
    Project,
    split_description,
    without_lone_root,
)
from aft_themes.exchange.offers import file_name
from aft_themes.exchange.recognising import project_name, read_project
from aft_themes.exchange.word_places import InterviewWords, runs_of, words_of
from aft_themes.new_study.refusals import Refusal, refusal_of
from aft_themes.transcripts.reader import read_transcript
from aft_themes.transcripts.turns import Transcript

_ONLY_CODES = ".qdc"  # a codebook, without codings

_EMPTY = (
    "looks like another program's export of codings, and no coding could be read in it. Fix: give "
    "each coding a row with the columns interview, quote and code."
)


@dataclass
class BroughtProjects:
    """What the projects hold that a new study can use.

    Parameters
    ----------
    projects : dict of Path to Project
        The projects that could be read.
    sources : dict of (str, str) to Path
        The transcript of each document, by project and key of the document.
    transcripts : dict of Path to Transcript
        Documents that are no transcript of the folder, as transcripts.
    refused : list of Refusal
        What could not be read, and why.
    """

    projects: dict[Path, Project] = field(default_factory=dict)
    sources: dict[tuple[str, str], Path] = field(default_factory=dict)
    transcripts: dict[Path, Transcript] = field(default_factory=dict)
    refused: list[Refusal] = field(default_factory=list)

    def codes(self) -> list[Code]:
        """List the codes of all projects, parents before children."""
        found: dict[str, Code] = {}
        for project in self.projects.values():
            codes = without_lone_root(project)
            ids = new_ids(codes)
            for code in sorted(codes, key=lambda one: len(one.path)):
                parts = ids[code.key].split(".")
                for depth, name in enumerate(code.path, 1):
                    above = ".".join(parts[:depth])
                    found.setdefault(above, Code(above, name))
                if not found[ids[code.key]].definition:
                    described = split_description(code.description)
                    found[ids[code.key]] = Code(ids[code.key], code.path[-1], *described)
        return list(found.values())

    def attributes(self) -> dict[Path, dict[str, str]]:
        """Gather the variables of cases and documents, by transcript."""
        found: dict[Path, dict[str, str]] = {}
        for project in self.projects.values():
            for case in project.cases:
                for key in case.sources:
                    path = self.sources.get((project.file, key))
                    values = {name: value for name, value in case.values if name not in COLUMNS}
                    if path and values:
                        found.setdefault(path, {}).update(values)
        return found

    def with_codings(self) -> list[Path]:
        """List the projects that hold codings."""
        return [
            path
            for path, project in self.projects.items()
            if project.codings and path.suffix.lower() != _ONLY_CODES
        ]

    def coders(self) -> set[str]:
        """Name everybody who coded in a project."""
        return {one.coder for project in self.projects.values() for one in project.codings}

    def copy(self, raw: Path, names: Mapping[Path, str]) -> None:
        """Copy the projects that hold codings into a study, by their names there."""
        for path in self.with_codings():
            in_folder = project_name(path) != path.name
            target = raw / CODER_FILES.path / names[path] / (path.name if in_folder else "")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)

    def map_coders(self, raw: Path, coders: Mapping[str, str]) -> None:
        """Write into the mapping under which ids coders stand, who would else bear a name."""
        found = [
            MappingRow(USER, coder, coders[coder], "", "a number in place of a name", "", coder)
            for coder in sorted(self.coders() & coders.keys())
        ]
        (raw / IMPORT_MAPPING.path).parent.mkdir(parents=True, exist_ok=True)
        save_mapping(raw / IMPORT_MAPPING.path, StudyMapping(tuple(found)))


def bring_projects(
    paths: Sequence[Path], transcripts: Mapping[Path, Transcript], scratch: Path
) -> BroughtProjects:
    """Read the projects; documents without a transcript in the folder become transcripts.

    Parameters
    ----------
    paths : sequence of Path
        The projects.
    transcripts : mapping of Path to Transcript
        The transcripts of the folder.
    scratch : Path
        An empty folder for the documents that become transcripts.
    """
    found = BroughtProjects()
    words = {path: _words(transcript) for path, transcript in transcripts.items()}
    for path in paths:
        try:
            project = read_project(path)
        except InputError as error:
            found.refused.append(refusal_of(error))
            continue
        if not project.codings and not project.sources and path.suffix.lower() != _ONLY_CODES:
            found.refused.append((path.name, _EMPTY))
            continue
        found.projects[path] = project
        for source, text in _documents(project):
            known = _transcript_of(source.name, text, words) or _as_transcript(
                source, text, scratch, found
            )
            if known:
                found.sources[project.file, source.key] = known
                if known in found.transcripts:
                    words[known] = _words(found.transcripts[known])
    return found


def _words(transcript: Transcript) -> InterviewWords:
    return InterviewWords(tuple(enumerate(turn.text for turn in transcript.turns)))


def _documents(project: Project) -> Iterator[tuple[ImportedSource, str]]:
    for source in project.sources:
        text = source.text.replace("\r\n", "\n").replace("\r", "\n")
        if text.strip():
            yield source, text


def _transcript_of(name: str, text: str, words: Mapping[Path, InterviewWords]) -> Path | None:
    """Find a document's transcript by its words; by fewer, if the file has its name."""
    runs = runs_of(word.form for word in words_of(text))
    shares = {path: one.share_of(runs) for path, one in words.items()}
    best = max(shares, key=lambda path: shares[path], default=None)
    if best is not None and shares[best] >= SAME_WORDS:
        return best
    named = [
        path for path in words if name.casefold() in (path.stem.casefold(), path.name.casefold())
    ]
    return named[0] if len(named) == 1 and shares[named[0]] >= SOME_WORDS else None


def _as_transcript(
    source: ImportedSource, text: str, scratch: Path, found: BroughtProjects
) -> Path | None:
    """Write a document as a file, and read it as a transcript."""
    stem, number = file_name(source.name), 2
    path = scratch / f"{stem}.txt"
    while path.exists():
        path, number = scratch / f"{stem}_{number}.txt", number + 1
    path.write_text(text, encoding="utf-8")
    try:
        found.transcripts[path] = read_transcript(path)
    except InputError as error:
        found.refused.append(refusal_of(error))
        return None
    return path
