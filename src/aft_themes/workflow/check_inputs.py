"""Check all inputs of a study in seconds, and list all problems at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import pandas as pd

from aft_themes import catalog
from aft_themes.codebook.codes import Codebook, always_reviewed
from aft_themes.codebook.reading import load_codebook
from aft_themes.coding.files import CodingFile, sort_files
from aft_themes.coding.reading import CodingRows, coders_in, load_codings
from aft_themes.coding.review import read_reviews
from aft_themes.corpus.attribute_values import faulty_values
from aft_themes.corpus.drawn_sample import load_sample
from aft_themes.corpus.interviews import attributes, load_interviews, split_attributes
from aft_themes.corpus.participants import listed_participants
from aft_themes.corpus.speakers import load_speakers
from aft_themes.deidentify import load_decisions, load_identifiers_if_any
from aft_themes.embeddings.bfloat16 import check_bfloat16
from aft_themes.errors import AftThemesError, InputError, SettingsError
from aft_themes.exchange.dropped_files import sort_paths
from aft_themes.exchange.mapping import check_mapping, load_mapping
from aft_themes.io.files import find_file
from aft_themes.language_model.answers import load_answers
from aft_themes.language_model.prompt import load_prompt
from aft_themes.settings import Settings
from aft_themes.themes.authors_quotes import load_authors_quotes
from aft_themes.themes.authors_themes import AuthorsTheme, load_authors_themes
from aft_themes.themes.summaries import framework_topics, load_summaries
from aft_themes.workflow.printed_names import (
    Printed,
    coders_in_print,
    memos_in_print,
    names_in_print,
)
from aft_themes.workflow.rule_files import RuleFiles

_T = TypeVar("_T")


_MAY_LACK = (
    catalog.SPEAKERS,
    catalog.IMPORT_MAPPING,
    catalog.IDENTIFIERS,
    catalog.NAME_DECISIONS,
    catalog.QUOTES_FILE,
    catalog.THEMES_FILE,
    catalog.SUMMARIES_FILE,
    catalog.DRAWN_SAMPLE,
    catalog.LANGUAGE_MODEL_PROMPT,
    catalog.LANGUAGE_MODEL_ANSWERS,
)
INPUTS = (catalog.INTERVIEWS, catalog.CODEBOOK, catalog.CODER_FILES, *_MAY_LACK)
"""All that is checked, but for the transcripts."""


@dataclass(frozen=True)
class StudyInputs:
    """Where the inputs of a study are; missing ones are None or an empty list."""

    interviews: Path
    codebook: Path
    transcripts: Path
    misplaced: list[str] = field(default_factory=list)
    speakers: Path | None = None
    coder_files: list[Path] = field(default_factory=list)
    import_mapping: Path | None = None
    identifiers: Path | None = None
    name_decisions: Path | None = None
    quotes_file: Path | None = None
    themes_file: Path | None = None
    summaries_file: Path | None = None
    drawn_sample: Path | None = None
    language_model_prompt: Path | None = None
    language_model_answers: Path | None = None

    @classmethod
    def of(cls, files: RuleFiles, transcripts: Path, misplaced: list[str]) -> StudyInputs:
        """Find the inputs among files that are known by their names in the catalog."""
        return cls(
            interviews=files.path(catalog.INTERVIEWS),
            codebook=files.path(catalog.CODEBOOK),
            transcripts=transcripts,
            misplaced=misplaced,
            coder_files=files.paths(catalog.CODER_FILES),
            **{entry.name: files.path_if_any(entry) for entry in _MAY_LACK},
        )


@dataclass
class CheckedInputs:
    """What is wrong with a study's inputs, and what was read of them, to be handed on.

    Parameters
    ----------
    problems : list of str
        One line for each, in the order in which the inputs are read.
    interviews, speakers, people, identifiers : pandas.DataFrame or None
        None if the file, or one that it needs, cannot be read. ``people`` are the participants.
    codebook : Codebook or None
    themes : tuple of AuthorsTheme
        The authors' own themes, if they wrote any.
    tables : list of CodingFile
        What each file of ``codings/`` is, but for other programs' projects.
    reviews : pandas.DataFrame or None
        The decisions in filled review workbooks.
    codings : CodingRows or None
        The rows of the coders' tables.
    """

    problems: list[str] = field(default_factory=list)
    interviews: pd.DataFrame | None = None
    speakers: pd.DataFrame | None = None
    people: pd.DataFrame | None = None
    identifiers: pd.DataFrame | None = None
    codebook: Codebook | None = None
    themes: tuple[AuthorsTheme, ...] = ()
    tables: list[CodingFile] = field(default_factory=list)
    reviews: pd.DataFrame | None = None
    codings: CodingRows | None = None

    def read(self, load: Callable[[], _T]) -> _T | None:
        """Call a reader; keep its error instead of stopping."""
        try:
            return load()
        except AftThemesError as error:
            self.problems.append(str(error))
            return None

    def files(self, kind: str) -> list[Path]:
        """List the files of ``codings/`` that are of a kind: codings, review or other."""
        return [file.path for file in self.tables if file.kind == kind]


def check_inputs(inputs: StudyInputs, settings: Settings) -> CheckedInputs:
    """Check interviews, speakers, codebook, coders' files, identifiers, decisions and settings.

    The authors' quotes, themes and summaries, and the drawn sample, are checked too.

    Transcripts are not read here: a transcript that cannot be read is left out, and the intake
    says so.
    """
    found = CheckedInputs(tables=sort_files(sort_paths(inputs.coder_files).tables))
    found.interviews = found.read(lambda: load_interviews(inputs.interviews))
    found.codebook = found.read(lambda: load_codebook(inputs.codebook))
    _check_names(inputs, found)
    found.problems += inputs.misplaced
    if inputs.drawn_sample or settings.coding.estimates_shares:
        found.read(lambda: _check_sample(inputs.drawn_sample))
    if found.interviews is not None:
        _check_people(inputs, settings, found.interviews, found)
    _check_machines(inputs, settings, found.interviews, found)
    if found.codebook is not None:
        _check_codings(inputs, settings, found.codebook, found)
    if found.identifiers is not None and inputs.identifiers:
        _check_print(inputs, settings, found.identifiers, inputs.identifiers.name, found)
    return found


def _check_people(
    inputs: StudyInputs, settings: Settings, interviews: pd.DataFrame, found: CheckedInputs
) -> None:
    """Check who took part, what is known of them, and that there are transcripts."""
    found.read(lambda: _check_transcripts(interviews, inputs.transcripts))
    listed = [inputs.speakers] if inputs.speakers else []
    speakers = found.read(lambda: load_speakers(listed, interviews))
    if speakers is None:
        return
    found.speakers = speakers
    people = found.people = found.read(lambda: listed_participants(interviews, speakers))
    if people is None:
        return
    found.read(lambda: _check_attributes(people, settings))
    for name in attributes(people):
        cells = zip(people["participant"], people[name], strict=True)
        found.problems += faulty_values(name, cells)


def _check_codings(
    inputs: StudyInputs, settings: Settings, codebook: Codebook, found: CheckedInputs
) -> None:
    """Check all that names codes."""
    found.reviews = found.read(lambda: read_reviews(found.files("review"), codebook))
    found.codings = found.read(lambda: load_codings(found.files("codings"), codebook))
    if inputs.import_mapping and found.interviews is not None:
        mapped, ids = inputs.import_mapping, set(found.interviews["interview"])
        found.read(lambda: check_mapping(mapped, load_mapping(mapped), ids, codebook))
    found.themes = _check_authors_files(inputs, codebook, found)
    found.read(lambda: always_reviewed(codebook, settings.coding.always_review))


def _check_print(
    inputs: StudyInputs,
    settings: Settings,
    identifiers: pd.DataFrame,
    listed: str,
    found: CheckedInputs,
) -> None:
    """Look for listed names in what is printed everywhere."""
    printed = Printed(
        settings,
        inputs.transcripts,
        tuple(inputs.coder_files),
        found.codebook,
        found.interviews,
        found.speakers,
        found.themes,
    )
    found.problems += names_in_print(printed, identifiers, listed)
    if found.codings:
        coders = coders_in(found.files("codings"))
        found.problems += coders_in_print(coders, identifiers, settings, listed)
        found.problems += memos_in_print(found.codings.rows, identifiers, settings, listed)


def _check_names(inputs: StudyInputs, found: CheckedInputs) -> None:
    """Check the listed names, and the decisions about names."""
    listed = [inputs.identifiers] if inputs.identifiers else []
    found.identifiers = found.read(lambda: load_identifiers_if_any(listed))
    if inputs.name_decisions:
        decided = inputs.name_decisions
        found.read(lambda: load_decisions(decided))


def _check_machines(
    inputs: StudyInputs, settings: Settings, interviews: pd.DataFrame | None, found: CheckedInputs
) -> None:
    """Check what vectors of this precision need, and a language model if one is asked."""
    if settings.embeddings.precision == "bf16":
        found.read(check_bfloat16)
    if settings.language_model.is_asked:
        _check_language_model(inputs, settings, interviews, found)


def _check_sample(path: Path | None) -> None:
    if path is None:
        raise SettingsError(
            "coding.final: human+estimated needs drawn_sample.csv, which says whom people code. "
            "Fix: write it with `aft-themes draw-sample` before the coding begins; participants "
            "who were not drawn at random say nothing of the others."
        )
    load_sample(path)


def _check_language_model(
    inputs: StudyInputs,
    settings: Settings,
    interviews: pd.DataFrame | None,
    found: CheckedInputs,
) -> None:
    """Check the prompt and the kept answers, and that the model has a name of its own."""
    asked = settings.language_model
    prompt = inputs.language_model_prompt or Path(catalog.LANGUAGE_MODEL_PROMPT.path)
    found.read(lambda: load_prompt(prompt))
    if inputs.language_model_answers:
        kept = inputs.language_model_answers
        found.read(lambda: load_answers(kept))
    if interviews is None:
        return
    unknown = sorted(set(asked.prompt_made_with) - set(interviews["interview"]))
    if unknown:
        listed = ", ".join(unknown)
        found.problems.append(
            f"language_model.prompt_made_with: {listed} are not interviews. Fix: use ids of "
            f"{inputs.interviews.name}."
        )
    people = {one.casefold() for coders in interviews["coders"] for one in coders}
    if asked.name.casefold() in people:
        found.problems.append(
            f"language_model.name: {asked.name} is a coder of {inputs.interviews.name}. Fix: give "
            "the model a name of its own; it is not a person."
        )


def _check_authors_files(
    inputs: StudyInputs, codebook: Codebook, found: CheckedInputs
) -> tuple[AuthorsTheme, ...]:
    """Check what the authors choose and write: quotes, themes and summaries; give the themes."""
    if inputs.quotes_file:
        wanted = inputs.quotes_file
        found.read(lambda: load_authors_quotes(wanted, codebook))
    themes: tuple[AuthorsTheme, ...] | None = ()
    if inputs.themes_file:
        defined = inputs.themes_file
        themes = found.read(lambda: load_authors_themes(defined, codebook))
    if inputs.summaries_file and themes is not None:
        written, topics = inputs.summaries_file, framework_topics(codebook, themes)
        found.read(lambda: load_summaries(written, topics))
    return themes or ()


def raise_all(problems: Iterable[str]) -> None:
    """Stop a run that would fail later."""
    listed = list(problems)
    if len(listed) == 1:
        raise AftThemesError(listed[0])
    if listed:
        lines = "\n".join(f"  {number}. {problem}" for number, problem in enumerate(listed, 1))
        raise AftThemesError(f"{len(listed)} problems must be corrected before the run:\n{lines}")


def _check_transcripts(interviews: pd.DataFrame, folder: Path) -> None:
    if not any(find_file(folder, str(file)) for file in interviews["file"]):
        problem = "the folder has none of the files that interviews.csv names."
        raise InputError(
            folder,
            problem,
            "put the transcripts into it, and write their names in interviews.csv exactly.",
        )


def _check_attributes(people: pd.DataFrame, settings: Settings) -> None:
    split = split_attributes(people, settings.themes.attributes)
    named = settings.themes.compare
    if named and named not in split:
        known = f"use one of {', '.join(split)}." if split else "leave it empty."
        raise SettingsError(
            f"themes.compare: {named!r} is not an attribute to split by. Fix: {known}"
        )
