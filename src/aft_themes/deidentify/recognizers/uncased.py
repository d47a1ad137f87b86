"""Possible names in transcripts without capitals (or all in capitals): only a person can decide."""

from __future__ import annotations

from collections import defaultdict

from aft_themes.deidentify.spans import Span, overlapping
from aft_themes.deidentify.tokens import Study, Token, Turn
from aft_themes.language.rules import compiled

_NEAR = 40  # characters before a name in which a greeting stands
_LONGEST_PLACE = 3  # words of a place's name
_SHORTEST = 3  # letters; shorter first names ("al", "jo") are mostly other words here

Places = dict[tuple[str, str], list[tuple[int, int, int]]]  # name and kind: turn, start, end


def find_uncased(study: Study, spans: list[Span]) -> Places:
    """Find words that lists call names or places where capitals tell nothing."""
    taken: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for span in spans:
        taken[span.turn].append((span.start, span.end))
    found: Places = defaultdict(list)
    for at, turn in enumerate(study.turns):
        if turn.interview in study.cased:
            continue
        tokens = study.tokens[at]
        held = overlapping([(token.start, token.end) for token in tokens], taken[at])
        position = 0
        while position < len(tokens):
            length, kind = (0, "") if held[position] else _name_at(study, tokens, position)
            if not (length or held[position]) and _greeted(study, turn, tokens[position]):
                length, kind = 1, "person"
            if length:
                words = tokens[position : position + length]
                name = " ".join(word.key for word in words)
                found[name, kind].append((at, words[0].start, words[-1].end))
            position += length or 1
    return found


def _name_at(study: Study, tokens: list[Token], at: int) -> tuple[int, str]:
    """Give how many words of a name begin here, and what it names; 0 where none does."""
    language = study.language
    for length in range(_LONGEST_PLACE, 0, -1):
        words = [token.key for token in tokens[at : at + length]]
        known = len(words) == length and " ".join(words) in language.places
        if known and (length > 1 or words[0] not in language.first_names):
            return length, "place"
    if _word_and_name(study, tokens, at) or _titled(study, tokens, at):
        return 1 + _surname(study, tokens, at + 1), "person"
    if _foreign(study, tokens, at):
        following = tokens[at + 1].key if at + 1 < len(tokens) else ""
        before = tokens[at - 1].key if at else ""
        if following in language.small_nouns:
            return 2, _kind_of(study, following)
        if before in language.saints:
            return 1, "place"
        if before in language.plain_titles or tokens[at].key in language.first_names:
            return 1 + _surname(study, tokens, at + 1), "person"
    return 0, ""


def _greeted(study: Study, turn: Turn, token: Token) -> bool:
    """Tell whether somebody is greeted by a first name that is also a word ("hi frank")."""
    language = study.language
    listed = token.key in language.first_names and token.key not in language.addressees
    return listed and bool(compiled(language.greeting).search(turn.text[: token.start][-_NEAR:]))


def _titled(study: Study, tokens: list[Token], at: int) -> bool:
    """Tell whether a word stands after a title: any after "mr", a surname after "doctor"."""
    language, key = study.language, tokens[at].key
    before = tokens[at - 1].key if at else ""
    if not key.isalpha() or key in language.stop_words or before not in language.plain_titles:
        return False
    family = key in language.surnames or key in language.word_surnames
    return before in language.shortened_titles or family


def _surname(study: Study, tokens: list[Token], at: int) -> bool:
    """Tell whether a word after a first name or a title may be the surname ("brown")."""
    if _foreign(study, tokens, at):
        return True
    language, key = study.language, tokens[at].key if at < len(tokens) else ""
    other = key in language.stop_words or key in language.animate_verbs
    return (key in language.surnames or key in language.word_surnames) and not other


def _word_and_name(study: Study, tokens: list[Token], at: int) -> bool:
    """Tell whether a first name that is also a word stands like a person ("then to mike and")."""
    language, key = study.language, tokens[at].key
    if key not in language.first_names or key in language.stop_words or len(key) < _SHORTEST:
        return False
    before = tokens[at - 1].key if at else ""
    after = tokens[at + 1].key if at + 1 < len(tokens) else ""
    verb = after in language.determiners or after in language.subjects  # "to mark the tape"
    if after in language.surnames and _foreign(study, tokens, at + 1):
        return True  # "basil henderson"
    stands = before in language.person_prepositions or before in language.motion_prepositions
    return not verb and language.is_word(key) and (stands or after in language.animate_verbs)


def _kind_of(study: Study, noun: str) -> str:
    """Tell whether a noun makes a name an organisation or a place."""
    return "organisation" if noun in study.language.organisation_nouns else "place"


def _foreign(study: Study, tokens: list[Token], at: int) -> bool:
    """Tell whether a word is no ordinary word, nor one that names nobody."""
    if at >= len(tokens) or len(tokens[at].key) < _SHORTEST:
        return False
    key, language = tokens[at].key, study.language
    known = key in language.no_names or key in language.brands or key.upper() in language.acronyms
    return not (known or language.is_word(key))
