"""JSON of transcription services: speakers on one level, words there or below.

Services are not known by name. Of all lists in the file, the one with most words that have a
speaker is read. Few services state the unit of times: it follows from how fast people speak.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from aft_themes.transcripts import labels
from aft_themes.transcripts.findings import Kind
from aft_themes.transcripts.formats import conversations, html, json_tables
from aft_themes.transcripts.formats.column_names import talkers_in
from aft_themes.transcripts.formats.json_items import (
    MAX_DEPTH,
    SPEAKER_KEYS,
    TEXT_KEYS,
    FoundItems,
    collect_items,
    is_time,
)
from aft_themes.transcripts.formats.json_lists import choose_list, unread
from aft_themes.transcripts.formats.json_shapes import in_rows
from aft_themes.transcripts.formats.json_utterances import bring_spaces, utterances
from aft_themes.transcripts.formats.several import Part
from aft_themes.transcripts.source import MAX_MARKS, MAX_PIECES, Source, decoded_twice
from aft_themes.transcripts.turns import Reading

_LEAST_PAIRS = 3  # objects that hold what two people say in turn
_LEAST_SINGLE = 4  # objects with one key, called after who speaks; turns in XML or YAML
_WORD_AND_TIMES = 3
_FAQ = ("question", "prompt", "context")  # such lists are made of talks, too, and nobody's words
_BYTES = re.compile(r"(?:\\u00[89a-f][0-9a-f]){2,400}", re.IGNORECASE)


def read(source: Source) -> Reading:
    """Read the JSON of a transcription service, or oTranscribe's file."""
    content = _loaded(source)
    talks = conversations.in_json(content)
    if talks:
        raise source.error(
            f"the file holds {len(talks)} conversations, one after the other.",
            "give each a file of its own; `aft-themes init` does so.",
            kind=Kind.SEVERAL_INTERVIEWS,
        )
    return reading_of(source, content, "json")


def reading_of(source: Source, content: object, name: str) -> Reading:
    """Read the turns of nested objects and lists, as JSON, XML and YAML hold them."""
    page = content.get("text") if isinstance(content, dict) else None
    if isinstance(page, str) and re.search(r"<(?:p|br|div|span)\b", page):  # oTranscribe
        labelled = labels.utterances(html.lines_of(source, page))
        return labelled.reading(name, source.text)
    shaped = _with_speakers(in_rows(content))
    found = collect_items(shaped)
    items = choose_list(found)
    if items and name != "json" and len(items) < _LEAST_SINGLE:
        items = None  # settings, of which a few have a name and a text
    if items is None:
        in_tables = json_tables.read(source, shaped, guess=name == "json")
        if in_tables is not None:
            return in_tables.reading(name, source.text)
        raise _refusal(source, found, name)
    source.refuse_beyond(len(items), MAX_PIECES, "segments")
    spoken = list(utterances(items, found.names))
    text = max(" ".join(item.text or "" for item in items), found.longest, key=len)
    text = " ".join((text, *unread(found, items)))
    glue = "" if bring_spaces(items) else " "
    return Reading(name, spoken, text, source.text.findings, source.text.encoding, glue)


def interviews_in(source: Source) -> list[Part]:
    """Return the conversations that a JSON file holds one after the other."""
    return conversations.in_json(_loaded(source))


def coded_segments(source: Source) -> list[tuple[int, str, tuple[str, ...]]]:
    """Return the number, the words and the codes of each segment that is read and has codes."""
    found = collect_items(_with_speakers(in_rows(_loaded(source))))
    items = choose_list(found) or []
    return [
        (number, item.text, item.codes)
        for number, item in enumerate(items, 1)
        if item.text and item.codes
    ]


def _loaded(source: Source) -> object:
    text = source.text.text
    parts = text.count("{") + text.count("[")
    source.refuse_beyond(parts, MAX_MARKS, "objects and lists")
    # Facebook's files write each byte of a letter as a letter
    shown, repaired = decoded_twice(_BYTES.sub(_as_letters, text))
    text = shown if repaired else text
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        objects = _line_by_line(text)
        if objects:
            return objects
        line = getattr(error, "lineno", None)
        raise source.error(
            "the JSON is damaged or cut off.",
            "export it again.",
            f"line {line}" if line else "",
        ) from None


def _as_letters(found: re.Match[str]) -> str:
    return "".join(chr(int(pair, 16)) for pair in re.findall(r"\\u00(..)", found[0]))


def _line_by_line(text: str) -> list[object]:
    """Read an object in each line (JSON Lines); nothing if a line is no object."""
    try:
        objects = [json.loads(line) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError):
        return []
    return objects if all(isinstance(one, dict) for one in objects) else []


def _with_speakers(node: object, depth: int = 0) -> object:
    """Give lists of pairs, such as question and answer, an object for each of both."""
    if depth > MAX_DEPTH:
        return node
    if isinstance(node, dict):
        return {key: _with_speakers(value, depth + 1) for key, value in node.items()}
    if not isinstance(node, list):
        return node
    named = _by_single_keys(node) or _timed_words(node)
    if named:
        return named
    keys = list(node[0]) if node and isinstance(node[0], dict) else []
    pair = talkers_in(keys)
    people = pair is not None and str(keys[pair[0]]).casefold() not in _FAQ
    if pair is None or not people or len(node) < _LEAST_PAIRS or not all(map(_is_object, node)):
        return [_with_speakers(one, depth + 1) for one in node]
    return [
        {"speaker": keys[at], "text": one[keys[at]]}
        for one in node
        for at in pair
        if isinstance(one.get(keys[at]), str)
    ]


def _by_single_keys(node: list[object]) -> Sequence[object]:
    """Read ``[{"Ann": "words"}, {"Bo": "words"}]``: keys that recur are those who speak."""
    pairs = [next(iter(one.items())) for one in node if isinstance(one, dict) and len(one) == 1]
    names = {name for name, _ in pairs}
    if len(pairs) < max(len(node), _LEAST_SINGLE) or not 1 < len(names) <= len(pairs) / 2:
        return []
    if names & {*SPEAKER_KEYS, *TEXT_KEYS} or not all(isinstance(text, str) for _, text in pairs):
        return []
    return [{"speaker": name, "text": text} for name, text in pairs]


def _timed_words(node: list[object]) -> Sequence[object]:
    """Read ``["word", 1.2, 1.5]`` in lists, as IBM writes words with their times."""
    if not node or not all(isinstance(one, list) and len(one) == _WORD_AND_TIMES for one in node):
        return []
    rows = [one for one in node if isinstance(one, list)]
    timed = all(isinstance(one[0], str) and is_time(one[1]) and is_time(one[2]) for one in rows)
    return [{"text": word, "start": start, "end": end} for word, start, end in rows] * timed


def _is_object(node: object) -> bool:
    return isinstance(node, dict)


def _refusal(source: Source, found: FoundItems, name: str) -> Exception:
    kind = name.upper()
    if any(item.text for items in found.items.values() for item in items) or found.longest:
        return source.error(
            f"the {kind} holds words but no speakers.",
            "transcribe again with recognition of speakers (diarization) switched on.",
            kind=Kind.NO_SPEAKERS,
        )
    return source.error(
        f"the {kind} holds no list of segments with speaker and text.",
        "export it with speakers (diarization), as segments with speaker, start, end, text.",
        kind=Kind.NO_SPEAKERS,
    )
