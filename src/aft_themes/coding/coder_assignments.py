"""Which coder coded which interview; ids of coders and interviews in the spellings people use."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

import pandas as pd

from aft_themes.catalog import CODER_ASSIGNMENTS, CODING_NOTES
from aft_themes.io.parquet import empty_frame, rows
from aft_themes.wording import count, some_of

# a file "coder_A.csv" names the coder whom interviews.csv calls A
_SHOWN = 10  # interviews that a message of one line lists
_NUMBER = re.compile(r"\d{1,4}")
_BETWEEN_NAMES = re.compile(r"[,;&+|\n]|\b(?:and|und|et|y|e|en)\b")
# "72.0", "P 3", "Participant 03", "Interview no. 3"
_NUMBERED = re.compile(r"(?:[^\W\d_]{1,15}[\s._#-]{0,3}){0,2}(\d{1,4})(?:\.0)?")
# ATLAS.ti numbers documents: "1 P01.txt", "D12: P01"
_BEFORE_NAME = re.compile(r"^(?:[DP] ?)?\d{1,4}(?: ?: ?| )")
# "Interview 3", "int03", "P3": a number that a file's name gives as the interview's
_TOLD_NUMBER = re.compile(
    r"(?:interview|int|transcript|transkript|participant|subject|session|p) ?0*(\d{1,4})",
    re.IGNORECASE,
)
_BEFORE_CODER = frozenset(("coder", "rater", "by"))  # "coder_A" is no interview A
BEFORE_ID = re.compile(r"^(?:(?:coders?|codings?|codes?|rater|coded by)[\s_.-]*)+", re.IGNORECASE)
# "P16, turn 6", "P16:12", "P16 line 40": a place behind the interview
_PLACE_BEHIND = re.compile(
    r"(?:\s{0,9}[,;:(]\s{0,9}(?:turn|lines?|para|paragraph|pos|zeile|absatz|#)?"
    r"|\s{1,9}(?:turn|lines?|para|zeile))"
    r"[\s.#]{0,9}\d{1,6}(?:\s{0,9}[-\u2013]\s{0,9}\d{1,6})?\)?$",
    re.IGNORECASE,
)


ASKED = (
    "parts_of_one_coder",
    "perhaps_one_coder",
    "versions",
    "left_over",
    "coder_without_file",
    "coder_without_codings",
    "coder_not_listed",
    "rows_without_code",
    "rows_not_read",
    "rows_without_coder",
    "codes_unsure",
    "column_not_read",
    "columns_not_read",
    "perhaps_other_code",
    "rounds_not_read",
    "typed_codes",
)
"""Kinds of notes that a person has to read: what the program did may not be what was meant."""


@dataclass(frozen=True)
class Note:
    """A note on the coders' files for a person: its kind, the file or coder, and a fix."""

    kind: str
    subject: str
    problem: str
    fix: str


def notes_frame(notes: Iterable[Note]) -> pd.DataFrame:
    """Make a table of notes, by ``CODING_NOTES``."""
    found = [(note.kind, note.subject, note.problem, note.fix) for note in notes]
    if not found:
        return empty_frame(CODING_NOTES)
    frame = pd.DataFrame(found, columns=CODING_NOTES.schema.names)
    return frame.drop_duplicates(list(CODING_NOTES.key))


def name_interviews(coded: pd.DataFrame, interviews: pd.DataFrame) -> pd.DataFrame:
    """Give the coders' rows the ids of interviews that ``interviews.csv`` has.

    A row without an interview belongs to the one that its sheet or file is called after, if any;
    one that names several, as all who said so, to the one that has its words.
    """
    spellings = Spellings(interviews)
    hints = coded["hint"].where(coded["interview"] == "", coded["interview"])
    named = {text: spellings.interview(text) for text in hints.unique()}
    unnamed = coded["interview"] == ""
    several = {text for text in named if spellings.are_several(text)}
    found = [
        "" if hint in several else named[hint] or ("" if empty else hint)
        for hint, empty in zip(hints, unnamed, strict=True)
    ]
    return coded.assign(interview=found)


class Spellings:
    """The ways in which people write which interview they mean.

    Parameters
    ----------
    interviews : pandas.DataFrame
        ``interviews.csv``: ``interview``, ``file`` and, if there, ``participant`` and ``was``.
    """

    def __init__(self, interviews: pd.DataFrame) -> None:
        self.known = set(interviews["interview"])
        self.whole: dict[str, set[str]] = {}
        self.words: dict[str, set[str]] = {}
        numbers: dict[str, set[str]] = {}
        for row in rows(interviews):
            stem = PurePosixPath(row.file).stem
            participant = getattr(row, "participant", row.interview)
            was = getattr(row, "was", "")
            for spelling in (row.interview, row.file, stem, participant, *filter(None, [was])):
                self.whole.setdefault(plain(spelling), set()).add(row.interview)
            for spelling in (row.interview, stem, was):
                for word in _words(spelling):
                    self.words.setdefault(word, set()).add(row.interview)
            inside = {int(number) for number in _NUMBER.findall(was or stem)}
            key = str(inside.pop()) if len(inside) == 1 else ""
            numbers.setdefault(key, set()).add(row.interview)
        # numbers tell interviews apart only if each has one of its own
        alike = "" in numbers or any(len(found) > 1 for found in numbers.values())
        self.numbers = {} if alike else numbers

    def interview(self, text: str) -> str:
        """Return the interview that somebody means; ``""`` if it is none, or several."""
        if text in self.known:
            return text
        last = text.replace("\\", "/").rsplit("/", 1)[-1]
        bare = _BEFORE_NAME.sub("", last)
        for candidate in (text, last, PurePosixPath(last).stem, bare, PurePosixPath(bare).stem):
            found = self.whole.get(plain(candidate), set())
            if len(found) == 1:
                return next(iter(found))
        words = [self.words.get(word, set()) for word in _words(text)]
        found = set.intersection(*words) if words else set()
        numbered = _NUMBERED.fullmatch(text.strip())
        if not found and numbered:
            found = self.numbers.get(str(int(numbered[1])), set())
        if not found and (shorter := _PLACE_BEHIND.sub("", text)) != text:
            return self.interview(shorter)
        return next(iter(found)) if len(found) == 1 else ""

    def are_several(self, text: str) -> bool:
        """Tell whether a text names several interviews: "P01, P03"."""
        return len(self.named(text)) > 1

    def named(self, text: str) -> list[str]:
        """List the interviews that a text names: one, or several with a comma between them."""
        stated = [self.whole.get(plain(part), set()) for part in text.split("/")]
        if len(stated) > 1 and all(len(found) == 1 for found in stated):  # and no path of a file
            return list(dict.fromkeys(one for found in stated for one in found))
        if one := self.interview(text):
            return [one]
        parts = [part.strip() for part in _BETWEEN_NAMES.split(text) if part.strip()]
        found = [self.interview(part) for part in parts]
        return list(dict.fromkeys(found)) if all(found) else []

    def inside(self, name: str) -> tuple[str, str]:
        """Return the one interview that a part of a file's name means, and the name without it.

        ``("", name)`` if no part means one, or two parts mean different ones.
        """
        words = re.findall(r"[^\W_]+", name)
        for size in range(len(words), 0, -1):
            found: dict[str, str] = {}
            for at in range(len(words) - size + 1):
                if at and words[at - 1].casefold() in _BEFORE_CODER:
                    continue
                for interview in self._meant(" ".join(words[at : at + size])):
                    found[interview] = "_".join(words[:at] + words[at + size :])
            if found:
                return next(iter(found.items())) if len(found) == 1 else ("", name)
        return "", name

    def _meant(self, text: str) -> set[str]:
        told = _TOLD_NUMBER.fullmatch(text)
        found = self.whole.get(plain(text)) or (self.numbers.get(told[1], set()) if told else ())
        return set(found) if len(found) == 1 else set()


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def name_coders(
    coded: pd.DataFrame, interviews: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame, list[Note]]:
    """Give each coder one id, where ids differ only in letter case, spaces and punctuation."""
    ids: dict[str, str] = {}
    for coder in (coder for coders in interviews["coders"] for coder in coders):
        ids.setdefault(plain(coder), coder)
    listed = dict(ids)
    spelt: dict[str, str] = {}
    for coder in coded["coder"].unique():
        key = plain(coder)
        after = plain(BEFORE_ID.sub("", coder))
        spelt[coder] = (
            listed[after] if key not in listed and after in listed else ids.setdefault(key, coder)
        )
    notes = [
        Note(
            "coder_spelt_otherwise",
            coder,
            f"was read as coder {used}.",
            "spell the id in one way if that is right; otherwise rename one.",
        )
        for coder, used in spelt.items()
        if coder != used
    ]
    one_id = [list(dict.fromkeys(ids[plain(name)] for name in row)) for row in interviews["coders"]]
    return (
        coded.assign(coder=coded["coder"].map(spelt)),
        interviews.assign(coders=pd.Series(one_id, index=interviews.index, dtype=object)),
        notes,
    )


def plain(text: str) -> str:
    """Return the letters and digits of an id, small: what tells ids apart."""
    letters = unicodedata.normalize("NFC", text).casefold()
    return "".join(letter for letter in letters if letter.isalnum())


def assign_coders(
    interviews: pd.DataFrame, read: Iterable[str], coded: pd.DataFrame, present: Collection[str]
) -> tuple[pd.DataFrame, list[Note]]:
    """Say which coder coded which interview.

    What ``interviews.csv`` lists is explicit, for coders who have a file: one who is listed for an
    interview but gave it no code found nothing there. A coder without a file did not code yet. In
    interviews without such a coder, everybody with a coding there is inferred to have coded the
    whole interview, until :func:`~aft_themes.coding.divided_work.mark_apart` sees the codings.
    """
    available = set(read)
    listed = {row.interview: row.coders for row in rows(interviews)}
    found = [
        (interview, coder, rank, True, False)
        for interview, coders in listed.items()
        if interview in available
        for rank, coder in enumerate(coders, start=1)
        if coder in present
    ]
    explicit = {interview for interview, *_ in found}
    pairs = coded[["interview", "coder"]].drop_duplicates().sort_values(["interview", "coder"])
    unlisted: dict[str, list[str]] = {}
    for interview, coders in pairs[pairs["interview"].isin(available)].groupby("interview"):
        others = [coder for coder in coders["coder"] if coder not in listed.get(interview, ())]
        if listed.get(interview) and others:
            for coder in others:
                unlisted.setdefault(coder, []).append(str(interview))
        if interview not in explicit:
            found += [
                (interview, coder, rank, False, False)
                for rank, coder in enumerate(coders["coder"], 1)
            ]
    frame = pd.DataFrame(sorted(found), columns=CODER_ASSIGNMENTS.schema.names)
    frame = frame.astype({"rank": "int64", "explicit": bool, "apart": bool})  # also without rows
    idle = Counter(coder for _, coder, *_ in found if coder not in set(coded["coder"]))
    notes = [*_without_file(listed, present), *_without_codings(idle), *_not_listed(unlisted)]
    return frame, notes


def _without_file(listed: Mapping[str, list[str]], present: Collection[str]) -> list[Note]:
    all_listed = Counter(coder for coders in listed.values() for coder in coders)
    absent = {coder: number for coder, number in all_listed.items() if coder not in present}
    return [
        Note(
            "coder_without_file",
            coder,
            f"is listed for {count(number, 'interview')}, and no file has codings by "
            "this coder: the interviews count as not coded by this coder.",
            "add the coder's file, or correct the id in interviews.csv.",
        )
        for coder, number in sorted(absent.items())
    ]


def _without_codings(idle: Mapping[str, int]) -> list[Note]:
    return [
        Note(
            "coder_without_codings",
            coder,
            "has a file without any coding, and counts as somebody who read "
            f"{count(number, 'interview')} and found no code there.",
            "if this coder has not coded yet, take the file out; otherwise none is needed.",
        )
        for coder, number in sorted(idle.items())
    ]


def _not_listed(unlisted: Mapping[str, list[str]]) -> list[Note]:
    return [
        Note(
            "coder_not_listed",
            coder,
            "has codings in interviews for which interviews.csv lists others: "
            f"{some_of(sorted(names), _SHOWN)}.",
            "add the coder there, so that the codings count; if it is another id of a coder who is "
            "listed, write one id everywhere.",
        )
        for coder, names in sorted(unlisted.items())
    ]
