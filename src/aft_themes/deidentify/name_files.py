"""The two files of names that a team keeps: identifiers.csv and deidentify_decisions.csv."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

from aft_themes.corpus.tags import split_tag
from aft_themes.deidentify.recognizers.spelling import plain
from aft_themes.errors import InputError
from aft_themes.io.encodings import encoding_of, other_spellings
from aft_themes.io.problems import FileProblem, raise_problems
from aft_themes.io.spreadsheets import ROW, is_zipped, read_table
from aft_themes.language import every

KINDS = ("person", "place", "organisation", "contact", "date")
_SPELT = {  # other words that people write for a kind
    "organization": "organisation",
    "org": "organisation",
    "institution": "organisation",
    "name": "person",
    "location": "place",
    "city": "place",
}
BIOGRAPHICAL_KIND = "biographical"
DOUBTFUL = " (doubtful places)"
"""Added to a listed name that is also a word: a decision then concerns its doubtful places."""
_NAMES = ("person", "place", "organisation")
_BETWEEN = re.compile(r"[;|\n]|(?<=\s)(?:/|aka|a\.k\.a\.)(?=\s)")  # names in one cell
_IN_BRACKETS = re.compile(r"\(([^()]*)\)")
_AFTER_NAMES = frozenset("jr sr ii iii phd md psyd msc ba ma".split())  # "Berg, Jr."
_AROUND = (
    " \t\"'`:;,?!*\u00ab\u00bb\u2018\u2019\u201a\u201c\u201d\u201e\u2039\u203a"  # no part of a name
)
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")
_SHORTENED = re.compile(r"\d+(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)  # how Excel shows long numbers
# columns beside `text` that may hold further names of the same person
_FURTHER_NAMES = re.compile(r".*(?:name|surname|alias|nick|also_known|spelling|variant|vorname).*")
_OPEN = ("review", "automatic")  # what the program writes into the column; not a person's decision


def is_long_enough(name: str) -> bool:
    """Tell whether a name has letters enough to be searched for; initials with stops have not."""
    return bool(re.search(r"\w\w|\d", name))


def load_identifiers(path: Path) -> pd.DataFrame:
    """Read the names that the team knows beforehand and wants replaced.

    A cell may hold several names of one person or house ("Elizabeth (Liz) Warner; Lizzie"), or a
    person's last name first ("Warner, Elizabeth"): each name gets a row.
    """
    frame = read_table(path, ("text", "kind", "replacement"))
    _refuse_further_names(path, frame)
    raise_problems(path, list(_other_letters(path, frame)))
    frame["text"] = frame["text"].map(_as_searched)
    frame["kind"] = frame["kind"].map(_kind)
    frame["replacement"] = frame["replacement"].map(_tag)
    frame = pd.DataFrame(
        [
            row | {"text": name}
            for row in frame.to_dict("records")
            for name in _names_in(row["text"], row["kind"])
        ],
        columns=frame.columns,
    )
    seen: set[str] = set()
    found: list[FileProblem] = []
    for row in frame.to_dict("records"):
        where = f"row {row[ROW]}"
        if not is_long_enough(row["text"]):
            found.append(FileProblem("the text is missing or too short.", "give the name.", where))
        found += _check_letters(row["text"], row["kind"], where)
        found += _check_kind(row["kind"], where)
        found += _check_tag(row["replacement"], where)
        found += _check_new(row["text"], seen, "the text is listed twice.", where)
    raise_problems(path, found)
    return frame[["text", "kind", "replacement", ROW]]


def _refuse_further_names(path: Path, frame: pd.DataFrame) -> None:
    """Refuse a column of names beside ``text``: nobody would search for them."""
    further = [
        name
        for name in frame.columns
        if _FURTHER_NAMES.fullmatch(str(name)) and (frame[name] != "").any()
    ]
    if further:
        problem = f"names in the column {' and '.join(further)} would not be searched for."
        fix = "write them into `text`, in rows of their own or with semicolons, and remove it."
        raise InputError(path, problem, fix, "row 1")


def _other_letters(path: Path, frame: pd.DataFrame) -> Iterator[FileProblem]:
    """Find names that are known only with other letters, where the file does not tell its own.

    "Kuèera" is what a Western encoding makes of "Kučera"; nobody would find it in a transcript.
    """
    if is_zipped(path) or encoding_of(path.read_bytes()).startswith("utf"):
        return
    for text, number in zip(frame["text"], frame[ROW], strict=True):
        words = [word for word in re.findall(r"[^\W\d_]+", text) if not word.isascii()]
        if any(_is_known_otherwise(word) for word in words):
            problem = "a name is known with other letters than those that were read."
            fix = "save the list as CSV UTF-8 (in Excel: Save As), and look at this name there."
            yield FileProblem(problem, fix, f"row {number}")


def _is_known_otherwise(word: str) -> bool:
    names = [name for one in every() for name in (one.first_names, one.surnames, one.rare_surnames)]

    def known(spelt: str) -> bool:
        return any(plain(spelt).lower() in listed for listed in names)

    return not known(word) and any(map(known, other_spellings(word)))


def _as_searched(text: str) -> str:
    """Write a name as it is searched for: without quotation marks, ligatures and odd dashes."""
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES)
    return plain.strip(_AROUND) or text


def _check_letters(text: str, kind: str, where: str) -> Iterator[FileProblem]:
    """Find names that nobody can find: letters of two alphabets, or a number cut short."""
    if any(len(_alphabets(word)) > 1 for word in text.split()):
        problem = "a word has letters of two alphabets that look alike."
        yield FileProblem(problem, "type the name again.", where)
    if kind == "contact" and _SHORTENED.fullmatch(text):
        problem = "the number was cut short by a spreadsheet program."
        yield FileProblem(problem, "make the column text, and type the number again.", where)


def _alphabets(word: str) -> set[str]:
    """Name the alphabets of a word's letters, of those that share the look of some letters."""
    first = {unicodedata.name(letter, "").split(" ")[0] for letter in word if letter.isalpha()}
    return first & {"LATIN", "CYRILLIC", "GREEK"}


def _kind(text: str) -> str:
    plain = text.strip().lower()
    return _SPELT.get(plain, plain)


def _tag(text: str) -> str:
    """Write a tag as tags are written: "[PEER 1]" is PEER_1."""
    tag = text.strip("[] ")
    return re.sub(r"[ -]", "_", tag) if re.fullmatch(r"[A-Z][A-Z0-9_ -]*", tag) else tag


def _names_in(text: str, kind: str) -> list[str]:
    """Part the names in a cell; a note in brackets is none, but a nickname or an abbreviation."""
    if kind not in _NAMES:
        return [text]
    notes = [note.strip() for note in _IN_BRACKETS.findall(text)]
    names = [name.strip(" ,\t") for name in _BETWEEN.split(_IN_BRACKETS.sub(" ", text))]
    if kind == "person":
        names = [name for listed in names for name in _people(listed.split(","))]
    names += [note for note in notes if (note[:1] if kind == "person" else note).isupper()]
    return list(dict.fromkeys(" ".join(name.split()) for name in names if name)) or [text]


def _people(parts: list[str]) -> list[str]:
    """Read "Berg, Ann" as Ann Berg, and three parts or more as so many people."""
    parts = [part for part in parts if part.strip(" .").lower() not in _AFTER_NAMES]
    return [" ".join(reversed(parts))] if len(parts) == 2 else parts


def load_identifiers_if_any(paths: Sequence[Path]) -> pd.DataFrame:
    """Read ``identifiers.csv`` where a study has it; else give a list without names."""
    if not paths:
        return pd.DataFrame(columns=["text", "kind", "replacement", ROW])
    return load_identifiers(paths[0])


def load_decisions(path: Path) -> pd.DataFrame:
    """Read what people decided about candidates on the review list."""
    frame = read_table(path, ("candidate", "decision"), ("kind", "tag", "only_in"))
    frame["kind"] = frame["kind"].map(_kind)
    frame["tag"] = frame["tag"].map(_tag)
    frame["decision"] = frame["decision"].str.lower()
    frame = frame[~frame["decision"].isin(_OPEN)].reset_index(drop=True)
    seen: set[str] = set()
    found: list[FileProblem] = []
    for row in frame.to_dict("records"):
        where = f"row {row[ROW]}"
        if not row["candidate"]:
            found.append(FileProblem("the candidate is missing.", "copy it from the list.", where))
        if row["decision"] not in ("confirm", "refuse"):
            fix = "write confirm or refuse."
            found.append(FileProblem("the decision is unknown.", fix, where))
        if row["kind"] not in ("", BIOGRAPHICAL_KIND):
            found += _check_kind(row["kind"], where)
        if row["tag"]:
            found += _check_tag(row["tag"], where)
        if row["decision"] == "refuse" and row["only_in"]:
            fix = "leave only_in empty, or confirm it."
            found.append(FileProblem("a refusal holds in all interviews.", fix, where))
        decided = f"{row['candidate']} {row['only_in']}".strip()
        found += _check_new(decided, seen, "the candidate is decided twice.", where)
    raise_problems(path, found)
    return frame[["candidate", "decision", "kind", "tag", "only_in"]]


def _check_kind(kind: str, where: str) -> Iterator[FileProblem]:
    if kind not in KINDS:
        yield FileProblem("the kind is unknown.", f"use one of {', '.join(KINDS)}.", where)


def _check_tag(tag: str, where: str) -> Iterator[FileProblem]:
    if split_tag(tag) is None:
        yield FileProblem(
            "the tag is not written like a tag.", "use capitals, such as CLIENT_1.", where
        )


def _check_new(text: str, seen: set[str], problem: str, where: str) -> Iterator[FileProblem]:
    if text and text.casefold() in seen:
        yield FileProblem(problem, "keep one row.", where)
    seen.add(text.casefold())
