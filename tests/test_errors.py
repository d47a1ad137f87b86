"""Errors that people can mend."""

import pickle

from aft_themes.errors import AftThemesError, InputError, LeakError, SchemaError, SettingsError


def test_an_input_error_names_file_place_and_fix_but_not_the_folder():
    error = InputError("/home/somebody/P01.txt", "is empty.", "export it again.")
    assert str(error) == "P01.txt: is empty. Fix: export it again."
    placed = InputError("a.csv", "no such turn.", "correct it.", where="row 3")
    assert str(placed) == "a.csv, row 3: no such turn. Fix: correct it."


def test_an_input_error_comes_whole_out_of_another_process():
    error = InputError("a.csv", "no such turn.", "correct it.", where="row 3")
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.where, again.fix) == (str(error), "row 3", "correct it.")


def test_one_class_catches_them_all():
    for error in (InputError, SettingsError, SchemaError, LeakError):
        assert issubclass(error, AftThemesError)
