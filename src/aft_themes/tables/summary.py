"""The codes on one or two pages: how many participants, and a few words of one of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pandas as pd

from aft_themes.codebook.codes import Code
from aft_themes.corpus.sentences import sentences_by_turn
from aft_themes.io.parquet import rows
from aft_themes.numbers import share_text
from aft_themes.stats import least_that_fits
from aft_themes.tables.groups import group_passages
from aft_themes.tables.model import Column, Row, Table, without_columns, without_empty_columns
from aft_themes.tables.results import Results
from aft_themes.tables.themes import arranged_rows
from aft_themes.themes.authors_quotes import Words
from aft_themes.themes.excerpts import choose_excerpts
from aft_themes.themes.quotation import printed_part, printed_words
from aft_themes.themes.quotes import with_distances
from aft_themes.vocabulary import Chooser
from aft_themes.wording import count

_SAID: Final = "What Participants Say"
_MOST_WORDS: Final = 30
_MOST_ROWS: Final = 60  # in the report: what two pages hold, at two lines for each row
_LEVEL: Final = 2  # right below the domains; deeper codes stand in the whole table


def summary_table(results: Results) -> Table:
    """List the codes right below the domains, or all of a flat codebook."""
    heads = {domain.id for domain in results.domains}
    chosen = [
        (heading, row)
        for heading, row, _ in arranged_rows(results)
        if row.code not in heads and (row.level <= _LEVEL or results.authors_themes)
    ]
    quotes = _short_quotes(results, [row.code for _, row in chosen])
    none = any(row.n and row.code not in quotes for _, row in chosen)
    table = Table(
        title=f"Codes, Their Frequency, and {_SAID}" if quotes else "Codes and Their Frequency",
        columns=(
            Column(results.grouped_by),
            Column("Code", 1.3),
            Column(f"n (% of {len(results.coded)})", 0.55, numeric=True),
            Column("In the words of a participant", 4.4, key="quote"),
        ),
        rows=tuple(
            Row((heading, row.name, share_text(row.n, row.of), quotes.get(row.code)))
            for heading, row in chosen
        ),
        notes=_notes(results, quotes, none=none),
        group=True,
        points=7.5,
        data=_data(results, [row.code for _, row in chosen], quotes),
    )
    table = without_empty_columns(table, "In the words of a participant")
    return table if results.grouped_by else without_columns(table, "")


def summary_overview(_: Results, whole: Table) -> Table:
    """List only the most frequent codes where all of them would fill more than two pages."""
    if whole.data is None or len(whole.rows) <= _MOST_ROWS:
        return whole
    numbers = whole.data["n"].tolist()
    least = least_that_fits(numbers, _MOST_ROWS)
    kept = [number >= least for number in numbers]
    if all(kept):
        return whole
    said = (
        f"Shown: the {sum(kept)} codes that at least {count(least, 'participant')} have. All "
        f"{len(numbers):,} stand in the supplement and in tables/themes_summary."
    )
    return replace(
        whole,
        title=f"The Most Frequent Codes{f', and {_SAID}' * (_SAID in whole.title)}",
        rows=tuple(row for row, keep in zip(whole.rows, kept, strict=True) if keep),
        notes=(said, *whole.notes),
        data=whole.data[kept].reset_index(drop=True),
    )


def _data(results: Results, codes: list[str], quotes: dict[str, str]) -> pd.DataFrame:
    mine = results.themes.set_index("code", drop=False).loc[codes]
    columns = ["code", "domain", "level", "name", "n", "of", "share"]
    data = mine[columns].reset_index(drop=True)
    return data.assign(quote=data["code"].map(quotes).fillna(""))


def _short_quotes(results: Results, codes: list[str]) -> dict[str, str]:
    """Print a few words on each code: the authors' choice, else an excerpt by rule."""
    printed = results.quotes[results.quotes["printed"]]
    authors = printed[printed["chosen_by"] == Chooser.AUTHORS]
    short = {
        row.code: f"\u201c{printed_words(row.text)}\u201d ({row.participant})"
        for row in rows(authors)
        if len(row.text.split()) <= _MOST_WORDS
    }
    if results.vectors is None or results.passages.empty:
        return short
    placed = pd.concat(
        with_distances(mine, results.segments, results.vectors)
        for _, mine in results.rolled_up.groupby("code")
    )
    book = results.codebook
    wanted = {code: _told(book[code]) for code in codes if code not in short}
    beside = group_passages(results, results.compared).values()
    taken = [Words.of(row) for row in (*rows(printed), *beside)]
    language = results.settings.language
    sentences = sentences_by_turn(results.sentences)
    found = choose_excerpts(placed, wanted, sentences, taken, language=language, most=_MOST_WORDS)
    said = {
        code: f"\u201c{printed_part(one)}\u201d ({one.participant})" for code, one in found.items()
    }
    return {**said, **short}


def _told(code: Code) -> str:
    """Join what the codebook says a code is."""
    return " ".join((code.name, code.definition, code.include, *code.exemplars))


def _notes(results: Results, quotes: dict[str, str], *, none: bool) -> tuple[str, ...]:
    deeper = results.grouped_by and not results.authors_themes
    said = [
        f"N = {count(len(results.coded), 'participant')} whose interviews were coded; n counts "
        f"those who have the code{', or a code below it' if deeper else ''}."
    ]
    if results.vectors is not None and quotes:
        said.append(
            f"Quotes have up to {_MOST_WORDS} words. Where a passage has no more, the quote holds "
            "all that the coder marked, in whole sentences. Else it holds some of these sentences; "
            "spaced points in square brackets stand for the others. The quote is printed that has "
            "most words that the codebook uses of the code or that are typical of it."
        )
        if none:
            said.append("A dash: no passage of the code is left that fits.")
    return tuple(said)
