"""Runs of capitalised words that nobody listed: where each begins and ends."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from aft_themes.deidentify.recognizers.capitalised.mention import Mention
from aft_themes.deidentify.recognizers.capitalised.surroundings import describe_mention
from aft_themes.deidentify.recognizers.capitalised.trimming import trim_run
from aft_themes.deidentify.recognizers.capitalised.words import (
    is_plain,
    names_nobody_else,
    phrase,
    small_surname,
    word_surname,
)
from aft_themes.deidentify.spans import overlapping
from aft_themes.deidentify.tokens import Study, Token, Turn
from aft_themes.language import Language

_LONGEST = 12  # words of a name: "National Institute of Advanced Science and Technology"
# letters of a title that a stop shortens ("Prof. Berg"); after "Inspector." a sentence ends
_LONGEST_SHORT = 4
_MOST_LINKS = 3  # small words between two capitals: "van de la"


def find_mentions(
    study: Study, at: int, turn: Turn, taken: list[tuple[int, int]]
) -> Iterator[Mention]:
    """Find runs of capitalised words outside the spans that are taken."""
    tokens = study.tokens[at]
    held = overlapping([(token.start, token.end) for token in tokens], taken)
    position = 0
    while position < len(tokens):
        token = tokens[position]
        begins = token.capital or (
            token.key in study.language.first_names
            and _begins_small(study.language, turn.text, tokens, position)
        )
        if held[position] or not begins:
            position += 1
            continue
        end = position + 1
        limit = min(len(tokens), position + _LONGEST)
        while end < limit and not held[end]:
            small = _links(study.language, turn.text, tokens, position, end)
            if any(held[end : end + small + 1]) or not (
                small or _joined(study, turn.text, tokens, end)
            ):
                break
            end += small + 1
        end = _series_end(study.language, turn.text, tokens, position, end)
        run = trim_run(study, turn, tokens, position, end)
        if run:
            yield describe_mention(study, at, turn, tokens, run)
        position = end


def _joined(study: Study, text: str, tokens: list[Token], at: int) -> bool:
    """Tell whether a word goes on the run of the word before it."""
    language, last, word = study.language, tokens[at - 1], tokens[at]
    gap = text[last.end : word.start]
    several = gap == "' " and last.key.endswith("s")  # "Xelby Teachers' College"
    if last.ending or several:
        # "Saint Brendan's Hospital" and "Women's Rodeo Association" are one name
        one = last.ending == language.possessive and gap == f"{last.ending} "
        # the noun is this word or one of the next two
        nouns = language.nouns.keys() | language.businesses
        named = any(w.capital and w.key in nouns for w in tokens[at : at + 3])
        return (one or several) and word.capital and named
    if not word.capital:
        elsewhere = study.statistics.pairs[last.key, word.key] > 0  # "Susan Xelby" is said, too
        known = elsewhere and not (language.is_word(last.key) or language.is_word(word.key))
        named = names_nobody_else(language, last)
        listed = named and (
            small_surname(language, word)
            or (last.capital and not last.shout and word.key in language.word_surnames)
        )
        titled = last.capital and last.key in language.shortened_titles
        if titled and gap in (" ", ". "):
            return word_surname(language, word) or word.key in language.first_names
        return gap == " " and (known or listed)
    if _breaks(language, word, last) and not (gap == " " and _within_a_house(study, tokens, at)):
        return False
    if gap in (". ", "."):
        short = len(last.key) <= _LONGEST_SHORT and last.key in language.titles
        # "He calls me Miss. She does not.", "Thank you, Sir. How are you?"
        whole = last.key not in language.shortened_titles and word.key in language.stop_words
        short = short and not (whole or word.key in language.subjects)
        return short or last.key == language.saint_short or len(last.key) == 1
    # no gap: the file lost it ("NewYork")
    return gap in (" ", "", " & ") and not (
        len(last.key) == 1 and last.key in language.one_letter_words
    )


def _begins_small(language: Language, text: str, tokens: list[Token], at: int) -> bool:
    """Tell whether recognition wrote somebody's first name small ("susan Hendricks")."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after is None or text[tokens[at].end : after.start] != " ":
        return False
    return names_nobody_else(language, tokens[at]) and small_surname(language, after)


def _series_end(language: Language, text: str, tokens: list[Token], first: int, end: int) -> int:
    """Find where a house's name ends that lists its causes ("Alliance for Trust, Care, and Joy").

    Behind the noun and "for" or "of" stand plain words with commas, up to "and" and the last.
    """
    if not text.startswith(", ", tokens[end - 1].end):
        return end
    at, listed = end, 0
    caused = _caused(language, tokens[first:end])
    while caused and at < len(tokens) and is_plain(language, tokens[at]) and tokens[at].capital:
        if text[tokens[at - 1].end : tokens[at].start] != ", ":
            break
        at, listed = at + 1, listed + 1
    last = tokens[at + 1] if listed and at + 1 < len(tokens) else None
    joined = last and last.capital and is_plain(language, last) and tokens[at].key == language.and_
    return at + 2 if joined else end


def _links(language: Language, text: str, tokens: list[Token], first: int, at: int) -> int:
    """Count the small words that tie the next capital to a run ("of", "for the", "von der")."""
    after = at
    while after < len(tokens) and not tokens[after].capital and after - at < _MOST_LINKS:
        after += 1
    between, last = tokens[at:after], tokens[at - 1]
    if not between or last.ending or after == len(tokens) or not tokens[after].capital:
        return 0
    stretch = text[last.end : tokens[after].start]
    if last.key in language.shortened_titles:  # "Dr. de la Cruz"
        stretch = stretch.removeprefix(".")
    if tokens[after].key == language.i or stretch.split() != [word.key for word in between]:
        return 0
    words = tuple(word.key for word in between)
    if all(word in language.particles for word in words):
        tied = last.key not in language.stop_words and last.key not in language.calendar
    elif words == (language.at,):  # "University of Ohio at Dayton"
        house = _caused(language, tokens[first:at]) and tokens[first].key in language.seats
        tied = house and tokens[after].key in language.places
    elif words in language.inner_links:
        plain = is_plain(language, last) and is_plain(language, tokens[after])
        tied = plain and _caused(language, tokens[first:at])
    elif words in language.house_links:
        of = words[0] == language.of
        tied = last.key in language.organisation_nouns and (of or is_plain(language, tokens[after]))
        town = of and not words[1:] and last.key in language.towns_of  # "City of Fairdale"
        lady = of and phrase(tokens[at - 2 : at]) in language.dedications  # "Our Lady of Xelby"
        cause = words == language.for_ and _cause(language, tokens, first, after)
        tied = tied or town or lady or cause
    else:
        tied = words == (language.and_,) and (
            _one_house(language, tokens, first, at, after)
            or _shared_noun(language, text, tokens, at, after)
        )
    return len(words) if tied else 0


def _one_house(language: Language, tokens: list[Token], first: int, at: int, after: int) -> bool:
    """Tell whether "and" stands within a name ("of Science and Technology"), not between two."""
    last, houses = tokens[at - 1], language.organisation_nouns
    if _caused(language, tokens[first:at]):
        return all(language.is_word(word.key) for word in (last, tokens[after]))
    ahead = [word.key for word in tokens[after : after + _MOST_LINKS] if word.capital]
    if last.key in houses:  # "Land Trust and Development Corporation"
        end = next((at for at, word in enumerate(ahead) if word in houses), 0)
        return end > 0 and all(is_plain(language, word) for word in tokens[after : after + end])
    plain = is_plain(language, last) and is_plain(language, tokens[after])
    return plain and last.key not in language.nouns and any(word in houses for word in ahead)


def _shared_noun(language: Language, text: str, tokens: list[Token], at: int, after: int) -> bool:
    """Tell whether two names share the noun behind them ("the Larch and Thimble Libraries")."""
    noun = tokens[after + 1] if after + 1 < len(tokens) else None
    if not (noun and noun.capital and noun.key in language.paired_nouns):
        return False
    alone = tokens[at - 1].key not in language.stop_words and not tokens[at - 1].initial
    return alone and text[tokens[after].end : noun.start] == " "


def _cause(language: Language, tokens: list[Token], first: int, after: int) -> bool:
    """Tell whether "for" stands within a name ("she works with Code for Atlanta")."""
    word = tokens[first]
    alone = after - first == 2 and not word.initial and is_plain(language, word)
    return alone and word.key not in language.stop_words and word.key not in language.no_names


def _caused(language: Language, run: list[Token]) -> bool:
    """Tell whether a run holds a house's noun and what it is for ("Centre for Healing")."""
    houses, keys = language.organisation_nouns, [word.key for word in run]
    return any(noun in houses and small in language.name_words for noun, small in pairwise(keys))


def _within_a_house(study: Study, tokens: list[Token], at: int) -> bool:
    """Tell whether a small word has its capital as a part of a house's name ("Dry Well Trust")."""
    language, word = study.language, tokens[at]
    noun = tokens[at + 1] if at + 1 < len(tokens) else None
    other = language.determiners | language.subjects | language.auxiliaries | {language.the}
    house = noun and noun.capital and noun.key in language.organisation_nouns
    return bool(house) and word.key in language.stop_words and word.key not in other


def _breaks(language: Language, word: Token, last: Token) -> bool:
    """Tell whether a capitalised word begins something new ("Lena Tuesday", not "Jeff Young")."""
    if last.key in language.titles:
        return False
    if word.key in language.stop_words:
        surname = word.key in language.surname_words or len(word.key) == 1  # "James A. Berg"
        return word.key == language.i or not surname or last.key not in language.first_names
    return word.key in language.calendar or word.key in language.relations
