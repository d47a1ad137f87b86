"""Labels with a slip: without their colon, with another sign in its place, or typed wrongly."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from aft_themes.transcripts.label_counts import Choice, recur
from aft_themes.transcripts.labels_without_colon import name_line
from aft_themes.transcripts.prefixes import ROLE, Head, candidate, name_after_time
from aft_themes.transcripts.role_words import answers_by_name, asks_by_name
from aft_themes.transcripts.speakers import label_meant, likeness
from aft_themes.transcripts.times import TIME
from aft_themes.transcripts.turns import Line

# the sign behind a label, and words that begin with a capital: "Ann left" is speech
_SIGN = re.compile(
    rf"(?:\s{{1,2}}[\[(](?P<time>{TIME})[\])])?"
    r"\s{0,2}(?P<sign>[;.=]|::|[-\u2013\u2014]{1,2}|)\s{1,3}"
    r"(?=['\"\u2018\u201c(\[\u00bf\u00a1]?(?P<first>[^\W\d_]))"
)
_ONLY_BEHIND_LABELS = (";", "=", "::")
_ALONE = " .;,?!"  # behind a label on a line of its own


def with_slips(lines: Sequence[Line], heads: Sequence[Head], names: Collection[str]) -> Choice:
    """Take lines for labelled where the label of somebody who speaks again has a slip."""
    if not recur(heads, names):
        return list(heads), names
    spellings = sorted({head.speaker or "" for head in heads if head.key in names}, key=len)[::-1]
    found = [
        head if head.key in names else _mended(line, spellings, names) or head
        for line, head in zip(lines, heads, strict=True)
    ]
    alone = _alone(lines, found, names)
    found = [other or head for head, other in zip(found, alone, strict=True)]
    return found, frozenset(names) | misspelt(found, names)


def misspelt(heads: Iterable[Head], names: Collection[str]) -> frozenset[str]:
    """Return the keys of candidates that misspell a label of the file."""
    counts = Counter(head.key for head in heads if head.speaker is not None)
    known = {key: counts[key] for key in names}
    return frozenset(
        key
        for key, number in counts.items()
        if key not in known and label_meant(key, {**known, key: number})
    )


def _mended(line: Line, spellings: Sequence[str], names: Collection[str]) -> Head | None:
    """Find a known label that lacks its colon, also behind a time: "0:12 Ann?" on a line."""
    start, rest = name_after_time(line.text.strip())
    if start is not None and likeness(rest.rstrip(_ALONE)) in names:
        return replace(candidate(rest.rstrip(_ALONE), None, "", timed=True), start_s=start)
    for name in spellings:
        match = _SIGN.match(rest, len(name)) if likeness(rest[: len(name)]) in names else None
        if (
            match
            and likeness(rest[: len(name)]) == likeness(name)
            and match["first"] != match["first"].lower()
            and _is_sure(name, match["sign"], timed=bool(start is not None or match["time"]))
        ):
            found = candidate(name, match["time"], rest[match.end() :])
            return found if start is None else replace(found, start_s=start)
    return None


def _is_sure(name: str, sign: str, *, timed: bool) -> bool:
    """Tell a label from speech: "Ann - She left" and "Ann. She left" may be either."""
    if sign in _ONLY_BEHIND_LABELS or timed:
        return True
    role = len(name) > 1 and bool(
        ROLE.fullmatch(name) or asks_by_name(name) or answers_by_name(name)
    )
    return role or (bool(sign) and " " in name)


def _alone(
    lines: Sequence[Line], heads: Sequence[Head], names: Collection[str]
) -> list[Head | None]:
    """Find misspelt labels on lines of their own, in files where labels stand so."""
    may = [
        None if head.key in names else name_line(line, head)
        for line, head in zip(lines, heads, strict=True)
    ]
    labelled = [head for head in heads if head.key in names]
    if 2 * sum(not head.rest for head in labelled) < len(labelled):
        return [None] * len(may)
    wrong = misspelt([*labelled, *(head for head in may if head is not None)], names)
    return [head if head is not None and head.key in wrong else None for head in may]
