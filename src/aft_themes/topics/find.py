"""Find topics in what participants said: a heuristic beside the themes, never part of them."""

from __future__ import annotations

import logging
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pandas as pd
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from aft_themes.catalog import (
    TOPIC_ASSIGNMENTS,
    TOPIC_CHANGES,
    TOPIC_CHOICE,
    TOPIC_SHARES,
    TOPIC_TERMS,
    TOPICS,
)
from aft_themes.embeddings.encoder import Vectors
from aft_themes.io.parquet import empty_frame
from aft_themes.settings import Settings
from aft_themes.topics.clustering import (
    Floats,
    Ints,
    assign,
    centres,
    find_plane,
    find_spread,
    memberships,
    smooth,
    smooth_others,
)
from aft_themes.topics.describe import describe_topic, fitted_topics, share_per_interview
from aft_themes.topics.divisions import Division, divide
from aft_themes.topics.documents import Corpus, Guides, make_corpus
from aft_themes.topics.matching import list_changes, number_topics
from aft_themes.topics.schemas import FOUND, NOT_STABLE, TopicResult
from aft_themes.topics.term_lift import LEAST_LIFT, find_nearness, term_lifts
from aft_themes.topics.terms import SHOWN, Ranked, name_topics, terms_frame
from aft_themes.topics.vocabulary import spaced

_BLOCK = 20_000  # segments placed at once in a large study: bounds the memory
_DIGITS = 6  # decimals kept: what differs between machines is smaller

EmbedTerms = Callable[[list[str]], npt.NDArray[np.floating]]

_log = logging.getLogger(__name__)


def find_topics(
    segments: pd.DataFrame,
    vectors: npt.NDArray[np.floating],
    settings: Settings,
    *,
    embed_terms: EmbedTerms | None = None,
    previous: pd.DataFrame | None = None,
    guides: Guides | None = None,
) -> TopicResult:
    """Find topics, choose their number, and say how far they hold.

    Parameters
    ----------
    segments : pandas.DataFrame
        By ``SEGMENTS``, in any order.
    vectors : numpy.ndarray
        Unit vectors of the segments, in the same order, n x d; may be mapped from a file.
    settings : Settings
        ``topics`` and ``seed`` are used.
    embed_terms : callable, optional
        Takes words and returns their unit vectors, of the same model as the segments'; without
        it, terms are chosen by where they are used and not by what they mean alone.
    previous : pandas.DataFrame, optional
        ``TOPIC_TERMS`` of the last run; similar topics keep their numbers.
    guides : Guides, optional
        Gather topics around these, with ``topics.seeded``.

    Returns
    -------
    TopicResult
        With status ``no stable topics at this size`` and empty frames when the study is too
        small or too uniform.

    Raises
    ------
    SettingsError
        If the engine needs an extra that is not installed.

    Notes
    -----
    In a study of more than 3,000 segments topics are made from a sample spread evenly over
    interviews, and every other segment joins the topic of the nearest centre. A group of segments
    that its terms do not find better than chance is no topic: its segments stay without one.
    """
    # products shared by several cores round differently: one core gives the same bytes anywhere
    with threadpool_limits(1):
        corpus = make_corpus(segments, vectors, settings.topics)
        if isinstance(corpus, str):
            return _none(corpus)
        division = divide(corpus, settings, guides)
        if not len(division.labels):
            return _none(division.reason, division.choice)
        _log.info("%s", division.reason)
        return _describe(corpus, division, embed_terms, previous, guides)


def _none(reason: str, choice: pd.DataFrame | None = None) -> TopicResult:
    _log.info("%s: %s", NOT_STABLE, reason)
    return TopicResult(
        NOT_STABLE,
        reason,
        topics=empty_frame(TOPICS),
        assignments=empty_frame(TOPIC_ASSIGNMENTS),
        shares=empty_frame(TOPIC_SHARES),
        terms=empty_frame(TOPIC_TERMS),
        choice=empty_frame(TOPIC_CHOICE) if choice is None else choice,
        changes=empty_frame(TOPIC_CHANGES),
    )


def _describe(
    corpus: Corpus,
    division: Division,
    embed_terms: EmbedTerms | None,
    previous: pd.DataFrame | None,
    guides: Guides | None,
) -> TopicResult:
    words = _read_terms(corpus, embed_terms)
    terms, vectors = corpus.terms, corpus.space.unit
    lifts = term_lifts(terms, division.labels, corpus.participants, vectors, words)
    recognised = lifts >= (LEAST_LIFT if guides is None else 0)
    if not recognised.any():
        choice = division.choice.assign(chosen=False)
        return _none("No group of segments is found by its terms.", choice)
    labels = np.where((division.labels >= 0) & recognised[division.labels], division.labels, -1)
    points = smooth(corpus.space)
    near = find_nearness(terms, division.labels, vectors, words)
    named = name_topics(terms, labels, corpus.participants, points, near)
    final, shown = _number(fitted_topics(labels), named, previous)
    assignments = _assign_all(corpus, division, points, final)
    topics = _topics_frame(corpus, division, named, lifts, final, assignments)
    if guides is not None and len(guides.names) == len(final):
        topics["guide"] = topics["topic"].map({n: guides.names[t] for t, n in final.items()})
    reason = division.reason + _say_recognised(division.labels, recognised, lifts)
    return TopicResult(
        FOUND,
        reason,
        topics=topics,
        assignments=assignments,
        shares=share_per_interview(assignments),
        terms=shown.sort_values(["topic", "rank"], ignore_index=True),
        choice=division.choice.assign(reason=np.where(division.choice["chosen"], reason, "")),
        changes=list_changes(shown, previous),
    )


def _read_terms(corpus: Corpus, embed_terms: EmbedTerms | None) -> Vectors | None:
    if embed_terms is None:
        return None
    return corpus.neutral.texts(embed_terms([spaced(name) for name in corpus.terms.names]))


def _number(
    by_size: list[int], named: dict[int, Ranked], previous: pd.DataFrame | None
) -> tuple[dict[int, int], pd.DataFrame]:
    """Give topics numbers, by size or as in the last run, and list their terms under these."""
    ranked = {size: named[topic] for size, topic in enumerate(by_size, start=1)}
    numbers = number_topics(list(ranked), terms_frame(ranked), previous)
    final = {topic: numbers[size] for size, topic in enumerate(by_size, start=1)}
    return final, terms_frame({numbers[size]: found for size, found in ranked.items()})


def _say_recognised(labels: Ints, recognised: npt.NDArray[np.bool_], lifts: Floats) -> str:
    if recognised.all():
        return " Each of them is a topic."
    left = np.flatnonzero(~recognised)
    segments = int(np.isin(labels, left).sum())
    values = ", ".join(f"{lifts[topic]:.2f}" for topic in left)
    return (
        f" {int(recognised.sum())} of them are topics. {len(left)} became none, for its {SHOWN} "
        "foremost terms find its segments, in interviews left out, hardly better than chance "
        f"({values} times as well; {LEAST_LIFT:.2f} is asked for): {segments} segments stay "
        "without a topic."
    )


def _assign_all(
    corpus: Corpus, division: Division, points: Floats, final: dict[int, int]
) -> pd.DataFrame:
    """Topic, its probability and place on the map: of the fitted segments and of all others."""
    labels = division.labels
    placed, shown = labels >= 0, np.isin(labels, list(final))
    means = centres(points[placed], labels[placed])
    spread = find_spread(points[placed], means, labels[placed], division.held)
    # the plane in which topics lie apart; a share of each segment's own place keeps it a plane
    plane = find_plane(0.7 * means[labels[shown]] + 0.3 * points[shown], 2)
    blocks = [
        _assign_block(corpus, corpus.fitted[placed], points[placed], labels[placed], means, spread)
    ]
    places = [plane.place(points[placed])]
    for start in range(0, len(corpus.rest), _BLOCK):
        rows = corpus.rest[start : start + _BLOCK]
        spoken_by = corpus.segments["interview"].to_numpy(object)[rows]
        known = pd.Index(corpus.names).get_indexer(pd.Index(spoken_by))
        others = smooth_others(corpus.space, corpus.neutral.segments(rows), known)
        blocks.append(_assign_block(corpus, rows, others, assign(others, means), means, spread))
        places.append(plane.place(others))
    frame = pd.concat(blocks, ignore_index=True)
    frame[["x", "y"]] = np.concatenate(places).round(_DIGITS)
    frame = frame[frame["topic"].isin(final)]
    frame["topic"] = frame["topic"].map(final)
    return frame.sort_values("segment_id", ignore_index=True)


def _assign_block(
    corpus: Corpus, rows: Ints, points: Floats, labels: Ints, means: Floats, spread: float
) -> pd.DataFrame:
    shares = memberships(points, means, spread)[np.arange(len(labels)), labels]
    return pd.DataFrame(
        {
            "segment_id": corpus.segments["segment_id"].to_numpy(object)[rows],
            "interview": corpus.segments["interview"].to_numpy(object)[rows],
            "topic": labels,
            "probability": shares.round(_DIGITS),
        }
    )


def _topics_frame(
    corpus: Corpus,
    division: Division,
    named: dict[int, Ranked],
    lifts: Floats,
    final: dict[int, int],
    assignments: pd.DataFrame,
) -> pd.DataFrame:
    fitted = corpus.segments.iloc[corpus.fitted]
    sizes = assignments["topic"].value_counts()
    people = assignments.groupby("topic")["interview"].nunique()
    rows = []
    for topic, number in final.items():
        member = division.labels == topic
        own = corpus.space.unit[member]
        mean = own.mean(axis=0)
        closeness = own @ (mean / np.linalg.norm(mean))
        found = describe_topic(
            fitted[member], corpus.terms, named[topic], closeness, division.kept[:, topic]
        )
        found |= {"segments": int(sizes[number]), "participants": int(people[number])}
        found |= {"term_lift": float(lifts[topic])}
        rows.append({"topic": number, "guide": "", **found})
    frame = pd.DataFrame(rows, columns=TOPICS.schema.names).round(_DIGITS)
    frame["weights"] = [[round(weight, _DIGITS) for weight in found] for found in frame["weights"]]
    return frame.sort_values("topic", ignore_index=True)
