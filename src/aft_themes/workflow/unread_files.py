"""Files in a study's folder that no run reads: of another name, or in another folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from aft_themes.catalog import CATALOG, CODEBOOK, CODER_FILES
from aft_themes.codebook.place import find_codebook
from aft_themes.io.files import is_kept
from aft_themes.io.yaml_faults import lost_parts
from aft_themes.wording import count, some_of

_BROUGHT = [entry for entry in CATALOG.values() if entry.folder == "raw"]
_BESIDE = frozenset(("deidentify_labels.csv", "expected_turns.csv"))  # what checks of quality read
_DATA = frozenset(".csv .tsv .tab .txt .xls .xlsx .xlsm .ods .yaml .yml .json".split())
_SHOWN = 8  # files that a line lists


def unread_files(folder: Path) -> list[str]:
    """List what no run reads in a study's folder, and folders inside ``codings/``.

    A README, and what programs keep for themselves, is not listed; nor is a QualCoder project,
    which is a folder.
    """
    if not folder.is_dir():
        return []
    known = {entry.path.partition("/")[0] for entry in _BROUGHT} - {CODEBOOK.path}
    known |= {find_codebook(folder).name, *_BESIDE}
    found = [
        path.name
        for path in folder.iterdir()
        if not path.name.casefold().startswith("readme")
        and not _is_one_of(path, known)
        and _holds(path)
    ]
    codings = folder / CODER_FILES.path
    inside = codings.iterdir() if codings.is_dir() else ()
    found += [
        f"{CODER_FILES.path}/{path.name}"
        for path in inside
        if path.is_dir() and path.suffix != ".qda" and _holds(path)
    ]
    return sorted(found)


def _is_one_of(path: Path, names: Iterable[str]) -> bool:
    """Tell whether a path has one of the names; some systems take no heed of capitals."""
    alike = (path.with_name(name) for name in names if name.casefold() == path.name.casefold())
    return any(one.exists() and one.samefile(path) for one in alike)


def _holds(path: Path) -> bool:
    """Tell whether there is a file of the researcher's, not one that a program keeps."""
    if is_kept(path.name):
        return False
    return path.is_file() or (path.is_dir() and any(map(_holds, path.iterdir())))


def must_be_moved(unread: Iterable[str], folder: Path) -> Iterator[str]:
    """Say what would be missed: an input of another name, or coders' files in a folder."""
    for name in unread:
        if "/" in name:
            own = name.rpartition("/")[2]
            yield (
                f"{name}: is a folder, and folders in codings/ are not looked into. Fix: move its "
                f"files to codings/, and begin their names with {own}_ if it is a coder's; move "
                "what is no longer used out of codings/."
            )
        elif meant := _meant(name, folder):
            yield (
                f"{name}: is not read, because the study's file must be called {meant}. Fix: save "
                f"it as {meant}, or move it out of the study's folder."
            )


def lost_settings(path: Path) -> Iterator[str]:
    """Say which of a study's settings would not count, though they stand there."""
    try:
        text = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
    except UnicodeDecodeError:
        return  # told where the settings are read
    for one in lost_parts(text):
        yield f"{path.name}, {one.where}: {one.problem} Fix: {one.fix}"


def _meant(name: str, folder: Path) -> str:
    """Name the input that a file is called like, where the study has no such input."""
    missing = (
        entry.path
        for entry in _BROUGHT
        if not (find_codebook(folder) if entry == CODEBOOK else folder / entry.path).is_file()
    )
    meant = next((one for one in missing if _is_called_like(name, one)), "")
    if meant != CODEBOOK.path:
        return meant
    return f"codebook{Path(name).suffix.lower()}"  # it may have other endings, too


def _is_called_like(name: str, ours: str) -> bool:
    """Tell whether a file of data has our file's name but for its case, number or ending."""
    path, meant = Path(name), Path(ours)
    data = bool(meant.suffix) and path.suffix.casefold() in _DATA
    return data and _letters(path.stem).startswith(_letters(meant.stem))


def _letters(stem: str) -> str:
    """Give what stays the same in "Identifiers (1)" and "identifier"."""
    return "".join(one for one in stem.casefold() if one.isalpha()).rstrip("s")


def say_unread(unread: Iterable[str], folder: Path) -> Iterator[str]:
    """Name the other files that nobody reads, in one line."""
    others = [name for name in unread if "/" not in name and not _meant(name, folder)]
    read = find_codebook(folder).name
    books = [name for name in others if _is_called_like(name, CODEBOOK.path)]
    if books:
        yield (
            f"{some_of(books, _SHOWN)}: not read, for {read} is the study's codebook. Fix: put an "
            f"earlier version into codebook_versions/; if it is the newer one, save it as {read}."
        )
    lists = [name for name in others if name not in books and Path(name).suffix.casefold() in _DATA]
    if lists:
        yield (
            f"{some_of(lists, _SHOWN)}: not read. Fix: write what describes participants into "
            "columns of interviews.csv or speakers.csv, names into identifiers.csv, and take "
            "interviews without consent out with `aft-themes withdraw`; nothing, if that is done."
        )
    others = [name for name in others if name not in books and name not in lists]
    if others:
        yield (
            f"{count(len(others), 'entry', 'entries')} of the study's folder "
            f"{'is' if len(others) == 1 else 'are'} not read: {some_of(others, _SHOWN)}. Fix: put "
            "transcripts into transcripts/ and codings into codings/; nothing, if that is meant."
        )
