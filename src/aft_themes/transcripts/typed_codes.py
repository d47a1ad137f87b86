"""Codes that somebody typed into the words: ``{shame}``, ``[shame: I hid]``, ``#shame``.

They count as spoken, so the transcript is doubtful. A new study may take them out, as codings.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from aft_themes.transcripts.artefacts import is_sound
from aft_themes.transcripts.speakers import likeness
from aft_themes.transcripts.turns import Turn

LEAST_MARKS = 5
"""Marks from which on they look like codes; people speak of a hashtag or two."""
_LARGEST = 4_000_000  # characters; an interview of ten hours has a fifth
# a name of one to five words in braces, before a colon and words in brackets, behind "code:", or
# around words; other brackets hold remarks and what names were replaced with
_NAME = r"[^\W\d_][\w'/&-]{2,}(?: [\w'/&-]+){0,4}"
_MARKED = re.compile(
    rf"\{{(?P<braced>{_NAME})\}}|\[(?P<before>{_NAME}): (?P<words>(?:\S+ ){{2,200}}\S+)\]|"
    rf"\[\[(?P<doubled>{_NAME})\]\]|[\[(]codes?: ?(?P<named>{_NAME})[\])]|"
    rf"<(?P<around>{_NAME})>(?P<inside>[^<>]{{1,2000}})</(?P=around)>",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"[\[(]{1,2}(?P<alone>[^\[\]()\n]{2,60})[\])]{1,2}")
_HASHTAG = re.compile(r"(?<![\w&/#@.])[#@](?P<tag>[^\W\d_][\w-]*)")  # not "#3", nor in an address
_ENDS = re.compile(r"\s*(?:$|\n|[.?!,;#\u2026]|(?!I\b)[A-Z])")
_SENTENCES = re.compile(r"(?<=[.?!\u2026])\s+|\n+")
_FIRST = 0.8  # share of the turns with codes that begin with one: then codes stand before words


@dataclass(frozen=True)
class TypedCode:
    """A mark in a turn: where it stands, which code it names, and the words inside it."""

    start: int
    end: int
    code: str
    words: str | None = None


def hashtags(turns: Sequence[Turn]) -> list[list[TypedCode]]:
    """Find the words with a # before them in each turn; none if they are few."""
    found = [list(_marks(_HASHTAG, turn.text)) for turn in turns]
    return found if sum(map(len, found)) >= LEAST_MARKS else [[] for _ in turns]


def behind_sentences(
    turns: Sequence[Turn], marks: Sequence[Sequence[TypedCode]]
) -> list[list[TypedCode]]:
    """Return hashtags if nearly all stand where a sentence ends and some recur, as codes do.

    People who speak of hashtags go on behind them: "we wrote #harbour on it".
    """
    flat = [(turn.text, mark) for turn, own in zip(turns, marks, strict=True) for mark in own]
    ends = sum(bool(_ENDS.match(text, mark.end)) for text, mark in flat)
    again = sum(times > 1 for times in Counter(mark.code.casefold() for _, mark in flat).values())
    coded = again > 1 and ends >= _FIRST * len(flat)
    return [list(own) if coded else [] for own in marks]


def marked_codes(
    turns: Sequence[Turn], is_listed: Callable[[str], bool] | None = None
) -> list[list[TypedCode]]:
    """Find the marks that name codes in each turn; none if they are few or hardly recur.

    Parameters
    ----------
    turns : sequence of Turn
        One interview.
    is_listed : callable, optional
        Tells whether the codebook has a name; then ``[name]`` and ``(name)`` are marks, too.
    """
    speakers = {likeness(turn.speaker) for turn in turns}  # "[Ann: yes, I know]"
    found = [
        [
            mark
            for mark in _marks(_MARKED, turn.text)
            if not is_sound(mark.code) and likeness(mark.code) not in speakers
        ]
        for turn in turns
    ]
    if is_listed:
        bracketed = [
            [mark for mark in _marks(_BRACKETED, turn.text) if is_listed(mark.code)]
            for turn in turns
        ]
        found = [_apart([*some, *more]) for some, more in zip(found, bracketed, strict=True)]
    names = Counter(likeness(mark.code) for marks in found for mark in marks)
    again = sum(times > 1 for times in names.values())
    return found if again > 1 and names.total() >= LEAST_MARKS else [[] for _ in turns]


def bracketed(text: str) -> int:
    """Count what stands in brackets and is no sound: remarks, or codes that no list has."""
    return sum(not is_sound(mark.code) for mark in _marks(_BRACKETED, text))


def coded_words(
    turns: Sequence[Turn], marks: Sequence[Sequence[TypedCode]]
) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Give the words of each turn without its marks, and the words that each code is about.

    These are the words inside the mark, else the sentence before it; the one behind it, if nearly
    all turns with codes begin with one.
    """
    coded = [(turn, own) for turn, own in zip(turns, marks, strict=True) if own]
    first = sum(not turn.text[: own[0].start].strip() for turn, own in coded)
    leading = first >= _FIRST * len(coded)
    for turn, own in zip(turns, marks, strict=True):
        text = _without(turn.text, own)
        yield text, [(mark.code, _words_of(turn.text, mark, own, leading=leading)) for mark in own]


def without_marks(text: str, turns: Sequence[Turn], marks: Sequence[Sequence[TypedCode]]) -> str:
    """Take the marks of a transcript out of a passage of it, as they are taken out of its turns."""
    shown = {
        turn.text[mark.start : mark.end]: mark.words or ""
        for turn, own in zip(turns, marks, strict=True)
        for mark in own
    }
    held = [sign for sign in sorted(shown, key=len, reverse=True) if sign in text]
    for sign in held:
        text = text.replace(sign, shown[sign])
    return _tidy(text) if held else text


def _marks(pattern: re.Pattern[str], text: str) -> Iterator[TypedCode]:
    for match in pattern.finditer(text[:_LARGEST]):
        found = {name: value for name, value in match.groupdict().items() if value is not None}
        words = found.pop("words", None) or found.pop("inside", None)
        yield TypedCode(match.start(), match.end(), next(iter(found.values())).strip(), words)


def _apart(marks: Sequence[TypedCode]) -> list[TypedCode]:
    """Sort marks by their places; one that lies in another is part of it."""
    kept: list[TypedCode] = []
    for mark in sorted(marks, key=lambda one: (one.start, -one.end)):
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept


def _without(text: str, marks: Sequence[TypedCode]) -> str:
    for mark in reversed(marks):
        text = f"{text[: mark.start]}{mark.words or ''}{text[mark.end :]}"
    return _tidy(text)


def _tidy(text: str) -> str:
    """Close the gaps that marks leave."""
    text = re.sub(r"[ \t]+(?=[.,;:?!\u2026]|$)", "", re.sub(r"[ \t]{2,}", " ", text), flags=re.M)
    return text.strip()


def _words_of(text: str, mark: TypedCode, marks: Sequence[TypedCode], *, leading: bool) -> str:
    if mark.words is not None:
        return mark.words
    before = _without(text[: mark.start], [one for one in marks if one.end <= mark.start])
    later = [
        TypedCode(one.start - mark.end, one.end - mark.end, one.code, one.words)
        for one in marks
        if one.start >= mark.end
    ]
    after = _without(text[mark.end :], later)
    if after and (leading or not before):
        return _SENTENCES.split(after.lstrip(" .,;:"))[0]
    return _SENTENCES.split(before)[-1]
