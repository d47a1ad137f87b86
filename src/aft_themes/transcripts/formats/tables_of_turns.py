"""Tables of turns: time, speaker and text columns in any order, with many names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from aft_themes.transcripts import labels
from aft_themes.transcripts.artefacts import is_artefact, without_stamps
from aft_themes.transcripts.findings import Finding, Kind
from aft_themes.transcripts.formats import side_columns
from aft_themes.transcripts.formats.cells import (
    GUESS_ROWS,
    HEADER_ROWS,
    SHORT_WORDS,
    Cell,
    Table,
    time_of,
    value_at,
    without_entities,
)
from aft_themes.transcripts.formats.column_names import (
    columns_of,
    is_header,
    may_name_speaker,
    name_parts,
    names_columns,
)
from aft_themes.transcripts.formats.guessed_columns import guess_columns
from aft_themes.transcripts.formats.labelled_cells import columns_in_cells, pair_labels
from aft_themes.transcripts.formats.questions_and_answers import asked_and_answered
from aft_themes.transcripts.labels import Labelled
from aft_themes.transcripts.times import LONGEST_S
from aft_themes.transcripts.turns import SENTENCE_END, Line, Utterance
from aft_themes.wording import count

# a column with one of these holds the words in another language; English is read if it is there
_TRANSLATION = frozenset("translation translated ubersetzung traduction traduccion".split())
_KNOWN = frozenset("english englisch anglais ingles".split())
_AS_FULL = 0.9  # share of the rows that have words
_FEW_NAMES = 0.25  # share of the rows: a talk has four turns or more; hardly a turn is said twice
_LABEL = re.compile(r"\s{0,5}[^\s:][^\n:]{0,30}:\s{1,5}")  # "Anna: words"; not a time
_NEARLY_ALL = 0.8  # share of the rows; some go on without a label
_HEADING_WORDS = 12  # as of a title; a longer row tells something
_RULE = re.compile(r"[\s:=|-]{1,200}")  # the line below the header of a Markdown table


def or_labels(tables: Sequence[Table], lines: Sequence[Line], *, guess: bool = True) -> Labelled:
    """Read a document's tables of turns or, if it has none, its lines with labels.

    A table without a header is read only if there are no labels, or if it has the same ones.
    """
    text = "\n".join(line.text for line in lines)
    tables = [asked_and_answered(rows) for rows in tables]
    columns = [pair for rows in tables for pair in columns_in_cells(rows)]
    if columns:
        return pair_labels(columns, lines)
    found = list(utterances(tables))
    if found:
        return Labelled(found, list(_headings(tables)), text)
    spoken = side_columns.left_out(tables, lines)
    labelled = labels.utterances(spoken.lines)
    guessed = list(utterances(tables, guess=True)) if guess else []
    if not labelled.utterances or _same_speakers(labelled.utterances, guessed):
        return Labelled(guessed, list(_headings(tables)) if guessed else [], text)
    if spoken.dropped:
        findings = [*labelled.findings, Finding(Kind.MARGINS, side_columns.LEFT_OUT)]
        beside = "\n".join((labelled.text, *spoken.dropped))
        return replace(labelled, findings=findings, text=beside)
    return labelled


def _same_speakers(some: Sequence[Utterance], others: Sequence[Utterance]) -> bool:
    """Tell whether lines and columns show the same people: columns leave out notes and times."""
    one, other = ({said.speaker for said in all_ if said.speaker} for all_ in (some, others))
    return len(one & other) > 1


def utterances(tables: Sequence[Table], *, guess: bool = False) -> Iterator[Utterance]:
    """Read the turns of the tables that have a speaker and a text column.

    With ``guess`` the columns of a table without a header are found by what is in them. An empty
    speaker cell continues the last speaker.
    """
    placed = _like_the_others(tables, [spoken_columns(rows, guess=guess) for rows in tables])
    for number, (rows, (first, columns)) in enumerate(zip(tables, placed, strict=True), 1):
        prefix = f"table {number}, " if len(tables) > 1 else ""
        found = list(_read(rows, first, columns, prefix))
        yield from in_seconds(_without_labels(found)) if header_row(rows) is not None else found


def _like_the_others(
    tables: Sequence[Table], placed: Sequence[tuple[int, dict[str, int]]]
) -> list[tuple[int, dict[str, int]]]:
    """Read a table without columns of its own like one as wide, if the same people speak in it.

    People put a table on each page, or one around each turn.
    """
    known = {
        (max(map(len, rows), default=0), tuple(columns.items())): _speakers(rows[first:], columns)
        for rows, (first, columns) in zip(tables, placed, strict=True)
        if columns
    }

    def place(rows: Table, own: tuple[int, dict[str, int]]) -> tuple[int, dict[str, int]]:
        width = max(map(len, rows), default=0)
        for (wide, items), speakers in known.items() if not own[1] else ():
            named = _speakers(rows, dict(items))
            if wide == width and 2 * len(named & speakers) > len(named):
                return 0, dict(items)
        return own

    return list(map(place, tables, placed))


def _speakers(rows: Table, columns: dict[str, int]) -> set[str]:
    cells = (str(value_at(row, columns["speaker"])).strip() for row in rows if len(row) > 1)
    return {cell.casefold().removesuffix(":") for cell in cells if cell}


def _one_cell(row: Sequence[Cell]) -> str:
    """Return the text of a row that is one cell over the whole table, unless nobody said it."""
    text = str(row[0] or "").strip() if len(row) == 1 else ""
    return "" if is_artefact(text) else text


def _is_heading(text: str) -> bool:
    """Tell a heading over the whole table from what somebody went on to say there."""
    return len(text.split()) <= _HEADING_WORDS and not text.endswith(SENTENCE_END)


def _headings(tables: Sequence[Table]) -> Iterator[Finding]:
    """Tell which rows of one cell were left out as headings, and ask about those that were not."""
    wide = [rows for rows in tables if max(map(len, rows), default=0) > 1]
    texts = [text for rows in wide for row in rows if (text := _one_cell(row))]
    headings = sum(map(_is_heading, texts))
    if headings:
        what = count(
            headings, "row of a table that is one cell", "rows of a table that are one cell"
        )
        yield Finding(Kind.TITLE_LINES, f"Left out as headings: {what}.")
    if len(texts) > headings:
        what = count(len(texts) - headings, "row that is one cell", "rows that are one cell each")
        message = (
            f"{what} without a label count as said by whoever spoke before: delete them if nobody "
            "said them, or give them a label."
        )
        yield Finding(Kind.UNLABELLED_TURNS, message)


def spoken_columns(rows: Table, *, guess: bool = False) -> tuple[int, dict[str, int]]:
    """Say at which row the turns of a table begin, and which columns hold speakers and words.

    With ``guess`` the columns of a table without a header are found by what is in them.
    """
    top = header_row(rows)
    if top is not None:
        return top + 1, columns_in(rows, top)
    if not guess:
        return 0, {}
    first = 1 if rows and names_columns(rows[0]) else 0
    named = columns_of(rows[0], clear=True) if first else {}
    return first, guess_columns(rows[first:], named)


def _without_labels(found: Sequence[Utterance]) -> list[Utterance]:
    """Take labels off the words where the speaker's column has them, too.

    Nearly all words of a speaker begin with one, and no two speakers have the same.
    """
    labels: dict[str, Counter[str]] = {}
    for one in found:
        if one.speaker and one.text.strip():
            label = _LABEL.match(one.text)
            labels.setdefault(one.speaker, Counter())[label[0].strip() if label else ""] += 1
    usual = {who: counts.most_common(1)[0][0] for who, counts in labels.items()}
    labelled = sum(counts[usual[who]] for who, counts in labels.items() if usual[who])
    if len(usual) < 2 or len({*usual.values()} - {""}) < len(usual):
        return list(found)
    if labelled < _NEARLY_ALL * sum(map(Counter.total, labels.values())):
        return list(found)
    return [
        replace(one, text=one.text[len(label[0]) :])
        if (label := _LABEL.match(one.text)) and label[0].strip() == usual.get(one.speaker or "")
        else one
        for one in found
    ]


def in_seconds(found: Sequence[Utterance]) -> Iterator[Utterance]:
    """Divide whole numbers by a thousand where as seconds they would be more than two days."""
    times = [time for one in found for time in (one.start_s, one.end_s) if time is not None]
    milliseconds = max(times, default=0.0) > LONGEST_S and all(map(float.is_integer, times))
    for one in found:
        start, end = one.start_s, one.end_s
        if milliseconds:
            start, end = (None if time is None else time / 1000 for time in (start, end))
        yield replace(one, start_s=start, end_s=end)


def header_row(rows: Table) -> int | None:
    """Return the place of the row that names a speaker and a text column."""
    return next((at for at, row in enumerate(rows[:HEADER_ROWS]) if is_header(row)), None)


def translated(rows: Table, top: int) -> int | None:
    """Return the column that holds the words in another language than those that are read."""
    columns = columns_in(rows, top)
    if not any(_TRANSLATION.intersection(name_parts(cell)) for cell in rows[top]):
        return None
    words = {
        at: sum(len(str(value_at(row, at)).split()) for row in rows[top + 1 :])
        for at in range(len(rows[top]))
        if at not in columns.values()
    }
    other = max(words, key=lambda at: words[at], default=None)
    read = sum(len(str(value_at(row, columns["text"])).split()) for row in rows[top + 1 :])
    # half: a translation may lack some lines, and no other column is as long
    return other if other is not None and 2 * words[other] > read else None


def _spoken_column(rows: Table, top: int, columns: dict[str, int]) -> int:
    """Choose the column that holds the words where "Transcript" names whose transcript it is.

    Its cells are few and short, and the cells of one other column are sentences.
    """
    below = rows[top + 1 :]

    def words(at: int) -> float:
        filled = [cell for row in below if (cell := str(value_at(row, at)).strip())]
        return sum(len(cell.split()) for cell in filled) / max(len(filled), 1)

    names = {str(value_at(row, columns["text"])).strip() for row in below}
    if words(columns["text"]) > SHORT_WORDS or len(names) > _FEW_NAMES * len(below):
        return columns["text"]
    free = [at for at in range(len(rows[top])) if at not in columns.values()]
    longer = [at for at in free if words(at) > SHORT_WORDS]
    return longer[0] if len(longer) == 1 else columns["text"]


def _text_column(rows: Table, top: int, text: int) -> int:
    """Choose the translation into English beside the words, if it is as full as these."""
    english = [
        at
        for at, cell in enumerate(rows[top])
        if _TRANSLATION.intersection(name_parts(cell)) and _KNOWN.intersection(name_parts(cell))
    ]
    if not english:
        return text
    translated_rows, rows_with_words = (
        sum(bool(value_at(row, at)) for row in rows) for at in (english[0], text)
    )
    return english[0] if translated_rows >= _AS_FULL * rows_with_words else text


def text_of(tables: Sequence[Table]) -> str:
    """Return the words of the columns that hold sentences: what somebody may have said."""
    pieces: list[str] = []
    for rows in tables:
        top = header_row(rows)
        other = None if top is None else translated(rows, top)
        for at in range(max(map(len, rows), default=0)):
            if at == other:
                continue
            cells = [str(value_at(row, at)) for row in rows]
            cells = list(dict.fromkeys(cells))  # a title that stands in every row is one title
            words = sum(len(cell.split()) for cell in cells)
            if words > SHORT_WORDS * sum(bool(cell.strip()) for cell in cells):
                pieces.extend(cells)
    return "\n".join(map(without_entities, pieces))


def columns_in(rows: Table, top: int) -> dict[str, int]:
    """Find the columns under a header; of two that may name the speaker, the one that changes.

    "Participant" names the speaker in one table, and in another whose interview it is.
    """
    columns = columns_of(_without_numbers(rows, top))
    if "text" in columns:
        columns["text"] = _text_column(rows, top, _spoken_column(rows, top, columns))
    if "speaker" in columns_of(rows[top], clear=True):
        return columns
    may = [at for at, cell in enumerate(rows[top]) if may_name_speaker(cell)]
    below = rows[top + 1 : top + 1 + GUESS_ROWS]

    def changes(at: int) -> int:
        return sum(value_at(one, at) != value_at(other, at) for one, other in pairwise(below))

    return columns | {"speaker": max(may, key=changes, default=columns["speaker"])}


def _without_numbers(rows: Table, top: int) -> list[Cell]:
    """Give the header without the columns that are named after words and hold only numbers.

    "Utterance" may count the turns beside "Transcript", which then holds the words.
    """
    header = list(rows[top])
    while (text := columns_of(header).get("text")) is not None:
        cells = (str(value_at(row, text)) for row in rows[top + 1 :])
        if any(letter.isalpha() for cell in cells for letter in cell):
            return header
        header[text] = ""
    return list(rows[top])


def is_rule(row: Sequence[Cell]) -> bool:
    """Tell whether a row is the line below the header of a table in Markdown."""
    filled = [cell for cell in row if str(cell or "").strip()]
    return bool(filled) and all(_RULE.fullmatch(str(cell)) for cell in filled)


def _read(rows: Table, first: int, columns: dict[str, int], prefix: str) -> Iterator[Utterance]:
    if not columns:
        return
    for at in range(first, len(rows)):
        place = f"{prefix}row {at + 1}"
        filled = [cell for cell in rows[at] if str(cell or "").strip()]
        if is_rule(rows[at]):
            continue
        if len(rows[at]) == 1:
            if (text := _one_cell(rows[at])) and not _is_heading(text):
                yield Utterance(None, text, place)
            continue
        if len(filled) == 1 and is_artefact(str(filled[0])):  # "End of interview"
            continue
        cells = {name: value_at(rows[at], column) for name, column in columns.items()}
        start, end = time_of(cells.get("start"))
        stop, _ = time_of(cells.get("end"))
        yield Utterance(
            speaker=without_entities(str(cells["speaker"])).strip().removesuffix(":") or None,
            text=without_stamps(without_entities(str(cells["text"])))[0],
            place=place,
            start_s=start,
            end_s=end if stop is None else stop,
        )
