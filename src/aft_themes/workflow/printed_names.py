"""Find listed names in what a run prints everywhere; without this it stops only at its end."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from aft_themes.catalog import TURNS
from aft_themes.codebook.codes import Codebook
from aft_themes.corpus.interviews import COLUMNS, attributes, described_attributes
from aft_themes.corpus.speakers import COLUMNS as SPEAKERS_COLUMNS
from aft_themes.deidentify.leak_gate.names import OF_THE_MACHINE, TOKEN, Name, names_to_check
from aft_themes.deidentify.leak_gate.search import tags_in
from aft_themes.deidentify.recognizers.spelling import caseless, plain
from aft_themes.exchange.recognising import project_name
from aft_themes.io.parquet import empty_frame
from aft_themes.io.spreadsheets import ROW
from aft_themes.language import load
from aft_themes.settings import Settings
from aft_themes.themes.authors_themes import AuthorsTheme
from aft_themes.wording import count, some_of

_SHOWN = 10  # codes that a message lists
_OR_ALLOWED = "A name that may be printed: list it under deidentify.allowed."


@dataclass(frozen=True)
class Printed:
    """What a study prints everywhere; what could not be read is None or empty."""

    settings: Settings
    transcripts: Path
    coder_files: tuple[Path, ...] = ()
    codebook: Codebook | None = None
    interviews: pd.DataFrame | None = None
    speakers: pd.DataFrame | None = None
    themes: tuple[AuthorsTheme, ...] = ()


def listed_names(identifiers: pd.DataFrame, settings: Settings) -> list[Name]:
    """Give the listed names as the leak gate looks for them."""
    return names_to_check(
        identifiers=identifiers,
        key={},
        turns=empty_frame(TURNS),
        allowed=settings.deidentify.allowed,
        language=settings.language,
    )


class _Search:
    """Counts texts that hold a listed name."""

    def __init__(self, identifiers: pd.DataFrame, settings: Settings) -> None:
        self._names = listed_names(identifiers, settings)
        self._listed = set(identifiers["replacement"])

    def holding(self, texts: Iterable[str]) -> list[int]:
        """Give the places of the texts that hold a name."""
        found = tags_in(list(texts), self._names)
        return [at for at, tags in enumerate(found) if tags & self._listed]


def names_in_print(printed: Printed, identifiers: pd.DataFrame, listed: str) -> Iterator[str]:
    """Say where listed names stand, by kind, and what to do; the names are not told.

    Parameters
    ----------
    printed : Printed
        What the study prints.
    identifiers : pandas.DataFrame
        The listed names.
    listed : str
        The file that lists them.
    """
    search = _Search(identifiers, printed.settings)
    settings = printed.settings
    yield from study_in_print(settings.study, identifiers, settings, listed)
    yield from _in_ids(printed, search, listed)
    yield from _in_files(printed, search, listed)
    yield from _in_attributes(printed, search, listed)
    if printed.codebook:
        yield from _in_codes(printed.codebook, search, listed)
    titles = [printed.settings.report.title]
    if search.holding(titles):
        yield f"report.title holds a name that {listed} lists. Fix: change it. {_OR_ALLOWED}"
    themes = [f"{theme.name}\n{theme.idea}\n{theme.sentence}" for theme in printed.themes]
    if number := len(search.holding(themes)):
        yield (
            f"themes.yaml: {count(number, 'theme holds', 'themes hold')} a name that {listed} "
            f"lists, and themes are printed. Fix: write it in other words. {_OR_ALLOWED}"
        )


def study_in_print(
    study: str, identifiers: pd.DataFrame, settings: Settings, listed: str
) -> Iterator[str]:
    """Say that the study's own name holds a listed name."""
    if _Search(identifiers, settings).holding([study]):
        yield (
            f"The study's name holds a name that {listed} lists, and stands in every path. "
            "Fix: give its folder in data/raw another name, and use that."
        )


def coders_in_print(
    coders: Iterable[str], identifiers: pd.DataFrame, settings: Settings, listed: str
) -> Iterator[str]:
    """Say how many coders bear a listed name: an interviewer may code, too."""
    if number := len(_Search(identifiers, settings).holding(sorted(set(coders)))):
        yield (
            f"codings: {count(number, 'coder bears', 'coders bear')} a name that {listed} lists, "
            "and coders' ids stand in outputs. Fix: use ids such as A and B in the codings and in "
            "interviews.csv; for codings of other programs write the id into the column `ours` of "
            f"exchange/mapping.csv (kind user). {_OR_ALLOWED}"
        )


def found_in_print(
    participants: pd.DataFrame, coders: Iterable[str], names: Iterable[Name]
) -> Iterator[str]:
    """Say where names that were found in the transcripts stand in what is surely printed.

    Parameters
    ----------
    participants : pandas.DataFrame
        The study's participants with their attributes.
    coders : iterable of str
        The coders' ids.
    names : iterable of Name
        What the leak check will look for.
    """
    printed = {
        f"attribute {name}": sorted(set(map(str, participants[name])))
        for name in described_attributes(participants)
    }
    printed["coders' ids"] = sorted(set(coders))
    texts = [f",{','.join(values)}" for values in printed.values()]  # as the cells of a table
    words = _words_of(" ".join(texts))
    near = [name for name in names if caseless(name.text) or _words_of(name.text) <= words]
    for place, tags in zip(printed, tags_in(texts, near), strict=True):
        if said := sorted(tags.difference(OF_THE_MACHINE)):
            yield f"{place}: {some_of(said, _SHOWN)}"


def _words_of(text: str) -> set[str]:
    """Give the words of a text as the leak check compares them."""
    return set(TOKEN.findall(plain(unicodedata.normalize("NFKC", text)).casefold()))


def ids_like_names(participants: Iterable[str], settings: Settings) -> list[str]:
    """Ask about participants whose ids hold a first name, listed or not."""
    language = load(settings.language)
    words = [re.findall(r"[a-z]{3,}", one.casefold()) for one in participants]
    if not (number := sum(map(language.has_first_name, words))):
        return []
    return [
        f"interviews.csv or speakers.csv: {count(number, 'participant has', 'participants have')} "
        "an id that looks like a first name, and ids stand in every output. Fix: nothing, if it "
        "is a pseudonym; otherwise give ids such as P01."
    ]


def memos_in_print(
    codings: pd.DataFrame, identifiers: pd.DataFrame, settings: Settings, listed: str
) -> Iterator[str]:
    """Say which rows of codings have a memo that holds a listed name.

    Parameters
    ----------
    codings : pandas.DataFrame
        The codings as they were read, with the columns file, memo and the row in the file.
    identifiers : pandas.DataFrame
        The listed names.
    settings : Settings
        The study's settings.
    listed : str
        The file that lists the names.
    """
    rows = codings[codings["memo"] != ""].drop_duplicates(["file", ROW])
    rows = rows.iloc[_Search(identifiers, settings).holding(rows["memo"])]
    if len(rows):
        places = [f"{file}, row {row}" for file, row in zip(rows["file"], rows[ROW], strict=True)]
        yield (
            f"codings: {count(len(rows), 'memo holds', 'memos hold')} a name that {listed} lists "
            f"({some_of(places, _SHOWN)}), and memos stand in exports. Fix: write there who it is "
            f"without a name, such as the supervisor. {_OR_ALLOWED}"
        )


def _in_ids(printed: Printed, search: _Search, listed: str) -> Iterator[str]:
    if printed.interviews is None:
        return
    ids = [str(one) for one in printed.interviews["interview"]]
    if named := len(search.holding(ids)):
        yield (
            f"interviews.csv: {count(named, 'interview')} of {len(ids)} "
            f"{'has an id that holds' if named == 1 else 'have ids that hold'} a name which "
            f"{listed} lists, and ids stand in every output. Fix: give other ids. "
            "If it is a pseudonym, not a name, take it out of that list."
        )
    people = {str(one) for one in printed.interviews["participant"]} - set(ids)
    if printed.speakers is not None:
        people |= {str(one) for one in printed.speakers["participant"]}
    if number := len(search.holding(sorted(people))):
        yield (
            "interviews.csv or speakers.csv: "
            f"{count(number, 'participant has', 'participants have')} an id that holds a name "
            f"which {listed} lists, and ids stand in every output. Fix: give other ids. If "
            "it is a pseudonym, not a name, take it out of that list."
        )


def _in_files(printed: Printed, search: _Search, listed: str) -> Iterator[str]:
    """Look through the names of files; the tables of intake and of codings print them."""
    files = sorted(path.name for path in printed.transcripts.glob("*"))
    if number := len(search.holding(files)):
        yield (
            f"transcripts/: {count(number, 'file has a name', 'files have names')} with a name in "
            f"it that {listed} lists, and names of files stand in outputs. Fix: rename them here "
            "and in interviews.csv, and write the former name into its column `was`, so that "
            "codings still find them."
        )
    coded = sorted({project_name(path) for path in printed.coder_files})
    if number := len(search.holding(coded)):
        yield (
            f"codings/: {count(number, 'file has a name', 'files have names')} with a name in it "
            f"that {listed} lists, and names of files stand in outputs. Fix: rename them."
        )


def _in_attributes(printed: Printed, search: _Search, listed: str) -> Iterator[str]:
    tables = {"interviews.csv": printed.interviews, "speakers.csv": printed.speakers}
    for file, table in tables.items():
        if table is None:
            continue
        known = (*COLUMNS, *SPEAKERS_COLUMNS, ROW)
        names = [name for name in attributes(table) if name not in known]
        texts = ["\n".join([name, *map(str, table[name].unique())]) for name in names]
        if number := len(search.holding(texts)):
            yield (
                f"{file}: {count(number, 'attribute holds', 'attributes hold')} a name that "
                f"{listed} lists, and attributes are printed. Fix: take the column out, or group "
                "its values."
            )


def _in_codes(codebook: Codebook, search: _Search, listed: str) -> Iterator[str]:
    codes = [str(at + 1) for at in search.holding(_words(codebook))]
    if codes:
        yield (
            f"codebook.yaml: {count(len(codes), 'code holds', 'codes hold')} a name that "
            f"{listed} lists (counted from the top: {some_of(codes, _SHOWN)}). A "
            "codebook's words are printed everywhere. Fix: give such a code another id and name, "
            f"and write what it was called as `was`, so that codings still find it. {_OR_ALLOWED}"
        )


def _words(codebook: Codebook) -> Iterator[str]:
    """Give all that a codebook says of each code."""
    for code in codebook.codes:
        said = (code.id, code.name, code.definition, code.include, code.exclude, *code.exemplars)
        yield " \n".join(said)
