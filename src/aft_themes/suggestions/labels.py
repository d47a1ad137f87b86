"""What people coded, as tables of zeros and ones, and the shape of the code tree."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from aft_themes.coding.codebook import VALENCES, Codebook
from aft_themes.suggestions.texts import Floats, Ints


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
    """Give every code a number, and say which is above which.

    Parameters
    ----------
    codebook : Codebook
        The codes.

    Returns
    -------
    Tree
    """
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
    """Read the lead coders' decisions.

    Parameters
    ----------
    segments : pandas.DataFrame
        With ``segment_id`` and ``interview``.
    human : pandas.DataFrame
        By ``CODINGS``; codings of codes that are not in the tree are left out.
    assignments : pandas.DataFrame
        By ``ASSIGNMENTS``; interviews that it does not list are not coded.

    Returns
    -------
    Labels
    """
    lead = assignments.sort_values(["interview", "rank"]).drop_duplicates("interview")
    of_lead = human.merge(lead[["interview", "coder"]], on=["interview", "coder"])
    row = {segment: place for place, segment in enumerate(segments["segment_id"])}
    column = {code: place for place, code in enumerate(tree.ids)}
    known = of_lead[of_lead["segment_id"].isin(row) & of_lead["code"].isin(column)]
    where = (known["segment_id"].map(row).to_numpy(), known["code"].map(column).to_numpy())
    coded = np.zeros((len(segments), len(tree.ids)))
    valence = np.full(coded.shape, -1, dtype=np.int64)
    coded[where] = 1
    valence[where] = known["valence"].map(VALENCES.index).to_numpy()
    rows = np.flatnonzero(segments["interview"].isin(set(lead["interview"])))
    return Labels(coded, valence, rows)
