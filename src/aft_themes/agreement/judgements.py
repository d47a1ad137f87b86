"""Who gave which code to which segment, and the sums that agreement is computed from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from aft_themes.agreement.statistics import Floats, Ints, Tally
from aft_themes.codebook.codes import Codebook
from aft_themes.errors import SchemaError
from aft_themes.vocabulary import Layer


@dataclass(frozen=True)
class Judgements:
    """Who gave which code to which segment, where at least two coders read it.

    Parameters
    ----------
    units : pandas.DataFrame
        The segments, by interview.
    groups : numpy.ndarray
        Each unit's place in ``interviews``; (units,).
    cells : numpy.ndarray
        Each unit's pair of interview and participant, from 0 on: sums are kept by these; (units,).
    cell_interviews, cell_participants : numpy.ndarray
        Place in ``interviews``, and number of the participant, of each pair; (pairs,).
    interviews, coders, codes : list of str
        Labels, sorted; codes in the codebook's order.
    present : numpy.ndarray
        Which coders were assigned which interview; (interviews, coders).
    given : list of scipy.sparse.csr_array
        For each coder, 1 where the coder gave the code itself; (units, codes).
    codings : pandas.DataFrame
        The codings behind ``given``, with columns ``unit``, ``who`` and ``what`` into them.
    """

    units: pd.DataFrame
    groups: Ints
    cells: Ints
    cell_interviews: Ints
    cell_participants: Ints
    interviews: list[str]
    coders: list[str]
    codes: list[str]
    present: NDArray[np.bool_]
    given: list[sparse.csr_array]
    codings: pd.DataFrame

    @property
    def cell_present(self) -> NDArray[np.bool_]:
        """Which coders read which pair of interview and participant; (pairs, coders)."""
        return self.present[self.cell_interviews]


def collect_judgements(
    segments: pd.DataFrame, codings: pd.DataFrame, assignments: pd.DataFrame, codebook: Codebook
) -> Judgements:
    """Collect the judgements on interviews that at least two coders were assigned.

    A segment that a coder was assigned and did not code counts as judged without a code; one that
    a coder never saw counts as missing.

    Parameters
    ----------
    segments, codings, assignments : pandas.DataFrame
        By ``SEGMENTS``, ``CODINGS`` and ``CODER_ASSIGNMENTS``; only codings of the layer ``human``
        are used, and only of coders who were assigned the interview and do not seem to have
        divided it.
    codebook : Codebook
        The codes.

    Returns
    -------
    Judgements

    Raises
    ------
    SchemaError
        If a coding names a code or a segment that is not there.
    """
    compared = assignments[~assignments["apart"]]
    readers = compared.groupby("interview")["coder"].nunique()
    interviews = sorted(readers.index[readers >= 2])
    seats = compared[compared["interview"].isin(interviews)]
    coders = sorted(seats["coder"].unique())
    present = np.zeros((len(interviews), len(coders)), dtype=bool)
    present[
        places_of(interviews, seats["interview"]),
        places_of(coders, seats["coder"]),
    ] = True
    units = segments[segments["interview"].isin(interviews)]
    units = units.sort_values(["interview", "turn", "part"]).reset_index(drop=True)
    human = codings[(codings["layer"] == Layer.HUMAN) & codings["interview"].isin(interviews)]
    human = human.merge(seats[["interview", "coder"]], on=["interview", "coder"])
    codes = list(codebook.ids)
    human = human.assign(
        unit=places_of(units["segment_id"].tolist(), human["segment_id"]),
        who=places_of(coders, human["coder"]),
        what=places_of(codes, human["code"]),
    )
    if (human["unit"] < 0).any() or (human["what"] < 0).any():
        raise SchemaError("codings: a row names a segment or a code that does not exist.")
    pairs = units.groupby(["interview", "participant"], sort=True)
    first = units.loc[~pairs.ngroup().duplicated()].assign(cell=pairs.ngroup()).sort_values("cell")
    return Judgements(
        units=units,
        groups=places_of(interviews, units["interview"]),
        cells=pairs.ngroup().to_numpy().astype(np.int64),
        cell_interviews=places_of(interviews, first["interview"]),
        cell_participants=np.unique(first["participant"], return_inverse=True)[1].astype(np.int64),
        interviews=interviews,
        coders=coders,
        codes=codes,
        present=present,
        given=[
            _indicator(human[human["who"] == who], (len(units), len(codes)))
            for who in range(len(coders))
        ],
        codings=human,
    )


def places_of(labels: Sequence[str], column: pd.Series[str]) -> Ints:
    """Each row's place among the labels, -1 where it is none of them."""
    return pd.Index(labels).get_indexer(pd.Index(column)).astype(np.int64)


def _indicator(rows: pd.DataFrame, shape: tuple[int, int]) -> sparse.csr_array:
    ones = np.ones(len(rows))
    return _binary(sparse.csr_array((ones, (rows["unit"], rows["what"])), shape=shape))


def _binary(counts: sparse.csr_array) -> sparse.csr_array:
    counts = sparse.csr_array(counts)
    counts.sum_duplicates()
    counts.data[:] = 1
    return counts


def roll_up(judgements: Judgements, codebook: Codebook) -> list[sparse.csr_array]:
    """Count a coding of a code also for the codes above it."""
    place = {code: at for at, code in enumerate(judgements.codes)}
    links = [
        (place[code], place[above]) for code in place for above in (*codebook.ancestors(code), code)
    ]
    rows, columns = zip(*links, strict=True)
    up = sparse.csr_array((np.ones(len(links)), (rows, columns)), shape=(len(place), len(place)))
    return [_binary(given @ up) for given in judgements.given]


def tally_codes(given: list[sparse.csr_array], present: NDArray[np.bool_], groups: Ints) -> Tally:
    """Sum yes-or-no judgements of codes.

    Parameters
    ----------
    given : list of scipy.sparse.csr_array
        For each coder, 1 where the coder gave a code; (units, codes).
    present : numpy.ndarray
        Which coders read which interview, at least two each; (interviews, coders).
    groups : numpy.ndarray
        Each unit's interview, from 0 on; (units,).

    Returns
    -------
    Tally
        Items are codes; value 0 is no, value 1 yes.
    """
    size = (len(present), len(groups))
    sums = sparse.csr_array((np.ones(len(groups)), (groups, np.arange(len(groups)))), shape=size)
    votes = given[0]
    for more in given[1:]:
        votes = votes + more
    yes, squares = (sums @ votes).toarray(), (sums @ votes.multiply(votes)).toarray()
    readers = present.sum(axis=1).astype(float)[:, None]
    units: Floats = np.repeat(sums.sum(axis=1)[:, None], yes.shape[1], axis=1)
    no = units * readers - yes
    yes_pairs = squares - yes
    # sum of (m - p)(m - p - 1) over the units of an interview, m coders and p yes votes
    no_pairs = units * readers**2 - 2 * readers * yes + squares - no
    diagonal = np.stack([no_pairs, yes_pairs], axis=-1) / (readers - 1)[..., None]
    return Tally(
        rated=units,
        units=units,
        agreed=diagonal.sum(axis=-1) / readers,
        shares=np.stack([no, yes], axis=-1) / readers[..., None],
        margins=np.stack([no, yes], axis=-1),
        diagonal=diagonal,
        tables=_code_tables(given, present, sums),
    )


def _code_tables(
    given: list[sparse.csr_array], present: NDArray[np.bool_], sums: sparse.csr_array
) -> Floats:
    pairs = list(combinations(range(len(given)), 2))
    units = np.asarray(sums.sum(axis=1), dtype=float)
    counts = [(sums @ codes).toarray() for codes in given]
    tables = np.zeros((len(present), len(pairs), given[0].shape[1], 2, 2))
    for pair, (one, two) in enumerate(pairs):
        here = (present[:, one] & present[:, two])[:, None]
        both = (sums @ given[one].multiply(given[two])).toarray() * here
        only_1, only_2 = counts[one] * here - both, counts[two] * here - both
        neither = units[:, None] * here - both - only_1 - only_2
        tables[:, pair] = np.stack(
            [np.stack([neither, only_2], -1), np.stack([only_1, both], -1)], axis=-2
        )
    return tables
