"""Places, kinds and origins of files, rule by rule."""

from pathlib import Path

import pytest
from rocrate.rocrate import ROCrate

from aft_themes.provenance.crate import _add
from aft_themes.provenance.manifest import _place, origins

PLACES = {name: Path("data") / name / "mini" for name in ("raw", "processed")}


@pytest.mark.parametrize(
    ("file", "place"),
    [
        ("data/raw/mini/transcripts/Anna.txt", "raw/transcripts"),
        ("data/raw/mini/transcripts", "raw/transcripts"),
        ("data/raw/mini/codings/A.csv", "raw/codings/A.csv"),
        ("data/processed/mini/transcripts/x.csv", "processed/transcripts/x.csv"),
        ("data/processed/mini/themes.parquet", "processed/themes.parquet"),
        ("data/raw/other/codebook.yaml", "data/raw/other/codebook.yaml"),
    ],
)
def test_only_the_names_of_raw_transcripts_are_hidden(file, place):
    assert _place(Path(file), PLACES) == place


class Rule:
    """A rule as the engine holds it."""

    def __init__(self, name, inputs, outputs):
        self.name, self.inputs, self.outputs = name, inputs, outputs

    def is_producer(self, path):
        return path in [
            p for one in self.outputs.values() for p in ([one] if isinstance(one, str) else one)
        ]

    def get_wildcards(self, path):
        return {}

    def expand_input(self, wildcards):
        return self.inputs, None

    def expand_output(self, wildcards):
        return self.outputs, None


def test_a_file_is_followed_back_to_the_raw_files_and_no_further():
    rules = [
        Rule("read", {"raw": "a.txt"}, {"turns": "turns", "intake": "intake"}),
        Rule("other", {"raw": "b.txt"}, {"other": "other"}),
        Rule("count", {"both": ["turns", "book"], "again": "turns"}, {"themes": ["themes"]}),
    ]
    read = {"rule": "read", "inputs": ["a.txt"]}
    assert origins(rules, "themes") == {
        "themes": {"rule": "count", "inputs": ["book", "turns"]},
        "turns": read,
        "intake": read,
    }
    assert origins(rules, "a.txt") == {}


def test_what_a_rule_makes_after_the_file_is_no_part_of_it():
    rules = [Rule("end", {"raw": "a.txt"}, {"manifest": "manifest", "checked": "checked"})]
    assert origins(rules, "manifest") == {"manifest": {"rule": "end", "inputs": ["a.txt"]}}


def test_a_file_of_unknown_kind_is_bytes_and_a_known_one_is_named(tmp_path):
    crate = ROCrate()
    kinds = {
        "themes.csv": "text/csv",
        "report.html": "text/html",
        "x.unheard": "application/octet-stream",
    }
    for name, kind in kinds.items():
        (tmp_path / name).write_text("x")
        file = _add(crate, tmp_path / name, f"tables/{name}", "ab" * 32)
        assert (file["name"], file["encodingFormat"], file["sha256"]) == (name, kind, "ab" * 32)
