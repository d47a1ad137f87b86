"""Pages of codes under a legend and over an axis, as many as all codes need."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import pandas as pd

from aft_themes.figures.code_rows import PLOT, Arrangement, arrange, draw_labels
from aft_themes.figures.options import FigureOptions
from aft_themes.figures.page import Heading, Key, Sheet, legend, room
from aft_themes.figures.style import Profile


@dataclass(frozen=True)
class CodeLayout:
    """A page of codes that is not drawn yet.

    Parameters
    ----------
    arranged : Arrangement
        Where its codes stand.
    top : float
        Where their data begin, in mm.
    height : float
        What legend, codes and axis need, in mm.
    heading : Heading
        Of this part, where the codes need several pages.
    parts : int
        How many pages the codes need.
    """

    arranged: Arrangement
    top: float
    height: float
    heading: Heading
    parts: int

    @property
    def codes(self) -> list[str]:
        """The codes that are shown, in order."""
        return self.arranged.codes


@dataclass(frozen=True)
class CodePage(CodeLayout):
    """A page of codes under a legend and over an axis, on its sheet."""

    sheet: Sheet


def code_page(
    chosen: pd.DataFrame,
    options: FigureOptions,
    keys: Sequence[Key],
    heading: Heading,
    *,
    right: float = 8,
    whole: bool = True,
) -> CodePage:
    """Lay codes out and draw their page."""
    found = lay_out_codes(chosen, options, keys, heading, right=right, whole=whole)
    return draw_page(found, options, keys)


def draw_page(found: CodeLayout, options: FigureOptions, keys: Sequence[Key]) -> CodePage:
    """Draw the legend and the labels of a page of codes."""
    sheet = Sheet(options, found.height, found.heading.title)
    legend(sheet, keys, options.look, 0)
    draw_labels(sheet, found.arranged, found.top)
    return CodePage(**vars(found), sheet=sheet)


def lay_out_codes(
    chosen: pd.DataFrame,
    options: FigureOptions,
    keys: Sequence[Key],
    heading: Heading,
    *,
    right: float = 8,
    below: float = 0,
    whole: bool = True,
) -> CodeLayout:
    """Lay codes out under a legend and over an axis, on as many pages as all of them need.

    ``options.part`` chooses the page. Where ``whole`` is false there is one page for all profiles,
    and deeper codes that have no room are left out. ``below`` is more room below the data, in mm.
    """
    look = options.look
    top = legend(None, keys, look, 0) + 1.9 * look.text
    under = 3.9 * look.text + below
    space = room(options) - top - under
    lay_out = partial(arrange, profile=look, height=space, plot=PLOT, right=right)
    parts = _parts(chosen, look, space, lay_out) if whole else [chosen]
    mine = parts[min(options.part, len(parts) - 1)]
    alone = all(part["bold"].sum() == 1 for part in parts)
    named = _part_heading(heading, mine, options.part, len(parts), by_head=alone)
    arranged = lay_out(mine)
    return CodeLayout(arranged, top, top + arranged.height + under, named, len(parts))


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
