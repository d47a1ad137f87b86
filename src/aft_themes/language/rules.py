"""Words and patterns of one language, by the chapter that reads them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

SELF, OTHER = "\ue000", "\ue001"
"""Stand in :class:`RoleCues` for the name in question and for other names."""


@cache
def compiled(pattern: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """Compile a pattern of a language once in a process."""
    return re.compile(pattern, flags)


@dataclass(frozen=True, eq=False)
class Speech:
    """How people speak, and how transcribers write it down.

    Parameters
    ----------
    fillers : frozenset of str
        Single words that fill speech: kept in quotes, left out of topic terms.
    sounds : str
        Regular expression: sounds such as "um" that people leave out when they copy a quote.
    marks, shouted_marks : str
        Alternatives of a regular expression: what stands in round brackets and was not said
        ("laughs"), and what transcribers write in capitals ("INAUDIBLE") and is no tag.
    abbreviations : frozenset of str
        Abbreviations, without their last stop, after which a sentence goes on.
    tag_words : mapping of str to str
        Neutral words in the place of tags, by the last word of the tag ("someone").
    any_tag : str
        The word for every other tag ("something").
    goes_on : frozenset of str
        First words of answers that a reader cannot follow without the question.
    """

    fillers: frozenset[str]
    sounds: str
    marks: str
    shouted_marks: str
    abbreviations: frozenset[str]
    tag_words: Mapping[str, str]
    any_tag: str
    goes_on: frozenset[str]


@dataclass(frozen=True, eq=False)
class TermWords:
    """Which words may name a topic or explain a suggestion.

    Parameters
    ----------
    grammar : frozenset of str
        Words of grammar: articles, pronouns, prepositions.
    small_talk : frozenset of str
        What people say whatever they talk about: verbs of doing, hedges, amounts, numbers.
    remnants : frozenset of str
        What tokenising leaves of contractions ("don", "ll"), and words that explain nothing.
    past_forms : mapping of str to str
        Past forms that no stemmer takes to their verbs.
    stemmer : str
        Name of NLTK's Snowball stemmer.
    possessive : str
        Regular expression: the ending that makes a name a possessive.
    interruptions : str
        Regular expression: what people say when a recording is interrupted, or before it begins.
    pronouns : tuple of (str, str)
        Regular expressions: the forms of "he" and of "she".
    """

    grammar: frozenset[str]
    small_talk: frozenset[str]
    remnants: frozenset[str]
    past_forms: Mapping[str, str]
    stemmer: str
    possessive: str
    interruptions: str
    pronouns: tuple[str, str]


@dataclass(frozen=True, eq=False)
class Assertion:
    """Regular expressions for words that do not assert what they say.

    Parameters
    ----------
    negation : str
        A word that denies what follows.
    clause_end : str
        Where the reach of a negation ends.
    hypothetical, reported : str
        What did not happen, and what others say.
    """

    negation: str
    clause_end: str
    hypothetical: str
    reported: str


@dataclass(frozen=True, eq=False)
class Dates:
    """How dates are written and spoken.

    Parameters
    ----------
    sign : str
        Regular expression: what stands in every ``date``; without it that is not looked for.
    date, years, spoken_years, holidays : str
        Regular expressions. Groups of ``date``: ``y`` (year), ``m`` (month) and ``d`` (day) with a
        number, ``holiday``, ``season``; of ``years``: ``from``, ``short``, ``pair``; of
        ``spoken_years``: ``years``, ``short``.
    ages : str
        Regular expression: an age above 89, of which there are few; each of its groups is one.
    signs_of_age : tuple of str
        Words of which one stands in each ``ages``.
    asks_for_birth, birth : str
        Regular expressions: the end of a question for a date of birth; an answer of numbers, whose
        group ``birth`` is the date.
    month_numbers, holiday_months : mapping of str to int
        Numbers of months by name, and the month of each holiday (January if it has none).
    seasons : tuple of str
        Winter, spring, summer, autumn.
    season_names : mapping of str to str
        Other names of seasons, such as "fall".
    spoken_year : callable
        Turns what ``spoken_years`` finds, in small letters, into a year.
    """

    sign: str
    date: str
    years: str
    spoken_years: str
    holidays: str
    ages: str
    signs_of_age: tuple[str, ...]
    asks_for_birth: str
    birth: str
    month_numbers: Mapping[str, int]
    holiday_months: Mapping[str, int]
    seasons: tuple[str, str, str, str]
    season_names: Mapping[str, str]
    spoken_year: Callable[[str], int]


@dataclass(frozen=True, eq=False)
class Contacts:
    """How addresses and numbers are spoken.

    Parameters
    ----------
    spoken_at, spoken_dot, spoken_slash : str
        How the signs of an e-mail address and a link are said.
    spoken_signs : str
        Alternatives: other signs of an address.
    digits : str
        Alternatives: digits in words.
    spoken_numbers, before_numbers : str
        Alternatives: numbers in words of which telephone numbers consist, and what stands before
        such a number ("my number", "call me on").
    signs_of_numbers, signs_of_handles, signs_of_postcodes : tuple of str
        Words of which one stands in every such number, user name or postcode in words.
    mailboxes : str
        Alternatives: names of services at which many have an e-mail address.
    before_addresses : str
        Alternatives: words before an address of several words ("it's J Smith at ...").
    said_to_be : str
        Alternatives: words between what a number is and the number ("my number **is** ...").
    services : str
        Alternatives: services and words after which a user name stands.
    known_there : str
        Alternatives: words between a service and a user name ("on TikTok **I am** ...").
    numbered, number_words, number_names : str
        Alternatives: what has a number, the word for it, and both in one ("case", "number", "MRN").
    extension : str
        Regular expression: an extension that stands alone.
    extension_words : str
        Alternatives: words before the extension of a number.
    street_words, flat_words, road_words, box_words : str
        Alternatives: what a street's name ends in, words before the number of a flat, a road, or
        a box at the post office.
    floors, quarters : str
        Alternatives: floors of a house ("21st floor"), and what stands after a street's name
        ("Street West").
    streets_of_towns : str
        Alternatives: last words of streets that mean something else elsewhere ("Hill").
    homes, levels, buildings : str
        Alternatives: what has a number before the rest of an address ("Flat 3,"); the same, where
        a street must follow, for it may mean something else ("Level 2,"); what houses of flats
        are called ("Apartments").
    adverbs : str
        Alternatives: words between a postcode's name and "is" ("the postcode there is").
    small_street_words, house_numbers : str
        Alternatives: such words that are clear in small letters, too; numbers of houses in words.
    numbered_roads : str
        Regular expression: a road whose name is a number ("6th Street").
    short_universities : str
        Regular expression: a university by its initials ("U of X").
    numbered_schools : str
        Regular expression: a school whose name is a number ("State School Number One").
    crossing : str
        Regular expression: the corner of two streets ("on First and Pine").
    postcode_words : str
        Alternatives: words for a postcode.
    states : str
        Alternatives: states after which a postcode stands.
    dotted_places : str
        Alternatives: places written as initials with stops, without the last stop.
    no_domains : str
        Regular expression: what is written like a web address and is none ("the.net platform").
    """

    spoken_at: str
    spoken_dot: str
    spoken_slash: str
    spoken_signs: str
    digits: str
    spoken_numbers: str
    before_numbers: str
    signs_of_numbers: tuple[str, ...]
    signs_of_handles: tuple[str, ...]
    signs_of_postcodes: tuple[str, ...]
    mailboxes: str
    before_addresses: str
    said_to_be: str
    services: str
    known_there: str
    numbered: str
    number_words: str
    number_names: str
    extension: str
    extension_words: str
    street_words: str
    streets_of_towns: str
    flat_words: str
    floors: str
    quarters: str
    homes: str
    levels: str
    buildings: str
    adverbs: str
    box_words: str
    road_words: str
    small_street_words: str
    house_numbers: str
    numbered_roads: str
    short_universities: str
    numbered_schools: str
    crossing: str
    postcode_words: str
    states: str
    dotted_places: str
    no_domains: str


RoleCues = tuple[tuple[str, int, str], ...]
"""Role, weight, and a pattern that holds :data:`SELF` where the name stands."""
