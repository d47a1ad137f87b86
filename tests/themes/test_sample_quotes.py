"""Every quote that the sample's report prints shows what it says."""

from dataclasses import dataclass
from itertools import combinations
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
import yaml
from sklearn.feature_extraction.text import HashingVectorizer

from aft_themes.catalog import CLEAN_TURNS, CODED_QUOTES, FINAL_CODINGS, SEGMENTS
from aft_themes.coding.codebook_reading import load_codebook
from aft_themes.coding.layers import every_quote
from aft_themes.corpus.participants import with_participants
from aft_themes.io.parquet import read_frame
from aft_themes.settings import check_settings
from aft_themes.themes.authors_quotes import Words
from aft_themes.themes.excerpts import choose_excerpts
from aft_themes.themes.passages import is_paired, make_passages, splitter_of
from aft_themes.themes.quotes import choose_quotes, roll_up_passages, with_distances
from tests.conftest import SAMPLE, copy_project

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Quoted:
    codings: pd.DataFrame
    passages: pd.DataFrame
    printed: list
    excerpts: dict


@pytest.fixture(scope="module")
def quoted(tmp_path_factory):
    """The sample's quotes, as its run chooses them, but by likeness of words instead of vectors.

    What is said of quotes must hold whichever of them are chosen, and embedding costs most.
    """
    project = copy_project(tmp_path_factory.mktemp("sample"), SAMPLE, "aft-sample")
    tables = (CODED_QUOTES, FINAL_CODINGS, CLEAN_TURNS, SEGMENTS)
    paths = [project.processed / table.path for table in tables]
    done = project.run(*(str(path.relative_to(project.folder)) for path in paths))
    assert done.returncode == 0, done.stderr[-4000:]
    coded, final, turns, segments = map(read_frame, paths, tables)
    settings = check_settings(yaml.safe_load((SAMPLE / "settings.yaml").read_text()))
    codings = every_quote(with_participants(final, segments), coded)
    splitter = splitter_of(turns, settings.segments)
    passages = make_passages(codings, turns, segments, splitter, settings.quotes)
    words = HashingVectorizer(n_features=384).transform(segments["text"])
    vectors = words.toarray().astype(np.float32)
    codebook = load_codebook(SAMPLE / "codebook.yaml")
    quotes = choose_quotes(passages, segments, vectors, codebook, settings.quotes)
    printed = list(quotes[quotes["printed"]].itertuples())
    rolled = roll_up_passages(passages, codebook).groupby("code")
    near = pd.concat(with_distances(mine, segments, vectors) for _, mine in rolled)
    taken = [Words.of(quote) for quote in printed]
    wanted = {code.id: code.definition for code in codebook.codes if code.level == 2}
    excerpts = choose_excerpts(near, wanted, splitter, taken)
    return Quoted(codings, passages, printed, excerpts)


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
    printed = quoted.printed
    assert len(printed) > 90
    lacking = [
        (quote.code, quote.interview, quote.turn)
        for quote in printed
        if not any(holds(quote, *span) for span in evidence_of(quote, quoted.codings))
    ]
    assert not lacking


def test_every_excerpt_holds_what_a_coder_marked_or_nothing_else(quoted):
    assert len(quoted.excerpts) > 50
    lacking = []
    for code, one in quoted.excerpts.items():
        of = SimpleNamespace(code=code, interview=one.place.interview, turn=one.place.turn)
        spans = evidence_of(of, quoted.codings)
        if one.whole:
            right = [s for s, e in spans if one.place.start <= s and e <= one.place.end]
        else:  # from sentence to sentence within what the coder marked
            right = [s for s, e in spans if s < one.place.end and one.place.start < e]
        lacking += [] if right else [code]
    assert not lacking
    assert sum(one.whole for one in quoted.excerpts.values()) > len(quoted.excerpts) / 2
    assert all(is_paired(one.text) for one in quoted.excerpts.values())


def test_no_quotation_is_open_and_no_words_are_printed_twice(quoted):
    printed = quoted.printed
    assert all(is_paired(quote.text) for quote in printed)
    assert not [
        (one.code, other.code)
        for one, other in combinations(printed, 2)
        if Words.of(one).overlaps(Words.of(other))
    ]


def test_what_speaks_against_lasting_change_is_not_cut_to_its_opposite(quoted):
    passages = quoted.passages
    mine = passages[
        (passages["code"] == "impact.little_change")
        & (passages["interview"] == "P22")
        & (passages["turn"] == 42)
    ]
    assert any(text.startswith("It doesn't fit the place.") for text in mine["text"])
    assert not any(text.startswith("And when a nurse says") for text in mine["text"])
