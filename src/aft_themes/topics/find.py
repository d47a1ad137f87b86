"""Find topics in what participants said: a heuristic beside the themes, never part of them."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from aft_themes.catalog import (
    BROAD_TOPICS,
    TOPIC_ASSIGNMENTS,
    TOPIC_CHANGES,
    TOPIC_CHOICE,
    TOPIC_SHARES,
    TOPIC_TERMS,
    TOPICS,
)
from aft_themes.embeddings.vectors import Vectors
from aft_themes.io.parquet import empty_frame
from aft_themes.language import load
from aft_themes.settings import Settings
from aft_themes.stats import one_core
from aft_themes.topics.assignment import assign_segments
from aft_themes.topics.describe import (
    describe_topic,
    fitted_topics,
    labels,
    representatives,
    share_per_participant,
)
from aft_themes.topics.divisions import Divided, Division, divide, estimate_information
from aft_themes.topics.documents import Corpus, keep_subjects, make_corpus
from aft_themes.topics.matching import list_changes, number_topics
from aft_themes.topics.result import FOUND, NOT_STABLE, TopicResult
from aft_themes.topics.smoothing import Ints
from aft_themes.topics.terms import SHOWN, Ranked, terms_frame
from aft_themes.topics.vocabulary import spaced
from aft_themes.wording import count

_DIGITS = 6  # decimals kept: what differs between machines is smaller
# by so much more must topics say with the interviews' own subjects: three times the largest
# standard error of what they say, which was .01 to .05 of it on six corpora (docs/appendix)
_CLEARLY = 1.15
_HINT = " Where each interview has a subject of its own, topics.own_subjects: true may find some."
_TRIAL_STEP = 3  # every third of the numbers shows whether topics would say more

EmbedTerms = Callable[[list[str]], npt.NDArray[np.floating]]
Bools = npt.NDArray[np.bool_]

_log = logging.getLogger(__name__)


def find_topics(
    segments: pd.DataFrame,
    vectors: npt.NDArray[np.floating],
    settings: Settings,
    *,
    embed_terms: EmbedTerms | None = None,
    previous: pd.DataFrame | None = None,
) -> TopicResult:
    """Find topics, choose their number, and say how stable they are.

    Parameters
    ----------
    segments : pandas.DataFrame
        By ``SEGMENTS``, in any order.
    vectors : numpy.ndarray
        Unit vectors of the segments, in the same order, n x d; may be mapped from a file.
    settings : Settings
        ``topics``, ``language`` and ``seed`` are used.
    embed_terms : callable, optional
        Takes words and returns their unit vectors, of the same model as the segments'; without
        it, terms are chosen by where they are used and not by what they mean alone.
    previous : pandas.DataFrame, optional
        ``TOPIC_TERMS`` of the last run; similar topics keep their numbers.

    Returns
    -------
    TopicResult
        With status ``no stable topics at this size`` and empty frames when the study is too
        small or too uniform.

    Notes
    -----
    In a study of more than 3,000 segments topics are made from a sample spread evenly over
    interviews, and every other segment joins the topic of the nearest centre. A cluster that does
    not come back when interviews are drawn again, or whose terms do not find its segments, is not
    reported as a topic. With ``topics.number`` all are, and the doubtful ones are flagged. What an
    interview has in common is taken off, unless ``topics.own_subjects`` is set, or is empty and
    topics say clearly more with it.
    """
    with one_core():
        corpus = make_corpus(segments, vectors, settings.topics, load(settings.language))
        if isinstance(corpus, str):
            return _none(corpus)
        words = _embed_terms(corpus, embed_terms)
        corpus, divided = _divide(corpus, settings, words)
        if divided.topics is None:
            undecided = settings.topics.own_subjects is None and not divided.choice.empty
            hint = _HINT if undecided else ""
            return _none(divided.reason + hint, divided.choice)
        words = _read_terms(corpus, words)
        _log.info("%s", divided.reason)
        shown = np.ones(len(divided.topics.good), dtype=bool)
        if settings.topics.number is None:
            shown = divided.topics.good
        return _describe(corpus, divided, divided.topics, shown, words, previous)


def _divide(corpus: Corpus, settings: Settings, words: Vectors | None) -> tuple[Corpus, Divided]:
    """Divide; if topics say clearly more with what each interview has in common, keep that."""
    divided = divide(corpus, settings, _read_terms(corpus, words))
    if settings.topics.own_subjects is not None or divided.topics is None:
        return corpus, divided
    kept = keep_subjects(corpus)
    near = _read_terms(kept, words)
    trial = estimate_information(kept, _trial(divided, settings), near, settings.seed)
    if trial <= divided.information:
        return corpus, divided
    again = divide(kept, settings, near)
    if again.topics is None or again.information <= _CLEARLY * divided.information:
        return corpus, divided
    return kept, replace(
        again,
        reason=f"{again.reason} What each interview has in common was kept, because topics then "
        f"say more ({again.information:.2f} in place of {divided.information:.2f}); with "
        "topics.own_subjects: false it is taken off.",
    )


def _trial(divided: Divided, settings: Settings) -> list[int]:
    """Numbers of topics at which to try."""
    chosen = int(divided.choice.loc[divided.choice["chosen"], "number"].iloc[0])
    if settings.topics.number is not None:
        return [chosen]
    return sorted({chosen, *divided.choice["number"].astype(int).tolist()[::_TRIAL_STEP]})


def _none(reason: str, choice: pd.DataFrame | None = None) -> TopicResult:
    _log.info("%s: %s", NOT_STABLE, reason)
    return TopicResult(
        NOT_STABLE,
        reason,
        topics=empty_frame(TOPICS),
        broad=empty_frame(BROAD_TOPICS),
        assignments=empty_frame(TOPIC_ASSIGNMENTS),
        shares=empty_frame(TOPIC_SHARES),
        terms=empty_frame(TOPIC_TERMS),
        choice=empty_frame(TOPIC_CHOICE) if choice is None else choice,
        changes=empty_frame(TOPIC_CHANGES),
    )


def _describe(
    corpus: Corpus,
    divided: Divided,
    division: Division,
    shown: Bools,
    words: Vectors | None,
    previous: pd.DataFrame | None,
) -> TopicResult:
    placed = np.where(shown[division.labels], division.labels, -1)
    named = _name_topics(corpus, division.labels, words)
    final, terms = _number(fitted_topics(placed), named, previous)
    every = assign_segments(corpus, division, divided.broad)
    broad_numbers = _number_broad(divided.broad)
    every["broad"] = every["broad"].map(broad_numbers).fillna(0).astype(int)
    assignments = every[every["topic"].isin(final)].reset_index(drop=True)
    assignments["topic"] = assignments["topic"].map(final)
    topics = _topics_frame(corpus, division, named, final, assignments)
    broad = _broad_frame(corpus, divided.broad, broad_numbers, words, every, topics)
    labels = broad.set_index("broad")["label"]
    topics["broad_label"] = topics["broad"].map(labels).fillna("").astype(object)
    reason = divided.reason + _say_left(division, shown) + _say_sample(corpus)
    return TopicResult(
        FOUND,
        reason,
        topics=topics,
        broad=broad,
        assignments=pd.DataFrame(assignments, columns=TOPIC_ASSIGNMENTS.schema.names),
        shares=share_per_participant(assignments),
        terms=terms.sort_values(["topic", "rank"], ignore_index=True),
        choice=divided.choice.assign(reason=np.where(divided.choice["chosen"], reason, "")),
        changes=list_changes(terms, previous),
    )


def _embed_terms(corpus: Corpus, embed_terms: EmbedTerms | None) -> Vectors | None:
    if embed_terms is None:
        return None
    return np.asarray(embed_terms([spaced(name) for name in corpus.terms.names]), np.float32)


def _read_terms(corpus: Corpus, words: Vectors | None) -> Vectors | None:
    return None if words is None else corpus.neutral.texts(words)


def _name_topics(corpus: Corpus, labels: Ints, words: Vectors | None) -> dict[int, Ranked]:
    """Let BERTopic, made of the same parts, find the terms of each topic."""
    from aft_themes.topics.estimators import make_bertopic

    names, documents = corpus.terms.names, list(corpus.terms.documents)
    vectors = corpus.space.unit
    apart, people = corpus.space.groups, corpus.participants
    model = make_bertopic(names, int(labels.max()) + 1, apart, people, vectors, words)
    model.fit(documents, embeddings=vectors)
    # BERTopic numbers topics by size
    own = dict(zip(model.topics_, labels.tolist(), strict=True))
    found = model.topic_representations_
    return {own[topic]: [term for term in found[topic] if term[0]] for topic in sorted(own)}


def _number(
    by_size: list[int], named: dict[int, Ranked], previous: pd.DataFrame | None
) -> tuple[dict[int, int], pd.DataFrame]:
    """Give topics numbers, by size or as in the last run, and list their terms under these."""
    ranked = {size: named[topic] for size, topic in enumerate(by_size, start=1)}
    numbers = number_topics(list(ranked), terms_frame(ranked), previous)
    final = {topic: numbers[size] for size, topic in enumerate(by_size, start=1)}
    return final, terms_frame({numbers[size]: found for size, found in ranked.items()})


def _number_broad(broad: Division | None) -> dict[int, int]:
    """Give numbers by size to the broad topics that are stable and found by their terms."""
    if broad is None:
        return {}
    labels = np.where(broad.good[broad.labels], broad.labels, -1)
    return {topic: number for number, topic in enumerate(fitted_topics(labels), start=1)}


def _say_left(division: Division, shown: Bools) -> str:
    doubtful = int((shown & ~division.good).sum())
    if doubtful:
        return f" Flagged as doubtful: {doubtful}."
    if shown.all():
        return ""
    segments = int((~shown[division.labels]).sum())
    number = int((~shown).sum())
    what, whose = ("a topic", "its") if number == 1 else ("topics", "their")
    stay = count(segments, "segment stays", "segments stay")
    return f" Not reported as {what}: {number}, and {whose} {stay} without one."


def _say_sample(corpus: Corpus) -> str:
    if not corpus.sampled:
        return ""
    return (
        f" Topics are made from {len(corpus.fitted):,} segments, spread evenly over interviews; "
        "the others joined the topic of the nearest centre."
    )


def _describe_group(
    corpus: Corpus, division: Division, topic: int, ranked: Ranked
) -> dict[str, Any]:
    """Describe a topic of any level by its fitted segments."""
    member = division.labels == topic
    segments, lifts = corpus.segments.iloc[corpus.fitted[member]], division.lifts
    lift = {
        "term_lift": float(lifts.values[topic]),
        "term_lift_low": float(lifts.low[topic]),
        "term_lift_high": float(lifts.high[topic]),
    }
    quotes = _quotes(corpus, member, segments, [term for term, _ in ranked[:SHOWN]])
    kept = division.kept[:, topic]
    return describe_topic(segments, corpus.terms, ranked, quotes, kept, lift, corpus.language)


def _quotes(corpus: Corpus, member: Bools, segments: pd.DataFrame, terms: list[str]) -> list[str]:
    """Segments that stand for a group: near to what sets it apart, and bearing its terms."""
    own = corpus.space.unit[member]
    apart = own.mean(axis=0) - corpus.space.unit.mean(axis=0)
    closeness = np.round(own @ apart, _DIGITS).astype(np.float64)
    borne = corpus.terms.borne(terms)[member].sum(axis=1)
    return representatives(segments, closeness, borne)


def _topics_frame(
    corpus: Corpus,
    division: Division,
    named: dict[int, Ranked],
    final: dict[int, int],
    assignments: pd.DataFrame,
) -> pd.DataFrame:
    rows = []
    for topic, number in final.items():
        own = assignments[assignments["topic"] == number]
        found = _describe_group(corpus, division, topic, named[topic])
        above = own["broad"].value_counts().sort_index()
        found |= {"segments": len(own), "participants": own["participant"].nunique()}
        foremost = int(above.to_numpy().argmax())
        share = float(above.iloc[foremost] / len(own))
        found |= {"broad": int(above.index[foremost]), "broad_share": share}
        rows.append({"topic": number, **found})
    frame = _labelled(pd.DataFrame(rows, columns=TOPICS.schema.names).round(_DIGITS))
    frame["weights"] = [[round(weight, _DIGITS) for weight in found] for found in frame["weights"]]
    return frame.sort_values("topic", ignore_index=True)


def _broad_frame(
    corpus: Corpus,
    broad: Division | None,
    numbers: dict[int, int],
    words: Vectors | None,
    every: pd.DataFrame,
    topics: pd.DataFrame,
) -> pd.DataFrame:
    if broad is None or not numbers:
        return empty_frame(BROAD_TOPICS)
    named = _name_topics(corpus, broad.labels, words)
    rows = []
    for topic, number in numbers.items():
        own = every[every["broad"] == number]
        found = _describe_group(corpus, broad, topic, named[topic])
        found |= {"segments": len(own), "participants": own["participant"].nunique()}
        rows.append({"broad": number, **found, "topics": int((topics["broad"] == number).sum())})
    return _labelled(pd.DataFrame(rows, columns=BROAD_TOPICS.schema.names).round(_DIGITS))


def _labelled(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(label=labels(frame["terms"].tolist()))
