"""Write the merged settings of the run beside its results.

Input: nothing but the settings. Output: settings.yaml among the stage files.
"""

from pathlib import Path

import yaml

from aft_themes.io.files import write_text
from aft_themes.settings import Settings


def main(*, merged: Path, settings: Settings) -> None:
    values = settings.model_dump(mode="json")
    write_text(merged, yaml.safe_dump(values, allow_unicode=True, sort_keys=False))


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
