"""What people coded, as tables of zeros and ones; the code tree; the usual valence of a code.

A suggestion gets the valence that its code usually has. Using the
segment's own words was tried and did not help on the sample.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from aft_themes.codebook.codes import VALENCES, Codebook
from aft_themes.coding.layers import counted_codings
from aft_themes.suggestions.texts import Floats, Ints

_N_VALENCES = len(VALENCES)
_SMOOTHING = 3.0  # examples' worth of what codes that can speak for the same usually have


@dataclass(frozen=True)
class Tree:
    """The code tree as numbers of codes.

    Parameters
    ----------
    ids : tuple of str
        The codes in the codebook's order.
    parents, domains : numpy.ndarray
        Number of each code's parent (itself for a domain) and of its domain.
    levels : numpy.ndarray
        1 for a domain.
    below : numpy.ndarray
        (codes, codes): 1 where the second is the first or below it.
    """

    ids: tuple[str, ...]
    parents: Ints
    domains: Ints
    levels: Ints
    below: Floats

    @property
    def inner(self) -> Ints:
        """Numbers of the codes that have codes below them."""
        return np.flatnonzero(self.below.sum(axis=1) > 1)


def make_tree(codebook: Codebook) -> Tree:
    """Give every code a number, and say which is above which."""
    number = {code: place for place, code in enumerate(codebook.ids)}
    below = np.eye(len(number))
    for code in codebook.codes:
        below[[number[above] for above in codebook.ancestors(code.id)], number[code.id]] = 1
    return Tree(
        ids=codebook.ids,
        parents=np.array([number[code.parent or code.id] for code in codebook.codes]),
        domains=np.array([number[code.domain] for code in codebook.codes]),
        levels=np.array([code.level for code in codebook.codes]),
        below=below,
    )


@dataclass(frozen=True)
class Labels:
    """What the lead coders decided.

    Parameters
    ----------
    coded : numpy.ndarray
        (segments, codes): 1 where the lead coder gave this very code.
    valence : numpy.ndarray
        (segments, codes): number of the valence in ``VALENCES``, -1 where not coded.
    rows : numpy.ndarray
        Segments of coded interviews.
    """

    coded: Floats
    valence: Ints
    rows: Ints


def read_labels(
    segments: pd.DataFrame, human: pd.DataFrame, assignments: pd.DataFrame, tree: Tree
) -> Labels:
    """Read the decisions of the coders whose codings count."""
    counted = counted_codings(human, assignments)
    row = {segment: place for place, segment in enumerate(segments["segment_id"])}
    column = {code: place for place, code in enumerate(tree.ids)}
    known = counted[counted["segment_id"].isin(row) & counted["code"].isin(column)]
    where = (known["segment_id"].map(row).to_numpy(), known["code"].map(column).to_numpy())
    coded = np.zeros((len(segments), len(tree.ids)))
    valence = np.full(coded.shape, -1, dtype=np.int64)
    coded[where] = 1
    valence[where] = known["valence"].map(VALENCES.index).to_numpy()
    rows = np.flatnonzero(segments["interview"].isin(set(assignments["interview"])))
    return Labels(coded, valence, rows)


@dataclass(frozen=True)
class UsualValence:
    """How often each code had which valence.

    Parameters
    ----------
    shares : numpy.ndarray
        (codes, valences), each row adding up to 1.
    """

    shares: Floats

    def predict(self, codes: Ints) -> tuple[Ints, Floats]:
        """Predict the valence of some codings."""
        best = self.shares.argmax(axis=1)
        return best[codes], self.shares.max(axis=1)[codes]


def count_valences(valence: Ints, codebook: Codebook) -> UsualValence:
    """Count the valences of each code; rare codes borrow from codes with the same valences."""
    counts = np.stack([(valence == one).sum(axis=0) for one in range(_N_VALENCES)], axis=1)
    shares = np.empty(counts.shape)
    kinds = np.array([code.valence for code in codebook.codes])
    for kind in np.unique(kinds):
        alike = counts[kinds == kind]
        # one coding for the valence that the codebook names, one spread over the four
        base = alike.sum(axis=0) + (np.array(VALENCES) == kind) + 0.25
        shares[kinds == kind] = alike + _SMOOTHING * base / base.sum()
    return UsualValence(shares / shares.sum(axis=1, keepdims=True))
