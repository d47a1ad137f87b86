"""Valence of a suggestion: what the code usually has, in interviews that people coded.

What a segment's own words add to that was tried and came to nothing on the sample (docs).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from aft_themes.coding.codebook import VALENCES, Codebook
from aft_themes.suggestions.texts import Floats, Ints

N_VALENCES = len(VALENCES)
_SMOOTHING = 3.0  # examples' worth of what codes that can speak for the same usually have


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
        """Predict the valence of some codings.

        Parameters
        ----------
        codes : numpy.ndarray
            Numbers of their codes.

        Returns
        -------
        tuple of numpy.ndarray
            Numbers of the valences in ``VALENCES``, and how usual they are.
        """
        best = self.shares.argmax(axis=1)
        return best[codes], self.shares.max(axis=1)[codes]


def count_valences(valence: Ints, codebook: Codebook) -> UsualValence:
    """Count the valences of each code; rare codes lean on others that can speak for the same.

    Parameters
    ----------
    valence : numpy.ndarray
        (training segments, codes): number of the valence in ``VALENCES``, -1 where not coded.
    codebook : Codebook
        Says what each code can speak for.

    Returns
    -------
    UsualValence
    """
    counts = np.stack([(valence == one).sum(axis=0) for one in range(N_VALENCES)], axis=1)
    shares = np.empty(counts.shape)
    kinds = np.array([code.valence for code in codebook.codes])
    for kind in np.unique(kinds):
        alike = counts[kinds == kind]
        base = alike.sum(axis=0) + (np.array(VALENCES) == kind) + 0.25
        shares[kinds == kind] = alike + _SMOOTHING * base / base.sum()
    return UsualValence(shares / shares.sum(axis=1, keepdims=True))
