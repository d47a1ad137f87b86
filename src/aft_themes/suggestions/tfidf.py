"""Weights of terms: how often a segment says them, and how few segments do (TF-IDF)."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from aft_themes.suggestions.texts import Floats

_LEAST_SEGMENTS = 2  # a term of fewer segments is left out
_MOST_SHARE = 0.5  # and so is a term of more than this share of them


def weigh(counts: sparse.csr_array, *others: sparse.csr_array) -> tuple[sparse.csr_array, ...]:
    """Weigh terms by TF-IDF with the document frequencies of the segments.

    Parameters
    ----------
    counts : scipy.sparse.csr_array
        Segments x terms.
    *others : scipy.sparse.csr_array
        Further rows with the same terms.

    Returns
    -------
    tuple of scipy.sparse.csr_array
        Rows of length 1, or 0 where no term is known.
    """
    n = counts.shape[0]
    seen = np.bincount(counts.indices, minlength=counts.shape[1])
    kept = (seen >= min(_LEAST_SEGMENTS, n)) & (seen <= max(1, _MOST_SHARE * n))
    idf = np.where(kept, np.log((1 + n) / (1 + seen)) + 1, 0.0)
    return tuple(_weigh(rows, idf) for rows in (counts, *others))


def _weigh(counts: sparse.csr_array, idf: Floats) -> sparse.csr_array:
    weighed = counts.copy()
    weighed.data = (1 + np.log(weighed.data)) * idf[weighed.indices]
    norms = np.sqrt(np.asarray(weighed.multiply(weighed).sum(axis=1)).ravel())
    scale = np.divide(1, norms, out=np.zeros_like(norms), where=norms > 0)
    return sparse.csr_array(sparse.diags_array(scale) @ weighed)
