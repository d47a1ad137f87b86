"""What participants speak of in the course of their interviews: one line each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection

from aft_themes.figures.code_rows import OF_NO_THEME, choose_codes, head_of_codes
from aft_themes.figures.options import DEFAULT_OPTIONS, FigureOptions
from aft_themes.figures.page import (
    CannotDrawError,
    DrawnFigure,
    Heading,
    Sheet,
    box_key,
    evenly,
    legend,
    room,
    row_with,
    sentence_of,
)
from aft_themes.figures.style import DOMAINS, PALE, PAPER, styled
from aft_themes.io.parquet import rows

TIMELINE = Heading("timeline", "What Each Participant Speaks Of in the Course of the Interview")
MOST_LINES = 400
"""Interviews drawn: a line is then half a millimetre tall, and thinner ones run together."""

_MOST_DOMAINS = len(DOMAINS)


def draw_timeline(
    themes: pd.DataFrame,
    codings: pd.DataFrame,
    segments: pd.DataFrame,
    *,
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
    lines = _Lines(pieces, segments if whole else coded, names, options)
    with styled(look):
        sheet = lines.draw()
    kind = "theme" if options.authors_themes else "domain"
    return DrawnFigure(
        heading=TIMELINE,
        caption=(
            "Each line is one interview from its start to its end, counted in words. Colours are "
            f"the {kind}s of the codes that a segment was given; a segment with several is split. "
            f"White: no code of a {kind}. A segment reaches to the beginning of the next. The "
            "order of the interviewer's questions shapes the picture."
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
    return " ".join(f"{one}: {', '.join(parts)} segments." for one, parts in said.items())


@dataclass
class _Lines:
    """Where the lines stand."""

    pieces: pd.DataFrame
    segments: pd.DataFrame
    names: Mapping[str, str]
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
            box_key(name, self.colours[head], self.colours[head])
            for head, name in self.names.items()
            if head in kept
        ]
        self.left = max(look.wide(label) for _, label in self.order) + 2
        self.top = legend(None, self.keys, look, 0) + 0.7 * look.text
        under = 4.2 * look.text
        self.line = min(1.6 * look.text, (room(self.options) - self.top - under) / len(self.order))
        self.every = ceil(1.05 * look.text / self.line)  # lines that share a label
        self.height = self.top + self.line * len(self.order) + under

    def _order(self) -> list[tuple[str, str]]:
        """List interviews with their labels: the participant, or the interview of several."""
        pairs = self.segments[["participant", "interview"]].drop_duplicates()
        pairs = pairs.sort_values(["participant", "interview"])
        several = pairs.groupby("participant")["interview"].transform("size") > 1
        labels = pairs["interview"].where(several, pairs["participant"])
        return evenly(list(zip(pairs["interview"], labels, strict=True)), MOST_LINES)

    def draw(self) -> Sheet:
        look = self.look
        sheet = Sheet(self.options, self.height, TIMELINE.title)
        legend(sheet, self.keys, look, 0)
        tall = self.line * len(self.order)
        axes = sheet.axes(self.left, self.top, look.inner - self.left - look.text, tall)
        axes.set_xlim(0, 1)
        axes.set_ylim(len(self.order), 0)
        axes.set_yticks([])
        axes.spines["left"].set_visible(False)
        axes.set_xticks([0, 0.5, 1], ["start", "middle", "end"])
        axes.set_xlabel("Place in the interview")
        for number, (_, label) in enumerate(self.order):
            if number % self.every == 0:
                sheet.text(0, self.top + (number + 0.5) * self.line, label)
        self._segments(axes)
        return sheet

    def _segments(self, axes: Axes) -> None:
        row = {interview: number for number, (interview, _) in enumerate(self.order)}
        gap = 0.08
        ground = [_corners(0, 1, number + gap, number + 1 - gap) for number in row.values()]
        axes.add_collection(
            PolyCollection(
                ground, facecolors=PAPER, edgecolors=PALE, linewidths=0.5 * self.look.line
            )
        )
        shapes: dict[str, list[Sequence[tuple[float, float]]]] = {head: [] for head in self.names}
        for one in rows(self.pieces[self.pieces["interview"].isin(row)]):
            tall = (1 - 2 * gap) / one.share
            top = row[one.interview] + gap + one.place * tall
            shapes[one.head].append(_corners(one.start, one.end, top, top + tall))
        for head, polygons in shapes.items():
            if polygons:
                axes.add_collection(
                    PolyCollection(polygons, facecolors=self.colours[head], linewidths=0)
                )


def _corners(left: float, right: float, top: float, low: float) -> list[tuple[float, float]]:
    return [(left, top), (right, top), (right, low), (left, low)]
