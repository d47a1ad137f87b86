"""Everything that tables and the report are made from, in one object."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import pandas as pd

from aft_themes.catalog import (
    AGREEMENT,
    AUDIT_COMMENTS,
    BROAD_TOPICS,
    CLEAN_TURNS,
    CODE_SCATTER,
    CODEBOOK,
    CODER_ASSIGNMENTS,
    CONSENSUS_DECISIONS,
    COOCCURRENCE,
    CORE_IDEAS,
    CORRECTIONS,
    CROSSWALK,
    FINAL_CODINGS,
    HUMAN_CODINGS,
    INTAKE,
    INTERVIEWS,
    LANGUAGE_MODEL_QUALITY,
    LANGUAGE_MODEL_REQUESTS,
    PARTICIPANTS,
    PASSAGES,
    QUOTES,
    SEGMENTS,
    SENTENCES,
    SUGGESTION_QUALITY,
    THEME_ESTIMATES,
    THEME_GROUPS,
    THEME_PARTICIPANTS,
    THEMES,
    TOPIC_COVERAGE,
    TOPIC_NAMES,
    TOPIC_QUESTIONS,
    TOPIC_STATUS,
    TOPICS,
    UNPLACED_CODINGS,
    UNPLACED_QUOTES,
    VECTORS,
)
from aft_themes.codebook.codes import Code, Codebook
from aft_themes.codebook.reading import load_codebook
from aft_themes.corpus.interviews import load_interviews
from aft_themes.corpus.participants import as_columns, with_participants
from aft_themes.io.entries import Table
from aft_themes.io.parquet import empty_frame, read_frame
from aft_themes.notices import Lost, count_lost, notices
from aft_themes.settings import Settings
from aft_themes.themes.authors_themes import AuthorsTheme, load_authors_themes
from aft_themes.themes.groups import GroupComparison, compare_groups
from aft_themes.themes.quotes import check_verbatim, roll_up_passages
from aft_themes.themes.summaries import framework_topics, load_summaries

OUTSIDE: Final = "Codes outside the themes"


class Placed(NamedTuple):
    """A code's place in a table: what stands above it, and how deep it is indented."""

    heading: str
    code: str
    indent: int


@dataclass(frozen=True)
class Results:
    """The stage files of a run.

    Parameters
    ----------
    settings : Settings
        The run's settings.
    codebook : Codebook
        The tree of codes.
    interviews : pandas.DataFrame
        As ``interviews.load_interviews`` gives it.
    people : pandas.DataFrame
        As ``participants.as_columns`` gives it.
    intake, clean_turns, sentences, segments, codings, assignments, unplaced : pandas.DataFrame
        By the schemas of their names in :data:`TABLES`; ``codings`` are the final ones, with
        ``participant``.
    human : pandas.DataFrame
        The coders' codings, by ``HUMAN_CODINGS``.
    themes, groups, participants, cooccurrence, passages, quotes : pandas.DataFrame
        By the schemas of their names in :data:`TABLES`.
    unplaced_quotes : pandas.DataFrame
        By ``UNPLACED_QUOTES``: rows of quotes.csv that could not be used.
    agreement : pandas.DataFrame
        By ``AGREEMENT``; empty where no interview had two coders.
    topic_status, topics, broad_topics, topic_names, topic_questions : pandas.DataFrame
        By the schemas of these names; empty where there are no topics.
    crosswalk, coverage, scatter : pandas.DataFrame
        By ``CROSSWALK``, ``TOPIC_COVERAGE`` and ``CODE_SCATTER``; empty where there are no topics.
    suggestion_quality : pandas.DataFrame
        By ``SUGGESTION_QUALITY``; empty where nothing was suggested.
    corrections : pandas.DataFrame
        By ``CORRECTIONS``; empty where nobody decided about a suggestion.
    language_model_requests, language_model_quality : pandas.DataFrame
        By the schemas of these names; empty where no language model is asked.
    theme_estimates : pandas.DataFrame
        By ``THEME_ESTIMATES``; empty where the settings ask for no estimates.
    consensus, core_ideas, audit : pandas.DataFrame
        By ``CONSENSUS_DECISIONS``, ``CORE_IDEAS`` and ``AUDIT_COMMENTS``; empty without consensus.
    vectors : numpy.ndarray, optional
        Embeddings of the segments, shape (segments, dimensions), unit length, same order; None in
        a reflexive study.
    waiting : int
        Possible names about which nobody has decided.
    authors_themes : tuple of AuthorsTheme
        The themes that the authors defined; empty where they defined none.
    summaries : mapping of (str, str) to str
        What people wrote on a participant and a topic; the topic ``case`` is the participant.
    """

    settings: Settings
    codebook: Codebook
    interviews: pd.DataFrame
    people: pd.DataFrame
    intake: pd.DataFrame
    clean_turns: pd.DataFrame
    sentences: pd.DataFrame
    segments: pd.DataFrame
    codings: pd.DataFrame
    human: pd.DataFrame
    assignments: pd.DataFrame
    unplaced: pd.DataFrame
    themes: pd.DataFrame
    groups: pd.DataFrame
    participants: pd.DataFrame
    cooccurrence: pd.DataFrame
    passages: pd.DataFrame
    quotes: pd.DataFrame
    unplaced_quotes: pd.DataFrame
    agreement: pd.DataFrame
    topic_status: pd.DataFrame
    topics: pd.DataFrame
    broad_topics: pd.DataFrame
    topic_names: pd.DataFrame
    topic_questions: pd.DataFrame
    crosswalk: pd.DataFrame
    coverage: pd.DataFrame
    scatter: pd.DataFrame
    suggestion_quality: pd.DataFrame
    corrections: pd.DataFrame
    language_model_requests: pd.DataFrame
    language_model_quality: pd.DataFrame
    theme_estimates: pd.DataFrame
    consensus: pd.DataFrame
    core_ideas: pd.DataFrame
    audit: pd.DataFrame
    vectors: np.ndarray | None
    waiting: int = 0
    authors_themes: tuple[AuthorsTheme, ...] = ()
    summaries: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @cached_property
    def lost(self) -> Lost:
        """Coded quotes that could not be placed."""
        return count_lost(self.human, self.unplaced)

    @property
    def banners(self) -> tuple[str, ...]:
        """What every output must say."""
        return tuple(notice.sentence for notice in notices(self.settings, self.lost))

    @cached_property
    def domains(self) -> tuple[Code, ...]:
        """Top-level codes that have codes below; a flat codebook has none."""
        heads = {code.domain for code in self.codebook.codes if code.level > 1}
        return tuple(code for code in self.codebook.domains if code.id in heads)

    @property
    def codes(self) -> tuple[Code, ...]:
        """All codes that are no domains."""
        heads = {code.id for code in self.domains}
        return tuple(code for code in self.codebook.codes if code.id not in heads)

    @property
    def valued(self) -> bool:
        """Whether any participant spoke of any theme with a valence."""
        return bool(self.participants["valence"].isin(["benefit", "challenge", "mixed"]).any())

    @cached_property
    def compared(self) -> GroupComparison | None:
        """How the groups of participants differ; none where no attribute has two of them."""
        least = self.settings.report.suppress_below
        return compare_groups(self.groups, self.themes, self.settings.themes, least=least)

    @cached_property
    def rolled_up(self) -> pd.DataFrame:
        """The passages of each code and of the codes below it."""
        return roll_up_passages(self.passages, self.codebook)

    def heading(self, domain: str) -> str:
        """Return what a table prints above the codes of a top-level code."""
        heads = {code.id for code in self.domains}
        return self.codebook[domain].name if domain in heads else "Without a domain"

    @property
    def arranged(self) -> tuple[Placed, ...]:
        """The codes as tables list them: by the authors' themes, else by the codebook's domains."""
        if not self.authors_themes:
            return tuple(
                Placed(self.heading(code.domain), code.id, max(0, code.level - 2))
                for code in self.codebook.codes
            )
        placed = [
            Placed(theme.name, code, 0) for theme in self.authors_themes for code in theme.codes
        ]
        known = {one.code for one in placed}
        rest = [code.id for code in self.codes if code.id not in known]
        return (*placed, *(Placed(OUTSIDE, code, 0) for code in rest))

    @property
    def grouped_by(self) -> str:
        """What tables group codes by: Theme, Domain, or nothing."""
        return "Theme" if self.authors_themes else "Domain" if self.domains else ""

    @property
    def coded(self) -> list[str]:
        """Participants whom the theme tables count."""
        return sorted(self.participants["participant"].unique())


TABLES: dict[str, Table] = {
    "intake": INTAKE,
    "clean_turns": CLEAN_TURNS,
    "sentences": SENTENCES,
    "segments": SEGMENTS,
    "codings": FINAL_CODINGS,
    "human": HUMAN_CODINGS,
    "assignments": CODER_ASSIGNMENTS,
    "unplaced": UNPLACED_CODINGS,
    "themes": THEMES,
    "groups": THEME_GROUPS,
    "participants": THEME_PARTICIPANTS,
    "cooccurrence": COOCCURRENCE,
    "passages": PASSAGES,
    "quotes": QUOTES,
    "unplaced_quotes": UNPLACED_QUOTES,
    "agreement": AGREEMENT,
    "topic_status": TOPIC_STATUS,
    "topics": TOPICS,
    "broad_topics": BROAD_TOPICS,
    "topic_names": TOPIC_NAMES,
    "topic_questions": TOPIC_QUESTIONS,
    "crosswalk": CROSSWALK,
    "coverage": TOPIC_COVERAGE,
    "scatter": CODE_SCATTER,
    "suggestion_quality": SUGGESTION_QUALITY,
    "corrections": CORRECTIONS,
    "language_model_requests": LANGUAGE_MODEL_REQUESTS,
    "language_model_quality": LANGUAGE_MODEL_QUALITY,
    "theme_estimates": THEME_ESTIMATES,
    "consensus": CONSENSUS_DECISIONS,
    "core_ideas": CORE_IDEAS,
    "audit": AUDIT_COMMENTS,
}
"""The stage table of each field of :class:`Results`."""


def load_results(
    files: Mapping[str, Path],
    settings: Settings,
    *,
    waiting: int = 0,
    themes_file: Path | None = None,
    summaries_file: Path | None = None,
) -> Results:
    """Read the stage tables and check that every quote is verbatim.

    Parameters
    ----------
    files : mapping of str to Path
        By the names in the catalog. A stage table that a study lacks may be left out.
    settings : Settings
        The run's settings.
    waiting : int
        Possible names about which nobody has decided.
    themes_file, summaries_file : Path, optional
        The authors' themes, and what they wrote into the framework matrix.

    Raises
    ------
    SchemaError
        If a stage table lacks columns, or a quote is not verbatim in the transcript.
    """
    frames = {
        field: read_frame(files[table.name], table) if table.name in files else empty_frame(table)
        for field, table in TABLES.items()
    }
    for quotable in ("quotes", "passages"):
        check_verbatim(frames[quotable], frames["clean_turns"])
    frames["codings"] = with_participants(frames["codings"], frames["segments"])
    codebook = load_codebook(files[CODEBOOK.name])
    authors = load_authors_themes(themes_file, codebook) if themes_file else ()
    topics = framework_topics(codebook, authors)
    return Results(
        settings=settings,
        codebook=codebook,
        authors_themes=authors,
        summaries=load_summaries(summaries_file, topics) if summaries_file else {},
        interviews=load_interviews(files[INTERVIEWS.name]),
        people=as_columns(read_frame(files[PARTICIPANTS.name], PARTICIPANTS)),
        vectors=np.load(files[VECTORS.name], allow_pickle=False) if VECTORS.name in files else None,
        waiting=waiting,
        **frames,
    )
