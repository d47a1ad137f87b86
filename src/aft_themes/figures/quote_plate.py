"""Quotes to print: a theme or code, how many have it, and what participants said."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from aft_themes.corpus.interviews import split_attributes
from aft_themes.figures.chosen_codes import choose_codes, domains_of
from aft_themes.figures.code_page import title_case
from aft_themes.figures.options import DEFAULT_OPTIONS, FigureOptions
from aft_themes.figures.page import (
    CannotDrawError,
    DrawnFigure,
    Heading,
    Sheet,
    room,
    sentence_listing,
)
from aft_themes.figures.style import Profile, styled, wrap
from aft_themes.figures.thematic_map import theme_counts
from aft_themes.io.parquet import rows
from aft_themes.themes.quotation import printed_answer, printed_question
from aft_themes.vocabulary import Stance

QUOTE_PLATE = Heading("quote_plate", "What Participants Said")
_MOST_WORDS = 60  # a longer quote would fill the plate alone
_MOST_QUOTES = 3
_USUAL_QUOTES = 2
_MOST_PLATES = 6  # codes that are shown where the authors define no themes
_NAME_SHARE = 0.27
# values that say nothing without the attribute's name; 2006 is seen to be a year
_SAYS_NOTHING = re.compile(r"(?i:yes|no|true|false|y|n)|[<>]?\d{1,3}(?:[-\u2013]\d{1,3})?\+?")
_PLACE = {"typical": 0, "contrary": 1, "further": 2}


def draw_quote_plate(
    themes: pd.DataFrame,
    counted: pd.DataFrame,
    quotes: pd.DataFrame,
    participants: pd.DataFrame,
    *,
    attributes: Sequence[str] | None = (),
    least: int = 0,
    by_rule: bool = True,
    options: FigureOptions = DEFAULT_OPTIONS,
) -> DrawnFigure:
    """Set themes with their number of participants and two or three quotes each.

    Parameters
    ----------
    themes : pandas.DataFrame
        By ``THEMES``.
    counted : pandas.DataFrame
        By ``THEME_PARTICIPANTS``.
    quotes : pandas.DataFrame
        By ``QUOTES``; those that the authors chose come first.
    participants : pandas.DataFrame
        As ``participants.as_columns`` gives it.
    attributes : sequence of str, optional
        Attributes that stand below each quote; None chooses those with few values.
    least : int
        A combination of attributes that fewer participants share is not printed.
    by_rule : bool
        Whether a rule may choose quotes; in a reflexive study only the authors do.
    options : FigureOptions
        Profile, codes, labels, notes and authors' themes. If it names no codes: the authors'
        themes, else of each domain the code that most participants have.

    Returns
    -------
    DrawnFigure

    Raises
    ------
    CannotDrawError
        If there is no quote that is short enough.
    """
    look = options.look
    shown = quotes if by_rule else quotes[quotes["printed"]]
    plates = _plates(themes, counted, shown, options)
    if not plates:
        raise CannotDrawError(f"No quote of at most {_MOST_WORDS} words was chosen.")
    coded = participants[participants["participant"].isin(list(counted["participant"]))]
    portraits = portrait_lines(coded, split_attributes(participants, attributes), least)
    pages = _pages(plates, portraits, options)
    mine = pages[min(options.part, len(pages) - 1)]
    heading = _part_heading(mine, options.part) if len(pages) > 1 else QUOTE_PLATE
    with styled(look):
        sheet = _draw(mine, portraits, heading.title, options)
    rare = "" if options.authors_themes or options.codes else _which(themes, look)
    return DrawnFigure(
        heading=heading,
        caption=(
            f"n, participants of N = {int(themes['of'].max())}. {rare}Quotes are verbatim, in "
            f"whole sentences. {_chosen_by(mine)}Spaced points are pauses; in square brackets they "
            "mark words left out, other words in brackets replace names."
        ),
        alt=_finding(mine),
        long_description=" ".join(_in_words(plate) for plate in mine),
        data=_data(mine),
        figure=sheet.figure,
        profile=look,
        parts=len(pages),
    )


def _part_heading(mine: Sequence[_Plate], part: int) -> Heading:
    """Name a page by its theme if it has only one, else by its number."""
    which = title_case(mine[0].name) if len(mine) == 1 else f"Part {part + 1}"
    name = QUOTE_PLATE.name + (f"_{part + 1}" if part else "")
    return Heading(name, f"{QUOTE_PLATE.title}: {which}")


def _data(plates: Sequence[_Plate]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            (plate.name, plate.n, row.code, row.participant, row.turn, row.stance, row.text)
            for plate in plates
            for row in plate.quotes
        ],
        columns=["plate", "n", "code", "participant", "turn", "stance", "text"],
    )


def _in_words(plate: _Plate) -> str:
    told = " ".join(f"{' '.join(_words(quote))} ({_speaker(quote)})" for quote in plate.quotes)
    return f"{plate.name} (n = {plate.n}): {told}"


def _speaker(quote: Any, portrait: str = "") -> str:  # noqa: ANN401  # a row of the quotes
    """Say who speaks, and whether against what most say."""
    return (portrait or quote.participant) + ", contrary" * _is_contrary(quote)


def _which(themes: pd.DataFrame, look: Profile) -> str:
    """Say which codes have a plate."""
    most = "the code that most participants have"
    if not domains_of(themes):
        return "Shown are the codes that most participants have. "
    if look.by_domain:
        return f"Of each domain {most} may stand here. "
    return f"Of a domain only {most} stands here, as far as the page has room. "


def _chosen_by(plates: Sequence[_Plate]) -> str:
    """Say how many of the quotes the authors chose, and by which rule the others were chosen."""
    every = [quote for plate in plates for quote in plate.quotes]
    own = sum(quote.chosen_by == "authors" for quote in every)
    if own == len(every):
        return "The authors chose them. "
    first = f"The authors chose {own} of them; the others were" if own else "They were"
    against = any(_is_contrary(quote) for quote in every)
    contrary = (
        ", and contrary ones of somebody who values it otherwise than most" if against else ""
    )
    further = sum(not quote.printed for quote in every)
    only = f" {further} {'stands' if further == 1 else 'stand'} in no table." if further else ""
    return f"{first} chosen by a rule: typical ones{contrary}.{only} "


def _is_contrary(quote: Any) -> bool:  # noqa: ANN401  # a row of the quotes
    return bool(quote.stance == Stance.CONTRARY)


def portrait_lines(
    participants: pd.DataFrame, attributes: Sequence[str], least: int
) -> dict[str, str]:
    """Say who each participant is; only the id where fewer than ``least`` have these attributes."""
    found = {}
    alike = [tuple(one) for one in participants[[*attributes]].to_numpy(dtype=object)]
    sizes = Counter(alike)
    for one, values in zip(participants["participant"], alike, strict=True):
        told = map(_in_print, attributes, values) if sizes[values] >= least else ()
        found[one] = ", ".join(filter(None, (one, *told)))
    return found


def _in_print(attribute: str, value: str) -> str:
    """Put the attribute's name before a value that says nothing alone, such as yes or 12."""
    text = str(value)
    bare = _SAYS_NOTHING.fullmatch(text)
    return f"{attribute.replace('_', ' ')}: {text}" if bare else text


@dataclass(frozen=True)
class _Plate:
    """A theme or code, with its quotes."""

    name: str
    n: int
    of: int
    quotes: list[Any]


def _plates(
    themes: pd.DataFrame, counted: pd.DataFrame, quotes: pd.DataFrame, options: FigureOptions
) -> list[_Plate]:
    """Choose what is shown: the authors' themes, the codes asked for, or one of each domain."""
    of = max(themes["of"], default=0)
    if options.authors_themes and options.codes is None:
        counts = theme_counts(counted, options.authors_themes)
        wanted = [(theme.name, counts[theme.name], theme.codes) for theme in options.authors_themes]
    else:
        chosen = choose_codes(themes, FigureOptions(codes=options.codes, labels=options.labels))
        if options.codes is None:
            chosen = _one_of_each_domain(chosen[chosen["code"].isin(quotes["code"])], themes)
        wanted = [(row.label, row.n, (row.code,)) for row in rows(chosen)]
    short = quotes[[len(text.split()) <= _MOST_WORDS for text in quotes["text"]]]
    found, used = [], set[tuple[str, int]]()
    for name, n, codes in wanted:
        picked = _pick(short[short["code"].isin(list(codes))], used)
        if picked:
            found.append(_Plate(name, n, of, picked))
    return found


def _one_of_each_domain(chosen: pd.DataFrame, themes: pd.DataFrame) -> pd.DataFrame:
    below = chosen[~chosen["code"].isin(list(domains_of(themes)))]
    ordered = below.sort_values(["n", "order"], ascending=[False, True])
    first = ordered if below["domain"].nunique() < 2 else ordered.drop_duplicates("domain")
    return first.head(_MOST_PLATES)


def _pick(mine: pd.DataFrame, used: set[tuple[str, int]]) -> list[Any]:
    """Take two quotes, one against where there is one, and the authors' own up to three.

    No turn is quoted twice, and participants alternate.
    """
    place = mine["stance"].map(_PLACE).fillna(len(_PLACE))
    own = mine["chosen_by"] == "authors"
    ordered = mine.assign(own=~own, place=place, late=mine["rank"]).sort_values(
        ["own", "late", "place", "participant", "turn"]
    )
    picked: list[Any] = []
    for row in rows(ordered):
        most = _MOST_QUOTES if not row.own else _USUAL_QUOTES
        fresh = (row.participant, row.turn) not in used
        others = {one.participant for one in picked}
        if fresh and row.participant not in others and len(picked) < most:
            picked.append(row)
            used.add((row.participant, row.turn))
    return picked


def _words(quote: Any) -> list[str]:  # noqa: ANN401  # a row of the quotes
    """Give the question, if the answer goes on from it, and the answer: each begins a line."""
    answer = f"\u201c{printed_answer(quote)}\u201d"
    return [question, answer] if (question := printed_question(quote)) else [answer]


def _pages(
    plates: list[_Plate], portraits: dict[str, str], options: FigureOptions
) -> list[list[_Plate]]:
    """Split plates into pages; one each on slides."""
    pages: list[list[_Plate]] = []
    for plate in plates:
        joined = [*pages[-1], plate] if pages else []
        fits = joined and sum(_tall(one, portraits, options.look) for one in joined) <= room(
            options
        )
        if fits and not options.look.by_domain:
            pages[-1] = joined
        elif pages and not options.authors_themes and not options.look.by_domain:
            break  # one page of codes is enough: more stand in the report
        else:
            pages.append([plate])
    return pages


def _layout(
    plate: _Plate, portraits: dict[str, str], look: Profile
) -> tuple[tuple[str, ...], list[tuple[str, ...]], list[tuple[str, ...]]]:
    """Break the name, the quotes and their portraits into lines."""
    side = _NAME_SHARE * look.inner
    free = look.inner - side
    name = wrap(plate.name, side - look.text, look, bold=True)
    said = [
        tuple(line for words in _words(quote) for line in wrap(words, free, look))
        for quote in plate.quotes
    ]
    who = [
        wrap(f"\u2014 {_speaker(quote, portraits.get(quote.participant, ''))}", free, look)
        for quote in plate.quotes
    ]
    return name, said, who


def _tall(plate: _Plate, portraits: dict[str, str], look: Profile) -> float:
    name, said, who = _layout(plate, portraits, look)
    right = sum(map(len, said)) + sum(map(len, who)) + 0.7 * len(said)
    return max(len(name) + 1.2, right) * look.pitch + 1.1 * look.pitch


def _draw(
    plates: Sequence[_Plate], portraits: dict[str, str], title: str, options: FigureOptions
) -> Sheet:
    look = options.look
    height = sum(_tall(plate, portraits, look) for plate in plates)
    sheet = Sheet(options, height, title)
    top, side = 0.0, _NAME_SHARE * look.inner
    for number, plate in enumerate(plates):
        if number:
            sheet.rule(top)
        name, said, who = _layout(plate, portraits, look)
        y = top + 0.5 * look.pitch
        sheet.lines(0, y, name, bold=True)
        sheet.text(0, y + (len(name) + 0.6) * look.pitch, f"n = {plate.n} of {plate.of}")
        for quote, portrait in zip(said, who, strict=True):
            sheet.lines(side, y, quote)
            y += len(quote) * look.pitch
            sheet.lines(side, y, portrait)
            y += (len(portrait) + 0.7) * look.pitch
        top += _tall(plate, portraits, look)
    return sheet


def _finding(plates: Sequence[_Plate]) -> str:
    number = sum(len(plate.quotes) for plate in plates)
    said = [f"{plate.name} ({plate.n} of {plate.of})" for plate in plates]
    quotes = "One quote shows" if number == 1 else f"The {number} quotes show"
    return sentence_listing(f"{quotes} what participants said on", said)
