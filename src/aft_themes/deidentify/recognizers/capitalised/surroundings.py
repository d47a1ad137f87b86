"""What stands around a run of capitalised words, and what it looks like."""

from __future__ import annotations

import re

from aft_themes.deidentify.recognizers.capitalised.mention import Mention
from aft_themes.deidentify.recognizers.capitalised.words import phrase
from aft_themes.deidentify.tokens import Study, Token, Turn
from aft_themes.language import Language
from aft_themes.language.rules import compiled

_LONGEST_LIST = 20  # names; nobody is spoken to by a longer one
_NEAR = 150  # characters on either side in which names may be spoken of
_LABEL = re.compile(r"\[(?P<role>\w{2,20}) ?: ?$")  # "[Speaker: Ann]" inside speech
_NUMBER = re.compile(r"[ -]\d")
_TOGETHER = re.compile(r"([A-Z][a-z]{3,19})([A-Z][a-z]{2,19})")
_LISTED_BEFORE = re.compile(r"(?:\b([A-Z][a-z]+), )?\b([A-Z][a-z]+)(?:,|,? and) $")
_LISTED_AFTER = re.compile(r"(?:,|,? and) ([A-Z][a-z]+)\b")
_GIVEN = 30  # characters in which "their middle name was the" stands, or "In ...!"
_CLOSED = re.compile(r"\.?(?:[,.;?!)\"]| [-\u2013\u2014]|\u2014| and | speaking|$)")
_BEFORE = 4  # words before a name that are looked at


def describe_mention(
    study: Study, at: int, turn: Turn, tokens: list[Token], run: tuple[int, int, str]
) -> Mention:
    """Say of a run, given as its first word, its end and its title, what stands around it."""
    first, end, title = run
    named = tokens[first + bool(title) : end]
    last = tokens[end - 1]
    follows = tokens[end] if end < len(tokens) else None
    after = ""
    gap = ". " if len(last.key) == 1 and turn.text[last.end : last.end + 1] == "." else " "
    if follows and not last.ending and turn.text[last.end : follows.start] == gap:
        after = follows.key if not follows.capital else ""
    after = study.language.contracted_verbs.get(last.ending, after)
    said = turn.text[named[0].start : last.end]
    beside = _beside_in_list(turn.text, tokens[first].start, last.end)
    list_start = _list_start(study.language, turn.text, tokens, first)
    together = len(named) == 1 and _run_together(said, study.language)
    return Mention(
        at=at,
        interview=turn.interview,
        start=tokens[first].start,
        end=last.end,
        keys=tuple(token.key for token in named),
        title=title,
        initial=tokens[first].initial,
        before=_sentence_words(turn.text, tokens, first),
        after=after,
        possessive=last.ending.lower() == study.language.possessive,
        shout=len(said) > 1 and said.isupper(),
        mixed=not together
        and any(_mixed(turn.text[t.start : t.end], study.language) for t in named),
        run_together=together,
        ordinary=_ordinary(study, turn, named),
        asked=_asked(study.language, turn, tokens[first].start, last.end),
        whereabouts=_whereabouts(study.language, turn, tokens[first].start, last.end),
        addressed=_addressed(turn.text, tokens[first].start, last.end),
        greeted=_greeted(study.language, turn.text, named, tokens[first].start),
        acquainted=acquainted(study.language, turn.text, tokens, first, end, list_start),
        nicknamed=_nicknamed(study.language, turn.text, tokens[first].start, last.end),
        called=tokens[first].initial and turn.text[last.end : last.end + 1] == "!",
        among_places=_among_places(study.language, turn.text, tokens, first, end),
        among_people=_among_people(study.language, beside),
        among_figures=not study.language.public_figures.isdisjoint(beside),
        numbered=bool(_NUMBER.match(turn.text, last.end)),
        said_to_be=_said_to_be(study.language, turn.text, tokens[first].start, last.end),
        household=bool(compiled(study.language.households).match(turn.text, last.end)),
        firm=bool(compiled(study.language.firms).match(turn.text, last.end)),
        labels=turn.text[last.end : last.end + 1] == ":",
        asks=tokens[first].initial
        and bool(compiled(study.language.question_to).match(turn.text, last.end)),
        listed=() if list_start == first else _sentence_words(turn.text, tokens, list_start),
    )


def _mixed(word: str, language: Language) -> bool:
    """Tell whether a word is written like a thing's name ("GitHub", "PDFs", not "McKay", "MIT")."""
    for part in re.split(r"['-]", word):
        inner = re.search(r"(?<=.)[A-Z]", part)
        if (
            inner
            and not part.isupper()
            and part[: inner.start()].lower() not in language.name_beginnings
        ):
            return True
    return False


def _run_together(word: str, language: Language) -> bool:
    """Tell whether the space within a name is lost ("BrunoXelby", "XelbyQuay")."""
    parts = _TOGETHER.fullmatch(word)
    if parts is None:
        return False
    first, last = parts[1].lower(), parts[2].lower()
    if last in language.place_nouns:
        return not (language.is_word(first) or language.is_brand(first))
    return first in language.first_names and not (language.is_word(first) or language.is_word(last))


def _asked(language: Language, turn: Turn, start: int, end: int) -> bool:
    before = turn.text[max(0, start - _NEAR) : start]
    label = _LABEL.search(before)
    if label and label["role"].lower() in language.role_words:
        return True
    if start < _NEAR and not before.strip("\"' "):
        return bool(re.search(language.name_question, turn.asked))
    if compiled(language.name_given).search(before[-_GIVEN:]):
        return True
    if compiled(language.given_name).match(turn.text, end):  # "Xelby is my maiden name"
        return True
    alone = before.rstrip("\"' ")[-1:] in ".?!" and turn.text[end : end + 1] in ".?!"
    alone = alone and not turn.text[start:end].endswith("ly")  # "Instantly."
    around = before + turn.text[end : end + _NEAR]
    return alone and bool(re.search(language.speaks_of_names, around))


def _whereabouts(language: Language, turn: Turn, start: int, end: int) -> bool:
    """Tell whether a turn is nothing but the answer to "where?" ("Xelby.", "In Xelby.")."""
    if start > _GIVEN or len(turn.text) > end + _GIVEN:
        return False
    before, after = turn.text[:start].strip("\"' ").lower(), turn.text[end:].strip("\"' .!")
    bare = not after and (not before or before in language.place_prepositions)
    return bare and bool(compiled(language.place_question).search(turn.asked))


def _addressed(text: str, start: int, end: int) -> bool:
    return text[max(0, start - 2) : start] == ", " and text[end : end + 1] in (",", "?", "!", ".")


def _greeted(language: Language, text: str, named: list[Token], start: int) -> bool:
    """Tell whether somebody is greeted or thanked ("Hi Xelby."), not all ("Hi Folks.")."""
    key, end = named[-1].key, named[-1].end
    if (
        len(named) > 1
        or key in language.addressees
        or text[end : end + 1] not in ("", ",", ".", "?", "!")
    ):
        return False
    return bool(compiled(language.greeting).search(text[max(0, start - _NEAR) : start]))


def acquainted(
    language: Language, text: str, tokens: list[Token], first: int, end: int, listed: int
) -> bool:
    """Tell whether it is said who somebody is to the speaker ("my supervisor Xelby").

    What stands before the first name of a list tells of all of them.
    """
    after = tokens[end - 1].end
    if tokens[first].key.endswith("ly") and language.is_word(tokens[first].key):
        return False  # "My supervisor, actually, knew"
    for at in sorted({first, listed}):
        start = tokens[at].start
        before = compiled(language.said_who).search(text[max(0, start - _NEAR) : start])
        # "I told my client, Breathe slowly": the comma is closed behind a name
        if before and (at < first or not before["closed"] or _CLOSED.match(text, after)):
            return True
    word = language.is_word(tokens[first].key) and len(tokens[first].key) > 1
    # "Luckily, my supervisor knew"
    began = tokens[first].initial and word
    return not began and bool(compiled(language.said_who_after).match(text, after))


def _nicknamed(language: Language, text: str, start: int, end: int) -> bool:
    """Tell whether somebody is called so, and no more is said ("we call him Sparrow.")."""
    said = compiled(language.nicknamed).search(text[max(0, start - _NEAR) : start])
    return bool(said) and bool(_CLOSED.match(text, end))


def _among_places(language: Language, text: str, tokens: list[Token], first: int, end: int) -> bool:
    """Tell whether a place stands beside it in a list ("Hickory, Canton, Statesville")."""
    before, after = tokens[max(0, first - 2) : first], tokens[end : end + 2]
    beside = []
    if before and text[before[-1].end : tokens[first].start] == ", ":
        beside += [before[-1:], before]
    if after and text[tokens[end - 1].end : after[0].start] == ", ":
        beside += [after[:1], after]
    return any(
        all(word.capital for word in name)
        and (phrase(name) in language.places or phrase(name) in language.sure_places)
        and not (phrase(name) in language.first_names or language.is_word(phrase(name)))
        for name in beside
    )


def _list_start(language: Language, text: str, tokens: list[Token], first: int) -> int:
    """Find where a list of capitalised words begins that this one goes on."""
    at = first
    for _ in range(_LONGEST_LIST):
        if at == 0 or tokens[at].initial:
            break
        tie = at - 1 if tokens[at - 1].key == language.and_ else at
        gap = text[tokens[tie - 1].end : tokens[tie].start] if tie > 0 else ""
        if not (tie > 0 and tokens[tie - 1].capital and gap in (", ", " " if tie < at else ", ")):
            break
        at = tie - 1
        while (
            at > 0 and tokens[at - 1].capital and text[tokens[at - 1].end : tokens[at].start] == " "
        ):
            at -= 1
    return at


def _beside_in_list(text: str, start: int, end: int) -> list[str]:
    """Give the single words beside a name in a list, in small letters."""
    left = _LISTED_BEFORE.search(text[max(0, start - _NEAR) : start])
    right = _LISTED_AFTER.match(text, end)
    beside = [*(left.groups() if left else ()), right[1] if right else None]
    return [name.lower() for name in beside if name]


def _among_people(language: Language, beside: list[str]) -> bool:
    """Tell whether two first names, and nothing else, stand beside it in a list."""
    people = [
        name
        for name in beside
        if name in language.first_names and not (language.is_word(name) or language.is_brand(name))
    ]
    return len(people) > 1


def _said_to_be(language: Language, text: str, start: int, end: int) -> str:
    """Find the word for a house in what is said of a name ("was a software company")."""
    said = compiled(language.said_to_be).match(text[end : end + _NEAR])
    words = re.findall(r"\w+", said["said"]) if said else []
    house = next((word for word in reversed(words) if word in language.called_houses), "")
    before = text[max(0, start - _NEAR) : start]
    listed = None if house else compiled(language.houses_like).search(before)
    return language.houses[listed["houses"]] if listed else house


def _ordinary(study: Study, turn: Turn, named: list[Token]) -> bool:
    common = [study.statistics.common(token.key, turn.interview) for token in named]
    words = [study.language.is_word(token.key) for token in named]
    return any(common) and all(a or b for a, b in zip(common, words, strict=True))


def _sentence_words(text: str, tokens: list[Token], first: int) -> tuple[str, ...]:
    words: list[str] = []
    at = first
    while at > 0 and len(words) < _BEFORE and not tokens[at].initial:
        gap = text[tokens[at - 1].end : tokens[at].start]
        if not re.fullmatch(r"(?:'\w+)?,? ?", gap):
            break
        at -= 1
        words.append(tokens[at].key + tokens[at].ending)
    return tuple(reversed(words))
