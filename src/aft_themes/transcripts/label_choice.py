"""Choose which beginnings of lines are speaker labels, by what recurs in the file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from aft_themes.transcripts.artefacts import MAY_SPEAK, META, SUBJECT, is_sound
from aft_themes.transcripts.prefixes import (
    FORMS,
    NOT_NAMES,
    ROLE,
    TITLES,
    Head,
    candidate,
    head_of,
    is_title,
    name_after_time,
    without_emphasis,
    without_heading,
)
from aft_themes.transcripts.questions import (
    asks_somebody,
    marks_answer,
    questions_and_answers,
)
from aft_themes.transcripts.speakers import likeness, role_meant
from aft_themes.transcripts.turns import ANSWER, BOLD, PLAIN, QUESTION, SENTENCE_END, Line

_ALWAYS_TIMED = 0.8  # if this share of labels has times, a beginning without a time is speech
_SYSTEMATIC = 0.8  # if this share of lines begins in one form, it is the form of the file's labels
_LONGEST_LABEL = 5  # words of a label that does not look like a name
# A form that is rare in speech must recur three times, which does not happen by chance. Other forms
# must begin a third of the lines, since a turn seldom has more than three paragraphs
_RARE_IN_SPEECH = ("bracketed", "bold", "stop", "at")
_COMMON = 1 / 3
_LEAST_ASKED = 5  # "Q." and "A." in a hearing; a list has one of each
_MOST_FIELDS = 12  # labels in the headers of two or three short interviews, which are no speakers
_OFTEN = 6  # times that two words recur before a sign only if they are names, on however many lines
_FEW = 3  # times that an odd label must recur where most lines have none
# Words that are in most clauses before a colon, and in no display name
_CLAUSE = frozenset(
    "i you he she we they it this that these those my your his her our their me him us them is are "
    "was were be been am do does did has have had can could will would should say says said saying "
    "tell tells told ask asks asked think thinks thought mean means meant know feel felt go goes "
    "went going like so but and or if when what why how where who which because then there here "
    "not never always just only about to for with from at on in of as by than too very "
    "ich du er sie es wir ihr das dass ist war hat habe sagte sagt dann aber und oder wenn "
    "je tu il elle nous vous ils que qui est dit disait mais et ou si alors "
    "yo ella nosotros es era dijo dice pero y o entonces "
    "thing things point question answer example reason problem rule note time other another "
    "io lui lei noi voi \u00e8 ha detto ma e o allora ik hij zij wij zei maar en of dan".split()
)
_BEFORE_NOUNS = frozenset(
    "in at on for to of from with as by about after before im zu zum zur auf bei mit f\u00fcr nach "
    "vor en pour par dans por para con sin per op met voor em no na".split()
)
# Short answers on a line of their own that look like names
_ANSWERS = NOT_NAMES | frozenset(
    "yeah yep nope mm mhm mm-hm hm hmm uh-huh oh ah sure exactly absolutely definitely great good "
    "fine thanks right wow really maybe sorry please ja nein oui non s\u00ed si".split()
)
_FILE_TITLE = re.compile(  # "Transcript B - interview 5:" above the first turn
    r"(?:transcripts?|transcription|transkript|part\s?\d{1,2}|teil\s?\d{1,2})\b.{0,40}|"
    r"interview\s?(?:n[or]?\.?\s?|#\s?)?\d{1,3}\w?"
)
_INITIALS = re.compile(r"[A-Z]{2,3}")
_DOTTED = re.compile(r"(?:[A-Z]\.\s?){2,4}")  # "A.W.", alone on a line
_CODE = re.compile(r"[A-Z]{1,4}[ _-]?\d{1,4}")  # "ES1": a participant's code
_PRONOUNS = re.compile(r"\b(?:she|he|they|sie|er|elle|il|iel)\s?[/|]\s?\w+(?:\s?[/|]\s?\w+)?")
_REMARK = re.compile(r"(?<=\S)\s{1,3}\([^()]{0,60}\)\Z")
_CAPTION_FORMS = ("bracketed",)  # a caption may begin in the middle of a sentence with a dash
_LABEL_LINE = 40  # characters of a name that stands on a line of its own
Choice = tuple[list[Head], Collection[str]]  # lines taken apart, and the keys of their labels


def choose_labels(lines: list[Line], *, captions: bool, wrapped: bool = False) -> Choice:
    """Choose the form of the file's labels: with a colon or time, or else what recurs most."""
    heads = _heads(lines, captions=captions)
    best: Choice = (heads, _accepted(heads))
    for form in _CAPTION_FORMS if captions else FORMS:
        if not _recurring(*best):
            other = _in_form(lines, heads, form)
            best = _better(best, (other, _accepted_in_form(other, form)))
    if not _recurring(*best):
        alone = _alone(lines, heads)
        # a name in every second or third line; a short answer stands on a line of its own, too
        if not captions or _labelled(*alone) >= _COMMON * len(lines):
            best = _better(best, alone)
    labelled = _labelled(*best)
    if not captions and _recurring(*best):
        best = _with_examination(lines, *best)
    if not captions and (labelled < 2 or _one_answers(best[1])):  # a field: "Interviewee: P7"
        by_weight = _by_weight(lines, heads)
        by_questions = _by_questions(lines, heads, wrapped=wrapped)
        best = next((one for one in (by_weight, by_questions) if one[1]), best)
    elif not captions and labelled <= _MOST_FIELDS:
        marked = _by_questions(lines, heads, wrapped=wrapped, marked=True)
        best = marked if _questions(marked[0]) >= _FEW * labelled else best
    return _with_slips(*(best if captions else _with_other_forms(lines, *best)))


def _with_other_forms(
    lines: Sequence[Line], heads: Sequence[Head], names: Collection[str]
) -> Choice:
    """Find the labels in lines of another form, too: some with a time ("[Ann 0:05]"), some without.

    Two labels at least must recur in that form, or it may be speech ("Ann - she left").
    """
    forms: list[Sequence[Head | None]] = [_in_form(lines, heads, form) for form in FORMS]
    alone = [_name_line(line, head) for line, head in zip(lines, heads, strict=True)]
    for other in (*forms, alone):
        found = [
            named if named is not None and named.key in names and head.key not in names else None
            for named, head in zip(other, heads, strict=True)
        ]
        if _recurring([head for head in found if head is not None], names):
            return [new or head for new, head in zip(found, heads, strict=True)], names
    return list(heads), names


def _with_examination(lines: Sequence[Line], heads: list[Head], names: Collection[str]) -> Choice:
    """Take "Q." and "A." for labels, too: hearings print them where others have a name."""
    stops = [
        None if head.key in names else stop
        for head, stop in zip(heads, _in_form(lines, heads, "stop"), strict=True)
    ]
    counts = Counter(stop.key for stop in stops if stop is not None)
    if min(counts["q"], counts["a"]) < _LEAST_ASKED:
        return heads, names
    found = [
        stop if stop is not None and stop.key in ("q", "a") else head
        for head, stop in zip(heads, stops, strict=True)
    ]
    return found, frozenset(names) | {"q", "a"}


def _with_slips(heads: Sequence[Head], names: Collection[str]) -> Choice:
    """Take "[0:12] Ann." or "0:12 Ann?" alone on a line for Ann's label, which lacks its colon."""
    return [_slip(head, names) or head for head in heads], names


def _slip(head: Head, names: Collection[str]) -> Head | None:
    start, rest = (head.start_s, head.rest) if head.timed else name_after_time(head.rest)
    name = rest.rstrip(" .;,?!")
    if head.speaker or start is None or likeness(name) not in names:
        return None
    return replace(candidate(name, None, "", timed=True), start_s=start)


def _better(one: Choice, other: Choice) -> Choice:
    """Return the reading with more labels; the first if they have as many."""
    return other if _labelled(*other) > _labelled(*one) else one


def _labelled(heads: Sequence[Head], names: Collection[str]) -> int:
    return sum(head.key in names for head in heads if head.key)


def _recurring(heads: Sequence[Head], names: Collection[str]) -> bool:
    """Tell whether two labels occur twice or more, which does not happen in speech by chance."""
    counts = Counter(head.key for head in heads if head.key in names)
    return sum(count > 1 for count in counts.values()) > 1


def _heads(lines: Sequence[Line], *, captions: bool) -> list[Head]:
    heads = [head_of(line.text) for line in lines]
    bare = [at for at, head in enumerate(heads) if head.is_time and not head.timed]
    # somebody says "10:30"; a single 00:05:00 stands in every export of Google Meet
    spoken = bare if captions else [at for at in bare if lines[at].text.count(":") < 2]
    if captions or len(bare) == 1:
        for at in spoken:
            heads[at] = Head(None, None, None, lines[at].text)
    # "Mrs. May (10:30) was late" is speech unless most labels have this form
    weak = [at for at, head in enumerate(heads) if head.weak]
    if 2 * len(weak) < sum(head.shaped for head in heads):
        for at in weak:
            heads[at] = Head(None, None, None, lines[at].text)
    return heads


def _accepted(heads: Sequence[Head]) -> frozenset[str]:
    """Choose which candidates are speakers: by shape, and by how often they recur."""
    named = [head for head in heads if head.shaped]
    odd = _odd_labels(heads)
    said = Counter(head.key for head in heads)
    timed = {
        head.key
        for head in heads
        if head.timed
        and (head.shaped or head.key in odd)
        and (said[head.key] > 1 or not _ends_a_turn(head))
    }
    people = _people(heads)
    counts = Counter(
        head.key
        for head in named
        if (head.key not in META or head.key in people) and not _FILE_TITLE.fullmatch(head.key)
    )
    often = {key for key, count in counts.items() if count > 1}
    once = {
        head.key: head.speaker or ""
        for head in named
        if head.key in counts.keys() - often and _may_be_label(head.key, head.speaker or "")
    }
    two = {key for key in once if " " in key and (_two_words(key) or not often)}
    clear = two | {key for key, name in once.items() if ROLE.fullmatch(name)}
    if len(often) < 2:  # whoever speaks once beside one who asks again
        clear |= {key for key, name in once.items() if _CODE.fullmatch(name)}
    times = [head.timed for head in heads if head.key in timed]
    if len(timed) > 1 and sum(times) >= _ALWAYS_TIMED * len(times):
        return frozenset(timed)  # dialogue that is recounted has no times
    chosen = frozenset(often | clear | odd | timed or once)
    # "Interview:" and "Partcipant:" in a file of interviewer and participant
    every = {head.key for head in heads if head.speaker is not None}
    return chosen | {key for key in every - chosen if role_meant(key, often)}


def _ends_a_turn(head: Head) -> bool:
    """Tell the last word of a turn before its time, on a line of its own: "ACT. [0:13]"."""
    return not head.rest and (head.speaker or "").endswith(SENTENCE_END)


def _two_words(key: str) -> bool:
    """Tell a first name and a surname from the beginning of a sentence ("In short:")."""
    first, space, _ = key.partition(" ")
    return bool(space) and first not in _BEFORE_NOUNS


def _people(heads: Sequence[Head]) -> frozenset[str]:
    """Name the fields that speak: a field of a header stands once ("Participants: four nurses").

    In several headers ("Subject: Fees" in mails) other fields stand as often.
    """
    counts = Counter(head.key for head in heads if head.key in META)
    others = max((count for key, count in counts.items() if key not in MAY_SPEAK), default=0)
    return frozenset(
        key
        for key, count in counts.items()
        if key in MAY_SPEAK and count >= _FEW and count > others
    )


def _odd_labels(heads: Sequence[Head]) -> set[str]:
    """Find labels that do not look like names (``ilse b``, ``Ilse's iPad``, ``IB#2``).

    They recur, are no clause, and what follows begins like a sentence.
    """
    candidates = [head for head in heads if head.speaker is not None]
    systematic = len(candidates) >= _SYSTEMATIC * len(heads)
    counts = Counter(head.key for head in candidates if not head.shaped)
    needed = 2 if systematic else _FEW
    return {
        key
        for key, count in counts.items()
        if _may_be_label(key)
        and _begins_sentences([head for head in candidates if head.key == key], candidates)
        and (
            count >= needed
            or (count > 1 and all(head.timed for head in candidates if head.key == key))
            or (
                systematic
                and len(candidates) > _FEW
                and _one_sign(key)
                and not any(_ends_a_turn(head) for head in candidates if head.key == key)
            )
        )
    }


def _may_be_label(key: str, name: str = "") -> bool:
    """Tell a label from a clause by its key; initials such as "TO" or "IS" are no words."""
    bare = _REMARK.sub("", key)  # "s6 (director of sales)"
    words = [word.strip("'\"()[].,") for word in _PRONOUNS.sub(" ", bare).split()]
    return (
        0 < len(bare.split()) <= _LONGEST_LABEL
        and (key not in META or key == SUBJECT)
        and key not in NOT_NAMES
        and (len(key) == 1 or _CLAUSE.isdisjoint(words) or bool(_INITIALS.fullmatch(name)))
        and key[-1] not in "?!.,;"
        and any(char.isalpha() for char in key)
    )


def _one_sign(key: str) -> bool:
    """Tell a display name that stands only once from speech: a single word such as ``iphone``."""
    return " " not in key


def _begins_sentences(own: Sequence[Head], candidates: Sequence[Head]) -> bool:
    """Tell whether the words after a label begin like those after others: with a capital."""
    if not any(head.rest[:1].isupper() for head in candidates):
        return True  # a transcript without capitals
    small = sum(head.rest[:1].islower() for head in own)
    return small * 5 <= len(own)  # automatic captions go on in small letters now and then


# ---- labels without a colon


def _in_form(lines: Sequence[Line], heads: Sequence[Head], name: str) -> list[Head]:
    """Take the lines apart in another form, times that stand alone excepted."""
    form = FORMS[name]
    return [
        head if head.is_time else (form(line) or Head(None, None, None, line.text.strip()))
        for line, head in zip(lines, heads, strict=True)
    ]


def _accepted_in_form(heads: Sequence[Head], form: str) -> frozenset[str]:
    """Choose the labels of a form in which most speech never begins, but some does."""
    candidates = _candidates_in_form(heads, form)
    lines = max(sum(not head.is_time for head in heads), 1)
    counts = Counter(head.key for head in candidates)
    often = frozenset(key for key, count in counts.items() if count > 1)
    systematic = len(candidates) >= _SYSTEMATIC * lines
    listed = form == "stop" and not _take_turns(candidates)  # "A. ... B. ... C. ..."
    shaped = frozenset(head.key for head in candidates if head.shaped)
    if systematic and len(counts) > 1 and shaped >= counts.keys() and not listed:
        return frozenset(counts)
    common = sum(counts[key] for key in often) >= _COMMON * lines
    frequent = sum(count >= _FEW for count in counts.values()) > 1
    rare = form in _RARE_IN_SPEECH
    if len(often) > 1 and (common or (rare and frequent)):
        return often | shaped if systematic and rare else often
    if sum(counts[key] >= _OFTEN for key in shaped) > 1:  # turns of many short lines
        return often & shaped
    roles = {head.key for head in candidates if ROLE.fullmatch(head.speaker or "")}
    only_moderator = len(often) == 1 and often <= roles and common and rare
    return often if only_moderator else frozenset()


def _take_turns(heads: Sequence[Head]) -> bool:
    """Tell ``Q. A. Q. A.`` and ``T1. C1. T2. C2.`` from the letters or numbers of a list."""
    stems = [head.key.rstrip(" 0123456789") for head in heads]
    if {"q", "a"} >= set(stems):
        return True
    numbered = all(head.key[-1:].isdigit() for head in heads)
    changes = sum(one != other for one, other in pairwise(stems))
    return numbered and len(set(stems)) == 2 and "" not in stems and 2 * changes >= len(stems)


def _candidates_in_form(heads: Sequence[Head], form: str) -> list[Head]:
    """Return the heads that may be labels: no sound, no clause, no beginning of a sentence."""
    found = [
        head
        for head in heads
        if head.speaker is not None
        and _may_be_label(head.key, head.speaker)
        and not is_sound(head.speaker)
    ]
    if form == "bracketed":
        found = _not_inside(heads, found)
    elif form == "stop":
        found = _without_titles([head for head in found if head.shaped])
    elif form == "bold":
        found = [head for head in found if head.rest or head.shaped]
    by_key: dict[str, list[Head]] = {}
    for head in found:
        by_key.setdefault(head.key, []).append(head)
    fitting = {key for key, own in by_key.items() if _begins_sentences(own, found)}
    return [head for head in found if head.key in fitting]


def _without_titles(heads: Sequence[Head]) -> list[Head]:
    """Leave out titles, which stand before the same surnames again: "Dr. Weber" is one label."""
    behind: dict[str, Counter[str]] = {}
    for head in heads:
        behind.setdefault(head.key, Counter())[head.rest.split(maxsplit=1)[0]] += 1
    # two names: a speaker whose turns begin with the same word every time would say nothing else
    titles = {
        key
        for key, words in behind.items()
        if key in TITLES and words.total() > 1 and 2 * len(words) <= words.total()
    }
    return [head for head in heads if head.key not in titles]


def _not_inside(heads: Sequence[Head], candidates: Sequence[Head]) -> list[Head]:
    """Leave out what also stands in brackets inside lines: a sound or a tag, not a speaker."""
    inside: Counter[str] = Counter()
    for head in heads:
        found = re.findall(r"[\[({]([^\[\](){}]{1,60})[\])}]", head.rest[1:])
        inside.update(" ".join(name.split()).casefold() for name in found)
    counts = Counter(head.key for head in candidates)
    # a name that also stands in brackets inside speech, a quarter as often, is spoken of
    return [head for head in candidates if inside[head.key] * 4 < counts[head.key]]


def _alone(lines: Sequence[Line], heads: Sequence[Head]) -> Choice:
    """Find names on a line of their own: before or after a line with a time, or recurring."""
    may = [_name_line(line, head) for line, head in zip(lines, heads, strict=True)]
    times = [at for at, head in enumerate(heads) if head.is_time]
    beside = _beside_times(may, times) if len(times) > 1 else set()
    # a few lines that hold a time alone are somebody without a name among many with one
    chosen = beside or _recurring_lines(may)
    found = [
        named if at in chosen and named is not None else head
        for at, (named, head) in enumerate(zip(may, heads, strict=True))
    ]
    names = frozenset(head.key for at in chosen if (head := may[at]) is not None)
    return found, names


def _beside_times(may: Sequence[Head | None], times: Sequence[int]) -> set[int]:
    """Return the places before, or after, lines with a time if most hold a name that recurs."""
    sides = [[at + step for at in times if 0 <= at + step < len(may)] for step in (-1, 1)]
    best = max(sides, key=lambda side: _recurrent_share(may, side))
    # half: whoever speaks once has a name that does not recur
    return set(best) if _recurrent_share(may, best) >= 0.5 else set()


def _recurring_lines(may: Sequence[Head | None]) -> set[int]:
    """Return the places of short lines that recur, look like names, and stand above speech."""
    counts = Counter(head.key for head in may if head is not None and head.shaped)
    places = {
        at: head.key
        for at, head in enumerate(may[:-1])
        if head is not None and counts[head.key] > 1 and may[at + 1] is None
    }
    return set(places) if len(set(places.values())) > 1 else set()


def _by_weight(lines: Sequence[Line], heads: Sequence[Head]) -> Choice:
    """Tell bold questions from plain answers, as printed interviews show who speaks.

    Headings count as bold if they ask somebody: an article may have headings that ask, too.
    """
    titles = [is_title(line.text) for line in lines]
    asks = [line.text.rstrip(" *_").endswith("?") for line in lines]
    asked = [
        line.text for line, title, ask in zip(lines, titles, asks, strict=True) if title and ask
    ]
    somebody = asks_somebody(asked)
    bold = [
        _all_bold(line) or (title and somebody) for line, title in zip(lines, titles, strict=True)
    ]
    questions = sum(ask for ask, heavy in zip(asks, bold, strict=True) if heavy)
    plain_questions = sum(asks) - questions
    if questions < 2 or 2 * questions < sum(bold) or plain_questions > questions:
        return list(heads), frozenset()
    first = bold.index(True) if somebody else 0  # facts about the interview stand above
    found = [
        candidate(BOLD if heavy else PLAIN, None, _unweighted(line))
        for line, heavy in zip(lines[first:], bold[first:], strict=True)
    ]
    return [*heads[:first], *found], frozenset(head.key for head in found)


def _by_questions(
    lines: Sequence[Line], heads: Sequence[Head], *, wrapped: bool, marked: bool = False
) -> Choice:
    """Tell questions to somebody from answers: line by line, or by their marks."""
    texts = [line.text for line in lines]
    first, said = questions_and_answers(texts, wrapped=wrapped, marked=marked)
    found = [candidate(QUESTION if one.asks else ANSWER, None, one.text) for one in said]
    return [*heads[:first], *found] if found else list(heads), frozenset(head.key for head in found)


def _questions(heads: Sequence[Head]) -> int:
    """Count the questions among lines that have no labels."""
    asks = [head.speaker == QUESTION for head in heads]
    return sum(asks[:1]) + sum(ask and not before for before, ask in pairwise(asks))


def _one_answers(names: Collection[str]) -> bool:
    """Tell whether the only label is one of answers: the questions above have none."""
    return len(names) == 1 and all(map(marks_answer, names))


def _all_bold(line: Line) -> bool:
    text = line.text.strip()
    marked = len(text) > 4 and text[:2] == text[-2:] == "**"
    return marked or 0 < len(line.text.rstrip()) <= line.bold


def _unweighted(line: Line) -> str:
    text = without_heading(line.text).strip()
    emphasised = text[:1] in ("*", "_") and text[-1:] == text[:1]
    return text.strip("*_") if emphasised else text


def _name_line(line: Line, head: Head) -> Head | None:
    start, text = name_after_time(without_emphasis(without_heading(line.text).strip()))
    text = text.strip("[]{}<>")
    ended = text.endswith(SENTENCE_END) and not _DOTTED.fullmatch(text)
    if head.is_time or len(text) > _LABEL_LINE or ended or ":" in text:
        return None
    found = replace(candidate(text, None, ""), start_s=start)
    # behind a time and alone, "Me" is no part of a clause: so many interviewers call themselves
    may = _may_be_label(found.key, text) or (start is not None and found.key == "me")
    good = may and found.key not in _ANSWERS and not is_sound(text)
    return found if good else None


def _recurrent_share(may: Sequence[Head | None], at_side: Sequence[int]) -> float:
    """Return the share of places that hold a name which stands at two such places or more."""
    keys = [head.key for at in at_side if (head := may[at]) is not None]
    counts = Counter(keys)
    again = sum(counts[key] > 1 for key in keys)
    shaped = sum((head := may[at]) is not None and head.shaped for at in at_side)
    few = len(at_side) <= 2 * _FEW and shaped == len(at_side)  # a short file: each speaks once
    return max(again / max(len(at_side), 1), 1.0 if few and len(counts) > 1 else 0.0)
