"""Write an invented file and read it."""

import time

import pytest

from aft_themes.transcripts import read_transcript


@pytest.fixture
def read(tmp_path):
    """Return a function that writes content under a name and reads it as a transcript."""

    def _read(name, content):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_transcript(path)

    return _read


@pytest.fixture
def within_seconds(request):
    """Fail a test that computes for longer than a line in a large file may take."""
    begun = time.process_time()
    yield
    most = 20 if request.node.get_closest_marker("huge") else 5  # the slowest takes a third of it
    assert time.process_time() - begun < most


@pytest.fixture
def said(read):
    """Return a function that gives the speakers and texts of an invented file."""

    def _said(name, content):
        return [(turn.speaker, turn.text) for turn in read(name, content).turns]

    return _said
