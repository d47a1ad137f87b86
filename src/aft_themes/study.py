"""The public face: open a study and read what the workflow made of it.

>>> from aft_themes import Study
>>> study = Study("aft-sample")
>>> study.themes[["name", "n", "of", "label"]]  # doctest: +SKIP
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import yaml

from aft_themes.catalog import (
    CLEAN_TURNS,
    CODER_ASSIGNMENTS,
    CODINGS,
    INTAKE,
    SEGMENTS,
    UNPLACED_CODINGS,
)
from aft_themes.coding.codebook import Codebook, load_codebook
from aft_themes.corpus.interviews import load_interviews
from aft_themes.errors import InputError
from aft_themes.io.entries import Table
from aft_themes.io.parquet import read_frame
from aft_themes.settings import Settings, check_settings

if TYPE_CHECKING:
    import numpy as np


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

    def __init__(self, name: str, root: str | Path | None = None) -> None:
        home = Path(root) if root is not None else _project_folder()
        self.name = name
        self.raw = home / "data" / "raw" / name
        self.processed = home / "data" / "processed" / name
        self.reports = home / "reports" / name
        if not self.raw.is_dir():
            raise InputError(self.raw, "there is no such study.", "see the folders in data/raw.")

    def __repr__(self) -> str:
        return f"Study({self.name!r})"

    def frame(self, path: str, rule: Table) -> pd.DataFrame:
        """Read a stage file.

        Parameters
        ----------
        path : str
            Its place within ``data/processed/<study>``.
        rule : Table
            The table's contract.

        Returns
        -------
        pandas.DataFrame

        Raises
        ------
        InputError
            If the stage has not been run.
        SchemaError
            If the file does not keep the contract.
        """
        return read_frame(self._made(path), rule)

    def _made(self, path: str) -> Path:
        found = self.processed / path
        if not found.is_file():
            raise InputError(
                found, "has not been made yet.", f"run `make reproduce STUDY={self.name}`."
            )
        return found

    @cached_property
    def settings(self) -> Settings:
        """The merged settings of the last run."""
        return check_settings(yaml.safe_load(self._made("settings.yaml").read_text("utf-8")))

    @cached_property
    def codebook(self) -> Codebook:
        """The tree of codes."""
        return load_codebook(self.raw / "codebook.yaml")

    @cached_property
    def interviews(self) -> pd.DataFrame:
        """One row per interview with the participant's attributes."""
        return load_interviews(self.raw / "interviews.csv")

    @cached_property
    def intake(self) -> pd.DataFrame:
        """What became of every file."""
        return self.frame("intake.parquet", INTAKE)

    @cached_property
    def turns(self) -> pd.DataFrame:
        """All turns, cleaned and de-identified."""
        return self.frame("clean_turns.parquet", CLEAN_TURNS)

    @cached_property
    def segments(self) -> pd.DataFrame:
        """The participants' segments, cleaned and de-identified."""
        return self.frame("segments.parquet", SEGMENTS)

    @cached_property
    def vectors(self) -> np.ndarray:
        """Embeddings of the segments: shape (segments, dimensions), unit length, same order."""
        import numpy as np

        vectors: np.ndarray = np.load(self._made("embeddings.npy"), allow_pickle=False)
        return vectors

    def codings(self, layer: str = "final") -> pd.DataFrame:
        """Read a layer of codings.

        Parameters
        ----------
        layer : str
            ``final``, ``human``, ``suggested`` (all suggestions), ``assigned`` (those that the
            machine may assign), ``reviewed``, or ``traced`` (what superseded each coding).

        Returns
        -------
        pandas.DataFrame
            By ``CODINGS``.
        """
        return self.frame(f"codings/{layer}.parquet", CODINGS)

    @cached_property
    def unplaced(self) -> pd.DataFrame:
        """Rows of the coders' files that could not be placed, and why."""
        return self.frame("codings/unplaced.parquet", UNPLACED_CODINGS)

    @cached_property
    def assignments(self) -> pd.DataFrame:
        """Which coder coded which interview."""
        return self.frame("codings/assignments.parquet", CODER_ASSIGNMENTS)

    @cached_property
    def agreement(self) -> pd.DataFrame:
        """Agreement between coders, one row per measure."""
        from aft_themes.catalog import AGREEMENT

        return self.frame("agreement/agreement.parquet", AGREEMENT)

    @cached_property
    def disagreements(self) -> pd.DataFrame:
        """Segments that coders coded differently."""
        from aft_themes.catalog import DISAGREEMENTS

        return self.frame("agreement/disagreements.parquet", DISAGREEMENTS)

    @cached_property
    def themes(self) -> pd.DataFrame:
        """The theme table."""
        from aft_themes.catalog import THEMES

        return self.frame("themes.parquet", THEMES)

    @cached_property
    def theme_groups(self) -> pd.DataFrame:
        """Themes by the participants' attributes."""
        from aft_themes.catalog import THEME_GROUPS

        return self.frame("theme_groups.parquet", THEME_GROUPS)

    @cached_property
    def theme_participants(self) -> pd.DataFrame:
        """Every theme in every participant."""
        from aft_themes.catalog import THEME_PARTICIPANTS

        return self.frame("theme_participants.parquet", THEME_PARTICIPANTS)

    @cached_property
    def cooccurrence(self) -> pd.DataFrame:
        """Which themes go together."""
        from aft_themes.catalog import COOCCURRENCE

        return self.frame("cooccurrence.parquet", COOCCURRENCE)

    @cached_property
    def quotes(self) -> pd.DataFrame:
        """Quotes of every theme, those that are printed and further ones."""
        from aft_themes.catalog import QUOTES

        return self.frame("quotes.parquet", QUOTES)

    def suggestions(self, table: str) -> pd.DataFrame:
        """Read how well the machine's suggestions do; every figure is cross-validated.

        Parameters
        ----------
        table : str
            ``scores``, ``quality``, ``reliability`` or ``learning_curve``.

        Returns
        -------
        pandas.DataFrame
        """
        from aft_themes.catalog import (
            LEARNING_CURVE,
            SUGGESTION_QUALITY,
            SUGGESTION_RELIABILITY,
            SUGGESTION_SCORES,
        )

        rules = {
            "scores": SUGGESTION_SCORES,
            "quality": SUGGESTION_QUALITY,
            "reliability": SUGGESTION_RELIABILITY,
            "learning_curve": LEARNING_CURVE,
        }
        return self.frame(f"suggestions/{table}.parquet", rules[table])

    @cached_property
    def topics(self) -> pd.DataFrame:
        """Topics with their terms, size and stability; empty where none were stable."""
        from aft_themes.catalog import TOPICS

        return self.frame("topics/topics.parquet", TOPICS)

    @cached_property
    def topic_assignments(self) -> pd.DataFrame:
        """Which segment belongs to which topic, and its place on the map."""
        from aft_themes.catalog import TOPIC_ASSIGNMENTS

        return self.frame("topics/assignments.parquet", TOPIC_ASSIGNMENTS)

    @cached_property
    def topic_choice(self) -> pd.DataFrame:
        """Numbers of topics that were tried, and why one was chosen."""
        from aft_themes.catalog import TOPIC_CHOICE

        return self.frame("topics/choice.parquet", TOPIC_CHOICE)

    @cached_property
    def crosswalk(self) -> pd.DataFrame:
        """Every topic beside every code."""
        from aft_themes.catalog import CROSSWALK

        return self.frame("topics/crosswalk.parquet", CROSSWALK)


def _project_folder() -> Path:
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "Snakefile").is_file():
            return folder
    raise InputError("Snakefile", "no project folder was found.", "give Study its root folder.")
