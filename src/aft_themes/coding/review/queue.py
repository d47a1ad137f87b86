"""What a person should review next; rows that help most come first."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
import pandas as pd

from aft_themes.catalog import REVIEW_QUEUE
from aft_themes.codebook.codes import Codebook, always_reviewed, ancestors_of
from aft_themes.io.parquet import empty_frame, rows
from aft_themes.vocabulary import Offer, Valence

OPEN = "?"
CONFLICT = "reviewers disagree"
DISAGREEMENT = "coders disagree"
ALWAYS = "always reviewed"
SURE = "sure suggestion"
LIKELY = "likely suggestion"
UNCERTAIN = "uncertain suggestion"
MISSED = "possibly missed"
LANGUAGE_MODEL = "code of a language model"
KINDS = (CONFLICT, DISAGREEMENT, ALWAYS, SURE, LIKELY, UNCERTAIN, MISSED, LANGUAGE_MODEL)
OFFERS = (SURE, LIKELY)
"""Suggestions for interviews that nobody coded."""
SUGGESTIONS = (ALWAYS, SURE, LIKELY, UNCERTAIN)
"""What asks whether the machine was right; a language model's codes are none of its own."""

MISSED_FROM = 0.8  # cross-validated; a code that nobody gave may have been missed
# together some two days of work at a row a minute; `make review` can be called again
MOST_SUGGESTIONS = 500
MOST_MISSED = 200
MOST_OFFERS = 20_000
"""Offers of one workbook, whole interviews in their order; the others come when these are decided.
A workbook of so many rows still opens in seconds, and nobody decides more in a year."""

_COLUMNS = ["kind", "segment_id", "code", "said", "earlier", "confidence", "valence", "value"]
_OFFERED = {Offer.SURE.value: SURE, Offer.LIKELY.value: LIKELY}
_OPEN = ("conflict", "unsure")


def make_queue(
    segments: pd.DataFrame,
    codebook: Codebook,
    *,
    disagreements: pd.DataFrame,
    human: pd.DataFrame,
    suggested: pd.DataFrame,
    scores: pd.DataFrame,
    reviewed: pd.DataFrame,
    decisions: pd.DataFrame,
    always_review: Collection[str] = (),
) -> pd.DataFrame:
    """Order what needs a person.

    First where reviewers, then where coders disagree; then every suggestion of codes that always
    need a person; then what is offered for interviews that nobody coded, by interview, sure ones
    first, in the order of reading; then suggestions by uncertainty times the code's frequency;
    last, codes that nobody gave though the cross-validated model is sure of them. Within each kind
    but the offers interviews take turns. What reviewers have settled is left out.
    """
    given = _given(human)
    valences = _valences(human)
    earlier = _earlier(decisions)
    open_suggestions = _without(suggested, given)
    always = open_suggestions["code"].isin(always_reviewed(codebook, always_review))
    parts = [
        _conflicts(decisions, valences),
        _coder_disagreements(disagreements, valences),
        _suggestions(open_suggestions[always], human, ALWAYS),
        _offers(open_suggestions[~always]),
        _suggestions(open_suggestions[~always], human, UNCERTAIN),
        _missed(scores, given),
    ]
    found = pd.concat(parts, ignore_index=True)
    known = found["segment_id"].isin(segments["segment_id"]) & found["code"].isin(codebook.ids)
    found = found[known]
    pair = ["segment_id", "code"]
    # if reviewers disagree, the row also shows what the coders said
    found = found.assign(said=found.groupby(pair)["said"].transform("max")).drop_duplicates(pair)
    found = _without(found, set(_pairs(reviewed)))
    found["earlier"] = [earlier.get(pair, "") for pair in _pairs(found)]
    drawn = set(_pairs(suggested[suggested["sampled"].astype(bool)]))
    is_sure = (found["kind"] == SURE).tolist()
    found["sampled"] = [
        sure and pair in drawn for sure, pair in zip(is_sure, _pairs(found), strict=True)
    ]
    return _lay_out(_take_turns(found.merge(_context(segments), on="segment_id")), codebook)


def _pairs(frame: pd.DataFrame) -> list[tuple[str, str]]:
    return list(zip(frame["segment_id"], frame["code"], strict=True))


def _without(frame: pd.DataFrame, pairs: set[tuple[str, str]]) -> pd.DataFrame:
    return frame[np.array([pair not in pairs for pair in _pairs(frame)], dtype=bool)]


def _given(human: pd.DataFrame) -> set[tuple[str, str]]:
    """Collect what coders gave, with the codes above: a broader code was not missed."""
    return {
        (segment, given) for segment, code in _pairs(human) for given in (code, *ancestors_of(code))
    }


def _earlier(decisions: pd.DataFrame) -> dict[tuple[str, str], str]:
    notes: dict[tuple[str, str], list[str]] = {}
    for row in rows(decisions[decisions["status"].isin(_OPEN)]):
        changed = f" {row.change_to}" if row.change_to else ""
        memo = f" ({row.memo})" if row.memo else ""
        for segment in row.segment_ids:
            notes.setdefault((segment, row.code), []).append(
                f"{row.reviewer}: {row.decision}{changed}{memo}"
            )
    return {pair: "; ".join(sorted(set(said))) for pair, said in notes.items()}


_Valences = dict[tuple[str, str], set[str]]


def _valences(human: pd.DataFrame) -> _Valences:
    given: _Valences = {}
    for pair, valence in zip(_pairs(human), human["valence"], strict=True):
        given.setdefault(pair, set()).add(valence)
    return given


def _valence(valences: _Valences, segment: str, code: str) -> str:
    """Return the valence that coders gave if they gave one; who decides must choose otherwise."""
    given = valences.get((segment, code), {Valence.NONE})
    return next(iter(given)) if len(given) == 1 else OPEN


def _part(records: Sequence[tuple[object, ...]]) -> pd.DataFrame:
    types = {"confidence": float, "value": float}
    return pd.DataFrame(records, columns=_COLUMNS).astype(types)


def _conflicts(decisions: pd.DataFrame, valences: _Valences) -> pd.DataFrame:
    conflicting = decisions[decisions["status"] == "conflict"]
    return _part(
        [
            (
                CONFLICT,
                segment,
                row.code,
                "",
                "",
                np.nan,
                _valence(valences, segment, row.code),
                0.0,
            )
            for row in rows(conflicting)
            for segment in row.segment_ids
        ]
    )


def _coder_disagreements(disagreements: pd.DataFrame, valences: _Valences) -> pd.DataFrame:
    """Value segments by how many of their codes are disputed, so that they stay together."""
    disputed = disagreements["segment_id"].map(disagreements["segment_id"].value_counts())
    return _part(
        [
            (DISAGREEMENT, r.segment_id, r.code, r.said, "", np.nan, valence, value)
            for r, value in zip(rows(disagreements), disputed, strict=True)
            for valence in [_valence(valences, r.segment_id, r.code)]
        ]
    )


def _suggestions(suggested: pd.DataFrame, human: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Value suggestions by uncertainty times the logarithm of the code's frequency.

    Each further suggestion of a code is worth less, so that one code does not fill the list.
    """
    basis = human if len(human) else suggested
    frequency = np.log1p(suggested["code"].map(basis["code"].value_counts()).fillna(0) + 1)
    # a suggestion without a probability counts as most uncertain
    uncertainty = 1 - (2 * suggested["confidence"].astype(float).fillna(0.5) - 1).abs()
    worth: pd.Series[float] = pd.Series(frequency * uncertainty, index=suggested.index, dtype=float)
    worth /= np.sqrt(worth.groupby(suggested["code"]).rank(ascending=False, method="first"))
    records = [_suggestion(kind, r, r.worth) for r in rows(suggested.assign(worth=worth))]
    part = _part(records).sort_values("value", ascending=False, kind="stable")
    return part if kind == ALWAYS else part.head(MOST_SUGGESTIONS)


def _offers(suggested: pd.DataFrame) -> pd.DataFrame:
    """Give every suggestion that is offered for an interview that nobody coded."""
    offered = suggested[suggested["offered"] != ""]
    sizes = offered["interview"].value_counts().sort_index().cumsum()
    # at least one interview, however many offers it has
    first = set(sizes.index[(sizes <= MOST_OFFERS) | (sizes == sizes.min())])
    offered = offered[offered["interview"].isin(first)]
    return _part([_suggestion(_OFFERED[r.offered], r, 0) for r in rows(offered)])


def _suggestion(kind: str, r: Any, value: float) -> tuple[Any, ...]:  # noqa: ANN401  # a suggestion
    """Make a suggestion's row of the queue."""
    return kind, r.segment_id, r.code, _say_reasons(r), "", r.confidence, r.valence, value


def _say_reasons(row: Any) -> str:  # noqa: ANN401  # a row of the suggestions
    """Say in one line who suggests a code and why."""
    parts = (
        f"rank {row.rank}" if pd.isna(row.confidence) else "",
        f"caution: {', '.join(row.cautions)}" if len(row.cautions) else "",
        f"words: {'; '.join(row.words)}" if len(row.words) else "",
        _say_similar(row),
        f"exemplar ({row.exemplar_similarity:.2f}): {row.exemplar}" if row.exemplar else "",
        f"or {row.sibling} ({row.sibling_confidence:.2f})" if row.sibling else "",
        "" if pd.isna(row.valence_share) else f"{row.valence} ({row.valence_share:.2f})",
    )
    why = " | ".join(part for part in parts if part)
    return f"{row.coder}: {why}" if why else str(row.coder)


def _say_similar(row: Any) -> str:  # noqa: ANN401  # a row of the suggestions
    """Say which passage with the code is most alike, in its words."""
    if not row.similar_segment:
        return ""
    words = f": \u201c{row.similar_text}\u201d" if row.similar_text else ""
    return f"like {row.similar_segment} ({row.similarity:.2f}){words}"


def _missed(scores: pd.DataFrame, given: set[tuple[str, str]]) -> pd.DataFrame:
    coded, looked = scores["coded"].astype(bool), scores["coded_interview"].astype(bool)
    likely = scores[(scores["probability"] >= MISSED_FROM) & looked & ~coded]
    likely = _without(likely, given).sort_values(
        ["probability", "segment_id", "code"], ascending=[False, True, True]
    )
    said = "a model that never saw this interview's codes is sure of the code; no coder gave it"
    return _part(
        [
            (
                MISSED,
                row.segment_id,
                row.code,
                said,
                "",
                row.probability,
                Valence.NONE,
                row.probability,
            )
            for row in rows(likely.head(MOST_MISSED))
        ]
    )


def _context(segments: pd.DataFrame) -> pd.DataFrame:
    ordered = segments.sort_values(["interview", "turn", "part"])
    here = ordered["interview"]
    return ordered[["segment_id", "interview", "turn", "part", "question", "text"]].assign(
        before=ordered["text"].shift().where(here.eq(here.shift()), ""),
        after=ordered["text"].shift(-1).where(here.eq(here.shift(-1)), ""),
    )


def _take_turns(found: pd.DataFrame) -> pd.DataFrame:
    """Let interviews take turns within each kind, the most valuable of each first.

    A segment's disputed codes share one value and count as one turn. Offers stay in the order of
    reading, interview by interview.
    """
    if found.empty:
        return found
    offers = found[found["kind"].isin(OFFERS)]
    others = _in_turns(found[~found["kind"].isin(OFFERS)])
    before = others["kind"].isin(KINDS[: KINDS.index(SURE)])
    return pd.concat([others[before], _in_order(offers), others[~before]], ignore_index=True)


def _in_order(offers: pd.DataFrame) -> pd.DataFrame:
    by = ["interview", "step", "turn", "part", "confidence", "code"]
    ascending = [True, True, True, True, False, True]
    return offers.assign(step=offers["kind"].map(KINDS.index)).sort_values(by, ascending=ascending)


def _in_turns(found: pd.DataFrame) -> pd.DataFrame:
    found = found.assign(
        step=found["kind"].map(KINDS.index),
        item=np.where(found["kind"] == DISAGREEMENT, "", found["code"]),
    )
    item = ["step", "interview", "turn", "part", "item"]
    best = found.groupby(item)["value"].max().reset_index()
    best = best.sort_values(
        ["step", "interview", "value", "turn", "part", "item"],
        ascending=[True, True, False, True, True, True],
    )
    best["round"] = best.groupby(["step", "interview"]).cumcount()
    placed = found.drop(columns="value").merge(best, on=item)
    return placed.sort_values(
        ["step", "round", "value", "interview", "turn", "part", "code"],
        ascending=[True, True, False, True, True, True, True],
    )


def _lay_out(found: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    if found.empty:
        return empty_frame(REVIEW_QUEUE)
    laid = found.assign(
        place=np.arange(1, len(found) + 1),
        name=[codebook[code].name for code in found["code"]],
        definition=[describe(codebook, code) for code in found["code"]],
    )
    return laid[list(REVIEW_QUEUE.schema.names)].reset_index(drop=True)


def describe(codebook: Codebook, code: str) -> str:
    """Put a code's name, definition and limits into one text."""
    entry = codebook[code]
    return f"{entry.name}: {entry.definition} Include: {entry.include} Exclude: {entry.exclude}"
