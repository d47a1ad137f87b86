"""Write the manifest, then search everything that may be shared for names; one stops the run.

Inputs: every result; turns, identifiers and decisions if there are any, the key, the candidates,
and the codebook, whose words are no leak; intake, losses and notes of codings, and what few
participants share. Outputs: the manifest, made when every other result is whole; a file that says
how many files were searched, and how many possible names nobody has decided about, which the search
cannot know; and what the run, which ends here, says that people should mend. If the run fails, a
private file lists the names.

The search leaves out this rule's own timings: a second run would find those of the first and count
one file more.
"""

import json
import logging
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from aft_themes import catalog
from aft_themes.deidentify import count_waiting, say_waiting
from aft_themes.deidentify.leak_gate.search import check_leaks
from aft_themes.io.files import PRIVATE, write_text
from aft_themes.provenance.manifest import Made, make_manifest
from aft_themes.settings import Settings
from aft_themes.wording import count
from aft_themes.workflow.last_lines import last_lines, letters_not_drawn
from aft_themes.workflow.names_of_study import names_of
from aft_themes.workflow.rule_files import RuleFiles

logger = logging.getLogger(__name__)


def main(
    *,
    files: RuleFiles,
    settings: Settings,
    folders: Mapping[str, str],
    made: Mapping[str, Made],
    own_benchmark: str,
) -> None:
    places = {name: Path(folder) for name, folder in folders.items()}
    write_manifest(files, settings, places, made)
    searched = search_for_names(files, settings, places, Path(own_benchmark))
    say_what_to_mend(files, settings, searched)


def write_manifest(
    files: RuleFiles, settings: Settings, folders: Mapping[str, Path], made: Mapping[str, Made]
) -> None:
    """Describe the run: every output with its checksum, and what it came from."""
    manifest = files.path(catalog.MANIFEST)
    described = make_manifest(
        inputs=folders["raw"],
        stages=folders["processed"],
        reports=folders["reports"],
        manifest=manifest,
        made=made,
        settings=settings,
    )
    write_text(manifest, json.dumps(described, indent=1, sort_keys=True) + "\n")


def search_for_names(
    files: RuleFiles,
    settings: Settings,
    folders: Mapping[str, Path],
    own_benchmark: Path,
) -> int:
    """Search what may be shared, and count its files; a name is an error."""
    shared = [folders["reports"], folders["processed"]]
    checked = files.path(catalog.LEAKS_CHECKED)
    return check_leaks(
        shared,
        names_of(files, settings),
        [checked, own_benchmark, *(folder / PRIVATE for folder in shared)],
        private=checked.parent / catalog.LEAKS_FOUND.path,
    )


def say_what_to_mend(files: RuleFiles, settings: Settings, searched: int) -> None:
    """Write what was searched, and the last lines of the run."""
    candidates = pd.read_csv(files.path(catalog.NAME_CANDIDATES))
    waiting = say_waiting(count_waiting(candidates))
    said = f"{count(searched, 'file')} searched: no known or found name. {waiting}".rstrip()
    lines = last_lines(
        settings.study,
        intake=files.read(catalog.INTAKE),
        losses=files.read(catalog.CODING_LOSSES),
        notes=files.read(catalog.CODING_NOTES),
        candidates=candidates,
        few_alike=pd.read_csv(files.path(catalog.FEW_ALIKE)),
        not_drawn=letters_not_drawn(files.path(catalog.FIGURES)),
    )
    write_text(files.path(catalog.LEAKS_CHECKED), f"{said}\n")
    write_text(files.path(catalog.LAST_LINES), "".join(f"{line}\n" for line in lines))
    logger.log(logging.WARNING if waiting else logging.INFO, "%s", said)


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
