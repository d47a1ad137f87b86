"""Addresses of links were not spoken: only what a reader sees of them is."""

import pytest

from aft_themes.transcripts.formats.text import without_links


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("I read [the essay](https://a.example/p_(1)) twice.", "I read the essay twice."),
        ('See [it](https://a.example "A title").', "See it."),
        ("![a face](./face.png)Ann: Yes.", "Ann: Yes."),
        ("[00:01:12](https://a.example/v?t=72) Yes.", "[00:01:12] Yes."),
        (
            "I said [laughs] (and meant it) [so](what).",
            "I said [laughs] (and meant it) [so](what).",
        ),
    ],
)
def test_links_of_markdown_are_read_as_they_are_shown(written, read):
    assert without_links(written) == read
