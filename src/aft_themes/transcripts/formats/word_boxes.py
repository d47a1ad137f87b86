"""Text boxes and frames in Word: notes beside the talk, or a part of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from aft_themes.transcripts.findings import Finding, Kind
from aft_themes.transcripts.languages import count_words
from aft_themes.transcripts.prefixes import head_of
from aft_themes.transcripts.speakers import likeness
from aft_themes.transcripts.turns import GIVEN_LABELS, Utterance
from aft_themes.wording import count

Box = Sequence[BaseOxmlElement]
"""The paragraphs of a box."""
_BOX, _PARAGRAPH = qn("w:txbxContent"), qn("w:p")
_SECOND_TIME = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_FRAME = f"{qn('w:pPr')}/{qn('w:framePr')}"
_NO_LABELS = frozenset(map(likeness, GIVEN_LABELS))
_LABELLED = 4  # boxes with a label: a question and an answer, twice
_NOTE_WORDS = 30  # of a note beside a line; what is longer may be what somebody said


def boxes_in(body: BaseOxmlElement) -> list[Box]:
    """Return the boxes of a document, and neighbouring paragraphs in one frame as a box."""
    outer = [box for box in body.iter(_BOX) if not list(box.iterancestors(_BOX, _SECOND_TIME))]
    boxes: list[Box] = [list(box.iter(_PARAGRAPH)) for box in outer]
    for frame, paragraphs in groupby(body.iter(_PARAGRAPH), key=_frame_of):
        boxes += [list(paragraphs)] if frame else []
    return boxes


def _frame_of(paragraph: BaseOxmlElement) -> list[tuple[str, str]]:
    """Return where a frame stands; one for a large first letter holds the beginning of a word."""
    frame = paragraph.find(_FRAME)
    if frame is None or frame.get(qn("w:dropCap"), "none") != "none":
        return []
    return sorted(frame.items())


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
