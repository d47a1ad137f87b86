"""Words in a script without capitals amid other speech: only a person can tell which are names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from aft_themes.deidentify.recognizers.spelling import CASELESS
from aft_themes.deidentify.spans import Span, overlapping
from aft_themes.deidentify.tokens import Study

_RUN = re.compile(rf"[{CASELESS}](?:[{CASELESS} \u200c\u200d-]*[{CASELESS}])?")
# where more than one letter in five is of such a script, people speak another language and a list
# of all their words would help nobody
_MOST = 0.2
_LETTER = re.compile(r"[^\W\d_]")
_ONE = re.compile(rf"[{CASELESS}]")


def find_other_scripts(
    study: Study, spans: Iterable[Span]
) -> dict[str, list[tuple[int, int, int]]]:
    """Find what nobody listed in a script without capitals: turn, start and end, by the words."""
    taken: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for span in spans:
        taken[span.turn].append((span.start, span.end))
    amid = _interviews(study)
    found: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for at, turn in enumerate(study.turns):
        if turn.text.isascii() or turn.interview not in amid:
            continue
        places = [match.span() for match in _RUN.finditer(turn.text)]
        for (start, end), inside in zip(places, overlapping(places, taken[at]), strict=True):
            if not inside:
                found[turn.text[start:end]].append((at, start, end))
    return found


def _interviews(study: Study) -> set[str]:
    """Give the interviews in which such words are few."""
    letters: dict[str, int] = defaultdict(int)
    others: dict[str, int] = defaultdict(int)
    for turn in study.turns:
        letters[turn.interview] += len(_LETTER.findall(turn.text))
        if not turn.text.isascii():
            others[turn.interview] += len(_ONE.findall(turn.text))
    return {name for name, number in letters.items() if others[name] <= _MOST * number}
