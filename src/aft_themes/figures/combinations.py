"""Which combinations of a few codes participants have: an UpSet plot.

Lex, Gehlenborg, Strobelt, Vuillemot and Pfister (2014), IEEE Transactions on Visualization and
Computer Graphics 20, 1983-1992, doi 10.1109/TVCG.2014.2346248.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd

from aft_themes.codebook.codes import on_one_branch
from aft_themes.figures.chosen_codes import choose_codes, counted_rule
from aft_themes.figures.options import DEFAULT_OPTIONS, FigureOptions
from aft_themes.figures.page import (
    CannotDrawError,
    DrawnFigure,
    Heading,
    Sheet,
    room,
    sentence_of,
)
from aft_themes.figures.style import BLUE, INK, PALE, Profile, styled, wrap
from aft_themes.io.parquet import rows
from aft_themes.wording import count

COMBINATIONS = Heading("combinations", "Combinations of Codes in Participants")
FEWEST_CODES, MOST_CODES = 2, 6  # of seven codes there are 128 combinations
_USUAL_CODES = 5
_MOST_COMBINATIONS = 20  # columns that a page holds at its text size
_LEAST_BOTH = 5  # with fewer participants one more or less moves the correlation far


def draw_combinations(
    themes: pd.DataFrame,
    counted: pd.DataFrame,
    pairs: pd.DataFrame,
    *,
    combine: Sequence[str] = (),
    options: FigureOptions = DEFAULT_OPTIONS,
) -> DrawnFigure:
    """Draw how many participants have each combination of two to six codes.

    Parameters
    ----------
    themes : pandas.DataFrame
        By ``THEMES``.
    counted : pandas.DataFrame
        By ``THEME_PARTICIPANTS``.
    pairs : pandas.DataFrame
        By ``COOCCURRENCE``.
    combine : sequence of str
        The codes; by default five, from the pairs with the highest correlation.
    options : FigureOptions
        Profile, codes, labels and notes; ``options.codes`` wins over ``combine``.

    Returns
    -------
    DrawnFigure

    Raises
    ------
    CannotDrawError
        If there are fewer than two codes or more than six, or nobody has any.
    """
    look = options.look
    known = choose_codes(themes, FigureOptions(labels=options.labels))
    ids = list(options.codes or combine) or strongest_codes(known, pairs)
    _check_codes(ids, set(known["code"]))
    found = count_combinations(counted, ids)
    labels = dict(zip(known["code"], known["label"], strict=True))
    has = {code: int(found.loc[found[code], "participants"].sum()) for code in ids}
    if not any(has.values()):
        raise CannotDrawError("No participant has any of these codes.")
    order = sorted(ids, key=lambda code: -has[code])
    shown = found.head(_MOST_COMBINATIONS)
    with styled(look):
        sheet = _Chart(shown, order, labels, has, options).draw()
    of = int(found["participants"].sum())
    return DrawnFigure(
        heading=COMBINATIONS,
        caption=(
            f"Each column is a combination of the {len(ids)} codes; filled dots mark those that "
            f"its participants have, the bar above how many of the N = {of} these are. Bars at "
            f"the left: participants with the code at all. {counted_rule(themes)}"
            f"{not_drawn(found, shown)}{_chosen_because(options, combine)}"
        ).strip(),
        alt=_finding(found, order, labels, of),
        long_description=" ".join(
            f"{_named(row, order, labels)}: {row['participants']}."
            for row in found.to_dict("records")
        ),
        data=found[[*order, "participants", "ids"]].rename(columns=labels),
        figure=sheet.figure,
        profile=look,
    )


def not_drawn(found: pd.DataFrame, shown: pd.DataFrame) -> str:
    """Say in the caption that combinations of few participants are not drawn."""
    rest = found["participants"].iloc[len(shown) :]
    if rest.empty:
        return ""
    tied = "as many or " * bool(rest.max() == shown["participants"].min())
    return f"Not drawn: {count(len(rest), 'combination')} of {tied}fewer participants. "


def _chosen_because(options: FigureOptions, combine: Sequence[str]) -> str:
    if options.codes or combine:
        return ""
    return "The codes are those of the pairs with the highest correlation, picked by a rule."


def _check_codes(ids: Sequence[str], known: set[str]) -> None:
    unknown = sorted(set(ids) - known)
    if unknown:
        raise CannotDrawError(f"These codes are not in the themes: {', '.join(unknown)}.")
    if not ids:
        raise CannotDrawError(
            f"No two codes are often enough together. Name {FEWEST_CODES} to {MOST_CODES} codes in "
            "figures.combine."
        )
    if not FEWEST_CODES <= len(ids) <= MOST_CODES:
        raise CannotDrawError(
            f"Combinations need {FEWEST_CODES} to {MOST_CODES} codes; there are {len(ids)}."
        )


def strongest_codes(known: pd.DataFrame, pairs: pd.DataFrame) -> list[str]:
    """Take the codes of the pairs that go together most, until there are five.

    No two stand above one another: whoever has the lower has the upper.
    """
    below = set(known.loc[~known["bold"], "code"])
    mine = pairs[pairs["code"].isin(below) & pairs["other"].isin(below)]
    mine = mine[(mine["participants"] >= _LEAST_BOTH) & (mine["phi"] > 0)]
    ordered = mine.sort_values(["phi", "code", "other"], ascending=[False, True, True])
    found: dict[str, None] = {}
    for row in rows(ordered):
        new = {row.code, row.other} - set(found)
        nested = any(on_one_branch(one, code) for one in new for code in found)
        if len(found) + len(new) <= _USUAL_CODES and not nested:
            found |= dict.fromkeys(sorted(new))
    return list(found)


def count_combinations(counted: pd.DataFrame, codes: Sequence[str]) -> pd.DataFrame:
    """Count the participants with each combination of codes, the most frequent first."""
    mine = counted[counted["code"].isin(list(codes))].assign(has=lambda one: one["segments"] > 0)
    wide = mine.pivot_table(
        index="participant", columns="code", values="has", aggfunc="any", fill_value=False
    ).reindex(columns=list(codes), fill_value=False)
    everybody = sorted(set(counted["participant"]))
    wide = wide.reindex(everybody, fill_value=False).astype(bool)
    found = (
        wide.reset_index(names="participant")
        .groupby(list(codes), sort=True)["participant"]
        .agg(participants="size", ids="; ".join)
        .reset_index()
    )
    number = found[list(codes)].sum(axis=1)
    return (
        found.assign(number=number)
        .sort_values(
            ["participants", "number", *codes], ascending=[False, *[False] * (1 + len(codes))]
        )
        .drop(columns="number")
        .reset_index(drop=True)
    )


def _named(row: Mapping[Hashable, Any], order: Sequence[str], labels: dict[str, str]) -> str:
    has = [labels[code] for code in order if row[code]]
    return " and ".join(has) or "None of these codes"


def _finding(found: pd.DataFrame, order: Sequence[str], labels: dict[str, str], of: int) -> str:
    best = found[found[list(order)].sum(axis=1) > 1]
    none = int(found.loc[~found[list(order)].any(axis=1), "participants"].sum())
    if best.empty:
        return sentence_of(f"No participant of {of} has two of the codes")
    first = best.iloc[0]
    names = [labels[code] for code in order if first[code]]
    return sentence_of(
        f"The commonest combination, in {first['participants']} of {of} participants, is "
        f"{', '.join(names[:-1])} and {names[-1]}",
        _without(none, len(order)),
    )


def _without(none: int, codes: int) -> str:
    if not none:
        return f"everybody has at least one of the {codes} codes"
    return f"{none} {'has' if none == 1 else 'have'} none of the {codes} codes"


class _Chart:
    """Bars over a matrix of dots, and the codes at the left."""

    def __init__(
        self,
        shown: pd.DataFrame,
        order: Sequence[str],
        labels: dict[str, str],
        has: dict[str, int],
        options: FigureOptions,
    ) -> None:
        self.shown, self.order, self.has, self.options = shown, order, has, options
        look = self.look = options.look
        self.bar = 0.13 * look.inner
        widest = max(look.wide(labels[code]) for code in order) + 2
        self.label = min(widest, 0.32 * look.inner)
        self.lines = {code: wrap(labels[code], self.label - 2, look) for code in order}
        self.line = max(2.0 * look.text, max(map(len, self.lines.values())) * look.pitch)
        self.left = self.bar + self.label + 1.5 * look.text
        self.column = min((look.inner - self.left) / len(shown), 2.6 * look.text)
        matrix = self.line * len(order)
        self.above = min(0.30 * look.inner, room(options) - matrix - 4.5 * look.text)
        self.top = self.above + 1.2 * look.text

    def draw(self) -> Sheet:
        height = self.top + self.line * len(self.order) + 0.6 * self.look.text
        sheet = Sheet(self.options, height, COMBINATIONS.title)
        self._bars(sheet)
        self._sets(sheet)
        self._dots(sheet)
        return sheet

    def _x(self, number: int) -> float:
        return self.left + (number + 0.5) * self.column

    def _bars(self, sheet: Sheet) -> None:
        look, most = self.look, int(self.shown["participants"].max())
        sheet.text(self.left - 0.6 * look.text, 0.6 * look.text, "Participants", ha="right")
        for number, row in enumerate(rows(self.shown)):
            tall = (self.above - 1.6 * look.text) * row.participants / most
            x = self._x(number)
            _box(sheet, x - 0.32 * self.column, self.above - tall, 0.64 * self.column, tall)
            y = self.above - tall - 0.6 * look.text
            sheet.text(x, y, str(row.participants), ha="center")

    def _sets(self, sheet: Sheet) -> None:
        look, most = self.look, max(self.has.values())
        sheet.text(self.bar, self.top - 0.7 * look.text, "With the code", ha="right")
        for place, code in enumerate(self.order):
            middle = self.top + (place + 0.5) * self.line
            wide = (self.bar - look.wide("000") - 1) * self.has[code] / max(1, most)
            _box(sheet, self.bar - wide, middle - 0.38 * look.text, wide, 0.76 * look.text)
            sheet.text(self.bar - wide - 0.8, middle, str(self.has[code]), ha="right")
            first = middle - len(self.lines[code]) * look.pitch / 2
            sheet.lines(self.bar + 0.8 * look.text, first, self.lines[code])

    def _dots(self, sheet: Sheet) -> None:
        """Draw each combination as dots that a line joins."""
        for number, row in enumerate(self.shown[list(self.order)].to_numpy()):
            x = self._x(number)
            ys = [self.top + (place + 0.5) * self.line for place in range(len(self.order))]
            on = [y for y, has in zip(ys, row, strict=True) if has]
            if len(on) > 1:
                sheet.page.plot(
                    (x, x), (on[0], on[-1]), color=INK, linewidth=1.2 * self.look.line, zorder=2
                )
            for y in ys:
                _dot(sheet, x, y, INK if y in on else PALE, self.look)


def _box(sheet: Sheet, left: float, top: float, wide: float, tall: float) -> None:
    corners = ((left, left + wide, left + wide, left), (top, top, top + tall, top + tall))
    sheet.page.fill(*corners, facecolor=BLUE, edgecolor=INK, linewidth=0.4 * sheet.profile.line)


def _dot(sheet: Sheet, x: float, y: float, colour: str, look: Profile) -> None:
    sheet.page.plot(
        (x,),
        (y,),
        linestyle="none",
        marker="o",
        markersize=0.75 * look.size,
        color=colour,
        markeredgewidth=0,
        zorder=3 if colour == INK else 1,  # lines run over what a combination lacks
    )
