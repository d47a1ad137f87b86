"""Files without labels: bold questions and plain answers, or questions to somebody."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from aft_themes.transcripts.label_counts import Choice
from aft_themes.transcripts.prefixes import Head, candidate, is_title, without_heading
from aft_themes.transcripts.questions import asks_somebody, questions_and_answers
from aft_themes.transcripts.turns import ANSWER, BOLD, PLAIN, QUESTION, Line, asks


def by_weight(lines: Sequence[Line], heads: Sequence[Head]) -> Choice:
    """Tell bold questions from plain answers, as printed interviews show who speaks.

    Headings count as bold if they ask somebody: an article may have headings that ask, too.
    """
    titles = [is_title(line.text) for line in lines]
    asking = [asks(line.text) for line in lines]
    asked = [
        line.text for line, title, ask in zip(lines, titles, asking, strict=True) if title and ask
    ]
    somebody = asks_somebody(asked)
    bold = [
        _all_bold(line) or (title and somebody) for line, title in zip(lines, titles, strict=True)
    ]
    questions = sum(ask for ask, heavy in zip(asking, bold, strict=True) if heavy)
    plain_questions = sum(asking) - questions
    if questions < 2 or 2 * questions < sum(bold) or plain_questions > questions:
        return list(heads), frozenset()
    first = bold.index(True)  # nobody answers before a question: facts stand above
    found = [
        candidate(BOLD if heavy else PLAIN, None, _unweighted(line))
        for line, heavy in zip(lines[first:], bold[first:], strict=True)
    ]
    return [*heads[:first], *found], frozenset(head.key for head in found)


def by_questions(
    lines: Sequence[Line], heads: Sequence[Head], *, wrapped: bool, marked: bool = False
) -> Choice:
    """Tell questions to somebody from answers: line by line, or by their marks."""
    texts = [line.text for line in lines]
    first, said = questions_and_answers(texts, wrapped=wrapped, marked=marked)
    found = [candidate(QUESTION if one.asks else ANSWER, None, one.text) for one in said]
    return [*heads[:first], *found] if found else list(heads), frozenset(head.key for head in found)


def count_questions(heads: Sequence[Head]) -> int:
    """Count the questions among lines that have no labels."""
    asks = [head.speaker == QUESTION for head in heads]
    return sum(asks[:1]) + sum(ask and not before for before, ask in pairwise(asks))


def _all_bold(line: Line) -> bool:
    text = line.text.strip()
    marked = len(text) > 4 and text[:2] == text[-2:] == "**"
    return marked or 0 < len(line.text.rstrip()) <= line.bold


def _unweighted(line: Line) -> str:
    text = without_heading(line.text).strip()
    emphasised = text[:1] in ("*", "_") and text[-1:] == text[:1]
    return text.strip("*_") if emphasised else text
