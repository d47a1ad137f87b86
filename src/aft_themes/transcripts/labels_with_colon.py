"""Labels with a colon or a time: which beginnings of lines are speakers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from aft_themes.transcripts.artefacts import MAY_SPEAK, META, SUBJECT
from aft_themes.transcripts.label_counts import FEW, SYSTEMATIC
from aft_themes.transcripts.prefixes import NOT_NAMES, ROLE, Head, head_of
from aft_themes.transcripts.speakers import asks_by_number
from aft_themes.transcripts.turns import SENTENCE_END, Line

_ALWAYS_TIMED = 0.8  # if this share of labels has times, a beginning without a time is speech
_LONGEST_LABEL = 5  # words of a label that does not look like a name
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
_FILE_TITLE = re.compile(  # "Transcript B - interview 5:" above the first turn
    r"(?:transcripts?|transcription|transkript|part\s?\d{1,2}|teil\s?\d{1,2})\b.{0,40}|"
    r"interview\s?(?:n[or]?\.?\s?|#\s?)?\d{1,3}\w?|oral histor(?:y|ies)|(?:side|tape|disc) ?\w{1,5}"
)
_INITIALS = re.compile(r"[A-Z]{2,3}")
_CODE = re.compile(r"[A-Z]{1,4}[ _-]?\d{1,4}")  # "ES1": a participant's code
_PRONOUNS = re.compile(r"\b(?:she|he|they|sie|er|elle|il|iel)\s?[/|]\s?\w+(?:\s?[/|]\s?\w+)?")
_REMARK = re.compile(r"(?<=\S)\s{1,3}\([^()]{0,60}\)\Z")


def heads_of_lines(lines: Sequence[Line], *, captions: bool) -> list[Head]:
    """Take all lines apart; a time that somebody says is speech."""
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


def accepted(heads: Sequence[Head]) -> frozenset[str]:
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
    numbered = {key for key in counts if asks_by_number(key)}
    often |= numbered if len(numbered) >= FEW else set()  # each stands once: "Question 3:"
    once = {
        head.key: head.speaker or ""
        for head in named
        if head.key in counts.keys() - often and may_be_label(head.key, head.speaker or "")
    }
    two = {key for key in once if " " in key and (_two_words(key) or not often)}
    clear = two | {key for key, name in once.items() if ROLE.fullmatch(name)}
    if len(often) < 2:  # whoever speaks once beside one who asks again
        clear |= {key for key, name in once.items() if _CODE.fullmatch(name)}
    times = [head.timed for head in heads if head.key in timed]
    if len(timed) > 1 and sum(times) >= _ALWAYS_TIMED * len(times):
        return frozenset(timed)  # dialogue that is recounted has no times
    return frozenset(often | clear | odd | timed or once)


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
        key for key, count in counts.items() if key in MAY_SPEAK and count >= FEW and count > others
    )


def _odd_labels(heads: Sequence[Head]) -> set[str]:
    """Find labels that do not look like names (``ilse b``, ``Ilse's iPad``, ``IB#2``).

    They recur, are no clause, and what follows begins like a sentence.
    """
    candidates = [head for head in heads if head.speaker is not None]
    systematic = len(candidates) >= SYSTEMATIC * len(heads)
    counts = Counter(head.key for head in candidates if not head.shaped)
    needed = 2 if systematic else FEW
    return {
        key
        for key, count in counts.items()
        if may_be_label(key)
        and begins_sentences([head for head in candidates if head.key == key], candidates)
        and (
            count >= needed
            or (count > 1 and all(head.timed for head in candidates if head.key == key))
            or (
                systematic
                and len(candidates) > FEW
                and _one_sign(key)
                and not any(_ends_a_turn(head) for head in candidates if head.key == key)
            )
        )
    }


def may_be_label(key: str, name: str = "") -> bool:
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


def begins_sentences(own: Sequence[Head], candidates: Sequence[Head]) -> bool:
    """Tell whether the words after a label begin like those after others: with a capital."""
    if not any(head.rest[:1].isupper() for head in candidates):
        return True  # a transcript without capitals
    small = sum(head.rest[:1].islower() for head in own)
    return small * 5 <= len(own)  # automatic captions go on in small letters now and then
