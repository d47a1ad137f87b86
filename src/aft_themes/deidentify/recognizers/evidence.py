"""Decide whether a run of capitalised words is a name: cues with weights and reasons."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from aft_themes.deidentify.recognizers.capitalised_names import Mention
from aft_themes.language import Language

ENOUGH = 2
"""Evidence from which a name is replaced without asking; with less, but some, a person is asked."""


@dataclass
class Candidate:
    """What is known about a run of words over the study.

    Parameters
    ----------
    keys : tuple of str
        The words in lower case.
    language : Language
        The word lists.
    mentions : list of Mention
        Where it occurs; complete before anything else is asked of the candidate.
    spelt_out : bool
        Whether its letters are the initials of an institution that the study names in full.
    longer : bool
        Whether an institution that the study names in full begins with these words.
    family : bool
        Whether it is the plural of somebody's surname ("the Petrakises").
    """

    keys: tuple[str, ...]
    language: Language
    mentions: list[Mention] = field(default_factory=list)
    spelt_out: bool = False
    longer: bool = False
    family: bool = False

    @cached_property
    def middle(self) -> list[Mention]:
        """Mentions within a sentence, where only names keep a capital."""
        return [mention for mention in self.mentions if not mention.initial]

    @cached_property
    def titled(self) -> bool:
        """Whether a title precedes it anywhere."""
        return any(mention.title for mention in self.mentions)

    @cached_property
    def asked(self) -> bool:
        """Whether it answers a question for a name anywhere."""
        return any(mention.asked for mention in self.mentions)

    @cached_property
    def first_name(self) -> bool:
        """Whether its first word is on the list of first names."""
        names, first = self.language.first_names, self.keys[0]
        listed = first in names or ("-" in first and names.issuperset(first.split("-")))
        return not self.acronym and listed

    @property
    def surely_person(self) -> bool:
        """Whether it names a person by more than where it stands."""
        return self.kind() == "person" and (self.titled or self.first_name or self.surname)

    @cached_property
    def surname(self) -> bool:
        """Whether its last word is a frequent surname."""
        last = self.keys[-1]
        listed = {last, last.removesuffix("s")} & self.language.surnames
        begins = last.startswith(self.language.surname_beginnings)
        return not self.acronym and (begins or bool(listed))

    @cached_property
    def words(self) -> bool:
        """Whether all its words are ordinary words, or name nobody."""
        language = self.language
        if self.acronym:
            return False
        if len(self.keys) == 1 and not self.first_name and language.is_drawn_out(self.keys[0]):
            return True
        return all(
            language.is_word(part)
            or part in language.no_names
            or part in language.nouns
            or (key != self.keys[-1] and part in language.public_figures)  # "Socratic Questions"
            for key in self.keys
            for part in _parts(key, language)
        )

    @cached_property
    def noun(self) -> str:
        """The word that makes it a place or an organisation, or empty."""
        nouns = self.language.nouns
        if len(self.keys) > 1:
            named = [key for key in reversed(self.keys) if key in nouns]
            if named:
                return named[0]
        elif any(mention.run_together for mention in self.mentions):
            return next((noun for noun in nouns if self.keys[0].endswith(noun)), "")
        small = self.language.small_nouns
        brand = self.language.is_brand(self.keys[-1])
        if brand and len(self.keys) == 1 and not self.first_name:
            return ""  # "a Waterfall project", "the Montessori school"
        if not (self.words or self.acronym or brand):
            small |= self.language.loose_nouns
        following = Counter(m.after for m in self.mentions if m.after in small)
        begins = self.words and not self.middle  # "Large building that it was"
        town = len(self.keys) == 1 and self.keys[0] in self.language.places
        if (
            following
            and not begins
            and not (town and 2 * following.total() < len(self.mentions))  # "a London hospital"
            and not self.titled
            and not (self.first_name and len(self.mentions) > 2)
        ):
            return min(following, key=lambda noun: (-following[noun], noun))
        return ""

    @property
    def _somebody(self) -> bool:
        """Whether it is a first name and a surname that is a place's noun, too ("Susan Hill")."""
        if len(self.keys) != 2 or self.keys[-1] not in self.language.place_nouns:
            return False
        person = sum(map(self.as_person, self.mentions))
        return self.first_name and person > sum(map(self.as_place, self.mentions))

    @property
    def street(self) -> bool:
        """Whether it ends in a word such as Street."""
        return self.language.place_nouns.get(self.keys[-1]) == self.language.street

    @cached_property
    def _of_a_place(self) -> bool:
        """Whether it begins as names of places do ("New", "West")."""
        begin = self.language.place_beginnings | self.language.directions
        return len(self.keys) > 1 and self.keys[0] in begin

    @cached_property
    def known_place(self) -> bool:
        """Whether it is, or begins or ends with, a known place."""
        places, sure = self.language.places, self.language.sure_places
        if self.acronym and self.language.is_word(self.keys[0]):
            return False  # shouted: "it turns GREEN"
        if self._of_a_place and " ".join(self.keys[1:]) in places:
            return True
        if self.keys[0] in self.language.the_places and len(self.keys) == 1:
            return self._with_the
        beginnings = [" ".join(self.keys[:end]) for end in range(2, len(self.keys) + 1)]
        if sure & {self.keys[0], self.keys[-1]} or any(name in places for name in beginnings):
            return True
        if len(self.keys) == 2 and self.keys[0] in self.language.place_heads:
            return True
        if "-" in self.keys[0] and self._behind_hyphen in places:
            return True
        if self.words and any(mention.among_places for mention in self.middle):
            return True
        alone = len(self.keys) == 1 and self.keys[0] in places
        # "Reading" and "Providence" are words, too
        return alone and (not self.words or any(self.as_place(m) for m in self.middle))

    @property
    def _with_the(self) -> bool:
        """Whether it mostly stands alone behind an article ("in the States")."""
        language = self.language
        the = [
            m.last_before == language.the and (not m.after or m.after in language.stop_words)
            for m in self.mentions
        ]
        return 2 * sum(the) > len(the)

    @property
    def initials(self) -> tuple[str, ...]:
        """The initials of a house's name or an area's, without its small words and with them."""
        house = self.noun in self.language.organisation_nouns
        if not self.noun or len(self.keys) < (2 if house else _LEAST_INITIALS):
            return ()
        large = [key for key in self.keys if key not in self.language.name_words]
        return "".join(key[0] for key in large), "".join(key[0] for key in self.keys)

    @property
    def _behind_hyphen(self) -> str:
        """What stands behind the first hyphen: Santa Barbara in UC-Santa Barbara."""
        return " ".join(self.keys).partition("-")[2]

    @cached_property
    def house(self) -> str:
        """What people say it is, a company or a town ("a company called Blue Frog"), or empty."""
        houses = self.language.called_houses
        said = [word for words in self._called for word in words if word in houses]
        if not (self.titled or self.first_name):
            said += [m.before[-2] for m in self.middle if self._house_at(m)]
            stated = [m.said_to_be for m in self.mentions if m.said_to_be]
            stated += [
                m.last_before for m in self.middle if m.last_before in self.language.house_words
            ]
            place = sum(self.as_workplace(m) or self.as_place(m) for m in self.mentions)
            # once among many it is a manner of speech: "Walt was a brass band"
            sure = 2 * len(stated) >= len(self.mentions)
            said += stated if sure or place > sum(map(self.as_person, self.mentions)) else []
        return said[0] if said else ""

    @cached_property
    def _called(self) -> list[tuple[str, ...]]:
        """The words before "called", or "called the", wherever it is called so."""
        named = []
        for mention in self.mentions:
            words = mention.before
            if words[-1:] == (self.language.the,):
                words = words[:-1]
            if words and words[-1] in self.language.called:
                named.append(words[:-1])
        return named

    def _house_at(self, mention: Mention) -> bool:
        """Tell whether a house is said to be there ("the school at Couch")."""
        words, houses = mention.before, self.language.called_houses
        return words[-1:] == (self.language.at,) and houses.get(words[-2:][0]) == "organisation"

    @cached_property
    def thing(self) -> bool:
        """Whether it is surely a thing: "a book called ...", "a Sparkbox", "SOC 2"."""
        language = self.language
        if any(not language.called_things.isdisjoint(words) for words in self._called):
            return True
        if len(self.keys) == 1 and self._counted:
            return True
        labels = [m for m in self.mentions if m.labels]
        if self.words and 2 * len(labels) > len(self.mentions):
            return True  # "Telephone: 12"
        return self.acronym and all(mention.numbered for mention in self.mentions)

    @property
    def _counted(self) -> bool:
        """Whether it is counted ("a Sparkbox"), and mostly has an article elsewhere, too."""
        language = self.language
        one = [
            m.last_before in language.indefinite and (not m.after or m.after in language.stop_words)
            for m in self.middle
        ]
        if self.acronym:
            return any(one) and all(one)  # "the BKH" is a house
        named = [m.last_before in language.determiners for m in self.middle]
        return any(one) and 2 * sum(named) > len(named)

    @property
    def called(self) -> bool:
        """Whether something is said to be called so."""
        return bool(self._called)

    @property
    def mostly_small(self) -> bool:
        """Whether the study writes it small, too, so that a capital makes no name of it."""
        return _written_small(self)

    @cached_property
    def employer(self) -> bool:
        """Whether people mostly speak of it as of those they work for."""
        spoken = sum(self.as_employer(mention) for mention in self.mentions)
        return 2 * spoken > len(self.mentions) and not (self.titled or self.first_name)

    @cached_property
    def business(self) -> bool:
        """Whether it is several words, one of them as firms have it ("Blue Robotics")."""
        named = len(self.keys) > 1 and not (self.titled or self.noun)
        return named and not self.language.businesses.isdisjoint(self.keys)

    @cached_property
    def acronym(self) -> bool:
        """Whether it is one word in capitals."""
        shouted = len(self.keys) == 1 and all(mention.shout for mention in self.mentions)
        return shouted and not self.spelt

    @property
    def dotted(self) -> bool:
        """Whether it is nothing but initials with stops ("R. H.")."""
        return all(len(key) == 1 for key in self.keys)

    @cached_property
    def spelt(self) -> bool:
        """Whether it is spelt letter by letter ("B-O-B-K-O"), as people do with their names."""
        letters = self.keys[0].split("-")
        several = len(letters) >= _LEAST_INITIALS and len(set(letters)) > 1  # not "I-I-I"
        return len(self.keys) == 1 and several and all(len(letter) == 1 for letter in letters)

    @cached_property
    def placed(self) -> bool:
        """Whether it is mostly spoken of as a place."""
        if self.titled or self.noun:
            return False
        person = sum(self.as_person(m) or m.possessive for m in self.mentions)
        place = sum(self.as_place(mention) for mention in self.mentions)
        name = " ".join(self.keys)
        country = name in self.language.sure_places and place >= _SPOKEN_AS_PLACE
        several = len(self.keys) > 1 and name in self.language.places and not self.first_name
        if country or several:
            return True  # "China said so" in talk of states, "the United States said so"
        both = self.known_place and self.first_name  # "Charlotte", "Jackson"
        known = 2 * (self.known_place and not both)
        return known + both + self._of_a_place + place > person + 2 * (
            self.first_name and not self.known_place
        )

    def kind(self) -> str:
        """Tell what it names: person, place or organisation."""
        if self.noun and not self._somebody:
            return "organisation" if self.noun in self.language.organisation_nouns else "place"
        if self.placed:
            return "place"
        if self.house:
            return self.language.called_houses.get(self.house, "organisation")
        house = self.acronym or self.employer or self.longer or self.business
        return "organisation" if house else "person"

    def stem(self) -> str:
        """Propose the beginning of a tag for a place or an organisation."""
        if self.noun:
            return self.language.nouns[self.noun]
        return "PLACE" if self.kind() == "place" else "ORGANISATION"

    def worth_asking(self) -> bool:
        """Tell whether a person should decide: some evidence, or what institutions look like."""
        if self.thing or any(settled(self) for settled in _SETTLED):
            return False
        if self.evidence() > 0:
            return True
        never = [cue.holds for cue in _NEVER_ASKED if cue.holds(self)]
        general = len(self.keys) == 1 and never == [_generic]  # "graduated from Stadium"
        told = any(self._hires(m) or m.whereabouts or m.nicknamed for m in self.mentions)
        if len(self.keys) == 1 and not never and told:
            return True
        if not self.middle or (never and not general):
            return False
        if self.acronym:
            plain = self.language.is_word(self.keys[0])  # shouted: "it was GOLD"
            if len(self.mentions) == 1 and not (self._told_of or self._behind_the):
                return False  # "an API call": as often a thing's
            return _LEAST_INITIALS <= len(self.keys[0]) <= _MOST_INITIALS and not plain
        # "Saddle Pals": capitals mark a name, though its words are ordinary
        if len(self.keys) > 1 + (self.keys[-1] in self.language.things):
            if len(self.keys) == _TWO and len(self.keys[0]) == 1 and not self.surname:
                return False  # "So did I. Admittedly"
            whole = len(self.keys) > _TWO or self.keys[0] in self.language.house_beginnings
            return whole or len(self.mentions) > 1 or self._told_of
        return self._capital_kept

    @property
    def _told_of(self) -> bool:
        """Whether it stands anywhere as a name would, or is said to be one."""
        there = any(
            self._among_names(m) or self._house_of_the(m) or self._has_to_do_with(m)
            for m in self.middle
        )
        said = any(m.possessive or m.said_to_be or m.listed for m in self.middle)
        return there or said or bool(self._called or self.noun) or self.business or self.first_name

    def _has_to_do_with(self, mention: Mention) -> bool:
        """Tell whether something comes from it or goes to it ("a gift for the Green Thread")."""
        language = self.language
        before = [word for word in mention.before[-2:] if word != language.the]
        called = not language.called.isdisjoint(mention.before)  # "we called it the Green Thread"
        return called or not language.doers.isdisjoint(before[-1:])

    @property
    def _behind_the(self) -> bool:
        """Whether it has the article that houses have ("the BKH")."""
        return any(mention.last_before == self.language.the for mention in self.middle)

    @property
    def _capital_kept(self) -> bool:
        """Whether a word has a capital twice within sentences, or once where names stand.

        What mostly follows an article, or has a number, is a thing ("the Board", "Box 1").
        """
        the = self.language.determiners
        bare = [m for m in self.middle if m.last_before not in the and not m.numbered]
        if any(self._house_of_the(mention) for mention in self.middle):
            return True
        there = sum(map(self._there, self.middle)) >= _OFTEN
        if there and not (_written_small(self) or _generic(self)):
            return True
        if 2 * len(bare) < len(self.middle):
            return False
        return len(bare) > 1 or any(self._among_names(mention) for mention in bare)

    def _there(self, mention: Mention) -> bool:
        """Tell whether it is a place with an article ("up on the Lantern")."""
        before, language = mention.before[-2:], self.language
        where = language.place_prepositions | language.motion_prepositions | {language.on}
        alone = not mention.after or mention.after in language.stop_words
        return before[1:] == (language.the,) and before[0] in where and alone

    def _hires(self, mention: Mention) -> bool:
        """Tell whether it takes somebody on, as a house does ("Lantern hired me")."""
        return mention.after in self.language.house_acts

    def _house_of_the(self, mention: Mention) -> bool:
        """Tell whether the article makes a house of it ("the Loom team", "worked at the Loom")."""
        language, before = self.language, mention.before
        if mention.last_before != language.the or mention.numbered or _roles(self):
            return False
        there = before[-2:-1] == (language.at,)
        work = there or any(
            before[-2:-1] and before[-2] in words and not cues.isdisjoint(before)
            for words, cues in language.employer_cues
        )
        return mention.after in language.house_groups or work

    def _among_names(self, mention: Mention) -> bool:
        """Tell whether it stands where a person, a place or a workplace would."""
        language = self.language
        moved = mention.last_before in language.motion_prepositions | language.attended
        return (
            moved or self.as_place(mention) or self.as_person(mention) or self.as_workplace(mention)
        )

    def evidence(self) -> int:
        """Add up the weights of the cues that hold."""
        return sum(cue.weight for cue in self._cues)

    def reasons(self) -> str:
        """Say which cues hold, for the review list."""
        return "; ".join(f"{cue.reason} ({cue.weight:+d})" for cue in self._cues)

    @cached_property
    def _cues(self) -> list[_Cue]:
        return [cue for cue in _CUES if cue.holds(self)]

    def as_person(self, mention: Mention) -> bool:
        """Tell whether it stands where a person would."""
        language = self.language
        return (
            mention.addressed
            or mention.after in language.person_verbs
            or mention.last_before in language.person_prepositions
        )

    def as_place(self, mention: Mention) -> bool:
        """Tell whether it stands where a place would."""
        language = self.language
        before = mention.last_before
        moved = language.motion_words & set(mention.before)
        return (
            before in language.place_prepositions
            or mention.whereabouts
            or mention.among_places
            or self._area(mention)
            or (before in language.motion_prepositions and bool(moved))
        )

    def _area(self, mention: Mention) -> bool:
        """Tell whether it names an area ("the Seldon area")."""
        the = mention.last_before in self.language.determiners
        return the and mention.after in self.language.areas and not self.acronym

    def works_there(self, mention: Mention) -> bool:
        """Tell whether somebody is said to work at or for it, or to be hired by it."""
        language = self.language
        return any(
            words[-1:] and (words[-1] in language.employed_at or words[-2:-1] in language.hiring)
            for words in (mention.before, mention.listed)
        )

    def as_workplace(self, mention: Mention) -> bool:
        """Tell whether people may work or study there ("at Fences")."""
        return mention.last_before == self.language.at or self.as_employer(mention)

    def as_employer(self, mention: Mention) -> bool:
        """Tell whether it stands where an employer would ("worked for", "NTT hired")."""
        language = self.language
        house = language.house_verbs | language.house_people
        if mention.after in (house if self.acronym else language.house_acts):
            return self.acronym or len(self.keys) > 1  # "Copper Lantern published it"
        return any(
            last in words and not cues.isdisjoint(before)
            for before in (mention.before, mention.listed)
            for last in before[-1:]
            for words, cues in language.employer_cues
        )


def _parts(key: str, language: Language) -> list[str]:
    """Take apart two words that were run together ("it'says", "ihave"), but not "o'dell"."""
    if language.is_word(key):
        return [key]
    if "'" in key:
        parts = key.split("'")
        return [key] if min(map(len, parts)) < _LEAST_PART else parts
    known = (language.first_names, language.surnames, language.rare_surnames, language.places)
    if any(key in names for names in known):
        return [key]
    rests = [(begin, key.removeprefix(begin)) for begin in language.run_on]
    return next(
        (
            [begin, end]
            for begin, end in rests
            if end != key and len(end) >= _LEAST_WORD and language.is_word(end)
        ),
        [key],
    )


def _surname(c: Candidate) -> bool:
    return c.surname and not (c.first_name and len(c.keys) == 1)


def _person_cue(c: Candidate) -> bool:
    return not c.acronym and any(c.as_person(mention) for mention in c.mentions)


def _place_cue(c: Candidate) -> bool:
    return not c.words and any(c.as_place(mention) for mention in c.mentions)


def _institution_cue(c: Candidate) -> bool:
    at = c.language.at if c.acronym else ""  # "at Ann", but only a house is all capitals
    places = [
        m for m in c.mentions if c.as_employer(m) or (at and (m.last_before == at or c.as_place(m)))
    ]
    return bool(places) and _SHARE * len(places) >= len(c.mentions)


def _relation_cue(c: Candidate) -> bool:
    return any(mention.last_before in c.language.kin for mention in c.mentions)


def _household_cue(c: Candidate) -> bool:
    """Tell whether it is a family's name ("the Lanterns' house", "the Beltane kids")."""
    the = c.language.the
    single = len(c.keys) == 1 and not c.acronym
    return single and any(m.household and m.last_before == the for m in c.middle)


def _acquainted_cue(c: Candidate) -> bool:
    """Tell whether it is said who somebody is, or somebody is greeted by it."""
    thing = c.acronym or any(m.mixed or c.language.is_brand(m.keys[-1]) for m in c.mentions)
    if thing or not any(m.acquainted or m.greeted for m in c.mentions):  # "Hey Siri"
        return False
    # once among many of a word, "our colleague Atom" is a manner of speech
    spoken = sum(m.acquainted or m.greeted or c.as_person(m) for m in c.mentions)
    return not c.words or _SHARE * spoken >= len(c.mentions)


def _spoken_to(c: Candidate) -> bool:
    """Tell whether somebody is asked something by name, or called so ("Xelby, do you?")."""
    return not (c.words or c.acronym) and any(m.asks or m.nicknamed for m in c.mentions)


def _listed_cue(c: Candidate) -> bool:
    return len(c.keys) == 1 and any(mention.among_people for mention in c.mentions)


def _numbered(c: Candidate) -> bool:
    """Tell whether a word, which may also be a name, always has a number ("Ward 7")."""
    word = len(c.keys) == 1 and c.language.is_word(c.keys[0])
    return word and all(mention.numbered for mention in c.mentions)


def _among_figures(c: Candidate) -> bool:
    return any(mention.among_figures for mention in c.mentions)


def _introduced(c: Candidate) -> bool:
    """Tell whether somebody says who is there and calls him ("That's Rex. Rex!")."""
    words = c.language.introductions
    return any(mention.called for mention in c.mentions) and any(
        mention.last_before in words or " ".join(mention.before[-2:]) in words
        for mention in c.middle
    )


def _ordinary_words(c: Candidate) -> bool:
    named = (c.titled, c.known_place, c.first_name, c.noun, c.asked, c.house, c.longer)
    signs = (*named, c.spelt, c.dotted)
    # "published by Burning Deck", "worked at Thimble"
    firm = c.employer and (len(c.keys) > 1 or any(map(c.works_there, c.middle)))
    cues = (_relation_cue, _acquainted_cue, _household_cue, _listed_cue)
    return c.words and not (any(signs) or firm or any(holds(c) for holds in cues))


def _generic(c: Candidate) -> bool:
    language = c.language
    town = len(c.keys) > 1 and c.keys[0] in language.places  # "Temple University"
    return c.words and not town and all(key in language.house_words_only for key in c.keys)


def _of_the_field(c: Candidate) -> bool:
    """Tell whether words of the field stand with capitals ("Risk Assessment", "Year Two")."""
    language = c.language
    named = c.titled or c.first_name or c.house or c.known_place or c.called
    house = c.keys[-1] in language.organisation_nouns and len(c.keys) > 1
    house = house and not language.disciplines.isdisjoint(c.keys)
    if named or house or not c.words:
        return False
    head = len(c.keys) > 1 and c.keys[-1] in language.field_heads and not c.employer
    if head and (not c.noun or c.noun in language.field_words):
        return True
    known = language.field_words
    if not all(part in known for key in c.keys for part in key.split("-") if key not in known):
        return False
    # somebody of that name
    return not (len(c.keys) == 1 and (_animate(c) or _relation_cue(c)))


def _possessive(c: Candidate) -> bool:
    return not c.acronym and any(mention.possessive for mention in c.mentions)


def _animate(c: Candidate) -> bool:
    verbs = c.language.animate_verbs
    return not c.acronym and any(mention.after in verbs for mention in c.mentions)


def _written_small(c: Candidate) -> bool:
    return not (c.noun or c.titled) and all(mention.ordinary for mention in c.mentions)


def _after_article(c: Candidate) -> bool:
    after = [m for m in c.middle if m.last_before in c.language.determiners and not c.as_place(m)]
    several = c.keys[-1].endswith("s") and not c.words  # "the Xelbys", "the Azores"
    # "the clinic", "the VA", "the Bergs"
    exempt = c.noun or c.acronym or c.surname or c.family or several
    return len(c.keys) == 1 and not exempt and 2 * len(after) > len(c.middle)


def _label(c: Candidate) -> bool:
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


def _product(c: Candidate) -> bool:
    named = c.noun or c.titled or c.house or c.employer  # "worked at BlueFrog"
    return any(mention.mixed for mention in c.mentions) and not named


def _brand(c: Candidate) -> bool:
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


def _run_together(c: Candidate) -> bool:
    return any(mention.run_together for mention in c.mentions)


def _no_ordinary_word(c: Candidate) -> bool:
    if c.words or c.acronym:
        return False
    if c.middle or _listed(c):
        return True
    # what only begins sentences may be a sound or misspelt: "Yeahhh", "Definitly", "Snd"
    spoken = all(len(key) >= _LEAST_WORD and _VOWEL.search(key) for key in c.keys)
    return spoken and not all(map(c.language.is_nearly_word, c.keys))


def _listed(c: Candidate) -> bool:
    return c.first_name or c.surname or c.known_place or _rare_surname(c)


def _rare_surname(c: Candidate) -> bool:
    """Tell whether it only begins sentences, and is a surname ("Hopcroft?")."""
    alone = len(c.keys) == 1 and not c.middle and not c.acronym
    return alone and c.keys[0] in c.language.rare_surnames


def _known_brand(c: Candidate) -> bool:
    """Tell whether a brand or a thinker is meant, and nobody who may bear the name."""
    famous = c.keys[-1] in c.language.public_figures
    return (_brand(c) or famous) and not (c.first_name or c.surname or c.known_place)


def _roles(c: Candidate) -> bool:
    return all(key in c.language.role_words for key in c.keys)


def _role(c: Candidate) -> bool:
    return _roles(c) and not (c.titled or c.surname or c.first_name)


def _no_house(c: Candidate) -> bool:
    """Tell whether capitals are two letters or a shouted word, and nothing tells of a house."""
    beside = c.language.employed_at | c.language.person_prepositions  # "I was with MIND"
    told = _institution_cue(c) or c.known_place or bool(c.noun)
    told = told or any(mention.last_before in beside for mention in c.middle)
    short = c.acronym and len(c.keys[0]) < _LEAST_INITIALS
    shouted = c.acronym and c.language.is_word(c.keys[0])
    return (short or shouted) and not told


def _public_figure(c: Candidate) -> bool:
    return c.keys[-1] in c.language.public_figures and not c.titled


_TWO = 2  # ordinary words with capitals, said once: as often a song or a slogan as a house
_OFTEN = 3  # times; "in the Board" is written twice by chance
_SPOKEN_AS_PLACE = 2  # times; nobody is twice in, or moves twice from, a person
# letters of the second of two words that a file ran together, and of a word that only begins
# sentences
_LEAST_WORD = 3
_VOWEL = re.compile(r"[aeiouy\u00c0-\uffff]")
_LEAST_PART = 2  # letters; one letter and an apostrophe begin names
_LEAST_INITIALS = 3  # two letters are a unit or an abbreviation as often as an institution
_MOST_INITIALS = 5  # longer ones are shouted: "VROOOOM"
_SHARE = 4  # in at least one of four mentions people speak of it as of an institution, or somebody


class _Cue(NamedTuple):
    reason: str  # what the review list says
    weight: int
    holds: Callable[[Candidate], bool]


# The weights were set by hand on invented and public interviews (docs/appendix/names-measured.md),
# so that one strong sign, or two weak ones that agree, suffice.
_CUES = (
    # strong signs: hardly anything but a name stands so
    _Cue("a title before it", 4, lambda c: c.titled),
    _Cue("a word such as Street or Hospital", 3, lambda c: bool(c.noun)),
    _Cue("a known place", 3, lambda c: c.known_place),
    _Cue("answers a question for a name", 3, lambda c: c.asked),
    _Cue("answers the question where", 3, lambda c: any(m.whereabouts for m in c.mentions)),
    _Cue("a relation before it", 3, _relation_cue),
    _Cue("said who it is, or greeted", 3, _acquainted_cue),
    _Cue("a family's house or children", 4, _household_cue),
    _Cue("among people in a list", 4, _listed_cue),
    _Cue("introduced and called", 4, _introduced),  # pets mostly, and their names are often words
    _Cue("a first name and another, run together", 3, _run_together),
    _Cue("spelt letter by letter", 3, lambda c: c.spelt),
    _Cue("said to be the name of a house or a town", 3, lambda c: bool(c.house)),
    # lists of names: strong, but many first names are words or products
    _Cue("a first name", 2, lambda c: c.first_name),
    _Cue("a frequent surname", 1, _surname),
    # a capital within a sentence: half of the evidence needed
    _Cue("a capital within a sentence", 1, lambda c: len(c.middle) == 1),
    _Cue("capitals within sentences", 2, lambda c: len(c.middle) > 1),
    _Cue("several capitalised words", 1, lambda c: len(c.keys) > 1),
    _Cue("no ordinary word", 1, _no_ordinary_word),
    _Cue("a rare surname", 1, _rare_surname),
    _Cue("a family's name", 1, lambda c: c.family),
    # where it stands
    _Cue("spoken of as a person", 1, _person_cue),
    _Cue("does what people do", 1, _animate),
    _Cue("asked something by name, or called so", 1, _spoken_to),
    _Cue("something belongs to it", 1, _possessive),
    _Cue("spoken of as a place", 1, _place_cue),
    _Cue("spoken of as an institution", 2, _institution_cue),
    _Cue("initials of an institution that is named", 2, lambda c: c.spelt_out),
    _Cue("the beginning of an institution's name", 2, lambda c: c.longer),
    _Cue("a word that firms have", 2, lambda c: c.business),
    # what speaks against a name
    _Cue("made of ordinary words", -3, _ordinary_words),  # "Submit", "Civil War"
    _Cue("a general name", -6, _generic),  # "High School"
    _Cue("a term of the field", -6, _of_the_field),
    _Cue("says what somebody is", -6, _role),  # "Interviewee"
    _Cue("also written small", -2, _written_small),
    _Cue("always with a number", -6, _numbered),  # "Ward 7"
    _Cue("after an article", -2, _after_article),  # "the Bismarck look"
    # a method as often as an institution; "R. H." may be a section
    _Cue("only initials", -1, lambda c: c.acronym or c.dotted),
    _Cue("a label before other words", -2, _label),  # "ICE plots"
    _Cue("written like a product", -5, _product),  # "GitHub"
    _Cue("a brand or medium", -9, _brand),  # identifies nobody, however often it is named
    _Cue("a public figure's name", -3, _public_figure),  # a peer may have it
    _Cue("beside another in a list", -4, lambda c: _public_figure(c) and _among_figures(c)),
)
_SETTLED = (_known_brand, _roles, _no_house, _of_the_field, _numbered)
"""What is surely no name, so that nobody need be asked."""
_NO_HOUSE = (_generic, _product, _brand, _public_figure)
_NEVER_ASKED = tuple(cue for cue in _CUES if cue.holds in _NO_HOUSE)
"""What names of institutions do not look like, whatever stands around them."""
