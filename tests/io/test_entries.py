"""How tables of the catalog are made from short descriptions."""

import pyarrow as pa

from aft_themes.io.entries import Column, Entry, Table, table

MADE = table(
    "people",
    "private/people.parquet",
    "One row per person.",
    key="site person",
    site="str: Where: the clinic.",
    person="int: Number of the person.",
    age="float?: Age, if known.",
    codes="list[str]: Codes.",
)


def test_a_description_is_a_type_and_a_sentence_that_may_hold_a_colon():
    assert MADE.columns["site"] == Column("str", "Where: the clinic.")
    assert MADE.columns["age"] == Column("float?", "Age, if known.")
    assert (MADE.name, MADE.path, MADE.about) == (
        "people", "private/people.parquet", "One row per person.",
    )  # fmt: skip
    assert MADE.key == ("site", "person")
    assert MADE.folder == "processed"
    assert MADE.private


def test_a_question_mark_says_that_a_value_may_be_missing():
    assert MADE.schema == pa.schema(
        [
            pa.field("site", pa.string(), nullable=False),
            pa.field("person", pa.int32(), nullable=False),
            pa.field("age", pa.float64(), nullable=True),
            pa.field("codes", pa.list_(pa.string()), nullable=False),
        ]
    )


def test_a_second_table_keeps_columns_and_key_and_has_its_own_name():
    other = MADE.stored_as("staff", "staff.parquet", "One row per member of staff.")
    assert (other.name, other.path) == ("staff", "staff.parquet")
    assert (other.columns, other.key) == (MADE.columns, MADE.key)
    assert not other.private
    assert MADE.name == "people"


def test_further_columns_come_last_and_leave_the_first_table_as_it_is():
    more = MADE.with_columns(known="bool?: Whether: yes or no.")
    assert list(more.columns) == [*MADE.columns, "known"]
    assert more.columns["known"] == Column("bool?", "Whether: yes or no.")
    assert more.schema.field("known").type == pa.bool_()
    assert "known" not in MADE.columns


def test_an_entry_is_among_the_results_of_a_run_unless_it_says_so():
    assert Entry("x", "x.csv", "It.").folder == "processed"
    assert not isinstance(Entry("x", "x.csv", "It."), Table)
