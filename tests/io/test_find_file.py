"""Files found by their names as people write them."""

import unicodedata

import pytest

from aft_themes.io.files import find_file

NAME = "Ren\u00e9e.txt"


@pytest.mark.parametrize("name", [unicodedata.normalize("NFD", NAME), "Ren\u00e9e.TXT", NAME])
def test_accents_in_two_signs_and_capital_extensions_are_the_same_name(tmp_path, name):
    (tmp_path / name).touch()
    assert find_file(tmp_path, NAME) == tmp_path / name


def test_of_several_files_that_fit_none_is_chosen_but_the_exact_one_is(tmp_path):
    for ending in ("TXT", "Txt"):
        (tmp_path / f"a.{ending}").touch()
    assert find_file(tmp_path, "a.txt") is None
    assert find_file(tmp_path, "a.TXT") == tmp_path / "a.TXT"


def test_another_stem_and_a_folder_are_no_such_file(tmp_path):
    (tmp_path / "A.txt").touch()
    (tmp_path / "b.txt").mkdir()
    assert find_file(tmp_path, "a.txt") is None
    assert find_file(tmp_path, "b.txt") is None
