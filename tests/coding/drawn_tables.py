"""Write known codings in the forms that people combine: draws of habits, each with its rows."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font

from tests.workbooks import cell as ods_cell
from tests.workbooks import ods_of
from tests.workbooks import row as ods_row

CODEBOOK = """title: Supervision
version: '1.0'
codes:
- id: tasks
  name: Tasks
  abbreviation: '1'
  codes:
  - {id: tasks.tape, name: Watching tapes, abbreviation: '1.1', was: tasks.video}
  - {id: tasks.roleplay, name: Role-play, abbreviation: '1.2'}
  - {id: tasks.breath, name: Breathing, abbreviation: '1.3'}
- id: feelings
  name: Feelings
  abbreviation: '2'
  codes:
  - {id: feelings.fear, name: Fear of being seen, abbreviation: '2.1'}
  - {id: feelings.relief, name: Relief, abbreviation: '2.2'}
- id: group
  name: Group
  abbreviation: '3'
  codes:
  - {id: group.warmth, name: Warmth and support, abbreviation: '3.1'}
  - {id: group.time, name: Too little time, abbreviation: '3.2'}
"""
CODES = {  # id: name, number, what is above it
    "tasks.tape": ("Watching tapes", "1.1", "Tasks"),
    "tasks.roleplay": ("Role-play", "1.2", "Tasks"),
    "tasks.breath": ("Breathing", "1.3", "Tasks"),
    "feelings.fear": ("Fear of being seen", "2.1", "Feelings"),
    "feelings.relief": ("Relief", "2.2", "Feelings"),
    "group.warmth": ("Warmth and support", "3.1", "Group"),
    "group.time": ("Too little time", "3.2", "Group"),
}
# interview: its turns; the interviewer's are odd
TALKS = {
    "P01": (
        "How did it begin?",
        "We sat in a small room and put the first tape in. I was terrified that they'd laugh. "
        "Nobody laughed, and my shoulders came down.",
        "What came next?",
        "A role-play, with me as the client. It was harder than it sounds; I noticed how quickly "
        "my supervisor changed the subject.",
        "And the pauses?",
        "Ten minutes of breathing before each meeting. At first I fell asleep, later I could hear "
        "my own heart.",
        "What did the others do?",
        "They brought tea, and someone saved me a chair. That sounds like nothing, but it carried "
        "me through the winter.",
        "What was missing?",
        "Two hours for six people are a joke. I often drove home with my question still in my bag.",
    ),
    "P02": (
        "Tell me about the tapes.",
        "Each week one of us pressed play. I hid my worst session for months, because I was "
        "ashamed of my na\u00efve questions.",
        "Did that change?",
        "Yes, when a colleague cried in front of all of us. After that evening I slept well for "
        "the first time.",
        "How was the acting?",
        "I played a mother who would not talk. Being her, I felt what silence does to somebody.",
        "And the group?",
        "There was a warm welcome each time, even when I came late. I would walk through snow for "
        "these people.",
        "Anything else?",
        "We never finished the agenda. The clock on the wall was the strictest teacher there.",
    ),
    "P03": (
        "What do you remember?",
        "The screen, mostly: my own face, twice as large as life. You can't unsee how you nod.",
        "And the exercises?",
        "We swapped chairs and I became my patient. In her chair the room looked smaller.",
        "Did you practise quiet?",
        "I counted my breaths on the tram afterwards. It keeps me steady before difficult calls.",
        "How did people respond?",
        "With kindness, really. One of them wrote me a letter that I keep in my drawer.",
        "Was it long enough?",
        "No, it was over before it started. I'd want a second year, or at least longer evenings.",
    ),
}


@dataclass(frozen=True, order=True)
class Coding:
    """What a coder gave: to which words of which turn, which code, and how it was meant."""

    interview: str
    turn: int
    quote: str
    coder: str
    code: str
    valence: str


def _sentence(interview: str, turn: int, at: int) -> str:
    return (TALKS[interview][turn - 1].split(". ")[at]).rstrip(".") + "."


# a turn, its sentence, the codes of Ann and of Bo, the valence
_GIVEN = (
    (2, 0, ("tasks.tape",), ("tasks.tape",), "none"),
    (2, 1, ("feelings.fear", "tasks.tape"), ("feelings.fear",), "challenge"),
    (4, 0, ("tasks.roleplay",), ("tasks.roleplay", "feelings.relief"), "benefit"),
    (6, 0, ("tasks.breath",), (), "benefit"),
    (8, 0, ("group.warmth",), ("group.warmth", "feelings.relief"), "benefit"),
    (8, 1, (), ("group.warmth",), "benefit"),
    (10, 0, ("group.time",), ("group.time",), "challenge"),
)
CODERS = ("Ann", "Bo")
TRUTH = tuple(
    sorted(
        Coding(interview, turn, _sentence(interview, turn, at), coder, code, valence)
        for interview in TALKS
        for turn, at, ann, bo, valence in _GIVEN
        for coder, codes in zip(CODERS, (ann, bo), strict=True)
        for code in codes
    )
)

# what is drawn: the first of each is the plainest, and is drawn most often
HABITS: dict[str, Sequence[str]] = {
    "kind": ("csv", "semicolons", "tabs", "bars", "xlsx", "xlsx", "xlsx", "ods"),
    "letters": ("utf-8", "utf-8-sig", "cp1252", "utf-16"),
    "ends": ("\n", "\r\n", "\r"),
    "told": ("", "sep"),
    "files": ("each coder", "one", "sheet each coder", "each interview", "sheet each interview"),
    "shape": (
        "rows",
        "cells",
        "columns",
        "marks",
        "by code",
        "coders beside",
        "coders marked",
        "coder in cell",
        "valence in cell",
        "turns",
        "matrix",
        "quotes in cell",
        "cut quote",
    ),
    "head": ("plain", "English", "long", "parts", "German", "Spanish", "French", "capitals"),
    "order": ("given", "drawn"),
    "code": (
        "id",
        "name",
        "path",
        "number",
        "number and name",
        "other case",
        "former",
        "levels",
        "float",
    ),
    "between": ("; ", ";", ", ", "\n", " | ", " / ", " + ", " & ", " and "),
    "mark": ("x", "1", "yes", "\u2713", "X ", "TRUE"),
    "no_mark": ("", "0", "-", "no"),
    "interview": ("id", "file", "stem", "small", "participant", "number", "with turn", "spaces"),
    "repeat": ("each row", "first of group", "merged"),
    "turn": (
        "number",
        "",
        "float",
        "word",
        "hash",
        "range",
        "time",
        "segment",
        "as date",
        "of two",
    ),
    "coder": ("id", "capitals", "coder id", "spaces", "first row"),
    "quote": ("plain", "marks", "dots", "lines", "clipped", "apostrophe", "spaces", "hard spaces"),
    "valence": ("", "word", "sign", "capital"),
    "above": ("", "", "title", "legend", "empty rows", "title and coder"),
    "below": ("", "", "note", "total", "empty and note", "legend of codes"),
    "columns": ("", "", "row numbers", "empty first", "empty between", "note beside"),
    "more": ("", "", "memo", "date", "confidence", "status", "decision", "memo of codes"),
    "dates": ("iso", "german", "us", "words", "real", "serial"),
    "rows": (
        "",
        "",
        "empty between",
        "filtered",
        "headings",
        "themes between",
        "header again",
        "names above",
    ),
    "cells": ("", "", "text", "comments", "formulas", "uncounted formulas"),
    "sheets": ("", "", "codes after", "codes before", "counts", "notes", "hidden old", "empty"),
    "struck": ("", "", "", "", "rows"),
}
_HEADS = {
    "plain": ("interview", "turn", "quote", "code", "valence", "coder"),
    "English": ("Document", "Turn no", "Excerpt", "Codes", "Sentiment", "Rater"),
    "long": ("Interview ID", "Turn number", "Text segment", "Code name", "Valence", "Coded by"),
    "parts": (
        "Participant / ID",
        "Turn",
        "Quote (verbatim)",
        "Code",
        "Valence",
        "Coder (initials)",
    ),
    "German": ("Interview", "Redebeitrag", "Zitat", "Kode", "Valenz", "Kodierer"),
    "Spanish": ("Entrevista", "Turno", "Cita", "C\u00f3digo", "Valencia", "Codificador"),
    "French": ("Entretien", "Tour de parole", "Extrait", "Codes", "Valence", "Codeur"),
    "capitals": ("INTERVIEW", "TURN", "QUOTE", "CODE", "VALENCE", "CODER"),
}
_FIELDS = ("interview", "turn", "quote", "code", "valence", "coder")
_WITH_CODERS = ("coders beside", "coders marked", "coder in cell")
_WITH_VALENCE = ("rows", "by code", "cut quote")
_VALENCES = {
    "word": {"benefit": "benefit", "challenge": "challenge", "none": "none"},
    "sign": {"benefit": "+", "challenge": "-", "none": ""},
    "capital": {"benefit": "Positive", "challenge": "Negative", "none": "Neutral"},
}


@dataclass
class Drawn:
    """One draw: its habits, and the random numbers that what is written needs."""

    seed: int
    habits: dict[str, str]
    rng: random.Random = field(repr=False)

    def __getitem__(self, name: str) -> str:
        return self.habits[name]

    @property
    def odd(self) -> dict[str, str]:
        """The habits that are not the plainest."""
        return {name: one for name, one in self.habits.items() if one != HABITS[name][0]}


def draw(seed: int, share: float = 0.35) -> Drawn:
    """Draw habits; each is the plainest of its kind unless a share of chance says otherwise."""
    rng = random.Random(seed)
    habits = {
        name: rng.choice(list(ways)) if rng.random() < share else ways[0]
        for name, ways in HABITS.items()
    }
    return Drawn(seed, habits, rng)


Cells = list[Any]


def write(drawn: Drawn, folder: Path) -> None:
    """Write the codings into a folder as a draw says."""
    together = drawn["shape"] in _WITH_CODERS
    way = (
        "one"
        if together and drawn["files"] in ("each coder", "sheet each coder")
        else drawn["files"]
    )
    parts: list[tuple[str, dict[str, list[Coding]]]] = []
    for_coder = {coder: [one for one in TRUTH if one.coder == coder] for coder in CODERS}
    for_talk = {talk: [one for one in TRUTH if one.interview == talk] for talk in TALKS}
    if way == "each coder":
        parts = [(coder, {"Sheet1": codings}) for coder, codings in for_coder.items()]
    elif way == "one":
        parts = [("codings", {"Sheet1": list(TRUTH)})]
    elif way == "sheet each coder":
        parts = [("codings", for_coder)]
    elif way == "each interview":
        parts = [(talk, {"Sheet1": codings}) for talk, codings in for_talk.items()]
    else:
        parts = [("codings", for_talk)]
    book = drawn["kind"] in ("xlsx", "ods")
    for name, sheets in parts:
        if book:
            _workbook(drawn, folder / f"{name}.{drawn['kind']}", sheets)
        else:
            for _number, (sheet, codings) in enumerate(sheets.items()):
                called = name if len(sheets) == 1 else f"{sheet}"
                _text(
                    drawn,
                    folder / f"{called}.{_ending(drawn)}",
                    _table(drawn, sheet, codings, name),
                )


def _ending(drawn: Drawn) -> str:
    return {"tabs": drawn.rng.choice(["tsv", "txt", "csv"])}.get(drawn["kind"], "csv")


def _text(drawn: Drawn, path: Path, table: list[Cells]) -> None:
    import csv
    import io

    sign = {"csv": ",", "semicolons": ";", "tabs": "\t", "bars": "|"}[drawn["kind"]]
    out = io.StringIO()
    end = drawn["ends"]
    csv.writer(
        out,
        delimiter=sign,
        lineterminator=end,
        quoting=csv.QUOTE_ALL if end == "\r" else csv.QUOTE_MINIMAL,
    ).writerows([[str(cell) for cell in row] for row in table])
    told = f"sep={sign}{end}" if drawn["told"] and drawn["letters"] != "utf-16" else ""
    path.write_bytes((told + out.getvalue()).encode(drawn["letters"], "replace"))


def _codes(drawn: Drawn, code: str) -> str:
    name, number, above = CODES[code]
    return {
        "id": code,
        "name": name,
        "path": f"{above} > {name}",
        "number": number,
        "float": float(number) if drawn["shape"] in ("rows", "by code") else number,
        "number and name": f"{number} {name}",
        "other case": drawn.rng.choice([name.upper(), name.lower(), f" {name} "]),
        "former": "tasks.video" if code == "tasks.tape" else code,
        "levels": name,
    }[drawn["code"]]


def _interview(drawn: Drawn, one: Coding) -> Any:
    number = int(one.interview[1:])
    return {
        "id": one.interview,
        "file": f"{one.interview}_interview.txt",
        "stem": f"{one.interview}_interview",
        "small": one.interview.lower(),
        "participant": f"Participant {number}",
        "number": number,
        "with turn": f"{one.interview}, turn {one.turn}",
        "spaces": f"{one.interview}\u00a0 ",
    }[drawn["interview"]]


def _turn(drawn: Drawn, one: Coding) -> Any:
    return {
        "number": one.turn,
        "": "",
        "float": f"{one.turn}.0",
        "word": f"Turn {one.turn}",
        "hash": f"#{one.turn}",
        "range": f"{one.turn}-{one.turn}",
        "time": f"00:{one.turn:02d}:10",
        "as date": date(2024, min(one.turn + 1, 12), one.turn),
        "of two": f"{one.turn - 1}-{one.turn}",
        "segment": f"{one.interview}.{one.turn:03d}.1",
    }[drawn["turn"]]


def _quote(drawn: Drawn, quote: str) -> str:
    words = quote.split(" ")
    half = len(words) // 2
    return {
        "plain": quote,
        "marks": f"\u201c{quote}\u201d",
        "dots": f"... {quote[:-1]} ...",
        "lines": " ".join(words[:half]) + "\n" + " ".join(words[half:]),
        "clipped": " ".join(words[1:]),
        "apostrophe": f"'{quote}",
        "spaces": f"  {quote} ",
        "hard spaces": quote.replace(" ", "\u00a0"),
    }[drawn["quote"]]


def _coder(drawn: Drawn, coder: str) -> str:
    return {
        "id": coder,
        "capitals": coder.upper(),
        "coder id": f"Coder {coder}",
        "spaces": f" {coder}\u00a0",
        "first row": coder,
    }[drawn["coder"]]


def _date(drawn: Drawn, at: int) -> Any:
    day = date(2024, 3, 28) + timedelta(days=at)
    return {
        "iso": day.isoformat(),
        "german": f"{day.day}.{day.month}.{day.year}",
        "us": f"{day.month}/{day.day}/{day.year}",
        "words": day.strftime("%d %B %Y"),
        "real": day,
        "serial": 45379 + at,
    }[drawn["dates"]]


def _more(drawn: Drawn, at: int, code: str) -> Any:
    return {
        "memo": "ask again" if at % 3 == 0 else "",
        "date": _date(drawn, at),
        "confidence": (at % 3) + 1,
        "status": "done",
        "decision": "agreed",
        "memo of codes": f"not {CODES[code][0]}?" if at % 4 == 0 and code in CODES else "",
    }[drawn["more"]]


_MORE_HEADS = {
    "memo": "Memo",
    "date": "Date",
    "confidence": "Confidence",
    "status": "Status",
    "decision": "Decision",
    "memo of codes": "Comment",
}


def _table(drawn: Drawn, sheet: str, codings: list[Coding], file: str) -> list[Cells]:
    """Make the rows of one sheet, header and all around it."""
    heads = dict(zip(_FIELDS, _HEADS[drawn["head"]], strict=True))
    wanted = ["interview", "turn", "quote", "code", "valence", "coder"]
    named_by = drawn["files"]
    if named_by in ("each interview", "sheet each interview") and drawn.seed % 2:
        wanted.remove("interview")
    if (
        named_by in ("each coder", "sheet each coder")
        and drawn.seed % 3
        and drawn["shape"] not in _WITH_CODERS
    ):
        wanted.remove("coder")
    if not drawn["turn"]:
        wanted.remove("turn")
    if not drawn["valence"] or drawn["shape"] not in _WITH_VALENCE:
        wanted.remove("valence")
    lines, header = _SHAPES[drawn["shape"]](drawn, codings, wanted, heads)
    if drawn["more"]:
        header.append(_MORE_HEADS[drawn["more"]])
        for at, (line, code) in enumerate(lines):
            line.append(_more(drawn, at, code))
    cells = [line for line, _ in lines]
    if (
        drawn["code"] == "levels"
        and heads["code"] in header
        and drawn["shape"] in ("rows", "by code")
    ):
        place = header.index(heads["code"])
        header.insert(place, "Theme")
        for line, code in lines:
            line.insert(place, CODES[code][2])
    if drawn["order"] == "drawn" and drawn["shape"] != "by code":
        order = list(range(len(header)))
        drawn.rng.shuffle(order)
        header, cells = [header[at] for at in order], [[row[at] for at in order] for row in cells]
    _group(drawn, header, cells, heads)
    cells = _headed(drawn, header, cells, heads)
    return _around(drawn, header, cells, sheet)


def _plain_cells(drawn: Drawn, one: Coding, wanted: Sequence[str], code: Any) -> Cells:
    valence = _VALENCES.get(drawn["valence"], {}).get(one.valence, "")
    values = {
        "interview": _interview(drawn, one),
        "turn": _turn(drawn, one),
        "quote": _quote(drawn, one.quote),
        "code": code,
        "valence": valence,
        "coder": _coder(drawn, one.coder),
    }
    return [values[name] for name in wanted]


def _by_quote(codings: list[Coding]) -> dict[tuple[str, int, str, str], list[Coding]]:
    found: dict[tuple[str, int, str, str], list[Coding]] = {}
    for one in sorted(codings, key=lambda one: (one.coder, one.interview, one.turn, one.quote)):
        found.setdefault((one.interview, one.turn, one.quote, one.coder), []).append(one)
    return found


def _rows(drawn, codings, wanted, heads):
    some = sorted(codings, key=lambda one: (one.coder, one.interview, one.turn))
    lines = [(_plain_cells(drawn, one, wanted, _codes(drawn, one.code)), one.code) for one in some]
    return lines, [heads[name] for name in wanted]


def _cells(drawn, codings, wanted, heads):
    lines = []
    for some in _by_quote(codings).values():
        cell = drawn["between"].join(_codes(drawn, one.code) for one in some)
        lines.append((_plain_cells(drawn, some[0], wanted, cell), some[0].code))
    return lines, [heads[name] for name in wanted]


def _columns(drawn, codings, wanted, heads):
    rest = [name for name in wanted if name != "code"]
    lines = []
    for some in _by_quote(codings).values():
        codes = [_codes(drawn, one.code) for one in some]
        cells = _plain_cells(drawn, some[0], rest, "") + ([*codes, "", ""])[:2]
        lines.append((cells, some[0].code))
    return lines, [*(heads[name] for name in rest), "Code 1", "Code 2"]


def _marks(drawn, codings, wanted, heads):
    rest = [name for name in wanted if name != "code"]
    titles = [_codes(drawn, code) for code in CODES]
    lines = []
    for some in _by_quote(codings).values():
        given = {one.code for one in some}
        marks = [drawn["mark"] if code in given else drawn["no_mark"] for code in CODES]
        lines.append((_plain_cells(drawn, some[0], rest, "") + marks, some[0].code))
    return lines, [*(heads[name] for name in rest), *titles]


def _by_code(drawn, codings, wanted, heads):
    order = ["code", *(name for name in wanted if name != "code")]
    some = sorted(codings, key=lambda one: (one.code, one.coder, one.interview, one.turn))
    lines = [(_plain_cells(drawn, one, order, _codes(drawn, one.code)), one.code) for one in some]
    above = None
    for cells, code in lines:
        if code == above:
            cells[0] = ""
        above = code
    return lines, [heads[name] for name in order]


def _coders_beside(drawn, codings, wanted, heads):
    rest = [name for name in wanted if name not in ("code", "coder")]
    quotes: dict[tuple[str, int, str], list[Coding]] = {}
    for one in sorted(codings, key=lambda one: (one.interview, one.turn, one.quote)):
        quotes.setdefault((one.interview, one.turn, one.quote), []).append(one)
    lines = []
    for some in quotes.values():
        given = [
            drawn["between"].join(_codes(drawn, one.code) for one in some if one.coder == coder)
            for coder in CODERS
        ]
        lines.append((_plain_cells(drawn, some[0], rest, "") + given, some[0].code))
    return lines, [*(heads[name] for name in rest), *(f"Coder {coder}" for coder in CODERS)]


def _coders_marked(drawn, codings, wanted, heads):
    rest = [name for name in wanted if name not in ("coder", "valence")]
    quotes: dict[tuple[str, int, str, str], list[Coding]] = {}
    for one in sorted(codings, key=lambda one: (one.interview, one.turn, one.quote, one.code)):
        quotes.setdefault((one.interview, one.turn, one.quote, one.code), []).append(one)
    lines = []
    for some in quotes.values():
        who = {one.coder for one in some}
        marks = [drawn["mark"] if coder in who else drawn["no_mark"] for coder in CODERS]
        lines.append(
            (_plain_cells(drawn, some[0], rest, _codes(drawn, some[0].code)) + marks, some[0].code)
        )
    return lines, [*(heads[name] for name in rest), *CODERS]


def _coder_in_cell(drawn, codings, wanted, heads):
    rest = [name for name in wanted if name not in ("coder", "valence")]
    quotes: dict[tuple[str, int, str], list[Coding]] = {}
    for one in sorted(codings, key=lambda one: (one.interview, one.turn, one.quote)):
        quotes.setdefault((one.interview, one.turn, one.quote), []).append(one)
    lines = []
    for some in quotes.values():
        cell = drawn["between"].join(f"{_codes(drawn, one.code)} ({one.coder})" for one in some)
        lines.append((_plain_cells(drawn, some[0], rest, cell), some[0].code))
    return lines, [heads[name] for name in rest]


def _valence_in_cell(drawn, codings, wanted, heads):
    rest = [name for name in wanted if name != "valence"]
    signs = {"benefit": " (+)", "challenge": " (-)", "none": ""}
    lines = [
        (_plain_cells(drawn, one, rest, f"{_codes(drawn, one.code)}{signs[one.valence]}"), one.code)
        for one in sorted(codings, key=lambda one: (one.coder, one.interview, one.turn))
    ]
    return lines, [heads[name] for name in rest]


def _turns(drawn, codings, wanted, heads):
    """Every turn of the talks, the interviewer's too, with the codes behind it."""
    lines = []
    coders = sorted({one.coder for one in codings})
    for interview in sorted({one.interview for one in codings}):
        for turn, said in enumerate(TALKS[interview], 1):
            who = "Interviewer" if turn % 2 else "Participant"
            cells = [
                drawn["between"].join(
                    dict.fromkeys(
                        _codes(drawn, one.code)
                        for one in codings
                        if (one.interview, one.turn, one.coder) == (interview, turn, coder)
                    )
                )
                for coder in coders
            ]
            lines.append(([interview, turn, who, said, *cells], ""))
    names = ["Codes"] if len(coders) == 1 else [f"Coder {one}" for one in coders]
    return lines, ["Interview", "Turn", "Speaker", "Text", *names]


def _matrix(drawn, codings, wanted, heads):
    """A row for each code, a column for each interview, quotes in the cells."""
    talks = sorted({one.interview for one in codings})
    lines = []
    for code in CODES:
        cells = [
            "\n".join(
                dict.fromkeys(
                    _quote(drawn, one.quote)
                    for one in codings
                    if (one.code, one.interview) == (code, talk)
                )
            )
            for talk in talks
        ]
        lines.append(([_codes(drawn, code), *cells], code))
    return lines, ["Code", *talks]


def _quotes_in_cell(drawn, codings, wanted, heads):
    """All quotes of one code of one interview in a cell."""
    groups: dict[tuple[str, str, str], list[Coding]] = {}
    for one in sorted(codings, key=lambda one: (one.coder, one.interview, one.code, one.turn)):
        groups.setdefault((one.coder, one.interview, one.code), []).append(one)
    rest = [name for name in wanted if name not in ("turn", "valence")]
    lines = []
    for some in groups.values():
        values = _plain_cells(drawn, some[0], rest, _codes(drawn, some[0].code))
        values[rest.index("quote")] = drawn.rng.choice(["\n", "\n\n", " / ", "; "]).join(
            f'"{one.quote}"' for one in some
        )
        lines.append((values, some[0].code))
    return lines, [heads[name] for name in rest]


def _cut_quote(drawn, codings, wanted, heads):
    lines, header = _rows(drawn, codings, wanted, heads)
    at = header.index(heads["quote"])
    cut = []
    for cells, code in lines:
        words = cells[at].split(" ")
        cut.append(
            ([*cells[:at], " ".join(words[:4]), " ".join(words[4:]), *cells[at + 1 :]], code)
        )
    return cut, [*header[: at + 1], f"{heads['quote']} (continued)", *header[at + 1 :]]


_SHAPES = {
    "coders marked": _coders_marked,
    "coder in cell": _coder_in_cell,
    "valence in cell": _valence_in_cell,
    "turns": _turns,
    "matrix": _matrix,
    "quotes in cell": _quotes_in_cell,
    "cut quote": _cut_quote,
    "rows": _rows,
    "cells": _cells,
    "columns": _columns,
    "marks": _marks,
    "by code": _by_code,
    "coders beside": _coders_beside,
}


def _group(drawn: Drawn, header: list[str], cells: list[Cells], heads: dict[str, str]) -> None:
    """Leave out what the row above says already."""
    if heads["interview"] not in header or drawn["shape"] == "by code":
        return
    place = header.index(heads["interview"])
    coder = header.index(heads["coder"]) if heads["coder"] in header else None
    if drawn["repeat"] != "each row":
        before = None
        for row in cells:
            key = (row[place], None if coder is None else row[coder])
            if key == before:
                row[place] = ""
            before = key
    if drawn["coder"] == "first row" and coder is not None and drawn["repeat"] != "each row":
        who = None
        for row in cells:
            row[coder], who = ("" if row[coder] == who else row[coder]), row[coder] or who


def _headed(
    drawn: Drawn, header: list[str], cells: list[Cells], heads: dict[str, str]
) -> list[Cells]:
    """Put rows between the rows that say which interview, or which theme, comes next."""
    if drawn["rows"] == "headings" and heads["interview"] in header and drawn["shape"] != "by code":
        at = header.index(heads["interview"])
        found, above = [], ""
        for row in cells:
            if row[at] and row[at] != above:
                above = row[at]
                found.append(
                    [f"Interview: {above}" if drawn.seed % 2 else above, *[""] * (len(header) - 1)]
                )
            found.append([*row[:at], "", *row[at + 1 :]])
        return found
    if drawn["rows"] == "themes between" and drawn["shape"] == "by code":
        found, above = [], ""
        names = {_codes(drawn, code): entry[2] for code, entry in CODES.items()}
        for row in cells:
            theme = names.get(row[0], above) if row[0] else above
            if theme != above:
                above = theme
                found.append([theme.upper(), *[""] * (len(header) - 1)])
            found.append(row)
        return found
    return cells


def _around(drawn: Drawn, header: list[str], cells: list[Cells], sheet: str) -> list[Cells]:
    """Add what stands above, below and beside the table."""
    width = len(header)
    blank: Cells = [""] * width
    if drawn["rows"] == "empty between":
        cells = [
            row for at, one in enumerate(cells) for row in ([one, blank] if at % 4 == 3 else [one])
        ]
    if drawn["columns"] == "row numbers":
        header, cells = ["No.", *header], [[at, *row] for at, row in enumerate(cells, 1)]
    if drawn["columns"] == "empty first":
        header, cells = ["", *header], [["", *row] for row in cells]
    if drawn["columns"] == "empty between":
        header, cells = [*header[:2], "", *header[2:]], [[*row[:2], "", *row[2:]] for row in cells]
    if drawn["columns"] == "note beside":
        header, cells = (
            [*header, ""],
            [[*row, "see memo" if at == 3 else ""] for at, row in enumerate(cells)],
        )
    if drawn["rows"] == "names above":
        header, cells = (
            [f"Part {at}" if at % 3 == 1 else "" for at in range(len(header))],
            [list(header), *cells],
        )
    if drawn["rows"] == "header again":
        cells = [*cells[:5], list(header), *cells[5:]]
    above = {
        "": [],
        "title": [["Codings of the supervision study"], []],
        "legend": [["Legend:"], ["x", "code is given"], ["?", "unsure"], []],
        "empty rows": [[], []],
        "title and coder": [
            ["Supervision study"],
            ["Coder:", sheet if sheet in CODERS else "both"],
            ["Date:", "May 2024"],
            [],
        ],
    }[drawn["above"]]
    below = {
        "": [],
        "note": [["Note: second round is still to come."]],
        "total": [["Total", *[""] * (width - 2), len(cells)]],
        "empty and note": [[], [], ["Checked in May 2024"]],
        "legend of codes": [[], ["Codes:"], *([code, entry[0]] for code, entry in CODES.items())],
    }[drawn["below"]]
    return [*above, header, *cells, *below]


def _workbook(drawn: Drawn, path: Path, sheets: dict[str, list[Coding]]) -> None:
    tables = {name: _table(drawn, name, codings, path.stem) for name, codings in sheets.items()}
    extra = {} if (path.suffix, drawn["sheets"]) == (".ods", "hidden old") else _extra(drawn)
    tables = {**extra, **tables} if drawn["sheets"] == "codes before" else {**tables, **extra}
    if path.suffix == ".ods":
        _ods(path, tables)
        return
    book = Workbook()
    book.remove(book.active)
    for name, table in tables.items():
        sheet = book.create_sheet(name)
        for row in table:
            sheet.append([None if cell == "" else cell for cell in row])
        if name in extra:
            sheet.sheet_state = "hidden" if drawn["sheets"] == "hidden old" else "visible"
            continue
        _dress(drawn, sheet, table)
    book.save(path)


def _extra(drawn: Drawn) -> dict[str, list[Cells]]:
    codes: list[Cells] = [
        ["Code", "Definition"],
        *([code, f"About {entry[0]}."] for code, entry in CODES.items()),
    ]
    old: list[Cells] = [
        ["interview", "turn", "quote", "code"],
        *([one.interview, one.turn, one.quote, "group.time"] for one in TRUTH[:6]),
    ]
    counts: list[Cells] = [
        ["Row labels", "Count of quote"],
        *([entry[0], 3] for entry in CODES.values()),
        ["Grand total", 21],
    ]
    return {
        "": {},
        "codes after": {"Codebook": codes},
        "codes before": {"Codebook": codes},
        "counts": {"Pivot": counts},
        "notes": {"Notes": [["To do"], ["Ask about the second interview"], ["", "done", "", "x"]]},
        "hidden old": {"old": old},
        "empty": {"Sheet2": []},
    }[drawn["sheets"]]


def _dress(drawn: Drawn, sheet: Any, table: list[Cells]) -> None:
    """Give a sheet of Excel what no table of texts has."""
    first = len(table) - 6
    if drawn["rows"] == "filtered":
        sheet.auto_filter.ref = f"A1:C{len(table)}"
        for number in range(first, first + 3):
            sheet.row_dimensions[number].hidden = True
    _dress_cells(drawn, sheet, table)
    if drawn["struck"]:
        for cell in sheet[first]:
            cell.font = Font(strike=True)
    if drawn["repeat"] == "merged":
        _merge(sheet, table)


def _dress_cells(drawn: Drawn, sheet: Any, table: list[Cells]) -> None:
    if drawn["cells"] == "comments":
        sheet.cell(len(table) - 6, 2).comment = Comment("discuss", "Bo")
    if drawn["cells"] == "uncounted formulas":
        sheet.cell(len(table) + 1, 1).value = f"=COUNTA(A2:A{len(table)})"
    numbers = [
        cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, (int, float))
    ]
    for cell in numbers if drawn["cells"] == "text" else []:
        cell.value = str(cell.value)


def _merge(sheet: Any, table: list[Cells]) -> None:
    """Merge the cells of an interview, where the table has them below one another."""
    top = next((at for at, row in enumerate(table) if len([one for one in row if one]) > 2), 0)
    for column, title in enumerate(table[top], 1):
        if str(title).casefold().startswith(("interview", "document", "entre", "participant")):
            begin = None
            for number in range(top + 2, len(table) + 1):
                filled = sheet.cell(number, column).value is not None
                if filled and begin and number - 1 > begin:
                    sheet.merge_cells(
                        start_row=begin, end_row=number - 1, start_column=column, end_column=column
                    )
                begin = number if filled else begin
            return


def _ods(path: Path, tables: dict[str, list[Cells]]) -> None:
    written = []
    for table in tables.values():
        lines = []
        for row in table:
            cells = [ods_cell(str(cell)) if cell != "" else "<table:table-cell/>" for cell in row]
            lines.append(ods_row(cells))
        written.append("".join(lines))
    joined = '</table:table><table:table table:name="{}">'
    names = list(tables)
    body = written[0] + "".join(
        joined.format(name) + one for name, one in zip(names[1:], written[1:], strict=True)
    )
    path.write_bytes(ods_of(body, names[0]))
