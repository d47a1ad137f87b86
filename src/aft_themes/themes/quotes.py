"""Choose the quotes that are printed, by a stated rule, and make sure that they are verbatim.

A theme's quotes are segments of its codings whose length lies within a window. The typical one
is nearest to the theme's centre (the mean embedding of its segments); the contrary one is the
nearest to it of those that speak the other way. Within a domain a participant is quoted at most
twice, and among the nearest segments that of the participant who has been quoted least is taken.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pandas as pd

from aft_themes.catalog import QUOTES
from aft_themes.coding.codebook import Codebook, domain_of
from aft_themes.errors import SchemaError
from aft_themes.io.parquet import empty_frame, rows
from aft_themes.settings import QuoteSettings
from aft_themes.themes.themes import roll_up
from aft_themes.vocabulary import Stance, Valence

_FURTHER = 5
_NEAR = 5  # the least quoted participant is taken among this many nearest segments
_OPPOSITE = {
    Valence.BENEFIT: (Valence.CHALLENGE, Valence.MIXED),
    Valence.CHALLENGE: (Valence.BENEFIT, Valence.MIXED),
}


def choose_quotes(
    codings: pd.DataFrame,
    segments: pd.DataFrame,
    vectors: np.ndarray,
    codebook: Codebook,
    settings: QuoteSettings,
) -> pd.DataFrame:
    """Choose typical and contrary quotes for every theme.

    Parameters
    ----------
    codings : pandas.DataFrame
        Final codings, by ``CODINGS``.
    segments : pandas.DataFrame
        By ``SEGMENTS``.
    vectors : numpy.ndarray
        Embeddings of the segments, shape (segments, dimensions), unit length, same order.
    codebook : Codebook
        The tree of codes.
    settings : QuoteSettings
        Length window and most quotes of one participant.

    Returns
    -------
    pandas.DataFrame
        By ``QUOTES``: for each code that has quotes at most one typical, one
        contrary and five further ones.
    """
    place = {segment: number for number, segment in enumerate(segments["segment_id"])}
    rolled = roll_up(codings, codebook)
    told: dict[str, pd.DataFrame] = {str(code): mine for code, mine in rolled.groupby("code")}
    used: Counter[tuple[str, str]] = Counter()  # by domain and participant; "" counts all domains
    chosen: list[dict[str, Any]] = []
    # the most specific codes choose first: their few segments leave them least choice
    for code in sorted(told, key=lambda code: (-codebook[code].level, codebook.ids.index(code))):
        positions = np.array([place[segment] for segment in told[code]["segment_id"]])
        distances = centre_distances(vectors[positions])
        mine = segments.iloc[positions].assign(
            valence=told[code]["valence"].to_numpy(), distance=distances
        )
        fitting = mine[mine["words"].between(settings.min_words, settings.max_words)]
        chosen += _for_code(code, fitting, used, settings.per_participant)
    return pd.DataFrame(chosen, columns=QUOTES.schema.names) if chosen else empty_frame(QUOTES)


def centre_distances(vectors: np.ndarray) -> np.ndarray:
    """Cosine distance of each row to the rows' centre.

    Parameters
    ----------
    vectors : numpy.ndarray
        Shape (rows, dimensions), unit length.

    Returns
    -------
    numpy.ndarray
        Shape (rows,), rounded to six decimals so that order does not hang on the last bit.
    """
    centre = vectors.astype(np.float64).mean(axis=0)
    length = np.linalg.norm(centre)
    if not length:
        return np.ones(len(vectors))
    distances: np.ndarray = np.round(1 - vectors @ (centre / length), 6)
    return distances


def _for_code(
    code: str, fitting: pd.DataFrame, used: Counter[tuple[str, str]], most: int
) -> list[dict[str, Any]]:
    ordered = fitting.sort_values(["distance", "segment_id"])
    counts = ordered["valence"].value_counts()
    benefit, challenge = (
        int(counts.get(valence, 0)) for valence in (Valence.BENEFIT, Valence.CHALLENGE)
    )
    main = Valence.BENEFIT if benefit >= challenge else Valence.CHALLENGE
    told_plainly = benefit + challenge > 0
    same = ordered[ordered["valence"] == main] if told_plainly else ordered
    other = ordered[ordered["valence"].isin(_OPPOSITE[main])] if told_plainly else ordered[:0]
    domain = domain_of(code)
    typical = _least_quoted(same, domain, used, most)
    contrary = _least_quoted(other, domain, used, most)
    picked = [
        (row, stance)
        for row, stance in ((typical, Stance.TYPICAL), (contrary, Stance.CONTRARY))
        if row
    ]
    shown = [_quote(code, row, stance, 1, printed=True) for row, stance in picked]
    taken = {row.segment_id for row, _ in picked}
    rest = ordered[~ordered["segment_id"].isin(taken)].drop_duplicates("participant")[:_FURTHER]
    further = [
        _quote(code, row, Stance.FURTHER, n, printed=False) for n, row in enumerate(rows(rest), 1)
    ]
    return shown + further


def _least_quoted(
    candidates: pd.DataFrame, domain: str, used: Counter[tuple[str, str]], most: int
) -> Any:  # noqa: ANN401  # a row, or None
    free = [row for row in rows(candidates) if used[domain, row.participant] < most][:_NEAR]
    if not free:
        return None
    best = min(
        free,
        key=lambda row: (
            used[domain, row.participant],
            used["", row.participant],
            row.distance,
            row.segment_id,
        ),
    )
    used.update([(domain, best.participant), ("", best.participant)])
    return best


def _quote(code: str, row: Any, stance: str, rank: int, *, printed: bool) -> dict[str, Any]:  # noqa: ANN401
    return {
        "code": code,
        "stance": stance,
        "rank": rank,
        "segment_id": row.segment_id,
        "interview": row.interview,
        "participant": row.participant,
        "turn": row.turn,
        "valence": row.valence,
        "distance": row.distance,
        "text": row.text,
        "printed": printed,
    }


def check_verbatim(quotes: pd.DataFrame, clean_turns: pd.DataFrame) -> None:
    """Refuse quotes that do not stand word for word in the cleaned transcript.

    Parameters
    ----------
    quotes : pandas.DataFrame
        Columns ``interview``, ``turn`` and ``text``.
    clean_turns : pandas.DataFrame
        By ``CLEAN_TURNS``.

    Raises
    ------
    SchemaError
        Naming the turns whose quotes are not verbatim, without quoting them.
    """
    said = {(row.interview, row.turn): row.text for row in rows(clean_turns)}
    wrong = [
        f"{row.interview} turn {row.turn}"
        for row in rows(quotes)
        if row.text not in said.get((row.interview, row.turn), "")
    ]
    if wrong:
        raise SchemaError(f"quotes are not verbatim in the transcript: {', '.join(wrong[:10])}.")
