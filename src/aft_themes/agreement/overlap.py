"""How far the codings of two coders overlap: no measure of agreement says who left out what."""

from __future__ import annotations

from itertools import combinations
from typing import Final, NamedTuple

import pandas as pd

from aft_themes.io.parquet import rows

_NEARLY_ALL: Final = 0.95  # from this share of one coder's codings, they are nearly a subset
# codings; of fewer, a coder who shares four in five shares all too often by chance (.8**20 = .01)
_LEAST_GIVEN: Final = 20
_HARDLY_ANY: Final = 0.05  # of the codings of the one who gave fewer; chance alone shares as many
_FEWER: Final = 0.85  # below this share of the other's, the overlap is one-sided


class Overlap(NamedTuple):
    """Two coders' codings (segment and code) in the interviews that both coded."""

    first: str
    second: str
    shared: int
    of_first: int
    of_second: int

    @property
    def hardly_any(self) -> bool:
        """Whether the two share no more than people who coded other parts would."""
        fewer = min(self.of_first, self.of_second)
        return fewer >= _LEAST_GIVEN and self.shared < _HARDLY_ANY * fewer

    @property
    def subset(self) -> tuple[str, str] | None:
        """Whose codings are nearly a subset of whose; None where neither's are."""
        shares = {
            (self.first, self.second): (self.of_first, self.of_second),
            (self.second, self.first): (self.of_second, self.of_first),
        }
        for (inner, outer), (own, others) in shares.items():
            part = self.shared >= _NEARLY_ALL * own and self.shared < _FEWER * others
            if part and own >= _LEAST_GIVEN:
                return inner, outer
        return None


def count_overlaps(human: pd.DataFrame, assignments: pd.DataFrame) -> tuple[Overlap, ...]:
    """Compare every two coders on the interviews that both coded."""
    coded = assignments.groupby("coder")["interview"].agg(frozenset)
    found = []
    for first, second in combinations(sorted(coded.index), 2):
        both = coded[first] & coded[second]
        here = human[human["interview"].isin(list(both))]
        given = {
            coder: {(row.segment_id, row.code) for row in rows(here[here["coder"] == coder])}
            for coder in (first, second)
        }
        if all(given.values()):
            shared = len(given[first] & given[second])
            found.append(Overlap(first, second, shared, len(given[first]), len(given[second])))
    return tuple(found)


def say_overlap(overlap: Overlap) -> str:
    """Say how far two coders' codings overlap, and what that means for their agreement."""
    shared = "none are" if not overlap.shared else f"{overlap.shared:,} are"
    shared = "1 is" if overlap.shared == 1 else shared
    said = (
        f"Of coder {overlap.first}'s {overlap.of_first:,} codings {shared} also "
        f"coder {overlap.second}'s, who gave {overlap.of_second:,}."
    )
    if overlap.hardly_any:
        return (
            f"{said} These are hardly any, as of people who divide the work or have no codebook in "
            "common: agreement then says only that."
        )
    if overlap.subset is None:
        return said
    inner, outer = overlap.subset
    return (
        f"{said} Coder {inner}'s codings are nearly a subset of coder {outer}'s, as those of two "
        f"people who work apart seldom are: agreement then says how much coder {inner} left out, "
        "not where two readings differ."
    )
