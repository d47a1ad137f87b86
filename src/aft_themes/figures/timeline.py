"""What participants speak of in the course of their interviews: one line each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection

from aft_themes.figures.chosen_codes import OF_NO_THEME, choose_codes, head_of_codes
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
    row_with,
    sentence_of,
)
from aft_themes.figures.style import DOMAINS, HATCHES, PALE, PAPER, styled
from aft_themes.io.parquet import rows
from aft_themes.wording import attribute_label

TIMELINE = Heading("timeline", "What Each Participant Speaks Of in the Course of the Interview")
MOST_LINES = 400
"""Interviews drawn: a line is then half a millimetre tall, and thinner ones run together."""

_MOST_DOMAINS = len(DOMAINS)


def draw_timeline(
    themes: pd.DataFrame,
    codings: pd.DataFrame,
    segments: pd.DataFrame,
    *,
    group_of: Mapping[str, str] | None = None,
    group_by: str = "",
    options: FigureOptions = DEFAULT_OPTIONS,
) -> DrawnFigure:
    """Draw one line for each interview: its segments, coloured by domain or by authors' theme.

    Parameters
    ----------
    themes : pandas.DataFrame
        By ``THEMES``.
    codings : pandas.DataFrame
        Final codings, by ``CODINGS``.
    segments : pandas.DataFrame
        By ``SEGMENTS``.
    group_of : mapping of str to str, optional
        The group of each participant, all of one group side by side.
    group_by : str
        The attribute that the groups are of.
    options : FigureOptions
        Profile, notes and authors' themes.

    Returns
    -------
    DrawnFigure

    Raises
    ------
    CannotDrawError
        If nothing was coded, or there are no domains or themes, or more than nine.
    """
    look = options.look
    chosen = choose_codes(themes, options)
    names, head_of = head_of_codes(chosen)
    if not names:
        raise CannotDrawError("The codebook has no domains, and there is no list of themes.")
    if len(names) > _MOST_DOMAINS:
        raise CannotDrawError(f"There are more than {_MOST_DOMAINS} domains: too many colours.")
    pieces = timeline_pieces(codings, segments, head_of)
    if pieces.empty:
        raise CannotDrawError("No coded segment belongs to a domain or theme.")
    coded = segments[segments["interview"].isin(pieces["interview"])]
    # where very many are not coded, only coded ones are worth a line
    whole = segments["interview"].nunique() <= MOST_LINES
    lines = _Lines(pieces, segments if whole else coded, names, group_of or {}, group_by, options)
    with styled(look):
        sheet = lines.draw()
    kind = "theme" if options.authors_themes else "domain"
    by = f", in groups by {group_by.replace('_', ' ')}" if group_by else ""
    return DrawnFigure(
        heading=TIMELINE,
        caption=(
            f"Each line is one interview from its start to its end, counted in words{by}. Colours "
            f"and hatching are the {kind}s of the codes that a segment was given; a segment with "
            f"several is split. White: no code of a {kind}. A segment reaches to the beginning of "
            "the next. The order of the interviewer's questions shapes the picture."
            + lines.say_named()
            + _say_drawn(len(lines.order), segments)
        ),
        alt=_finding(pieces, names, kind),
        long_description=_in_words(pieces[pieces["interview"].isin(dict(lines.order))], names),
        data=pieces.assign(head=pieces["head"].map(names))[
            ["participant", "interview", "segment_id", "start", "end", "head"]
        ].rename(columns={"head": kind}),
        figure=sheet.figure,
        profile=look,
    )


def _say_drawn(lines: int, segments: pd.DataFrame) -> str:
    interviews = segments["interview"].nunique()
    return "" if lines == interviews else f" Drawn are {lines} of the {interviews:,} interviews."


def timeline_pieces(
    codings: pd.DataFrame, segments: pd.DataFrame, head_of: Mapping[str, str]
) -> pd.DataFrame:
    """Place each segment and domain on its interview's line, from 0 to 1."""
    ordered = segments.sort_values(["interview", "position"], kind="stable")
    after = ordered.groupby("interview")["position"].shift(-1).fillna(1.0)
    placed = ordered.assign(start=ordered["position"], end=after.clip(upper=1.0))
    given = codings[["segment_id", "code"]].assign(head=codings["code"].map(head_of))
    given = given.dropna(subset="head").drop_duplicates(["segment_id", "head"])
    found = placed.merge(given[["segment_id", "head"]], on="segment_id")
    by = found.sort_values(["interview", "start", "head"]).groupby("segment_id", sort=False)["head"]
    return found.sort_values(["interview", "start", "head"]).assign(
        place=by.cumcount(), share=by.transform("size")
    )


def _finding(pieces: pd.DataFrame, names: Mapping[str, str], kind: str) -> str:
    wide = pieces.assign(wide=(pieces["end"] - pieces["start"]) / pieces["share"])
    found = wide.groupby("head", as_index=False).agg(wide=("wide", "sum"), at=("start", "median"))
    most, last = row_with(found, "wide"), row_with(found, "at")
    first = row_with(found, "at", least=True)
    return sentence_of(
        f"In {pieces['interview'].nunique()} interviews {names[most['head']]} takes the most "
        f"room of all {kind}s",
        f"{names[first['head']]} comes early (median place {first['at']:.0%}), "
        f"{names[last['head']]} late ({last['at']:.0%})",
    )


def _in_words(pieces: pd.DataFrame, names: Mapping[str, str]) -> str:
    counts = pieces.groupby(["interview", "head"], as_index=False).agg(n=("segment_id", "size"))
    said: dict[str, list[str]] = {}
    for row in rows(counts):
        said.setdefault(row.interview, []).append(f"{names[row.head]} {row.n}")
    told = " ".join(f"{one}: {', '.join(parts)}." for one, parts in said.items())
    return f"Segments of each interview. {told}"


@dataclass
class _Lines:
    """Where the lines stand."""

    pieces: pd.DataFrame
    segments: pd.DataFrame
    names: Mapping[str, str]
    group_of: Mapping[str, str]
    group_by: str
    options: FigureOptions

    def __post_init__(self) -> None:
        look = self.look = self.options.look
        self.order = self._order()
        self.colours = {
            head: PALE if self.names[head] == OF_NO_THEME else colour
            for head, colour in zip(self.names, DOMAINS, strict=False)
        }
        kept = self.pieces["head"].unique()
        self.keys = [
            _key(name, self.colours[head]) for head, name in self.names.items() if head in kept
        ]
        self.left = max(look.wide(label) for _, label in self.order) + 2
        self.top = legend(None, self.keys, look, 0) + 0.7 * look.text
        self.heads = self._heads()
        under, head = 4.2 * look.text, 1.7 * look.text
        free = room(self.options) - self.top - under
        self.line = min(1.6 * look.text, (free - head * len(self.heads)) / len(self.order))
        # labels of narrow lines stand out above and below them
        self.beside = max(0.0, look.text - self.line)
        head += self.beside
        self.line = min(self.line, (free - head * len(self.heads)) / len(self.order))
        self.every = ceil(1.05 * look.text / self.line)  # lines that share a label
        above = accumulate(head * (number in self.heads) for number in range(len(self.order)))
        self.tops = [number * self.line + room for number, room in enumerate(above)]
        self.tall = self.tops[-1] + self.line
        self.height = self.top + self.tall + under

    def _order(self) -> list[tuple[str, str]]:
        """List interviews with their labels: the participant, or the interview of several."""
        pairs = self.segments[["participant", "interview"]].drop_duplicates()
        groups = list(dict.fromkeys(self.group_of.values()))
        place = {one: groups.index(group) for one, group in self.group_of.items()}
        pairs = pairs.assign(group=[place.get(one, len(groups)) for one in pairs["participant"]])
        pairs = pairs.sort_values(["group", "participant", "interview"])
        several = pairs.groupby("participant")["interview"].transform("size") > 1
        labels = pairs["interview"].where(several, pairs["participant"])
        return evenly(list(zip(pairs["interview"], labels, strict=True)), MOST_LINES)

    def _heads(self) -> dict[int, str]:
        """Name the groups, each with the number of its first line."""
        speaker = dict(zip(self.segments["interview"], self.segments["participant"], strict=True))
        found = [self.group_of.get(speaker[interview], "") for interview, _ in self.order]
        people = Counter(self.group_of.get(one, "") for one in set(speaker.values()))
        return {
            number: f"{attribute_label(self.group_by)}: {group} (n = {people[group]})"
            for number, group in enumerate(found)
            if group and group not in found[:number]
        }

    def say_named(self) -> str:
        """Say in the caption that not every line has its label."""
        if self.every == 1:
            return ""
        return f" One line in {self.every} is named; lines stand in the order of their ids."

    def draw(self) -> Sheet:
        look = self.look
        sheet = Sheet(self.options, self.height, TIMELINE.title)
        legend(sheet, self.keys, look, 0)
        axes = sheet.axes(self.left, self.top, look.inner - self.left - look.text, self.tall)
        axes.set_xlim(0, 1)
        axes.set_ylim(self.tall, 0)
        axes.patch.set_visible(False)  # it would cover the groups' names
        axes.set_yticks([])
        axes.spines["left"].set_visible(False)
        axes.set_xticks([0, 0.5, 1], ["Start", "Middle", "End"])
        axes.set_xlabel("Place in the interview")
        first = 0  # line of the group
        for number, (_, label) in enumerate(self.order):
            top = self.top + self.tops[number]
            if number in self.heads:
                first = number
                middle = top - 0.7 * look.text - self.beside / 2
                sheet.text(0, middle, self.heads[number], bold=True)
            if (number - first) % self.every == 0:
                sheet.text(0, top + 0.5 * self.line, label)
        self._segments(axes)
        return sheet

    def _segments(self, axes: Axes) -> None:
        row = {interview: self.tops[number] for number, (interview, _) in enumerate(self.order)}
        gap = 0.08 * self.line
        ground = [_corners(0, 1, top + gap, top + self.line - gap) for top in row.values()]
        axes.add_collection(
            PolyCollection(
                ground, facecolors=PAPER, edgecolors=PALE, linewidths=0.5 * self.look.line
            )
        )
        shapes: dict[str, list[Sequence[tuple[float, float]]]] = {head: [] for head in self.names}
        for one in rows(self.pieces[self.pieces["interview"].isin(row)]):
            tall = (self.line - 2 * gap) / one.share
            top = row[one.interview] + gap + one.place * tall
            shapes[one.head].append(_corners(one.start, one.end, top, top + tall))
        for head, polygons in shapes.items():
            if polygons:
                hatch, line = HATCHES.get(self.colours[head], ("", "none"))
                axes.add_collection(
                    PolyCollection(
                        polygons,
                        facecolors=self.colours[head],
                        linewidths=0,
                        edgecolors=line,
                        hatch=hatch,
                    )
                )


def _key(name: str, colour: str) -> Key:
    hatch, line = HATCHES.get(colour, ("", colour))
    return box_key(name, colour, line, 0.6 * (not hatch), hatch=hatch)


def _corners(left: float, right: float, top: float, low: float) -> list[tuple[float, float]]:
    return [(left, top), (right, top), (right, low), (left, low)]
