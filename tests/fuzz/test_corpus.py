"""Replay what the fuzzer found and what it started from."""

from pathlib import Path

import pytest

from .fuzz_readers import EXTENSIONS, check, one_input

CORPUS = sorted((Path(__file__).parents[1] / "data" / "fuzz").iterdir())


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_the_kept_corpus(path):
    one_input(path.read_bytes())


def test_the_corpus_reaches_every_reader():
    found = set()
    for path in CORPUS:
        data = path.read_bytes()
        transcript = check(data[1:], EXTENSIONS[data[0] % len(EXTENSIONS)])
        if transcript is not None:
            found.add(transcript.format)
    wanted = "webvtt srt text json csv tsv html rtf docx odt xlsx".split()
    assert sorted(found) == sorted(wanted)
