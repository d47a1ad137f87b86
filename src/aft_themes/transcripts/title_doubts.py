"""Doubts about lines without a label: whether they were titles, headings, or somebody's words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from aft_themes.transcripts.artefacts import without_stamps
from aft_themes.transcripts.findings import Finding, Kind
from aft_themes.transcripts.languages import count_words
from aft_themes.transcripts.prefixes import Head, without_heading
from aft_themes.transcripts.questions import asks_somebody
from aft_themes.transcripts.turns import SENTENCE_END, Line, asks
from aft_themes.wording import count

_MOST_TITLES = 0.1  # share of a file's words that its header may have
_FEW = 3  # points of a list, or questions, from which on they are no accident
_HEADING_WORDS = 6  # of a heading between turns
_TITLE_WORDS = 12  # of a title; what is longer tells of an interview
_QUOTES = re.compile(
    r"\b(?:quotes|quotations|excerpts|extracts|zitate|ausz\u00fcge|citas|citations|extraits|trechos|"
    r"citaten|citazioni)\b",
    re.IGNORECASE,
)
_OF_QUOTES = (
    "The title speaks of quotes: words of several interviews may stand one after the other. Put "
    "the whole transcripts into the folder, and quotes with their codes into codings/."
)
_STOPPED = 0.9  # share of turns that end with a stop, where all sentences do
_QUOTE_END = " \"'\u201d\u2019\u00bb)]*_"
_POINT = re.compile(r"\s*[*+\u2022-]\s+\S")  # of a list
_LABELLED_POINTS, _OTHER_POINTS = 0.6, 0.25  # shares of labels in points, of points without


def about_titles(lines: Sequence[Line], first: int, last: int) -> list[Finding]:
    """Say what was left out above and below the talk, and ask where it may be speech."""
    findings = [
        *_left_out(lines, lines[:first], "before the first"),
        *_left_out(lines, lines[last:], "after the last"),
    ]
    titles = [line.text for line in lines[:first] if len(line.text.split()) <= _TITLE_WORDS]
    if any(map(_QUOTES.search, titles)):
        findings.append(Finding(Kind.INTERVIEWS_IN_A_ROW, _OF_QUOTES))
    return findings


def _left_out(lines: Sequence[Line], part: Sequence[Line], where: str) -> Iterator[Finding]:
    """Tell which part of a file was left out, and ask whether somebody said it if it is long."""
    if part:
        message = f"Left out as title or notes {where} speaker: {count(len(part), 'line')}."
        yield Finding(Kind.TITLE_LINES, message)
    if too_many_words(part, lines):
        message = (
            f"{_words(part)} words {where} speaker were left out as title or "
            "notes: see whether somebody said them, and give them a label."
        )
        yield Finding(Kind.TITLES_DROPPED, message)


def headings_in_speech(
    lines: Sequence[Line], heads: Sequence[Head], names: Collection[str]
) -> Iterator[Finding]:
    """Find short lines above a label that look like headings, where sentences end with a stop."""
    spoken = [at for at, head in enumerate(heads) if not head.is_time]
    texts = [without_stamps(lines[at].text)[0].rstrip(_QUOTE_END) for at in spoken]
    labelled = [heads[at].key in names for at in spoken]
    ends = [text.endswith(SENTENCE_END) for text in texts]
    above = [at for at in range(1, len(spoken) - 1) if labelled[at + 1]]
    found = [
        at
        for at in above
        if not labelled[at]
        and ends[at - 1]
        and len(texts[at].split()) <= _HEADING_WORDS
        and texts[at][-1:].isalnum()
        and texts[at][:1].isalnum()
        and not texts[at][:1].islower()
    ]
    if found and sum(ends[at] for at in above) >= _STOPPED * (len(above) - len(found)):
        message = (
            f"{count(len(found), 'short line')} without a stop above a label look like headings, "
            "but count as spoken: take them out, or begin them with ##."
        )
        yield Finding(Kind.LABEL_IN_SPEECH, message)


def headings_that_ask(lines: Sequence[Line], left_out: Collection[int]) -> Iterator[Finding]:
    """Find headings between turns that ask somebody, which were left out as titles."""
    asked = [text for at in left_out if asks(text := without_heading(lines[at].text))]
    if len(asked) >= _FEW and asks_somebody(asked):
        message = (
            f"{count(len(asked), 'heading')} between the turns ask something and were left out as "
            "titles: if the interviewer asked these questions, give each a label."
        )
        yield Finding(Kind.TITLES_DROPPED, message)


def is_minutes(lines: Sequence[Line], heads: Sequence[Head], names: Collection[str]) -> bool:
    """Tell minutes: most labels begin a point of a list, and so do lines without a label."""
    points = [bool(_POINT.match(line.text)) for line in lines]
    labelled = [head.key in names for head in heads]
    both = sum(point and label for point, label in zip(points, labelled, strict=True))
    others = sum(points) - both
    enough = max(_FEW, _OTHER_POINTS * sum(points))
    return both >= _LABELLED_POINTS * sum(labelled) and others >= enough


def too_many_words(left_out: Sequence[Line], lines: Sequence[Line]) -> bool:
    """Tell whether more was left out than titles have."""
    # a title page of 60 words is usual, even in a short interview
    return _words(left_out) > max(_MOST_TITLES * _words(lines), 60)


def _words(lines: Sequence[Line]) -> int:
    return sum(count_words(line.text) for line in lines)
