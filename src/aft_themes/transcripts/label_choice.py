"""Choose which beginnings of lines are speaker labels, by what recurs in the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from aft_themes.transcripts.label_counts import COMMON, FEW, Choice, count_labelled, recur
from aft_themes.transcripts.label_slips import with_slips
from aft_themes.transcripts.labels_with_colon import accepted, heads_of_lines
from aft_themes.transcripts.labels_without_colon import (
    accepted_in_form,
    in_form,
    name_line,
    names_alone,
)
from aft_themes.transcripts.prefixes import FORMS, Head
from aft_themes.transcripts.questions import marks_answer
from aft_themes.transcripts.speakers import asks_by_number
from aft_themes.transcripts.speakers_without_labels import by_questions, by_weight, count_questions
from aft_themes.transcripts.turns import Line

_LEAST_ASKED = 5  # "Q." and "A." in a hearing; a list has one of each
_MOST_FIELDS = 12  # labels in the headers of two or three short interviews, which are no speakers
_CAPTION_FORMS = ("bracketed",)  # a caption may begin in the middle of a sentence with a dash


def choose_labels(lines: list[Line], *, captions: bool, wrapped: bool = False) -> Choice:
    """Choose the form of the file's labels: with a colon or time, or else what recurs most."""
    heads = heads_of_lines(lines, captions=captions)
    best: Choice = (heads, accepted(heads))
    for form in _CAPTION_FORMS if captions else FORMS:
        if not recur(*best):
            other = in_form(lines, heads, form)
            best = _better(best, (other, accepted_in_form(other, form)))
    if not recur(*best):
        alone = names_alone(lines, heads)
        # a name in every second or third line; a short answer stands on a line of its own, too
        if not captions or count_labelled(*alone) >= COMMON * len(lines):
            best = _better(best, alone)
    labelled = count_labelled(*best)
    if not captions and recur(*best):
        best = _with_examination(lines, *best)
    if not captions and (labelled < 2 or _one_answers(*best)):  # a field: "Interviewee: P7"
        heavy, asked = by_weight(lines, heads), by_questions(lines, heads, wrapped=wrapped)
        best = next((one for one in (heavy, asked) if one[1]), best)
    elif not captions and labelled <= _MOST_FIELDS:
        marked = by_questions(lines, heads, wrapped=wrapped, marked=True)
        best = marked if count_questions(marked[0]) >= FEW * labelled else best
    return with_slips(lines, *(best if captions else _with_other_forms(lines, *best)))


def _with_other_forms(
    lines: Sequence[Line], heads: Sequence[Head], names: Collection[str]
) -> Choice:
    """Find the labels in lines of another form, too: some with a time ("[Ann 0:05]"), some without.

    Two labels at least must recur in that form, or it may be speech ("Ann - she left").
    """
    forms: list[Sequence[Head | None]] = [in_form(lines, heads, form) for form in FORMS]
    alone = [name_line(line, head) for line, head in zip(lines, heads, strict=True)]
    for other in (*forms, alone):
        found = [
            named if named is not None and named.key in names and head.key not in names else None
            for named, head in zip(other, heads, strict=True)
        ]
        if recur([head for head in found if head is not None], names):
            return [new or head for new, head in zip(found, heads, strict=True)], names
    return list(heads), names


def _with_examination(lines: Sequence[Line], heads: list[Head], names: Collection[str]) -> Choice:
    """Take "Q." and "A." for labels, too: hearings print them where others have a name."""
    stops = [
        None if head.key in names else stop
        for head, stop in zip(heads, in_form(lines, heads, "stop"), strict=True)
    ]
    counts = Counter(stop.key for stop in stops if stop is not None)
    if min(counts["q"], counts["a"]) < _LEAST_ASKED:
        return heads, names
    found = [
        stop if stop is not None and stop.key in ("q", "a") else head
        for head, stop in zip(heads, stops, strict=True)
    ]
    return found, frozenset(names) | {"q", "a"}


def _better(one: Choice, other: Choice) -> Choice:
    """Return the reading with more labels; the first if they have as many."""
    return other if count_labelled(*other) > count_labelled(*one) else one


def _one_answers(heads: Sequence[Head], names: Collection[str]) -> bool:
    """Tell whether the only label that recurs is one of answers: the questions have none."""
    counts = Counter(head.key for head in heads if head.key in names)
    again = [key for key, count in counts.items() if count > 1] or list(counts)
    asked = any(asks_by_number(key) for key in counts)  # "3 - Question", each once
    return len(again) == 1 and not asked and all(map(marks_answer, again))
