"""What is no name stays, and the leak gate does not stop a study because of it."""

import io

import numpy as np
import pandas as pd
import pytest

from aft_themes.deidentify.leak_gate.file_contents import texts_in
from aft_themes.deidentify.leak_gate.names import names_to_check
from aft_themes.deidentify.leak_gate.search import find_leaks

from .test_institutions import replaced

NOBODY = pd.DataFrame(columns=["text", "kind", "replacement"])
SAID = pd.DataFrame([("participant", "P01", "it was fine")], columns=["role", "speaker", "text"])


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("I asked Mmmm and then Mmmm again, Hmmm.", []),
        ("I know nothing about it.it.", []),
        ("Look at quiltery.com. Quiltery.com is theirs.", ["quiltery.com", "Quiltery.com"]),
    ],
)
def test_sounds_and_missing_spaces_are_no_names_but_addresses_are(said, names):
    assert replaced(said) == names


def test_the_header_of_numpys_files_is_no_leak():
    stream = io.BytesIO()
    np.save(stream, np.zeros(3))
    assert not any("fortran" in text.body for text in texts_in("a.npy", stream.getvalue()))


def test_an_address_of_ordinary_words_is_looked_for_as_it_stands(tmp_path):
    names = names_to_check(identifiers=NOBODY, key={"URL_1": ["it.is.fine.com"]}, turns=SAID)
    (tmp_path / "a.csv").write_text("so it is fine, com")
    assert find_leaks([tmp_path], names) == []
    (tmp_path / "a.csv").write_text("see it.is.fine.com now")
    assert [leak.tag for leak in find_leaks([tmp_path], names)] == ["URL_1"]


def test_a_product_stays_where_a_name_that_holds_it_is_replaced():
    said = "I used WebWeave daily. I met her at the WebWeave Institute. I like WebWeave."
    assert replaced(said) == ["WebWeave Institute"]


def test_a_tag_of_a_transcriber_stays_but_initials_in_brackets_go_with_the_others():
    said = "I worked for QZW for years. The Quiltery of Zinc [QZW] paid us. She said [PLACE]."
    assert replaced(said).count("QZW") + replaced(said).count("[QZW]") == 2


@pytest.mark.parametrize("point", ["\u2192", "\u25cf", "\u27a2", "\u2022"])
def test_what_begins_a_point_of_a_list_is_no_name_for_its_capital(point):
    assert replaced(f"We were late {point} Xelbify more {point} Quorling rooms") == []
    assert replaced(f"We were late {point} then Xelby came to Quorling") == ["Xelby", "Quorling"]
