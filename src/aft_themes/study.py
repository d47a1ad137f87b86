"""Open a study and read its results: the public interface.

>>> from aft_themes import Study
>>> study = Study("aft-sample")
>>> study.themes[["name", "n", "of", "label"]]  # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd
import yaml

from aft_themes import answers, catalog
from aft_themes.answers import Answer
from aft_themes.codebook.codes import Codebook
from aft_themes.codebook.place import find_codebook
from aft_themes.codebook.reading import load_codebook
from aft_themes.corpus.interviews import load_interviews
from aft_themes.corpus.participants import as_columns
from aft_themes.errors import InputError
from aft_themes.io.entries import Entry, Table
from aft_themes.io.parquet import read_frame
from aft_themes.io.studies import no_such_study
from aft_themes.settings import Settings, check_settings
from aft_themes.themes.authors_themes import AuthorsTheme, load_authors_themes

if TYPE_CHECKING:
    import numpy as np

    from aft_themes.figures import DrawnFigure


class _Stage:
    """A property that reads a stage table of the catalog when it is first asked for."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self.__doc__ = table.about

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, study: Study, owner: type) -> pd.DataFrame:
        frame = study.table(self._table.name)
        study.__dict__[self._name] = frame  # found there from now on
        return frame


class Study:
    """A study whose analysis has been run; every stage is read when it is first asked for.

    Parameters
    ----------
    name : str
        The folder below ``data/raw``.
    root : str or Path, optional
        The project's folder; by default the working folder or the nearest one above it that
        holds a ``Snakefile``.

    Raises
    ------
    InputError
        If there is no such study.
    """

    intake = _Stage(catalog.INTAKE)
    turns = _Stage(catalog.CLEAN_TURNS)
    segments = _Stage(catalog.SEGMENTS)
    unplaced_codings = _Stage(catalog.UNPLACED_CODINGS)
    coder_assignments = _Stage(catalog.CODER_ASSIGNMENTS)
    agreement = _Stage(catalog.AGREEMENT)
    disagreements = _Stage(catalog.DISAGREEMENTS)
    themes = _Stage(catalog.THEMES)
    theme_groups = _Stage(catalog.THEME_GROUPS)
    theme_participants = _Stage(catalog.THEME_PARTICIPANTS)
    cooccurrence = _Stage(catalog.COOCCURRENCE)
    quotes = _Stage(catalog.QUOTES)
    topics = _Stage(catalog.TOPICS)
    topic_assignments = _Stage(catalog.TOPIC_ASSIGNMENTS)
    topic_choice = _Stage(catalog.TOPIC_CHOICE)
    crosswalk = _Stage(catalog.CROSSWALK)
    suggestion_scores = _Stage(catalog.SUGGESTION_SCORES)
    suggestion_quality = _Stage(catalog.SUGGESTION_QUALITY)
    suggestion_reliability = _Stage(catalog.SUGGESTION_RELIABILITY)
    suggestion_thresholds = _Stage(catalog.SUGGESTION_THRESHOLDS)
    suggestion_verdicts = _Stage(catalog.SUGGESTION_VERDICTS)
    learning_curve = _Stage(catalog.LEARNING_CURVE)

    def __init__(self, name: str, root: str | Path | None = None) -> None:
        home = Path(root) if root is not None else _project_folder()
        self.name = name
        self.raw = home / "data" / "raw" / name
        self.processed = home / "data" / "processed" / name
        self.reports = home / "reports" / name
        if not self.raw.is_dir():
            raise no_such_study(self.raw)

    def __repr__(self) -> str:
        return f"Study({self.name!r})"

    def path(self, entry: Entry) -> Path:
        """Give the place of a file of the catalog; it need not exist."""
        folders = {"raw": self.raw, "processed": self.processed, "reports": self.reports}
        return folders[entry.folder] / entry.path

    def table(self, name: str) -> pd.DataFrame:
        """Read a stage table.

        Parameters
        ----------
        name : str
            Its name in the catalog, such as ``"topic_terms"``; docs/tables.md lists all tables.

        Returns
        -------
        pandas.DataFrame
            The rows, sorted by the table's key.

        Raises
        ------
        InputError
            If there is no such table, or the stage has not been run.
        SchemaError
            If the file does not have the table's columns.
        """
        known = {table.name: table for table in catalog.stored_tables()}
        if name not in known:
            raise InputError(
                name, "is not the name of a table.", f"use one of {', '.join(sorted(known))}."
            )
        return read_frame(self._made(known[name]), known[name])

    def codings(self, layer: str = "final") -> pd.DataFrame:
        """Read a layer of codings.

        Parameters
        ----------
        layer : str
            ``final``, ``human``, ``suggested`` (all suggestions), ``auto_coded`` (those that the
            machine may assign), ``reviewed``, ``traced`` (what superseded each coding), or
            ``language_model`` (every run of a language model, if one was asked).

        Returns
        -------
        pandas.DataFrame
            One row per segment, code, coder and layer; columns as in ``catalog.CODINGS``.
            Suggestions also have their reasons, and reviewed codings the decision.
        """
        return self.table(layer if layer == catalog.AUTO_CODED.name else f"{layer}_codings")

    def theme(self, code: str = "") -> Answer:
        """Tell who speaks of a code: numbers, groups as a picture, and quotes.

        Parameters
        ----------
        code : str
            Its id, such as ``"supervisor.support"``; without it, the code that is nearest to half
            of the participants.

        Returns
        -------
        Answer
            Its ``frame`` has one row per group.

        Raises
        ------
        InputError
            If the codebook has no such code.
        """
        return answers.tell_theme(self, code or answers.middle_code(self))

    def passages(self, code: str, where: Mapping[str, str] | None = None, both: str = "") -> Answer:
        """Find the passages that a code, or a code below it, was given to.

        Parameters
        ----------
        code : str
            Its id.
        where : mapping of str to str, optional
            Attributes of the participants, such as ``{"supervisor": "S3"}``.
        both : str
            A second code that the passages must have too.

        Returns
        -------
        Answer
            Its ``frame`` has one row per passage: participant, turn, code, valence and words. The
            words are the coder's, widened to whole sentences.

        Raises
        ------
        InputError
            If the codebook has no such code, or interviews.csv no such column.
        """
        return answers.find_passages(self, code, where, both)

    def compare(self, attribute: str, code: str = "") -> Answer:
        """Compare groups of participants, as a picture and a table.

        Parameters
        ----------
        attribute : str
            A column of interviews.csv that the theme tables use, such as ``"supervisor"``.
        code : str
            The code whose codes below are compared; without it, the domains.

        Returns
        -------
        Answer
            Its ``frame`` has one row per code and a column per group, such as ``"8 of 10"``.

        Raises
        ------
        InputError
            If there is no such attribute or code.
        """
        return answers.compare_groups(self, attribute, code)

    def matrix(self, code: str = "") -> Answer:
        """Lay out how many passages of each code each participant has.

        Parameters
        ----------
        code : str
            The code whose codes below are the rows; without it, the domains.

        Returns
        -------
        Answer
            Its ``frame`` has one row per code and a column per participant.

        Raises
        ------
        InputError
            If the codebook has no such code.
        """
        return answers.lay_matrix(self, code)

    def portrait(self, participant: str = "") -> Answer:
        """Tell of one participant: attributes, a picture of where codes lie, and all codes.

        Parameters
        ----------
        participant : str
            The participant's id; without it, the first one.

        Returns
        -------
        Answer
            Its ``frame`` has one row per code: domain, code and the number of passages.

        Raises
        ------
        InputError
            If the study has no such participant.
        """
        return answers.tell_portrait(self, participant or self._first_participant)

    def choose(self, what: Literal["code", "participant"] = "code") -> Any:  # noqa: ANN401  # a widget or an Answer
        """Choose a code or a participant from a list and read of it.

        Parameters
        ----------
        what : str
            ``code`` tells of it as :meth:`theme` does, ``participant`` as :meth:`portrait`.

        Returns
        -------
        ipywidgets.VBox or Answer
            A list to choose from where ipywidgets is installed, else the answer that it opens on:
            the code that is nearest to half of the participants, or the first participant.
        """
        if what == "participant":
            ids = self.participants["participant"]
            return answers.pick(self.portrait, {one: one for one in ids}, self._first_participant)
        names = {self.codebook.path(code): code for code in self.codebook.ids}
        return answers.pick(self.theme, names, answers.middle_code(self))

    @property
    def _first_participant(self) -> str:
        return str(self.participants["participant"].iloc[0])

    def concordance(self, word: str, code: str = "") -> Answer:
        """Find a word in the participants' talk, with who says it and the words around it.

        Parameters
        ----------
        word : str
            A word or phrase; a star stands for any ending.
        code : str
            Only in passages of this code.

        Returns
        -------
        Answer
            Its ``frame`` has one row per place: participant, turn, before, word and after.

        Raises
        ------
        InputError
            If the codebook has no such code.
        """
        return answers.find_word(self, word, code)

    def figure(
        self, name: str, profile: str = "apa", labels: Mapping[str, str] | None = None
    ) -> DrawnFigure:
        """Draw a figure of the report.

        Parameters
        ----------
        name : str
            Its name, such as ``"prevalence"``; docs/figures.md lists them.
        profile : str
            A key of ``figures.PROFILES``.
        labels : mapping of str to str, optional
            Other labels for some codes, by id.

        Returns
        -------
        DrawnFigure

        Raises
        ------
        InputError
            If there is no such figure, or its stages have not been run.
        """
        return answers.draw_figure(self, name, profile, labels)

    @cached_property
    def settings(self) -> Settings:
        """The merged settings of the last run."""
        merged = self._made(catalog.MERGED_SETTINGS)
        return check_settings(yaml.safe_load(merged.read_text("utf-8")))

    @cached_property
    def codebook(self) -> Codebook:
        """The tree of codes."""
        return load_codebook(find_codebook(self.path(catalog.CODEBOOK).parent))

    @cached_property
    def authors_themes(self) -> tuple[AuthorsTheme, ...]:
        """The themes that the authors define in themes.yaml; none without that file."""
        path = self.path(catalog.THEMES_FILE)
        return load_authors_themes(path, self.codebook) if path.is_file() else ()

    @cached_property
    def interviews(self) -> pd.DataFrame:
        """One row per interview: file, participant, interviewer, coders, attributes."""
        return load_interviews(self.path(catalog.INTERVIEWS))

    @cached_property
    def participants(self) -> pd.DataFrame:
        """One row per participant: the interviews, and a column for each attribute."""
        return as_columns(read_frame(self._made(catalog.PARTICIPANTS), catalog.PARTICIPANTS))

    @cached_property
    def vectors(self) -> np.ndarray:
        """Embeddings of the segments: shape (segments, dimensions), unit length, same order."""
        import numpy as np

        vectors: np.ndarray = np.load(self._made(catalog.VECTORS), allow_pickle=False)
        return vectors

    def _made(self, entry: Entry) -> Path:
        found = self.path(entry)
        if not found.is_file():
            fix = f"run `make reproduce STUDY={self.name}`; a reflexive study has none of programs."
            raise InputError(found, "has not been made yet.", fix)
        return found


def _project_folder() -> Path:
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "Snakefile").is_file():
            return folder
    raise InputError("Snakefile", "no project folder was found.", "give Study its root folder.")
