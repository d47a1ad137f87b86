"""JSON in other shapes than a list of objects: columns, pairs, keys that number, time or name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from aft_themes.transcripts.formats.column_names import is_header
from aft_themes.transcripts.formats.json_items import (
    MAX_DEPTH,
    SPEAKER_KEYS,
    TEXT_KEYS,
    is_text,
    plain_key,
    start_of,
    text_of,
)
from aft_themes.transcripts.times import seconds

_LEAST = 4  # rows: a question and an answer, twice
_PAIR = 2  # who speaks, and the words
_MOST_SPEAKERS = 0.5  # share of the rows; whoever speaks does so again
_NUMBERED = re.compile(r"([^\W\d_]{0,12})[\s_.#-]{0,2}(\d{1,6})")
_LABELLED = re.compile(r"\s*([^\s:][^:\n]{0,40}):\s+(\S.*)", re.DOTALL)
# keys of services for lists of one another's parts; they name nobody
_PARTS = frozenset(
    "segments words utterances sentences paragraphs results items lines captions entries chunks "
    "transcript transcripts monologues turns messages elements alternatives channels phrases "
    "recognizedphrases speakerlabels chapters highlights tokens subtitles cues blocks sections "
    "topics summaries notes comments annotations events notifications".split()
)


def in_rows(node: object, depth: int = 0) -> object:
    """Return lists of objects for other shapes, wherever these stand; the rest stays as it is."""
    if depth > MAX_DEPTH:
        return node
    if isinstance(node, list):
        return _of_pairs(node) or [in_rows(one, depth + 1) for one in node]
    if not isinstance(node, dict) or not node:
        return node
    found = _of_columns(node) or _of_keys(node) or _by_speaker(node)
    if found:
        return found
    changed = {key: in_rows(value, depth + 1) for key, value in node.items()}
    if numbered := _numbered(node):
        rows = [_said(node[key], None) for key in numbered]
        return {key: value for key, value in changed.items() if key not in numbered} | {
            "rows": rows
        }
    return changed | (_parallel(node) or _in_parts(changed))


def _of_columns(node: Mapping[str, object]) -> list[object]:
    """Read columns of values, with or without numbers of the rows, as pandas saves them."""
    names, data = node.get("columns"), node.get("data")
    if isinstance(names, list) and isinstance(data, list):
        return [dict(zip(map(str, names), row, strict=False)) for row in data if _is_list(row)]
    columns = {str(key): _column(value) for key, value in node.items()}
    lengths = {len(column) for column in columns.values()}
    if len(columns) > 1 and len(lengths) == 1 and lengths.pop() >= _LEAST:
        keys = list(map(_singular, columns))
        return [dict(zip(keys, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    return []


def _parallel(node: Mapping[str, object]) -> dict[str, object]:
    """Read lists of speakers and of words beside other values: the first belong to one another."""
    columns = {str(key): list(values) for key, value in node.items() if (values := _column(value))}
    one = {plain_key(_singular(key)): key for key in columns}
    who = next((one[key] for key in SPEAKER_KEYS if key in one), "")
    said = next((one[key] for key in TEXT_KEYS if key in one and one[key] != who), "")
    if not who or not said or not _LEAST <= len(columns[who]) == len(columns[said]):
        return {}
    rows = [
        {_singular(key): values[at] for key, values in columns.items() if at < len(values)}
        for at in range(len(columns[who]))
    ]
    return {who: rows, said: []}


def _in_parts(node: Mapping[str, object]) -> dict[str, object]:
    """Join the parts of a talk: lists of turns with the same keys for who and what, under names."""
    parts = {key: value for key, value in node.items() if isinstance(value, list) and value}
    keys = {key: _keys_of(value[0]) for key, value in parts.items() if plain_key(key) not in _PARTS}
    spoken = [key for key, own in keys.items() if own & {*SPEAKER_KEYS} and own & {*TEXT_KEYS}]
    known = frozenset((*SPEAKER_KEYS, *TEXT_KEYS))
    alike = [key for key in spoken if keys[key] & known == keys[spoken[0]] & known]
    if len(alike) < 2:
        return {}
    joined = [turn for key in alike for turn in parts[key]]
    return {key: [] for key in alike} | {alike[0]: joined}


def _keys_of(turn: object) -> frozenset[str]:
    return frozenset(map(plain_key, turn)) if isinstance(turn, dict) else frozenset()


def _of_keys(node: Mapping[str, object]) -> list[object]:
    """Read objects under numbers or times: ``{"1": {...}}``, ``{"00:05": "Ann: words"}``."""
    if len(node) < _LEAST:
        return []
    numbered = _numbered(node)
    if len(numbered) == len(node):
        return [_said(node[key], None) for key in numbered]
    if all(seconds(str(key)) is not None or _is_decimal(str(key)) for key in node):
        return [_said(value, str(key)) for key, value in node.items()]
    return []


def _numbered(node: Mapping[str, object]) -> list[str]:
    """Return the keys that count on behind one word, such as turn_1 and turn_2, in their order."""
    found = {key: match for key in node if (match := _NUMBERED.fullmatch(str(key)))}
    names = Counter(match[1].casefold() for match in found.values())
    name, often = names.most_common(1)[0] if names else ("", 0)
    own = [key for key, match in found.items() if match[1].casefold() == name]
    return sorted(own, key=lambda key: int(found[key][2])) if often >= _LEAST else []


def _is_decimal(key: str) -> bool:
    return bool(re.fullmatch(r"\d{1,7}\.\d{1,6}", key))


def _said(value: object, time: str | None) -> object:
    """Return an object for what stands under a key: an object, a pair, or labelled words."""
    start: dict[str, object] = {}
    if time is not None:
        start = {"start": float(time) if _is_decimal(time) else time}
    labelled = _LABELLED.fullmatch(value) if isinstance(value, str) else None
    if labelled:
        return {"speaker": labelled[1], "text": labelled[2], **start}
    if isinstance(value, list) and len(value) == _PAIR and all(map(is_text, value)):
        return {"speaker": value[0], "text": value[1], **start}
    return {**start, **value} if isinstance(value, dict) else value


def _by_speaker(node: Mapping[str, object]) -> list[object]:
    """Read ``{"Ann": [{"start": 1, "text": "words"}], "Bo": [...]}`` in the order of the times."""
    lists = {str(key): value for key, value in node.items() if _is_list(value) and value}
    if not 1 < len(lists) == len(node) or _PARTS & {plain_key(key) for key in lists}:
        return []
    timed: list[tuple[float, str, dict[str, object]]] = []
    for name, values in lists.items():
        for one in values if isinstance(values, list) else ():
            start = start_of(one) if isinstance(one, dict) else None
            if start is None or not text_of(one) or _keys_of(one) & {*SPEAKER_KEYS}:
                return []
            timed.append((start, name, one))
    timed.sort(key=lambda one: one[0])
    changes = sum(one[1] != other[1] for one, other in pairwise(timed))
    again = {text_of(one) for _, name, one in timed if name == timed[0][1]} & {
        text_of(one) for _, name, one in timed if name != timed[0][1]
    }
    # the same words twice are two ways of writing them, such as sentences and paragraphs
    if len(timed) < _LEAST or changes < _LEAST - 1 or 2 * len(again) > len(timed) / 2:
        return []
    return [{**one, "speaker": name} for _, name, one in timed]


def _singular(key: str) -> str:
    """Return the key of one value for that of a list: "speakers", "starts"."""
    return key if plain_key(key) in TEXT_KEYS else re.sub(r"(?<=\w\w\w)s\Z", "", key)


def _column(value: object) -> Sequence[object]:
    """Return the values of a column, which may have the numbers of its rows; none of others."""
    if isinstance(value, dict) and all(str(key).isdecimal() for key in value):
        value = list(value.values())
    plain = isinstance(value, list) and not any(isinstance(one, (list, dict)) for one in value)
    return value if isinstance(value, list) and plain else ()


def _of_pairs(content: list[object]) -> list[object]:
    rows = [row for row in content if isinstance(row, list) and len(row) == _PAIR]
    if len(rows) < max(len(content), _LEAST):
        return []
    texts = all(isinstance(cell, str) for row in rows for cell in row)
    if not texts or len({row[0] for row in rows}) > _MOST_SPEAKERS * len(rows):
        return []
    known = plain_key(rows[0][0]) in SPEAKER_KEYS and plain_key(rows[0][1]) in TEXT_KEYS
    keys = sum(row[0] == rows[0][0] for row in rows) == 1 and all(map(str.isidentifier, rows[0]))
    spoken = rows[1:] if known or keys or is_header(rows[0]) else rows
    return [{"speaker": who, "text": text} for who, text in spoken]


def _is_list(row: object) -> bool:
    return isinstance(row, list)
