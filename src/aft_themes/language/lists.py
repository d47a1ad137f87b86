"""The form of a language: every word list that the program reads, under one name each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import resources

from rapidfuzz import process
from rapidfuzz.distance import OSA

from aft_themes.language.rules import (
    Assertion,
    Contacts,
    Dates,
    RoleCues,
    Speech,
    TermWords,
    compiled,
)

_LEAST_STEM = 3  # letters that must be left when an ending is taken off
_LONGEST_WORD = 40  # letters; what is longer is no word, and to take it apart costs its square
_LEAST_MISSPELT = 7  # letters; shorter names are one edit away from some word too often


@dataclass(frozen=True, eq=False, repr=False)
class Language:
    """The word lists of one language.

    Short lists stand in modules of the language's folder, one for each use; long ones in files
    that are read when they are first asked for. All words are in lower case unless the list says
    otherwise.

    Parameters
    ----------
    code : str
        ISO 639-1 code, e.g. ``en``; what the setting ``language`` takes.
    folder : str
        Folder of the long lists.
    endings : tuple of (str, str)
        Regular endings, and what stands in their place in the base form.
    stop_words : frozenset of str
        Words of grammar and of talk; they begin sentences and are no names.
    titles, client_titles : frozenset of str
        Titles that stand before a name, and those that speak for a client.
    calendar, peoples, relations, directions, brands, public_figures : frozenset of str
        Capitalised words that identify nobody by themselves.
    phrases : frozenset of str
        Brands, public bodies and events of several words: named by many, too.
    brand_surnames, surname_words : frozenset of str
        Brands, and words of grammar, that are surnames, too ("Alma Ford", "Jeff Young").
    inventions : frozenset of str
        What bears its inventor's name, which then names nobody ("the Ferris **wheel**").
    word_surnames : frozenset of str
        Frequent surnames that are ordinary words, and hardly follow a first name or a title
        otherwise ("Susan brown", as recognition writes it; not "way" or "long").
    medicine : str
        Regular expression for the names of medicines, which count as brands.
    biographical : frozenset of str
        Origins and faiths: not replaced, but shown to a person when someone claims them.
    acronyms : frozenset of str
        Words in capitals (here written so) that name no institution.
    organisation_nouns, place_nouns : mapping of str to str
        Words that make a capitalised phrase an organisation or a place, and the tag it gets.
    generic : frozenset of str
        Words that, with such nouns alone, name no one house ("High School").
    house_tail : str
        Regular expression: what goes on a name in small letters, to its noun (group ``noun``).
    firms : str
        Regular expression: a trade and a firm's noun in small letters, behind its name.
    faith_schools : str
        Regular expression: the faith that ends the name of a school ("Xelby Catholic").
    dedications, dedicated : frozenset of str
        What churches and schools are called by ("Sacred Heart"), and words before such a house.
    paired_nouns : mapping of str to str
        Nouns in the plural that two names share, and the singular.
    newspapers, company_forms, groups : frozenset of str
        Last words of newspapers; what ends a firm's name by law; last words of groups that are
        known by their initials, too.
    small_houses, small_called : str
        Patterns of what may be a house's name in small letters, by its noun and by what is said
        to have it ("a company called blue frog"); the group ``name`` holds it.
    small_nouns : frozenset of str
        The same words where they count although they are written small ("Mercy hospital").
    loose_nouns : frozenset of str
        Further ones, that count after a name that is no ordinary word ("the Carefold centre").
    sure_places : frozenset of str
        States, countries and large cities: places whatever stands around them.
    the_places : frozenset of str
        Words that name a country behind an article ("the States").
    place_beginnings : frozenset of str
        Words that begin names of places ("New", "Saint", "Fort").
    name_beginnings : tuple of str
        Beginnings after which a capital stands within a name ("McKay", "DeShawn").
    surname_beginnings : tuple of str
        Beginnings that only surnames have.
    at : str
        The word before an institution where somebody works or studies.
    determiners, place_prepositions, motion_prepositions, motion_words : frozenset of str
        Words before a name that tell what it is not, or that it is a place.
    person_verbs, animate_verbs, speech_verbs, person_prepositions : frozenset of str
        Words after or before a name that tell that it is a person.
    introductions : frozenset of str
        Words before the name of somebody who is just there ("that's").
    auxiliaries, subjects, finite_verbs : frozenset of str
        Verbs that are also names ("Will", "May"), the words after which they are verbs, and those
        before which they are names ("Will has").
    kin : frozenset of str
        Words in small letters before a name: "my uncle Ned", "a man named Ned".
    said_who, said_who_after : str
        Regular expressions: what stands before or after a name and says who that is to the speaker
        ("my supervisor", "a colleague called", "is my client").
    greeting : str
        Regular expression: what stands before the name of somebody who is greeted or thanked.
    addressees : frozenset of str
        Who or what is greeted and bears no name ("Hi folks", "Dear diary").
    nicknamed : str
        Regular expression: what stands before what somebody is called ("we call him").
    question_to : str
        Regular expression: a comma and a question to the person whose name stands before it.
    state_behind : str
        Regular expression: a state's abbreviation behind a town's name (", OH").
    run_on : tuple of str
        Words behind which a file may lose the space ("Ihave").
    spoken_numbers : tuple of str
        Zero, one, two ... in words.
    role_words : frozenset of str
        Words in speaker labels that name nobody.
    offices : frozenset of str
        Words after a title that speak to an office and name nobody ("Mr. Chair").
    short_forms : tuple of str
        What is said after the head of an organisation's name.
    plain_titles : frozenset of str
        Titles that are no other word, in whatever letters they are written.
    shortened_titles : frozenset of str
        Titles that a stop shortens and no sentence ends with ("Dr.").
    name_words : frozenset of str
        Small words inside names of places and houses ("of", "the").
    for_ : tuple of str
        The words that tie a cause to a name ("Code for Atlanta").
    towns_of : frozenset of str
        Words that "of" ties to a town's name ("City of Fairdale").
    house_links : frozenset of tuple of str
        Small words between an organisation's noun and what it is for ("of", "for the").
    seats : frozenset of str
        Houses after whose name "at" and a town stand ("University of Ohio at Dayton").
    inner_links : frozenset of tuple of str
        Those that may follow what it is for ("Centre for Healing **in the** Arts").
    abstract_endings : tuple of str
        Endings of words that are nobody's surname ("Introduction").
    particles : frozenset of str
        Small words within names of persons and foreign houses ("von", "de", "di").
    place_heads : frozenset of str
        Words that make a place of any word that follows ("Lake", "Mount").
    called : frozenset of str
        Words before a name that give it ("called").
    called_houses : mapping of str to str
        Words for what has such a name, and the kind of name ("a company called ...").
    house_words : frozenset of str
        Those of them that stand before the name itself ("the publisher Blue Frog").
    called_things : frozenset of str
        Words for what has a name and is no house, person or place ("a book called ...").
    said_to_be : str
        Regular expression for what follows a name and says what it is (group ``said``).
    houses_like : str
        Regular expression for what stands before a name in a list of houses ("firms like");
        group ``houses``.
    houses : mapping of str to str
        Plurals of such words, and their singular.
    households : str
        Regular expression: what families have, after their name ("the Bergs' house").
    house_people : frozenset of str
        Words after a house's name for those who belong to it ("PRCA members").
    house_groups : frozenset of str
        Words after a house's name for what it runs or who runs it ("the Fences programme").
    areas : frozenset of str
        Words after a place's name for what lies around it ("the Boston area").
    house_endings : frozenset of str
        Words that end the names of firms.
    businesses : frozenset of str
        Words that firms have in their names, but products and methods, too.
    things : frozenset of str
        Last words of what is written with capitals and names no institution ("Data Science").
    field_words : frozenset of str
        Words of the field of work that name nobody, alone or together ("Clinical Supervision").
    disciplines : frozenset of str
        Those of them that name a house together with its noun ("Rural Clinic").
    field_heads : frozenset of str
        Last words of titles, tests, methods and posts ("Miracle Question").
    employer_cues : tuple of (frozenset of str, frozenset of str)
        Words before an employer, and those of which one stands shortly before them.
    street : str
        The tag of streets.
    street_prepositions : frozenset of str
        Words before the name of a street.
    juniors : frozenset of str
        What follows a surname ("Jr").
    employed_at : frozenset of str
        Words between "work" and the employer's name.
    hiring : frozenset of tuple of str
        Words of which one stands before "by" and an employer ("hired by").
    doers : frozenset of str
        Words before whoever makes, gets or gives something ("a project by").
    house_beginnings : frozenset of str
        First words of the names of societies ("National").
    attended : frozenset of str
        Verbs between a person and a house ("I attend Fences").
    house_verbs : frozenset of str
        Verbs after initials that tell that these are a house's.
    house_acts : frozenset of str
        Those of them that tell it of several words, too.
    of, and_, on, the, i, saint_short : str
        The words for "of", "and", "on", "the" and "I", and the short form of "Saint" in names of
        places.
    indefinite : frozenset of str
        Words before what can be counted, so that it is nobody's name ("a Sparkbox").
    past_endings : tuple of str
        Endings of verbs in the past: a word with one goes on after a name.
    derived, prefixes : tuple of (str, str), and of str
        Endings of derived words with what they replace; beginnings of derived words.
    saints : frozenset of str
        "Saint" and its short form.
    contracted, possessive : str
        Regular expression: endings of words that a contraction or possessive adds; the possessive.
    contracted_verbs : mapping of str to str
        Endings that stand for a verb, and a verb that they stand for.
    cut_not : str
        What is left of a contracted "not" where a file lost its apostrophe ("Don t").
    one_letter_words : str
        The letters that are words by themselves.
    name_question, place_question, name_given, given_name, speaks_of_names, about_oneself : str
        Regular expressions: a question for a name, and for a place; what stands before a name
        that is given; talk of names, a statement about oneself (group ``word``).
    speech, terms, assertion, dates, contacts : Speech, TermWords, Assertion, Dates, Contacts
        What the chapters of the program read; see :mod:`aft_themes.language.rules`.
    role_cues : tuple of (str, int, str)
        Words around a name that tell whose name it is.
    """

    code: str
    folder: str
    endings: tuple[tuple[str, str], ...]
    stop_words: frozenset[str]
    titles: frozenset[str]
    client_titles: frozenset[str]
    calendar: frozenset[str]
    peoples: frozenset[str]
    relations: frozenset[str]
    directions: frozenset[str]
    brands: frozenset[str]
    phrases: frozenset[str]
    brand_surnames: frozenset[str]
    surname_words: frozenset[str]
    word_surnames: frozenset[str]
    inventions: frozenset[str]
    medicine: str
    public_figures: frozenset[str]
    biographical: frozenset[str]
    acronyms: frozenset[str]
    organisation_nouns: Mapping[str, str]
    place_nouns: Mapping[str, str]
    generic: frozenset[str]
    house_tail: str
    firms: str
    faith_schools: str
    dedications: frozenset[str]
    dedicated: frozenset[str]
    paired_nouns: Mapping[str, str]
    newspapers: frozenset[str]
    company_forms: frozenset[str]
    groups: frozenset[str]
    small_houses: str
    small_called: str
    small_nouns: frozenset[str]
    loose_nouns: frozenset[str]
    sure_places: frozenset[str]
    the_places: frozenset[str]
    place_beginnings: frozenset[str]
    name_beginnings: tuple[str, ...]
    surname_beginnings: tuple[str, ...]
    at: str
    determiners: frozenset[str]
    place_prepositions: frozenset[str]
    motion_prepositions: frozenset[str]
    motion_words: frozenset[str]
    person_verbs: frozenset[str]
    animate_verbs: frozenset[str]
    speech_verbs: frozenset[str]
    person_prepositions: frozenset[str]
    introductions: frozenset[str]
    auxiliaries: frozenset[str]
    pronouns: frozenset[str]
    subjects: frozenset[str]
    finite_verbs: frozenset[str]
    kin: frozenset[str]
    said_who: str
    said_who_after: str
    greeting: str
    addressees: frozenset[str]
    nicknamed: str
    question_to: str
    state_behind: str
    run_on: tuple[str, ...]
    spoken_numbers: tuple[str, ...]
    role_words: frozenset[str]
    offices: frozenset[str]
    short_forms: tuple[str, ...]
    plain_titles: frozenset[str]
    shortened_titles: frozenset[str]
    name_words: frozenset[str]
    for_: tuple[str, ...]
    towns_of: frozenset[str]
    house_links: frozenset[tuple[str, ...]]
    seats: frozenset[str]
    inner_links: frozenset[tuple[str, ...]]
    abstract_endings: tuple[str, ...]
    particles: frozenset[str]
    place_heads: frozenset[str]
    called: frozenset[str]
    called_houses: Mapping[str, str]
    called_things: frozenset[str]
    house_words: frozenset[str]
    said_to_be: str
    houses_like: str
    houses: Mapping[str, str]
    households: str
    house_people: frozenset[str]
    house_groups: frozenset[str]
    areas: frozenset[str]
    businesses: frozenset[str]
    house_endings: frozenset[str]
    things: frozenset[str]
    field_words: frozenset[str]
    disciplines: frozenset[str]
    field_heads: frozenset[str]
    employer_cues: tuple[tuple[frozenset[str], frozenset[str]], ...]
    street: str
    street_prepositions: frozenset[str]
    juniors: frozenset[str]
    employed_at: frozenset[str]
    hiring: frozenset[tuple[str, ...]]
    doers: frozenset[str]
    house_beginnings: frozenset[str]
    attended: frozenset[str]
    house_verbs: frozenset[str]
    house_acts: frozenset[str]
    of: str
    and_: str
    on: str
    the: str
    indefinite: frozenset[str]
    past_endings: tuple[str, ...]
    derived: tuple[tuple[str, str], ...]
    prefixes: tuple[str, ...]
    i: str
    saint_short: str
    saints: frozenset[str]
    contracted: str
    possessive: str
    contracted_verbs: Mapping[str, str]
    cut_not: str
    one_letter_words: str
    name_question: str
    place_question: str
    name_given: str
    given_name: str
    speaks_of_names: str
    about_oneself: str
    speech: Speech
    terms: TermWords
    assertion: Assertion
    dates: Dates
    contacts: Contacts
    role_cues: RoleCues

    @cached_property
    def first_names(self) -> frozenset[str]:
        """First names; evidence that a capitalised word is a name, never proof."""
        return self._file("first_names")

    @cached_property
    def surnames(self) -> frozenset[str]:
        """Frequent surnames that are no ordinary words."""
        return self._file("surnames")

    @cached_property
    def rare_surnames(self) -> frozenset[str]:
        """Rarer surnames; evidence only for a word that begins a sentence."""
        return self._file("rare_surnames")

    @cached_property
    def places(self) -> frozenset[str]:
        """Towns, states and countries, several words included."""
        return self._file("places") | self.sure_places

    @cached_property
    def words(self) -> frozenset[str]:
        """Ordinary words, without their regular forms."""
        return self._file("words")

    @cached_property
    def nouns(self) -> Mapping[str, str]:
        """Words that make a phrase an organisation or a place, and the tag it gets."""
        return {**self.place_nouns, **self.organisation_nouns}

    @cached_property
    def house_words_only(self) -> frozenset[str]:
        """Words that make no name of a house by themselves: its nouns, and what describes them."""
        return self.generic | self.organisation_nouns.keys() | self.name_words

    @cached_property
    def no_names(self) -> frozenset[str]:
        """Capitalised words that are never a name by themselves."""
        return self.calendar | self.peoples | self.relations | self.directions

    def is_word(self, key: str) -> bool:
        """Tell whether a word, in lower case, is an ordinary word of the language."""
        if key in self.stop_words or key in self.field_words:
            return True
        if any(base in self.words for base in self._bases(key)):
            return True
        return self.is_sound(key)

    def is_sound(self, key: str) -> bool:
        """Tell whether a word, in lower case, is a sound of listening or thinking ("mmmm")."""
        return bool(compiled(self.speech.sounds).fullmatch(key))

    def is_drawn_out(self, key: str) -> bool:
        """Tell whether a word is one of talk, drawn out ("ohh", "nooo")."""
        short = re.sub(r"(.)\1+", r"\1", key)
        listed = key in self.surnames or key in self.rare_surnames or key in self.places
        return short != key and short in self.stop_words and not listed

    def is_nearly_word(self, key: str) -> bool:
        """Tell whether a word is drawn out, derived, run together or misspelt ("yeahhh")."""
        if len(key) > _LONGEST_WORD:
            return False
        if any(self.is_word(re.sub(r"(.)\1+", kept, key)) for kept in (r"\1", r"\1\1")):
            return True
        parts = [(key[:at], key[at:]) for at in range(_LEAST_STEM, len(key) - _LEAST_STEM + 1)]
        parts += [(begin, key.removeprefix(begin)) for begin in self.prefixes]
        if any(
            self.is_word(end) and (begin in self.prefixes or self.is_word(begin))
            for begin, end in parts
            if end != key
        ):
            return True
        if any(
            key.endswith(end) and self.is_word(key.removesuffix(end) + base)
            for end, base in self.derived
        ):
            return True
        near = self._by_beginning.get(key[:1], []) if len(key) >= _LEAST_MISSPELT else []
        return process.extractOne(key, near, scorer=OSA.distance, score_cutoff=1) is not None

    @cached_property
    def _by_beginning(self) -> Mapping[str, list[str]]:
        words: dict[str, list[str]] = {}
        for word in sorted(self.words):
            if len(word) >= _LEAST_MISSPELT - 1:
                words.setdefault(word[0], []).append(word)
        return words

    def has_first_name(self, keys: Iterable[str]) -> bool:
        """Tell whether one of some words is a first name and no ordinary word."""
        return any(key in self.first_names and not self.is_word(key) for key in keys)

    def is_brand(self, key: str) -> bool:
        """Tell whether a word, or its base form, names a brand, a medium or a program."""
        if any(base in self.brands for base in self._bases(key)):
            return True
        named = key in self.first_names or key in self.surnames or key in self.places
        return not named and bool(compiled(self.medicine).fullmatch(key))

    def _bases(self, key: str) -> Iterator[str]:
        yield key
        if key in self.first_names or key in self.surnames:
            return  # "Manning" is no form of "man"
        if "-" in key:
            yield from self._bases(key.rsplit("-", 1)[1])  # "self-focused"
        for ending, instead in self.endings:
            stem = key.removesuffix(ending)
            if stem != key and len(stem) >= _LEAST_STEM:
                yield stem + instead
                if stem[-1] == stem[-2]:  # stopped, running
                    yield stem[:-1]

    def _file(self, name: str) -> frozenset[str]:
        path = resources.files(__package__).joinpath(self.folder, f"{name}.txt")
        lines = path.read_text(encoding="utf-8").splitlines()
        return frozenset(line for line in lines if not line.startswith("#"))
