"""Which participant has which theme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from string import ascii_lowercase

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_hex

from aft_themes.coding.codebook import ancestors_of
from aft_themes.corpus.interviews import split_attributes
from aft_themes.figures.code_rows import choose_codes
from aft_themes.figures.options import DEFAULT_OPTIONS, FigureOptions
from aft_themes.figures.page import (
    CannotDrawError,
    DrawnFigure,
    Heading,
    Key,
    Sheet,
    box_key,
    legend,
    room,
)
from aft_themes.figures.prevalence import COUNTED
from aft_themes.figures.style import (
    BLUE,
    ORANGE,
    PALE,
    PAPER,
    Profile,
    styled,
    wrap,
)
from aft_themes.io.parquet import rows
from aft_themes.vocabulary import Valence

_MOST_VALUES = 12  # an attribute with more cannot be told apart
_LABEL_SHARE = 0.4
_LEAST_LABEL_SHARE = 0.25  # where many participants need the room


def draw_participants(
    themes: pd.DataFrame,
    counted: pd.DataFrame,
    participants: pd.DataFrame,
    *,
    attributes: Sequence[str] | None = (),
    order_by: str = "",
    options: FigureOptions = DEFAULT_OPTIONS,
) -> DrawnFigure:
    """Draw themes by participants, both ordered, with the participants' attributes on top.

    Parameters
    ----------
    themes : pandas.DataFrame
        By ``THEMES``.
    counted : pandas.DataFrame
        By ``THEME_PARTICIPANTS``.
    participants : pandas.DataFrame
        As ``participants.as_columns`` gives it.
    attributes : sequence of str, optional
        Columns of ``participants`` to show; None chooses those with few values.
    order_by : str
        An attribute by which participants are grouped; within groups, and if it is ``""``, those
        with most themes come first.
    options : FigureOptions
        Profile, codes, labels and notes. If it names no codes: domains and their codes,
        and where there is no room for all of them those that most participants have.

    Returns
    -------
    DrawnFigure

    Raises
    ------
    CannotDrawError
        If there are no codes or no participants.
    SettingsError
        If an attribute does not exist.
    """
    look = options.look
    chosen = _ordered(choose_codes(themes, options))
    if options.codes is None:
        chosen = chosen[chosen["level"] <= max(2, int(chosen["level"].min()))]
    if counted.empty or not int(chosen["of"].max()):
        raise CannotDrawError("No interview has been coded.")
    shown = split_attributes(participants, attributes)
    space = room(options)
    valued = bool(counted["valence"].isin(["benefit", "challenge", "mixed"]).any())

    def lay_out(people: list[str]) -> _Grid:
        every = (_track(name, participants, people) for name in shown)
        tracks = [track for track in every if len(track.letters) <= _MOST_VALUES]
        return _Grid(chosen, look, people, tracks, space, valued=valued)

    # what is kept does not depend on the order of the people, but their order on what is kept
    kept = lay_out(sorted(set(counted["participant"]))).keep(chosen)
    grid = lay_out(_order_people(counted, participants, kept["code"].tolist(), order_by))
    with styled(look):
        sheet = grid.draw(kept, counted, options)
    missing = len(chosen) - len(kept)
    rare = f"{missing} codes that fewer participants have are not drawn. " if missing else ""
    by = f"grouped by {order_by}, then " if order_by else ""
    names = " and ".join(track.name for track in grid.tracks)
    strips = f"Letters on top give {names}. " if names else ""
    colours = _COLOURS if valued else ""
    if grid.every > 1:
        strips += f"One id in {grid.every} is printed for want of room; the data have all. "
    cells = counted[counted["code"].isin(kept["code"])].merge(kept[["code", "label"]], on="code")
    described = participants[["participant", *shown]]
    return DrawnFigure(
        heading=PARTICIPANTS,
        caption=(
            f"Filled cells: the participant has the theme. {COUNTED}{colours}Participants "
            f"(N = {len(grid.people)}) are {by}ordered by how many of the themes shown they have, "
            f"themes within each domain by n, how many participants have them. {strips}{rare}"
            "An empty cell means that the theme was not coded, not that the participant has "
            "nothing to say about it."
        ),
        alt=(
            f"Matrix of {len(kept)} themes by {len(grid.people)} participants; each cell shows "
            f"whether {'and with what valence ' if valued else ''}the participant spoke of the "
            "theme."
        ),
        long_description=" ".join(
            f"{row.label}: {row.n} of {row.of} participants; lacking in "
            f"{', '.join(row.absent) or 'nobody'}."
            for row in rows(kept)
        ),
        data=cells.merge(described, on="participant", how="left")[
            ["code", "label", "participant", "segments", "valence", *described.columns[1:]]
        ],
        figure=sheet.figure,
        profile=look,
    )


PARTICIPANTS = Heading("participants", "Themes by Participant")


_COLOURS = (
    "Colours show whether it was spoken of as benefit only, challenge only, both, or without "
    "valence. "
)


def _keys(valued: bool) -> list[Key]:
    """Explain the fills; without valences a cell is only filled or empty."""
    if not valued:
        return [box_key("theme coded", BLUE), box_key("theme not coded", PAPER, PALE)]
    return [
        box_key("benefit", BLUE),
        box_key("challenge", ORANGE),
        _both_key(),
        box_key("no valence", PALE),
        box_key("theme not coded", PAPER, PALE),
    ]


def _ordered(chosen: pd.DataFrame) -> pd.DataFrame:
    """Keep the tree; put siblings in order of how many participants have them."""
    place = {row.code: (-row.n, row.order) for row in rows(chosen)}

    def path(code: str) -> tuple[tuple[int, int], ...]:
        below_domain = (*ancestors_of(code), code)[1:]
        return tuple(place[one] for one in below_domain if one in place)

    first = chosen.groupby("domain")["order"].transform("min")
    keys = [(at, path(code)) for at, code in zip(first, chosen["code"], strict=True)]
    order = sorted(range(len(chosen)), key=keys.__getitem__)
    return chosen.iloc[order].reset_index(drop=True)


def _order_people(
    counted: pd.DataFrame, participants: pd.DataFrame, codes: list[str], order_by: str
) -> list[str]:
    has = counted[counted["code"].isin(codes) & (counted["segments"] > 0)]
    number = has.groupby("participant").size()
    group = dict.fromkeys(counted["participant"], "")
    if order_by:
        if order_by not in participants:
            raise CannotDrawError(f"participants have no attribute {order_by}.")
        group |= dict(zip(participants["participant"], participants[order_by], strict=True))
    everybody = sorted(set(counted["participant"]))
    return sorted(everybody, key=lambda one: (group[one], -int(number.get(one, 0)), one))


@dataclass(frozen=True)
class _Track:
    """An attribute: each participant's value, and a letter for each value."""

    name: str
    values: list[str]
    letters: dict[str, str]
    colours: dict[str, str]


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _track(name: str, participants: pd.DataFrame, people: list[str]) -> _Track:
    by = dict(zip(participants["participant"], participants[name].astype(str), strict=True))
    values = [by.get(one, "") or "not stated" for one in people]
    kinds = sorted(set(values))
    shades = matplotlib.colormaps["Greys"](np.linspace(0.03, 0.42, max(2, len(kinds))))
    letters = dict(zip(kinds, ascii_lowercase, strict=False)) | dict.fromkeys(kinds[26:], "?")
    return _Track(
        name,
        values,
        letters,
        {kind: to_hex(shade) for kind, shade in zip(kinds, shades, strict=False)},
    )


class _Grid:
    """The geometry of the matrix."""

    def __init__(
        self,
        chosen: pd.DataFrame,
        look: Profile,
        people: list[str],
        tracks: list[_Track],
        height: float,
        *,
        valued: bool,
    ) -> None:
        self.look, self.people, self.tracks, self.valued = look, people, tracks, valued
        self.line = 1.06 * look.text
        self.count = look.wide("000") + 1
        widest = max(look.wide(label, bold=True) for label in chosen["label"])
        self.label = min(widest, _LABEL_SHARE * look.inner)
        narrow = 0.84 * look.text  # of a column that has room for a letter
        spare = look.inner - self.count - narrow * len(people)
        self.label = max(min(self.label, spare), min(self.label, _LEAST_LABEL_SHARE * look.inner))
        self.cell = min(1.6 * look.text, (look.inner - self.label - self.count) / len(people))
        self.named = self.cell >= narrow - 1e-9
        self.every = 1 if self.named else ceil(narrow / self.cell)  # how many share an id
        self.ids, self.keys = max(map(look.wide, people)) + 1.5, _keys(valued)
        self.under = [[_letter_key(track, kind) for kind in track.letters] for track in tracks]
        self.top = legend(None, self.keys, look, 0) + self.ids + 0.5 * look.text
        self.top += len(tracks) * self.line + (0.5 * look.text if tracks else 0)
        self.below = 0.7 * look.text + sum(
            legend(None, keys, look, 0, self._key_left) for keys in self.under
        )
        self.room = height - self.top - self.below

    @property
    def _key_left(self) -> float:
        return max((self.look.wide(_words(track.name)) for track in self.tracks), default=0) + 3

    def lines(self, label: str, bold: bool) -> tuple[str, ...]:
        return wrap(label, self.label - (0 if bold else self._indent) - 2, self.look, bold=bold)

    @property
    def _indent(self) -> float:
        return 0.6 * self.look.text

    def tops(self, kept: pd.DataFrame) -> list[float]:
        """Return where each row begins, and where the last one ends."""
        tops = [0.0]
        for row in rows(kept):
            number = len(self.lines(row.label, row.bold))
            tops.append(tops[-1] + number * self.line)
        return tops

    def keep(self, chosen: pd.DataFrame) -> pd.DataFrame:
        """Drop the rarest codes until the rest fits on the page."""
        kept = chosen
        while len(kept) > 1 and self.tops(kept)[-1] > self.room:
            deep = kept[kept["level"] > kept["level"].min()]
            rarest = (kept if deep.empty else deep).sort_values(
                ["n", "level", "order"], ascending=[True, False, False]
            )
            kept = kept.drop(index=rarest.index[0])
        return kept.reset_index(drop=True)

    def draw(self, kept: pd.DataFrame, counted: pd.DataFrame, options: FigureOptions) -> Sheet:
        tops = self.tops(kept)
        sheet = Sheet(options, self.top + tops[-1] + self.below, PARTICIPANTS.title)
        legend(sheet, self.keys, self.look, 0)
        self._heads(sheet)
        self._labels(sheet, kept, tops)
        wide = self.cell * len(self.people)
        axes = sheet.axes(self.label, self.top, wide, tops[-1])
        axes.set_xlim(0, wide)
        axes.set_ylim(tops[-1], 0)
        axes.set_axis_off()
        self._cells(axes, kept, counted, tops)
        y = sheet.height - self.below + 0.7 * self.look.text
        for track, keys in zip(self.tracks, self.under, strict=True):
            sheet.text(0, y + 0.72 * self.look.text, _words(track.name))
            y += legend(sheet, keys, self.look, y, self._key_left)
        return sheet

    def _heads(self, sheet: Sheet) -> None:
        look = self.look
        tracks = self.top - len(self.tracks) * self.line - (0.5 * look.text if self.tracks else 0)
        for number in range(0, len(self.people), self.every):
            sheet.page.text(
                self.label + (number + 0.5) * self.cell,
                tracks - 0.8,
                self.people[number],
                rotation=90,
                ha="center",
                va="bottom",
                fontsize=look.size,
            )
        for place, track in enumerate(self.tracks):
            y = tracks + (place + 0.5) * self.line
            sheet.text(self.label - 2, y, _words(track.name), ha="right")
            boxes = [self._box(n, tracks + place * self.line) for n in range(len(self.people))]
            sheet.page.add_collection(
                PolyCollection(
                    boxes, facecolors=[track.colours[v] for v in track.values], linewidths=0
                ),
                autolim=False,
            )
            if self.named:
                for n, value in enumerate(track.values):
                    x = self.label + (n + 0.5) * self.cell
                    sheet.text(x, y, track.letters[value], ha="center")

    def _box(self, number: int, top: float) -> list[tuple[float, float]]:
        left, gap = self.label + number * self.cell, 0.06 * self.cell
        right, low = left + self.cell - gap, top + self.line - 0.06 * self.line
        return [(left + gap, top), (right, top), (right, low), (left + gap, low)]

    def _labels(self, sheet: Sheet, kept: pd.DataFrame, tops: list[float]) -> None:
        lowest, right = kept["level"].min(), self.label + self.cell * len(self.people) + self.count
        sheet.text(right, self.top - 0.6 * self.look.text, "n", ha="right")
        for row, top, end in zip(rows(kept), tops, tops[1:], strict=False):
            bold = row.bold
            x = (row.level - lowest) * self._indent
            for number, line in enumerate(self.lines(row.label, bold)):
                sheet.text(x, self.top + top + (number + 0.5) * self.line, line, bold=bold)
            sheet.text(right, self.top + (top + end) / 2, str(row.n), ha="right", bold=bold)
            if bold and top:
                sheet.rule(self.top + top, 0, right)

    def _cells(
        self, axes: Axes, kept: pd.DataFrame, counted: pd.DataFrame, tops: list[float]
    ) -> None:
        place = {code: n for n, code in enumerate(kept["code"])}
        column = {one: n for n, one in enumerate(self.people)}
        shapes: dict[str, list[list[tuple[float, float]]]] = {}
        for row in rows(counted[counted["code"].isin(kept["code"])]):
            gap = 0.06 * self.cell
            left = column[row.participant] * self.cell + gap
            right = left + self.cell - 2 * gap
            top, low = tops[place[row.code]] + gap, tops[place[row.code] + 1] - gap
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


def _both_key() -> Key:
    def draw(sheet: Sheet, x: float, y: float) -> None:
        tall = 0.45 * sheet.profile.text
        wide = 1.3 * tall
        upper = [(x - wide, y - tall), (x + wide, y - tall), (x - wide, y + tall)]
        lower = [(x + wide, y - tall), (x + wide, y + tall), (x - wide, y + tall)]
        for colour, corners in ((BLUE, upper), (ORANGE, lower)):
            sheet.page.fill(*zip(*corners, strict=True), color=colour, linewidth=0)

    return Key("both", draw, 4.5)


def _letter_key(track: _Track, kind: str) -> Key:
    def draw(sheet: Sheet, x: float, y: float) -> None:
        box_key("", track.colours[kind], track.colours[kind]).draw(sheet, x, y)
        sheet.text(x, y, track.letters[kind], ha="center")

    return Key(kind, draw, 4.5)
