from pathlib import Path

import pytest

from aft_themes.coding.codebook import Code, Codebook, always_reviewed, load_codebook
from aft_themes.errors import InputError, SettingsError

SAMPLE = Path("data/raw/aft-sample/codebook.yaml")
GOOD = """\
title: Test
version: '1.0'
codes:
- id: tasks
  name: Tasks
  definition: What was done.
  include: All.
  exclude: None.
  see_also: [tasks.tape]
  codes:
  - id: tasks.tape
    name: Tape
    definition: Watching.
    include: All.
    exclude: None.
    valence: benefit
    cues: ['\\btape']
"""


def load(tmp_path, text):
    path = tmp_path / "codebook.yaml"
    path.write_text(text, encoding="utf-8")
    return load_codebook(path)


def test_the_sample_tree_stands():
    book = load_codebook(SAMPLE)
    assert [domain.name for domain in book.domains] == [
        "AFT tasks",
        "Supervisor stance",
        "Impact on clinical skills",
        "Ruptures recounted",
        "Resolution strategies",
        "Repair steps",
        "Trainee's internal experience",
        "Group, safety and context",
    ]
    assert len(book.codes) == 83
    for code in (
        "rupture.withdrawal",
        "rupture.confrontation",
        "resolution.direct",
        "resolution.indirect",
        "resolution.expressive",
        "resolution.pattern_link",
        "resolution.pattern_dodge",
    ):
        assert code in book


def test_the_tree_can_be_walked(tmp_path):
    book = load(tmp_path, GOOD)
    assert book.ids == ("tasks", "tasks.tape")
    assert book["tasks.tape"].parent == "tasks"
    assert (book["tasks.tape"].level, book["tasks.tape"].domain) == (2, "tasks")
    assert book.ancestors("tasks.tape") == ("tasks",)
    assert book.descendants("tasks") == ("tasks.tape",)
    assert [code.id for code in book.children("tasks")] == ["tasks.tape"]
    assert book.nearest("task.tapes", 1) == ["tasks.tape"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("id: tasks.tape", "id: other.tape", r"line 11: id 'other.tape' does not fit"),
        ("id: tasks.tape", "id: tasks", r"line 11: id 'tasks' is already used in line 4"),
        ("[tasks.tape]", "[tasks.tapes]", r"line 4: see_also 'tasks.tapes'.*perhaps tasks.tape"),
        ("definition: Watching.", "definition: ''", r"line 11: a code lacks definition"),
        ("include: All.\n    ", "", r"line 11: a code lacks include"),
        ("valence: benefit", "valence: good", r"line 11: valence 'good'"),
        ("valence: benefit", "colour: red", r"line 11: unknown fields \['colour'\]"),
        ("cues: ['\\btape']", "cues: ['(']", r"line 11: a cue of tasks.tape is no valid pattern"),
        ("name: Tasks", "name: [a, b]", r"line 5: expected one text"),
        ("version: '1.0'", "", r"there is no version"),
        ("title: Test", "title: 'Test", r"is not valid YAML"),
        ("title: Test", "title: &a Test\nx: *a", r"aliases"),
    ],
)
def test_errors_name_the_line(tmp_path, old, new, message):
    assert old in GOOD
    with pytest.raises(InputError, match=message):
        load(tmp_path, GOOD.replace(old, new, 1))


@pytest.mark.parametrize("text", ["", "[]", "codes: 3", "title: x", "\x00"])
def test_what_is_no_codebook_is_refused(tmp_path, text):
    with pytest.raises(InputError, match=r"codebook\.yaml"):
        load(tmp_path, text)


def test_a_missing_codebook_is_an_error(tmp_path):
    with pytest.raises(InputError, match="missing"):
        load_codebook(tmp_path / "codebook.yaml")


def test_codes_always_reviewed_hold_those_below_and_follow_renames(tmp_path):
    book = Codebook(
        "Invented",
        "2",
        tuple(
            Code(id_, id_, "What.", "In.", "Out.", was=was)
            for id_, was in (("a", ""), ("a.b", ""), ("a.b.c", "old"), ("ab", ""))
        ),
    )
    assert always_reviewed(book, ["a.b"]) == {"a.b", "a.b.c"}
    assert always_reviewed(book, ["a"]) == {"a", "a.b", "a.b.c"}
    assert always_reviewed(book, ["old"]) == {"a.b.c"}
    assert always_reviewed(book, []) == frozenset()
    with pytest.raises(SettingsError, match=r"always_review: 'a\.x' .*; 'b' "):
        always_reviewed(book, ["a", "a.x", "b"])


@pytest.mark.parametrize("cue", [r"\p{Lu}\w+", r"tap(?:e|ing)++"])
def test_a_cue_is_checked_by_the_library_that_looks_for_it(tmp_path, cue):
    assert load(tmp_path, GOOD.replace("\\btape", cue))["tasks.tape"].cues == (cue,)


@pytest.mark.parametrize("cue", ["(" * 400 + "a" + ")" * 400, "a" * 1001])
def test_a_cue_that_is_too_long_or_too_deep_is_refused(tmp_path, cue):
    with pytest.raises(InputError, match=r"a cue of tasks\.tape is no valid pattern"):
        load(tmp_path, GOOD.replace("\\btape", cue))
