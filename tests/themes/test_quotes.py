import numpy as np
import pandas as pd
import pytest

from aft_themes.catalog import QUOTES
from aft_themes.coding.codebook import Code, Codebook
from aft_themes.errors import SchemaError
from aft_themes.io.parquet import check
from aft_themes.settings import QuoteSettings
from aft_themes.themes.quotes import centre_distances, check_verbatim, choose_quotes

BOOK = Codebook(
    "Test", "1.0", tuple(Code(code, code, "d", "i", "e") for code in ("tasks", "tasks.tape"))
)
SETTINGS = QuoteSettings(min_words=3, max_words=10, per_participant=2)


def study(valences, words=None, interviews=None):
    number = len(valences)
    interviews = interviews or [f"P{n:02d}" for n in range(1, number + 1)]
    segments = pd.DataFrame(
        {
            "segment_id": [f"{i}.{n:03d}.1" for n, i in enumerate(interviews, 1)],
            "interview": interviews,
            "participant": interviews,
            "turn": range(1, number + 1),
            "text": [f"quote number {n}" for n in range(number)],
            "words": words or [5] * number,
        }
    )
    codings = segments[["segment_id", "interview"]].assign(code="tasks", valence=valences)
    angles = np.linspace(0, 0.5, number)
    return codings, segments, np.column_stack([np.cos(angles), np.sin(angles)])


def test_the_typical_quote_is_nearest_the_centre_and_the_contrary_one_differs_in_valence():
    codings, segments, vectors = study(["benefit", "benefit", "benefit", "challenge", "benefit"])
    quotes = choose_quotes(codings, segments, vectors, BOOK, SETTINGS)
    check(quotes, QUOTES)
    printed = quotes[quotes["printed"]].set_index("stance")
    assert printed.loc["typical", "segment_id"] == "P03.003.1"
    assert printed.loc["contrary", "segment_id"] == "P04.004.1"
    assert set(quotes.loc[~quotes["printed"], "interview"]) == {"P01", "P02", "P05"}


def test_quotes_outside_the_length_window_are_not_taken():
    codings, segments, vectors = study(["benefit"] * 3, words=[5, 2, 11])
    quotes = choose_quotes(codings, segments, vectors, BOOK, SETTINGS)
    assert quotes["segment_id"].tolist() == ["P01.001.1"]


def test_a_participant_is_printed_at_most_so_often():
    codings, segments, vectors = study(["benefit"] * 4, interviews=["P01"] * 4)
    both = pd.concat([codings, codings.assign(code="tasks.tape")])
    once = QuoteSettings(min_words=3, max_words=10, per_participant=1)
    quotes = choose_quotes(both, segments, vectors, BOOK, once)
    # the code below chooses first: its few segments leave it least choice
    assert quotes.loc[quotes["printed"], "code"].tolist() == ["tasks.tape"]


def test_distances_to_the_centre():
    distances = centre_distances(np.array([[1.0, 0.0], [0.0, 1.0]]))
    assert distances == pytest.approx([1 - 2**-0.5] * 2, abs=1e-6)
    assert centre_distances(np.zeros((2, 2))).tolist() == [1, 1]


def test_a_quote_that_nobody_said_stops_the_build_without_being_quoted():
    turns = pd.DataFrame({"interview": ["P01"], "turn": [2], "text": ["I said this."]})
    said = pd.DataFrame({"interview": ["P01"], "turn": [2], "text": ["said this"]})
    check_verbatim(said, turns)
    with pytest.raises(SchemaError, match="P01 turn 2") as caught:
        check_verbatim(said.assign(text="said that"), turns)
    assert "said that" not in str(caught.value)
