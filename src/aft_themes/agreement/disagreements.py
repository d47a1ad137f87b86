"""Where coders differ: the segments to discuss, and the codes that are given for one another."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import combinations, product

import pandas as pd

from aft_themes.agreement.judgements import Judgements
from aft_themes.catalog import CONFUSIONS, DISAGREEMENTS
from aft_themes.codebook.codes import Codebook, ancestors_of, domain_of, parent_of

KINDS = (
    "valence",  # the code is shared, its valence is not
    "broader or narrower",  # another coder gave a code above or below it
    "same domain",  # another coder gave another code of its domain
    "other codes",  # another coder gave codes of other domains only
    "nothing",  # no other coder gave anything
)

_Given = dict[str, dict[str, str]]  # coder to code to valence, of one segment


def relation(one: str, two: str) -> str:
    """Say how two codes of a codebook stand to each other.

    Parameters
    ----------
    one, two : str
        Ids of different codes.

    Returns
    -------
    str
        ``parent and child`` (at any distance), ``same parent``, ``same domain`` or
        ``other domain``.
    """
    if two in ancestors_of(one) or one in ancestors_of(two):
        return "parent and child"
    if domain_of(one) != domain_of(two):
        return "other domain"
    return "same parent" if parent_of(one) == parent_of(two) else "same domain"


def _by_unit(judgements: Judgements) -> dict[int, _Given]:
    """Collect what each assigned coder gave to each segment that anyone coded."""
    assigned = [
        [coder for coder, here in zip(judgements.coders, row, strict=True) if here]
        for row in judgements.present
    ]
    units: dict[int, _Given] = {}
    rows = judgements.codings.sort_values(["unit", "who", "what"])
    for unit, coder, code, valence in zip(
        rows["unit"], rows["coder"], rows["code"], rows["valence"], strict=True
    ):
        if unit not in units:
            units[unit] = {label: {} for label in assigned[judgements.groups[unit]]}
        units[unit][coder][code] = valence
    return units


def list_disagreements(judgements: Judgements, codebook: Codebook) -> pd.DataFrame:
    """List each code that not all coders of a segment gave, or gave with another valence.

    Parameters
    ----------
    judgements : Judgements
        What at least two coders were assigned.
    codebook : Codebook
        The codes.

    Returns
    -------
    pandas.DataFrame
        Rows by ``DISAGREEMENTS``, by interview and place in it.
    """
    units = judgements.units
    text = units["text"]
    same_before = units["interview"].eq(units["interview"].shift())
    same_after = units["interview"].eq(units["interview"].shift(-1))
    context = units[["segment_id", "interview", "turn", "part", "question", "text"]].assign(
        before=text.shift().where(same_before, ""), after=text.shift(-1).where(same_after, "")
    )
    found = []
    for unit, given in sorted(_by_unit(judgements).items()):
        said = " | ".join(f"{coder}: {_say(codes)}" for coder, codes in given.items())
        for code in sorted({code for codes in given.values() for code in codes}):
            kind = _kind(code, given)
            if kind:
                yes = [coder for coder, codes in given.items() if code in codes]
                no = [coder for coder in given if coder not in yes]
                found.append((unit, code, codebook[code].name, kind, yes, no, said))
    columns = ["unit", "code", "name", "kind", "given_by", "not_by", "said"]
    frame = pd.DataFrame(found, columns=columns)
    frame = frame.merge(context, left_on="unit", right_index=True).reset_index(drop=True)
    return frame[list(DISAGREEMENTS.schema.names)]


def _say(codes: dict[str, str]) -> str:
    if not codes:
        return "no code"
    return ", ".join(f"{code} ({valence})" for code, valence in codes.items())


def _kind(code: str, given: _Given) -> str:
    """Return how coders differ on a code, or "" where they do not."""
    missing = [codes for codes in given.values() if code not in codes]
    if not missing:
        valences = {codes[code] for codes in given.values()}
        return "valence" if len(valences) > 1 else ""
    others = {relation(code, other) for codes in missing for other in codes}
    if "parent and child" in others:
        return "broader or narrower"
    if others & {"same parent", "same domain"}:
        return "same domain"
    return "other codes" if others else "nothing"


def count_confusions(judgements: Judgements) -> pd.DataFrame:
    """Count which codes, or valences of a shared code, coders gave instead of one another.

    If each of two coders gave codes that the other did not, every pair of these codes is a possible
    confusion; ``weight`` divides the segment among the pairs.

    Parameters
    ----------
    judgements : Judgements
        What at least two coders were assigned.

    Returns
    -------
    pandas.DataFrame
        Rows by ``CONFUSIONS``, the most often exchanged first.
    """
    segments: Counter[tuple[str, ...]] = Counter()
    weight: defaultdict[tuple[str, ...], float] = defaultdict(float)
    places: defaultdict[tuple[str, ...], set[int]] = defaultdict(set)
    for unit, given in sorted(_by_unit(judgements).items()):
        for one, two in combinations(given, 2):
            for kind, pairs in _exchanges(given[one], given[two]):
                for given_1, given_2 in pairs:
                    key = (kind, one, two, given_1, given_2)
                    segments[key] += 1
                    weight[key] += 1 / len(pairs)
                    places[key].add(int(judgements.groups[unit]))
    rows = [
        (
            *key,
            relation(key[3], key[4]) if key[0] == "code" else "",
            segments[key],
            round(weight[key], 10),  # the last bits of a sum depend on the order of rows
            len(places[key]),
        )
        for key in segments
    ]
    frame = pd.DataFrame(rows, columns=CONFUSIONS.schema.names)
    order = ["kind", "weight", "segments", "coder_1", "coder_2", "given_1", "given_2"]
    frame = frame.sort_values(order, ascending=[True, False, False, True, True, True, True])
    return frame.reset_index(drop=True)


def _exchanges(
    one: dict[str, str], two: dict[str, str]
) -> Iterable[tuple[str, list[tuple[str, str]]]]:
    yield "code", list(product([c for c in one if c not in two], [c for c in two if c not in one]))
    for code in one:
        if code in two and one[code] != two[code]:
            yield "valence", [(one[code], two[code])]
