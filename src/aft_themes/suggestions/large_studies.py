"""Studies of many interviews: the model learns from a part of them and is applied to all.

What the model learns from must lie in memory at once; further interviews are read, compared with
the landmarks and suggested for in blocks. A smaller study is learnt from as a whole.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from aft_themes.codebook.codes import Codebook
from aft_themes.corpus.participants import independent_groups
from aft_themes.embeddings.vectors import Embed
from aft_themes.language import Language
from aft_themes.suggestions.assigning import Assigning
from aft_themes.suggestions.coded_study import CodedStudy
from aft_themes.suggestions.cross_validated_run import (
    LEAST_LISTED,
    CrossValidatedRun,
    Listed,
    rounded,
)
from aft_themes.suggestions.from_codebook import count_cues
from aft_themes.suggestions.labels import Labels, make_tree, read_labels
from aft_themes.suggestions.model import Fitted
from aft_themes.suggestions.records import Model, score_rows
from aft_themes.suggestions.similarities import compare_others
from aft_themes.suggestions.texts import Ints, Texts, read_others

MOST_LEARNT = 6000
"""Segments that a model learns from: some 160 interviews, which take 2.2 GB of memory. What more
would bring is not known: no public set of coded interviews is as large (docs/growth.md)."""

LEAST_SUGGESTED = 0.2
"""Less probable codes are not suggested for further interviews, unless the settings offer them:
people would accept fewer than one in five, and to say why takes most of the time."""

BLOCK = 4000
"""Segments that are suggested for at a time; it bounds the memory."""


def choose_learnt(segments: pd.DataFrame, own: int, coded: frozenset[str]) -> Ints:
    """Choose the segments that the model learns from; all of them in a smaller study.

    Whole interviews, with all others of their participants: those that people coded first, and of
    these the study's own, whose segments are the first ``own``; then in the order of a checksum of
    their names, which keeps most of them when interviews are added.
    """
    if len(segments) <= MOST_LEARNT:
        return np.arange(len(segments))
    groups = independent_groups(segments)
    by_people = segments["interview"].isin(coded).groupby(groups).any()
    sizes, ours = groups.value_counts(), set(groups.iloc[:own])
    taken: set[str] = set()
    total = 0
    for name in sorted(
        sizes.index, key=lambda one: (not by_people[one], one not in ours, _checksum(one))
    ):
        if total + sizes[name] > MOST_LEARNT and taken:
            continue
        taken.add(name)
        total += int(sizes[name])
    return np.flatnonzero(groups.isin(taken).to_numpy())


def _checksum(name: str) -> bytes:
    return hashlib.sha256(name.encode()).digest()


@dataclass(frozen=True)
class FurtherInterviews:
    """Interviews that the model has not learnt from, and how they are read.

    Parameters
    ----------
    study : CodedStudy
        The whole study.
    rows : numpy.ndarray
        Their segments.
    sentence_begins : numpy.ndarray
        Where the sentences of each segment of the study begin.
    embed : callable
        Embeds their questions.
    language : Language
        What is spoken.
    """

    study: CodedStudy
    rows: Ints
    sentence_begins: Ints
    embed: Embed
    language: Language

    def __call__(
        self, run: CrossValidatedRun, fitted: Fitted, assigning: Assigning
    ) -> Iterator[Listed]:
        """Suggest codes block by block; codes that are improbable get no row of scores."""
        for block, texts in self.read(run.texts, run.codebook):
            yield _suggest(run, fitted, assigning, block, texts)

    def read(self, known: Texts, codebook: Codebook) -> Iterator[tuple[CodedStudy, Texts]]:
        """Read them block by block, in the terms of the segments that the model knows."""
        for rows in blocks(self.study.segments["interview"].iloc[self.rows].tolist(), self.rows):
            block = self.study.take(rows, self.sentence_begins)
            cues = count_cues(block.segments["spoken"].tolist(), codebook)
            vectors, sentences = block.vectors, block.sentences
            yield (
                block,
                read_others(
                    block.segments, vectors, sentences, self.embed, cues, self.language, known
                ),
            )


def blocks(interviews: Sequence[str], rows: Ints) -> Iterator[Ints]:
    """Cut rows into blocks of whole interviews."""
    begin = 0
    for end in range(1, len(rows) + 1):
        last = end == len(rows)
        if last or (end - begin >= BLOCK and interviews[end] != interviews[end - 1]):
            yield rows[begin:end]
            begin = end


def _suggest(
    run: CrossValidatedRun, fitted: Fitted, assigning: Assigning, block: CodedStudy, texts: Texts
) -> Listed:
    features, codebook, words = compare_others(texts, run.similarities)
    prediction = rounded(fitted.predict(texts, features, codebook))
    labels = read_labels(block.segments, block.human, block.assignments, make_tree(run.codebook))
    joined = run.beside(texts, labels, words)
    known = len(run.texts)
    rows = np.arange(known, known + len(texts))
    empty = np.zeros((known, prediction.coded.shape[1]))
    prediction = replace(
        prediction,
        coded=np.vstack([empty, prediction.coded]),
        within=np.vstack([empty, prediction.within]),
    )
    model = Model(0, rows, replace(fitted, prediction=prediction))
    least = min(LEAST_SUGGESTED, run.settings.coding.offer_from)
    listed = joined.assign(joined.suggest(model, least), assigning)
    return listed, _probable(joined, model, listed, labels)


def _probable(
    joined: CrossValidatedRun, model: Model, listed: pd.DataFrame, labels: Labels
) -> pd.DataFrame:
    """List the scores of codes that are probable, predicted or given."""
    assigned = joined.assigned_pairs(listed)
    scores = score_rows(
        [model],
        joined.texts.segments,
        joined.labels.coded,
        joined.codebook.ids,
        assigned,
        np.zeros_like(assigned),
    )
    by_people = joined.texts.segments["interview"].iloc[len(joined.texts) - len(labels.coded) :]
    coded = scores["interview"].isin(set(by_people.iloc[labels.rows]))
    kept = scores["coded"] | scores["predicted"] | scores["predicted_within"]
    return scores.assign(coded_interview=coded)[kept | (scores["probability"] >= LEAST_LISTED)]
