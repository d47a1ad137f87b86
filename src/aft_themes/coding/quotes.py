"""Find a coder's quote in an interview."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

import pandas as pd

from aft_themes.coding.letters import Letters, join_turns, letters_of, unspoken
from aft_themes.coding.quote_labels import QuoteLabels, clean_lines
from aft_themes.coding.reading import turn_number
from aft_themes.coding.reanchoring import (
    CLEARLY_BETTER,
    FEWEST_LETTERS,
    FEWEST_LETTERS_IN_TURN,
    LEAST_ALIKE,
    LEAST_ALIKE_IN_TURN,
    LEAST_ALIKE_SHORT,
    Nearly,
    find_nearly,
    turn_bounds,
)
from aft_themes.corpus.cleaning import clean
from aft_themes.corpus.segments import PlacedTurn
from aft_themes.io.parquet import rows
from aft_themes.transcripts.formats.cells import without_entities
from aft_themes.vocabulary import Role

AS_IT_STANDS = "as it stands"
MARKS_LEFT_OUT = "marks left out"
ABRIDGED = "abridged"
CUT_IN_A_WORD = "cut in a word"
WORDS_CHANGED = "words changed"

_ELLIPSIS = re.compile(r"\[\s*(?:…|\.[. ]+)\s*\]|\(\s*(?:…|\.[. ]+)\s*\)|…|\.{3,}|\.(?: \.){2,}")
_Chain = tuple[Nearly, ...]
_WIDEST_GAP = (
    4_000  # letters, some 1,000 words; parts that are farther apart belong to different passages
)
_CUT_FROM = 12  # letters that a quote cut in a word must have: "art" is in many words
_CUT_WORDS_FROM = 6  # if it has several words and only one place has its letters: "e whole guy"
_TELLING = 15  # letters of a quote that tells its interview; shorter ones recur by chance
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,80}>")


@dataclass(frozen=True)
class Piece:
    """A part of a quote in one turn: start and end count in the cleaned turn, names in it."""

    turn: int
    start: int
    end: int


@dataclass(frozen=True)
class Place:
    """Where a quote stands: its parts by turn, how it was found, and how alike the letters are."""

    pieces: tuple[Piece, ...]
    how: str = AS_IT_STANDS
    likeness: float = 1.0

    @property
    def turn(self) -> int:
        """The turn in which the quote begins."""
        return self.pieces[0].turn

    @property
    def start(self) -> tuple[int, int]:
        """Turn and place in it where the quote begins."""
        return self.turn, self.pieces[0].start


_Search = Callable[["_Form", Sequence[str]], list[Place]]


@dataclass(frozen=True)
class Ambiguous:
    """A quote that stands in several places.

    ``likeliest`` counts if nothing else tells: the first place in the turn that the coder named,
    or in the only turn where the participant says it.
    """

    places: tuple[Place, ...]
    likeliest: Place | None = None


@dataclass(frozen=True)
class Problem:
    """Why a quote could not be placed, and what to do about it; kinds never change."""

    kind: str
    reason: str
    fix: str


class QuoteFinder:
    """Finds quotes in the turns of interviews, whoever spoke them.

    Parameters
    ----------
    turns : pandas.DataFrame
        Interview, turn, role and, if it has it, speaker.
    placed : mapping
        Turns by interview and number.
    """

    def __init__(self, turns: pd.DataFrame, placed: Mapping[tuple[str, int], PlacedTurn]) -> None:
        self._interviews: dict[str, _Interview] = {}
        labels = "speaker" in turns.columns
        for row in rows(turns.sort_values(["interview", "turn"], kind="stable")):
            interview = self._interviews.setdefault(row.interview, _Interview({}, {}, {}))
            interview.turns[row.turn] = placed[row.interview, row.turn]
            interview.roles[row.turn] = row.role
            interview.speakers[row.turn] = row.speaker if labels else ""

    def __contains__(self, interview: object) -> bool:
        return interview in self._interviews

    def role(self, interview: str, turn: int) -> str:
        """Return who speaks in a turn: interviewer, participant or other."""
        return self._interviews[interview].roles[turn]

    @property
    def interviews(self) -> set[str]:
        """The interviews in which it finds quotes."""
        return set(self._interviews)

    def interview_of(self, quote: str) -> str:
        """Return the only interview that has a quote word for word; ``""`` if none or several."""
        if len(letters_of(clean(quote).text)[0]) < _TELLING:
            return ""
        found = self.interviews_with(quote)
        return found[0] if len(found) == 1 else ""

    def interviews_with(self, quote: str) -> list[str]:
        """List the interviews that have a quote word for word."""
        return [name for name, one in self._interviews.items() if one.has(quote)]

    def has_letters(self, interview: str, quote: str) -> bool:
        """Tell whether somebody says the letters of a quote, though not as whole words."""
        return interview in self and self._interviews[interview].has_letters(quote)

    def at_position(self, interview: str, places: Ambiguous, position: float) -> Place | Ambiguous:
        """Choose the place in which a position of an imported coding lies, if one does.

        It counts the code points of the cleaned turns, one for each turn's end among them.
        """
        begins = self._interviews[interview].begins
        held = [
            place
            for place in places.places
            for first in place.pieces[:1]
            if first.start <= position - begins[first.turn] < first.end
        ]
        return held[0] if len(held) == 1 else places

    def find(self, interview: str, turn: str, quote: str) -> Place | Ambiguous | Problem:
        """Find a quote."""
        if interview not in self._interviews:
            return Problem(
                "unknown_interview",
                "no transcript of this interview was read",
                "correct the id, or list the interview in interviews.csv",
            )
        if not letters_of(clean(quote).text)[0]:
            return Problem(
                "empty_quote", "the quote is empty", "copy the participant's words into it"
            )
        return self._interviews[interview].find(turn_number(turn), quote)


@dataclass
class _Interview:
    """The turns of an interview, and their letters in the forms in which quotes may be copied."""

    turns: dict[int, PlacedTurn]
    roles: dict[int, str]
    speakers: dict[int, str]

    @cached_property
    def begins(self) -> dict[int, int]:
        """Code points of the cleaned turns before each turn."""
        lengths = (len(turn.cleaned.text) + 1 for turn in self.turns.values())
        return dict(zip(self.turns, accumulate(lengths, initial=0), strict=False))

    @cached_property
    def _forms(self) -> list[_Form]:
        """Texts to search, in order: with names, then with tags if any name was replaced."""
        cleaned = _Form({n: turn.cleaned.text for n, turn in self.turns.items()}, tagged=False)
        if not any(turn.shared.map.stages for turn in self.turns.values()):
            return [cleaned]
        shared = _Form({n: turn.shared.text for n, turn in self.turns.items()}, tagged=True)
        return [cleaned, shared]

    @cached_property
    def _labels(self) -> QuoteLabels:
        return QuoteLabels.of(self.speakers.values())

    def find(self, hint: int, quote: str) -> Place | Ambiguous | Problem:
        copies = dict.fromkeys((quote, _without_markup(quote)))
        wanted = list(dict.fromkeys(text for copy in copies for text in self._wanted(copy)))
        for search, texts in self._searches(copies, wanted):
            for form in self._forms:
                places = search(form, texts)
                if places:
                    return self._choose(places, hint, quote)
        return self._changed(wanted, hint)

    def _begun_by_label(self, places: Sequence[Place], quote: str) -> Sequence[Place]:
        """Prefer what the speaker says whose label leads the quote, where a turn begins so."""
        speaker = self._labels.leading(quote)
        if speaker is None or len(places) < 2:
            return places
        own = [place for place in places if speaker in ("", self.speakers[place.turn].casefold())]
        begun = [place for place in own if self._begins_turn(place)]
        return begun or own or places

    def _begins_turn(self, place: Place) -> bool:
        first = place.pieces[0]
        return not letters_of(self.turns[first.turn].cleaned.text[: first.start])[0]

    def _searches(
        self, copies: Iterable[str], wanted: Sequence[str]
    ) -> Iterator[tuple[_Search, Sequence[str]]]:
        """Give one way to search after the other, and the texts to search for."""
        yield self._whole, wanted
        # a quote may leave out, without a mark, what others say between two turns
        gaps = [self._labels.known.sub(" … ", clean_lines(copy)) for copy in copies]
        yield self._abridged, list(dict.fromkeys((*wanted, *(clean(text).text for text in gaps))))
        yield self._cut, wanted

    def has(self, quote: str) -> bool:
        """Tell whether somebody says a quote word for word."""
        return any(self._whole(form, [clean(quote).text]) for form in self._forms)

    def has_letters(self, quote: str) -> bool:
        """Tell whether somebody says the letters of a quote, labels left out."""
        keys = [key for text in self._wanted(quote) if (key := _key(text, bare=False)[0])]
        return any(key in form.letters(bare=False).key for form in self._forms for key in keys)

    def _wanted(self, quote: str) -> list[str]:
        """Clean a quote; then leave out labels and times, the surest first."""
        return [clean(one).text for one in (quote, *self._labels.left_out(clean_lines(quote)))]

    def _whole(self, form: _Form, wanted: Sequence[str]) -> list[Place]:
        for bare in (False, True):
            letters = form.letters(bare=bare)
            for text in wanted:
                key, ends = _key(text, bare=bare)
                found = [at for at in letters.find_all(key) if _is_whole(letters, at, len(key))]
                how = MARKS_LEFT_OUT if bare else AS_IT_STANDS
                if found:
                    stretches = [((at, at + len(key)),) for at in found]
                    return [self._place(form, letters, one, how, ends) for one in stretches]
        return []

    def _abridged(self, form: _Form, wanted: Sequence[str]) -> list[Place]:
        for text in wanted:
            parts = [part for part in _ELLIPSIS.split(text) if letters_of(part)[0]]
            if len(parts) < 2:
                continue
            for bare in (False, True):
                letters = form.letters(bare=bare)
                chains = _chains(letters, [_key(part, bare=bare)[0] for part in parts])
                if chains:
                    return [self._chain_place(form, letters, chain) for chain in chains]
        return []

    def _chain_place(self, form: _Form, letters: Letters, chain: _Chain) -> Place:
        likeness = min(part.likeness for part in chain)
        stretches: list[tuple[int, int]] = []
        for part in chain:
            if stretches and stretches[-1][1] == part.start:  # nothing was left out between them
                stretches[-1] = stretches[-1][0], part.end
            else:
                stretches.append((part.start, part.end))
        how = ABRIDGED if likeness == 1 else WORDS_CHANGED
        return self._place(form, letters, stretches, how, likeness=likeness)

    def _cut(self, form: _Form, wanted: Sequence[str]) -> list[Place]:
        """Find words that were selected with a mouse from the middle of a word."""
        letters = form.letters(bare=False)
        for text in wanted:
            key, _ = _key(text, bare=False)
            least = _CUT_WORDS_FROM if " " in text.strip() else _CUT_FROM
            found = letters.find_all(key) if len(key) >= least else []
            if found and (len(key) >= _CUT_FROM or len(found) == 1):
                widened = [_widen(letters, at, at + len(key)) for at in found]
                return [self._place(form, letters, (one,), CUT_IN_A_WORD) for one in widened]
        return []

    def _changed(self, wanted: Sequence[str], hint: int) -> Place | Ambiguous | Problem:
        """Find words that are nearly the same, in the named turn, then anywhere."""
        best: Place | None = None
        too_short = True
        for named in (True, False):
            fewest = FEWEST_LETTERS_IN_TURN if named else FEWEST_LETTERS
            least = _least_alike(wanted, named=named)
            found: list[Place] = []
            for form in self._forms:
                letters = form.letters(bare=True)
                for key in dict.fromkeys(_key(text, bare=True)[0] for text in wanted):
                    bounds = turn_bounds(letters, hint) if named else (0, len(letters.key))
                    if bounds is None or len(key) < fewest:
                        continue
                    too_short = False
                    near = _near(letters, key, *bounds, named=named)
                    found += [self._nearly(form, letters, one) for one in near]
            ranked = sorted(found, key=lambda place: -place.likeness)
            if ranked and (best is None or ranked[0].likeness > best.likeness):
                best = ranked[0]
            alike = _clearest([place for place in ranked if place.likeness >= least])
            if alike:
                return self._choose(alike, hint)
        return _not_found(best, too_short=too_short)

    def _nearly(self, form: _Form, letters: Letters, near: Nearly) -> Place:
        return self._place(
            form, letters, ((near.start, near.end),), WORDS_CHANGED, likeness=near.likeness
        )

    def _place(
        self,
        form: _Form,
        letters: Letters,
        stretches: Iterable[tuple[int, int]],
        how: str,
        ends: tuple[str, str] = ("", ""),
        likeness: float = 1.0,
    ) -> Place:
        pieces = []
        for first, last in stretches:
            found = letters.pieces(first, last)
            for number, (turn, start, end) in enumerate(found):
                text = form.texts[turn]
                if number == 0:
                    start -= _shared_length(text[:start][::-1], ends[0][::-1])
                if number == len(found) - 1:
                    end += _shared_length(text[end:], ends[1])
                if form.tagged:
                    start, end = self.turns[turn].shared.map.to_raw(start, end)
                pieces.append(Piece(turn, start, end))
        return Place(tuple(pieces), how, likeness)

    def _choose(self, places: Sequence[Place], hint: int, quote: str = "") -> Place | Ambiguous:
        """Prefer the named turn, then that of a label in the quote, then the participant's."""
        named = [place for place in places if any(piece.turn == hint for piece in place.pieces)]
        begun = [place for place in named if place.turn == hint] or named
        if begun:
            return begun[0] if len(begun) == 1 else Ambiguous(tuple(begun), begun[0])
        places = self._begun_by_label(places, quote)
        spoken = [place for place in places if self._is_spoken(place)]
        if len(places) == 1:
            return places[0]
        in_one_turn = len({place.turn for place in spoken}) == 1
        return Ambiguous(tuple(places), spoken[0] if in_one_turn else None)

    def _is_spoken(self, place: Place) -> bool:
        return any(self.roles[piece.turn] == Role.PARTICIPANT for piece in place.pieces)


@dataclass(frozen=True)
class _Form:
    """The turns' texts in one form, and their letters with and without marks and sounds."""

    texts: dict[int, str]
    tagged: bool

    @cached_property
    def _full(self) -> Letters:
        return join_turns(self.texts)

    @cached_property
    def _bare(self) -> Letters:
        return join_turns(self.texts, bare=True)

    def letters(self, *, bare: bool) -> Letters:
        return self._bare if bare else self._full


def _without_markup(quote: str) -> str:
    """Leave out tags and entities of web pages, and Excel's sign for the end of a line."""
    return without_entities(_TAG.sub("", quote.replace("_x000D_", " ")))


def _key(text: str, *, bare: bool) -> tuple[str, tuple[str, str]]:
    """Return a quote's letters, and the punctuation before and after them."""
    key, places = letters_of(text, unspoken(text) if bare else ())
    ends = (text[: places[0]], text[places[-1] + 1 :]) if places and not bare else ("", "")
    return key, ends


def _shared_length(text: str, wanted: str) -> int:
    pairs = enumerate(zip(text, wanted, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(text), len(wanted)))


def _is_whole(letters: Letters, at: int, length: int) -> bool:
    return letters.is_edge(at) and letters.is_edge(at + length)


def _widen(letters: Letters, start: int, end: int) -> tuple[int, int]:
    while not letters.is_edge(start):
        start -= 1
    while not letters.is_edge(end):
        end += 1
    return start, end


def _chains(letters: Letters, keys: Sequence[str]) -> list[_Chain]:
    """Find the parts of an abridged quote in their order, as close together as possible.

    The longest part, which is in fewest places, comes first; the others are looked for around it.
    """
    if not all(keys):
        return []
    anchor = max(range(len(keys)), key=lambda at: len(keys[at]))
    chains = []
    for place in _part_places(letters, keys[anchor], 0, len(letters.key)):
        chain = [place]
        for key in keys[anchor + 1 :]:
            first = chain[-1].end
            chain += _part_places(letters, key, first, first + _WIDEST_GAP)[:1]
        for key in keys[:anchor][::-1]:
            last = chain[0].start
            chain = _part_places(letters, key, max(0, last - _WIDEST_GAP), last)[-1:] + chain
        if len(chain) == len(keys):
            chains.append(tuple(chain))
    lengths = [chain[-1].end - chain[0].start for chain in chains]
    return [chain for chain, length in zip(chains, lengths, strict=True) if length == min(lengths)]


def _part_places(letters: Letters, key: str, first: int, last: int) -> list[Nearly]:
    last = min(last, len(letters.key))
    exact = [
        Nearly(at, at + len(key), 1.0)
        for at in letters.find_all(key, first, last)
        if _is_whole(letters, at, len(key))
    ]
    if exact or len(key) < FEWEST_LETTERS:
        return exact
    near = find_nearly(letters, key, first, last)
    return [one for one in near[:1] if one.likeness >= LEAST_ALIKE]


def _near(letters: Letters, key: str, first: int, last: int, *, named: bool) -> list[Nearly]:
    # a quote from the named turn may go on in those around it, with words that were changed
    return find_nearly(letters, key, first, last, room=len(key) + 20 if named else 0)


def _least_alike(wanted: Sequence[str], *, named: bool) -> float:
    if not named:
        return LEAST_ALIKE
    short = max(len(_key(text, bare=True)[0]) for text in wanted) < FEWEST_LETTERS
    return LEAST_ALIKE_SHORT if short else LEAST_ALIKE_IN_TURN


def _clearest(ranked: Sequence[Place]) -> list[Place]:
    """Keep the most alike place, and others that are about as much alike but stand elsewhere."""
    alike = [place for place in ranked if place.likeness > ranked[0].likeness - CLEARLY_BETTER]
    return [
        place
        for number, place in enumerate(alike)
        if not any(_overlap(place, other) for other in alike[:number])
    ]


def _overlap(one: Place, other: Place) -> bool:
    return any(
        a.turn == b.turn and a.start < b.end and b.start < a.end
        for a in one.pieces
        for b in other.pieces
    )


def _not_found(best: Place | None, *, too_short: bool) -> Problem:
    if too_short:
        return Problem(
            "too_short",
            "these few words are not in the transcript",
            "copy the quote with the words around it",
        )
    if best is None:
        return Problem(
            "not_found",
            "the words are not in the transcript",
            "copy the quote from the transcript, word for word",
        )
    return Problem(
        "not_found",
        f"the words are not in the transcript; the most similar passage, in turn {best.turn}, "
        f"agrees in {best.likeness:.0%} of the letters",
        "copy the quote from the transcript, word for word",
    )
