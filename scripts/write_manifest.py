"""Write the manifest of the run: the last output, made when everything else is whole.

Inputs: every result. Output: manifest.json.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from aft_themes import catalog
from aft_themes.io.files import write_text
from aft_themes.provenance.manifest import Made, make_manifest
from aft_themes.settings import Settings
from aft_themes.workflow.rule_files import RuleFiles


def main(
    *, files: RuleFiles, settings: Settings, folders: Mapping[str, str], made: Mapping[str, Made]
) -> None:
    manifest = files.path(catalog.MANIFEST)
    described = make_manifest(
        inputs=Path(folders["raw"]),
        stages=Path(folders["processed"]),
        reports=Path(folders["reports"]),
        manifest=manifest,
        made=made,
        settings=settings,
    )
    write_text(manifest, json.dumps(described, indent=1, sort_keys=True) + "\n")


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
