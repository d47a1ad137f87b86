"""Whole conversations in the cells of a table, or one after the other in a JSON file.

Collections of dialogues are kept so: one row, or one object, for each. Every conversation is an
interview of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from aft_themes.transcripts.formats.json_codes import codes_aside, codes_beside
from aft_themes.transcripts.formats.several import Part

# "Doctor: words", "[doctor] words": a label at the beginning of a line within a cell
_LABEL = re.compile(r"^[ \t]{0,9}(?:\[([^\[\]\n]{1,40})\]|([^\s:\[\]][^:\n]{0,40}):)[ \t]*\S", re.M)
_LEAST_CELLS = 2
_LEAST_TURNS = 4  # a question and an answer, twice
_LEAST_SHARE = 0.5  # of the cells of a column that hold something
_MOST_LABELS = 12  # different ones in a column: as many as speak in a group
_TRIED = 200  # rows, enough to tell columns apart
# keys of objects
_SPEAKER = re.compile(r"speaker(?:_?(?:id|name|label|role))?|role|from|sender|author", re.I)
_SAID = re.compile(r"text|content|utterance|words?|value|message|sentence|transcript", re.I)
_ID = re.compile(r"(?:.*_)?(?:id|file|name|key|number)", re.I)


def in_cells(rows: Sequence[Sequence[object]]) -> tuple[str, list[Part]]:
    """Return the column whose cells are conversations, and each of them; none: no such column."""
    width = max(map(len, rows[:_TRIED]), default=0)
    for at in range(width):
        column = [_text(row, at) for row in rows]
        if _are_conversations(column[:_TRIED]):
            naming = _naming_column(rows, at)
            parts = [
                Part(_text(row, naming) if naming is not None else "", [], said)
                for row, said in zip(rows, column, strict=True)
                if _speakers(said)
            ]
            return f"row, in column {at + 1}", parts
    return "", []


def _are_conversations(column: Sequence[str]) -> bool:
    filled = [cell for cell in column if cell]
    spoken = [labels for cell in filled if (labels := _speakers(cell))]
    if len(spoken) < _LEAST_CELLS or len(spoken) < _LEAST_SHARE * len(filled):
        return False
    often = Counter(label for labels in spoken for label in labels)
    return sum(count > 1 for count in often.values()) > 1 and len(often) <= _MOST_LABELS


def _speakers(cell: str) -> set[str]:
    """Name those who speak in a cell of several lines; empty if fewer than two do."""
    if "\n" not in cell:
        return set()
    labels = [(match[1] or match[2]).strip().casefold() for match in _LABEL.finditer(cell)]
    return set(labels) if len(set(labels)) > 1 else set()


def _naming_column(rows: Sequence[Sequence[object]], said: int) -> int | None:
    """Find the column whose short values, all of them different, name the rows."""
    for at in range(max(map(len, rows), default=0)):
        values = [_text(row, at) for row in rows[1:]]
        short = all(0 < len(value) <= 40 for value in values)
        if at != said and short and len(set(values)) == len(values):
            return at
    return None


def _text(row: Sequence[object], at: int) -> str:
    return str(row[at]).strip() if at < len(row) and row[at] is not None else ""


def in_json(content: object) -> list[Part]:
    """Return the conversations that a list in a JSON file holds; empty where there is none."""
    for items in _lists(content):
        parts = [part for item in items if (part := _conversation(item))]
        if len(parts) >= _LEAST_CELLS and len(parts) >= _LEAST_SHARE * len(items):
            return parts
    return []


def _lists(content: object) -> Iterator[list[dict[str, object]]]:
    inside = content.values() if isinstance(content, dict) else ()
    for value in (content, *inside):
        if isinstance(value, list) and all(isinstance(item, dict) for item in value):
            yield value


def _conversation(item: dict[str, object]) -> Part | None:
    """Read an object that is no turn itself: it holds a list of turns, or their text."""
    if _key(item, _SPEAKER):
        return None
    name = next((str(v) for k, v in item.items() if _ID.fullmatch(k) and str(v)), "")
    for value in item.values():
        if isinstance(value, str) and _speakers(value):
            return Part(name, [], value)
        rows = _turns(value) if isinstance(value, list) else []
        if len({speaker for speaker, *_ in rows}) > 1:
            return Part(name, _table(rows, item))
    return None


def _table(rows: Sequence[tuple[str, str, str]], item: dict[str, object]) -> list[list[str]]:
    """Write turns as a table, with a column for their codes if they have some."""
    aside = codes_aside(item, [said for _, said, _ in rows])
    coded = [
        (who, said, codes or other) for (who, said, codes), other in zip(rows, aside, strict=True)
    ]
    if not any(codes for *_, codes in coded):
        return [["speaker", "text"], *([who, said] for who, said, _ in coded)]
    return [["speaker", "text", "code"], *map(list, coded)]


def _turns(items: Sequence[object]) -> list[tuple[str, str, str]]:
    rows = []
    others = _speaking_ids(items)
    for item in items:
        if not isinstance(item, dict):
            return []
        speaker, said = _key(item, _SPEAKER) or others, _key(item, _SAID)
        if not speaker or (said and not isinstance(item[said], str)):
            return []
        words = str(item.get(said, "")).strip()
        rows.append((str(item[speaker]), words, "; ".join(codes_beside(item))))
    return rows


def _speaking_ids(items: Sequence[object]) -> str:
    """Return the key `id` where it names who speaks: few, again and again, beside words."""
    ids = [item.get("id") for item in items if isinstance(item, dict) and _key(item, _SAID)]
    few = len(ids) >= _LEAST_TURNS and 2 * len(set(map(str, ids))) <= len(ids)
    return "id" if few and len(ids) == len(items) and all(ids) else ""


def _key(item: dict[str, object], wanted: re.Pattern[str]) -> str:
    return next((key for key in item if wanted.fullmatch(key) and item[key] not in ("", None)), "")
