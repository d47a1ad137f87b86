"""Name topics by their words and their codes, and put first what the codebook may lack.

The program offers names; a person gives them. Topics that look like small talk, or like the
start or end of interviews, are offered for exclusion and come last.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

import numpy as np
import pandas as pd

from aft_themes.catalog import TOPIC_NAMES, TOPIC_QUESTIONS
from aft_themes.corpus.cleaning import without_marks
from aft_themes.language import Language
from aft_themes.language.rules import compiled
from aft_themes.topics.describe import content_words, lengths_of_labels

SMALL_TALK: Final = "small talk"
FRAME: Final = "start or end of interviews"

_CODES = 2  # codes in a name: more do not fit a label
_EDGE = 0.1  # of an interview: its first and last tenth are mostly greetings, facts and thanks
_MOSTLY = 0.5  # of a topic's segments that lie at these edges
_TIMES = 2.0  # words of interruptions are this many times as common in small talk as elsewhere
_LEAST_SHARE = 0.1  # of the topic's segments must have such a word, even if it is rare elsewhere
_FEWEST_PEOPLE = 3  # who were asked a question, for it to be listed
_SAME_QUESTION = 0.5  # Jaccard index of content words from which two questions are the same
_MOST_QUESTIONS = 5000  # different wordings that are compared: bounds the time


def name_topics(
    topics: pd.DataFrame,
    pairs: pd.DataFrame,
    coverage: pd.DataFrame,
    assignments: pd.DataFrame,
    segments: pd.DataFrame,
    language: Language,
) -> pd.DataFrame:
    """Offer a name for each topic, in the order in which a reader should look at them."""
    uncovered = set(coverage.loc[coverage["uncovered"].astype(bool), "topic"])
    placed = assignments.merge(segments[["segment_id", "spoken", "position"]], on="segment_id")
    offered = _offer_exclusion(placed, segments, language)
    rows = []
    lengths = lengths_of_labels(topics["terms"].tolist())
    for topic, terms, length in zip(topics["topic"], topics["terms"], lengths, strict=True):
        own = pairs[(pairs["topic"] == topic) & pairs["together"].astype(bool)]
        own = own.sort_values("residual", ascending=False).head(_CODES)
        lifts = zip(own["code"].tolist(), own["lift"].tolist(), strict=True)
        codes = [f"{code} {lift:.0f}x" for code, lift in lifts]
        # a topic that people coded as much as others is no small talk
        kind = offered.get(topic, "") if own.empty or topic in uncovered else ""
        name = ", ".join(terms[:length]) + (f": {', '.join(codes)}" if codes else "")
        order = 2 if kind else 0 if topic in uncovered else 1
        rows.append({"topic": topic, "name": name, "exclude": kind, "order": order})
    found = pd.DataFrame(rows, columns=["topic", "name", "exclude", "order"])
    found = found.sort_values(["order", "topic"], ignore_index=True)
    found["order"] = np.arange(1, len(found) + 1)
    return pd.DataFrame(found, columns=TOPIC_NAMES.schema.names)


def _offer_exclusion(
    placed: pd.DataFrame, segments: pd.DataFrame, language: Language
) -> dict[int, str]:
    """Topics that lie at the edges of interviews, or bear the words of interruptions."""
    interruptions = compiled(language.terms.interruptions, re.IGNORECASE)
    # 1e-9: nobody may have been interrupted
    usual = max(float(segments["spoken"].str.contains(interruptions).mean()), 1e-9)
    offered = {}
    for topic, own in placed.groupby("topic"):
        inner = own["position"].between(_EDGE, 1 - _EDGE)
        share = float(own["spoken"].str.contains(interruptions).mean())
        if share >= max(_TIMES * usual, _LEAST_SHARE):
            offered[int(str(topic))] = SMALL_TALK
        elif 1 - float(inner.mean()) >= _MOSTLY:
            offered[int(str(topic))] = FRAME
    return offered


def topics_by_question(
    assignments: pd.DataFrame, segments: pd.DataFrame, language: Language
) -> pd.DataFrame:
    """Count which topics answer which question, over questions that several people were asked."""
    asked = segments[["segment_id", "participant", "question"]].copy()
    same = dict(_same_questions(asked["question"].tolist(), language))
    asked["wording"] = asked["question"].map(same).map(without_marks, na_action="ignore")
    asked = asked.dropna(subset=["wording"])
    topic = asked["segment_id"].map(assignments.set_index("segment_id")["topic"])
    asked["topic"] = topic.fillna(0).astype(int)
    people = asked.groupby("wording")["participant"].nunique()
    asked = asked[asked["wording"].isin(people.index[people >= _FEWEST_PEOPLE])]
    grouped = asked.groupby(["wording", "topic"])["participant"]
    frame = grouped.agg(segments="size", participants="nunique").reset_index()
    frame["share"] = frame["segments"] / frame.groupby("wording")["segments"].transform("sum")
    frame = frame.rename(columns={"wording": "question"}).round(6)
    frame = frame.sort_values(["question", "topic"], ignore_index=True)
    return pd.DataFrame(frame, columns=TOPIC_QUESTIONS.schema.names)


def _same_questions(questions: list[str], language: Language) -> Iterator[tuple[str, str]]:
    """Yield each wording with the most frequent wording that asks the same."""
    leaders: list[tuple[frozenset[str], str]] = []
    for question, _ in Counter(questions).most_common(_MOST_QUESTIONS):
        words = content_words(question, language)
        if not words:
            continue
        same = (
            leader
            for known, leader in leaders
            if len(words & known) >= _SAME_QUESTION * len(words | known)
        )
        leader = next(same, None)
        if leader is None:
            leaders.append((words, question))
        yield question, question if leader is None else leader
