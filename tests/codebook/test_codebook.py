from pathlib import Path

import pytest

from aft_themes.codebook.codes import Code, Codebook, always_reviewed
from aft_themes.codebook.reading import load_codebook
from aft_themes.coding.code_cells import codes_in_cell
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
        ("id: tasks.tape", "id: other.tape", r"(?s)line 11: id 'other.tape' does not fit"),
        ("id: tasks.tape", "id: tasks", r"line 11: id 'tasks' is already used in line 4"),
        ("[tasks.tape]", "[tasks.tapes]", r"line 4: see_also 'tasks.tapes'.*perhaps tasks.tape"),
        ("name: Tape", "name: ''", r"line 11: a code has no name"),
        ("valence: benefit", "valence: good", r"line 11: valence 'good'"),
        ("valence: benefit", "colour: red", r"line 11: unknown field 'colour'"),
        (
            "cues: ['\\btape']",
            "cues: ['(']",
            r"line 11: a cue of tasks.tape is not a valid pattern",
        ),
        ("name: Tasks", "name: [a, b]", r"line 5: expected one text"),
        ("title: Test", "title: 'Test", r"is not valid YAML"),
        ("title: Test", "title: &a Test\nx: *a", r"begins with \*"),
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


def test_only_a_name_is_required(tmp_path):
    book = load(tmp_path, "codes: [Fear, {name: Hope}, {name: Hope, codes: [\u00c4ngste 2]}]")
    assert book.ids == ("fear", "hope", "hope_2", "hope_2.angste_2")
    assert book["fear"] == Code("fear", "Fear")
    assert (book.title, book.version, book.depth) == ("", "1", 2)
    assert load(tmp_path, "- Fear\n- Hope\n").ids == ("fear", "hope")


def test_ids_that_do_not_say_their_place_become_labels(tmp_path):
    book = load(tmp_path, "codes:\n- {id: T1, name: Tasks, codes: [{id: 1.1, name: Tape}]}\n")
    assert book.ids == ("t1", "t1.tape")
    assert book.find("1.1") == book.find("Tasks > Tape") == ("t1.tape",)


def test_names_in_other_scripts_get_ids(tmp_path):
    book = load(tmp_path, "codes: [\u6050\u60e7, \u5e0c\u671b, 2nd thoughts]")
    assert book.ids == ("code", "code_2", "code_2nd_thoughts")


def test_other_names_of_fields_and_single_examples_are_understood(tmp_path):
    text = "codes:\n- {name: A, description: D, examples: one, children: [{name: B}]}\n"
    book = load(tmp_path, text)
    assert (book["a"].definition, book["a"].exemplars) == ("D", ("one",))
    assert book.ids == ("a", "a.b")


def test_all_problems_are_told_at_once(tmp_path):
    text = "codes:\n- {nam: A}\n- {name: B, valence: odd}\n- {name: C, see_also: [x], cues: ['(']}"
    with pytest.raises(InputError) as caught:
        load(tmp_path, text)
    message = str(caught.value)
    for problem in (
        "line 2: unknown field 'nam'",
        "perhaps name",
        "line 2: a code has no name",
        "line 3: valence 'odd'",
        "line 4: see_also 'x'",
        "line 4: a cue of C",
    ):
        assert problem in message


def load_table(tmp_path, text, name="codebook.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return load_codebook(path)


@pytest.mark.parametrize(
    "text",
    [
        "Code,Memo\nTasks,\nTasks > Tape,Watching\nRepair,\n",
        "Name;Description\nTasks;\n  Tape;Watching\nRepair;\n",
        "Hierarchical Name\tDescription\nNodes\\Tasks\t\nNodes\\Tasks\\Tape\tWatching\nRepair\t\n",
        "name,parent,definition\nTape,Tasks,Watching\nTasks,,\nRepair,,\n",
        "code,level,definition\nTasks,1,\nTape,2,Watching\nRepair,1,\n",
        "Level 1,Level 2,Definition\nTasks,,\n,Tape,Watching\nRepair,,\n",
        "Code,Description,Files,References\nTasks > Tape,Watching,3,7\nRepair,,1,2\n",
    ],
)
def test_code_lists_of_programs_are_read(tmp_path, text):
    book = load_table(tmp_path, text)
    assert book.ids == ("tasks", "tasks.tape", "repair")
    assert book["tasks.tape"].definition == "Watching"


def test_a_flat_list_keeps_names_with_slashes(tmp_path):
    book = load_table(tmp_path, "tag,description\npaper,On paper\nPDP/ICE,Plots\n")
    assert [code.name for code in book.codes] == ["paper", "PDP/ICE"]
    assert book.find("pdp/ice") == ("pdp_ice",)
    assert book.depth == 1
    assert book.leaves == book.domains == book.codes


def test_a_study_may_begin_with_a_codebook_without_codes(tmp_path):
    (tmp_path / "codebook.yaml").write_text("title: Mine\ncodes: []\n")
    assert load_codebook(tmp_path / "codebook.yaml").codes == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a,b\n1,2\n", "no column holds the codes' names"),
        ("name,parent\nTape,Task\n", "the parent 'Task' is not another code"),
        ("name,parent\nTape,Play\nPlay,Tape\n", "is not another code"),
        ("name\n", "the list of codes is empty"),
        ("name,definition\n,x\nA,y\n", "row 2: a code has no name"),
    ],
)
def test_what_a_code_list_lacks_is_told(tmp_path, text, message):
    with pytest.raises(InputError, match=message):
        load_table(tmp_path, text)


def test_the_tree_answers_all_that_is_asked_of_it():
    book = Codebook("", "1", tuple(Code(i, i.upper()) for i in ("a", "a.b", "a.b.c", "ab")))
    assert [book.domain("a.b.c"), book.parent("a.b.c"), book.level("a.b.c")] == ["a", "a.b", 3]
    assert book.is_below("a.b", "a")
    assert not book.is_below("ab", "a")
    assert not book.is_below("a", "a")
    assert book.is_in("a", "a")
    assert not book.is_in("ab", "a")
    assert book.descendants("a") == ("a.b", "a.b.c")
    assert [code.id for code in book.leaves] == ["a.b.c", "ab"]
    assert book.path("a.b") == "A > A.B"


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
    assert always_reviewed(book, ["AB"]) == {"ab"}
    assert always_reviewed(book, []) == frozenset()
    with pytest.raises(SettingsError, match=r"always_review: 'a\.x' .*; 'b' "):
        always_reviewed(book, ["a", "a.x", "b"])


@pytest.mark.parametrize("cue", [r"\p{Lu}\w+", r"tap(?:e|ing)++"])
def test_a_cue_is_checked_by_the_library_that_looks_for_it(tmp_path, cue):
    assert load(tmp_path, GOOD.replace("\\btape", cue))["tasks.tape"].cues == (cue,)


@pytest.mark.parametrize("cue", ["(" * 400 + "a" + ")" * 400, "a" * 1001])
def test_a_cue_that_is_too_long_or_too_deep_is_refused(tmp_path, cue):
    with pytest.raises(InputError, match=r"a cue of tasks\.tape is not a valid pattern"):
        load(tmp_path, GOOD.replace("\\btape", cue))


@pytest.mark.parametrize("said", ["tom_berg", "Tom Berg", "tom berg", "TOM-BERG"])
def test_codings_find_a_renamed_code_by_its_earlier_id_or_name(said):
    for was in ("tom_berg", "Tom Berg"):
        book = Codebook("T", "1", (Code("the_founder", "The founder", was=was), Code("tom", "Tom")))
        assert book.find(said) == ("the_founder",)
        assert book.find("tom") == ("tom",)


def test_a_code_may_stand_for_several_former_ones(tmp_path):
    path = tmp_path / "codebook.yaml"
    path.write_text(
        "codes:\n- name: Warmth\n  was: [kindness, humour]\n- name: Pace\n  was: speed\n"
    )
    book = load_codebook(path)
    assert [book.find(one) for one in ("humour", "kindness", "speed")] == [
        ("warmth",),
        ("warmth",),
        ("pace",),
    ]


def test_numbers_of_codes_that_became_dates_are_refused(tmp_path):
    path = tmp_path / "codebook.csv"
    path.write_text("No,Code\n2026-02-01 00:00:00,Warmth\n2026-03-01 00:00:00,Pace\n")
    with pytest.raises(InputError, match="number is a date"):
        load_codebook(path)


def test_a_name_written_letter_by_letter_is_no_path_and_no_other_spelling():
    names = ("Home", "Work", "home/work", "home\\work", "`quoted`")
    book = Codebook("T", "1", tuple(Code(f"c{at}", name) for at, name in enumerate(names)))
    for at, name in enumerate(names):
        assert book.find(name) == (f"c{at}",)
        assert list(codes_in_cell(name, book)) == [name]
    assert book.find("HOME / WORK") == ("c2", "c3")
