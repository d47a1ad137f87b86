"""The sections of results: sentences made from the numbers, and quotes for and against."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import pandas as pd

from aft_themes.io.parquet import rows
from aft_themes.numbers import share_text
from aft_themes.report.content import Block, Prose, Quotation, Section, TableBlock
from aft_themes.report.counted_codes import least_shown
from aft_themes.report.wording import count, sentences
from aft_themes.tables.model import Column, Row, Table
from aft_themes.tables.numbering import cite_figure, cite_table
from aft_themes.tables.results import OUTSIDE, Results
from aft_themes.tables.themes import arranged_rows
from aft_themes.themes.groups import GroupComparison, group_counts
from aft_themes.themes.quotation import printed_answer, printed_question
from aft_themes.vocabulary import Stance, Valence
from aft_themes.wording import attribute_words, with_capital

_BLOCK_QUOTE: Final = 40  # words from which APA 7 sets a quote off without quotation marks
_LEFT_OUT: Final = ("Definition", "Typical quote", "Contrary quote")
_GAP: Final = 0.25  # between groups' shares; smaller ones are a participant or two
_QUOTED_OF_FLAT: Final = 6  # largest codes that are quoted where no domain or theme orders them
_SIDES: Final = 3  # participants on either side from which opinions are said to be divided
_VALUED: Final = {
    Valence.BENEFIT: "spoken of as a benefit",
    Valence.CHALLENGE: "spoken of as a challenge",
    Valence.MIXED: "spoken of both ways",
}


@dataclass(frozen=True)
class Chapter:
    """Codes that are reported together: an authors' theme, a domain, or a whole flat codebook.

    Parameters
    ----------
    id, name : str
        The section.
    lead : str
        What joins the codes, in the words of authors or codebook.
    codes : pandas.DataFrame
        Rows of the themes, without the domain itself.
    n : int
        Participants who have any of them.
    is_theme : bool
        Whether the authors defined it.
    """

    id: str
    name: str
    lead: str
    codes: pd.DataFrame
    n: int
    is_theme: bool = False


def chapters(results: Results) -> tuple[Chapter, ...]:
    """Group the codes as tables do."""
    heads = {domain.id: domain for domain in results.domains}
    ideas = {one.name: sentences(one.idea, one.sentence) for one in results.authors_themes}
    ideas |= {domain.name: domain.definition for domain in results.domains}
    grouped: dict[str, list[Any]] = {}
    for heading, row, _ in arranged_rows(results):
        grouped.setdefault(heading, [])
        if row.code not in heads:
            grouped[heading].append(row)
    spoken = results.participants[results.participants["segments"] > 0]
    found = []
    for place, (heading, mine) in enumerate(grouped.items(), start=1):
        codes = pd.DataFrame(mine, columns=list(results.themes.columns))
        domain = next((one for one in heads.values() if one.name == heading), None)
        within = [*codes["code"], *([domain.id] if domain else [])]
        found.append(
            Chapter(
                id=f"chapter-{place}",
                name=heading if results.grouped_by else "All codes",
                lead=ideas.get(heading, ""),
                codes=codes,
                n=spoken.loc[spoken["code"].isin(within), "participant"].nunique(),
                is_theme=bool(results.authors_themes) and heading != OUTSIDE,
            )
        )
    return tuple(one for one in found if len(one.codes))


def result_sections(
    results: Results, compared: GroupComparison | None, *, groups_drawn: bool
) -> tuple[Section, ...]:
    """Say of each chapter what its numbers show, and quote the codes that are named."""
    return tuple(
        Section(one.id, one.name, tuple(_chapter_blocks(results, one, compared, groups_drawn)))
        for one in chapters(results)
    )


def _chapter_blocks(
    results: Results, chapter: Chapter, compared: GroupComparison | None, groups_drawn: bool
) -> Iterator[Block]:
    largest, divided, apart = named_codes(chapter, compared)
    quoted = 1 if results.grouped_by else _QUOTED_OF_FLAT
    said = [
        chapter.lead,
        _size(results, chapter, largest),
        _division(divided),
        _gap(compared, apart, groups_drawn=groups_drawn),
    ]
    yield Prose(sentences(*said))
    named = {row.code: row for row in (*largest[:quoted], divided, apart) if row is not None}
    for row in named.values():
        yield from _quotes(results, row, both=row is divided)


def named_codes(
    chapter: Chapter, compared: GroupComparison | None
) -> tuple[list[Any], Any | None, Any | None]:
    """Order codes by size; find that on which opinions divide most, and the widest gap."""
    # a code holds the codes below it: only the uppermost ones are compared
    top = chapter.codes[chapter.codes["level"] == chapter.codes["level"].min()]
    largest = list(rows(top.sort_values(["n", "order"], ascending=[False, True])))
    for_, against = top["benefit"] + top["mixed"], top["challenge"] + top["mixed"]
    sides = pd.concat([for_, against], axis=1).min(axis=1)
    # where everybody speaks of both, nobody contradicts another
    divide = (sides >= _SIDES) & (top["benefit"] + top["challenge"] > 0)
    split = top.assign(sides=sides)[divide].sort_values(["sides", "order"], ascending=[False, True])
    return largest, next(iter(rows(split)), None), _widest(chapter, compared)


def _widest(chapter: Chapter, compared: GroupComparison | None) -> Any | None:  # noqa: ANN401
    if compared is None:
        return None
    gaps = dict(zip(compared.shares["code"], compared.shares["gap"], strict=True))
    known = {row.code: row for row in rows(chapter.codes)}
    return next(
        (known[code] for code in compared.codes if code in known and gaps[code] >= _GAP), None
    )


def _size(results: Results, chapter: Chapter, largest: Sequence[Any]) -> str:
    of = len(results.coded)
    if not of:
        return ""
    some = "at least one" if chapter.n else "any"
    what = f"{some} code of this theme" if chapter.is_theme else f"{some} of these codes"
    if len(chapter.codes) == 1:
        what = f"the code {chapter.codes['name'].iloc[0]}"
    have = "has" if chapter.n == 1 else "have"
    said = f"Of the {count(of, 'participant')}, {share_text(chapter.n, of)} {have} {what}"
    if not chapter.n:
        said = f"No participant has {what}"
    if chapter.n == of > 1:
        said = f"All {of} participants have {what}"
    if chapter.n == of == 1:  # more and less often say nothing then
        return f"The participant has {what} ({cite_table('themes_summary')})."
    most = _foremost(largest)
    if len(chapter.codes) < 2 or not most:
        return f"{said} ({cite_table('themes_summary')})."
    return f"{said}, most often {most} ({cite_table('themes_summary')})."


def _foremost(largest: Sequence[Any]) -> str:
    """Name the one or two codes that most participants have; none that others equal."""
    used = [row for row in largest if row.n]
    if len(used) < 3 or used[1].n > used[2].n:
        return " and ".join(f"{row.name} ({row.n})" for row in used[:2])
    first, second = used[0], used[1]
    if first.n > second.n:
        return f"{first.name} ({first.n})"
    alike = sum(row.n == first.n for row in used) - 1
    return f"{first.name} and {count(alike, 'other code')} ({first.n} each)"


def _division(row: Any | None) -> str:  # noqa: ANN401  # a row of the themes
    if row is None:
        return ""
    ways = [
        (row.benefit, "only as a benefit"),
        (row.challenge, "only as a challenge"),
        (row.mixed, "as both"),
    ]
    (first, how), *rest = [(n, how) for n, how in ways if n]
    said = [f"{first} {'speaks' if first == 1 else 'speak'} of it {how}"]
    said += [f"{n} {how}" for n, how in rest]
    return f"Opinions divide most on {row.name}: {', '.join(said)}."


def _gap(compared: GroupComparison | None, row: Any | None, *, groups_drawn: bool) -> str:  # noqa: ANN401
    if compared is None or row is None:
        return ""
    where = cite_figure("groups") if groups_drawn else cite_table("groups")
    return (
        f"By {attribute_words(compared.attribute)}, participants differ most in "
        f"{row.name}: {group_counts(compared)[row.code]} ({where})."
    )


def _quotes(results: Results, row: Any, *, both: bool) -> Iterator[Quotation]:  # noqa: ANN401
    """Quote a code: the typical passage, and the contrary one where opinions divide."""
    if row.n < least_shown(row.of):
        return
    chosen = results.quotes[(results.quotes["code"] == row.code) & results.quotes["printed"]]
    shown = chosen if both else chosen[chosen["stance"] == Stance.TYPICAL]
    for quote in rows(shown.sort_values(["stance", "rank"], ascending=[False, True])):
        yield quotation(quote, f"{row.name} ({row.n} of {row.of})", valued=results.valued)


def further_quotes(results: Results, shown: frozenset[str]) -> tuple[Section, ...]:
    """Quote what the report does not: every code that enough participants have, by chapter."""
    found = []
    for chapter in chapters(results):
        below = tuple(
            section
            for row in rows(chapter.codes)
            if row.n >= least_shown(row.of)
            for section in _code_section(results, row, shown)
        )
        if below:
            found.append(Section(f"quotes-{chapter.id}", f"Quotes: {chapter.name}", (), below))
    return tuple(found)


def _code_section(results: Results, row: Any, shown: frozenset[str]) -> Iterator[Section]:  # noqa: ANN401
    chosen = results.quotes[(results.quotes["code"] == row.code) & results.quotes["printed"]]
    order = chosen.sort_values(["stance", "rank"], ascending=[False, True])  # typical first
    quotes = [quotation(one, valued=results.valued) for one in rows(order)]
    rest = [one for one in quotes if one.text not in shown]
    if rest:
        number = count(row.n, "participant")
        given = f"Given to {count(row.segments, 'segment')} of {number}."
        lead = Prose(sentences(row.definition, given))
        yield Section(f"code-{row.code.replace('.', '-')}", row.name, (lead, *rest))


def theme_tables(results: Results, themes: Table) -> tuple[Block, ...]:
    """Show the table of the codes in parts, without quotes."""
    if not themes.rows:
        return ()
    if not results.grouped_by:
        return (
            Prose(f"{cite_table('themes')} lists all codes."),
            TableBlock(replace(_narrow(themes, themes.rows), number=themes.number)),
        )
    headings = list(dict.fromkeys(str(row.cells[0]) for row in themes.rows))
    blocks: list[Block] = [
        Prose(f"{cite_table('themes')} has a part for each {results.grouped_by.lower()}.")
    ]
    for part, heading in enumerate(headings, start=1):
        mine = [row for row in themes.rows if row.cells[0] == heading]
        notes = themes.notes if part == 1 else ()
        blocks.append(
            TableBlock(
                replace(
                    _narrow(themes, mine),
                    name=f"themes_part_{part}",
                    number=f"{themes.number}, part {part}",
                    title=f"Codes: {heading}",
                    notes=notes,
                )
            )
        )
    return tuple(blocks)


def _narrow(themes: Table, mine: Sequence[Row]) -> Table:
    kept = [at for at, column in enumerate(themes.columns) if column.name not in _LEFT_OUT]
    return replace(cut(themes, mine, kept), landscape=False, points=9)


def cut(table: Table, found: Sequence[Row], kept: Sequence[int]) -> Table:
    """Take some rows and columns of a table."""
    shown = [at for at in kept if at or not table.group]
    columns = [table.columns[at] for at in shown]
    cells = [Row(tuple(row.cells[at] for at in shown), row.indent) for row in found]
    first = replace(columns[0], width=2.5) if columns else Column("")
    return replace(table, columns=(first, *columns[1:]), rows=tuple(cells), group=False)


def quotation(quote: Any, of: str = "", *, valued: bool = True) -> Quotation:  # noqa: ANN401  # a row of the quotes
    """Set a quote off from the text; a short one keeps its quotation marks."""
    long = len(quote.text.split()) >= _BLOCK_QUOTE
    words = printed_answer(quote, block=long)
    stance = "typical" if quote.stance == Stance.TYPICAL else "contrary"
    how = stance
    if valued and quote.valence != Valence.NONE:
        how = f"{stance}, {_VALUED[quote.valence]}"
    return Quotation(
        f"{of}, {how}" if of else with_capital(how),
        words if long else f"\u201c{words}\u201d",
        place_of(quote),
        printed_question(quote),
    )


def place_of(quote: Any) -> str:  # noqa: ANN401  # a row of the quotes
    """Say who speaks and where; the interview has a name of its own where the ids differ."""
    apart = quote.interview not in (quote.participant, "")
    return f"{quote.participant}, {f'interview {quote.interview}, ' * apart}turn {quote.turn}"
