"""Write the manifest of the run: the last output, made when everything else is whole.

Inputs: every result. Output: manifest.json.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from aft_themes.io.files import write_text
from aft_themes.provenance.manifest import Made, make_manifest
from aft_themes.settings import Settings


def main(
    *,
    raw: Path,
    processed: Path,
    reports: Path,
    manifest: Path,
    made: Mapping[str, Made],
    settings: Settings,
) -> None:
    described = make_manifest(
        inputs=raw,
        stages=processed,
        reports=reports,
        manifest=manifest,
        made=made,
        settings=settings,
    )
    write_text(manifest, json.dumps(described, indent=1, sort_keys=True) + "\n")


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
