"""Count themes over participants, and choose what is quoted of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from aft_themes.codebook.codes import Codebook
from aft_themes.coding.layers import coded_participants, every_quote
from aft_themes.corpus.participants import with_participants
from aft_themes.settings import Settings
from aft_themes.themes.authors_quotes import NO_CHOICES, load_authors_quotes, place_authors_quotes
from aft_themes.themes.passages import make_passages
from aft_themes.themes.quotes import check_verbatim, choose_quotes
from aft_themes.themes.themes import cooccurrence, make_themes, theme_groups, theme_participants


@dataclass(frozen=True)
class CodedInterviews:
    """What themes are counted in.

    Parameters
    ----------
    turns, sentences, segments, codings, coded_quotes, assignments : pandas.DataFrame
        By ``CLEAN_TURNS``, ``SENTENCES``, ``SEGMENTS``, ``CODINGS`` (the final ones),
        ``CODED_QUOTES`` and ``CODER_ASSIGNMENTS``.
    people : pandas.DataFrame
        As ``participants.as_columns`` gives it.
    vectors : numpy.ndarray, optional
        Of the segments, in their order; None in a reflexive study.
    """

    turns: pd.DataFrame
    sentences: pd.DataFrame
    segments: pd.DataFrame
    codings: pd.DataFrame
    coded_quotes: pd.DataFrame
    assignments: pd.DataFrame
    people: pd.DataFrame
    vectors: np.ndarray | None


@dataclass(frozen=True)
class CountedThemes:
    """Themes and quotes.

    Parameters
    ----------
    participants, themes, groups, cooccurrence, passages, quotes, unplaced : pandas.DataFrame
        By ``THEME_PARTICIPANTS``, ``THEMES``, ``THEME_GROUPS``, ``COOCCURRENCE``, ``PASSAGES``,
        ``QUOTES`` and ``UNPLACED_QUOTES``.
    """

    participants: pd.DataFrame
    themes: pd.DataFrame
    groups: pd.DataFrame
    cooccurrence: pd.DataFrame
    passages: pd.DataFrame
    quotes: pd.DataFrame
    unplaced: pd.DataFrame


def count_themes(
    study: CodedInterviews, quotes_files: Sequence[Path], codebook: Codebook, settings: Settings
) -> CountedThemes:
    """Count themes over participants; choose quotes, those of the authors' quotes.csv first.

    Raises
    ------
    InputError
        If quotes.csv cannot be used.
    """
    codings = with_participants(study.codings, study.segments)
    coded = coded_participants(codings, study.assignments, study.segments, settings.coding.final)
    counted = theme_participants(codings, codebook, coded)
    passages = make_passages(
        every_quote(codings, study.coded_quotes),
        study.turns,
        study.segments,
        study.sentences,
        settings.quotes,
        settings.language,
    )
    authors = NO_CHOICES
    for path in quotes_files:
        wanted = load_authors_quotes(path, codebook)
        authors = place_authors_quotes(wanted, study.turns, passages, codebook)
    quotes = choose_quotes(
        passages, study.segments, study.vectors, codebook, settings.quotes, authors
    )
    check_verbatim(quotes, study.turns)
    return CountedThemes(
        participants=counted,
        themes=make_themes(counted, codings, codebook, settings.themes),
        groups=theme_groups(counted, study.people, settings.themes),
        cooccurrence=cooccurrence(counted, codings, codebook),
        passages=passages,
        quotes=quotes,
        unplaced=authors.unplaced,
    )
