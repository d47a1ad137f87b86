"""In which group of an attribute each participant stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from aft_themes.corpus.attribute_values import place_of_value
from aft_themes.figures.page import CannotDrawError

NOT_STATED = "not stated"
_MOST_GROUPS = 8  # with more, gaps would take the room of the data


def group_people(
    everybody: Iterable[str],
    participants: pd.DataFrame,
    group_by: str,
    members: Mapping[str, Sequence[str]] | None,
) -> dict[str, str]:
    """Give every participant's group, all of one group side by side."""
    ordered = sorted(set(everybody))
    if not group_by:
        return dict.fromkeys(ordered, "")
    if group_by not in participants:
        raise CannotDrawError(f"Participants have no attribute {group_by}.")
    named = {value: group for group, values in (members or {}).items() for value in values}
    values = dict(zip(participants["participant"], participants[group_by].astype(str), strict=True))
    found = {one: values.get(one, "") or NOT_STATED for one in ordered}
    found = {one: named.get(value, value) for one, value in found.items()}
    stated = sorted(set(found.values()) - {NOT_STATED}, key=place_of_value)
    order = [*(members or {}), *stated, NOT_STATED]
    if len(set(found.values())) > _MOST_GROUPS:
        raise CannotDrawError(f"{group_by} has more than {_MOST_GROUPS} groups.")
    return dict(sorted(found.items(), key=lambda item: (order.index(item[1]), item[0])))
