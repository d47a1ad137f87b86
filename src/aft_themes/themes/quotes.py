"""Choose the quotes that are printed, by a stated rule, and make sure that they are verbatim.

A code's quotes are its passages: the coders' words, widened to whole sentences. The typical one
is nearest to the code's centre (the mean embedding of its passages); the contrary one is the
nearest to it of those that speak the other way. Within a domain a participant is quoted at most
twice, and among the nearest passages that of the participant who has been quoted least is taken.
No words are printed twice. What the authors choose or bar in quotes.csv wins over the rule. Without
embeddings there is no rule: in a reflexive study only the authors choose.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import islice
from typing import Any

import numpy as np
import pandas as pd

from aft_themes.catalog import QUOTES
from aft_themes.codebook.codes import Codebook, domain_of
from aft_themes.errors import SchemaError
from aft_themes.io.parquet import empty_frame, frame_of, rows
from aft_themes.settings import QuoteSettings
from aft_themes.themes.authors_quotes import NO_CHOICES, AuthorsChoices, Words
from aft_themes.vocabulary import Chooser, Stance, Valence, join_valences

_FURTHER = 5  # quotes offered beside the chosen ones
_NEAR = 5  # the least quoted participant is taken among this many nearest passages
_OPPOSITE = {
    Valence.BENEFIT: (Valence.CHALLENGE, Valence.MIXED),
    Valence.CHALLENGE: (Valence.BENEFIT, Valence.MIXED),
}


def choose_quotes(
    passages: pd.DataFrame,
    segments: pd.DataFrame,
    vectors: np.ndarray | None,
    codebook: Codebook,
    settings: QuoteSettings,
    authors: AuthorsChoices = NO_CHOICES,
) -> pd.DataFrame:
    """Choose typical and contrary quotes for every code; without vectors, only the authors' own."""
    if passages.empty:
        return empty_frame(QUOTES)
    told = {
        str(code): with_distances(mine, segments, vectors)
        for code, mine in roll_up_passages(passages, codebook).groupby("code")
    }
    printed = _Printed(settings.per_participant)
    for row in rows(authors.quotes):
        printed.add(row, domain_of(row.code))
    chosen: list[dict[str, Any]] = []
    # the most specific codes choose first, because they have the fewest passages
    for code in sorted(told, key=lambda code: (-codebook[code].level, codebook.ids.index(code))):
        ordered = _in_order(told[code], settings)
        kept = authors.without_barred(code, ordered)
        chosen += _for_code(code, kept, printed, authors, by_rule=vectors is not None)
    return frame_of(chosen, QUOTES)


def roll_up_passages(passages: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Let each passage stand for its code and for every code above it; the same words once."""
    above = {code: [*codebook.ancestors(code), code] for code in passages["code"].unique()}
    found = passages.assign(code=passages["code"].map(above)).explode("code", ignore_index=True)
    place = ["code", "interview", "turn", "start", "end"]
    joined = found.groupby(place)["valence"].agg(join_valences).rename("joined")
    once = found.drop_duplicates(place).drop(columns="valence").join(joined, on=place)
    return once.rename(columns={"joined": "valence"}).reset_index(drop=True)


def with_distances(
    passages: pd.DataFrame, segments: pd.DataFrame, vectors: np.ndarray | None
) -> pd.DataFrame:
    """Add how far each passage lies from the centre of all; missing without vectors."""
    if vectors is None:
        return passages.assign(distance=np.nan)
    distances = centre_distances(passage_vectors(passages, segments, vectors))
    return passages.assign(distance=distances)


def passage_vectors(
    passages: pd.DataFrame, segments: pd.DataFrame, vectors: np.ndarray
) -> np.ndarray:
    """Give each passage the mean embedding of the segments that it counts in, at unit length."""
    place = {segment: number for number, segment in enumerate(segments["segment_id"])}
    means = np.array(
        [vectors[[place[one] for one in ids]].mean(axis=0) for ids in passages["segment_ids"]]
    )
    lengths = np.linalg.norm(means, axis=1, keepdims=True)
    unit: np.ndarray = means / np.where(lengths > 0, lengths, 1)
    return unit


def centre_distances(vectors: np.ndarray) -> np.ndarray:
    """Cosine distance of each row to the rows' centre."""
    centre = vectors.astype(np.float64).mean(axis=0)
    length = np.linalg.norm(centre)
    if not length:
        return np.ones(len(vectors))
    # rounded, so that machines agree which quote is nearest
    distances: np.ndarray = np.round(1 - vectors @ (centre / length), 6)
    return distances


def _in_order(passages: pd.DataFrame, settings: QuoteSettings) -> pd.DataFrame:
    """Order passages that can be printed: whole ones of fitting length, then the nearest."""
    whole = ~passages["cut_before"] & ~passages["cut_after"]
    fitting = whole & (passages["words"] >= settings.min_words)
    usable = passages.assign(lacking=~fitting)[passages["paired"]]
    return usable.sort_values(["lacking", "distance", "interview", "turn", "start", "end"])


class _Printed:
    """Who is quoted how often, and which words: nothing is printed twice."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._used: Counter[tuple[str, str]] = Counter()  # by domain; "" counts all domains
        self._words: dict[tuple[str, int], list[Words]] = {}

    def add(self, row: Any, domain: str) -> None:  # noqa: ANN401  # a row of passages or quotes
        self._used.update([(domain, row.participant), ("", row.participant)])
        self._words.setdefault((row.interview, row.turn), []).append(Words.of(row))

    def least_quoted(self, candidates: pd.DataFrame, domain: str) -> Any:  # noqa: ANN401  # a row, or None
        may = (row for row in rows(candidates) if self._may_print(row, domain))
        free = list(islice(may, _NEAR))
        if not free:
            return None
        best = min(
            (row for row in free if row.lacking == free[0].lacking),
            key=lambda row: (
                self._used[domain, row.participant],
                self._used["", row.participant],
                row.distance,
                Words.of(row),
            ),
        )
        self.add(best, domain)
        return best

    def _may_print(self, row: Any, domain: str) -> bool:  # noqa: ANN401
        if self._used[domain, row.participant] >= self._most:
            return False
        printed = self._words.get((row.interview, row.turn), [])
        return not any(Words.of(row).overlaps(other) for other in printed)


def _for_code(
    code: str,
    ordered: pd.DataFrame,
    printed: _Printed,
    authors: AuthorsChoices,
    *,
    by_rule: bool,
) -> list[dict[str, Any]]:
    main = _main_valence(ordered["valence"])
    plain = main != Valence.NONE
    same = ordered[ordered["valence"] == main] if plain else ordered
    other = ordered[ordered["valence"].isin(_OPPOSITE[main])] if plain else ordered[:0]
    shown: list[dict[str, Any]] = []
    for stance, candidates in ((Stance.TYPICAL, same), (Stance.CONTRARY, other)):
        own = [
            row
            for row in rows(authors.of(code))
            if (row.valence in _OPPOSITE.get(main, ())) == (stance == Stance.CONTRARY)
        ]
        if own:
            shown += [_quote(code, row, stance, n, Chooser.AUTHORS) for n, row in enumerate(own, 1)]
        elif by_rule and (best := printed.least_quoted(candidates, domain_of(code))) is not None:
            shown.append(_quote(code, best, stance, 1, Chooser.RULE))
    return shown + _further(code, ordered, [Words(*_place(one)) for one in shown])


def _further(code: str, ordered: pd.DataFrame, shown: Iterable[Words]) -> list[dict[str, Any]]:
    """List what is not printed, each of another participant."""
    taken = list(shown)
    free = [not any(Words.of(row).overlaps(one) for one in taken) for row in rows(ordered)]
    rest = ordered[np.array(free, dtype=bool)].drop_duplicates("participant")[:_FURTHER]
    return [
        _quote(code, row, Stance.FURTHER, n, Chooser.RULE, printed=False)
        for n, row in enumerate(rows(rest), 1)
    ]


def _place(quote: dict[str, Any]) -> tuple[str, int, int, int]:
    return quote["interview"], quote["turn"], quote["start"], quote["end"]


def _main_valence(valences: pd.Series[str]) -> Valence:
    """Say how most passages value a code; none where none says benefit or challenge only."""
    counts = valences.value_counts()
    benefit, challenge = (
        int(counts.get(valence, 0)) for valence in (Valence.BENEFIT, Valence.CHALLENGE)
    )
    if not benefit + challenge:
        return Valence.NONE
    return Valence.BENEFIT if benefit >= challenge else Valence.CHALLENGE


def _quote(
    code: str,
    row: Any,  # noqa: ANN401  # a row of passages or of the authors' quotes
    stance: str,
    rank: int,
    chosen_by: str,
    *,
    printed: bool = True,
) -> dict[str, Any]:
    kept = (
        "interview",
        "participant",
        "turn",
        "start",
        "end",
        "valence",
        "distance",
        "text",
        "question",
    )
    return {
        "code": code,
        "stance": stance,
        "rank": rank,
        "segment_id": row.segment_ids[0],
        **{name: getattr(row, name) for name in kept},
        "cut_before": row.cut_before,
        "cut_after": row.cut_after,
        "chosen_by": chosen_by,
        "printed": printed,
    }


def check_verbatim(quotes: pd.DataFrame, clean_turns: pd.DataFrame) -> None:
    """Refuse quotes that do not stand word for word in the cleaned transcript."""
    said = {(row.interview, row.turn): row.text for row in rows(clean_turns)}
    asked = quotes["question"] if "question" in quotes else [""] * len(quotes)
    wrong = [
        f"{row.interview} turn {row.turn}"
        for row, question in zip(rows(quotes), asked, strict=True)
        if row.text not in said.get((row.interview, row.turn), "")
        or question not in said.get((row.interview, row.turn - 1), "")
    ]
    if wrong:
        raise SchemaError(f"quotes are not verbatim in the transcript: {', '.join(wrong[:10])}.")
