"""How many participants have each code, and as benefit or as challenge."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from aft_themes.figures.chosen_codes import (
    choose_codes,
    counted_rule,
    head_the_rest,
    in_themes,
    sort_siblings,
    with_own_heads,
)
from aft_themes.figures.code_page import CodePage, code_page
from aft_themes.figures.code_rows import column_axes, guide_lines, left_out_note, right_column
from aft_themes.figures.options import DEFAULT_OPTIONS, FigureOptions
from aft_themes.figures.page import (
    CannotDrawError,
    DrawnFigure,
    Heading,
    Key,
    box_key,
    line_key,
    row_with,
    sentence_of,
)
from aft_themes.figures.style import BLUE, GREY, INK, VALENCE_COLOURS, Profile, styled
from aft_themes.io.parquet import rows
from aft_themes.stats import least_that_fits
from aft_themes.vocabulary import Valence
from aft_themes.wording import count, with_capital

PREVALENCE = Heading("prevalence", "Codes by Share of Participants")
PREVALENCE_ALL = Heading("prevalence_all", "All Codes by Share of Participants")
_SHARED = (Valence.BENEFIT, Valence.MIXED, Valence.CHALLENGE, Valence.NONE)
_SAID = _SHARED[:3]
_WORDS = {
    Valence.BENEFIT: "benefit",
    Valence.MIXED: "both",
    Valence.CHALLENGE: "challenge",
    Valence.NONE: "no valence",
}
_MOST_PAGES = 2  # of the figure in a report; of more only the most frequent codes are drawn there
_LEAST_SAID = 5  # with fewer participants a share of challenge says nothing


def draw_prevalence(
    themes: pd.DataFrame,
    *,
    confidence: float | None = 0.95,
    every: bool = False,
    options: FigureOptions = DEFAULT_OPTIONS,
) -> DrawnFigure:
    """Draw the share of participants who have each code, split by benefit, both and challenge.

    Parameters
    ----------
    themes : pandas.DataFrame
        By ``THEMES``.
    confidence : float or None
        Level of the Wilson intervals in ``themes``; None: they are not drawn.
    every : bool
        Whether codes at all depths and domains have bars; else the codes right below the
        domains, or below the authors' themes, have.
    options : FigureOptions
        Profile, codes, labels, notes and authors' themes.

    Returns
    -------
    DrawnFigure

    Raises
    ------
    CannotDrawError
        If there are no codes or no participants, or ``every`` would show nothing more.

    Notes
    -----
    Codes that would fill more than two pages are summarised, but for ``every``: only those are
    drawn that most participants have, as many as one page holds.
    """
    look = options.look
    level = f"{confidence:.0%}" if confidence else ""
    with styled(look):
        chosen, only = _chosen(themes, options, every=every)
        bare = set(chosen.loc[chosen["bold"] & ~_with_bar(chosen, every), "code"])
        valued = bool(chosen[[*_SAID]].to_numpy().sum())
        heading = PREVALENCE_ALL if every else PREVALENCE
        page = code_page(chosen, options, _keys(chosen, valued, level), heading)
        by_code = {row.code: row for row in rows(chosen)}
        for column in range(page.arranged.columns):
            axes = column_axes(page.sheet, page.arranged, column, page.top)
            places = [place for place in page.arranged.in_column(column) if place.code not in bare]
            guide_lines(axes, places, look)
            axes.set_xlim(0, 102)
            percent_axis(axes, look, "Participants (%)")
            for place in places:
                row = by_code[place.code]
                _bar(axes, row, place.middle, look, valued)
                if level:
                    ends = (100 * row.low, 100 * row.high)
                    axes.plot(ends, (place.middle,) * 2, color=INK, linewidth=0.4 * look.line)
            numbers = {code: f"{row.n:,}" for code, row in by_code.items() if code not in bare}
            right_column(page.sheet, page.arranged, column, page.top, numbers, "n")
    shown = chosen[chosen["code"].isin(page.codes) & ~chosen["code"].isin(bare)]
    return _described(shown, page, counted_rule(themes) + only, valued, level, look)


def _chosen(
    themes: pd.DataFrame, options: FigureOptions, *, every: bool
) -> tuple[pd.DataFrame, str]:
    """Choose the codes to draw, and say in the caption which of them are left out."""
    chosen = choose_codes(themes, options)
    if int(chosen["of"].max()) == 0:
        raise CannotDrawError("No interview has been coded.")
    by_domain, asked = options.look.by_domain, options.codes is not None
    deep = chosen["depth"] > int(chosen["bold"].any())
    right_below = in_themes((chosen if by_domain else chosen[~deep]).reset_index(drop=True))
    main = _ordered(chosen if asked else right_below, options)
    shorter, only = (main, "") if by_domain or asked else _most_frequent(main, options)
    if every and (by_domain or not (only or deep.any())):
        raise CannotDrawError("The figure prevalence shows all codes already.")
    return (_ordered(chosen, options), "") if every else (shorter, only)


def _ordered(chosen: pd.DataFrame, options: FigureOptions) -> pd.DataFrame:
    return chosen if options.authors_themes else head_the_rest(sort_siblings(chosen), by_size=True)


def _most_frequent(chosen: pd.DataFrame, options: FigureOptions) -> tuple[pd.DataFrame, str]:
    """Keep what one page holds where all codes need many: those that most participants have."""
    page = code_page(chosen, replace(options, part=0), (), PREVALENCE)
    numbers = chosen.loc[~chosen["bold"], "n"].tolist()
    if page.parts <= _MOST_PAGES or not numbers:
        return chosen, ""
    first = least_that_fits(numbers, len(page.codes))
    for least in sorted({number for number in numbers if number >= first}):
        kept = with_own_heads(chosen, ~chosen["bold"] & (chosen["n"] >= least))
        if code_page(kept, replace(options, part=0), (), PREVALENCE).parts == 1:
            shown = count(int((~kept["bold"]).sum()), "code")
            return kept, (
                f"Drawn: of {len(numbers):,} codes the {shown} that at least "
                f"{count(least, 'participant')} have; the supplement shows all. "
            )
    return chosen, ""


def _with_bar(chosen: pd.DataFrame, every: bool) -> pd.Series[bool]:
    """Whether rows have a bar; nearly all participants have a domain, so that its bar says little.

    A theme has no counts of its own; a domain alone on the page is what was asked for.
    """
    counted = chosen["level"] > 0
    return counted if every or bool(chosen["bold"].all()) else counted & ~chosen["bold"]


def _keys(chosen: pd.DataFrame, valued: bool, level: str) -> list[Key]:
    """Explain the bars; without valences they have one colour."""
    used = [one for one in _SHARED if chosen[one].sum()] if valued else []
    keys = [box_key(with_capital(_WORDS[one]), VALENCE_COLOURS[one]) for one in used]
    return [
        *(keys or [box_key("Participants with the code", BLUE)]),
        *([line_key(f"{level} Wilson interval", weight=0.4)] if level else []),
    ]


def percent_axis(axes: Axes, look: Profile, label: str) -> None:
    """Mark shares from 0 to 100."""
    axes.set_xticks([0, 50, 100] if look.size > 9 else [0, 25, 50, 75, 100])
    axes.set_xlabel(label)
    if look.grid:
        axes.axvline(50, color=GREY, linewidth=0.4 * look.line, linestyle=(0, (2, 2)), zorder=0)


def _bar(axes: Axes, row: Any, y: float, look: Profile, valued: bool) -> None:  # noqa: ANN401  # a row of the themes
    left = 0.0
    parts = {one: getattr(row, one) for one in _SHARED} if valued else {Valence.BENEFIT: row.n}
    for name, number in parts.items():
        if number:
            wide = 100 * number / row.of
            axes.barh(
                y,
                wide,
                left=left,
                height=0.76 * look.text,
                color=VALENCE_COLOURS[name],
                edgecolor=INK,
                linewidth=0.4 * look.line,
                zorder=2,
            )
            left += wide


def _described(
    shown: pd.DataFrame, page: CodePage, rule: str, valued: bool, level: str, look: Profile
) -> DrawnFigure:
    of = int(shown["of"].max())
    signs = (
        "Colours: participants who spoke of it only as a benefit, only as a challenge, as both, or "
        "without either. "
    )
    intervals = f"Lines, {level} Wilson intervals, as if participants had been drawn at random. "
    return DrawnFigure(
        heading=page.heading,
        caption=(
            f"Share of the N = {of} participants who have each code; n, their number. {rule}"
            f"{signs if valued else ''}{intervals if level else ''}"
            f"{left_out_note(page.arranged)}Shares show how many spoke of a code, not how much it "
            "mattered to them."
        ),
        alt=_finding(shown, of, valued),
        long_description=" ".join(_sentences(shown, valued, level)),
        data=shown[_columns(valued, level)],
        figure=page.sheet.figure,
        profile=look,
        parts=page.parts,
    )


def _finding(shown: pd.DataFrame, of: int, valued: bool) -> str:
    """Say which code most have, and which is most spoken of as a challenge."""
    ordered = shown.sort_values(["n", "order"], ascending=[False, True])
    most, level_with = ordered.iloc[0], int((shown["n"] == shown["n"].max()).sum()) - 1
    beside = (
        f", as many as {count(level_with, 'other code')}" if level_with else ", the most of any"
    ) * (len(shown) > 1)
    if not most["n"]:
        return sentence_of(f"None of {count(of, 'participant')} has any of these codes")
    have = "has" if most["n"] == 1 else "have"
    first = f"Of {count(of, 'participant')}, {most['n']} {have} the code {most['label']}{beside}"
    said = ordered[ordered["n"] >= _LEAST_SAID]
    if not valued or said.empty or not int(said["challenge"].sum()):
        return sentence_of(first)
    worst = row_with(said, "challenge")
    second = (
        f"most often only a challenge is {worst['label']} ({worst['challenge']} of {worst['n']})"
    )
    return sentence_of(first, second)


def _sentences(shown: pd.DataFrame, valued: bool, level: str) -> Iterator[str]:
    for row in rows(shown):
        interval = f"; interval {row.low:.0%} to {row.high:.0%}" if level else ""
        counts = {_WORDS[one]: getattr(row, one) for one in _SHARED} if valued else {}
        split = ", ".join(f"{words} {number}" for words, number in counts.items() if number)
        split = f"; {split}" if split else ""
        yield f"{row.label}: {row.n} of {row.of} participants ({row.share:.0%}{interval}{split})."


def _columns(valued: bool, level: str) -> list[str]:
    columns = ["code", "domain", "level", "label", "n", "of", "share"]
    return [*columns, *(["low", "high"] if level else []), *(_SHARED if valued else ())]
