"""Text boxes and frames of a document: notes beside the talk, or a part of it."""

from __future__ import annotations

from collections.abc import Sequence

from aft_themes.transcripts.findings import Finding, Kind
from aft_themes.transcripts.languages import count_words
from aft_themes.transcripts.prefixes import head_of
from aft_themes.transcripts.speakers import likeness
from aft_themes.transcripts.turns import GIVEN_LABELS, Utterance
from aft_themes.wording import count

_NO_LABELS = frozenset(map(likeness, GIVEN_LABELS))
_LABELLED = 4  # boxes with a label: a question and an answer, twice
_NOTE_WORDS = 30  # of a note beside a line; what is longer may be what somebody said


def hold_notes(
    texts: Sequence[str], outside: Sequence[Utterance], whole: Sequence[Utterance]
) -> list[bool]:
    """Tell for each box, by its lines, whether it holds a note beside a labelled talk.

    The labels stand in the text around the boxes, or in many of the boxes themselves.
    """
    speakers = _speakers(outside)
    if len(speakers) < 2:
        speakers = _speakers(whole)
        if sum(_has_label(text, speakers) for text in texts) < _LABELLED:
            return [False] * len(texts)
    return [not _has_label(text, speakers) for text in texts]


def _speakers(said: Sequence[Utterance]) -> set[str]:
    return {likeness(one.speaker) for one in said if one.speaker} - _NO_LABELS


def _has_label(text: str, speakers: set[str]) -> bool:
    return any(speakers & {head_of(line).key, likeness(line)} for line in text.split("\n"))


def left_out(notes: Sequence[str]) -> Finding:
    """Say that boxes were left out; ask about them if somebody may have said what they hold."""
    what = count(len(notes), "text box or frame", "text boxes or frames")
    if max(map(count_words, notes)) > _NOTE_WORDS:
        message = (
            f"{what} without a label were left out: see whether somebody said what is in them."
        )
        return Finding(Kind.TITLES_DROPPED, message)
    return Finding(Kind.MARGINS, f"Notes were not read as speech: {what} beside the words.")
