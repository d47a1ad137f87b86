"""Which participant has which code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection

from aft_themes.figures.chosen_codes import (
    choose_codes,
    counted_rule,
    head_the_rest,
    in_themes,
    right_below_heads,
    sort_siblings,
)
from aft_themes.figures.code_rows import rare_note
from aft_themes.figures.options import DEFAULT_OPTIONS, FigureOptions
from aft_themes.figures.page import (
    CannotDrawError,
    DrawnFigure,
    Heading,
    Key,
    Sheet,
    box_key,
    evenly,
    legend,
    room,
    sentence_of,
)
from aft_themes.figures.people import group_people
from aft_themes.figures.style import BLUE, ORANGE, PALE, PAPER, Profile, styled, wrap
from aft_themes.io.parquet import rows
from aft_themes.vocabulary import Valence
from aft_themes.wording import attribute_label, attribute_words, count, some_of

PARTICIPANTS = Heading("participants", "Codes by Participant")
_MOST_TIED = 2  # participants of one number that the finding names
_MOST_NAMED = 50  # participants in a sentence of the long description, which is read aloud
_LABEL_SHARE = 0.4
_LEAST_LABEL_SHARE = 0.25  # where many participants need the room
MOST_PEOPLE = 300
"""Participants drawn: a column is then half a millimetre wide, and narrower ones run together."""


def draw_participants(
    themes: pd.DataFrame,
    counted: pd.DataFrame,
    participants: pd.DataFrame,
    *,
    group_by: str = "",
    members: Mapping[str, Sequence[str]] | None = None,
    options: FigureOptions = DEFAULT_OPTIONS,
) -> DrawnFigure:
    """Draw codes by participants, who stand in the groups of one attribute.

    Parameters
    ----------
    themes : pandas.DataFrame
        By ``THEMES``.
    counted : pandas.DataFrame
        By ``THEME_PARTICIPANTS``.
    participants : pandas.DataFrame
        As ``participants.as_columns`` gives it.
    group_by : str
        The attribute by which participants are grouped; ``""`` for none. Within groups those with
        most codes come first.
    members : mapping of str to sequence of str, optional
        Groups of the attribute's values, where some are pooled.
    options : FigureOptions
        Profile, codes, labels, notes and authors' themes. If it names no codes: those right below
        the domains, or of the authors' themes, and where there is no room for all of them those
        that most participants have.

    Returns
    -------
    DrawnFigure

    Raises
    ------
    CannotDrawError
        If there are no codes or no participants, or no attribute has that name.
    """
    look = options.look
    chosen = _chosen(themes, options)
    if counted.empty or not int(chosen["of"].max()):
        raise CannotDrawError("No interview has been coded.")
    group_of = group_people(counted["participant"], participants, group_by, members)
    valued = bool(counted["valence"].isin(["benefit", "challenge", "mixed"]).any())
    # which codes are kept does not depend on the order of the people
    kept = _Grid(chosen, look, group_of, room(options), valued=valued).keep(chosen)
    people = _order_people(counted, kept.loc[kept["level"] > 0, "code"].tolist(), group_of)
    drawn = {one: group_of[one] for one in evenly(people, MOST_PEOPLE)}
    grid = _Grid(chosen, look, drawn, room(options), valued=valued)
    with styled(look):
        sheet = grid.draw(
            kept,
            counted[counted["participant"].isin(drawn)],
            attribute_label(group_by),
            options,
        )
    cells = counted[counted["code"].isin(kept["code"])].merge(kept[["code", "label"]], on="code")
    return DrawnFigure(
        heading=PARTICIPANTS,
        caption=_caption(
            grid, counted_rule(themes), len(people), rare_note(_bare(chosen), _bare(kept)), group_by
        ),
        alt=_finding(kept, people, cells),
        long_description=" ".join(
            f"{row.label}: {row.n} of {row.of} participants{_without(row.absent)}."
            for row in rows(kept)
            if not row.bold
        ),
        data=cells.assign(group=cells["participant"].map(group_of))[
            ["code", "label", "participant", "group", "segments", "valence"]
        ],
        figure=sheet.figure,
        profile=look,
    )


def _chosen(themes: pd.DataFrame, options: FigureOptions) -> pd.DataFrame:
    chosen = choose_codes(themes, options)
    if options.codes is None:
        chosen = in_themes(right_below_heads(chosen))
    return chosen if options.authors_themes else head_the_rest(sort_siblings(chosen), by_size=True)


def _bare(listed: pd.DataFrame) -> pd.DataFrame:
    """Give the codes of a list, without its heads."""
    return listed if listed["bold"].all() else listed[~listed["bold"]]


def _caption(grid: _Grid, rule: str, number: int, rare: str, group_by: str) -> str:
    by = f"stand in groups by {attribute_words(group_by)}, in each " if group_by else "stand "
    ids = f"One id in {grid.every} is printed; the data have all. " if grid.every > 1 else ""
    drawn = len(grid.people)
    some = f"; {drawn} of them, evenly spaced, are drawn" if number > drawn else ""
    colours = "Colours: spoken of as benefit, as challenge, as both, or without either. "
    return (
        f"Filled cells: the participant has the code. {rule}{colours if grid.valued else ''}"
        f"Participants (N = {number}) {by}ordered by how many of these codes they have{some}; "
        f"n, participants with the code. {ids}{rare}An empty cell means that the code was not "
        "given, not that there was nothing to say."
    )


def _without(absent: Sequence[str]) -> str:
    return f"; without it {some_of(absent, _MOST_NAMED)}" if len(absent) else ""


def _finding(kept: pd.DataFrame, people: Sequence[str], cells: pd.DataFrame) -> str:
    codes = kept[~kept["bold"]] if not kept["bold"].all() else kept
    mine = cells[cells["code"].isin(codes["code"]) & (cells["segments"] > 0)]
    has = mine.groupby("participant").size().reindex(list(people), fill_value=0)
    if has.min() == has.max():
        return sentence_of(
            f"Each of {count(len(people), 'participant')} has {has.max()} of "
            f"{count(len(codes), 'code')}"
        )
    return sentence_of(
        f"Each of {len(people)} participants has {has.min()} to {has.max()} of "
        f"{count(len(codes), 'code')}",
        f"most: {_all_with(has, has.max())}; fewest: {_all_with(has, has.min())}",
    )


def _all_with(has: pd.Series, number: int) -> str:
    return some_of([str(one) for one in has.index[has == number]], _MOST_TIED)


def _order_people(
    counted: pd.DataFrame, codes: list[str], group_of: Mapping[str, str]
) -> list[str]:
    has = counted[counted["code"].isin(codes) & (counted["segments"] > 0)]
    number = has.groupby("participant").size()
    place = {group: at for at, group in enumerate(dict.fromkeys(group_of.values()))}
    return sorted(group_of, key=lambda one: (place[group_of[one]], -int(number.get(one, 0)), one))


@dataclass(frozen=True)
class _Group:
    """Participants who stand together."""

    name: str
    people: list[str]


class _Grid:
    """The geometry of the matrix."""

    def __init__(
        self,
        chosen: pd.DataFrame,
        look: Profile,
        group_of: Mapping[str, str],
        height: float,
        *,
        valued: bool,
    ) -> None:
        self.look, self.people, self.valued = look, list(group_of), valued
        self.groups = [
            _Group(name, list(people))
            for name, people in groupby(group_of, key=lambda one: group_of[one])
        ]
        self.line = 1.12 * look.text
        self.air = 0.5 * look.text  # above a head: the rule in it crosses no letter
        self.count = look.wide("000") + 1
        self.gap = 0.9 * look.text
        gaps = self.gap * (len(self.groups) - 1)
        named = zip(chosen["label"], chosen["depth"], chosen["bold"], strict=True)
        widest = max(look.wide(one, bold=bold) + depth * self._indent for one, depth, bold in named)
        self.label = min(widest + 2, _LABEL_SHARE * look.inner)
        narrow = 0.84 * look.text  # of a column that has room for an id
        spare = look.inner - self.count - gaps - narrow * len(self.people)
        self.label = max(min(self.label, spare), min(self.label, _LEAST_LABEL_SHARE * look.inner))
        space = look.inner - self.label - self.count - gaps
        self.cell = min(1.6 * look.text, space / len(self.people))
        self.every = 1 if self.cell >= narrow - 1e-9 else ceil(narrow / self.cell)
        self.wide = self.cell * len(self.people) + gaps
        self.left = {
            one: number * self.cell + place * self.gap
            for number, (one, place) in enumerate(
                (one, place) for place, group in enumerate(self.groups) for one in group.people
            )
        }
        self.ids, self.keys = max(map(look.wide, self.people)) + 1.5, _keys(valued)
        self.heads = [self._head(group) for group in self.groups]
        self.named = max(map(len, self.heads)) * look.pitch
        self.top = legend(None, self.keys, look, 0) + self.named + self.ids + 0.5 * look.text
        self.room = height - self.top - 0.3 * look.text

    def _head(self, group: _Group) -> tuple[str, ...]:
        if len(self.groups) == 1:
            return ()
        wide = len(group.people) * self.cell + self.gap - 0.3 * self.look.text
        return wrap(f"{group.name} (n = {len(group.people)})", wide, self.look, bold=True)

    def lines(self, label: str, depth: int, bold: bool) -> tuple[str, ...]:
        wide = self.look.inner - self.count if bold else self.label - depth * self._indent - 2
        return wrap(label, wide, self.look, bold=bold)

    @property
    def _indent(self) -> float:
        return 0.6 * self.look.text

    def tops(self, kept: pd.DataFrame) -> list[float]:
        """Return where each row begins, and where the last one ends."""
        tops, end = [], 0.0
        for row in rows(kept):
            tops.append(end + self.air * (row.bold and end > 0))
            end = tops[-1] + len(self.lines(row.label, row.depth, row.bold)) * self.line
        return [*tops, end]

    def ends(self, kept: pd.DataFrame, tops: Sequence[float]) -> list[float]:
        """Return where each row ends: before the air above a head."""
        after = [*kept["bold"].tolist()[1:], False]
        return [top - self.air * bold for top, bold in zip(tops[1:], after, strict=True)]

    def keep(self, chosen: pd.DataFrame) -> pd.DataFrame:
        """Drop the rarest codes until the rest fits on the page, and heads without codes."""
        kept = chosen
        while len(kept) > 1 and self.tops(kept)[-1] > self.room:
            bare = kept[~kept["bold"]] if not kept["bold"].all() else kept
            rarest = bare.sort_values(["n", "depth", "order"], ascending=[True, False, False])
            kept = kept.drop(index=rarest.index[0])
            if not kept["bold"].all():
                last = kept["bold"] & kept["bold"].shift(-1, fill_value=True)
                kept = kept[~last]
        return kept.reset_index(drop=True)

    def draw(
        self, kept: pd.DataFrame, counted: pd.DataFrame, attribute: str, options: FigureOptions
    ) -> Sheet:
        tops = self.tops(kept)
        sheet = Sheet(options, self.top + tops[-1] + 0.3 * self.look.text, PARTICIPANTS.title)
        legend(sheet, self.keys, self.look, 0)
        self._ids(sheet, attribute)
        self._labels(sheet, kept, tops)
        axes = sheet.axes(self.label, self.top, self.wide, tops[-1])
        axes.set_xlim(0, self.wide)
        axes.set_ylim(tops[-1], 0)
        axes.set_axis_off()
        self._cells(axes, kept, counted, tops)
        return sheet

    def _ids(self, sheet: Sheet, attribute: str) -> None:
        look, bottom = self.look, self.top - 0.5 * self.look.text
        for number, one in enumerate(self.people):
            if number % self.every == 0:
                sheet.page.text(
                    self.label + self.left[one] + 0.5 * self.cell,
                    bottom,
                    one,
                    rotation=90,
                    ha="center",
                    va="bottom",
                    fontsize=look.size,
                )
        for group, lines in zip(self.groups, self.heads, strict=True):
            top = bottom - self.ids - len(lines) * look.pitch
            sheet.lines(self.label + self.left[group.people[0]], top, lines, bold=True)
        if attribute and look.wide(attribute, bold=True) < self.label:
            top = bottom - self.ids - 0.5 * look.pitch
            sheet.text(self.label - 0.6 * look.text, top, attribute, ha="right", bold=True)

    def _labels(self, sheet: Sheet, kept: pd.DataFrame, tops: list[float]) -> None:
        right = self.label + self.wide + self.count
        sheet.text(right, self.top - 0.6 * self.look.text, "n", ha="right")
        heads = not kept["bold"].all()
        for row, top, end in zip(rows(kept), tops, self.ends(kept, tops), strict=False):
            for number, line in enumerate(self.lines(row.label, row.depth, row.bold)):
                y = self.top + top + (number + 0.5) * self.line
                sheet.text(row.depth * self._indent, y, line, bold=row.bold)
            if row.bold and top:
                sheet.rule(self.top + top - 0.5 * self.air, 0, right)
            if not (row.bold and heads):
                sheet.text(right, self.top + (top + end) / 2, str(row.n), ha="right")

    def _cells(
        self, axes: Axes, kept: pd.DataFrame, counted: pd.DataFrame, tops: list[float]
    ) -> None:
        heads = not kept["bold"].all()
        spans = zip(rows(kept), tops, self.ends(kept, tops), strict=False)
        place = {row.code: (top, end) for row, top, end in spans if not (row.bold and heads)}
        shapes: dict[str, list[list[tuple[float, float]]]] = {}
        for row in rows(counted[counted["code"].isin(list(place))]):
            gap = 0.06 * self.cell
            left = self.left[row.participant] + gap
            right = left + self.cell - 2 * gap
            top, low = place[row.code][0] + gap, place[row.code][1] - gap
            corners = [(left, top), (right, top), (right, low), (left, low)]
            if row.valence == Valence.MIXED:
                shapes.setdefault(BLUE, []).append([corners[0], corners[1], corners[3]])
                shapes.setdefault(ORANGE, []).append(corners[1:])
            else:
                colour = _FILLS[row.valence] if self.valued or not row.valence else BLUE
                shapes.setdefault(colour, []).append(corners)
        for colour, polygons in sorted(shapes.items()):
            edge = PALE if colour == PAPER else "none"
            axes.add_collection(
                PolyCollection(
                    polygons,
                    facecolors=colour,
                    edgecolors=edge,
                    linewidths=0.35 * self.look.line if colour == PAPER else 0,
                )
            )


_FILLS = {Valence.BENEFIT: BLUE, Valence.CHALLENGE: ORANGE, Valence.NONE: PALE, "": PAPER}


def _keys(valued: bool) -> list[Key]:
    """Explain the fills; without valences a cell is only filled or empty."""
    if not valued:
        return [box_key("Coded", BLUE), box_key("Not coded", PAPER, PALE)]
    return [
        box_key("Benefit", BLUE),
        box_key("Challenge", ORANGE),
        _both_key(),
        box_key("No valence", PALE),
        box_key("Not coded", PAPER, PALE),
    ]


def _both_key() -> Key:
    def draw(sheet: Sheet, x: float, y: float) -> None:
        tall = 0.45 * sheet.profile.text
        wide = 1.3 * tall
        upper = [(x - wide, y - tall), (x + wide, y - tall), (x - wide, y + tall)]
        lower = [(x + wide, y - tall), (x + wide, y + tall), (x - wide, y + tall)]
        for colour, corners in ((BLUE, upper), (ORANGE, lower)):
            sheet.page.fill(*zip(*corners, strict=True), color=colour, linewidth=0)

    return Key("Both", draw, 4.5)
