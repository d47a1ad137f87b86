"""Where groups of participants differ most: one dot per group and code, ordered by the gap."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from aft_themes.figures.chosen_codes import choose_codes, counted_rule, in_themes, with_themes_above
from aft_themes.figures.code_page import code_page
from aft_themes.figures.code_rows import Arrangement, column_axes, guide_lines
from aft_themes.figures.options import DEFAULT_OPTIONS, FigureOptions
from aft_themes.figures.page import (
    CannotDrawError,
    DrawnFigure,
    Heading,
    Sheet,
    dot,
    marker_key,
    sentence_of,
    words_key,
)
from aft_themes.figures.style import (
    BLUE,
    GREEN,
    GREY,
    MM_PER_POINT,
    PALE,
    PAPER,
    PURPLE,
    VERMILION,
    Profile,
    styled,
)
from aft_themes.themes.groups import (
    LEADS,
    LEAST_WITH_CODE,
    OTHERS,
    GroupComparison,
    group_counts,
)
from aft_themes.wording import attribute_label, attribute_words

GROUPS = Heading("groups", "Where Groups of Participants Differ")
_SIGNS = ((BLUE, "o"), (PALE, "s"), (VERMILION, "^"), (PAPER, "D"), (GREEN, "v"), (PURPLE, "P"))
_MOST_CODES = 15  # as many as the lowest page, a slide, holds
_COUNT = 6.0  # width of a column of counts, in mm for text of 8 points
_APART = 0.22  # how far signs that would hide each other move, in heights of text


def draw_groups(
    themes: pd.DataFrame,
    compared: GroupComparison | None,
    *,
    options: FigureOptions = DEFAULT_OPTIONS,
) -> DrawnFigure:
    """Draw the share of each group who have a code, the widest gaps first.

    Parameters
    ----------
    themes : pandas.DataFrame
        By ``THEMES``.
    compared : GroupComparison or None
        As :func:`aft_themes.themes.groups.compare_groups` gives it.
    options : FigureOptions
        Profile, codes, labels and notes. If it names no codes: those with the widest gap.

    Returns
    -------
    DrawnFigure

    Raises
    ------
    CannotDrawError
        If no attribute has two groups that are large enough, or more than six.
    """
    if compared is None:
        raise CannotDrawError("No attribute has two groups of participants that are large enough.")
    if len(compared.members) > len(_SIGNS):
        raise CannotDrawError(f"{compared.attribute} has more than {len(_SIGNS)} groups.")
    look = options.look
    chosen = _widest(in_themes(choose_codes(themes, options)), compared)
    sizes = compared.sizes
    signs = dict(zip(sizes, _SIGNS, strict=False))
    keys = [
        words_key(f"{attribute_label(compared.attribute)}:"),
        *(
            marker_key(f"{group} (n = {of})", signs[group][1], signs[group][0])
            for group, of in sizes.items()
        ),
    ]
    counts = compared.counts
    with styled(look):
        right = _COUNT * len(sizes) + 1
        page = code_page(chosen, options, keys, GROUPS, right=right, whole=False)
        sheet, arranged, top = page.sheet, page.arranged, page.top
        for column in range(arranged.columns):
            axes = column_axes(sheet, arranged, column, top)
            places = [place for place in arranged.in_column(column) if not place.bold]
            guide_lines(axes, places, look)
            axes.set_xlim(-2, 102)
            axes.set_xticks([0, 50, 100] if look.size > 9 else [0, 25, 50, 75, 100])
            axes.set_xlabel("Participants of the group (%)")
            for place in places:
                mine = {group: counts[place.code, group].share for group in sizes}
                near = _sign_width(look) * 104 / arranged.plot
                _row(axes, mine, signs, place.middle, near, look)
            _counts(sheet, arranged, column, top, counts, signs)
    return _described(chosen, compared, sheet, look)


def _widest(chosen: pd.DataFrame, compared: GroupComparison) -> pd.DataFrame:
    """Take the codes with the widest gaps, by the gap and not in the codebook's tree."""
    themes = int((chosen["level"] == 0).sum())
    order = [code for code in compared.codes if code in set(chosen["code"])][: _MOST_CODES - themes]
    if not order:
        raise CannotDrawError("None of these codes differs between groups.")
    return with_themes_above(chosen.set_index("code").loc[order].reset_index(), chosen)


def _row(
    axes: Axes,
    mine: Mapping[str, float],
    signs: Mapping[str, tuple[str, str]],
    y: float,
    near: float,
    look: Profile,
) -> None:
    """Draw the signs of a row; those nearer than ``near`` stand above and below the line."""
    shares = [100 * share for share in mine.values()]
    axes.plot((min(shares), max(shares)), (y, y), color=GREY, linewidth=2 * look.line, alpha=0.5)
    for group, share in mine.items():
        close = [other for other, at in mine.items() if abs(100 * (share - at)) < near]
        colour, marker = signs[group]
        beside = y + _APART * look.text * (2 * close.index(group) - (len(close) - 1))
        axes.add_line(dot(100 * share, beside, marker, colour, look)).set_clip_on(False)


def _sign_width(look: Profile) -> float:
    return 0.64 * look.size * MM_PER_POINT


def _counts(
    sheet: Sheet,
    arranged: Arrangement,
    column: int,
    top: float,
    counts: Mapping[tuple[str, str], Any],
    signs: Mapping[str, tuple[str, str]],
) -> None:
    """Write how many of each group have the code, under the group's sign."""
    look = sheet.profile
    wide = _COUNT * look.size / 8
    end = arranged.left(column) + arranged.label + arranged.plot + arranged.right
    for at, (group, (colour, marker)) in enumerate(signs.items()):
        x = end - (len(signs) - 1 - at) * wide
        sheet.page.add_line(dot(x - 0.3 * wide, top - 0.7 * look.text, marker, colour, look))
        for place in arranged.in_column(column):
            if not place.bold:
                sheet.text(x, top + place.middle, str(counts[place.code, group].n), ha="right")


def _described(
    chosen: pd.DataFrame, compared: GroupComparison, sheet: Sheet, look: Profile
) -> DrawnFigure:
    coded = chosen[~chosen["bold"]]
    names = dict(zip(coded["code"], coded["label"], strict=True))
    shown = compared.shares[compared.shares["code"].isin(list(names))]
    counts = group_counts(compared)
    told = [f"{names[code]}: {counts[code]}" for code in names]
    pool = compared.members.get(OTHERS)
    pooled = ""
    if pool:
        pooled = f"Put together as \u201c{OTHERS}\u201d: groups too small ({', '.join(pool)}). "
    by, among = attribute_words(compared.attribute), ""
    if len(compared.among) > 1:
        all_ = ", ".join(map(attribute_words, compared.among))
        among = f" (of {all_} the attribute whose groups differ most)"
    themed = ", below the authors' themes" if len(coded) < len(chosen) else ""
    return DrawnFigure(
        heading=GROUPS,
        caption=(
            f"Share of each group by {by}{among} who have a code; numbers, "
            f"participants who have it. The codes shown ({len(names)}) have the widest gap among "
            f"those of at least {LEAST_WITH_CODE} participants{themed}. {counted_rule(chosen)}"
            f"Signs that would hide each other stand above and below their line. {pooled}{LEADS} "
            "The widest gaps were picked out, and some are wide by chance."
        ),
        alt=sentence_of(f"By {by}, participants differ most on {told[0]}"),
        long_description=". ".join(told) + ".",
        data=shown.assign(label=shown["code"].map(names))[
            ["code", "label", "group", "n", "of", "share", "gap"]
        ],
        figure=sheet.figure,
        profile=look,
    )
