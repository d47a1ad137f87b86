"""Place the coders' quotes on the segments that they cover.

Inputs: turns, clean turns, replacements, segments, intake, codebook, interviews, the files of
``codings/``, the mapping of other programs' codes, transcripts; participants, identifiers and
decisions if there are any, and the key, because a name that will be printed stops the run here
and not at its end. Outputs: what files of other
programs gave, with the proposed mapping and losses; human codings, those of the interviewer's
words, rows that could not be placed, how each row was placed, losses by code, which coder coded
which interview, notes.
"""

import logging
from collections.abc import Iterable

import pandas as pd

from aft_themes import catalog
from aft_themes.codebook.codes import Codebook
from aft_themes.codebook.reading import load_codebook
from aft_themes.coding.coder_assignments import notes_frame
from aft_themes.coding.coder_files import read_coder_files
from aft_themes.coding.divided_work import who_coded
from aft_themes.coding.left_out import LeftOut, why_not_read
from aft_themes.coding.losses import count_losses, left_out_lines, losses_sentence
from aft_themes.coding.placing import Placement, place_codings
from aft_themes.corpus.interviews import load_interviews
from aft_themes.corpus.participants import as_columns
from aft_themes.corpus.segments import place_turns
from aft_themes.errors import LeakError
from aft_themes.exchange import run_imports
from aft_themes.exchange.dropped_files import CodingFolder, coder_tables, sort_paths
from aft_themes.exchange.import_rows import rows_of_imports
from aft_themes.exchange.importing import Imported, import_projects
from aft_themes.exchange.mapping import save_mapping
from aft_themes.exchange.study_words import study_words
from aft_themes.io.spreadsheets import write_csv
from aft_themes.settings import Settings
from aft_themes.workflow.names_of_study import names_of
from aft_themes.workflow.printed_names import found_in_print
from aft_themes.workflow.rule_files import RuleFiles

logger = logging.getLogger(__name__)


def main(*, files: RuleFiles, settings: Settings) -> None:
    turns = files.read(catalog.TURNS)
    codebook = load_codebook(files.path(catalog.CODEBOOK))
    interviews = load_interviews(files.path(catalog.INTERVIEWS))
    paths = files.paths(catalog.CODER_FILES)
    imported = _import(sort_paths(paths), files, codebook, interviews)
    tables = coder_tables(paths, files.path(catalog.IMPORTED_CODINGS))
    found = read_coder_files(tables, codebook, interviews)
    intake = files.read(catalog.INTAKE)
    placement = place_codings(
        found.coded,
        turns,
        place_turns(turns, files.read(catalog.REPLACEMENTS)),
        files.read(catalog.SEGMENTS),
        min_overlap=settings.coding.min_overlap,
        codebook_version=codebook.version,
        interviewer_turns=settings.coding.interviewer_turns,
        not_read=why_not_read(intake),
        left_out=LeftOut.of_transcripts(intake, files.paths(catalog.TRANSCRIPTS)),
    )
    assigned, remarks = who_coded(found, turns["interview"].unique(), placement.codings)
    stop_for_printed_names(files, settings, assigned["coder"])
    losses = count_losses(placement.placements)
    notes = notes_frame([*run_imports.notes(imported), *found.notes, *remarks])
    for line in left_out_lines(placement.unplaced, notes):
        logger.warning("%s", line)
    logger.info("%s", losses_sentence(losses) or "All codings were placed.")
    _write(placement, losses, files)
    _write_about_coders(assigned, notes, files)


def stop_for_printed_names(files: RuleFiles, settings: Settings, coders: Iterable[str]) -> None:
    """Stop where the leak check would stop at the end, for a name that was found and is printed."""
    participants = as_columns(files.read(catalog.PARTICIPANTS))
    places = list(found_in_print(participants, coders, names_of(files, settings)))
    if places:
        raise LeakError(
            "Names that were found in the transcripts are printed, so that the leak check would "
            f"stop this run at its end. {'; '.join(places)}. Fix: group the values of such an "
            "attribute or take it out of interviews.csv and speakers.csv, and give such a coder "
            "another id (A, B). No name in this study: write the word, which private/"
            f"{catalog.NAME_CANDIDATES.path.rpartition('/')[2]} gives beside the tag, with the "
            "decision refuse into deidentify_decisions.csv. A name that may be printed: list it "
            "under deidentify.allowed. Then run again."
        )


def _write(placement: Placement, losses: pd.DataFrame, files: RuleFiles) -> None:
    files.write(placement.codings, catalog.HUMAN_CODINGS)
    files.write(placement.quotes, catalog.CODED_QUOTES)
    files.write(placement.interviewer, catalog.INTERVIEWER_CODINGS)
    files.write(placement.unplaced, catalog.UNPLACED_CODINGS)
    files.write(placement.placements, catalog.PLACEMENTS)
    files.write(losses, catalog.CODING_LOSSES)


def _write_about_coders(assigned: pd.DataFrame, notes: pd.DataFrame, files: RuleFiles) -> None:
    files.write(assigned, catalog.CODER_ASSIGNMENTS)
    files.write(notes, catalog.CODING_NOTES)


def _import(
    folder: CodingFolder, files: RuleFiles, codebook: Codebook, interviews: pd.DataFrame
) -> Imported:
    """Import what other programs made; write its rows, the proposed mapping and losses."""
    imported = Imported()
    if folder.projects:
        tables = files.read(catalog.TURNS), files.read(catalog.CLEAN_TURNS)
        imported = import_projects(
            folder.projects,
            study_words(interviews, *tables, codebook),
            files.path_if_any(catalog.IMPORT_MAPPING),
            rows_of_imports(folder.tables),
        )
    write_csv(run_imports.rows_table(imported), files.path(catalog.IMPORTED_CODINGS))
    write_csv(imported.loss_table, files.path(catalog.IMPORT_LOSSES))
    save_mapping(files.path(catalog.PROPOSED_MAPPING), imported.mapping)
    files.write(run_imports.files_table(imported), catalog.IMPORTED_FILES)
    return imported


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
