"""themes.yaml: what the authors define over the codes."""

import pytest

from aft_themes.codebook.codes import Code, Codebook
from aft_themes.errors import InputError
from aft_themes.themes.authors_themes import load_authors_themes

BOOK = Codebook(
    "Test", "1.0", tuple(Code(c, c, "d", "i", "e") for c in ("tasks", "tasks.tape", "impact"))
)


def load(tmp_path, text):
    path = tmp_path / "themes.yaml"
    path.write_text(text, encoding="utf-8")
    return load_authors_themes(path, BOOK)


def test_themes_keep_their_order_and_words(tmp_path):
    first, second = load(
        tmp_path,
        "themes:\n"
        "- {name: Seen, idea: Being seen teaches., codes: [tasks.tape, tasks]}\n"
        "- {name: After, codes: [impact], sentence: It lasts.}\n",
    )
    assert (first.name, first.codes, first.idea) == (
        "Seen",
        ("tasks.tape", "tasks"),
        "Being seen teaches.",
    )
    assert (second.sentence, second.idea) == ("It lasts.", "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("themes:\n- {name: A, codes: [tasks.tap]}", "is not a code .perhaps tasks"),
        ("themes:\n- {name: A, codes: [tasks]}\n- {name: B, codes: [tasks]}", "two places"),
        ("themes:\n- {name: A, codes: [tasks]}\n- {name: a, codes: [impact]}", "two themes"),
        ("themes:\n- {name: A, codes: []}", "themes.0.codes"),
        ("themes:\n- {name: A, codes: [tasks], colour: red}", "themes.0.colour"),
        ("themes: []", "themes:"),
        ("- a", "the file:"),
        ("themes:\n- {name: A", "line"),
        ("# " + "x" * 100_001, "too long"),
    ],
)
def test_what_is_wrong_is_named_with_a_fix(tmp_path, text, said):
    with pytest.raises(InputError, match=said) as caught:
        load(tmp_path, text)
    assert "Fix:" in str(caught.value)


def test_all_problems_are_told_at_once(tmp_path):
    with pytest.raises(InputError) as caught:
        load(tmp_path, "themes:\n- {name: A, codes: [x, tasks, tasks]}")
    assert "'x' is not a code" in str(caught.value)
    assert "tasks stands in two places" in str(caught.value)


def test_a_file_that_is_not_utf_8_is_refused(tmp_path):
    path = tmp_path / "themes.yaml"
    path.write_bytes("themes: Ü".encode("utf-16"))
    with pytest.raises(InputError, match="UTF-8"):
        load_authors_themes(path, BOOK)


def test_codes_may_be_written_by_name_or_path(tmp_path):
    names = {"tasks": "Tasks", "tasks.tape": "Tape", "impact": "Impact", "impact.tape": "Tape"}
    book = Codebook("Test", "1.0", tuple(Code(c, name, "d", "", "") for c, name in names.items()))
    path = tmp_path / "themes.yaml"
    path.write_text("themes:\n- {name: A, codes: [TASKS, Impact > Tape, tasks.tape]}\n", "utf-8")
    assert load_authors_themes(path, book)[0].codes == ("tasks", "impact.tape", "tasks.tape")
    path.write_text("themes:\n- {name: A, codes: [Tape]}\n", "utf-8")
    with pytest.raises(InputError, match=r"several codes; write one of impact\.tape, tasks\.tape"):
        load_authors_themes(path, book)
