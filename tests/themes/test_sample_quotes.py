"""Every quote that the sample's report prints shows what it says."""

from dataclasses import dataclass
from itertools import combinations
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
import yaml
from sklearn.feature_extraction.text import HashingVectorizer

from aft_themes.catalog import (
    AUTO_CODED,
    CLEAN_TURNS,
    CODED_QUOTES,
    FINAL_CODINGS,
    QUOTES,
    REVIEWED_CODINGS,
    SEGMENTS,
    VECTORS,
)
from aft_themes.codebook.reading import load_codebook
from aft_themes.coding.coder_assignments import assign_coders
from aft_themes.coding.coder_files import read_coder_files
from aft_themes.coding.layers import every_quote, final_codings
from aft_themes.coding.placing import place_codings
from aft_themes.corpus.participants import name_participants, with_participants
from aft_themes.corpus.segments import clean_turns, make_segments, place_turns
from aft_themes.corpus.sentences import list_sentences, sentences_by_turn, splitter_of
from aft_themes.corpus.speakers import load_speakers
from aft_themes.deidentify import find_replacements, load_identifiers
from aft_themes.io.parquet import empty_frame, read_frame
from aft_themes.settings import check_settings
from aft_themes.themes.authors_quotes import Words
from aft_themes.themes.excerpts import choose_excerpts
from aft_themes.themes.passages import is_paired, make_passages
from aft_themes.themes.quotes import choose_quotes, roll_up_passages, with_distances
from tests.conftest import SAMPLE, copy_project

SETTINGS = check_settings(yaml.safe_load((SAMPLE / "settings.yaml").read_text()))
pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Quoted:
    codings: pd.DataFrame
    passages: pd.DataFrame
    printed: list
    excerpts: dict


def coded(interviews, turns):
    """The sample's turns, segments and final codings, made in this process by what rules call."""
    codebook = load_codebook(SAMPLE / "codebook.yaml")
    turns = name_participants(turns, interviews, load_speakers([], interviews))
    names = find_replacements(turns, load_identifiers(SAMPLE / "identifiers.csv"))
    placed = place_turns(turns, names.replacements)
    segments = make_segments(turns, placed, SETTINGS.segments, SETTINGS.language)
    files = read_coder_files(sorted((SAMPLE / "codings").glob("*.csv")), codebook, interviews)
    placement = place_codings(
        files.coded,
        turns,
        placed,
        segments,
        min_overlap=SETTINGS.coding.min_overlap,
        codebook_version=codebook.version,
    )
    coders, _ = assign_coders(
        files.interviews, turns["interview"].unique(), files.coded, files.coders
    )
    none = empty_frame(AUTO_CODED), empty_frame(REVIEWED_CODINGS)
    final = final_codings(placement.codings, *none, coders, final=SETTINGS.coding.final)
    codings = every_quote(with_participants(final, segments), placement.quotes)
    return clean_turns(turns, placed), segments, codings


def gathered(codings, turns, segments, vectors, quotes=None):
    """Put together what is quoted; quotes are chosen by the vectors if no run has chosen them."""
    codebook = load_codebook(SAMPLE / "codebook.yaml")
    sentences = list_sentences(turns, splitter_of(turns, SETTINGS.segments))
    passages = make_passages(codings, turns, segments, sentences, SETTINGS.quotes)
    if quotes is None:
        quotes = choose_quotes(passages, segments, vectors, codebook, SETTINGS.quotes)
    printed = list(quotes[quotes["printed"]].itertuples())
    rolled = roll_up_passages(passages, codebook).groupby("code")
    near = pd.concat(with_distances(mine, segments, vectors) for _, mine in rolled)
    taken = [Words.of(quote) for quote in printed]
    wanted = {code.id: code.definition for code in codebook.codes if code.level == 2}
    excerpts = choose_excerpts(near, wanted, sentences_by_turn(sentences), taken)
    return Quoted(codings, passages, printed, excerpts)


def by_likeness_of_words(request):
    """The sample's quotes, as its run chooses them, but by likeness of words instead of vectors.

    What is said of quotes must hold whichever of them are chosen, and embedding costs most.
    """
    interviews, turns, _ = request.getfixturevalue("sample_read")
    turns, segments, codings = coded(interviews, turns)
    words = HashingVectorizer(n_features=384).transform(segments["text"])
    return gathered(codings, turns, segments, words.toarray().astype(np.float32))


def by_a_run(request):
    """The quotes that the workflow chooses, by vectors."""
    folder = request.getfixturevalue("tmp_path_factory").mktemp("sample") / "project"
    project = copy_project(folder, SAMPLE, "aft-sample")
    tables = (CODED_QUOTES, FINAL_CODINGS, CLEAN_TURNS, SEGMENTS, QUOTES)
    paths = [project.processed / table.path for table in tables]
    done = project.run(*(str(path.relative_to(project.folder)) for path in paths))
    assert done.returncode == 0, done.stderr[-4000:]
    quotes_of_coders, final, turns, segments, quotes = map(read_frame, paths, tables)
    codings = every_quote(with_participants(final, segments), quotes_of_coders)
    vectors = np.load(project.processed / VECTORS.path)
    return gathered(codings, turns, segments, vectors, quotes)


@pytest.fixture(
    scope="module",
    params=[by_likeness_of_words, pytest.param(by_a_run, marks=pytest.mark.nightly)],
    ids=["by likeness of words", "by a run"],
)
def quoted(request):
    return request.param(request)


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
