"""Every quote that the sample's report prints shows what it says."""

from itertools import combinations

import pandas as pd
import pytest

from aft_themes.catalog import CODED_QUOTES, FINAL_CODINGS, PASSAGES, QUOTES
from aft_themes.coding.layers import every_quote
from aft_themes.io.parquet import read_frame
from aft_themes.themes.authors_quotes import Words
from aft_themes.themes.passages import is_paired
from tests.conftest import SAMPLE, copy_project

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def quoted(tmp_path_factory):
    """A run of the sample as far as its quotes."""
    project = copy_project(tmp_path_factory.mktemp("sample"), SAMPLE, "aft-sample")
    done = project.run(str((project.processed / QUOTES.path).relative_to(project.folder)))
    assert done.returncode == 0, done.stderr[-4000:]
    return project


def read(run, table):
    return read_frame(run.processed / table.path, table)


def printed_of(run):
    quotes = read(run, QUOTES)
    return list(quotes[quotes["printed"]].itertuples())


def evidence_of(quote, codings):
    """The coders' spans behind a quote: of its code and of codes below it, in its turn."""
    code = codings["code"]
    below = (code == quote.code) | code.str.startswith(f"{quote.code}.")
    here = (codings["interview"] == quote.interview) & (codings["turn"] == quote.turn)
    return [
        (int(c.evidence_start), int(c.evidence_end)) for c in codings[below & here].itertuples()
    ]


def holds(quote, start, end):
    whole = quote.start <= start and end <= quote.end
    shortened = quote.cut_after and quote.start <= start < quote.end < end
    return whole or shortened


def test_every_printed_quote_holds_some_coders_evidence(quoted):
    codings = every_quote(read(quoted, FINAL_CODINGS), read(quoted, CODED_QUOTES))
    printed = printed_of(quoted)
    assert len(printed) > 90
    lacking = [
        (quote.code, quote.interview, quote.turn)
        for quote in printed
        if not any(holds(quote, *span) for span in evidence_of(quote, codings))
    ]
    assert not lacking


def test_no_quotation_is_open_and_no_words_are_printed_twice(quoted):
    printed = printed_of(quoted)
    assert all(is_paired(quote.text) for quote in printed)
    assert not [
        (one.code, other.code)
        for one, other in combinations(printed, 2)
        if Words.of(one).overlaps(Words.of(other))
    ]


def test_what_speaks_against_lasting_change_is_not_cut_to_its_opposite(quoted):
    passages: pd.DataFrame = read(quoted, PASSAGES)
    mine = passages[
        (passages["code"] == "impact.little_change")
        & (passages["interview"] == "P22")
        & (passages["turn"] == 42)
    ]
    assert any(text.startswith("It doesn't fit the place.") for text in mine["text"])
    assert not any(text.startswith("And when a nurse says") for text in mine["text"])
