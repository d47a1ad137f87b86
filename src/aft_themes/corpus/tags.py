"""One grammar of the tags that stand for names: ``[CLIENT_2]``, ``[DATE: 2012, winter]``."""

from __future__ import annotations

import re
from typing import NamedTuple

from aft_themes.language import Language, every

# transcribers write these marks in capitals, too; they are no tags
_SHOUTED_MARKS = "|".join(language.speech.shouted_marks for language in every())
_NAME = rf"(?!(?:{_SHOUTED_MARKS})\b)[A-Z][A-Z_]*"
TAG = re.compile(rf"\[({_NAME})(?:_(\d+))?(?:: ([^\[\]]{{1,60}}))?\]")
"""A tag in a text. Its groups are the stem, the number and the detail."""


PARTICIPANT = "PARTICIPANT"
"""Tag of a participant's own name in the participant's own interview."""
UNSURE = "NAME"
"""Stem of the tag of a person whose role is not known: a wrong role would change what is said."""


class Tag(NamedTuple):
    """A tag in its parts; those that it lacks are empty."""

    stem: str  # CLIENT, GROUP_HOME
    number: str
    detail: str  # 2012, winter

    @property
    def kind(self) -> str:
        """What the tag stands for, in small letters: ``group home``."""
        return self.stem.strip("_").replace("_", " ").lower()


def find_tags(text: str) -> list[tuple[int, int]]:
    """Find the tags of a text that is not de-identified yet.

    A note of the transcriber with words in capitals ("[NOTE: Ann Berg came]") is none of them.
    """
    return [m.span() for m in TAG.finditer(text) if not re.search(r"[A-Z]", m[3] or "")]


def split_tag(tag: str) -> Tag | None:
    """Split a tag, with or without its brackets; None where it is no tag."""
    found = TAG.fullmatch(tag if tag.startswith("[") else f"[{tag}]")
    return Tag(*(part or "" for part in found.groups())) if found else None


def say_tags(text: str, language: Language) -> str:
    """Put neutral words in the place of tags: ``someone`` for ``[PEER_2]``.

    Without this, segments would look alike only because a name was replaced in them. A stem of
    several words is said by its last word: ``[CITY_HOSPITAL_1]`` is a hospital.
    """
    words, other = language.speech.tag_words, language.speech.any_tag
    return TAG.sub(lambda tag: words.get(tag[1].rpartition("_")[2], other), text)
