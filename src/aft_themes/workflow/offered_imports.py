"""After a run: write what a person must decide about other programs' codes into the study."""

from __future__ import annotations

from pathlib import Path

from aft_themes.catalog import IMPORT_MAPPING, IMPORTED_FILES, PROPOSED_MAPPING
from aft_themes.exchange.importing import import_files
from aft_themes.io.parquet import read_frame
from aft_themes.workflow.study_files import StudyFiles


def offer_imports(study: str) -> None:
    """Write ``exchange/`` if codings wait for a person, and only if something in it is new.

    A file that is written anew would make the next run do its work again.
    """
    files = StudyFiles(study)
    imported = read_frame(Path(files.path(IMPORTED_FILES.name)), IMPORTED_FILES)
    proposed, known = (Path(files.path(one.name)) for one in (PROPOSED_MAPPING, IMPORT_MAPPING))
    if not imported["waiting"].sum():
        return
    if not known.is_file() or known.read_bytes() != proposed.read_bytes():
        import_files([], files.folder("raw"))
