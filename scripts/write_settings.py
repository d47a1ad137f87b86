"""Write the merged settings of the run beside its results.

Input: nothing but the settings. Output: settings.yaml among the stage files.
"""

import yaml

from aft_themes import catalog
from aft_themes.io.files import write_text
from aft_themes.settings import Settings
from aft_themes.workflow.rule_files import RuleFiles


def main(*, files: RuleFiles, settings: Settings) -> None:
    values = settings.model_dump(mode="json")
    merged = yaml.safe_dump(values, allow_unicode=True, sort_keys=False)
    write_text(files.path(catalog.MERGED_SETTINGS), merged)


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
