"""Suggest codes for a study: from its codebook alone, or from what people have coded."""

from __future__ import annotations

import logging

import numpy as np
import pandas as pd

from aft_themes.codebook.codes import Codebook, always_reviewed
from aft_themes.embeddings.vectors import Embed
from aft_themes.language import Language, load
from aft_themes.settings import Settings
from aft_themes.stats import one_core
from aft_themes.suggestions.coded_study import CodedStudy, find_sentence_begins, join_studies
from aft_themes.suggestions.cross_validated_run import LEAST_CODED, CrossValidatedRun
from aft_themes.suggestions.from_codebook import count_cues, suggest_cold
from aft_themes.suggestions.labels import make_tree, read_labels
from aft_themes.suggestions.large_studies import FurtherInterviews, choose_learnt
from aft_themes.suggestions.results import Suggestions, nothing
from aft_themes.suggestions.similarities import compare
from aft_themes.suggestions.texts import Ints, read_texts

_log = logging.getLogger(__name__)


def suggest(
    study: CodedStudy,
    codebook: Codebook,
    settings: Settings,
    embed: Embed,
    *,
    attributes: pd.DataFrame,
    other: CodedStudy | None = None,
    threads: int = 1,
) -> Suggestions:
    """Suggest codes for every segment of a study.

    Parameters
    ----------
    study : CodedStudy
        The study; none, some or all of its interviews coded.
    codebook : Codebook
        Its codebook.
    settings : Settings
        ``coding``, ``agreement`` (resamples, confidence), ``language`` and ``seed`` are used.
    embed : callable
        Embeds texts as the segments were embedded.
    attributes : pandas.DataFrame
        ``participant`` and the attributes that results are split by.
    other : CodedStudy, optional
        The study that ``coding.train_on`` names; its codings train the model too.
    threads : int
        How many models are fitted at a time; results do not depend on it.

    Returns
    -------
    Suggestions

    Raises
    ------
    SettingsError
        If ``coding.always_review`` names a code that the codebook does not have.
    """
    always_reviewed(codebook, settings.coding.always_review)  # refused before the long work
    if study.segments.empty or not codebook.codes:
        return nothing()
    language = load(settings.language)
    joined = study if other is None else join_studies(study, other, settings.coding.train_on)
    with one_core():
        known, further = _divide(joined, len(study.segments), embed, language)
        study_segments = int((known < len(study.segments)).sum())
        learnt = joined if further is None else joined.take(known, further.sentence_begins)
        cues = count_cues(learnt.segments["spoken"].tolist(), codebook)
        texts = read_texts(
            learnt.segments, learnt.vectors, learnt.sentences, codebook, embed, cues, language
        )
        labels = read_labels(learnt.segments, learnt.human, learnt.assignments, make_tree(codebook))
        coded = np.unique(texts.groups[labels.rows[labels.coded[labels.rows].any(axis=1)]])
        codings, least = int(labels.coded[labels.rows].sum()), settings.coding.least_codings
        if len(coded) < LEAST_CODED or codings < least:
            _log.info(
                "%d coded interviews with %d codings (%d and %d are asked for): suggestions from "
                "the codebook alone",
                len(coded),
                codings,
                LEAST_CODED,
                least,
            )
            more = () if further is None else (one for _, one in further.read(texts, codebook))
            return suggest_cold(texts, codebook, study_segments, language, more)
        run = CrossValidatedRun(
            texts,
            codebook,
            labels,
            settings,
            compare(texts, all_of_them=further is None),
            study_segments,
            threads,
            _quotes(study.human),
            frozenset(joined.assignments["interview"]),
            further,
        )
        return run.run(attributes)


def _divide(
    joined: CodedStudy, study_segments: int, embed: Embed, language: Language
) -> tuple[Ints, FurtherInterviews | None]:
    """Choose what the model learns from, and leave the rest of a large study for later."""
    segments = joined.segments
    coded = frozenset(joined.assignments["interview"])
    known = choose_learnt(segments, study_segments, coded)
    if len(known) == len(segments):
        return known, None
    _log.info("the model learns from %d of %d segments", len(known), len(segments))
    rest = np.setdiff1d(np.arange(study_segments), known)
    begins = find_sentence_begins(segments, language)
    return known, FurtherInterviews(joined, rest, begins, embed, language)


def _quotes(human: pd.DataFrame) -> dict[tuple[str, str], str]:
    """Collect what people coded, by segment and code."""
    pairs = zip(human["segment_id"], human["code"], strict=True)
    return dict(zip(pairs, human["evidence"], strict=True))
