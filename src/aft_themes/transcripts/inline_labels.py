"""Part lines in which several people speak: an export that lost its line breaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from aft_themes.transcripts.prefixes import name_shaped
from aft_themes.transcripts.turns import Line

# a label behind the end of a sentence, or at the beginning: "... yes. Interviewer: And then?"
_LABEL = re.compile(
    r"(?:^|(?<=[.?!\u2026)\]\"\u201d] )|(?<=[.?!\u2026)\]\"\u201d]))"
    r"(?=[^\W\d_a-z])([^\s:]{1,20}(?: [^\s:]{1,20}){0,2}):\s"
)
_AGAIN = 3  # times that a label must stand inside lines; dialogue that is recounted has fewer
_LONGEST = 2_000_000  # characters of a line that is looked through


def parted(lines: Sequence[Line]) -> Iterator[Line]:
    """Begin a new line at each label inside a line, if at least two labels recur so."""
    names = _inside(lines)
    for line in lines:
        cuts = [
            match.start(1)
            for match in (_LABEL.finditer(line.text[:_LONGEST]) if names else ())
            if match[1] in names
        ]
        if not [cut for cut in cuts if cut]:
            yield line
            continue
        ends = [*cuts[cuts[0] == 0 :], len(line.text)]
        for start, end in zip([0, *ends], ends, strict=False):
            bold = min(max(line.bold - start, 0), end - start)
            yield replace(line, text=line.text[start:end].strip(), bold=bold)


def _inside(lines: Sequence[Line]) -> set[str]:
    """Name the labels that recur inside lines, and more often than at their beginnings."""
    begin: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    for line in lines:
        for match in _LABEL.finditer(line.text[:_LONGEST]):
            (inside if match.start(1) else begin)[match[1]] += 1
    names = {name for name, count in inside.items() if count >= _AGAIN and name_shaped(name)}
    often = sum(inside[name] for name in names) > sum(begin.values())
    return names if len(names) > 1 and often else set()
