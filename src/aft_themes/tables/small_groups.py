"""Which attributes of participants tables, figures and the explorer publish together."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from aft_themes.corpus.interviews import described_attributes, split_attributes
from aft_themes.settings import Settings
from aft_themes.tables.participants import NOT_STATED, bands, group_sizes, hidden_groups


def published_attributes(
    participants: pd.DataFrame, coded: Iterable[str], settings: Settings
) -> list[tuple[str, pd.DataFrame]]:
    """List what each output tells of the participants that it shows."""
    every = participants.set_index("participant")
    some = every[every.index.isin(list(coded))]
    split = split_attributes(participants, settings.themes.attributes)
    least = settings.report.suppress_below
    described = described_attributes(every)
    alone = [("tables/participants", _shown(every[name], least)) for name in described]
    alone += [("tables/themes_by_attribute", _whole(some[name], least)) for name in split]
    plate = _alike(some[split], least)
    together = [("figures/quote_plate", plate), ("explorer/index.html", every[split])]
    return [*alone, *(together if split else [])]


def _shown(values: pd.Series[str], least: int) -> pd.DataFrame:
    """Numbers stand in bands."""
    hidden = hidden_groups(group_sizes(values), least)
    banded = pd.Series(bands(list(values)), index=values.index, name=values.name, dtype=object)
    return banded[~banded.isin(list(hidden))].replace(NOT_STATED, "").to_frame()


def _alike(told: pd.DataFrame, least: int) -> pd.DataFrame:
    """Leave out combinations that the figure of quotes does not print."""
    if not len(told.columns):
        return told
    return told[told.groupby(list(told.columns))[told.columns[0]].transform("size") >= least]


def _whole(values: pd.Series[str], least: int) -> pd.DataFrame:
    hidden = hidden_groups({str(k): int(n) for k, n in values.value_counts().items()}, least)
    return values[~values.isin(list(hidden))].to_frame()
