"""Ids of a new study's interviews, from the names of their files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from aft_themes.new_study.said_names import SaidNames, names_a_person

SHORT_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,31}")
"""What may be an id as it stands."""
_NUMBER = re.compile(r"\d{1,9}")
# four digits are a year, and more a date
_BEGINNING = re.compile(r"(?P<word>[^\W\d_]{1,20})[\s_.#-]{0,2}(?P<number>\d{1,3})(?!\d)")
_LETTER = re.compile(r"[A-Za-z]")


def as_counted(path: Path) -> tuple[list[tuple[str, int]], Path]:
    """Order "Interview 2" before "Interview 10"."""
    pieces = re.split(rf"({_NUMBER.pattern})", path.as_posix())
    numbers = [*(int(piece) for piece in pieces[1::2]), 0]
    return list(zip(pieces[::2], numbers, strict=True)), path


def interview_ids(files: Sequence[str], said: SaidNames) -> dict[str, str]:
    """Propose ids: the file names where they are short and name nobody, else I01, I02 ...

    Where names of a kind differ in one number only, it is the id's: "Participant 7" is P07. So is
    a number behind one word in all names, also before somebody's name: "Interview 3 Ann" is I03.
    """
    stems = {file: Path(file).stem for file in files}
    named = any(said.in_file(stem) or names_a_person(stem) for stem in stems.values())
    short = all(SHORT_ID.fullmatch(stem) and re.search(r"\d", stem) for stem in stems.values())
    if short and not named and len({stem.casefold() for stem in stems.values()}) == len(stems):
        return stems
    counted = [f"I{number}" for number in range(1, len(files) + 1)]
    own = [] if named else _with_own_numbers(list(stems.values()))
    ids = own or _with_numbers_behind(list(stems.values()), said) or counted
    width = max(2, *(len(ident) - 1 for ident in ids))
    return {
        file: f"{ident[0]}{ident[1:]:0>{width}}" for file, ident in zip(files, ids, strict=True)
    }


def _with_own_numbers(stems: Sequence[str]) -> list[str]:
    """Name each by its kind's first letter and its number; nothing where that is not plain."""
    kinds = [_NUMBER.sub("0", stem).casefold() for stem in stems]
    numbers = [[int(number) for number in _NUMBER.findall(stem)] for stem in stems]
    letters = [_LETTER.match(kind) for kind in kinds]
    if not all(letters) or any(len(own) != 1 for own in numbers):
        return []
    ids = [f"{kind[0].upper()}{own[0]}" for kind, own in zip(kinds, numbers, strict=True)]
    plain = len({kind[0] for kind in kinds}) == len(set(kinds)) and len(set(ids)) == len(ids)
    return ids if plain else []


def _with_numbers_behind(stems: Sequence[str], said: SaidNames) -> list[str]:
    """Name each by the number behind the word with which all begin, if that names nobody."""
    found = [_BEGINNING.match(stem) for stem in stems]
    words = {match["word"].casefold() for match in found if match}
    numbers = [str(int(match["number"])) for match in found if match]
    plain = 1 < len(numbers) == len(stems) == len(set(numbers)) and len(words) == 1
    if not plain or any(said.in_file(word) or names_a_person(word.capitalize()) for word in words):
        return []
    return [f"I{number}" for number in numbers]
