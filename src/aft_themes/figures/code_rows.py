"""Rows of codes: how a long codebook is laid out in columns at a readable size."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from typing import Any

import matplotlib
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PatchCollection
from matplotlib.patches import Rectangle

from aft_themes.coding.codebook import ancestors_of
from aft_themes.figures.options import FigureOptions
from aft_themes.figures.page import CannotDrawError, Heading, Key, Sheet, legend, room
from aft_themes.figures.style import INK, PALE, SEQUENTIAL, Profile, wrap
from aft_themes.io.parquet import rows
from aft_themes.themes.authors_themes import AuthorsTheme
from aft_themes.wording import count

_GAP = 5.0  # between columns, in mm for text of 8 points
_INDENT = 2.0  # of each level, in mm for text of 8 points


@dataclass(frozen=True)
class Row:
    """One code's place on the page."""

    code: str
    lines: tuple[str, ...]
    depth: int
    bold: bool
    height: float
    column: int = 0
    top: float = 0.0

    @property
    def middle(self) -> float:
        """Where its data stand, in mm from the top of the column."""
        return self.top + 0.5 * self.height


@dataclass(frozen=True)
class Arrangement:
    """Codes in columns."""

    rows: tuple[Row, ...]
    columns: int
    label: float
    plot: float
    right: float
    gap: float
    height: float
    left_out: int

    def left(self, column: int) -> float:
        """Return where a column begins."""
        return column * (self.label + self.plot + self.right + self.gap)

    def in_column(self, column: int) -> list[Row]:
        """Return the rows of a column."""
        return [row for row in self.rows if row.column == column]

    @property
    def codes(self) -> list[str]:
        """The codes that are shown, in order."""
        return [row.code for row in self.rows]


def choose_codes(themes: pd.DataFrame, options: FigureOptions) -> pd.DataFrame:
    """Pick the codes of a figure and their labels, under the authors' themes where there are any.

    Heads are the authors' themes, or the domains; ``depth`` counts the shown rows above a row.
    """
    unknown = sorted({*(options.codes or ()), *options.labels} - set(themes["code"]))
    if unknown:
        raise CannotDrawError(f"These codes are not in the themes: {', '.join(unknown)}.")
    chosen = themes if options.codes is None else themes[themes["code"].isin(options.codes)]
    if chosen.empty:
        raise CannotDrawError("There are no codes to show.")
    chosen = chosen.assign(label=[options.labels.get(row.code, row.name) for row in rows(chosen)])
    if options.authors_themes:
        return _under_themes(chosen, options.authors_themes)
    heads, shown = domains_of(themes), set(chosen["code"])
    return chosen.assign(
        bold=[code in heads for code in chosen["code"]],
        depth=[sum(above in shown for above in ancestors_of(code)) for code in chosen["code"]],
    ).reset_index(drop=True)


def _under_themes(chosen: pd.DataFrame, authors_themes: Sequence[AuthorsTheme]) -> pd.DataFrame:
    """Put codes below the authors' themes, in the authors' order; codes of no theme come last.

    A code below one that a theme names belongs to that theme too.
    """
    place = {
        code: (number, at)
        for number, theme in enumerate(authors_themes)
        for at, code in enumerate(theme.codes)
    }
    names = [*(theme.name for theme in authors_themes), OF_NO_THEME]
    heads = domains_of(chosen)
    placed = []
    for row in rows(chosen):
        line = (*ancestors_of(row.code), row.code)
        named = [one for one in line if one in place]
        if named or row.code not in heads:
            depth = 1 + line.index(row.code) - line.index(named[-1]) if named else 1
            at = place[named[-1]] if named else (len(names) - 1, 0)
            placed.append((*at, row.order, row.code, depth))
    by_code = chosen.set_index("code", drop=False)
    parts = []
    for number in sorted({one[0] for one in placed}):
        codes = [(code, depth) for own, _, _, code, depth in sorted(placed) if own == number]
        mine = by_code.loc[[code for code, _ in codes]]
        head = f"theme {number + 1}"
        mine = mine.assign(bold=False, depth=[depth for _, depth in codes], domain=head)
        first = mine.head(1).assign(
            code=head, label=names[number], name=names[number], level=0, bold=True, depth=0
        )
        # a theme has no counts of its own here
        parts += [first.assign(**{name: 0 for name in _COUNTS if name in first}), mine]
    return pd.concat(parts, ignore_index=True)


OF_NO_THEME = "Codes of No Theme"
WITHOUT_DOMAIN = "Without a Domain"
_COUNTS = ("n", "segments", "benefit", "challenge", "mixed", "none")


def head_the_rest(chosen: pd.DataFrame, *, by_size: bool = False) -> pd.DataFrame:
    """Put the codes of no domain last, below a head of their own: else they seem to be of one."""
    alone = ~chosen["bold"] & (chosen["depth"] == 0) & (chosen["level"] == 1)
    if not alone.any() or not chosen["bold"].any():
        return chosen
    rest = chosen[alone].assign(depth=1, domain=WITHOUT_DOMAIN)
    if by_size:
        rest = rest.sort_values("n", ascending=False, kind="stable")
    head = rest.head(1).assign(
        code=WITHOUT_DOMAIN, label=WITHOUT_DOMAIN, level=0, bold=True, depth=0
    )
    head = head.assign(**{name: 0 for name in _COUNTS if name in head})
    return pd.concat([chosen[~alone], head, rest], ignore_index=True)


def counted_rule(themes: pd.DataFrame) -> str:
    """Say in the caption when a participant has a code; a flat codebook has none below another."""
    below = (
        ", or of a code below it," if themes["code"].str.contains(".", regex=False).any() else ""
    )
    return f"A participant has a code if any final coding of it{below} is theirs. "


def right_below_heads(chosen: pd.DataFrame) -> pd.DataFrame:
    """Keep heads and the codes right below them; in a flat codebook all codes."""
    return chosen[chosen["depth"] <= int(chosen["bold"].any())].reset_index(drop=True)


def in_themes(chosen: pd.DataFrame) -> pd.DataFrame:
    """Leave out the codes that the authors put in no theme."""
    last = chosen.loc[(chosen["level"] == 0) & (chosen["label"] == OF_NO_THEME), "code"]
    return chosen[~chosen["domain"].isin(list(last)) & ~chosen["code"].isin(list(last))]


def with_themes_above(picked: pd.DataFrame, chosen: pd.DataFrame) -> pd.DataFrame:
    """Put picked rows below the authors' themes that ``domain`` names; without any: one list."""
    heads = chosen[chosen["level"] == 0]
    flat = picked.assign(level=2, depth=0, bold=False)
    if heads.empty:
        return flat
    parts = []
    for theme in heads["code"]:
        mine = flat[flat["domain"] == theme].assign(depth=1)
        parts += [heads[heads["code"] == theme], mine] if len(mine) else []
    together: pd.DataFrame = pd.concat(parts, ignore_index=True)
    return together


def head_of_codes(chosen: pd.DataFrame) -> tuple[dict[str, str], dict[str, str]]:
    """Name the heads of a list of codes, and say which head each code belongs to."""
    names: dict[str, str] = {}
    head_of: dict[str, str] = {}
    for row in rows(chosen):
        if row.bold:
            names[row.code] = row.label
        if names and (row.bold or row.depth):
            head_of[row.code] = next(reversed(names))
    return names, head_of


def with_own_heads(chosen: pd.DataFrame, kept: pd.Series[bool]) -> pd.DataFrame:
    """Keep some rows, and the heads right above them."""
    group = chosen["bold"].cumsum()
    head = chosen["bold"] & group.isin(set(group[kept]))
    return chosen[kept | head].reset_index(drop=True)


def with_heads(chosen: pd.DataFrame, kept: pd.Series[bool]) -> pd.DataFrame:
    """Keep some rows, and the authors' themes above them."""
    alive = set(chosen.loc[kept & (chosen["level"] > 0), "domain"])
    head = (chosen["level"] == 0) & chosen["code"].isin(list(alive))
    return chosen[kept | head].reset_index(drop=True)


def sort_siblings(chosen: pd.DataFrame) -> pd.DataFrame:
    """Keep the tree of domains; put siblings in order of how many participants have them."""
    place = {row.code: (-row.n, row.order) for row in rows(chosen)}
    heads = set(chosen.loc[chosen["bold"], "code"])

    def path(code: str) -> tuple[tuple[int, int], ...]:
        below = (one for one in (*ancestors_of(code), code) if one not in heads)
        return tuple(place[one] for one in below if one in place)

    first = chosen.groupby("domain")["order"].transform("min")
    if not heads:
        first = first * 0  # a flat codebook is one list
    keys = [(at, path(code)) for at, code in zip(first, chosen["code"], strict=True)]
    order = sorted(range(len(chosen)), key=keys.__getitem__)
    return chosen.iloc[order].reset_index(drop=True)


def domains_of(themes: pd.DataFrame) -> set[str]:
    """Return the top-level codes that have codes below; a flat codebook has none."""
    return {code.partition(".")[0] for code in themes["code"] if "." in code}


def arrange(
    chosen: pd.DataFrame, profile: Profile, *, height: float, plot: float, right: float
) -> Arrangement:
    """Lay codes out in as few columns as fit; where none fit, drop the deepest level."""
    scale = profile.size / 8
    plot, right = plot * scale, right * scale
    least = NARROWEST * plot + right + 22 * scale
    most = max(1, int((profile.inner + _GAP * scale) // (least + _GAP * scale)))
    levels = sorted(chosen["level"].unique())
    for keep in range(len(levels), 0, -1):
        shown = [row for row in rows(chosen) if row.level <= levels[keep - 1]]
        widest = max(
            profile.wide(row.label, bold=row.bold) + row.depth * _INDENT * scale for row in shown
        )
        tries = [
            _lay_out(shown, profile, columns, part * plot, right, widest, len(chosen) - len(shown))
            for part in (1.0, NARROWEST)  # narrow data are better than fewer codes
            for columns in range(1, most + 1)
        ]
        tries = [found for found in tries if found.columns == 1 or not _breaks_words(found, shown)]
        # a block about as high as wide reads best; a whole page is the limit
        for limit in (min(height, 0.9 * profile.width), height):
            for found in tries:
                if found.height <= limit:
                    return found
    return min(tries, key=lambda found: found.height)


def _breaks_words(found: Arrangement, shown: Sequence[Any]) -> bool:
    """Whether a label is so narrow that a word stands on two lines."""
    return any(
        " ".join(placed.lines) != " ".join(row.label.split())
        for placed, row in zip(found.rows, shown, strict=True)
    )


def _lay_out(
    shown: Sequence[Any],
    profile: Profile,
    columns: int,
    plot: float,
    right: float,
    widest: float,
    left_out: int,
) -> Arrangement:
    scale = profile.size / 8
    gap = _GAP * scale
    each = (profile.inner - (columns - 1) * gap) / columns
    label = min(widest + 2 * scale, each - plot - right)
    placed = [_row(row, label - 2 * scale, profile) for row in shown]
    done = _balance(placed, columns)
    height = max(row.top + row.height for row in done)
    return Arrangement(
        tuple(done), columns, label, each - label - right, right, gap, height, left_out
    )


def _row(row: Any, width: float, profile: Profile) -> Row:  # noqa: ANN401  # any frame's
    room, bold = width - row.depth * _INDENT * profile.size / 8, row.bold
    lines = wrap(row.label, room, profile, bold=bold)
    return Row(row.code, lines, row.depth, bold, len(lines) * profile.pitch + 0.14 * profile.text)


def _balance(placed: list[Row], columns: int) -> list[Row]:
    """Split rows into columns of nearly equal height, first between domains."""
    for depth in range(max(row.depth for row in placed) + 1):
        starts = [i for i, row in enumerate(placed) if row.depth <= depth or not i]
        cuts = _cuts(placed, starts, columns)
        heights = [sum(row.height for row in placed[a:b]) for a, b in pairwise(cuts)]
        if max(heights) <= 1.25 * sum(heights) / columns:
            break
    done: list[Row] = []
    for column, (first, last) in enumerate(pairwise(cuts)):
        top = 0.0
        for row in placed[first:last]:
            if row.bold and top:
                top += 0.35 * row.height  # some space before each domain
            done.append(replace(row, column=column, top=top))
            top += row.height
    return done


def _cuts(placed: list[Row], starts: list[int], columns: int) -> list[int]:
    """Choose where columns begin so that the highest is as low as possible."""
    ends = [*starts, len(placed)]
    total = [0.0]
    for row in placed:
        total.append(total[-1] + row.height)
    # best[k][i]: least possible height of the highest of k columns holding blocks up to i
    best = [[0.0 if not i else float("inf") for i in range(len(ends))]]
    back: list[list[int]] = []
    for _ in range(columns):
        line, origin = [0.0], [0]
        for i in range(1, len(ends)):
            costs = [max(best[-1][j], total[ends[i]] - total[ends[j]]) for j in range(i + 1)]
            origin.append(min(range(i + 1), key=costs.__getitem__))
            line.append(costs[origin[-1]])
        best.append(line)
        back.append(origin)
    cuts, i = [len(placed)], len(ends) - 1
    for origin in reversed(back):
        i = origin[i]
        cuts.append(ends[i])
    return cuts[::-1]


def draw_labels(sheet: Sheet, arranged: Arrangement, top: float) -> None:
    """Write the labels of all rows."""
    profile = sheet.profile
    for row in arranged.rows:
        indent = row.depth * _INDENT * profile.size / 8
        first = top + row.top + 0.07 * profile.text
        sheet.lines(arranged.left(row.column) + indent, first, row.lines, bold=row.bold)


def left_out_note(arranged: Arrangement) -> str:
    """Say in the caption that deeper codes are not drawn."""
    if not arranged.left_out:
        return ""
    return f"Not drawn but counted in the code above: {count(arranged.left_out, 'deeper code')}. "


def rare_note(left_out: int) -> str:
    """Say in the caption that the rarest codes are not drawn."""
    if not left_out:
        return ""
    return f"Not drawn: {count(left_out, 'code')} that fewer participants have. "


PLOT = 26.0  # mm: the usual width of the data beside labels, at 8 points
NARROWEST = 0.7  # of this: the width that they may shrink to
_DARKEST = 0.85  # of the colour scale


def heat_row(
    axes: Axes,
    place: Row,
    shares: Sequence[float],
    most: float,
    look: Profile,
    scale: str = SEQUENTIAL,
) -> float:
    """Draw one row of cells that share the axes' width from 0 to 1."""
    high, wide = min(place.height, 1.3 * look.text) - 0.12 * look.text, 1 / len(shares)
    colours = matplotlib.colormaps[scale]
    axes.add_collection(
        PatchCollection(
            [
                Rectangle((number * wide, place.middle - high / 2), wide, high)
                for number in range(len(shares))
            ],
            facecolors=[colours(_DARKEST * share / most) for share in shares],
            edgecolors=PALE,
            linewidths=0.3 * look.line,
        )
    )
    return high


def shade_keys(most: float, words: str, scale: str = SEQUENTIAL) -> list[Key]:
    """Make legend entries for the lightest, middle and darkest cell."""

    def shade(share: float, text: str) -> Key:
        def draw(sheet: Sheet, x: float, y: float) -> None:
            half = 0.45 * sheet.profile.text
            sheet.page.add_patch(
                Rectangle(
                    (x - 1.3 * half, y - half),
                    2.6 * half,
                    2 * half,
                    facecolor=matplotlib.colormaps[scale](_DARKEST * share),
                    edgecolor=INK,
                    linewidth=0.5 * sheet.profile.line,
                )
            )

        return Key(text, draw, 4.5)

    return [shade(0, "0%"), shade(0.5, f"{most / 2:.0%}"), shade(1, f"{most:.0%} {words}")]


def column_axes(sheet: Sheet, arranged: Arrangement, column: int, top: float) -> Axes:
    """Add the axes of a column, with y in mm and no frame but the axis below."""
    last = arranged.in_column(column)[-1]
    height = last.top + last.height
    axes = sheet.axes(arranged.left(column) + arranged.label, top, arranged.plot, height)
    axes.set_ylim(height, 0)
    axes.spines["left"].set_visible(False)
    axes.set_yticks([])
    return axes


def guide_lines(axes: Axes, places: Sequence[Row], look: Profile) -> None:
    """Draw faint lines that lead from labels to data, where the profile has guide lines."""
    if look.grid:
        for place in places:
            axes.axhline(place.middle, color=PALE, linewidth=0.4 * look.line, zorder=0)


def right_column(
    sheet: Sheet,
    arranged: Arrangement,
    column: int,
    top: float,
    words: Mapping[str, str],
    head: str,
    *,
    inset: float = 0,
) -> None:
    """Write a number right of each row, ``inset`` mm from the column's right edge."""
    right = arranged.left(column) + arranged.label + arranged.plot + arranged.right - inset
    sheet.text(right, top - 0.7 * sheet.profile.text, head, ha="right")
    for place in arranged.in_column(column):
        if place.code in words:
            sheet.text(right, top + place.middle, words[place.code], ha="right")


@dataclass(frozen=True)
class CodePage:
    """A page of codes under a legend and over an axis.

    Parameters
    ----------
    sheet : Sheet
        The page.
    arranged : Arrangement
        Where its codes stand.
    top : float
        Where their data begin, in mm.
    heading : Heading
        Of this part, where the codes need several pages.
    parts : int
        How many pages the codes need.
    """

    sheet: Sheet
    arranged: Arrangement
    top: float
    heading: Heading
    parts: int

    @property
    def codes(self) -> list[str]:
        """The codes that are shown, in order."""
        return self.arranged.codes


def code_page(
    chosen: pd.DataFrame,
    options: FigureOptions,
    keys: Sequence[Key],
    heading: Heading,
    *,
    right: float = 8,
    above: float = 0,
    below: float = 0,
    whole: bool = True,
) -> CodePage:
    """Lay codes out under a legend and over an axis, on as many pages as all of them need.

    ``options.part`` chooses the page. Where ``whole`` is false there is one page for all profiles,
    and deeper codes that have no room are left out.
    """
    look = options.look
    top = legend(None, keys, look, 0) + 1.9 * look.text + above
    under = 3.9 * look.text + below
    space = room(options) - top - under
    lay_out = partial(arrange, profile=look, height=space, plot=PLOT, right=right)
    parts = _parts(chosen, look, space, lay_out) if whole else [chosen]
    mine = parts[min(options.part, len(parts) - 1)]
    alone = all(part["bold"].sum() == 1 for part in parts)
    named = _part_heading(heading, mine, options.part, len(parts), by_head=alone)
    arranged = lay_out(mine)
    sheet = Sheet(options, top + arranged.height + under, named.title)
    legend(sheet, keys, look, 0)
    draw_labels(sheet, arranged, top)
    return CodePage(sheet, arranged, top, named, len(parts))


def _parts(
    chosen: pd.DataFrame,
    look: Profile,
    space: float,
    lay_out: Callable[[pd.DataFrame], Arrangement],
) -> list[pd.DataFrame]:
    """Split rows into pages between heads: one each on slides, else as few as hold them all."""

    def fits(shown: pd.DataFrame) -> bool:
        found = lay_out(shown)
        return not found.left_out and found.height <= space

    apart = bool(look.by_domain and chosen["bold"].any())
    groups = [part for group in _groups(chosen) for part in _halves(group, fits)]
    if len(groups) == 1 or (not apart and fits(chosen)):
        return [chosen]
    pages = [groups[0]]
    for group in groups[1:]:
        joined = pd.concat([pages[-1], group], ignore_index=True)
        if not apart and fits(joined):
            pages[-1] = joined
        else:
            pages.append(group)
    return pages


def _halves(group: pd.DataFrame, fits: Callable[[pd.DataFrame], bool]) -> list[pd.DataFrame]:
    """Split a head with too many codes right below it, which else would all be left out."""
    head, below = group[group["bold"]], group[~group["bold"]]
    if len(below) < 2 or len(set(below["level"])) > 1 or fits(group):
        return [group]
    half = (len(below) + 1) // 2
    parts = (pd.concat([head, part]) for part in (below[:half], below[half:]))
    return [one for part in parts for one in _halves(part.reset_index(drop=True), fits)]


def _groups(chosen: pd.DataFrame) -> list[pd.DataFrame]:
    """Give the rows that stay together: a head and its codes; in a flat list ten rows."""
    if chosen["bold"].any():
        number = chosen["bold"].cumsum().tolist()
    else:
        number = [at // 10 for at in range(len(chosen))]
    return [mine.reset_index(drop=True) for _, mine in chosen.groupby(number)]


def _part_heading(
    heading: Heading, mine: pd.DataFrame, part: int, parts: int, *, by_head: bool
) -> Heading:
    """Name a page by its head where each has one of its own, else by its number."""
    if parts == 1:
        return heading
    heads = mine.loc[mine["bold"], "label"].tolist()
    which = title_case(heads[0]) if by_head else f"Part {part + 1} of {parts}"
    name = heading.name if not part else f"{heading.name}_{part + 1}"
    return Heading(name, f"{heading.title}: {which}")


# outputs are in English, whatever language the study speaks
_SMALL_WORDS = {
    *("a", "an", "and", "as", "at", "but", "by", "for", "in"),
    *("nor", "of", "off", "on", "or", "per", "the", "to", "up", "via"),
}


def title_case(words: str) -> str:
    """Set words in title case (APA 7, 6.17): short function words stay small."""
    done: list[str] = []
    for at, word in enumerate(words.split()):
        small = at and word.lower() in _SMALL_WORDS and not done[-1].endswith((":", "."))
        done.append(word if small or not word[:1].islower() else word[:1].upper() + word[1:])
    return " ".join(done)
