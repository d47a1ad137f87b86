"""Names that nobody listed: capitalised words with evidence that they name someone or something."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from aft_themes.deidentify.spans import overlapping
from aft_themes.deidentify.tokens import Statistics, Token, Turn
from aft_themes.language.english_names import (
    ACRONYMS,
    GEOGRAPHIC,
    NOT_NAMES,
    ORGANISATION_NOUNS,
    PLACE_NOUNS,
    STOP_WORDS,
    TITLES,
    first_names,
)

ENOUGH = 2  # evidence from which a name is replaced without asking

_LONGEST = 8  # words of a name
_NEAR = 150  # characters on either side in which names may be spoken of
_ASKS_NAME = re.compile(r"\b(?:called|names?)\b[^.?!]{0,20}\?\W*$")
_SPEAKS_OF_NAMES = re.compile(r"\b(?:my|your|her|his|their|the) names?\b|\bcall(?:s|ed)? me\b")
_SMALL_NOUNS = frozenset(
    "trial study project fellowship scholarship hospital clinic university college institute "
    "campus elementary church street avenue road boulevard county ward wing building".split()
)
_DETERMINERS = frozenset("a an the this that these those some my your our no every each".split())
_IN = frozenset("in near outside around across downtown".split())
_TOWARDS = frozenset("from to at".split())
_MOVING = frozenset(
    "moved move moving went go going gone drove drive flew fly back came come coming grew live "
    "lived living live born raised home here there worked work trained stayed degree".split()
)
_VERBS = frozenset(
    """said says say asked asks told tells was is had has would could did does went goes got gets
    laughed laughs cried cries looked looks came comes thought thinks felt feels wanted wants
    brought brings sat sits put puts kept keeps called calls left started stopped showed played
    plays made makes took takes gave gives knew knows never always just used being who
    whose""".split()
)
_SPEAKS = frozenset("said says asked asks told tells laughed cried looked thinks thought".split())
_RARE_NAMES = frozenset("will may april june august".split())
_CUES = frozenset(
    """with and or me named called by asked told poor old was is than because when that as for
    like about if while but let had it's that's until where met between against made helped
    gave loved saw did say said""".split()
)


@dataclass(frozen=True)
class Mention:
    """One occurrence of a run of capitalised words.

    Parameters
    ----------
    at : int
        Position of the turn in the study's list of turns.
    interview : str
        The interview's id.
    start, end : int
        Span in the cleaned turn, a title included.
    keys : tuple of str
        The words in lower case, without the title.
    title : str
        The title, or empty.
    initial : bool
        Whether the run begins a sentence.
    before : str
        The word before it in the sentence, in lower case.
    after : str
        The word after it in the sentence, in lower case.
    possessive : bool
        Whether ``'s`` follows.
    shout : bool
        Whether it is written in capitals.
    ordinary : bool
        Whether it is made of words that the study also writes small.
    asked : bool
        Whether it answers the question for a name, or stands alone where names are spoken of.
    addressed : bool
        Whether commas set it off as when someone is spoken to.
    """

    at: int
    interview: str
    start: int
    end: int
    keys: tuple[str, ...]
    title: str
    initial: bool
    before: tuple[str, ...]
    after: str
    possessive: bool
    shout: bool
    ordinary: bool
    asked: bool
    addressed: bool


@dataclass
class Candidate:
    """What is known about a run of words over the study.

    Parameters
    ----------
    keys : tuple of str
        The words in lower case.
    mentions : list of Mention
        Where it occurs.
    """

    keys: tuple[str, ...]
    mentions: list[Mention] = field(default_factory=list)

    @property
    def titled(self) -> bool:
        """Whether a title precedes it anywhere."""
        return any(mention.title for mention in self.mentions)

    @property
    def listed(self) -> bool:
        """Whether its first word is on the list of first names."""
        return self.keys[0] in first_names()

    @property
    def noun(self) -> str:
        """The word that makes it a place or an organisation, or empty."""
        nouns = ORGANISATION_NOUNS.keys() | PLACE_NOUNS.keys()
        if len(self.keys) > 1:
            named = [key for key in reversed(self.keys) if key in nouns]
            if named:
                return named[0]
        following = Counter(m.after for m in self.mentions if m.after in _SMALL_NOUNS)
        if following and not self.titled and not (self.listed and len(self.mentions) > 2):
            return min(following, key=lambda noun: (-following[noun], noun))
        return ""

    @property
    def placed(self) -> bool:
        """Whether it is mostly spoken of as a place."""
        if self.titled or self.noun:
            return False
        score = Counter(_standing(mention) for mention in self.mentions)
        known = bool(GEOGRAPHIC & {self.keys[0], self.keys[-1]})
        return 2 * known + score["place"] > score["person"] + 2 * (self.listed and not known)

    def kind(self) -> str:
        """Tell what it names.

        Returns
        -------
        str
            ``person``, ``place`` or ``organisation``.
        """
        if self.noun:
            return "organisation" if self.noun in ORGANISATION_NOUNS else "place"
        if self.placed:
            return "place"
        return "organisation" if self.shouted else "person"

    @property
    def shouted(self) -> bool:
        """Whether it is a word in capitals."""
        return len(self.keys) == 1 and all(mention.shout for mention in self.mentions)

    def stem(self) -> str:
        """Propose the beginning of a tag for a place or an organisation.

        Returns
        -------
        str
        """
        if self.noun:
            return (ORGANISATION_NOUNS | PLACE_NOUNS)[self.noun]
        return "PLACE" if self.placed else "ORGANISATION"

    def evidence(self) -> int:
        """Weigh the evidence that this is a name.

        Returns
        -------
        int
            From :data:`ENOUGH` on it is replaced; below, a person is asked.
        """
        middle = [mention for mention in self.mentions if not mention.initial]
        asked = any(mention.asked for mention in self.mentions)
        placed = bool(GEOGRAPHIC & set(self.keys))
        certain = 3 * (self.titled or bool(self.noun) or placed or asked)
        if not middle and not certain:
            return (
                2 * self.listed
                + any(_standing(m) == "person" for m in self.mentions)
                - (not self.listed)
            )
        score = certain + 2 * self.listed + min(2, len(middle)) + (len(self.keys) > 1)
        score += any(_cued(mention) for mention in middle)
        score -= 2 * (not self.noun and all(mention.ordinary for mention in self.mentions))
        plain = sum(bool(_DETERMINERS & set(mention.before[-1:])) for mention in middle)
        return score - 2 * (2 * plain > len(middle) and not self.noun)


def _cued(mention: Mention) -> bool:
    before = mention.before[-1] if mention.before else ""
    return (
        before in _CUES
        or before in _IN
        or before in _TOWARDS
        or mention.possessive
        or mention.addressed
        or mention.after in _VERBS
    )


def _standing(mention: Mention) -> str:
    before = mention.before[-1] if mention.before else ""
    if before in _IN or (before in _TOWARDS and _MOVING & set(mention.before)):
        return "place"
    if mention.possessive or mention.after in _VERBS or before in ("with", "me", "named", "told"):
        return "person"
    return ""


def find_mentions(
    at: int, turn: Turn, tokens: list[Token], taken: list[tuple[int, int]], statistics: Statistics
) -> Iterator[Mention]:
    """Find runs of capitalised words that may be names.

    Parameters
    ----------
    at : int
        Position of the turn in the study's list of turns.
    turn : Turn
        The turn.
    tokens : list of Token
        Its words.
    taken : list of tuple of int
        Spans that other finders and transcription marks hold.
    statistics : Statistics
        Counts over the study.

    Yields
    ------
    Mention
    """
    held = overlapping([(token.start, token.end) for token in tokens], taken)
    open_to = [not hold for hold in held]
    position = 0
    while position < len(tokens):
        if not (tokens[position].capital and open_to[position]):
            position += 1
            continue
        end = position + 1
        limit = min(len(tokens), position + _LONGEST)
        while end < limit and open_to[end] and _joined(turn.text, tokens, end):
            end += 1
        run = _trim(turn, tokens, position, end, statistics)
        if run:
            yield _mention(at, turn, tokens, run, statistics)
        position = end


def _joined(text: str, tokens: list[Token], at: int) -> bool:
    last, word = tokens[at - 1], tokens[at]
    gap = text[last.end : word.start]
    if last.ending:
        # "Saint Brendan's Hospital" is one name
        nouns = ORGANISATION_NOUNS.keys() | PLACE_NOUNS.keys()
        return last.ending == "'s" and gap == "'s " and word.capital and word.key in nouns
    if (
        word.capital
        and (word.key in NOT_NAMES or word.key in STOP_WORDS)
        and last.key not in TITLES
    ):
        return False
    if not word.capital:
        more = at + 1 < len(tokens) and tokens[at + 1].capital and not tokens[at + 1].initial
        noun = last.key in ORGANISATION_NOUNS
        return word.key == "of" and gap == " " and noun and more
    if gap == ". ":
        return last.key in TITLES or last.key == "st" or len(last.key) == 1
    return gap == " " and not (len(last.key) == 1 and last.key in "ia")


def _trim(
    turn: Turn, tokens: list[Token], first: int, end: int, statistics: Statistics
) -> tuple[int, int, str] | None:
    while first < end:
        token = tokens[first]
        if token.key in TITLES and first + 1 < end:
            return first, end, token.key
        if not _empty(tokens, first) and not (
            token.initial and first + 1 < end and statistics.common(token.key, turn.interview)
        ):
            break
        first += 1
    if end - first == 1 and tokens[first].key in TITLES:
        return None
    if first == end or all(_empty(tokens, at) for at in range(first, end)):
        return None
    if end - first == 1 and statistics.common(tokens[first].key, turn.interview):
        return None if tokens[first].initial else (first, end, "")
    return first, end, ""


def _empty(tokens: list[Token], at: int) -> bool:
    token = tokens[at]
    key = token.key
    if key in _RARE_NAMES and not token.initial:
        # within a sentence "Will" is a name; "June" only if it speaks
        after = tokens[at + 1] if at + 1 < len(tokens) else token
        return key != "will" and not (after.key in _SPEAKS and after.start == token.end + 1)
    return key in STOP_WORDS or key in NOT_NAMES or key.upper() in ACRONYMS or len(key) < 2


def _mention(
    at: int,
    turn: Turn,
    tokens: list[Token],
    run: tuple[int, int, str],
    statistics: Statistics,
) -> Mention:
    first, end, title = run
    named = first + bool(title)
    last = tokens[end - 1]
    before = _sentence_words(turn.text, tokens, first)
    follows = tokens[end] if end < len(tokens) else None
    after = ""
    if follows and not last.ending and turn.text[last.end : follows.start] == " ":
        after = follows.key if not follows.capital else ""
    if last.ending in ("'d", "'ll"):
        after = "would"
    return Mention(
        at,
        turn.interview,
        tokens[first].start,
        last.end,
        tuple(token.key for token in tokens[named:end]),
        title,
        tokens[first].initial,
        before,
        after,
        last.ending.lower() == "'s",
        turn.text[tokens[named].start : last.end].isupper(),
        _ordinary(turn, tokens[named:end], statistics),
        _asked(turn, tokens[first].start, last.end),
        _addressed(turn.text, tokens[first].start, last.end),
    )


def _asked(turn: Turn, start: int, end: int) -> bool:
    before = turn.text[max(0, start - _NEAR) : start]
    if start < _NEAR and not before.strip("\"' "):
        return bool(_ASKS_NAME.search(turn.asked))
    alone = before.rstrip("\"' ")[-1:] in ".?!" and turn.text[end : end + 1] in ".?!"
    alone = alone and not turn.text[start:end].endswith("ly")  # "Instantly."
    return alone and bool(_SPEAKS_OF_NAMES.search(before + turn.text[end : end + _NEAR]))


def _addressed(text: str, start: int, end: int) -> bool:
    return text[max(0, start - 2) : start] == ", " and text[end : end + 1] in (",", "?", "!", ".")


def _ordinary(turn: Turn, named: list[Token], statistics: Statistics) -> bool:
    common = [statistics.common(token.key, turn.interview) for token in named]
    return all(common) or (any(common) and named[0].key not in first_names())


def _sentence_words(text: str, tokens: list[Token], first: int) -> tuple[str, ...]:
    words: list[str] = []
    at = first
    while at > 0 and len(words) < 4 and not tokens[at].initial:
        gap = text[tokens[at - 1].end : tokens[at].start]
        if not re.fullmatch(r"(?:'\w+)?,? ", gap):
            break
        at -= 1
        words.append(tokens[at].key + tokens[at].ending)
    return tuple(reversed(words))
