"""Which codes a figure shows, in which order, and below which heads."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from aft_themes.codebook.codes import ancestors_of
from aft_themes.figures.options import FigureOptions
from aft_themes.figures.page import CannotDrawError
from aft_themes.io.parquet import rows
from aft_themes.themes.authors_themes import AuthorsTheme

OF_NO_THEME = "Codes of No Theme"
WITHOUT_DOMAIN = "Without a Domain"
_COUNTS = ("n", "segments", "benefit", "challenge", "mixed", "none")


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
