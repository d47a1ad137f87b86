"""Places in the explorer's one text: a browser counts some signs twice."""

import pandas as pd
import pytest

from aft_themes.errors import SchemaError
from aft_themes.explorer.content import _Text


def text_of(*said):
    rows = [("P01", "P01", turn, "participant", None, text) for turn, text in enumerate(said, 1)]
    return _Text(
        pd.DataFrame(rows, columns=["interview", "participant", "turn", "role", "start_s", "text"])
    )


@pytest.mark.parametrize(
    "said", ["plain", "caf\u00e9", "\U0001f622", "so \U0001f622", "\U0001f622\U0001f622 so"]
)
def test_a_place_is_where_the_browser_counts_it(said):
    text = text_of(said, said, "end")
    units = text.joined.encode("utf-16-le")
    for turn in (1, 2):
        for at in range(len(said) + 1):
            place = text.place(("P01", turn), at)
            rest = units[2 * place :].decode("utf-16-le")
            assert rest.startswith(said[at:] + "\n")
    last = text.place(("P01", 3), 0)
    assert units[2 * last :].decode("utf-16-le") == "end\n"
    assert text.columns(["P01"], ["P01"])["start"][-1] == len(units) // 2


def test_a_segment_that_does_not_stand_in_its_turn_stops_the_page():
    segment = {"segment_id": "P01.001.1", "interview": "P01", "turn": 1, "clean_start": 0,
               "clean_end": 4, "text": "So."}  # fmt: skip
    with pytest.raises(SchemaError, match=r"P01\.001\.1 does not stand in its cleaned turn"):
        text_of("So what").check(pd.DataFrame([segment]))
    text_of("So. What").check(pd.DataFrame([{**segment, "clean_end": 3}]))
    with pytest.raises(SchemaError):
        text_of("So. What").check(pd.DataFrame([{**segment, "turn": 9, "clean_end": 3}]))
