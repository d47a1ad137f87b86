"""Check all inputs of a study in seconds, and list all problems at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import pandas as pd

from aft_themes.catalog import LANGUAGE_MODEL_PROMPT
from aft_themes.codebook.codes import Codebook, always_reviewed
from aft_themes.codebook.reading import load_codebook
from aft_themes.coding.files import sort_files
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

_T = TypeVar("_T")


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


@dataclass
class _Findings:
    """What is wrong so far."""

    problems: list[str] = field(default_factory=list)

    def read(self, load: Callable[[], _T]) -> _T | None:
        """Call a reader; keep its error instead of stopping."""
        try:
            return load()
        except AftThemesError as error:
            self.problems.append(str(error))
            return None


def check_inputs(inputs: StudyInputs, settings: Settings) -> list[str]:
    """Check interviews, speakers, codebook, coders' files, identifiers, decisions and settings.

    The authors' quotes, themes and summaries, and the drawn sample, are checked too.

    Transcripts are not read here: a transcript that cannot be read is left out, and the intake
    says so.
    """
    found = _Findings()
    interviews = found.read(lambda: load_interviews(inputs.interviews))
    codebook = found.read(lambda: load_codebook(inputs.codebook))
    identifiers = _check_names(found, inputs)
    speakers: pd.DataFrame | None = None
    themes: tuple[AuthorsTheme, ...] = ()
    coded: list[Path] = []
    codings: CodingRows | None = None
    found.problems += inputs.misplaced
    if inputs.drawn_sample or settings.coding.estimates_shares:
        drawn = inputs.drawn_sample
        found.read(lambda: _check_sample(drawn))
    if interviews is not None:
        found.read(lambda: _check_transcripts(interviews, inputs.transcripts))
        listed = [inputs.speakers] if inputs.speakers else []
        speakers = found.read(lambda: load_speakers(listed, interviews))
        if speakers is not None:
            people = found.read(lambda: listed_participants(interviews, speakers))
            if people is not None:
                found.read(lambda: _check_attributes(people, settings))
                for name in attributes(people):
                    cells = zip(people["participant"], people[name], strict=True)
                    found.problems += faulty_values(name, cells)
    _check_machines(inputs, settings, interviews, found)
    if codebook is not None:
        tables = sort_paths(inputs.coder_files).tables
        sorted_files = sort_files(tables)
        coded = [file.path for file in sorted_files if file.kind == "codings"]
        reviews = [file.path for file in sorted_files if file.kind == "review"]
        found.read(lambda: read_reviews(reviews, codebook))
        codings = found.read(lambda: load_codings(coded, codebook))
        if inputs.import_mapping and interviews is not None:
            mapped, ids = inputs.import_mapping, set(interviews["interview"])
            found.read(lambda: check_mapping(mapped, load_mapping(mapped), ids, codebook))
        themes = _check_authors_files(inputs, codebook, found)
        found.read(lambda: always_reviewed(codebook, settings.coding.always_review))
    if identifiers is not None and inputs.identifiers:
        names, files = inputs.identifiers.name, tuple(inputs.coder_files)
        printed = Printed(
            settings, inputs.transcripts, files, codebook, interviews, speakers, themes
        )
        found.problems += names_in_print(printed, identifiers, names)
        if codings:
            coders = coders_in(coded)
            found.problems += coders_in_print(coders, identifiers, settings, names)
            found.problems += memos_in_print(codings.rows, identifiers, settings, names)
    return found.problems


def _check_names(found: _Findings, inputs: StudyInputs) -> pd.DataFrame | None:
    """Read the decisions and the listed names; give these, if they can be read."""
    listed = [inputs.identifiers] if inputs.identifiers else []
    identifiers = found.read(lambda: load_identifiers_if_any(listed))
    if inputs.name_decisions:
        decided = inputs.name_decisions
        found.read(lambda: load_decisions(decided))
    return identifiers


def _check_machines(
    inputs: StudyInputs, settings: Settings, interviews: pd.DataFrame | None, found: _Findings
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
    found: _Findings,
) -> None:
    """Check the prompt and the kept answers, and that the model has a name of its own."""
    asked = settings.language_model
    prompt = inputs.language_model_prompt or Path(LANGUAGE_MODEL_PROMPT.path)
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
    inputs: StudyInputs, codebook: Codebook, found: _Findings
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
