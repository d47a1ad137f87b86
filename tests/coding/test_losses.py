"""How many codings were lost, of each code and in all, and the sentence that says so."""

import pandas as pd
import pytest

from aft_themes.catalog import CODING_LOSSES, PLACEMENTS
from aft_themes.coding.losses import count_losses, losses_sentence
from aft_themes.io.parquet import check, empty_frame


def placements(*rows):
    frame = pd.DataFrame(list(rows), columns=["code", "status", "kind", "how"])
    return frame.reindex(columns=PLACEMENTS.schema.names)


PLACED = ("tasks", "placed", "", "as it stands")
CHANGED = ("tasks", "placed", "", "words changed")
LOST = ("tasks", "not placed", "not_found", "")
ASKED = ("repair", "not placed", "interviewer_turn", "")
APART = ("repair", "interviewer", "", "as it stands")


def test_losses_are_counted_of_each_code_and_in_all():
    found = count_losses(placements(PLACED, CHANGED, PLACED, LOST, ASKED, APART))
    check(found, CODING_LOSSES)
    counted = found.set_index("code")
    numbers = ["given", "placed", "words_changed", "interviewer", "lost", "share_lost"]
    assert counted.loc["tasks", numbers].tolist() == [4, 3, 1, 0, 1, 0.25]
    assert counted.loc["repair", numbers].tolist() == [2, 0, 0, 2, 1, 0.5]
    assert counted.loc["", numbers].tolist() == [6, 3, 1, 2, 2, pytest.approx(1 / 3)]


def test_without_codings_nothing_is_lost():
    nothing = count_losses(empty_frame(PLACEMENTS))
    assert nothing.empty
    assert losses_sentence(nothing) == ""
    assert losses_sentence(count_losses(placements(PLACED))) == ""


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            [PLACED, PLACED, PLACED, LOST],
            "1 of 4 codings (25%) could not be placed in the transcripts and are not counted.",
        ),
        (
            [PLACED, LOST, ASKED, APART],
            "2 of 4 codings (50%) could not be placed in the transcripts and are not counted, "
            "1 of them because they are of the interviewer's words.",
        ),
        (
            [PLACED, ASKED],
            "1 of 2 codings (50%) are of the interviewer's words and are not counted.",
        ),
        (
            [LOST, *[PLACED] * 199],
            "1 of 200 codings (under 1%) could not be placed in the transcripts and are not "
            "counted.",
        ),
        (
            [LOST, *[PLACED] * 99],
            "1 of 100 codings (1%) could not be placed in the transcripts and are not counted.",
        ),
    ],
)
def test_the_sentence_names_number_share_and_reason(rows, said):
    assert losses_sentence(count_losses(placements(*rows))) == said
