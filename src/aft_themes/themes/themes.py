"""Themes: who spoke of each code, how, and who did not.

A theme is a code or a domain seen across participants. A participant has a theme when any final
coding of the code, or of a code below it, stands in what they say, in any of their interviews.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import pandas as pd

from aft_themes.catalog import COOCCURRENCE, THEME_GROUPS, THEMES
from aft_themes.codebook.codes import Codebook
from aft_themes.corpus.attribute_values import place_of_value
from aft_themes.corpus.interviews import split_attributes
from aft_themes.io.parquet import rows
from aft_themes.settings import ThemeSettings
from aft_themes.stats import wilson
from aft_themes.vocabulary import FrequencyLabel, Valence, join_valences


def roll_up(codings: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Let each coding count for its code and for every code above it."""
    told: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows(codings):
        for code in (*codebook.ancestors(row.code), row.code):
            told[row.segment_id, code].add(row.valence)
    table = [(*place, join_valences(told[place])) for place in sorted(told)]
    return pd.DataFrame(table, columns=["segment_id", "code", "valence"])


def theme_participants(
    codings: pd.DataFrame, codebook: Codebook, participants: Sequence[str]
) -> pd.DataFrame:
    """Count every theme in every participant."""
    speaker = dict(zip(codings["segment_id"], codings["participant"], strict=True))
    rolled = roll_up(codings, codebook)
    rolled["participant"] = rolled["segment_id"].map(speaker)
    grouped = rolled.groupby(["code", "participant"])["valence"]
    found = pd.DataFrame({"segments": grouped.size(), "valence": grouped.agg(join_valences)})
    every = pd.MultiIndex.from_product(
        [codebook.ids, sorted(participants)], names=["code", "participant"]
    )
    full = found.reindex(every)
    full["segments"] = full["segments"].fillna(0).astype("int32")
    full["valence"] = full["valence"].fillna("")
    return full.reset_index()


def make_themes(
    counted: pd.DataFrame, codings: pd.DataFrame, codebook: Codebook, settings: ThemeSettings
) -> pd.DataFrame:
    """Make the theme table."""
    of = counted["participant"].nunique()
    rolled = roll_up(codings, codebook)
    table = []
    for order, code in enumerate(codebook.codes, start=1):
        mine = counted[counted["code"] == code.id]
        has = mine[mine["segments"] > 0]
        n, split = len(has), has["valence"].value_counts()
        spoken = rolled.loc[rolled["code"] == code.id, "valence"].value_counts()
        low, high = wilson(n, of, settings.confidence)
        table.append(
            {
                "order": order,
                "code": code.id,
                "domain": code.domain,
                "level": code.level,
                "name": code.name,
                "definition": code.definition,
                "n": n,
                "of": of,
                "share": n / of if of else 0.0,
                "low": low,
                "high": high,
                "label": frequency_label(n, of, settings),
                "segments": int(has["segments"].sum()),
                "absent": sorted(mine.loc[mine["segments"] == 0, "participant"]),
                **{key.value: int(split.get(key, 0)) for key in Valence},
                **{f"{key}_segments": int(spoken.get(key, 0)) for key in Valence},
            }
        )
    return pd.DataFrame(table, columns=THEMES.schema.names)


def frequency_label(n: int, of: int, settings: ThemeSettings) -> str:
    """Label how widespread a theme is, as consensual qualitative research does.

    Hill et al. (2005), Journal of Counseling Psychology 52, 196-205, doi
    10.1037/0022-0167.52.2.196: general (all cases or all but one), typical (more than half),
    variant (down to the least), rare (two or three cases, in larger samples). A theme in a
    single case gets no label, nor does any where the settings print no labels.
    """
    if settings.labels != "hill" or n < settings.rare_from:
        return ""
    if n >= of - settings.general_missing:
        return FrequencyLabel.GENERAL
    if n > settings.typical_above * of:
        return FrequencyLabel.TYPICAL
    return FrequencyLabel.VARIANT if n >= settings.variant_from else FrequencyLabel.RARE


def theme_groups(
    counted: pd.DataFrame, participants: pd.DataFrame, settings: ThemeSettings
) -> pd.DataFrame:
    """Split every theme by the participants' attributes."""
    present = split_attributes(participants, settings.attributes)
    joined = counted.merge(participants[["participant", *present]], on="participant")
    table = []
    for attribute in present:
        groups = dict(iter(joined.groupby(["code", attribute])["segments"]))
        for code, value in sorted(groups, key=lambda key: (key[0], place_of_value(key[1]))):
            segments = groups[code, value]
            n, of = int((segments > 0).sum()), len(segments)
            low, high = wilson(n, of, settings.confidence)
            table.append((code, attribute, value or "not stated", n, of, n / of, low, high))
    return pd.DataFrame(table, columns=THEME_GROUPS.schema.names)


def cooccurrence(counted: pd.DataFrame, codings: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Count which themes go together, in participants and in segments."""
    ids = list(codebook.ids)
    people = _presence(counted[counted["segments"] > 0], "participant", ids)
    parts = _presence(roll_up(codings, codebook), "segment_id", ids)
    both, together = people.T @ people, parts.T @ parts
    alone, total = people.sum(axis=0), counted["participant"].nunique()
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = np.outer(alone, alone) / max(total, 1)
        jaccard = both / (alone[:, None] + alone[None, :] - both)
        spread = alone * (total - alone)
        phi = (total * both - np.outer(alone, alone)) / np.sqrt(np.outer(spread, spread))
    table = [
        (
            ids[i],
            ids[j],
            int(both[i, j]),
            int(together[i, j]),
            float(expected[i, j]),
            float(np.nan_to_num(jaccard[i, j])),
            float(phi[i, j]) if np.isfinite(phi[i, j]) else None,
        )
        for i in range(len(ids))
        for j in range(i + 1, len(ids))
        if ids[i] not in codebook.ancestors(ids[j])
    ]
    return pd.DataFrame(table, columns=COOCCURRENCE.schema.names)


def _presence(found: pd.DataFrame, unit: str, ids: list[str]) -> np.ndarray:
    """Mark which unit has which theme: a row for every unit, a column for every id."""
    found = found[found["code"].isin(ids)]
    units, known = pd.factorize(found[unit])
    present = np.zeros((len(known), len(ids)), dtype=np.int64)
    present[units, pd.Index(ids).get_indexer(pd.Index(found["code"]))] = 1
    return present
