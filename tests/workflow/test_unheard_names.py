"""Names in the list that stand in no transcript."""

import pandas as pd
import pytest

from aft_themes.deidentify import load_identifiers
from aft_themes.workflow.unheard_names import say_unheard

_SAID = [
    "We met Oda Weld in Norwick, near the house of the J\u00e4gers.",
    "Per said: \u6211\u8ba4\u8bc6\u738b\u4f1f\u5f88\u4e45\u4e86",
]
TURNS = pd.DataFrame({"text": _SAID, "speaker": ["Ina Carr", "Guest"]})


def asked(tmp_path, *rows):
    path = tmp_path / "identifiers.csv"
    path.write_text("\n".join(["text,kind,replacement", *rows]), encoding="utf-8")
    return say_unheard(load_identifiers(path), TURNS, path.name)


@pytest.mark.parametrize(
    "row",
    [
        "Oda Weld,person,PEER_1",
        "Weld,person,PEER_1",
        "oda,person,PEER_1",
        "Carr,person,PEER_1",
        "J\u00e4gers,person,PEER_1",
        "Jagers,person,PEER_1",
        "Ole; Oda,person,PEER_1",
        "Oda Wald,person,PEER_1",  # she is called by a part of the name
        "Norwick,place,PLACE_1",
        "\u738b\u4f1f,person,PEER_1",
        "+44 20 7946 0958,contact,PHONE_1",
    ],
)
def test_names_that_are_said_need_no_word(tmp_path, row):
    assert asked(tmp_path, row) == []


@pytest.mark.parametrize(
    "row",
    [
        "Ole,person,PEER_1",
        "Od,person,PEER_1",
        "Norwich,place,PLACE_1",
        "Norwick Hospital,organisation,HOSPITAL_1",
        "\u738b\u6d9b,person,PEER_1",
    ],
)
def test_names_that_nobody_says_are_told_by_their_row(tmp_path, row):
    (line,) = asked(tmp_path, "Oda,person,PEER_2", row)
    assert line.startswith("identifiers.csv: row 3 has a name that stands in no transcript.")
    assert row.partition(",")[0] not in line
