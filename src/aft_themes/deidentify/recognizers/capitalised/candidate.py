"""Decide whether a run of capitalised words is a name, and whether to ask."""

from __future__ import annotations

from functools import cached_property

from aft_themes.deidentify.recognizers.capitalised.cues import (
    CUES,
    NEVER_ASKED,
    SETTLED,
    Cue,
    is_general,
    only_role_words,
)
from aft_themes.deidentify.recognizers.capitalised.mention import Mention
from aft_themes.deidentify.recognizers.capitalised.traits import LEAST_INITIALS, Traits

_TWO = 2  # ordinary words with capitals, said once: as often a song or a slogan as a house
_OFTEN = 3  # times; "in the Board" is written twice by chance
_MOST_INITIALS = 5  # longer ones are shouted: "VROOOOM"


class Candidate(Traits):
    """A run of capitalised words that may be a name: the evidence, and whether to ask."""

    def worth_asking(self) -> bool:
        """Tell whether a person should decide: some evidence, or what institutions look like."""
        if self.thing or any(settled(self) for settled in SETTLED):
            return False
        if self.evidence() > 0:
            return True
        never = [cue.holds for cue in NEVER_ASKED if cue.holds(self)]
        general = len(self.keys) == 1 and never == [is_general]  # "graduated from Stadium"
        told = any(self._hires(m) or m.whereabouts or m.nicknamed for m in self.mentions)
        if len(self.keys) == 1 and not never and told:
            return True
        if not self.middle or (never and not general):
            return False
        if self.acronym:
            plain = self.language.is_word(self.keys[0])  # shouted: "it was GOLD"
            if len(self.mentions) == 1 and not (self._told_of or self._behind_the):
                return False  # "an API call": as often a thing's
            return LEAST_INITIALS <= len(self.keys[0]) <= _MOST_INITIALS and not plain
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
        if there and not (self.written_small or is_general(self)):
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
        if mention.last_before != language.the or mention.numbered or only_role_words(self):
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
    def _cues(self) -> list[Cue]:
        return [cue for cue in CUES if cue.holds(self)]
