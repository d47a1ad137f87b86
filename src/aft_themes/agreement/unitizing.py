"""Agreement where coders mark passages freely: Krippendorff's unitizing alpha.

Krippendorff (2004), Measuring the reliability of qualitative text analysis data, Quality &
Quantity 38, 787-800, doi 10.1007/s11135-004-8107-7. It compares where passages begin and end, in
characters or seconds, and needs no segments.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Spans = Sequence[tuple[float, float]]
"""Begin and end of each passage, the end being the first place after it."""


@dataclass(frozen=True)
class UnitizingAgreement:
    """Agreement of coders who marked passages on one continuum.

    Parameters
    ----------
    alpha : float
        Of all categories together; NaN where nobody marked anything.
    by_category : dict of str to float
        Of each category; NaN where nobody used it.
    observed, expected : dict of str to float
        Disagreement of each category that was found, and that chance would give.
    """

    alpha: float
    by_category: dict[str, float]
    observed: dict[str, float]
    expected: dict[str, float]


def unitizing_alpha(
    marked: Mapping[str, Sequence[Spans]], begin: float, end: float
) -> UnitizingAgreement:
    """Compare the passages that coders marked, category by category.

    Parameters
    ----------
    marked : mapping of str to sequence of spans
        For each category the passages of each coder; every category has the same coders. The
        passages of one coder and category must not overlap.
    begin, end : float
        Of the continuum that all coders went through.

    Returns
    -------
    UnitizingAgreement

    Raises
    ------
    ValueError
        If passages overlap, or lie outside the continuum.
    """
    observed, expected = {}, {}
    for category, by_coder in marked.items():
        pieces = [cut(spans, begin, end) for spans in by_coder]
        observed[category] = _observed(pieces, end - begin)
        expected[category] = _expected(pieces, end - begin)
    return UnitizingAgreement(
        alpha=alpha_of(sum(observed.values()), sum(expected.values())),
        by_category={one: alpha_of(observed[one], expected[one]) for one in marked},
        observed=observed,
        expected=expected,
    )


def alpha_of(observed: float, expected: float) -> float:
    """Compare disagreement with what chance would give; NaN if chance gives none."""
    return 1 - observed / expected if expected > 0 else float("nan")


@dataclass(frozen=True)
class Pieces:
    """One coder's continuum, cut into passages and the gaps between them."""

    begins: Floats
    lengths: Floats
    is_unit: NDArray[np.bool_]


def cut(spans: Spans, begin: float, end: float) -> Pieces:
    """Cut a continuum into passages and gaps; ValueError if passages overlap or lie outside."""
    edges, units = [begin], []
    for one, other in sorted(spans):
        if one < edges[-1] or other <= one or other > end:
            raise ValueError("passages overlap, are empty, or lie outside the continuum")
        if one > edges[-1]:
            edges.append(one)
            units.append(False)
        edges.append(other)
        units.append(True)
    if edges[-1] < end:
        edges.append(end)
        units.append(False)
    places = np.array(edges, dtype=np.float64)
    return Pieces(places[:-1], np.diff(places), np.array(units, dtype=np.bool_))


def _observed(pieces: Sequence[Pieces], length: float) -> float:
    pairs = [(one, two) for one in pieces for two in pieces if one is not two]
    total = sum(float(_differences(one, two).sum()) for one, two in pairs)
    return total / (len(pieces) * (len(pieces) - 1) * length**2)


def _differences(one: Pieces, two: Pieces) -> Floats:
    """Squared differences between the pieces of two coders; (pieces, pieces)."""
    first, second = one.begins[:, None], two.begins[None, :]
    long, wide = one.lengths[:, None], two.lengths[None, :]
    shift = first - second
    both = one.is_unit[:, None] & two.is_unit[None, :] & (shift < wide) & (-shift < long)
    alone = one.is_unit[:, None] & ~two.is_unit[None, :] & (shift >= 0) & (wide - long >= shift)
    other = ~one.is_unit[:, None] & two.is_unit[None, :] & (-shift >= 0) & (long - wide >= -shift)
    found = np.where(both, shift**2 + (shift + long - wide) ** 2, 0.0)
    return found + np.where(alone, long**2, 0.0) + np.where(other, wide**2, 0.0)


def _expected(pieces: Sequence[Pieces], length: float) -> float:
    units = np.concatenate([one.lengths[one.is_unit] for one in pieces])
    gaps = np.concatenate([one.lengths[~one.is_unit] for one in pieces])
    coders = len(pieces)
    possible = coders * length * (coders * length - 1) - float((units * (units - 1)).sum())
    if not len(units) or possible <= 0:
        return 0.0
    overlapping = (len(units) - 1) / 3 * (2 * units**3 - 3 * units**2 + units)
    room = np.maximum(gaps[None, :] - units[:, None] + 1, 0.0)
    room = np.where(gaps[None, :] >= units[:, None], room, 0.0).sum(axis=1)
    return float(2 / length * (overlapping + units**2 * room).sum() / possible)
