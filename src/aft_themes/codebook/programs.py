"""Codebooks in the own forms of Taguette and QualCoder."""

from __future__ import annotations

import re
from collections.abc import Sequence

from aft_themes.codebook.code_tree import Entry
from aft_themes.documents.headers import plain_name

_TAGUETTE = frozenset({"tag", "description", "number_of_highlights"})
# below each tag in Taguette's document, in the language of the program
_COUNT = re.compile(r"\d{1,7} [^\W\d_]{2,20} [^\W\d_]{1,8} \d{1,6} [^\W\d_]{2,20}")
# "--Code: pay, cid:17, Frq: 1, Owner: Ann", with two hyphens for each category above
_LINE = re.compile(
    r"(?P<depth>(?:--){0,40})[^\W\d_]{2,20}:\s?(?P<name>.{1,300}?), (?:cat|c)id:\d{1,9}(?:, .*)?"
)
# "...\u2588Code: pay, Count: 1" in its OpenDocument text, in English in every language
_PRINTED = re.compile(
    r"(?P<depth>(?:\.{3}){0,40})\u2588?(?:Code|Category): (?P<name>.{1,300}?)(?:, Count: \d{1,7})?"
)
_MEMO = re.compile(r"(?:--){0,40}(?:Memo|MEMO): ?(?P<memo>.*)")
_LEAST = 2  # codes, for a text to be such a list


def is_taguettes(header: Sequence[str]) -> bool:
    """Tell Taguette's table of tags, whose names are paths with full stops."""
    return {plain_name(cell) for cell in header} >= _TAGUETTE


def by_stops(entries: Sequence[Entry]) -> list[tuple[Entry, list[str]]]:
    """Give each tag its path: ``tasks.tape`` lies below ``tasks``."""
    paths = [(entry, [step for step in entry.name.split(".") if step]) for entry in entries]
    found = [(entry, steps or [entry.name]) for entry, steps in paths]
    for entry, steps in found:
        entry.name = steps[-1]
    return found


def tags_of_document(entries: Sequence[Entry]) -> list[tuple[Entry, list[str]]]:
    """Read Taguette's document: the numbers below a tag are not what it means."""
    for entry in entries:
        numbers = _COUNT.match(entry.definition)
        entry.definition = (
            entry.definition[numbers.end() :].strip() if numbers else entry.definition
        )
    return by_stops(entries)


def counts_highlights(entries: Sequence[Entry]) -> bool:
    """Tell Taguette's document by the numbers below every tag."""
    return len(entries) >= _LEAST and all(_COUNT.match(entry.definition) for entry in entries)


def qualcoders_outline(lines: Sequence[str]) -> list[tuple[Entry, int]]:
    """Read QualCoder's text: categories and codes with their depth; empty if it is none."""
    if not any(_LINE.fullmatch(line) or "\u2588Code: " in line for line in lines):
        return []
    found: list[tuple[Entry, int]] = []
    for number, line in enumerate(lines, 1):
        code, memo = _LINE.fullmatch(line) or _PRINTED.fullmatch(line), _MEMO.fullmatch(line)
        if code:
            found.append((Entry(code["name"], f"line {number}"), len(code["depth"])))
        elif memo and found:
            found[-1][0].definition = memo["memo"].strip()
        elif found and line.strip():
            last = found[-1][0]  # a memo of several lines
            last.definition = f"{last.definition} {line.strip()}".strip()
    return found if len(found) >= _LEAST else []
