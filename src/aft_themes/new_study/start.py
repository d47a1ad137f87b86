"""Make a study of a folder of files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from aft_themes.errors import InputError
from aft_themes.new_study.brought_projects import bring_projects
from aft_themes.new_study.coders_of_one_talk import keep_codes_of_repeated, take_repeated_rows
from aft_themes.new_study.draft import NewStudy, write_draft
from aft_themes.new_study.files import SortedFiles, files_in, sort_files
from aft_themes.new_study.files_of_speakers import joined_speakers
from aft_themes.new_study.numbered_codings import quote_numbered
from aft_themes.new_study.refusals import say_refusals
from aft_themes.new_study.repeated_interviews import repeated
from aft_themes.new_study.typed_codings import take_typed_codes
from aft_themes.new_study.unlabelled_talks import take_quoted_talks
from aft_themes.settings import check_settings


def start_study(
    name: str, source: Path, root: Path = Path(), show: Callable[[str], None] = lambda file: None
) -> NewStudy:
    """Make a study of a folder of transcripts and, if there are any, codings and a codebook.

    Files are copied, never changed. Everything that is written is a proposal for a person to
    correct: interviews.csv, speakers.csv (who is interviewer and who participant), identifiers.csv
    (names that speakers bear), codebook.yaml (from a code list, else from the codes that the
    codings use) and settings.yaml.

    Parameters
    ----------
    name : str
        Of the study: a new folder below ``data/raw``.
    source : Path
        The folder to look through, with all folders in it.
    root : Path
        The project's folder.
    show : callable
        Gets the name of each file before it is read, for a person who waits.

    Returns
    -------
    NewStudy

    Raises
    ------
    InputError
        If the study exists, the folder does not, or no transcript can be read in it.
    """
    study = check_settings({"study": name}).study
    folder = root / "data/raw" / study
    if folder.exists():
        raise InputError(folder, "the study exists.", "choose another name, or remove the folder.")
    paths = files_in(source)
    with TemporaryDirectory() as scratch:
        parts = Path(scratch) / "parts"  # where a table of several interviews is taken apart
        parts.mkdir()
        files = sort_files(paths, source, parts, show)
        take_quoted_talks(files, parts)
        take_repeated_rows(files, parts)
        files.transcripts = joined_speakers(files.transcripts, parts, files.doubts)
        _leave_out_repeated(files)
        _add_projects(files, Path(scratch))
        take_typed_codes(files, parts)
        quote_numbered(files, parts)
        if not files.transcripts:
            reasons = "\n  ".join(say_refusals(files.refused)) or _why_nothing(files)
            problem = f"no transcript could be read:\n  {reasons}\n "
            raise InputError(source, problem, "see docs/formats.md for what is read.")
        return write_draft(folder, files)


def _leave_out_repeated(files: SortedFiles) -> None:
    """Keep one file of each interview: people save it as Word and as text, or a part of it."""
    left_out = repeated(files.transcripts)
    keep_codes_of_repeated(files, files.transcripts, left_out)
    for path, other in left_out.items():
        del files.transcripts[path]
        reason = (
            f"its words stand in {other.name}, too, and would count twice. Fix: if they are two "
            "interviews, add this one to transcripts/ and interviews.csv."
        )
        files.refused.append((path.name, reason))


def _add_projects(files: SortedFiles, scratch: Path) -> None:
    files.brought = bring_projects(files.projects, files.transcripts, scratch)
    files.transcripts |= files.brought.transcripts
    files.refused += files.brought.refused


def _why_nothing(files: SortedFiles) -> str:
    """Say why a folder without any refused file gave no transcript."""
    coded = [path.name for path in (*files.coder_files, *files.numbered, *files.projects)]
    if coded:
        return f"the folder holds codings only ({', '.join(coded)}): add the transcripts."
    return "the folder is empty"
