"""Cells that hold codes: several in one cell, codes and their themes, question marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aft_themes.codebook.codes import VALENCES, Codebook, read_valence
from aft_themes.documents.headers import says_none
from aft_themes.documents.tables import listed_in

_WIDE = re.compile(r"[^\S\n]{3,}")  # patterns below would try each of thousands of spaces
# these a name may hold
_PERHAPS = re.compile(r"[,&]|(?<=\s)(?:[/+]|and|und|et|y|e|en)(?=\s)")
# where codes may end; whether they do, only the codes themselves tell
_ENDS = re.compile(
    r"[\t,/+&]+|>>|\s{2,}|\s[-\u2013]\s|\b(?:and|und|et|y|e|en)\b|(?=\b\d{1,2}[.)]\s)"
)
_POINT = re.compile(r"\A(?:\d{1,2}[.)]\s|[\u2022\u25cf*\u2013-]\s)\s*")  # of a list inside a cell
_VALENCE_BEHIND = re.compile(
    r"(?P<code>.*[^\s:])\s*:?\s*"
    r"(?:[(\[]\s*(?P<inside>[^()\[\]]{1,12}?)\s*[)\]]|(?P<sign>\+/-|[-+\u2212\u00b1]))"
)
_PLUS_BEHIND = re.compile(r"[-+](?=\s*(?:[,;/|&]|\Z))")  # a sign that is no "and"
_MOST_ENDS = 40  # in a cell; codes are parted in a time that grows with the square
# Excel's sign for a text, left in front of it by some programs
_CHANGED = frozenset("'\u2019\u2018`")


def below_theme(text: str, cells: Sequence[str], levels: Sequence[int], codebook: Codebook) -> str:
    """Add to a code what it belongs to if it needs that; without a code, the theme is the code."""
    themes = [as_typed(cells[at].strip()) for at in levels if cells[at].strip()]
    themes = [one for one in themes if not says_none(one)]
    if not text.strip() or says_none(text):
        paths = (" > ".join(themes[at:]) for at in range(len(themes)))
        known = next((path for path in paths if len(codebook.find(path)) == 1), "")
        return known or text
    if len(codebook.find(text)) > 1:  # a name that several themes have
        paths = (" > ".join([*themes[at:], text.strip()]) for at in range(len(themes)))
        return next((path for path in paths if len(codebook.find(path)) == 1), text)
    return text


def code_and_valence(text: str, codebook: Codebook) -> tuple[str, str]:
    """Part a code from the valence behind it, such as ``Warmth (+)``; ``""`` if there is none."""
    found = _VALENCE_BEHIND.fullmatch(text.strip())
    if not found or codebook.find(text):
        return text, ""
    valence = read_valence(found["inside"] or found["sign"])
    is_code = valence in VALENCES and len(codebook.find(found["code"])) == 1
    return (found["code"], valence) if is_code else (text, "")


def is_unsure(text: str, codebook: Codebook) -> bool:
    """Tell whether somebody put a question mark behind a code that has none in its name."""
    cell = text.strip()
    plain = cell.rstrip("? ")
    names = {codebook[code].name for code in codebook.find(plain)}
    return cell.endswith("?") and bool(names) and cell not in names


def codes_in_cell(cell: str, codebook: Codebook) -> Iterator[str]:
    """Split a cell into codes; a comma or slash only where each part is a code."""
    cell = _WIDE.sub("  ", cell.strip())
    cell = cell if codebook.find(cell) else as_typed(cell)
    if len(codebook.find(cell)) == 1 and not _are_codes(cell.splitlines(), codebook):
        yield cell
        return
    for part in listed_in(cell):
        if says_none(part) and not codebook.find(part):
            continue
        part = part if codebook.find(part) else _POINT.sub("", part)
        if code_and_valence(part, codebook)[1]:
            yield part
            continue
        known = _known_parts(part, codebook)
        if known:
            yield from known
            continue
        parts = [piece.strip() for piece in _PERHAPS.split(part) if piece.strip()]
        bare = (code_and_valence(piece, codebook)[0] for piece in parts)
        if len(codebook.find(part)) != 1 and any(map(codebook.find, bare)):
            yield from parts
        else:
            yield part


def _are_codes(lines: Sequence[str], codebook: Codebook) -> bool:
    """Tell lines that are codes from a name that was wrapped: "- Tasks", "- Tape" is no path."""
    return len(lines) > 1 and all(codebook.find(_POINT.sub("", line.strip())) for line in lines)


def _known_parts(text: str, codebook: Codebook) -> list[str]:
    """Part a text into codes of the codebook, the longest first; nothing if a part is none."""
    ends = [(0, 0), *(match.span() for match in _ENDS.finditer(text)), (len(text), len(text))]
    if len(ends) > _MOST_ENDS or _PLUS_BEHIND.search(text):
        return []
    best: dict[int, list[str]] = {len(ends) - 1: []}  # by the end at which the rest begins
    for first in range(len(ends) - 2, -1, -1):
        for last in range(len(ends) - 1, first, -1):
            part = _POINT.sub("", text[ends[first][1] : ends[last][0]].strip(" ,;/+&.")).strip()
            if not part and last in best and first > 0:
                best.setdefault(first, best[last])
            elif last in best and len(codebook.find(part)) == 1:
                best[first] = [part, *best[last]]
                break
    return best.get(0, [])


def as_typed(cell: str) -> str:
    """Take off the sign before a cell that says to a spreadsheet program: this is a text."""
    return cell[1:].strip() if cell[:1] in _CHANGED else cell
