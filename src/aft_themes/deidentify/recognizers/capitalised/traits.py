"""What a run of capitalised words looks like over the study, and where it stands."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from aft_themes.deidentify.recognizers.capitalised.mention import Mention
from aft_themes.language import Language

# letters of the second of two words that a file ran together
_LEAST_WORD = 3
_LEAST_PART = 2  # letters; one letter and an apostrophe begin names
LEAST_INITIALS = 3  # two letters are a unit or an abbreviation as often as an institution
_SPOKEN_AS_PLACE = 2  # times; nobody is twice in, or moves twice from, a person


@dataclass
class Traits:
    """What is known about a run of capitalised words over the study.

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
    abbreviated : bool
        Whether it is a group that the study also calls by its initials.
    stressed : bool
        Whether it is in capitals wherever it stands, as its writer stresses ordinary words.
    """

    keys: tuple[str, ...]
    language: Language
    mentions: list[Mention] = field(default_factory=list)
    spelt_out: bool = False
    longer: bool = False
    family: bool = False
    abbreviated: bool = False
    stressed: bool = False

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
        if self.keys[-1] in self.language.paired_nouns and self.language.and_ in self.keys:
            return self.language.paired_nouns[self.keys[-1]]
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

    @cached_property
    def firm(self) -> bool:
        """Whether a trade and a firm's noun are said behind it ("the Xelby coal company")."""
        known = self.words or self.acronym or self.titled or self.keys[0] in self.language.places
        return not known and any(mention.firm for mention in self.mentions)

    @property
    def _somebody(self) -> bool:
        """Whether it is a first name and a surname that is a place's noun, too ("Susan Hill")."""
        language = self.language
        if self.keys[-1] not in language.place_nouns:
            return False
        if len(self.keys) == 3 and self.keys[0] in language.offices:
            return self.keys[1] in language.first_names  # "President Susan Hill"
        if len(self.keys) != 2:
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
        if not self.noun or len(self.keys) < (2 if house else LEAST_INITIALS):
            return ()
        return self._initials

    @property
    def initials_of_group(self) -> tuple[str, ...]:
        """The initials of what may be a group's name ("Quick Care Hub")."""
        group = len(self.keys) >= LEAST_INITIALS and self.keys[-1] in self.language.groups
        return self._initials if group else ()

    @property
    def _initials(self) -> tuple[str, str]:
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
        if self.dedication:
            return self.dedication
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
    def dedication(self) -> str:
        """What a church or a school is dedicated to ("at Sacred Heart"), or empty."""
        language = self.language
        begins = (" ".join(self.keys[:end]) for end in range(2, len(self.keys) + 1))
        there = any(mention.last_before in language.dedicated for mention in self.mentions)
        return next((name for name in begins if there and name in language.dedications), "")

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
    def written_small(self) -> bool:
        """Whether the study writes it small, too, so that a capital makes no name of it."""
        named = self.noun or self.titled
        return not named and all(mention.ordinary for mention in self.mentions)

    @cached_property
    def employer(self) -> bool:
        """Whether people mostly speak of it as of those they work for."""
        spoken = sum(self.as_employer(mention) for mention in self.mentions)
        return 2 * spoken > len(self.mentions) and not (self.titled or self.first_name)

    @cached_property
    def business(self) -> bool:
        """Whether it is several words, one of them as firms have it ("Blue Robotics")."""
        named = len(self.keys) > 1 and not (self.titled or self.noun)
        return named and (self.ends_as_firms or not self.language.businesses.isdisjoint(self.keys))

    @property
    def ends_as_firms(self) -> bool:
        """Whether its last word is one that ends the names of firms ("Brisk Care Worldwide")."""
        return len(self.keys) > 1 and self.keys[-1] in self.language.house_endings

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
        several = len(letters) >= LEAST_INITIALS and len(set(letters)) > 1  # not "I-I-I"
        return len(self.keys) == 1 and several and all(len(letter) == 1 for letter in letters)

    @cached_property
    def placed(self) -> bool:
        """Whether it is mostly spoken of as a place."""
        if self.titled or self.noun or self.dedication or self.abbreviated:
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
        house = self.acronym or self.employer or self.longer or self.business or self.abbreviated
        house = house or self.firm
        return "organisation" if house else "person"

    def stem(self) -> str:
        """Propose the beginning of a tag for a place or an organisation."""
        if self.noun:
            return self.language.nouns[self.noun]
        return "PLACE" if self.kind() == "place" else "ORGANISATION"

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
