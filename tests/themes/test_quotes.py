"""Which quotes are printed: by the rule, and by the authors' own choice."""

import numpy as np
import pandas as pd
import pytest

from aft_themes.catalog import PASSAGES, QUOTES, UNPLACED_QUOTES
from aft_themes.codebook.codes import Code, Codebook
from aft_themes.errors import InputError, SchemaError
from aft_themes.io.parquet import check, empty_frame
from aft_themes.settings import QuoteSettings
from aft_themes.themes.authors_quotes import load_authors_quotes, place_authors_quotes
from aft_themes.themes.quotes import centre_distances, check_verbatim, choose_quotes

BOOK = Codebook(
    "Test", "1.0", tuple(Code(code, code, "d", "i", "e") for code in ("tasks", "tasks.tape"))
)
SETTINGS = QuoteSettings(min_words=3, max_words=10, per_participant=2)


def study(valences, words=None, interviews=None, **more):
    """Passages of one code, one to a segment and a turn, further and further from the first."""
    number = len(valences)
    interviews = interviews or [f"P{n:02d}" for n in range(1, number + 1)]
    passages = pd.DataFrame(
        {
            "code": "tasks",
            "interview": interviews,
            "participant": interviews,
            "turn": range(1, number + 1),
            "evidence_start": 0,
            "evidence_end": 5,
            "segment_ids": [[f"{i}.{n:03d}.1"] for n, i in enumerate(interviews, 1)],
            "valence": valences,
            "start": 0,
            "end": 14,
            "words": words or [5] * number,
            "text": [f"quote number {n}" for n in range(number)],
            "cut_before": False,
            "cut_after": False,
            "paired": True,
            "question": "",
        }
    ).assign(**more)
    check(passages, PASSAGES)
    segments = pd.DataFrame({"segment_id": [one for (one,) in passages["segment_ids"]]})
    angles = np.linspace(0, 0.5, number)
    return passages, segments, np.column_stack([np.cos(angles), np.sin(angles)])


def printed_of(quotes):
    return quotes[quotes["printed"]].set_index("stance")


def test_the_typical_quote_is_nearest_the_centre_and_the_contrary_one_differs_in_valence():
    made = study(["benefit", "benefit", "benefit", "challenge", "benefit"])
    quotes = choose_quotes(*made, BOOK, SETTINGS)
    check(quotes, QUOTES)
    assert printed_of(quotes).loc["typical", "segment_id"] == "P03.003.1"
    assert printed_of(quotes).loc["contrary", "segment_id"] == "P04.004.1"
    assert set(quotes.loc[~quotes["printed"], "interview"]) == {"P01", "P02", "P05"}
    assert set(quotes["chosen_by"]) == {"rule"}


def test_whole_passages_of_fitting_length_come_before_short_and_shortened_ones():
    quotes = choose_quotes(*study(["benefit"] * 3, words=[5, 2, 10]), BOOK, SETTINGS)
    assert printed_of(quotes).loc["typical", "interview"] in {"P01", "P03"}
    cut = study(["benefit"] * 3, cut_after=[True, False, True])
    assert printed_of(choose_quotes(*cut, BOOK, SETTINGS)).loc["typical", "interview"] == "P02"
    only = choose_quotes(*study(["benefit"], words=[2]), BOOK, SETTINGS)
    assert printed_of(only).loc["typical", "interview"] == "P01"


def test_a_code_whose_every_passage_opens_a_quotation_has_no_quote():
    assert choose_quotes(*study(["benefit"] * 2, paired=[False] * 2), BOOK, SETTINGS).empty


def test_an_open_quotation_is_never_printed():
    quotes = choose_quotes(*study(["benefit"] * 2, paired=[False, True]), BOOK, SETTINGS)
    assert quotes["interview"].tolist() == ["P02"]


def test_a_participant_is_printed_at_most_so_often():
    passages, segments, vectors = study(["benefit"] * 4, interviews=["P01"] * 4)
    both = pd.concat([passages, passages.assign(code="tasks.tape")])
    once = QuoteSettings(min_words=3, max_words=10, per_participant=1)
    quotes = choose_quotes(both, segments, vectors, BOOK, once)
    # the code below chooses first: its few passages leave it least choice
    assert quotes.loc[quotes["printed"], "code"].tolist() == ["tasks.tape"]


def test_by_rule_no_words_are_printed_twice_even_where_they_overlap():
    passages, segments, vectors = study(["benefit"])
    overlapping = passages.assign(code="tasks.tape", start=10, end=30)
    quotes = choose_quotes(pd.concat([passages, overlapping]), segments, vectors, BOOK, SETTINGS)
    assert quotes.loc[quotes["printed"], "code"].tolist() == ["tasks.tape"]
    beside = passages.assign(code="tasks.tape", start=14, end=30)
    apart = choose_quotes(pd.concat([passages, beside]), segments, vectors, BOOK, SETTINGS)
    assert apart["printed"].sum() == 2


def test_the_same_words_with_two_codes_below_speak_both_ways_above():
    passages, segments, vectors = study(["benefit"])
    other = passages.assign(code="tasks.tape", valence="challenge")
    quotes = choose_quotes(pd.concat([passages, other]), segments, vectors, BOOK, SETTINGS)
    assert quotes.loc[quotes["code"] == "tasks", "valence"].tolist() in ([], ["mixed"])


def test_without_codings_there_are_no_quotes():
    quotes = choose_quotes(
        empty_frame(PASSAGES), pd.DataFrame({"segment_id": []}), np.zeros((0, 2)), BOOK, SETTINGS
    )
    check(quotes, QUOTES)
    assert quotes.empty


TURNS = pd.DataFrame(
    {
        "interview": ["P01", "P01", "P02", "P02"],
        "turn": [1, 2, 1, 2],
        "role": ["participant"] * 4,
        "text": ["quote number 0, he said.", "Well.", "Well.", "I said it. I said it."],
    }
)


def authors(tmp_path, *lines):
    path = tmp_path / "quotes.csv"
    path.write_text("\n".join(["interview,turn,words,code,use,note", *lines]), encoding="utf-8")
    wanted = load_authors_quotes(path, BOOK)
    return place_authors_quotes(wanted, TURNS, study(["benefit", "challenge"])[0], BOOK)


def test_a_quote_of_the_authors_wins_over_the_rule(tmp_path):
    chosen = authors(tmp_path, 'P01,1,"Quote  number 0",tasks,Use,our best')
    check(chosen.unplaced, UNPLACED_QUOTES)
    quotes = choose_quotes(*study(["benefit", "benefit", "benefit"]), BOOK, SETTINGS, chosen)
    check(quotes, QUOTES)
    row = printed_of(quotes).loc["typical"]
    assert (row["chosen_by"], row["text"]) == ("authors", "quote number 0,")
    check_verbatim(printed_of(quotes), TURNS)


def test_barred_words_are_printed_for_no_code_or_not_for_this_one(tmp_path):
    never = authors(tmp_path, "P01,1,quote number,,never,")
    assert never.unplaced.empty
    for code, left in (("", {"P02"}), ("tasks", {"P02"}), ("tasks.tape", {"P01", "P02"})):
        barred = authors(tmp_path, f"P01,1,quote number,{code},never,")
        made = choose_quotes(*study(["benefit"] * 2), BOOK, SETTINGS, barred)
        assert set(made["interview"]) == left


def test_rows_that_cannot_be_used_are_listed_with_the_reason(tmp_path):
    chosen = authors(
        tmp_path,
        "P09,1,quote number,tasks,use,",
        "P01,one,quote number,tasks,use,",
        "P01,1,nobody said this,tasks,use,",
        "P02,2,I said it,tasks,use,",
        "P01,2,Well,tasks,use,",
        "P01,1,...,tasks,use,",
    )
    assert chosen.quotes.empty
    assert chosen.unplaced["reason"].tolist() == [
        "no transcript of this interview was read",
        "the turn is not a number",
        "the words are not in the transcript",
        "the words occur 2 times: name their turn",
        "no coder gave this code to these words",
        "there are no words",
    ]
    assert chosen.unplaced["row"].tolist() == [2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("P01,1,quote,no.such,use,", "rows 2|row 2"),
        ("P01,1,quote,tasks,perhaps,", "write use or never"),
        ("P01,1,quote,,use,", "no code of the codebook"),
    ],
)
def test_rows_with_unknown_codes_or_uses_stop_the_check(tmp_path, line, said):
    with pytest.raises(InputError, match=said) as caught:
        authors(tmp_path, line)
    assert "quote," not in str(caught.value)


def test_distances_to_the_centre():
    distances = centre_distances(np.array([[1.0, 0.0], [0.0, 1.0]]))
    assert distances == pytest.approx([1 - 2**-0.5] * 2, abs=1e-6)
    assert centre_distances(np.zeros((2, 2))).tolist() == [1, 1]


def test_a_quote_that_nobody_said_stops_the_build_without_being_quoted():
    turns = pd.DataFrame(
        {"interview": ["P01"] * 2, "turn": [1, 2], "text": ["Why so?", "I said this."]}
    )
    said = pd.DataFrame({"interview": ["P01"], "turn": [2], "text": ["said this"]})
    check_verbatim(said.assign(question="Why so?"), turns)
    with pytest.raises(SchemaError, match="P01 turn 2") as caught:
        check_verbatim(said.assign(text="said that"), turns)
    assert "said that" not in str(caught.value)
    with pytest.raises(SchemaError, match="P01 turn 2"):
        check_verbatim(said.assign(question="Why not?"), turns)
