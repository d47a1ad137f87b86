"""Codes that stand beside somebody's words in JSON: names, lists of them, or marks by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from aft_themes.transcripts.formats.column_names import may_hold_codes

_NAMES = ("name", "label", "code", "tag", "title", "value")  # of a code that is an object
_LONGEST = 6  # words; what is longer is a remark


def codes_beside(node: Mapping[str, object]) -> tuple[str, ...]:
    """Name the codes of an object that holds somebody's words, each once."""
    found = (
        code for key, value in node.items() if may_hold_codes(key) for code in _codes_in(value)
    )
    return tuple(dict.fromkeys(found))


def codes_aside(node: Mapping[str, object], said: Sequence[str]) -> list[str]:
    """Give the codes that another list names for what was said: pairs of words and codes.

    What was said twice has its pairs in their order.
    """
    for value in node.values():
        pairs = value if isinstance(value, list) else []
        named: dict[str, list[str]] = {}
        for words, codes in (one for one in pairs if _is_pair(one)):
            named.setdefault(words.strip(), []).append("; ".join(map(str.strip, codes.split(","))))
        if named and all(map(_is_pair, pairs)) and named.keys() <= {*said}:
            return [named[words].pop(0) if named.get(words) else "" for words in said]
    return [""] * len(said)


def _is_pair(value: object) -> bool:
    texts = isinstance(value, list) and all(isinstance(one, str) for one in value)
    return texts and isinstance(value, list) and len(value) == 2


def _codes_in(value: object) -> Iterator[str]:
    """Read a name, a list of names or objects with one, or an object with a mark for each name."""
    if isinstance(value, str):
        yield from [value.strip()] * _is_name(value)
    elif isinstance(value, list):
        for one in value:
            named = one
            if isinstance(one, dict):
                named = next((one[key] for key in _NAMES if isinstance(one.get(key), str)), "")
            yield from _codes_in(named) if isinstance(named, str) else ()
    elif isinstance(value, dict):
        for name, mark in value.items():
            if isinstance(mark, str):
                yield from _codes_in(mark)
            elif mark and (isinstance(mark, dict) or mark == 1):  # true, too
                yield from _codes_in(name)


def _is_name(text: str) -> bool:
    return any(map(str.isalpha, text)) and len(text.split()) <= _LONGEST
