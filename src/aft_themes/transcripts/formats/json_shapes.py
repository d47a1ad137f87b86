"""JSON in other shapes than a list of objects: columns, numbered objects, pairs."""

from __future__ import annotations

from collections.abc import Sequence

_LEAST = 4  # rows: a question and an answer, twice
_PAIR = 2  # who speaks, and the words
_MOST_SPEAKERS = 0.5  # share of the rows; whoever speaks does so again


def in_rows(content: object) -> object:
    """Return a list of objects for columns of values, numbered objects or pairs, as pandas saves.

    Everything else stays as it is.
    """
    if isinstance(content, list):
        return _of_pairs(content) or content
    if not isinstance(content, dict) or not content:
        return content
    names, data = content.get("columns"), content.get("data")
    if isinstance(names, list) and isinstance(data, list):
        return [dict(zip(map(str, names), row, strict=False)) for row in data if _is_list(row)]
    columns = {str(key): _column(value) for key, value in content.items()}
    lengths = {len(column) for column in columns.values()}
    if len(columns) > 1 and len(lengths) == 1 and lengths.pop() >= _LEAST:
        keys = list(columns)
        return [dict(zip(keys, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    numbered = all(str(key).isdecimal() for key in content)
    if numbered and len(content) >= _LEAST:
        return [content[key] for key in sorted(content, key=lambda key: int(str(key)))]
    return content


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
    return [{"speaker": who, "text": text} for who, text in rows]


def _is_list(row: object) -> bool:
    return isinstance(row, list)
