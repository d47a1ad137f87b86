"""Speaker labels: one spelling for labels that look alike."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import OSA

from aft_themes.transcripts.findings import Finding, Kind
from aft_themes.transcripts.turns import Turn, Utterance, join
from aft_themes.wording import count

# Cyrillic and Greek letters that look like Latin ones, in pairs
_PAIRS = (
    "\u0410A \u0412B \u0415E \u041aK \u041cM \u041dH \u041eO \u0420P \u0421C \u0422T \u0423Y "
    "\u0425X \u0405S \u0406I \u0408J \u0430a \u0435e \u043eo \u0440p \u0441c \u0443y \u0445x "
    "\u0455s \u0456i \u0458j \u0391A \u0392B \u0395E \u0396Z \u0397H \u0399I \u039aK \u039cM "
    "\u039dN \u039fO \u03a1P \u03a4T \u03a5Y \u03a7X \u03bfo \u03b9i \u03bdv"
)
_FULL_AT_MOST, _FULL_WITHIN = 2, 10  # a full name is written at the first turns only
_NUMBERED = 3  # questions with numbers of their own: two may be two people who ask
_QUESTION_ANSWER = frozenset("qa")  # beside one another they are nobody's initials
_QUESTION = re.compile(
    r"(?:\d{1,3}\s?[.)-]{0,2}\s?)?"
    r"(?:(q|question|frage|pregunta|pergunta|domanda|vraag|fr\u00e5ga)|"
    r"(a|answer|antwort|respuesta|resposta|risposta|r[e\u00e9]ponse|antwoord|svar))"
    r"(?:[\s._#-]{0,2}\d{1,3}[a-z]?[.)]?)?",
    re.IGNORECASE,
)
_NUMBERED_TURN = re.compile(
    r"(?P<name>.{0,40}?[^\W\d_])[\s._#-]{0,2}[(\[]?(?P<number>\d{1,4})[.)\]]?|"
    r"(?P<before>\d{1,4})[\s._-]{0,2}(?P<after>[^\W\d_].{0,40})"
)
_MOST_NUMBERED = 3  # kinds of labels that number their turns: those of a therapy have two
_SIGNED = re.compile(r"\([^()]{0,60}\)|\[[^\[\]]{0,60}\]")
_FROM = re.compile(r"From (?P<name>\S.*?)(?: to (?:Everyone|Everybody|All.{0,20}))?")
_LINE_NUMBER = re.compile(r"(\d{1,4})[.)]?\s{1,9}([^\W\d].*)")
_LEAST_ROLE = 8  # letters: with two edits such a word is still no other
_ROLE_EDITS = 2
_SELDOM, _OFTEN = 2, 4  # turns of a label with a typing error, and of the one that is meant
_LEAST_NAME = 5  # letters: "Jan" and "Jana" are two people
_LETTER_O = re.compile(r"o(?=\d)|(?<=\d)o")  # "P O7"
_ROLES = frozenset(
    "interviewer interviewee participant respondent moderator facilitator researcher therapist "
    "supervisor supervisee".split()
)
_BEFORE_NUMBER = re.compile(r"(?<=[^\W\d_])(?=\d)")
_LATIN = str.maketrans({pair[0]: pair[1] for pair in _PAIRS.split()})


@lru_cache(maxsize=4096)
def likeness(label: str) -> str:
    """Return a key that is the same for labels that look alike.

    Letter case, width, outer punctuation, and Cyrillic or Greek letters in place of Latin ones do
    not matter.
    """
    plain = unicodedata.normalize("NFKC", label).translate(_LATIN).casefold()
    return " ".join(plain.split()).strip(" .:;,*_-") or plain


def initials_of(label: str) -> frozenset[str]:
    """Return the short forms that may replace a full label later in the file.

    "Devin Becker" goes on as DB or as Devin or Becker, "Interviewer" as I or Int.
    """
    words = re.findall(r"[^\W\d_]+", _SIGNED.sub(" ", label))
    if not words:
        return frozenset()
    short = {"".join(word[0] for word in words)}
    if len(words) == 1:
        # P, Par, Part for Participant
        short |= {words[0][:length] for length in (1, 3, 4) if len(words[0]) > length + 1}
    else:
        short |= {words[0], words[-1]}
    return frozenset(likeness(name) for name in short)


def asks_by_number(label: str) -> bool:
    """Tell whether a label is that of a question with a number: ``Q3``, ``4 - Pregunta``."""
    match = _QUESTION.fullmatch(label)
    return match is not None and bool(match[1]) and any(map(str.isdigit, label))


def label_meant(key: str, counts: Mapping[str, int]) -> str:
    """Give the label, among a file's, that a rare one misspells: a word for a role, or a name.

    Whoever stands once or twice and differs by a letter too many or too few, by two letters that
    changed places or by a space from somebody who speaks often is the same person. A letter in
    place of another may make another name: Maria and Mario.
    """
    if key in _ROLES:
        return ""
    near = [
        label
        for label, often in counts.items()
        if label != key
        and (
            (label in _ROLES and len(key) >= _LEAST_ROLE and _is_slip(key, label))
            or (counts.get(key, 1) <= _SELDOM and often >= _OFTEN and _is_typo(key, label))
        )
    ]
    return near[0] if len(near) == 1 else ""


def _is_slip(key: str, role: str) -> bool:
    """Tell "partcipant" and "interview" from other speakers ("interviewee1", "cotherapist")."""
    ends_alike = key[0] == role[0] and key[-2:] == role[-2:]
    cut = role.startswith(key)
    return key.isalpha() and (ends_alike or cut) and OSA.distance(key, role) <= _ROLE_EDITS


def _is_typo(key: str, label: str) -> bool:
    """Tell "annaa weber", "speker 1", "p 07" and "p o7" from other people."""
    one, other = (_LETTER_O.sub("0", name).replace(" ", "") for name in (key, label))
    if one == other:
        return True
    # "Entrevistado" and "Entrevistador", "Martin" and "Martina", but "Weberr"
    ends = one.startswith(other) or other.startswith(one)
    if (ends and one != other + other[-1]) or re.sub(r"\D", "", one) != re.sub(r"\D", "", other):
        return False
    changed = OSA.distance(one, other) == 1 and (
        len(one) != len(other) or sorted(one) == sorted(other)
    )
    return changed and sum(map(str.isalpha, other)) >= _LEAST_NAME


def merge_labels(turns: Sequence[Turn], glue: str) -> tuple[list[Turn], list[Finding]]:
    """Join speakers whose labels look alike, or whose full name is replaced by initials.

    The spelling that comes first is kept; neighbours that became one speaker are joined.
    """
    turns = _without_from(turns, glue)
    turns = _without_question_numbers(_without_line_numbers(turns, glue), glue)
    turns = _without_turn_numbers(turns, glue)
    first: dict[str, str] = {}
    keys = _keys(Counter(turn.speaker for turn in turns))
    spelling = {t.speaker: first.setdefault(keys[t.speaker], t.speaker) for t in turns}
    alike = len(spelling) - len(first)
    short = _short_forms([spelling[turn.speaker] for turn in turns])
    findings = []
    if alike:
        message = (
            f"{count(alike, 'speaker label differs', 'speaker labels differ')} from another only "
            "in letter case, spaces, look-alike letters, a remark in brackets or a typing error; "
            "taken as the same speaker."
        )
        findings.append(Finding(Kind.LABELS_MERGED, message))
    if short:
        message = (
            f"{count(len(short), 'speaker has', 'speakers have')} a full label at first and a "
            "short one later; each pair was taken as the same speaker."
        )
        findings.append(Finding(Kind.LABELS_MERGED, message))
    if not findings:
        return list(turns), []
    final = {old: short.get(new, new) for old, new in spelling.items()}
    return join(_renamed(turns, final), glue), findings


def _without_from(turns: Sequence[Turn], glue: str) -> Sequence[Turn]:
    """Take "From Ann Lee to Everyone" as Ann Lee, where all are named so, as in Zoom's chat."""
    found = {turn.speaker: _FROM.fullmatch(turn.speaker) for turn in turns}
    names = {speaker: match["name"] for speaker, match in found.items() if match}
    return join(_renamed(turns, names), glue) if 1 < len(names) == len(found) else turns


def _without_line_numbers(turns: Sequence[Turn], glue: str) -> Sequence[Turn]:
    """Take the numbers of lines off labels: "2 Interviewer", "9 Interviewer" are one.

    Such numbers only rise; "1 Woman", "2 Woman" in a group are people, who speak again.
    """
    found = {turn.speaker: _LINE_NUMBER.fullmatch(turn.speaker) for turn in turns}
    bare = {speaker: match[2] for speaker, match in found.items() if match}
    numbers = [int(match[1]) for turn in turns if (match := found[turn.speaker])]
    rise = all(one < other for one, other in pairwise(numbers))
    if not rise or len(bare) < _NUMBERED or 2 * len(set(bare.values())) > len(bare):
        return turns
    return join(_renamed(turns, bare), glue)


def _without_question_numbers(turns: Sequence[Turn], glue: str) -> Sequence[Turn]:
    """Take ``Q1``, ``Q2``, ``Q3`` as one who asks, and ``A1``, ``A2`` as one who answers."""
    found = {turn.speaker: _QUESTION.fullmatch(turn.speaker) for turn in turns}
    stems = {speaker: match[1] or match[2] for speaker, match in found.items() if match}
    asked = Counter(match[1].casefold() for match in found.values() if match and match[1])
    if max(asked.values(), default=0) < _NUMBERED:
        return turns
    return join(_renamed(turns, stems), glue)


def _without_turn_numbers(turns: Sequence[Turn], glue: str) -> Sequence[Turn]:
    """Take ``T1``, ``C1``, ``T2``, ``C2`` or "Client 1", "Therapist 2" as two who number turns.

    Each number stands once and all rise, for each of two speakers or three. Participants of a
    group have numbers, too, but they speak again.
    """
    found = {turn.speaker: _NUMBERED_TURN.fullmatch(turn.speaker) for turn in turns}
    stems = {one: match["name"] or match["after"] for one, match in found.items() if match}
    numbers: dict[str, list[int]] = {}
    for turn in turns:
        if match := found[turn.speaker]:
            number = int(match["number"] or match["before"])
            numbers.setdefault(likeness(stems[turn.speaker]), []).append(number)
    rise = all(one < other for each in numbers.values() for one, other in pairwise(each))
    fewest = min(map(len, numbers.values()), default=0)
    if not rise or fewest < _NUMBERED or not 1 < len(numbers) <= _MOST_NUMBERED:
        return turns
    # a moderator without numbers asks people with numbers
    return join(_renamed(turns, stems), glue) if len(stems) == len(found) else turns


def _keys(speakers: Mapping[str, int]) -> dict[str, str]:
    """Map labels to a key that is the same for one speaker: "Ann Lee (Host)" and "ANN LEE".

    What stands in brackets is left out only where the label also stands without, and with one
    remark: "Woman (old)" and "Woman (young)" are two. A space before a number does not matter.
    """
    named: Counter[str] = Counter()
    for speaker, number in speakers.items():
        named[likeness(speaker)] += number
    alike = {
        speaker: _BEFORE_NUMBER.sub(" ", label_meant(likeness(speaker), named) or likeness(speaker))
        for speaker in speakers
    }
    bare = {
        speaker: _BEFORE_NUMBER.sub(" ", likeness(_SIGNED.sub(" ", speaker).strip() or speaker))
        for speaker in speakers
    }
    remarks: dict[str, set[str]] = {}
    for speaker in speakers:
        if alike[speaker] != bare[speaker]:
            remarks.setdefault(bare[speaker], set()).add(alike[speaker])
    plain = set(alike.values())
    return {
        speaker: bare[speaker]
        if bare[speaker] in plain and len(remarks.get(bare[speaker], ())) == 1
        else alike[speaker]
        for speaker in speakers
    }


def _short_forms(speakers: Sequence[str]) -> dict[str, str]:
    """Map short labels to the full ones that they continue.

    The full label ends where the short one begins, stands at most twice, and is the only one
    with these initials; otherwise they may be two persons.
    """
    counts = Counter(speakers)
    last = {speaker: at for at, speaker in enumerate(speakers)}
    begins = {speaker: at for at, speaker in reversed(list(enumerate(speakers)))}
    pair = _QUESTION_ANSWER if {likeness(one) for one in counts} >= _QUESTION_ANSWER else set()
    full: dict[str, list[str]] = {}
    for name, times in counts.items():
        if times <= _FULL_AT_MOST:
            for short in initials_of(name) - pair:
                full.setdefault(short, []).append(name)
    return {
        short: names[0]
        for short in counts
        if len(names := [n for n in full.get(likeness(short), []) if n != short]) == 1
        and counts[short] >= counts[names[0]]
        and last[names[0]] < begins[short]
        and (begins[names[0]] < _FULL_WITHIN or _surname(short, names[0]))
    }


def _surname(short: str, full: str) -> bool:
    """Tell whether a label is the last word of a full name: whoever comes in late has one, too."""
    words = full.split()
    return len(words) > 1 and len(short) > 1 and likeness(short) == likeness(words[-1])


def _renamed(turns: Iterable[Turn], spelling: dict[str, str]) -> Iterable[Utterance]:
    for turn in turns:
        speaker = spelling.get(turn.speaker, turn.speaker)
        yield Utterance(speaker, turn.text, turn.locator, turn.start_s, turn.end_s)
