"""One codebook in forms that are drawn by chance: the tree and the definitions must come back."""

import csv
import random
from itertools import chain

import pytest
from openpyxl import Workbook

from aft_themes.codebook.reading import load_codebook

# name, level, definition
_CODES = [
    ("Support", 0, "Help that trainees got."),
    ("Practical help", 1, "Somebody did something for them."),
    ("Warmth", 1, "Somebody was kind."),
    ("Pressure", 0, "What weighed on them."),
    ("Time pressure", 1, "Too little time."),
    ("Evaluation", 1, "Being judged."),
    ("Grades", 2, "Marks at the end."),
    ("Role-play and tape", 1, "Both in one evening."),
    ("Growth", 0, "What they became better at."),
]
_NUMBERS = ["1", "1.1", "1.2", "2", "2.1", "2.2", "2.2.1", "2.3", "3"]
_HABITS = {
    "kind": ["csv", "xlsx", "md table", "md headings", "txt"],
    "level": ["number", "parent", "level", "columns", "path", "indent", "dashes"],
    "definition": ["column", "below", "none"],
    "above": ["", "title"],
    "below": ["", "", "note", "total"],
    "more": ["", "include"],
}


def _draw(seed):
    draw = random.Random(seed)
    return {habit: draw.choice(values) for habit, values in _HABITS.items()}


def _paths():
    found = []
    path = []
    for name, level, _ in _CODES:
        path = [*path[:level], name]
        found.append(path)
    return found


def _table(drawn):
    names = [name for name, *_ in _CODES]
    levels = [level for _, level, _ in _CODES]
    header, columns = ["Code"], [names]
    if drawn["level"] == "number":
        columns = [[f"{number} {name}" for number, name in zip(_NUMBERS, names, strict=True)]]
    elif drawn["level"] == "parent":
        header.append("Parent")
        columns.append([path[-2] if len(path) > 1 else "" for path in _paths()])
    elif drawn["level"] == "level":
        header.append("Level")
        columns.append([str(level + 1) for level in levels])
    elif drawn["level"] == "columns":
        header = ["Theme", "Subtheme", "Code"]
        rows = [[*[""] * level, name, *[""] * (2 - level)] for name, level, _ in _CODES]
        columns = [list(column) for column in zip(*rows, strict=True)]
    elif drawn["level"] == "path":
        columns = [[" > ".join(path) for path in _paths()]]
    else:
        sign = "-" if drawn["level"] == "dashes" else "    "
        columns = [[f"{sign * level}{name}" for name, level, _ in _CODES]]
    if drawn["definition"] == "column":
        header.append("Definition")
        columns.append([said for *_, said in _CODES])
    if drawn["more"] == "include":
        header.append("Include")
        columns.append(["any"] * len(_CODES))
    rows = [list(row) for row in zip(*columns, strict=True)]
    if drawn["definition"] == "below":
        below = ([said, *[""] * (len(header) - 1)] for *_, said in _CODES)
        rows = list(chain.from_iterable(zip(rows, below, strict=True)))
    # a title over a single column may be its head, and is refused
    above = [["Codebook of the study"], []] if drawn["above"] and len(header) > 1 else []
    ends = {"note": [[], ["Note: last changed in May."]], "total": [["Total", "9"]], "": []}
    return above, header, rows, ends[drawn["below"]]


def _lines(drawn):
    """Write headings of Markdown, or plain text."""
    heads = drawn["kind"] == "md headings"
    lines = ["# Codebook", ""] if drawn["above"] else []
    for (name, level, said), number in zip(_CODES, _NUMBERS, strict=True):
        begin = "#" * (level + 1 + bool(drawn["above"])) + " " if heads else "    " * level
        lines.append(f"{begin}{number + ' ' if drawn['level'] == 'number' else ''}{name}")
        if drawn["definition"] != "none":
            lines.append(said if heads else f"{'    ' * (level + 1)}{said}")
        if heads and drawn["more"] == "include":
            lines += ["", "**Include:** any"]
        lines += [""] * heads
    return lines


def _write(drawn, folder):
    above, header, rows, below = _table(drawn)
    if drawn["kind"] == "xlsx":
        book = Workbook()
        for row in (*above, header, *rows, *below):
            book.active.append([cell or None for cell in row])
        book.save(folder / "codebook.xlsx")
    elif drawn["kind"] == "csv":
        with (folder / "codebook.csv").open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows([*above, header, *rows, *below])
    elif drawn["kind"] == "md table":
        lines = [header, ["---"] * len(header), *rows]
        text = "\n".join(f"| {' | '.join(row)} |".replace("    ", "&nbsp;&nbsp;") for row in lines)
        (folder / "codebook.md").write_text(text + "\n", encoding="utf-8")
    else:
        ending = "md" if drawn["kind"] == "md headings" else "txt"
        (folder / f"codebook.{ending}").write_text("\n".join(_lines(drawn)), encoding="utf-8")


@pytest.mark.parametrize("seed", range(60))
def test_the_codes_and_their_definitions_come_back(tmp_path, seed):
    drawn = _draw(seed)
    _write(drawn, tmp_path)
    book = load_codebook(next(tmp_path.iterdir()))
    defined = drawn["definition"] != "none"
    wanted = {
        " > ".join(path): said if defined else ""
        for path, (*_, said) in zip(_paths(), _CODES, strict=True)
    }
    assert {book.path(code.id): code.definition for code in book.codes} == wanted, drawn
    if drawn["kind"] == "md headings" and drawn["more"]:
        assert {code.include for code in book.codes} == {"any"}
