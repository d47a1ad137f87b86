import stat

import pandas as pd
import pytest

from aft_themes.errors import InputError, SchemaError
from aft_themes.io.entries import Entry, table
from aft_themes.io.files import remove_unfinished, write_text, write_whole
from aft_themes.io.parquet import check, empty_frame, read_frame, rows, write_frame

RULE = table(
    "things",
    "things.parquet",
    "Things.",
    key="name",
    name="str: Its name.",
    number="int: How many.",
    share="float?: Of all.",
    tags="list[str]: Its tags.",
)
GOOD = pd.DataFrame(
    {"name": ["b", "a"], "number": [2, 1], "share": [None, 0.5], "tags": [[], ["x"]]}
)


def test_frames_come_back_sorted_by_key_and_the_same_bytes(tmp_path):
    write_frame(GOOD, tmp_path / "a" / "one.parquet", RULE)
    write_frame(GOOD[::-1], tmp_path / "two.parquet", RULE)
    back = read_frame(tmp_path / "a" / "one.parquet", RULE)
    assert back["name"].tolist() == ["a", "b"]
    assert (tmp_path / "a" / "one.parquet").read_bytes() == (tmp_path / "two.parquet").read_bytes()


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (GOOD.drop(columns="tags"), r"missing columns \['tags'\]"),
        (GOOD.assign(more=1), r"unknown columns \['more'\]"),
        (GOOD.assign(name="a"), r"1 rows repeat a key"),
        (GOOD.assign(name=[None, "a"]), r"column name has missing values"),
        (GOOD.assign(number=["x", "what somebody said"]), r"values of the wrong type"),
    ],
)
def test_broken_frames_are_refused_without_quoting_them(frame, message):
    with pytest.raises(SchemaError, match=message) as caught:
        check(frame, RULE)
    assert "somebody" not in str(caught.value)


def test_a_file_of_another_table_is_refused(tmp_path):
    other = table("other", "other.parquet", "Others.", key="name", name="str: Its name.")
    write_frame(pd.DataFrame({"name": ["a"]}), tmp_path / "x.parquet", other)
    with pytest.raises(SchemaError, match=r"x\.parquet"):
        read_frame(tmp_path / "x.parquet", RULE)


@pytest.mark.parametrize(
    "columns",
    [
        {"key": "name", "name": "str: Its name.", "number": "str: How many."},  # another type
        {"key": "name", "name": "str: Its name.", "count": "int: How many."},  # another name
        {"key": "name", "name": "str: Its name."},  # one less
    ],
)
def test_names_and_types_of_a_file_must_both_be_right(tmp_path, columns):
    written = table(
        "x", "x.parquet", "X.", key="name", name="str: Its name.", number="int: How many."
    )
    write_frame(pd.DataFrame({"name": ["a"], "number": [1]}), tmp_path / "x.parquet", written)
    with pytest.raises(SchemaError, match="other columns than this version writes"):
        read_frame(tmp_path / "x.parquet", table("y", "y.parquet", "Y.", **columns))


@pytest.mark.parametrize(
    ("folder", "path", "private"),
    [
        ("raw", "interviews.csv", True),
        ("processed", "private/key.json", True),
        ("processed", "segments.parquet", False),
        ("processed", "not/private/at_all.csv", False),
        ("reports", "report.html", False),
    ],
)
def test_raw_files_and_private_folders_may_identify_people(folder, path, private):
    assert Entry("name", path, "What it holds.", folder).private == private


def test_rows_are_those_of_pandas():
    mixed = GOOD.assign(**{"at once": [True, False], "class": ["x", None]})
    for frame in (mixed, mixed.head(0), mixed[["number"]]):
        pairs = list(zip(rows(frame), frame.itertuples(index=False), strict=True))
        assert len(pairs) == len(frame)
        for ours, theirs in pairs:
            assert repr(ours[:]) == repr(theirs[:])
            assert [type(one) for one in ours] == [type(one) for one in theirs]
            assert ours._fields == theirs._fields


def test_an_empty_frame_keeps_the_contract():
    assert check(empty_frame(RULE), RULE).num_rows == 0


def test_a_failed_write_leaves_nothing_behind_and_the_old_file_whole(tmp_path):
    target = tmp_path / "file.txt"
    target.write_text("old")

    def fail(part):
        part.write_text("half")
        raise RuntimeError("disk full")

    with pytest.raises(RuntimeError, match="disk full"):
        write_whole(target, fail)
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_what_a_killed_write_leaves_is_removed_and_nothing_else(tmp_path):
    left = []

    def killed(part):
        part.write_text("half")
        left.append(part.rename(part.with_name(f"{part.name}.left")))
        raise KeyboardInterrupt

    for folder in ("private", "tables"):
        write_text(tmp_path / folder / "whole.csv", "whole")
        with pytest.raises(KeyboardInterrupt):
            write_whole(tmp_path / folder / "table.csv", killed)
    assert all(part.is_file() for part in left)
    remove_unfinished(tmp_path)
    kept = [path.name for path in tmp_path.rglob("*") if path.is_file()]
    assert kept == ["whole.csv", "whole.csv"]


def test_input_errors_name_the_file_but_not_its_folder():
    error = InputError("/home/someone/data/x.csv", "is empty.", "fill it.", "row 2")
    assert str(error) == "x.csv, row 2: is empty. Fix: fill it."


def test_what_may_identify_people_is_closed_to_others_and_nothing_else(tmp_path):
    home = tmp_path / "private" / "data" / "processed" / "mini"
    write_text(home / "private" / "deep" / "key.json", "{}")
    write_text(home / "settings.yaml", "")

    def mode(path):
        return stat.S_IMODE(path.stat().st_mode)

    assert mode(home / "private") == 0o700
    assert mode(home / "private" / "deep" / "key.json") == 0o600
    assert mode(home / "settings.yaml") == 0o644
    assert mode(tmp_path / "private") != 0o700
