"""Numbers and their nouns agree."""

import pytest

from aft_themes.wording import count


@pytest.mark.parametrize(
    ("number", "many", "said"),
    [
        (1, "", "1 file"),
        (0, "", "0 files"),
        (1200, "", "1,200 files"),
        (2, "files are", "2 files are"),
    ],
)
def test_numbers_with_their_nouns(number, many, said):
    assert count(number, "file", many) == said
