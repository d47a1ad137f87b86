"""Suggest codes for a study: from its codebook alone, or from what people have coded."""

from __future__ import annotations

import logging
from dataclasses import dataclass

import numpy as np
import pandas as pd
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from aft_themes.coding.codebook import Codebook, always_reviewed
from aft_themes.language import load
from aft_themes.settings import Settings
from aft_themes.suggestions.cross_validated_run import LEAST_CODED, CrossValidatedRun
from aft_themes.suggestions.from_codebook import count_cues, suggest_cold
from aft_themes.suggestions.labels import make_tree, read_labels
from aft_themes.suggestions.results import Suggestions, nothing
from aft_themes.suggestions.similarities import compare
from aft_themes.suggestions.texts import Embed, Singles, read_texts

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class CodedStudy:
    """A study's stage files.

    Parameters
    ----------
    segments : pandas.DataFrame
        By ``SEGMENTS``.
    vectors : numpy.ndarray
        Embeddings of the segments, unit rows, in their order.
    sentences : numpy.ndarray
        Embeddings of the segments' sentences, as
        :func:`aft_themes.embeddings.encoder.embed_sentences` gives them.
    human : pandas.DataFrame
        By ``CODINGS``.
    assignments : pandas.DataFrame
        By ``ASSIGNMENTS``.
    """

    segments: pd.DataFrame
    vectors: Singles
    sentences: Singles
    human: pd.DataFrame
    assignments: pd.DataFrame


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
    study_segments, language = len(study.segments), load(settings.language)
    joined = study if other is None else _join(study, other, settings.coding.train_on)
    cues = count_cues(joined.segments["spoken"].tolist(), codebook)
    # sums must not depend on how many threads share them
    with threadpool_limits(limits=1):
        texts = read_texts(
            joined.segments, joined.vectors, joined.sentences, codebook, embed, cues, language
        )
        labels = read_labels(joined.segments, joined.human, joined.assignments, make_tree(codebook))
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
            return suggest_cold(texts, codebook, study_segments, language)
        run = CrossValidatedRun(
            texts,
            codebook,
            labels,
            settings,
            compare(texts),
            study_segments,
            threads,
            _quotes(study.human),
        )
        return run.run(attributes)


def _quotes(human: pd.DataFrame) -> dict[tuple[str, str], str]:
    """Collect what people coded, by segment and code."""
    pairs = zip(human["segment_id"], human["code"], strict=True)
    return dict(zip(pairs, human["evidence"], strict=True))


def _join(study: CodedStudy, other: CodedStudy, name: str) -> CodedStudy:
    def mark(frame: pd.DataFrame) -> pd.DataFrame:
        ids = [c for c in ("interview", "participant", "segment_id") if c in frame.columns]
        return frame.assign(**{column: f"{name}/" + frame[column] for column in ids})

    def both(one: pd.DataFrame, two: pd.DataFrame) -> pd.DataFrame:
        return pd.concat([part for part in (one, mark(two)) if len(part)], ignore_index=True)

    return CodedStudy(
        segments=both(study.segments, other.segments),
        vectors=np.vstack([study.vectors, other.vectors]),
        sentences=np.vstack([study.sentences, other.sentences]),
        human=both(study.human, other.human),
        assignments=both(study.assignments, other.assignments),
    )
