"""Of the lists in nested data, choose the one with most words that have a speaker."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from aft_themes.transcripts.formats.json_items import FoundItems, Item, number_of

_OWN = 0.5  # share of words; a list of the same words lacks none, another part of a talk most
_AS_GOOD = 0.95  # share of words from which on longer pieces, which have punctuation, are better


def choose_list(found: FoundItems) -> list[Item] | None:
    """Choose the list with most words that have a speaker."""
    lists = [_once(items) for items in found.items.values()]
    spoken = [items for items in lists if any(item.text for item in items)]
    spans = [items for items in lists if not any(item.text for item in items)]
    for items in spoken:
        if not any(item.speaker for item in items):
            _give_speakers(items, [*spans, *(other for other in lists if other is not items)])
    counts = [(_words(items), items) for items in spoken]
    most = max((count for count, _ in counts), default=0)
    if not most:
        return None
    good = [items for count, items in counts if count >= _AS_GOOD * most]
    return min(good, key=lambda items: sum(bool(item.text) for item in items))


def unread(found: FoundItems, chosen: Sequence[Item]) -> Iterator[str]:
    """Give the texts of other lists with speakers, most of whose words the chosen one lacks."""
    said = Counter(_each_word(chosen))
    for items in found.items.values():
        words = Counter(_each_word([item for item in items if item.speaker]))
        if (words - said).total() > _OWN * words.total():
            yield " ".join(item.text or "" for item in items)


def _each_word(items: Sequence[Item]) -> list[str]:
    return [word for item in items for word in re.findall(r"\w+", (item.text or "").casefold())]


def _words(items: Sequence[Item]) -> int:
    return sum(len((item.text or "").split()) for item in items if item.speaker)


def _once(items: list[Item]) -> list[Item]:
    """Drop lists without speakers beside others with speakers that hold the same words again.

    Google's last result repeats all words, with speakers.
    """
    having = {item.parent for item in items if item.speaker}
    rest = [item for item in items if item.parent not in having]
    if not having or not rest:
        return items
    kept = [item for item in items if item.parent in having]
    said = Counter((item.text or "").casefold() for item in kept)
    again = Counter((item.text or "").casefold() for item in rest)
    return kept if not again - said else items


def _give_speakers(items: list[Item], lists: Sequence[Sequence[Item]]) -> None:
    """Take the speakers of words from a list of who speaks when."""
    for spans in lists:
        timed = sorted(
            (start, span.speaker)
            for span in spans
            if span.speaker and (start := number_of(span.start)) is not None
        )
        if len({speaker for _, speaker in timed}) < 2:
            continue
        starts = [start for start, _ in timed]
        for item in items:
            start = number_of(item.start)
            # 1e-6: the same moment, written with other decimals
            if start is not None and (at := bisect_right(starts, start + 1e-6)):
                item.speaker = timed[at - 1][1]
        return
