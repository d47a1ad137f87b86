"""Which codes belong to which domain and authors' theme; a band's width counts participants."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline

from aft_themes.codebook.codes import domain_of
from aft_themes.figures.chosen_codes import (
    choose_codes,
    counted_rule,
    domains_of,
    head_of_codes,
    sort_siblings,
)
from aft_themes.figures.code_rows import rare_note
from aft_themes.figures.options import DEFAULT_OPTIONS, FigureOptions
from aft_themes.figures.page import (
    CannotDrawError,
    DrawnFigure,
    Heading,
    Sheet,
    room,
    row_with,
    sentence_listing,
    sentence_of,
)
from aft_themes.figures.style import DOMAINS, GREY, INK, styled, wrap
from aft_themes.io.parquet import rows
from aft_themes.themes.authors_themes import AuthorsTheme
from aft_themes.wording import count, some_of

THEMATIC_MAP = Heading("thematic_map", "Thematic Map: Domains and Their Codes")
_WITH_THEMES = Heading("thematic_map", "Thematic Map: Domains, Codes, and Themes")
_MOST_LINES = 6  # of a domain's name: a longer one stands in the table of all codes
_THICKEST = 0.92  # of a row's height: the band of a code that all participants have


def draw_thematic_map(
    themes: pd.DataFrame,
    counted: pd.DataFrame,
    *,
    options: FigureOptions = DEFAULT_OPTIONS,
) -> DrawnFigure:
    """Draw bands from domains to codes, and on to the authors' themes where there are any.

    Parameters
    ----------
    themes : pandas.DataFrame
        By ``THEMES``.
    counted : pandas.DataFrame
        By ``THEME_PARTICIPANTS``; counts participants of the authors' themes.
    options : FigureOptions
        Profile, codes, labels, notes and authors' themes. If it names no codes: those of the
        authors' themes, else those right below the domains.

    Returns
    -------
    DrawnFigure

    Raises
    ------
    CannotDrawError
        If nobody has a code, or there are neither domains nor themes.
    """
    look, given = options.look, options.authors_themes
    domains = domains_of(themes)
    if not domains and not given:
        raise CannotDrawError("The codebook has no domains, and there is no list of themes.")
    codes = _codes(themes, options)
    if codes.empty:
        raise CannotDrawError("Nobody has any of these codes.")
    with styled(look):
        chart = _Chart(themes, codes, theme_counts(counted, given), options)
        sheet = chart.draw()
    shown = codes[codes["code"].isin(chart.codes)]
    return DrawnFigure(
        heading=_WITH_THEMES if given else THEMATIC_MAP,
        caption=_caption(codes, shown, chart.of, given) + _of_no_domain(themes, options),
        alt=_finding(shown, themes, theme_counts(counted, given), chart.of),
        long_description=" ".join(
            f"{row.label}: {row.n} of {row.of} participants"
            f"{f'; theme {row.theme}' if row.theme else ''}."
            for row in rows(shown)
        ),
        data=shown[["code", "domain", "label", "theme", "n", "of", "share"]],
        figure=sheet.figure,
        profile=look,
    )


def theme_counts(counted: pd.DataFrame, given: Sequence[AuthorsTheme]) -> dict[str, int]:
    """Count the participants who have any code of each theme of the authors."""
    has = counted[counted["segments"] > 0]
    return {
        theme.name: has.loc[has["code"].isin(list(theme.codes)), "participant"].nunique()
        for theme in given
    }


def _codes(themes: pd.DataFrame, options: FigureOptions) -> pd.DataFrame:
    """Choose the codes: those that the authors' themes name, or those below the domains."""
    own = bool(options.authors_themes)
    chosen = choose_codes(themes, options)
    chosen = chosen if own else sort_siblings(chosen)
    names, head_of = head_of_codes(chosen)
    chosen = chosen[~chosen["bold"] & (chosen["depth"] <= 1) & (chosen["n"] > 0)]
    listed = {code for theme in options.authors_themes for code in theme.codes}
    if own:
        chosen = chosen[chosen["code"].isin(list(listed))]
    else:
        chosen = chosen[chosen["code"].str.contains(".", regex=False)]  # a domain has no band
    heads = [names.get(head_of.get(code, ""), "") for code in chosen["code"]]
    chosen = chosen.assign(theme=heads if own else "")
    domains = [domain_of(code) for code in chosen["code"]]
    return chosen.assign(domain=domains).reset_index(drop=True)


def _caption(
    codes: pd.DataFrame, shown: pd.DataFrame, of: int, given: Sequence[AuthorsTheme]
) -> str:
    rare = rare_note(codes, shown)
    ends = "Bands lead from the codebook's domains over its codes"
    ends += " to the authors' themes" if given else ""
    return (
        f"{ends}; a band is as wide as the number of participants who have the code (n of N = "
        f"{of}), so that bands of one domain add up to more than its participants. "
        f"{counted_rule(codes)}{rare}"
    ).strip()


def _of_no_domain(themes: pd.DataFrame, options: FigureOptions) -> str:
    """Say in the caption that codes without a domain have no place here."""
    if options.authors_themes or options.codes is not None:
        return ""
    heads = domains_of(themes)
    alone = themes[~themes["code"].isin(list(heads)) & (themes["level"] == 1) & (themes["n"] > 0)]
    return f" Not drawn: {count(len(alone), 'code')} of no domain." if len(alone) else ""


def _finding(shown: pd.DataFrame, themes: pd.DataFrame, counts: Mapping[str, int], of: int) -> str:
    most = row_with(shown, "n")
    code = f"the widest band is {most['label']} ({most['n']})"
    if counts:
        said = [f"{name} ({n})" for name, n in counts.items()]
        heads = f"The {len(counts)} themes" if len(counts) > 1 else "The only theme"
        verb = "are" if len(counts) > 1 else "is"
        return sentence_listing(f"{heads} of {count(of, 'participant')} {verb}", said)
    each = shown.groupby("domain")["code"].size()
    names = dict(zip(themes["code"], themes["name"], strict=True))
    largest = [str(names[domain]) for domain in each.index[each == each.max()]]
    return sentence_of(
        f"In {count(len(each), 'domain')} lie {count(len(shown), 'code')} of "
        f"{count(of, 'participant')}",
        f"{some_of(largest, 2)} {'has' if len(largest) == 1 else 'have'} most of them "
        f"({each.max()}{'' if len(largest) == 1 else ' each'})",
        code,
    )


@dataclass
class _Node:
    """A domain or a theme: its name, its bands in order, and where they leave it."""

    lines: tuple[str, ...]
    colour: str
    codes: list[Any]
    top: float = 0.0
    height: float = 0.0


class _Chart:
    """Where names, bands and codes stand: in two blocks side by side, or in one with themes."""

    def __init__(
        self,
        themes: pd.DataFrame,
        codes: pd.DataFrame,
        counts: Mapping[str, int],
        options: FigureOptions,
    ) -> None:
        self.options, self.look = options, options.look
        self.themed = bool(counts)
        self.of = int(codes["of"].max())
        self.names = dict(zip(themes["code"], themes["name"], strict=True))
        self.numbers = dict(zip(themes["code"], themes["n"], strict=True))
        self.counts = counts
        order = list(dict.fromkeys(themes["domain"]))
        self.colour = {
            one: DOMAINS[at] if at < len(DOMAINS) else GREY for at, one in enumerate(order)
        }
        self.blocks = 1 if self.themed else 2
        self.gap = 5 * self.look.size / 8
        self.wide = (self.look.inner - (self.blocks - 1) * self.gap) / self.blocks
        self.side = max((0.22 if self.themed else 0.27) * self.wide, self._widest_word(codes))
        self.band = (0.13 if self.themed else 0.14) * self.wide
        self.middle = self.wide - self.side - self.band
        self.middle -= self.side + self.band if self.themed else 0
        self.row = 1.35 * self.look.text
        self.rows = self._fit(codes)

    @property
    def codes(self) -> list[str]:
        """The codes that are shown."""
        return [row.code for block in self.rows for row in block]

    def _fit(self, codes: pd.DataFrame) -> list[list[Any]]:
        """Drop the rarest codes until the blocks fit on the page."""
        kept = codes
        while True:
            blocks = self._split(kept)
            high = max(self._height(block) for block in blocks)
            if high <= room(self.options) - 0.8 * self.look.text or len(kept) == 1:
                self.height = high
                return blocks
            rarest = kept.sort_values(["n", "order"], ascending=[True, False]).index[0]
            kept = kept.drop(index=rarest)

    def _widest_word(self, codes: pd.DataFrame) -> float:
        """Measure what a name's longest word needs, so that none is cut; at most two fifths."""
        names = [*self.counts, *(self.names[one] for one in codes["domain"].unique())]
        words = [word for name in names for word in name.split()]
        widest = max((self.look.wide(word, bold=True) for word in words), default=0.0)
        return min(widest + 1.7 * self.look.text, 0.4 * self.wide)

    def _split(self, codes: pd.DataFrame) -> list[list[Any]]:
        """Put whole domains into the two blocks, so that both are about as high."""
        listed = list(rows(codes))
        if self.blocks == 1:
            return [listed]
        domains = list(dict.fromkeys(row.domain for row in listed))
        cuts = [
            [[row for row in listed if (row.domain in domains[:at]) == first] for first in (1, 0)]
            for at in range(1, len(domains) + 1)
        ]
        return min(cuts, key=lambda two: max(map(self._height, two)))

    def _air(self, row: Any, before: Any) -> float:  # noqa: ANN401  # rows of the codes
        key = "theme" if self.themed else "domain"
        return 0.9 * self.row if before and getattr(row, key) != getattr(before, key) else 0.0

    def _height(self, block: Sequence[Any]) -> float:
        """Measure what the codes need, or the names beside them if they need more."""
        if not block:
            return 0.0
        sides = ["domain", *["theme"] * self.themed]
        heads = [
            sum(
                self._node_height(name, mine, key)
                for name, mine in self._groups(block, key).items()
            )
            for key in sides
        ]
        return max(self._tops(block)[-1], *heads)

    def _groups(self, block: Sequence[Any], key: str) -> dict[str, list[Any]]:
        groups: dict[str, list[Any]] = {}
        for row in block:
            groups.setdefault(getattr(row, key), []).append(row)
        return groups

    def _name(self, name: str, key: str) -> tuple[str, ...]:
        """Wrap the name of a domain or theme, with its number of participants."""
        themed = key == "theme"
        label, n = (name, self.counts[name]) if themed else (self.names[name], self.numbers[name])
        lines = wrap(f"{label} ({n})", self.side - 1.6 * self.look.text, self.look, bold=True)
        if len(lines) > _MOST_LINES:
            return (*lines[: _MOST_LINES - 1], f"\u2026 ({n})")
        return lines

    def _node_height(self, name: str, mine: Sequence[Any], key: str) -> float:
        bands = sum(map(self._thick, mine))
        return max(bands, len(self._name(name, key)) * self.look.pitch) + 0.35 * self.row

    def _tops(self, block: Sequence[Any]) -> list[float]:
        tops, at, before = [], 0.0, None
        for row in block:
            at += self._air(row, before)
            tops.append(at)
            at += max(1, len(self._label(row))) * self.row
            before = row
        return [*tops, at]

    def _label(self, row: Any) -> tuple[str, ...]:  # noqa: ANN401  # a row of the codes
        free = self.middle - self.look.wide("000") - 1.5 * self.look.text
        return wrap(row.label, free, self.look)

    def draw(self) -> Sheet:
        air = 0.4 * self.look.text
        sheet = Sheet(self.options, self.height + 2 * air, THEMATIC_MAP.title, above=air)
        for number, block in enumerate(self.rows):
            if block:
                self._block(sheet, block, number * (self.wide + self.gap))
        return sheet

    def _block(self, sheet: Sheet, block: Sequence[Any], left: float) -> None:
        tops = self._tops(block)
        middles = {
            row.code: top + 0.5 * len(self._label(row)) * self.row
            for row, top in zip(block, tops, strict=False)
        }
        domains = self._nodes(block, middles, "domain")
        self._side(sheet, domains, middles, left, left_side=True)
        if self.themed:
            nodes = self._nodes(block, middles, "theme")
            self._side(sheet, nodes, middles, left, left_side=False)
        at = left + self.side + self.band + 0.5 * self.look.text
        for row in block:
            lines = self._label(row)
            y = middles[row.code]
            sheet.lines(at, y - len(lines) * self.look.pitch / 2, lines)
            sheet.text(at + self.middle - self.look.text, y, str(row.n), ha="right")

    def _thick(self, row: Any) -> float:  # noqa: ANN401  # a row of the codes
        return float(_THICKEST * self.row * row.n / self.of)

    def _nodes(self, block: Sequence[Any], middles: Mapping[str, float], key: str) -> list[_Node]:
        """Put domains or themes at the middle of their codes, none over another."""
        nodes = []
        for name, mine in self._groups(block, key).items():
            colour = GREY if key == "theme" else self.colour[name]
            lines = self._name(name, key)
            node = _Node(lines, colour, sorted(mine, key=lambda one: middles[one.code]))
            node.height = self._node_height(name, mine, key)
            centre = sum(middles[one.code] for one in mine) / len(mine)
            node.top = centre - node.height / 2
            nodes.append(node)
        nodes.sort(key=lambda node: node.top)
        return _apart(nodes, self._height(block))

    def _side(
        self,
        sheet: Sheet,
        nodes: Sequence[_Node],
        middles: Mapping[str, float],
        left: float,
        *,
        left_side: bool,
    ) -> None:
        look = self.look
        edge = left + self.side if left_side else left + self.wide - self.side
        far = edge + self.band if left_side else edge - self.band
        for node in nodes:
            bands = sum(map(self._thick, node.codes))
            at = node.top + (node.height - bands) / 2
            bar = 0.5 * look.text
            start = edge - bar if left_side else edge
            sheet.page.fill(
                (start, start + bar, start + bar, start),
                (at, at, at + bands, at + bands),
                color=node.colour,
                linewidth=0,
            )
            for row in node.codes:
                thick = self._thick(row)
                colour = self.colour[row.domain]
                _band(sheet, (edge, at + thick / 2), (far, middles[row.code]), thick, colour)
                at += thick
            middle = node.top + node.height / 2 - len(node.lines) * look.pitch / 2
            for number, line in enumerate(node.lines):
                x = start - 0.5 * look.text if left_side else start + bar + 0.5 * look.text
                y = middle + (number + 0.5) * look.pitch
                sheet.text(x, y, line, ha="right" if left_side else "left", bold=True)


def _apart(nodes: list[_Node], height: float) -> list[_Node]:
    """Move nodes down, and then up, until none covers another and all are on the page."""
    bottom = 0.0
    for node in nodes:
        node.top = max(node.top, bottom)
        bottom = node.top + node.height
    limit = max(height, sum(node.height for node in nodes))
    for node in reversed(nodes):
        node.top = min(node.top, limit - node.height)
        limit = node.top
    return nodes


def _band(
    sheet: Sheet,
    start: tuple[float, float],
    end: tuple[float, float],
    thick: float,
    colour: str,
) -> None:
    """Draw a band of even height that bends from one side to the other."""
    (x, y), (far, low), half = start, end, thick / 2
    bend = (x + far) / 2
    corners = [
        (x, y - half),
        (bend, y - half),
        (bend, low - half),
        (far, low - half),
        (far, low + half),
        (bend, low + half),
        (bend, y + half),
        (x, y + half),
        (x, y - half),
    ]
    curve = Outline.CURVE4
    steps = [Outline.MOVETO, curve, curve, curve, Outline.LINETO, curve, curve, curve, curve]
    steps[-1] = Outline.CLOSEPOLY
    sheet.page.add_patch(
        PathPatch(Outline(corners, steps), facecolor=colour, edgecolor=INK, linewidth=0, alpha=0.55)
    )
