"""Files of a folder that a new study cannot use, and what to do with each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from aft_themes.codebook.code_list import CODEBOOK_DOCUMENTS
from aft_themes.codebook.documents import CALLED
from aft_themes.coding.reading import MATRIX, MATRIX_FIX, is_matrix
from aft_themes.documents.headers import plain_name
from aft_themes.errors import AftThemesError, InputError
from aft_themes.io.spreadsheets import TABLES
from aft_themes.transcripts import grouped
from aft_themes.transcripts.formats.detect import EXTENSIONS
from aft_themes.wording import some_of

# beside what is read: files of which the reader says what to do with them
_KNOWN = {extension for known in EXTENSIONS.values() for extension in known} | set(
    "doc epub markdown ods pages xls xml".split()
)
_UNREAD_CODEBOOK = (
    "is called a codebook, but is not read as a second one: nobody can tell which words are codes. "
    "Fix: keep one codebook, as a table with the columns code and definition; rename a transcript."
)
_OTHER_KIND = (
    "no file of this kind is read. Fix: if it is a transcript, save it as Word; else none."
)
_RECORDING = "is a recording. Fix: transcribe it, with recognition of speakers (diarization)."
_PACKED = "is a packed folder, which is not looked into. Fix: unpack it, and start again."
_LINK = "is a link to a document on the web. Fix: download the document as Word or Excel."
_PROJECT = (
    "is a project that only its own program can read. Fix: export the project as REFI-QDA "
    "(.qdpx), or the coded segments as an Excel table."
)
_KINDS = {
    extension: reason
    for reason, extensions in (
        (_RECORDING, "mp3 m4a wav wma aac ogg flac amr mp4 mov avi mkv webm"),
        (_PACKED, "zip 7z rar tar gz tgz"),
        (_LINK, "gdoc gsheet gslides url webloc"),
        (_PROJECT, "nvp nvpx nvcx mx24 mx22 mx20 mx18 mx12 mex24 mex22 atlproj atlproj9 hpr7"),
    )
    for extension in extensions.split()
}
_FEW_KINDS = 3  # files, or kinds of files, in a line about what was not opened
_MOST_NAMED = 20  # files in one line; a person must find each in the folder
# files that often lie beside data and hold no speech
_NOTE = re.compile(r"(?:licen[cs]e|copying|read[-_ ]?me|citation|changelog)(?:[-_. ].*)?", re.I)

Refusal = tuple[str, str]
"""The name of a file, and the reason why it is not used."""


def is_note(path: Path) -> bool:
    """Tell whether a file's name says that it is about the data, such as "LICENSE"."""
    return bool(_NOTE.fullmatch(path.stem))


def is_called_codebook(path: Path) -> bool:
    """Tell whether a document bears the name of a codebook, such as "Codebook v2.docx"."""
    named = CALLED.match(plain_name(path.stem))
    return bool(named) and path.suffix.lower() in CODEBOOK_DOCUMENTS


def why_unreadable(path: Path) -> str:
    """Say why a file's name and kind rule out that it is a transcript; empty if they do not."""
    extension = path.suffix.lower().lstrip(".")
    if is_called_codebook(path):
        return _UNREAD_CODEBOOK
    if path.suffix.lower() in TABLES and _is_matrix(path):
        return f"{MATRIX} Fix: {MATRIX_FIX}"
    return "" if extension in _KNOWN else _KINDS.get(extension, _OTHER_KIND)


def _is_matrix(path: Path) -> bool:
    try:
        return is_matrix(path)
    except AftThemesError:
        return False


def refusal_of(error: InputError) -> Refusal:
    """Return the file of an error, and what is wrong with it and how to mend it."""
    place = f"{error.where}: " if error.where else ""
    return error.file, f"{place}{error.problem} Fix: {error.fix}"


def say_refusals(refused: Sequence[Refusal]) -> list[str]:
    """Put refused files into lines for a person: each reason once, other kinds of files last."""
    other = [name for name, reason in refused if reason == _OTHER_KIND]
    lines = grouped([one for one in refused if one[1] != _OTHER_KIND], _MOST_NAMED)
    if not other:
        return lines
    if len(other) <= _FEW_KINDS:
        return [*lines, f"{some_of(other, _FEW_KINDS)}: {_OTHER_KIND}"]
    kinds = list(dict.fromkeys(Path(name).suffix.lower() or "no ending" for name in other))
    return [*lines, f"{len(other)} files ({some_of(kinds, _FEW_KINDS)}): {_OTHER_KIND}"]
