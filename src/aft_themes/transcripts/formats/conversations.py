"""Whole conversations in the cells of a table, or one after the other in a JSON file.

Collections of dialogues are kept so: one row, or one object, for each. Every conversation is an
interview of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from aft_themes.transcripts.formats.column_names import columns_of, may_hold_codes
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
_SPEAKER = re.compile(
    r"speakers?(?:_?(?:id|name|label|role))?|role|from|sender|author|user|interlocutor|who", re.I
)
_SAID = re.compile(r"text|content|utterance|words?|value|message|sentence|transcript", re.I)
_DEEPEST = 5  # lists inside one another: seasons, episodes, scenes
_LONGEST = 80  # letters of a code's name; what is longer is a remark
_MOST_COLUMNS = 20  # beside the words of turns
_ID = re.compile(r"(?:.*_)?(?:id|file|name|key|number)", re.I)


_Turn = tuple[str, str, str, dict[str, str]]  # speaker, words, codes, and what else stands there


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
    """Return the conversations that lists in a JSON file hold; empty where there are none.

    Those of lists inside other objects have names; lists of words that a service recognised have
    none.
    """
    for items in _lists(content):
        parts = [part for item in items if (part := _conversation(item))]
        if len(parts) >= _LEAST_CELLS and len(parts) >= _LEAST_SHARE * len(items):
            return parts
    keyed = _keyed(content)
    if len(keyed) >= _LEAST_CELLS:
        return keyed
    below = [part for part in _below(content, 0) if part.name]
    return below if len(below) >= _LEAST_CELLS else []


def _keyed(content: object) -> list[Part]:
    """Read lists of turns that have an id as their key, or stand in a list: ``{"d1": [...]}``.

    Lists under other keys, such as a service's utterances and words, may be one talk.
    """
    held = content if isinstance(content, dict) else {}
    if isinstance(content, list):
        held = {str(number): one for number, one in enumerate(content, 1)}
    if not all(any(map(str.isdecimal, str(key))) for key in held):
        return []
    found: list[Part] = []
    for key, value in held.items():
        lists = value if _are_lists(value) else [value]
        for number, one in enumerate(lists, 1):
            turns = _turns(one) if isinstance(one, list) else []
            if len({who for who, *_ in turns}) > 1:
                name = f"{key}_{number}" if len(lists) > 1 else str(key)
                found.append(Part(name, _table(turns, {})))
    return found if len(found) >= _LEAST_SHARE * len(held) else []


def _are_lists(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, list) for one in value)


def _lists(content: object) -> Iterator[list[dict[str, object]]]:
    inside = content.values() if isinstance(content, dict) else ()
    for value in (content, *inside):
        if isinstance(value, list) and all(isinstance(item, dict) for item in value):
            yield value


def _below(content: object, depth: int) -> Iterator[Part]:
    """Gather the conversations of all lists, however deep they lie."""
    if depth > _DEEPEST or not isinstance(content, (dict, list)):
        return
    held = list(content.values()) if isinstance(content, dict) else content
    items = [one for one in held if isinstance(one, dict)] if isinstance(content, list) else []
    parts = [part for item in items if (part := _conversation(item))]
    if parts and len(parts) >= _LEAST_SHARE * len(items):
        yield from parts
        return
    for value in held:
        yield from _below(value, depth + 1)


def _conversation(item: dict[str, object]) -> Part | None:
    """Read an object that is no turn itself: it holds a list of turns, or their text."""
    if _key(item, _SPEAKER) and isinstance(item.get(_key(item, _SAID)), str):
        return None
    name = next((str(v) for k, v in item.items() if _ID.fullmatch(k) and str(v)), "")
    for value in item.values():
        if isinstance(value, str) and _speakers(value):
            return Part(name, [], value)
        turns = _turns(value) if isinstance(value, list) else []
        if len({who for who, *_ in turns}) > 1:
            return Part(name, _table(turns, item))
    return None


def _table(turns: Sequence[_Turn], item: dict[str, object]) -> list[list[str]]:
    """Write turns as a table, with a column for their codes and each key that most turns have."""
    aside = codes_aside(item, [said for _, said, _, _ in turns])
    codes = [one or other for (_, _, one, _), other in zip(turns, aside, strict=True)]
    keys = list(dict.fromkeys(key for *_, others in turns for key in others))[:_MOST_COLUMNS]
    if any(codes):
        header = ["speaker", "text", "code", *keys]
        return [
            header,
            *(
                [who, said, code, *(others.get(key, "") for key in keys)]
                for (who, said, _, others), code in zip(turns, codes, strict=True)
            ),
        ]
    header = ["speaker", "text", *keys]
    return [
        header,
        *([who, said, *(others.get(key, "") for key in keys)] for who, said, _, others in turns),
    ]


def _turns(items: Sequence[object]) -> list[_Turn]:
    rows = []
    others = _speaking_ids(items)
    for item in items:
        if not isinstance(item, dict):
            return []
        speaker, said = _key(item, _SPEAKER) or others, _key(item, _SAID)
        if not speaker or (said and not isinstance(item[said], str)):
            return []
        words = str(item.get(said, "")).strip()
        codes = "; ".join(codes_beside(item))
        rows.append((_one_name(item[speaker]), words, codes, _beside(item, speaker, said)))
    return rows


def _one_name(value: object) -> str:
    """Write who speaks; several speak together."""
    return " & ".join(map(str, value)) if isinstance(value, list) else str(value)


def _beside(item: dict[str, object], speaker: str, said: str) -> dict[str, str]:
    """Give what else an object says of its words in a word or a number: codes may be among it."""
    return {
        key: str(value)
        for key, value in item.items()
        if key not in (speaker, said)
        and not may_hold_codes(key)
        and not columns_of([key])
        and isinstance(value, (str, int, float))
        and len(str(value)) <= _LONGEST
    }


def _speaking_ids(items: Sequence[object]) -> str:
    """Return the key `id` where it names who speaks: few, again and again, beside words."""
    ids = [item.get("id") for item in items if isinstance(item, dict) and _key(item, _SAID)]
    few = len(ids) >= _LEAST_TURNS and 2 * len(set(map(str, ids))) <= len(ids)
    return "id" if few and len(ids) == len(items) and all(ids) else ""


def _key(item: dict[str, object], wanted: re.Pattern[str]) -> str:
    return next((key for key in item if wanted.fullmatch(key) and item[key] not in ("", None)), "")
