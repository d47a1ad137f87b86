"""Labels of speakers inside quotes: nobody said them, but copies of several turns hold them.

Programs keep a document's line ends or lose them, and a selection may begin or end within a label.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from aft_themes.coding.letters import STAMPS, letters_of
from aft_themes.corpus.cleaning import clean

_GENERIC = "interviewer interviewee participant respondent moderator researcher speaker client q a"
_WORD = (
    r"(?:(?:[^\W\d_]{1,4}\.)+|[\w'\u2019&-]{1,20})"  # "Dr.", "J.R.", "O'Neil"; no sentence's end
)
_NAME = rf"(?=[^\W\d_]){_WORD}(?: {_WORD}){{0,3}}"
# a label that is not known but looks like one: at a line's start, with a colon or a time
_LINE_LABEL = re.compile(
    rf"^\s{{0,9}}(?:\d{{1,4}}[.)]?\s{{1,9}})?(?:{STAMPS.pattern}\s{{0,9}})?"
    rf"(?:{_NAME}(?:\s{{0,9}}{STAMPS.pattern})?\s{{0,9}}:|{_NAME}\s{{0,9}}{STAMPS.pattern})(?=\s)"
    # a letter that stands for a speaker, after another's words
    r"|(?<=[.?!…]\s)[A-Z]:(?=\s)",
    re.MULTILINE,
)
_NEVER = re.compile(r"(?!)")
_SHORTEST_END = 3  # letters of a label's end before a space: "as" ends "Silas", and is a word


@dataclass(frozen=True)
class QuoteLabels:
    """How the speakers of an interview are called in copies of their words.

    Parameters
    ----------
    speakers : frozenset of str
        Labels of the interview, in small letters.
    known : re.Pattern
        Labels of the interview and usual ones, with a colon or alone on a line.
    bare : re.Pattern
        Labels of the interview without a colon: on lines of their own before line ends were lost.
    cut : re.Pattern
        The beginning of a label at the end of a quote, and the end of one at its beginning.
    """

    speakers: frozenset[str]
    known: re.Pattern[str]
    bare: re.Pattern[str]
    cut: re.Pattern[str]

    @classmethod
    def of(cls, speakers: Iterable[str]) -> QuoteLabels:
        """Make the patterns of an interview's labels."""
        own = sorted({one.strip() for one in speakers if one.strip()}, key=_longest)
        folded = frozenset(one.casefold() for one in own)
        return cls(folded, _known(own), _bare(own), _cut(own))

    def left_out(self, quote: str) -> list[str]:
        """Leave labels out: known ones, then any like them, then those without a colon or cut."""
        known = self.known.sub("\n", quote)
        bare = self.bare.sub("\n", known)
        return [known, _LINE_LABEL.sub("\n", known), bare, self.cut.sub("\n", bare)]

    def leading(self, quote: str) -> str | None:
        """Return the speaker's label at the beginning, ``""`` if it is none of the interview's."""
        begun = self.known.match(quote.strip()) or self.bare.match(quote.strip())
        if begun is None or not letters_of(quote.strip()[begun.end() :])[0]:
            return None
        label = re.sub(r"^\W+|\W+$", "", STAMPS.sub(" ", begun.group())).casefold()
        own = {one for one in self.speakers if one.strip(".:") == label}
        return own.pop() if len(own) == 1 else ""


def clean_lines(text: str) -> str:
    """Clean a text line by line, so that labels at the beginning of lines can be seen."""
    return "\n".join(clean(line).text for line in text.splitlines())


def _longest(label: str) -> tuple[int, str]:
    return -len(label), label


def _known(own: list[str]) -> re.Pattern[str]:
    labels = _any_of(sorted({*own, *_GENERIC.split()}, key=_longest))
    stamp = rf"(?:\s{{0,9}}{STAMPS.pattern})?"
    number = r"(?:\d{1,4}[.)]?\s{1,9})?"
    return re.compile(
        rf"(?:^|(?<=\s)){number}{stamp}\s{{0,9}}[\[(*_]{{0,3}}{labels}[\])*_]{{0,3}}"
        rf"{stamp}\s{{0,9}}:[*_]{{0,3}}"
        rf"|^\s{{0,9}}{number}{labels}{stamp}\s{{0,9}}$",
        re.IGNORECASE | re.MULTILINE,
    )


def _bare(own: list[str]) -> re.Pattern[str]:
    """Match whole labels in their letter case; one letter is a word, unless a point follows."""
    words = [one for one in own if len(one) > 1]
    letters = [one for one in own if len(one) == 1]
    stamp = rf"(?:\s*{STAMPS.pattern})?"
    forms = [rf"{_any_of(words)}{stamp}(?=\s|$)"] if words else []
    forms += [rf"{_any_of(letters)}[.)](?=\s|$)"] if letters else []
    return re.compile(rf"(?<!\S)(?:{'|'.join(forms)})") if forms else _NEVER


def _cut(own: list[str]) -> re.Pattern[str]:
    begun = sorted({one[:at] for one in own for at in range(1, len(one))}, key=_longest)
    ended = sorted({one[at:] for one in own for at in range(1, len(one))}, key=_longest)
    if not begun:
        return _NEVER
    alone = [one for one in ended if len(one) >= _SHORTEST_END]
    stamp = rf"(?:\s*{STAMPS.pattern})?"
    forms = [rf"\s{_any_of(begun)}\s*$", rf"^\s*{_any_of(ended)}{stamp}\s*:"]
    forms += [rf"^\s*{_any_of(alone)}(?:\s+{STAMPS.pattern}|\s)"] if alone else []
    return re.compile("|".join(forms))


def _any_of(labels: Iterable[str]) -> str:
    return f"(?:{'|'.join(re.escape(label) for label in labels)})"
