from dataclasses import replace

import pandas as pd
import pytest

from aft_themes.catalog import CODED_QUOTES
from aft_themes.io.parquet import empty_frame
from aft_themes.tables.results import TABLES
from aft_themes.themes.counting import CodedInterviews, count_themes
from tests.made_results import made_results

RESULTS = {
    "participants": "participants",
    "themes": "themes",
    "groups": "groups",
    "cooccurrence": "cooccurrence",
    "passages": "passages",
    "quotes": "quotes",
}


@pytest.fixture(scope="module")
def made():
    return made_results()


def interviews_of(made, **other):
    return CodedInterviews(
        turns=made.clean_turns,
        sentences=made.sentences,
        segments=made.segments,
        codings=made.codings.drop(columns="participant"),
        coded_quotes=empty_frame(CODED_QUOTES),
        assignments=made.assignments,
        people=made.people,
        **{"vectors": made.vectors, **other},
    )


def test_themes_passages_and_quotes_are_those_of_the_final_codings(made):
    found = count_themes(interviews_of(made), [], made.codebook, made.settings)
    for name, field in RESULTS.items():
        key = list(TABLES[field].key)
        ours = getattr(found, name).sort_values(key, ignore_index=True)
        theirs = getattr(made, field).sort_values(key, ignore_index=True)[list(ours.columns)]
        pd.testing.assert_frame_equal(ours, theirs, check_dtype=False)
    assert found.unplaced.empty


def test_without_vectors_no_rule_chooses_a_quote(made):
    found = count_themes(interviews_of(made, vectors=None), [], made.codebook, made.settings)
    assert len(found.passages)
    assert not found.quotes["printed"].any()


def test_what_the_authors_quote_is_looked_up_and_what_is_not_there_is_listed(made, tmp_path):
    file = tmp_path / "quotes.csv"
    code = made.codings["code"].iloc[0]
    file.write_text(f"interview,words,code,use\nP01,nobody said this,{code},use\n")
    found = count_themes(interviews_of(made), [file], made.codebook, made.settings)
    assert found.unplaced["reason"].tolist() == ["the words are not in the transcript"]


def test_who_was_not_coded_is_not_counted(made):
    some = made.assignments[made.assignments["interview"] != "P06"]
    left = made.codings[made.codings["interview"] != "P06"].drop(columns="participant")
    study = replace(interviews_of(made), assignments=some, codings=left)
    found = count_themes(study, [], made.codebook, made.settings)
    assert "P06" not in set(found.participants["participant"])
    assert set(found.themes["of"]) == {made.participants["participant"].nunique() - 1}
