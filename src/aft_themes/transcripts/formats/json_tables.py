"""JSON whose keys are not known: lists of rows, or texts whose lines have labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from aft_themes.transcripts import labels
from aft_themes.transcripts.findings import Finding, Kind
from aft_themes.transcripts.formats import html, tables_of_turns
from aft_themes.transcripts.formats.json_items import MAX_NODES, is_text
from aft_themes.transcripts.labels import Labelled
from aft_themes.transcripts.source import Source
from aft_themes.transcripts.turns import GIVEN_LABELS, Line, Utterance

_LEAST = 4  # rows: a question and an answer, twice
_LABELLED = 1 / 3  # share of lines: an answer has some paragraphs, but speech begins with "No - "
_LEAST_CHANGES = 5  # three questions and their answers
_TRIED = 3  # kinds of tables: a service's segments, its words, and one list more
_Table = list[list[object]]
_GUESSED = (
    "No key says which values are speakers and which are words; that is a guess: call them speaker "
    "and text."
)
_TAG = re.compile(r"<(?:p|br|div|span|li)\b")


def read(source: Source, content: object, *, guess: bool) -> Labelled | None:
    """Read the rows or the lines with most words that tell who speaks; none if there are none.

    Without ``guess`` only the longest list of texts is looked at.
    """
    kinds = _longest(_tables(content) if guess else ())
    for tables in kinds:
        known = list(tables_of_turns.utterances(tables))
        bare = [] if known else list(map(_below_keys, tables))
        found = known or list(tables_of_turns.utterances(bare, guess=True))
        if len({one.speaker for one in found if one.text}) > 1 and (known or _alternate(found)):
            doubts = [] if known else [Finding(Kind.COLUMNS_GUESSED, _GUESSED)]
            text = tables_of_turns.text_of([rows for tables in kinds for rows in tables])
            return Labelled(found, doubts, text)
    unlabelled: Labelled | None = None
    for lines in _texts(source, content, guess=guess):
        labelled = labels.utterances(lines)
        said = labelled.utterances
        named = bool({one.speaker for one in said} - GIVEN_LABELS - {None})
        begun = sum(bool(one.speaker) for one in said)
        if named and (not guess or begun >= _LABELLED * len(said)):
            return labelled
        unlabelled = unlabelled or (labelled if said and not named else None)
    return unlabelled


def _alternate(found: Sequence[Utterance]) -> bool:
    """Tell whether people seem to speak in turn: half of the rows are another's than the last."""
    changes = sum(one.speaker != other.speaker for one, other in pairwise(found))
    return changes >= max(_LEAST_CHANGES, len(found) / 2 - 1)


def _longest(tables: Iterable[_Table]) -> list[list[_Table]]:
    """Gather tables with the same first row, parts of one talk; give those with most words."""
    alike: dict[tuple[str, ...], list[_Table]] = {}
    for rows in tables:
        alike.setdefault(tuple(map(str, rows[0])), []).append(rows)
    words = {first: sum(map(_words, parts)) for first, parts in alike.items()}
    return [alike[first] for first in sorted(alike, key=lambda one: -words[one])[:_TRIED]]


def _nodes(content: object) -> Iterator[object]:
    """Give all values, in the order of the file."""
    waiting = [content]
    for _ in range(MAX_NODES):
        if not waiting:
            return
        node = waiting.pop()
        yield node
        if isinstance(node, dict):
            waiting.extend(reversed(node.values()))
        elif isinstance(node, list):
            waiting.extend(reversed(node))


def _tables(content: object) -> Iterator[_Table]:
    """Give lists of objects with the same keys, or of lists, as rows below the names of columns."""
    for node in _nodes(content):
        if not isinstance(node, list) or len(node) < _LEAST:
            continue
        if all(isinstance(one, list) for one in node):
            yield [[_cell(cell) for cell in row] for row in node if isinstance(row, list)]
        elif all(isinstance(one, dict) for one in node):
            objects = [one for one in node if isinstance(one, dict)]
            keys = list(dict.fromkeys(key for one in objects for key in one))
            yield [_Keys(keys), *([_cell(one.get(key)) for key in keys] for one in objects)]


class _Keys(list[object]):
    """The keys of objects, as the names of columns."""


def _below_keys(rows: _Table) -> _Table:
    return rows[1:] if isinstance(rows[0], _Keys) else rows


def _cell(value: object) -> object:
    return "" if value is None or isinstance(value, (list, dict)) else value


def _words(rows: Sequence[Sequence[object]]) -> int:
    return sum(len(str(cell).split()) for row in rows for cell in row)


def _texts(source: Source, content: object, *, guess: bool) -> Iterator[list[Line]]:
    """Give the longest list of texts, those of the longest list of objects, the longest text."""
    lists: list[list[str]] = [[]]
    whole = ""
    for node in _nodes(content):
        if isinstance(node, str):
            whole = max(whole, node, key=len)
        elif isinstance(node, list):
            lists.append([one for one in node if isinstance(one, str)])
    yield _as_lines(max(lists, key=len))
    if not guess:
        return
    values = [
        [max(filter(is_text, one.values()), key=len, default="") for one in node]
        for node in _nodes(content)
        if isinstance(node, list) and all(isinstance(one, dict) for one in node)
    ]
    yield _as_lines(max(values, key=len, default=[]))
    yield html.lines_of(source, whole) if _TAG.search(whole) else _as_lines(whole.split("\n"))


def _as_lines(texts: Sequence[str]) -> list[Line]:
    return [Line(text, f"text {at}") for at, text in enumerate(texts, 1)]
