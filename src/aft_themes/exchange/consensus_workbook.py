"""The consensus of a finished run: a workbook, or a document of Word."""

from __future__ import annotations

from pathlib import Path

from aft_themes import catalog
from aft_themes.codebook.place import find_codebook
from aft_themes.codebook.reading import load_codebook
from aft_themes.consensus.reading import Consensus
from aft_themes.consensus.workbook import tables_of, write_workbook
from aft_themes.exchange.consensus_word import consensus_document
from aft_themes.io.files import write_whole
from aft_themes.study import Study


def write_consensus(study: Study, *, word: bool = False) -> Path:
    """Write the consensus workbook of a study that has been run, or the document of Word.

    Returns
    -------
    Path
        The workbook or document.
    """
    codebook = load_codebook(find_codebook(study.raw))
    decided = Consensus(
        decisions=study.table(catalog.CONSENSUS_DECISIONS.name),
        core_ideas=study.table(catalog.CORE_IDEAS.name),
        audit=study.table(catalog.AUDIT_COMMENTS.name),
    )
    tables = tables_of(
        study.disagreements,
        study.theme_participants,
        study.themes,
        study.codings("reviewed"),
        codebook,
        decided,
    )
    path = study.path(catalog.CONSENSUS_WORKBOOK)
    path.parent.mkdir(parents=True, exist_ok=True)
    if word:
        path = path.with_suffix(".docx")
        document = consensus_document(tables, codebook)
        write_whole(path, lambda part: part.write_bytes(document))
    else:
        write_workbook(tables, codebook, path)
    return path
