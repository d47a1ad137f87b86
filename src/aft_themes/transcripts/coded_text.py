"""What coding programs write into a transcript that they export with its codes: nobody said it.

QualCoder marks coded words as ``{{code{{words}}code}}`` and writes the list of codes and how to
cite the program below the last words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from aft_themes.transcripts.turns import Line

_TAG = re.compile(r"\{\{([^{}\n]{1,200})\{\{|\}\}([^{}\n]{1,200})\}\}")
_LEAST = 2  # a code's beginning and its end
_CITATION = re.compile(r".{0,200}\bQualCoder\b.{0,60}\[Computer software\]")


def without_codes(lines: Sequence[Line]) -> list[Line]:
    """Take out the marks of codes, and what stands below the transcript."""
    marks = [tag for line in lines if "{{" in line.text for tag in _TAG.findall(line.text)]
    coded = len(marks) >= _LEAST
    kept = list(lines[: _end(lines, {begin or end for begin, end in marks})])
    return [replace(line, text=_TAG.sub("", line.text)) for line in kept] if coded else kept


def _end(lines: Sequence[Line], codes: set[str]) -> int:
    """Return where the transcript ends: above the list of codes, which has a heading."""
    cited = next((at for at, line in enumerate(lines) if _CITATION.match(line.text)), None)
    if cited is None:
        return len(lines)
    end = _above(lines, cited)  # the heading of the citation
    listed = end
    while listed and (not lines[listed - 1].text.strip() or _is_of(lines[listed - 1], codes)):
        listed -= 1
    names = any(_is_of(line, codes) for line in lines[listed:end])
    return _above(lines, listed) if names else end


def _above(lines: Sequence[Line], at: int) -> int:
    """Return the place of the next line above that holds anything."""
    return next((place for place in range(at - 1, -1, -1) if lines[place].text.strip()), 0)


def _is_of(line: Line, codes: set[str]) -> bool:
    return line.text.split(" -- ")[0].strip() in codes
