"""Write files for other people; the leak gate searches them before they are put in place."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from aft_themes import catalog
from aft_themes.deidentify import load_decisions, load_identifiers_if_any
from aft_themes.deidentify.leak_gate.names import names_to_check
from aft_themes.deidentify.leak_gate.search import check_leaks
from aft_themes.errors import InputError
from aft_themes.io.files import write_whole
from aft_themes.study import Study

Step = tuple[Path, Callable[[Path], object]]


def write_checked(study: Study, steps: Sequence[Step]) -> None:
    """Write files, all or none of them."""
    with tempfile.TemporaryDirectory(prefix="aft-export-") as folder:
        made = [Path(folder) / f"{at}" / path.name for at, (path, _) in enumerate(steps)]
        for part, (_, write) in zip(made, steps, strict=True):
            write_whole(part, write)
        _check(study, made)
        for part, (path, _) in zip(made, steps, strict=True):
            write_whole(path, partial(shutil.copyfile, part))


def _check(study: Study, files: Sequence[Path]) -> None:
    key = study.path(catalog.NAME_KEY)
    if not key.is_file():
        raise InputError(key, "has not been made yet.", f"run `make reproduce STUDY={study.name}`.")
    listed, decided = study.path(catalog.IDENTIFIERS), study.path(catalog.NAME_DECISIONS)
    codebook = study.path(catalog.CODEBOOK).read_text(encoding="utf-8", errors="replace")
    names = names_to_check(
        identifiers=load_identifiers_if_any([listed] if listed.is_file() else []),
        key=json.loads(key.read_text(encoding="utf-8")),
        turns=study.table(catalog.TURNS.name),
        allowed=study.settings.deidentify.allowed,
        decisions=load_decisions(decided) if decided.is_file() else None,
        ordinary=f"{study.name}\n{codebook}",
        language=study.settings.language,
        printed=True,
    )
    check_leaks(files, names)
