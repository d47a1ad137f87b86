"""Topics meet codes: which belong together, what no code covers, which codes scatter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from aft_themes.catalog import CODE_SCATTER, CROSSWALK, TOPIC_COVERAGE
from aft_themes.io.parquet import empty_frame
from aft_themes.stats import interval_weights, percentile_interval

_RESIDUAL: Final = 3.0  # among hundreds of pairs a residual of 2 is common by chance
_FEWEST: Final = 5  # segments below which a pair, or the scatter of a code, says nothing
_FEWEST_PEOPLE: Final = 3  # the same of participants
_CANDIDATES: Final = 10  # segments without a code that a reader may look at: one screen

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Crosswalk:
    """Topics by codes.

    Parameters
    ----------
    pairs : pandas.DataFrame
        By ``CROSSWALK``: every topic with every code.
    topics : pandas.DataFrame
        By ``TOPIC_COVERAGE``.
    codes : pandas.DataFrame
        By ``CODE_SCATTER``.
    """

    pairs: pd.DataFrame
    topics: pd.DataFrame
    codes: pd.DataFrame


def has_intervals(pairs: pd.DataFrame) -> bool:
    """Say whether the lifts of a crosswalk have intervals: few participants cannot give any."""
    return bool(pairs["lift_low"].notna().any())


@dataclass(frozen=True)
class _Counts:
    """Counts per participant: of segments by topic, by code, by both, and of coded ones."""

    topics: Floats  # participants x topics
    codes: Floats  # participants x codes
    both: Floats  # participants x topics x codes
    coded: Floats  # participants x topics


def cross_topics(
    assignments: pd.DataFrame,
    codings: pd.DataFrame,
    interviews: Sequence[str],
    *,
    resamples: int,
    confidence: float,
    seed: int,
) -> Crosswalk:
    """Cross topics with codes, over the segments of coded interviews that have a topic.

    Notes
    -----
    Adjusted residuals: Haberman (1973), The analysis of residuals in cross-classified tables,
    doi 10.2307/2529686. A segment may bear several codes, so each code is tested for itself.
    Segments of one participant are alike; the intervals, which draw participants, allow for it,
    the residuals do not. Of too few participants there are none.
    """
    placed = assignments[assignments["interview"].isin(list(interviews))]
    marks = codings.loc[codings["segment_id"].isin(placed["segment_id"]), ["segment_id", "code"]]
    marks = marks.drop_duplicates()
    if marks.empty:
        return Crosswalk(
            empty_frame(CROSSWALK), empty_frame(TOPIC_COVERAGE), empty_frame(CODE_SCATTER)
        )
    topics = sorted(int(topic) for topic in placed["topic"].unique())
    codes = sorted(marks["code"].unique())
    counts = _count(placed, marks, topics, codes)
    weights = interval_weights(len(counts.topics), resamples, seed, confidence)
    pairs = _pairs(counts, topics, codes, weights, confidence)
    return Crosswalk(
        pairs,
        _coverage(counts, placed, marks, pairs, topics, weights, confidence),
        _scatter(counts, pairs, topics, codes, weights, confidence),
    )


def _count(
    placed: pd.DataFrame, marks: pd.DataFrame, topics: list[int], codes: list[str]
) -> _Counts:
    people = sorted(placed["participant"].unique())
    who = placed["participant"].map({name: i for i, name in enumerate(people)})
    what = placed["topic"].map({topic: i for i, topic in enumerate(topics)})
    at = pd.DataFrame({"who": who.to_numpy(), "what": what.to_numpy()}, placed["segment_id"])
    shape = (len(people), len(topics), len(codes))
    by_topic, coded, both = np.zeros(shape[:2]), np.zeros(shape[:2]), np.zeros(shape)
    np.add.at(by_topic, (at["who"].to_numpy(), at["what"].to_numpy()), 1)
    some = at.loc[marks["segment_id"].unique()]
    np.add.at(coded, (some["who"].to_numpy(), some["what"].to_numpy()), 1)
    every = at.loc[marks["segment_id"]]
    code = marks["code"].map({name: i for i, name in enumerate(codes)}).to_numpy()
    np.add.at(both, (every["who"].to_numpy(), every["what"].to_numpy(), code), 1)
    return _Counts(by_topic, both.sum(axis=1), both, coded)


def _lift(both: Floats, topics: Floats, codes: Floats, total: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        lift: Floats = both * total / (topics * codes)
    return lift


def _pairs(
    counts: _Counts, topics: list[int], codes: list[str], weights: Floats, confidence: float
) -> pd.DataFrame:
    both = counts.both.sum(axis=0)
    by_topic, by_code = counts.topics.sum(axis=0)[:, None], counts.codes.sum(axis=0)[None]
    total = by_topic.sum()
    expected = by_topic * by_code / total
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.sqrt(expected * (1 - by_topic / total) * (1 - by_code / total))
        residual = np.where(spread > 0, (both - expected) / spread, np.nan)
    drawn_topics = weights @ counts.topics
    flat = weights @ counts.both.reshape(len(counts.both), -1)
    lifts = _lift(
        flat.reshape(len(weights), *both.shape),
        drawn_topics[:, :, None],
        (weights @ counts.codes)[:, None, :],
        drawn_topics.sum(axis=1)[:, None, None],
    )
    low, high = percentile_interval(lifts, confidence)
    users = (counts.both > 0).sum(axis=0)
    enough = (both >= _FEWEST) & (users >= _FEWEST_PEOPLE)
    above = enough & (low > 1) if len(weights) else enough
    frame = pd.DataFrame(
        {
            "topic": np.repeat(topics, len(codes)),
            "code": np.tile(np.array(codes, dtype=object), len(topics)),
            "segments": both.ravel().astype(int),
            "participants": users.ravel(),
            "expected": expected.ravel(),
            "share_of_topic": (both / by_topic).ravel(),
            "share_of_code": (both / by_code).ravel(),
            "lift": _lift(both, by_topic, by_code, total).ravel(),
            "lift_low": low.ravel(),
            "lift_high": high.ravel(),
            "residual": residual.ravel(),
            "together": ((residual >= _RESIDUAL) & above).ravel(),
        }
    )
    return frame.round(6)


def _coverage(
    counts: _Counts,
    placed: pd.DataFrame,
    marks: pd.DataFrame,
    pairs: pd.DataFrame,
    topics: list[int],
    weights: Floats,
    confidence: float,
) -> pd.DataFrame:
    segments, coded = counts.topics.sum(axis=0), counts.coded.sum(axis=0)
    overall = float(coded.sum() / segments.sum())
    with np.errstate(invalid="ignore"):
        drawn = (weights @ counts.coded) / (weights @ counts.topics)
    low, high = percentile_interval(drawn, confidence)
    close = pairs[pairs["together"]].sort_values(["topic", "residual"], ascending=[True, False])
    bare = placed[~placed["segment_id"].isin(marks["segment_id"])]
    bare = bare.sort_values(["probability", "segment_id"], ascending=[False, True])
    rows = []
    for i, topic in enumerate(topics):
        own = close.loc[close["topic"] == topic, "code"].tolist()
        share = float(coded[i] / segments[i])
        below = bool(high[i] < overall)  # without an interval nothing can be said
        rows.append(
            {
                "topic": topic,
                "segments": int(segments[i]),
                "coded": int(coded[i]),
                "share_covered": share,
                "share_low": low[i],
                "share_high": high[i],
                "codes": own,
                "uncovered": below or not own,
                "reason": _why_uncovered(below, own, overall),
                "candidates": _spread(bare[bare["topic"] == topic]),
            }
        )
    return pd.DataFrame(rows, columns=TOPIC_COVERAGE.schema.names).round(6)


def _why_uncovered(below: bool, own: list[str], overall: float) -> str:
    reasons = []
    if below:
        reasons.append(f"fewer of its segments bear a code than of all segments ({overall:.0%})")
    if not own:
        reasons.append("no code belongs to it more than to other topics")
    return "; ".join(reasons)


def _spread(bare: pd.DataFrame) -> list[str]:
    """Ids of a topic's uncoded segments: one of each participant before a second of any."""
    turn = bare.groupby("participant").cumcount()
    order = turn.sort_values(kind="stable").index
    return [str(name) for name in bare.loc[order, "segment_id"].head(_CANDIDATES)]


def _scatter(
    counts: _Counts,
    pairs: pd.DataFrame,
    topics: list[int],
    codes: list[str],
    weights: Floats,
    confidence: float,
) -> pd.DataFrame:
    both = counts.both.sum(axis=0)
    drawn = (weights @ counts.both.reshape(len(counts.both), -1)).reshape(-1, *both.shape)
    low, high = percentile_interval(_distance(drawn, weights @ counts.topics), confidence)
    shares = both / both.sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        entropy = -np.where(shares > 0, shares * np.log(shares), 0).sum(axis=0)
    segments = both.sum(axis=0).astype(int)
    homes = set(pairs.loc[pairs["together"], "code"])
    frame = pd.DataFrame(
        {
            "code": codes,
            "segments": segments,
            "participants": (counts.codes > 0).sum(axis=0),
            "topics": (both > 0).sum(axis=0),
            "foremost": np.array(topics)[both.argmax(axis=0)],
            "foremost_share": shares.max(axis=0),
            "effective_topics": np.exp(entropy),
            "distance": _distance(both[None], counts.topics.sum(axis=0)[None])[0],
            "distance_low": low,
            "distance_high": high,
            "scatters": (segments >= _FEWEST) & ~np.isin(codes, sorted(homes)),
        }
    )
    return frame.round(6)


def _distance(both: Floats, topics: Floats) -> Floats:
    """Total variation distance of each code's topics from all topics, resamples x codes."""
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = both / both.sum(axis=1, keepdims=True)
    sizes = topics / topics.sum(axis=1, keepdims=True)
    distance: Floats = np.abs(shares - sizes[:, :, None]).sum(axis=1) / 2
    return distance
