"""The catalog: one name and one place for every file, a sentence for every column."""

import re

import pytest

from aft_themes.catalog import CATALOG, CODINGS, SUGGESTED_CODINGS, TURNS, stored_tables
from aft_themes.io.entries import Entry, Table

ENTRIES = list(CATALOG.values())
TABLES = [entry for entry in ENTRIES if isinstance(entry, Table)]
SHARE_A_FOLDER = {"codebook_versions", "earlier_coder_files"}  # both lie among earlier versions


def test_every_name_and_every_path_means_one_file():
    assert [entry.name for entry in ENTRIES] == list(CATALOG)
    alone = [entry for entry in ENTRIES if entry.path and entry.name not in SHARE_A_FOLDER]
    places = [(entry.folder, entry.path) for entry in alone]
    assert len(set(places)) == len(places)
    assert {entry.folder for entry in ENTRIES} == {"raw", "processed", "reports"}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_every_entry_is_told_in_a_sentence(entry):
    assert re.fullmatch(r"[A-Z].*\.", entry.about)
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", entry.name)
    assert not entry.path.startswith(("/", "."))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_has_a_schema_and_says_what_its_columns_hold(table):
    assert table.schema.names == list(table.columns)
    assert table.key
    assert set(table.key) <= set(table.columns)
    for name, column in table.columns.items():
        assert re.fullmatch(r"\S.*\.", column.about), name
        assert table.schema.field(name).nullable == column.type.endswith("?"), name


def test_tables_that_are_stored_are_those_with_a_file():
    stored = stored_tables()
    assert TURNS in stored
    assert CODINGS not in stored
    assert all(table.path.endswith(".parquet") for table in stored)
    assert {"codings", "planning", "saturation", "saturation_curve"} == {
        table.name for table in TABLES if table not in stored
    }


def test_a_layer_of_codings_has_their_columns_and_its_own():
    own = list(SUGGESTED_CODINGS.columns)[len(CODINGS.columns) :]
    assert list(SUGGESTED_CODINGS.columns)[: len(CODINGS.columns)] == list(CODINGS.columns)
    assert own[0] == "rank"
    assert SUGGESTED_CODINGS.key == CODINGS.key
    assert isinstance(SUGGESTED_CODINGS, Entry)
