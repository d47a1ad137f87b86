"""The layers of codings, and which of them are final."""

from __future__ import annotations

from typing import Any

import pandas as pd

from aft_themes.catalog import CODINGS
from aft_themes.vocabulary import Decision, join_valences


def merge_repeated(codings: pd.DataFrame) -> pd.DataFrame:
    """Make one row of several quotes that give a segment the same code by the same coder.

    Valences that differ become ``mixed`` (``none`` yields to any other); the longest quote is
    the evidence; all sources are kept.
    """
    key = list(CODINGS.key)
    ordered = codings.sort_values([*key, "evidence_start", "source"], kind="stable")
    repeated = ordered.duplicated(key, keep=False)
    merged = [_merge(group) for _, group in ordered[repeated].groupby(key, sort=True)]
    single = ordered[~repeated]
    if not merged:
        return single.reset_index(drop=True)
    joined = pd.concat([single, pd.DataFrame(merged)], ignore_index=True)
    return joined.sort_values(key, kind="stable").reset_index(drop=True)


def _merge(group: pd.DataFrame) -> dict[Any, Any]:
    lengths = (group["evidence_end"] - group["evidence_start"]).astype("float64").fillna(0)
    longest = lengths.to_numpy().argmax()
    merged: dict[Any, Any] = group.iloc[int(longest)].to_dict()
    merged["valence"] = join_valences(group["valence"])
    merged["source"] = "; ".join(dict.fromkeys(group["source"]))
    return merged


def every_quote(codings: pd.DataFrame, quotes: pd.DataFrame) -> pd.DataFrame:
    """Give each coding a row for every quote of its coder that it rests on.

    The columns are those of the codings; what no coder quoted keeps its one row.
    """
    key = list(CODINGS.key)
    of_quotes = [name for name in CODINGS.columns if name not in key]
    quoted = pd.MultiIndex.from_frame(codings[key]).isin(pd.MultiIndex.from_frame(quotes[key]))
    others = codings[[name for name in codings.columns if name not in of_quotes]]
    rows_of_quotes = others[quoted].merge(quotes, on=key)[list(codings.columns)]
    return join_layers(codings[~quoted], rows_of_quotes)


def final_codings(
    human: pd.DataFrame,
    suggested: pd.DataFrame,
    reviewed: pd.DataFrame,
    assigned: pd.DataFrame,
    *,
    final: str,
) -> pd.DataFrame:
    """Choose the codings that enter the theme tables.

    ``human``: the codings of each interview's lead coder (the first that ``interviews.csv``
    names), so that interviews with two coders do not get more codes than the others, and those of
    coders who seem to have divided the interview with the lead coder.
    ``human+reviewed``: the same, and a reviewer's decision on a segment and code replaces it.
    ``human+suggested``: the same as human, and assigned suggestions where an interview has no
    coder. ``suggested``: assigned suggestions only.
    """
    if final == "suggested":
        return suggested.reset_index(drop=True)
    chosen = counted_codings(human, assigned)
    if final == "human+suggested":
        extra = suggested[~suggested["interview"].isin(assigned["interview"])]
        chosen = join_layers(chosen, extra)
    if final == "human+reviewed" and len(reviewed):
        decided = pd.MultiIndex.from_frame(reviewed[["segment_id", "code"]])
        kept = chosen[~pd.MultiIndex.from_frame(chosen[["segment_id", "code"]]).isin(decided)]
        chosen = join_layers(kept, accepted_reviews(reviewed))
    return chosen.sort_values(list(CODINGS.key), kind="stable").reset_index(drop=True)


def whose_codings_count(assigned: pd.DataFrame) -> pd.DataFrame:
    """Return the assignments whose codings count, the lead coder's of each interview first.

    The others are of coders who seem to have divided the interview with the lead coder.
    """
    ranked = assigned.sort_values(["interview", "rank"])
    return ranked[~ranked.duplicated("interview") | ranked["apart"]]


def counted_codings(human: pd.DataFrame, assigned: pd.DataFrame) -> pd.DataFrame:
    """Return the codings of people that count; what two of them gave counts once."""
    counted = whose_codings_count(assigned)[["interview", "coder", "rank"]]
    ranked = human.merge(counted, on=["interview", "coder"]).sort_values("rank", kind="stable")
    return ranked.drop_duplicates(["segment_id", "code"])[list(human.columns)]


def accepted_reviews(reviewed: pd.DataFrame) -> pd.DataFrame:
    """Return what reviewers accepted, as codings."""
    return reviewed.loc[reviewed["decision"] == Decision.ACCEPT, list(CODINGS.columns)]


def join_layers(*frames: pd.DataFrame) -> pd.DataFrame:
    """Put layers of codings together."""
    # human codings have no confidence: a column of missing values must stay one of numbers
    typed = [frame.astype({"confidence": "float64"}) for frame in frames]
    return pd.concat([frame for frame in typed if len(frame)] or typed[:1], ignore_index=True)


def coded_interviews(
    codings: pd.DataFrame, assigned: pd.DataFrame, segments: pd.DataFrame, final: str
) -> list[str]:
    """Name the interviews that the theme tables may count.

    An interview that nobody coded is not one in which nothing was found; the program looks at
    all of them.
    """
    if final == "suggested":
        return sorted(set(segments["interview"]))
    return sorted(set(assigned["interview"]) | set(codings["interview"]))


def coded_participants(
    codings: pd.DataFrame, assigned: pd.DataFrame, segments: pd.DataFrame, final: str
) -> list[str]:
    """Name the participants whom the theme tables count: those who speak in a coded interview."""
    coded = coded_interviews(codings, assigned, segments, final)
    return sorted(set(segments.loc[segments["interview"].isin(coded), "participant"]))
