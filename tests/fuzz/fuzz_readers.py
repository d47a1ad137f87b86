"""Fuzz the transcript readers, guided by coverage.

Run ``python -m tests.fuzz.fuzz_readers tests/data/fuzz`` with atheris installed (it is no
dependency of the project); options are those of libFuzzer, such as ``-max_total_time=600``. What
it finds is kept in ``tests/data/fuzz`` and replayed by the default tests.

The first byte of an input chooses the extension that the file claims to have.
"""

import contextlib
import itertools
import sys
from pathlib import Path

try:
    import atheris
except ImportError:  # the tests replay the corpus without it
    watched = contextlib.nullcontext()
else:
    watched = atheris.instrument_imports(
        include=["aft_themes.transcripts", "striprtf", "defusedxml"]
    )

with watched:
    from aft_themes.errors import InputError
    from aft_themes.transcripts.reader import read_source
    from aft_themes.transcripts.source import Source
    from aft_themes.transcripts.turns import has_words

EXTENSIONS = ("vtt", "srt", "txt", "json", "csv", "tsv", "html", "rtf", "docx", "odt", "xlsx")


def check(data, extension):
    """Read bytes as a transcript; whatever they are, only InputError may come of it."""
    if not data or b"%PDF-" in data[:1024]:  # PDF is read in a process of its own
        return None
    try:
        transcript = read_source(Source(Path(f"fuzz.{extension}"), data))
    except InputError:
        return None
    assert transcript.turns
    for turn in transcript.turns:
        assert has_words(turn.text)
        assert turn.speaker == turn.speaker.strip() != ""
        assert turn.text.encode("utf-8")
        assert "\0" not in turn.text + turn.speaker
        assert all(time is None or time >= 0 for time in (turn.start_s, turn.end_s))
    for before, after in itertools.pairwise(transcript.turns):
        assert before.speaker != after.speaker
    return transcript


def one_input(data):
    """Check one input of the fuzzer."""
    if data:
        check(data[1:], EXTENSIONS[data[0] % len(EXTENSIONS)])


def main():
    """Run the fuzzer until it is stopped."""
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
