"""Agreement where coders cut the same text into coded passages: the unitizing alphas of 2016.

Krippendorff, Mathet, Bouvry and Widlöcher (2016), On the reliability of unitizing textual continua,
Quality & Quantity 50, 2347-2364, doi 10.1007/s11135-015-0266-1. All codes are compared at once, so
a coder gives no place two codes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aft_themes.agreement.unitizing import alpha_of, cut

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Passage = tuple[float, float, str]
"""Begin, end (the first place after it) and code."""
_GAP = 0  # the place of what is in no passage, before all codes


@dataclass(frozen=True)
class UnitizedAgreement:
    """The family of alphas of coders who cut and coded one continuum; NaN where undefined.

    Parameters
    ----------
    passages_and_codes : float
        u-alpha: whether coders mark the same places with the same codes.
    marked : float
        Binary u-alpha (with a bar before the u): whether they mark the same places.
    codes : float
        cu-alpha: whether they give the same codes where both mark something.
    by_code : dict of str to float
        (k)u-alpha: the same for each code.
    covered : float
        Share of the continuum that ``codes`` speaks about.
    """

    passages_and_codes: float
    marked: float
    codes: float
    by_code: dict[str, float]
    covered: float


def unitized_alphas(
    coders: Sequence[Sequence[Passage]], begin: float, end: float
) -> UnitizedAgreement:
    """Compare the coded passages of two or more coders.

    Parameters
    ----------
    coders : sequence of sequences of passages
        Of each coder, in characters or seconds. Passages of one coder must not overlap.
    begin, end : float
        Of the continuum that all coders went through.

    Returns
    -------
    UnitizedAgreement

    Raises
    ------
    ValueError
        If there are not two coders, or passages overlap or lie outside the continuum.
    """
    if len(coders) < 2:
        raise ValueError("there are not two coders")
    codes = sorted({code for passages in coders for *_, code in passages})
    pieces = [_coded_pieces(passages, codes, begin, end) for passages in coders]
    found = _observed(pieces, len(codes) + 1)
    chance = _expected(found, _own_pairs(pieces, len(codes) + 1))
    inside = found[1:, 1:]
    inside_chance = _expected(inside, _own_shared_pairs(pieces, len(codes) + 1)[1:])
    return UnitizedAgreement(
        passages_and_codes=alpha_of(_apart(found), _apart(chance)),
        marked=alpha_of(found[_GAP, 1:].sum(), chance[_GAP, 1:].sum()),
        codes=alpha_of(_apart(inside), _apart(inside_chance)),
        by_code={
            code: _alpha_of_one(inside, inside_chance, place) for place, code in enumerate(codes)
        },
        covered=float(inside.sum() / found.sum()),
    )


@dataclass(frozen=True)
class _Coded:
    """One coder's continuum, cut into passages and gaps."""

    begins: Floats
    ends: Floats
    codes: Ints

    @property
    def lengths(self) -> Floats:
        lengths: Floats = self.ends - self.begins
        return lengths


def _coded_pieces(
    passages: Sequence[Passage], codes: Sequence[str], begin: float, end: float
) -> _Coded:
    pieces = cut([(one, other) for one, other, _ in passages], begin, end)
    numbers = np.full(len(pieces.begins), _GAP, dtype=np.int64)
    numbers[pieces.is_unit] = [codes.index(code) + 1 for *_, code in sorted(passages)]
    return _Coded(pieces.begins, pieces.begins + pieces.lengths, numbers)


def _shared(one: _Coded, two: _Coded) -> Floats:
    """Length of what each piece of a coder shares with each piece of another."""
    ends = np.minimum(one.ends[:, None], two.ends[None])
    shared: Floats = np.maximum(ends - np.maximum(one.begins[:, None], two.begins[None]), 0.0)
    return shared


def _observed(pieces: Sequence[_Coded], number: int) -> Floats:
    """Length that two coders give to each pair of codes (equation 1)."""
    found = np.zeros((number, number))
    for one in pieces:
        for two in pieces:
            if one is not two:
                np.add.at(found, (one.codes[:, None], two.codes[None]), _shared(one, two))
    observed: Floats = found / (len(pieces) - 1)
    return observed


def _own_pairs(pieces: Sequence[_Coded], number: int) -> Floats:
    """Pairs of places within one passage, which no chance can part; a gap has no inside."""
    own = np.zeros(number)
    for one in pieces:
        np.add.at(own, one.codes, np.where(one.codes == _GAP, one.lengths, one.lengths**2))
    return own


def _own_shared_pairs(pieces: Sequence[_Coded], number: int) -> Floats:
    """Count the same of the part of each passage that the others mark too, on average."""
    own = np.zeros(number)
    for one in pieces:
        others = [two for two in pieces if two is not one]
        shared = sum(_shared(one, two)[:, two.codes != _GAP].sum(axis=1) for two in others)
        np.add.at(own, one.codes, (shared / len(others)) ** 2)
    return own


def _expected(found: Floats, own: Floats) -> Floats:
    """Lengths that chance would give to each pair of codes (equations 4 and 10)."""
    every = found.sum()
    pairs = every**2 - own.sum()
    if not pairs > 0:
        return np.zeros_like(found)
    chosen = np.outer(found.sum(axis=1), found.sum(axis=0)) - np.diag(own)
    expected: Floats = every * chosen / pairs
    return expected


def _apart(table: Floats) -> float:
    return float(table.sum() - np.trace(table))


def _alpha_of_one(found: Floats, chance: Floats, code: int) -> float:
    """Compare what is no agreement within one code's row, found and by chance (equation 13)."""
    row, by_chance = found[code], chance[code]
    if not row.sum() > 0:
        return float("nan")
    return alpha_of(1 - row[code] / row.sum(), 1 - by_chance[code] / by_chance.sum())
