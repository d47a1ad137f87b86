"""Read a Word transcript whose comments are codes: ``code`` or ``code: valence``.

The author of a comment is the coder. Several codes stand in several lines or behind semicolons; or
behind commas and slashes, if they stand alone or in other lists, too. An answer to a comment counts
if it gives a code that other comments give; else it is a remark. Whatever is no code of the study's
codebook waits in the mapping for a person.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from aft_themes.exchange.model import (
    ImportedCoding,
    ImportedSource,
    Loss,
    Project,
    codes_of_paths,
    join_path,
)
from aft_themes.exchange.project_files import refuse_too_many
from aft_themes.exchange.word_documents import Comment, WordDocument, read_document
from aft_themes.vocabulary import Valence

PROGRAM = "Word comments"
_MEMO = re.compile(r"^(?:memo|note)\s*:\s*", re.IGNORECASE)
_PATH = re.compile(r"(?<=\s)[>/](?=\s)|\\|::")
_DEDOOSE = re.compile(r"Codes\s*\(\s*\d+\s*-\s*\d+\s*\)")  # heads its comments with the range
_SURE, _UNSURE = re.compile(r";"), re.compile(r",\s+|(?<=\S)/(?=\S)")
_LIST_WORDS = 5  # of a code in a list; a longer part is a clause of a remark
_LONGEST_CODE = 120  # a longer comment is a remark


def read(path: Path) -> Project:
    """Read a Word document's comments as codings."""
    return project_of_comments(path, read_document(path), PROGRAM)


def project_of_comments(
    path: Path, document: WordDocument, program: str, *, placed: bool = True
) -> Project:
    """Make a project of a document's comments.

    Parameters
    ----------
    path : Path
        The document's file, whose name is the source's.
    document : WordDocument
        Its text and comments.
    program : str
        What wrote them.
    placed : bool
        Whether the places of the comments are those of their words in the document; if not, only
        the words tell where they stand.
    """
    refuse_too_many(path, len(document.comments))
    name = path.stem
    codings: list[ImportedCoding] = []
    losses: list[Loss] = []
    known = _known_codes(document.comments)
    for number, comment in enumerate(document.comments, start=1):
        place = f"comment {number}"
        if comment.start is None or comment.end is None or comment.start >= comment.end:
            losses.append(Loss(place, "it stands on no words"))
            continue
        words = document.text[comment.start : comment.end]
        found = list(_codings(comment, known, name, words, place))
        if not placed:
            found = [replace(one, start=None, end=None) for one in found]
        if comment.is_reply and not all(one.code.casefold() in known for one in found):
            losses.append(Loss(place, "it answers a comment, and gives no code of another comment"))
            continue
        if not found:
            losses.append(Loss(place, "it is empty, or a remark that is not a code"))
        codings += found
    paths = dict.fromkeys(tuple(coding.code.split(" > ")) for coding in codings)
    source = ImportedSource(name, name, document.text)
    return Project(
        path.name, program, codes_of_paths(paths), (source,), tuple(codings), (), tuple(losses)
    )


def _known_codes(comments: Iterable[Comment]) -> set[str]:
    """Name the codes that comments give alone, or that several lists have, in small letters."""
    lines = [line for one in comments if not one.is_reply for line in one.text.splitlines()]
    parts = [part.strip().casefold() for line in lines for part in _SURE.split(line)]
    lists = [[one.strip() for one in _UNSURE.split(part)] for part in parts if part]
    counts = Counter(one for names in lists for one in dict.fromkeys(names))
    alone = {names[0] for names in lists if len(names) == 1}
    return alone | {one for one, number in counts.items() if number > 1}


def _parts(line: str, known: set[str]) -> Iterator[str]:
    """Split a line: at commas and slashes only where codes stand on both sides."""
    for part in _SURE.split(line):
        names = [one.strip() for one in _UNSURE.split(part)]
        among = sum(one.casefold() in known for one in names)
        listed = 2 * among >= len(names) and all(len(one.split()) <= _LIST_WORDS for one in names)
        yield from names if listed else [part.strip()]


def _codings(
    comment: Comment, known: set[str], source: str, quote: str, place: str
) -> Iterator[ImportedCoding]:
    lines = [line.strip() for line in comment.text.splitlines() if line.strip()]
    if lines and _DEDOOSE.fullmatch(lines[0]):
        del lines[0]  # each line below it is a code, whatever signs it holds
        named = lines
    else:
        named = [part for line in lines if not _MEMO.match(line) for part in _parts(line, known)]
    memo = "\n".join(_MEMO.sub("", line) for line in lines if _MEMO.match(line))
    for part in named:
        code, valence = _split(part)
        if code and len(code) <= _LONGEST_CODE:
            yield ImportedCoding(
                source,
                join_path(piece.strip() for piece in _PATH.split(code) if piece.strip()),
                quote,
                comment.author,
                comment.start,
                comment.end,
                float(comment.start or 0),
                None,
                valence,
                memo,
                comment.date,
                place,
            )


def _split(text: str) -> tuple[str, str]:
    """Split ``code: valence``; a colon before anything else belongs to the code."""
    code, colon, valence = text.rpartition(":")
    if colon and valence.strip().casefold() in tuple(Valence):
        return code.strip(), valence.strip().casefold()
    return text.strip(), ""
