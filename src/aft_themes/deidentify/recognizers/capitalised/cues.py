"""What speaks for a name and against it: cues with weights and reasons."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from aft_themes.deidentify.recognizers.capitalised.traits import LEAST_INITIALS, Traits
from aft_themes.language import Language

ENOUGH = 2
"""Evidence from which a name is replaced without asking; with less, but some, a person is asked."""
_LEAST_WORD = 3  # letters of a word that only begins sentences; shorter ones are sounds
_VOWEL = re.compile(r"[aeiouy\u00c0-\uffff]")
_SHARE = 4  # in at least one of four mentions people speak of it as of an institution, or somebody


class Cue(NamedTuple):
    """One thing that speaks for a name or against it."""

    reason: str  # what the review list says
    weight: int
    holds: Callable[[Traits], bool]


def _surname(c: Traits) -> bool:
    return c.surname and not (c.first_name and len(c.keys) == 1)


def _person_cue(c: Traits) -> bool:
    return not c.acronym and any(c.as_person(mention) for mention in c.mentions)


def _place_cue(c: Traits) -> bool:
    return not c.words and any(c.as_place(mention) for mention in c.mentions)


def _institution_cue(c: Traits) -> bool:
    at = c.language.at if c.acronym else ""  # "at Ann", but only a house is all capitals
    places = [
        m for m in c.mentions if c.as_employer(m) or (at and (m.last_before == at or c.as_place(m)))
    ]
    return bool(places) and _SHARE * len(places) >= len(c.mentions)


def _relation_cue(c: Traits) -> bool:
    return any(mention.last_before in c.language.kin for mention in c.mentions)


def _household_cue(c: Traits) -> bool:
    """Tell whether it is a family's name ("the Lanterns' house", "the Beltane kids")."""
    the = c.language.the
    single = len(c.keys) == 1 and not c.acronym
    return single and any(m.household and m.last_before == the for m in c.middle)


def _acquainted_cue(c: Traits) -> bool:
    """Tell whether it is said who somebody is, or somebody is greeted by it."""
    thing = c.acronym or any(m.mixed or c.language.is_brand(m.keys[-1]) for m in c.mentions)
    if thing or not any(m.acquainted or m.greeted for m in c.mentions):  # "Hey Siri"
        return False
    # once among many of a word, "our colleague Atom" is a manner of speech
    spoken = sum(m.acquainted or m.greeted or c.as_person(m) for m in c.mentions)
    return not c.words or _SHARE * spoken >= len(c.mentions)


def _spoken_to(c: Traits) -> bool:
    """Tell whether somebody is asked something by name, or called so ("Xelby, do you?")."""
    return not (c.words or c.acronym) and any(m.asks or m.nicknamed for m in c.mentions)


def _listed_cue(c: Traits) -> bool:
    return len(c.keys) == 1 and any(mention.among_people for mention in c.mentions)


def _numbered(c: Traits) -> bool:
    """Tell whether a word, which may also be a name, always has a number ("Ward 7")."""
    word = len(c.keys) == 1 and c.language.is_word(c.keys[0])
    return word and all(mention.numbered for mention in c.mentions)


def _inventors(c: Traits) -> bool:
    """Tell whether it always stands before what bears inventors' names ("the Ferris wheel")."""
    one = len(c.keys) == 1 and not (c.titled or c.acronym)
    return one and all(mention.after in c.language.inventions for mention in c.mentions)


def _among_figures(c: Traits) -> bool:
    return any(mention.among_figures for mention in c.mentions)


def _introduced(c: Traits) -> bool:
    """Tell whether somebody says who is there and calls him ("That's Rex. Rex!")."""
    words = c.language.introductions
    return any(mention.called for mention in c.mentions) and any(
        mention.last_before in words or " ".join(mention.before[-2:]) in words
        for mention in c.middle
    )


def _ordinary_words(c: Traits) -> bool:
    named = (c.titled, c.known_place, c.first_name, c.noun, c.asked, c.house, c.longer)
    signs = (*named, c.spelt, c.dotted)
    # "published by Burning Deck", "worked at Thimble"
    firm = c.employer and (len(c.keys) > 1 or any(map(c.works_there, c.middle)))
    cues = (_relation_cue, _acquainted_cue, _household_cue, _listed_cue)
    return c.words and not (any(signs) or firm or any(holds(c) for holds in cues))


def is_general(c: Traits) -> bool:
    """Tell whether only words of houses make it up ("High School")."""
    language = c.language
    town = len(c.keys) > 1 and c.keys[0] in language.places  # "Temple University"
    paper = len(c.keys) > 1 and c.keys[-1] in language.newspapers  # "News Herald"
    return (
        c.words and not (town or paper) and all(key in language.house_words_only for key in c.keys)
    )


def _of_the_field(c: Traits) -> bool:
    """Tell whether words of the field stand with capitals ("Risk Assessment", "Year Two")."""
    language = c.language
    named = c.titled or c.first_name or c.house or c.known_place or c.called
    house = c.keys[-1] in language.organisation_nouns and len(c.keys) > 1
    house = house and not language.disciplines.isdisjoint(c.keys)
    if named or house or c.ends_as_firms or not c.words:
        return False
    head = len(c.keys) > 1 and c.keys[-1] in language.field_heads and not c.employer
    if head and (not c.noun or c.noun in language.field_words):
        return True
    known = language.field_words
    if not all(part in known for key in c.keys for part in key.split("-") if key not in known):
        return False
    # somebody of that name
    return not (len(c.keys) == 1 and (_animate(c) or _relation_cue(c)))


def _possessive(c: Traits) -> bool:
    return not c.acronym and any(mention.possessive for mention in c.mentions)


def _animate(c: Traits) -> bool:
    verbs = c.language.animate_verbs
    return not c.acronym and any(mention.after in verbs for mention in c.mentions)


def _after_article(c: Traits) -> bool:
    after = [m for m in c.middle if m.last_before in c.language.determiners and not c.as_place(m)]
    several = c.keys[-1].endswith("s") and not c.words  # "the Xelbys", "the Azores"
    # "the clinic", "the VA", "the Bergs"
    exempt = c.noun or c.acronym or c.surname or c.family or c.firm or several
    return len(c.keys) == 1 and not exempt and 2 * len(after) > len(c.middle)


def _label(c: Traits) -> bool:
    """Tell whether it mostly stands before a noun in small letters ("ICE plots")."""
    language = c.language
    if not c.acronym or c.known_place:
        return False
    ends = language.stop_words | language.person_verbs | language.house_verbs
    ends |= language.house_people
    labels = [
        m
        for m in c.mentions
        if m.after and m.after not in ends and not m.after.endswith(language.past_endings)
    ]
    return 2 * len(labels) > len(c.mentions)


def _product(c: Traits) -> bool:
    named = c.noun or c.titled or c.house or c.employer  # "worked at BlueFrog"
    return any(mention.mixed for mention in c.mentions) and not named


def _brand(c: Traits) -> bool:
    language = c.language
    if " ".join(c.keys) in language.phrases:
        return True  # "Red Cross"
    if c.titled or c.noun or _listed_cue(c):
        return False
    if len(c.keys) > 1 and " ".join(c.keys) in language.places:
        return False  # "Czech Republic"
    if c.keys[0] in language.places and any(c.as_place(mention) for mention in c.mentions):
        return False  # "born in Hiroshima"
    if c.surname and len(c.keys) > 1 and not language.is_brand(c.keys[0]):
        return False  # "Ros Ford" is a person, "Amazon Ford" is not
    if len(c.keys) == 2 and _person_cue(c) and not _word_or_brand(c.keys[0], language):
        return False  # "Rosk Ford told me"
    last = c.keys[-1]
    if c.first_name and c.middle and len(c.keys) == 2 and last in language.brand_surnames:
        return False  # "Alma Ford"
    if c.first_name and len(c.keys) > 1 and not _word_or_brand(last, language):
        return False  # "Jean-Claude Brettin"
    return any(language.is_brand(key) for key in c.keys)


def _word_or_brand(key: str, language: Language) -> bool:
    return language.is_word(key) or language.is_brand(key)


def _run_together(c: Traits) -> bool:
    return any(mention.run_together for mention in c.mentions)


def _no_ordinary_word(c: Traits) -> bool:
    if c.words or c.acronym:
        return False
    if c.middle or _listed(c):
        return True
    # what only begins sentences may be a sound or misspelt: "Yeahhh", "Definitly", "Snd"
    spoken = all(len(key) >= _LEAST_WORD and _VOWEL.search(key) for key in c.keys)
    return spoken and not all(map(c.language.is_nearly_word, c.keys))


def _listed(c: Traits) -> bool:
    return c.first_name or c.surname or c.known_place or _rare_surname(c)


def _rare_surname(c: Traits) -> bool:
    """Tell whether it only begins sentences, and is a surname ("Hopcroft?")."""
    alone = len(c.keys) == 1 and not c.middle and not c.acronym
    return alone and c.keys[0] in c.language.rare_surnames


def _known_brand(c: Traits) -> bool:
    """Tell whether a brand or a thinker is meant, and nobody who may bear the name."""
    famous = c.keys[-1] in c.language.public_figures
    return (_brand(c) or famous) and not (c.first_name or c.surname or c.known_place)


def only_role_words(c: Traits) -> bool:
    """Tell whether each word says what somebody is ("Interviewee")."""
    return all(key in c.language.role_words for key in c.keys)


def _role(c: Traits) -> bool:
    return only_role_words(c) and not (c.titled or c.surname or c.first_name)


def _no_house(c: Traits) -> bool:
    """Tell whether capitals are two letters or a shouted word, and nothing tells of a house."""
    beside = c.language.employed_at | c.language.person_prepositions  # "I was with MIND"
    told = _institution_cue(c) or c.known_place or bool(c.noun)
    told = told or any(mention.last_before in beside for mention in c.middle)
    short = c.acronym and len(c.keys[0]) < LEAST_INITIALS
    shouted = c.acronym and c.language.is_word(c.keys[0])
    return (short or shouted) and not told


def _stressed(c: Traits) -> bool:
    """Tell whether ordinary words are in capitals where the writer stresses others so, too."""
    language, name = c.language, " ".join(c.keys)
    words = all(language.is_word(key) or key in language.nouns for key in c.keys)
    place = name in language.sure_places or (len(c.keys) > 1 and name in language.places)
    named = place or c.spelt or c.spelt_out or c.house or c.titled or c.employer
    return c.stressed and words and not named


def _public_figure(c: Traits) -> bool:
    return c.keys[-1] in c.language.public_figures and not c.titled


# The weights were set by hand on invented and public interviews (docs/appendix/names-measured.md),
# so that one strong sign, or two weak ones that agree, suffice.
CUES = (
    # strong signs: hardly anything but a name stands so
    Cue("a title before it", 4, lambda c: c.titled),
    Cue("a word such as Street or Hospital", 3, lambda c: bool(c.noun)),
    Cue("a known place", 3, lambda c: c.known_place),
    Cue("answers a question for a name", 3, lambda c: c.asked),
    Cue("answers the question where", 3, lambda c: any(m.whereabouts for m in c.mentions)),
    Cue("a relation before it", 3, _relation_cue),
    Cue("said who it is, or greeted", 3, _acquainted_cue),
    Cue("a family's house or children", 4, _household_cue),
    Cue("among people in a list", 4, _listed_cue),
    Cue("introduced and called", 4, _introduced),  # pets mostly, and their names are often words
    Cue("a first name and another, run together", 3, _run_together),
    Cue("spelt letter by letter", 3, lambda c: c.spelt),
    Cue("said to be the name of a house or a town", 3, lambda c: bool(c.house)),
    # lists of names: strong, but many first names are words or products
    Cue("a first name", 2, lambda c: c.first_name),
    Cue("a frequent surname", 1, _surname),
    # a capital within a sentence: half of the evidence needed
    Cue("a capital within a sentence", 1, lambda c: len(c.middle) == 1),
    Cue("capitals within sentences", 2, lambda c: len(c.middle) > 1),
    Cue("several capitalised words", 1, lambda c: len(c.keys) > 1),
    Cue("no ordinary word", 1, _no_ordinary_word),
    Cue("a rare surname", 1, _rare_surname),
    Cue("a family's name", 1, lambda c: c.family),
    # where it stands
    Cue("spoken of as a person", 1, _person_cue),
    Cue("does what people do", 1, _animate),
    Cue("asked something by name, or called so", 1, _spoken_to),
    Cue("something belongs to it", 1, _possessive),
    Cue("spoken of as a place", 1, _place_cue),
    Cue("spoken of as an institution", 2, _institution_cue),
    Cue("initials of an institution that is named", 2, lambda c: c.spelt_out),
    Cue("a trade and a firm's noun behind it", 3, lambda c: c.firm),
    Cue("called by its initials, too", 3, lambda c: c.abbreviated),
    Cue("the beginning of an institution's name", 2, lambda c: c.longer),
    Cue("a word that firms have", 2, lambda c: c.business),
    # what speaks against a name
    Cue("made of ordinary words", -3, _ordinary_words),  # "Submit", "Civil War"
    Cue("a general name", -6, is_general),  # "High School"
    Cue("a term of the field", -6, _of_the_field),
    Cue("says what somebody is", -6, _role),  # "Interviewee"
    Cue("also written small", -2, lambda c: c.written_small),
    Cue("always with a number", -6, _numbered),  # "Ward 7"
    Cue("the name of a thing's inventor", -6, _inventors),
    Cue("stressed with capitals, as other words are", -9, _stressed),  # "on the CASUALTY WARD"
    Cue("after an article", -2, _after_article),  # "the Bismarck look"
    # a method as often as an institution; "R. H." may be a section
    Cue("only initials", -1, lambda c: c.acronym or c.dotted),
    Cue("a label before other words", -2, _label),  # "ICE plots"
    Cue("written like a product", -5, _product),  # "GitHub"
    Cue("a brand or medium", -9, _brand),  # identifies nobody, however often it is named
    Cue("a public figure's name", -3, _public_figure),  # a peer may have it
    Cue("beside another in a list", -4, lambda c: _public_figure(c) and _among_figures(c)),
)
SETTLED = (_known_brand, only_role_words, _no_house, _of_the_field, _numbered, _inventors)
"""What is surely no name, so that nobody need be asked."""
_NO_HOUSE = (is_general, _product, _brand, _public_figure)
NEVER_ASKED = tuple(cue for cue in CUES if cue.holds in _NO_HOUSE)
"""What names of institutions do not look like, whatever stands around them."""
