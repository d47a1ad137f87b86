"""Put pieces of nested data together as utterances, with times in seconds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from aft_themes.transcripts.formats.json_items import Item, number_of
from aft_themes.transcripts.turns import UNKNOWN_SPEAKER, Utterance

_MOST_PER_WORD = 60  # seconds; nobody takes a minute for each word, so they are milliseconds
_MOST_MS_PER_WORD = 1_000_000  # a word takes four million ticks of 100 ns
_DAY_S = 86_400  # whole numbers beyond a day can only be milliseconds


def utterances(items: Sequence[Item], names: dict[str, str]) -> Iterator[Utterance]:
    """Join the words of one speaker, and give times their unit; ``names`` are those of numbers."""
    scale = _scale(items)
    tokens = _are_tokens(items)
    speakers = _filled([item for item in items if item.text], tokens=tokens)
    spoken = [(number, item) for number, item in enumerate(items, 1) if item.text]
    glued = bring_spaces(items)
    held: Utterance | None = None
    for (number, item), speaker in zip(spoken, speakers, strict=True):
        name = UNKNOWN_SPEAKER if speaker is None else names.get(speaker, speaker)
        text = item.text or ""
        if held is not None and tokens and held.speaker == name:
            gap = "" if glued or _attached(item) else " "
            held = Utterance(
                name,
                f"{held.text}{gap}{text}",
                _through(held.place, number),
                held.start_s,
                _time(item.end, item.scale or scale) or held.end_s,
            )
            continue
        if held is not None:
            yield held
        start, end = (_time(time, item.scale or scale) for time in (item.start, item.end))
        held = Utterance(name, text, f"segment {number}", start, end)
    if held is not None:
        yield held


def _through(place: str, number: int) -> str:
    return f"{place.split(' to ')[0]} to segment {number}"


def _attached(item: Item) -> bool:
    return item.punctuation or bool(re.fullmatch(r"[.,?!;:\u2026]+", item.text or ""))


def _are_tokens(items: Sequence[Item]) -> bool:
    """Tell words from sentences: four of five pieces have one word; of answers a third has."""
    texts = [item.text for item in items if item.text]
    return len(texts) > 1 and sum(len(text.split()) <= 1 for text in texts) * 5 >= len(texts) * 4


def bring_spaces(items: Sequence[Item]) -> bool:
    """Tell whether pieces bring their spaces with them: a quarter does, as some are marks."""
    texts = [item.text for item in items if item.text]
    spaces = sum(text[:1].isspace() or text[-1:].isspace() for text in texts)
    return _are_tokens(items) and spaces * 4 >= len(texts)


def _filled(items: Sequence[Item], *, tokens: bool) -> list[str | None]:
    """Give punctuation, and words between two of one speaker, that speaker; others have none."""
    speakers = [item.speaker for item in items]
    if not tokens:
        return speakers
    after: list[str | None] = [None] * len(items)
    coming: str | None = None
    for at in range(len(items) - 1, -1, -1):
        after[at] = coming
        coming = speakers[at] or coming
    before: str | None = None
    for at, item in enumerate(items):
        if speakers[at] is None and before and (_attached(item) or before == after[at]):
            speakers[at] = before
        before = speakers[at] or before
    return speakers


def _scale(items: Sequence[Item]) -> float:
    """Return how many seconds a unit of time has, by how fast people speak."""
    times = [
        (start, end, len(item.text.split()))
        for item in items
        if item.text
        and item.text.split()
        and isinstance(item.start, (int, float))
        and isinstance(item.end, (int, float))
        and (start := number_of(item.start)) is not None
        and (end := number_of(item.end)) is not None
    ]
    whole = all(float(start).is_integer() for start, _, _ in times)
    if times:
        per_word = median((end - start) / words for start, end, words in times)
        longest = max(end for _, end, _ in times)
    else:
        starts = [number_of(item.start) for item in items if isinstance(item.start, int)]
        known = [start for start in starts if start is not None]
        # a piece that has only a beginning is a sentence, of some ten words
        per_word = median(b - a for a, b in pairwise(known)) / 10 if len(known) > 1 else 0.0
        longest = max(known, default=0.0)
    if per_word > _MOST_MS_PER_WORD:
        return 1e-7
    if whole and (per_word > _MOST_PER_WORD or longest > _DAY_S):
        return 1e-3
    return 1.0


def _time(value: object, scale: float) -> float | None:
    number = number_of(value)
    if number is None or isinstance(value, str):
        return number  # texts have their unit, or are seconds
    return round(number * scale, 3)
