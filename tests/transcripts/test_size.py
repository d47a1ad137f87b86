"""Files of full size: refused, or read, in bounded time and memory, and no other is hurt."""

import json
import os
import random
import re
import subprocess
import sys

import pytest

from . import making

MILLION = 1_000_000
BIG = 200 * 2**20
MEMORY = 2 * 2**30  # of address space, the interpreter and its libraries included
TALK = [("I", "Why?"), ("P", "Because."), ("I", "Oh?"), ("P", "Yes.")]

# reads a folder as the workflow does, under limits that the system enforces
READ = """
import json, resource, sys, time
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]),) * 2)
import pandas as pd
from aft_themes.transcripts.intake import read_interviews
folder = Path(sys.argv[1])
files = sorted(path.name for path in folder.iterdir())
rows = [{"interview": f"P{at}", "file": name} for at, name in enumerate(files)]
begun = time.process_time()
turns, intake = read_interviews(pd.DataFrame(rows), folder)
used = time.process_time() - begun
print(json.dumps([used, intake.set_index("file")[["status", "problem", "fix"]].T.to_dict()]))
"""


@pytest.fixture
def entries(tmp_path):
    """Return a function that reads files in a process of its own and gives their entries."""
    pytest.importorskip("resource")

    def _entries(files, seconds, size=0):
        for name, content in files.items():
            with (tmp_path / name).open("wb") as file:
                file.write(content)
                if size:  # the rest is a hole that takes no room on the disk
                    file.truncate(size)
        (tmp_path / "good.txt").write_bytes(making.written("txt", TALK))
        done = subprocess.run(
            [sys.executable, "-c", READ, tmp_path, str(MEMORY)],
            capture_output=True,
            text=True,
            check=False,
            timeout=1500,
            env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
        )
        assert done.returncode == 0, done.stderr[-2000:]
        used, found = json.loads(done.stdout)
        assert found.pop("good.txt")["status"] == "read"
        assert found.keys() == files.keys()
        assert used < seconds
        return found

    return _entries


def refusals(found):
    assert {entry["status"] for entry in found.values()} == {"rejected"}
    assert all(entry["fix"] for entry in found.values())
    return {name: entry["problem"] for name, entry in found.items()}


def test_a_file_of_200_mb_is_refused_unread_whatever_its_format(entries):
    files = {f"a.{kind}": making.written(kind, TALK) for kind in making.WRITERS}
    problems = refusals(entries(files, 5, size=BIG))
    assert set(problems.values()) == {"the file is larger than 64 MB, which no transcript is."}


def test_a_document_that_unpacks_to_200_mb_is_refused_unread(entries):
    # what packs badly keeps the ratio of the sizes inconspicuous
    noise = random.Random(1).randbytes(2 * 2**20)
    body = making.paragraph("P: " + "so " * 300) * (BIG // 1000)
    files = {
        "a.docx": making.packed({**making.docx_parts(body), "word/media/a.png": noise}),
        "a.odt": making.packed({"content.xml": body, "mimetype": making.ODT, "a.png": noise}),
        "a.xlsx": making.packed({"xl/workbook.xml": "<a/>", "xl/a.xml": body, "a.png": noise}),
    }
    assert all(2**21 < len(data) < 2**22 for data in files.values())
    problems = refusals(entries(files, 5))
    assert set(problems.values()) == {"the file unpacks to far more than a transcript holds."}


def a_million():
    cue = "00:00:01.000 --> 00:00:02.000\n{}\n\n"
    voices = cue.format("<v I>a</v>") + cue.format("<v P>b</v>")
    names = (cue.format("I: a") + cue.format("P: b")).replace(".", ",")
    noise = random.Random(1).randbytes(2**19)
    paragraphs = (making.paragraph("I: a") + making.paragraph("P: b")) * (MILLION // 2)
    office = {
        "a.docx": making.packed({**making.docx_parts(paragraphs), "a.png": noise}),
        "a.odt": making.odt("<text:p>I: a</text:p><text:p>P: b</text:p>" * (MILLION // 2)),
        "a.xlsx": making.changed(
            making.written("xlsx", TALK),
            "xl/worksheets/sheet1.xml",
            b"</sheetData>",
            b"<row></row>" * MILLION + b"</sheetData>",
        ),
    }
    pairs = {
        "a.vtt": ("WEBVTT\n\n", voices, ""),
        "one speaker.vtt": ("WEBVTT\n\n", cue.format("<v I>a</v>") * 2, ""),
        "a.srt": ("", names, ""),
        "one speaker.srt": (names, names[: len(names) // 2].replace("I: ", "") * 2, ""),
        "a.csv": ("speaker,text\n", "I,a\nP,b\n", ""),
        "a.tsv": ("speaker\ttext\n", "I\ta\nP\tb\n", ""),
        "a.json": ("[", '{"speaker": "I", "text": "a"}, ' * 2, "0]"),
        "a.txt": ("", "I: a\nP: b\n", ""),
        "a.html": ("<html>", "<p>I: a</p><p>P: b</p>", ""),
        "a.rtf": (r"{\rtf1 ", r"I: a\par P: b\par ", "}"),
    }
    texts = {
        name: (start + pair * (MILLION // 2) + end).encode()
        for name, (start, pair, end) in pairs.items()
    }
    return {**texts, **office}


def test_a_million_captions_lines_rows_or_paragraphs_are_refused(entries):
    problems = refusals(entries(a_million(), 20))
    for name in ("a.vtt", "one speaker.vtt", "a.srt", "one speaker.srt"):
        wanted = "the file has more than 250,000 captions, which no interview has."
        assert problems.pop(name) == wanted
    assert all(re.search("more than (250,000|1,000,000) |unpacks to", p) for p in problems.values())


@pytest.mark.huge
def test_the_largest_files_that_are_read_stay_within_bounds(entries):
    word, most = "word ", 60 * MILLION
    long = f"I: a\nP: {word * (most // 5)}"
    tags = 900_000
    noise = random.Random(1).randbytes(2**18)
    few = "".join(map(making.paragraph, ("I: a", "P: b")))
    files = {
        "long.txt": long + "\U0001f600",
        "long.json": json.dumps([{"speaker": "I", "text": long}] * 1),
        "long.html": f"<html><p>I: a</p><p>P: {word * (most // 5)}</p>",
        "long.rtf": making.rtf(long.split("\n")).decode(),
        "commas.csv": "speaker,text\nI,a\nP,b\n" + "," * most,
        "lists.json": '[{"speaker":"I","text":"a"}, ' + "[]," * tags + "0]",
        "tags.html": "<html><p>I: a</p><p>P: b</p>" + "<p>" * tags,
        "words.rtf": r"{\rtf1 I: a\par P: b\par " + r"\b" * tags + "}",
        "many.vtt": "WEBVTT\n\n" + "00:01.000 --> 00:02.000\n<v I>a\n\n" * 249_000,
        "many.txt": "I: a\nP: b\n" * 124_000,
    }
    made = {name: text.encode() for name, text in files.items()}
    made["tags.docx"] = making.packed({**making.docx_parts(few + "<w:p/>" * tags), "a.png": noise})
    entries(made, 150)
