"""Speaker labels: one spelling for labels that look alike."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from aft_themes.transcripts.turns import Turn, Utterance, join

# Cyrillic and Greek letters that look like Latin ones, in pairs
_PAIRS = (
    "\u0410A \u0412B \u0415E \u041aK \u041cM \u041dH \u041eO \u0420P \u0421C \u0422T \u0423Y "
    "\u0425X \u0405S \u0406I \u0408J \u0430a \u0435e \u043eo \u0440p \u0441c \u0443y \u0445x "
    "\u0455s \u0456i \u0458j \u0391A \u0392B \u0395E \u0396Z \u0397H \u0399I \u039aK \u039cM "
    "\u039dN \u039fO \u03a1P \u03a4T \u03a5Y \u03a7X \u03bfo \u03b9i \u03bdv"
)
_LATIN = str.maketrans({pair[0]: pair[1] for pair in _PAIRS.split()})


@lru_cache(maxsize=4096)
def likeness(label: str) -> str:
    """Return what labels that look alike have in common.

    Letter case, width, outer punctuation, and Cyrillic or Greek letters in place of Latin ones do
    not matter.

    Parameters
    ----------
    label : str
        A speaker label.

    Returns
    -------
    str
    """
    plain = unicodedata.normalize("NFKC", label).translate(_LATIN).casefold()
    return " ".join(plain.split()).strip(" .:;,*_-") or plain


def merge_lookalikes(turns: Sequence[Turn]) -> tuple[list[Turn], list[str]]:
    """Take speakers whose labels look alike as one speaker.

    Parameters
    ----------
    turns : sequence of Turn
        One interview.

    Returns
    -------
    turns : list of Turn
        With the spelling that comes first, joined again where neighbours became one speaker.
    warnings : list of str
        How many labels were merged; empty if none.
    """
    first: dict[str, str] = {}
    spelling = {t.speaker: first.setdefault(likeness(t.speaker), t.speaker) for t in turns}
    merged = len(spelling) - len(first)
    if not merged:
        return list(turns), []
    warning = (
        f"{merged} speaker labels differ from another only in letter case or look-alike letters; "
        "they were taken as the same speaker."
    )
    return join(_renamed(turns, spelling), " "), [warning]


def _renamed(turns: Iterable[Turn], spelling: dict[str, str]) -> Iterable[Utterance]:
    for turn in turns:
        yield Utterance(spelling[turn.speaker], turn.text, turn.locator, turn.start_s, turn.end_s)
