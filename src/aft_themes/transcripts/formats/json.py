"""Diarised JSON: a list of segments with speaker, start, end and text."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator

from aft_themes.transcripts.source import MAX_MARKS, MAX_PIECES, Source
from aft_themes.transcripts.times import number_of_seconds, seconds
from aft_themes.transcripts.turns import Transcript, Utterance, join

_SPEAKER = ("speaker", "speaker_label", "speaker_name", "speaker_id", "name")
_TEXT = ("text", "transcript", "content", "utterance", "sentence")
_START = ("start", "start_time", "begin", "from", "start_s")
_END = ("end", "end_time", "stop", "to", "end_s")
_DAY_S = 86_400
_MAX_NODES = 100_000


def read(source: Source) -> Transcript:
    """Read diarised JSON.

    Parameters
    ----------
    source : Source
        The file.

    Returns
    -------
    Transcript

    Raises
    ------
    InputError
        If the file is no JSON or holds no list of segments with speaker and text.
    """
    decoded = source.text
    parts = decoded.text.count("{") + decoded.text.count("[")
    source.refuse_beyond(parts, MAX_MARKS, "objects and lists")
    try:
        content = json.loads(decoded.text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        raise source.error(
            "the JSON is damaged or cut off.",
            "export it again.",
            f"line {line}" if line else "",
        ) from None
    segments = _segments(content)
    if segments is None:
        raise source.error(
            "the JSON holds no list of segments with speaker and text.",
            "export it with speakers (diarisation), as segments with speaker, start, end, text.",
        )
    source.refuse_beyond(len(segments), MAX_PIECES, "segments")
    turns = tuple(join(_utterances(segments), " "))
    return Transcript("json", decoded.encoding, turns, decoded.warnings)


def _segments(content: object) -> list[object] | None:
    """Find the first list, nearest to the top, whose items have a speaker and a text."""
    queue = deque([content])
    for _ in range(_MAX_NODES):
        if not queue:
            return None
        node = queue.popleft()
        if isinstance(node, list):
            if any(_first(item, _SPEAKER) is not None and _has_text(item) for item in node):
                return node
            queue.extend(item for item in node if isinstance(item, (dict, list)))
        elif isinstance(node, dict):
            queue.extend(item for item in node.values() if isinstance(item, (dict, list)))
    return None


def _utterances(segments: list[object]) -> Iterator[Utterance]:
    scale = 0.001 if _in_milliseconds(segments) else 1.0
    for number, item in enumerate(segments, 1):
        if not _has_text(item):
            continue
        speaker = _first(item, _SPEAKER)
        yield Utterance(
            speaker=None if speaker is None else str(speaker),
            text=str(_first(item, _TEXT)),
            place=f"segment {number}",
            start_s=_time(_first(item, _START), scale),
            end_s=_time(_first(item, _END), scale),
        )


def _first(item: object, keys: tuple[str, ...]) -> str | float | None:
    if not isinstance(item, dict):
        return None
    values = (item.get(key) for key in keys)
    return next((value for value in values if isinstance(value, (str, int, float))), None)


def _has_text(item: object) -> bool:
    return isinstance(_first(item, _TEXT), str)


def _in_milliseconds(segments: list[object]) -> bool:
    """Whole numbers beyond a day can only be milliseconds."""
    ends = [end for item in segments if (end := _first(item, _END)) is not None]
    whole = [end for end in ends if isinstance(end, int)]
    return bool(whole) and len(whole) == len(ends) and max(whole) > _DAY_S


def _time(value: str | float | None, scale: float) -> float | None:
    number = seconds(value) if isinstance(value, str) else number_of_seconds(value)
    return None if number is None else round(number * scale, 3)
