"""The files that a rule declares, by their names."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from aft_themes.io.entries import Entry, table
from aft_themes.workflow.rule_files import RuleFiles, as_paths

ONE, SEVERAL = Entry("one", "one.csv", "One."), Entry("several", "{shard}.csv", "Several.")
OTHER, VECTORS = Entry("other", "other.csv", "Other."), Entry("vectors", "vectors.npy", "Vectors.")
NUMBERS = table("numbers", "numbers.parquet", "Numbers.", key="number", number="int: It.")


def test_a_name_stands_for_one_path_or_several():
    files = RuleFiles({"one": Path("a"), "several": [Path("b"), Path("c")], "other": []})
    assert files.path(ONE) == Path("a")
    assert files.paths(ONE) == [Path("a")]
    assert files.paths(SEVERAL) == [Path("b"), Path("c")]
    assert files.paths(OTHER) == []
    assert files.by_name == {"one": Path("a")}
    with pytest.raises(ValueError, match="too many"):
        files.path(SEVERAL)


def test_an_input_that_the_study_lacks_is_not_among_the_files():
    files = RuleFiles({"one": Path("a"), "other": []})
    assert ONE in files
    assert OTHER not in files
    assert SEVERAL not in files


def test_what_the_rule_does_not_declare_cannot_be_reached():
    with pytest.raises(KeyError, match="the rule declares no file 'other'"):
        RuleFiles({"one": Path("a")}).path(OTHER)


def test_the_files_of_another_study_have_its_name_before_theirs():
    files = RuleFiles({"one": Path("a"), "trained_one": Path("b"), "trainedone": Path("c")})
    assert files.of("trained").by_name == {"one": Path("b")}


def test_paths_from_the_engine_may_be_one_or_many():
    assert as_paths("a/b") == Path("a/b")
    assert as_paths(Path("a")) == Path("a")
    assert as_paths(["a", Path("b")]) == [Path("a"), Path("b")]
    assert as_paths([]) == []


def test_tables_and_vectors_come_back_as_they_were_written(tmp_path):
    files = RuleFiles({"numbers": tmp_path / "n.parquet", "vectors": tmp_path / "v.npy"})
    files.write(pd.DataFrame({"number": [2, 1]}), NUMBERS)
    assert files.read(NUMBERS)["number"].tolist() == [1, 2]
    twice = RuleFiles({"numbers": [tmp_path / "n.parquet"] * 2})
    assert [len(frame) for frame in twice.read_all(NUMBERS)] == [2, 2]
    vectors = np.arange(6, dtype=np.float32).reshape(2, 3)
    files.write_array(vectors, VECTORS)
    for mapped in (False, True):
        read = files.read_array(VECTORS, mapped=mapped)
        assert isinstance(read, np.memmap) == mapped
        np.testing.assert_array_equal(read, vectors)


def test_a_table_that_the_rule_does_not_declare_is_read_as_an_empty_one(tmp_path):
    files = RuleFiles({"numbers": tmp_path / "n.parquet"})
    files.write(pd.DataFrame({"number": [2, 1]}), NUMBERS)
    assert len(files.read_if_made(NUMBERS)) == 2
    assert RuleFiles({}).read_if_made(NUMBERS).columns.tolist() == ["number"]
    assert RuleFiles({"numbers": []}).read_if_made(NUMBERS).empty
