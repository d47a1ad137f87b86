"""Check all inputs of the study in seconds, before anything long runs; write the merged settings.

Inputs: interviews.csv, speakers.csv, codebook, the coders' files, the mapping of other programs'
codes, identifiers, decisions about names, the authors' quotes, themes and summaries, the drawn
sample, and a language model's prompt and answers. Outputs: a file that says that they can be used,
and the merged settings; otherwise the run stops and lists every problem.
"""

from pathlib import Path

import yaml

from aft_themes import catalog
from aft_themes.io.files import write_text
from aft_themes.settings import Settings
from aft_themes.workflow.check_inputs import StudyInputs, check_inputs, raise_all
from aft_themes.workflow.rule_files import RuleFiles


def main(*, files: RuleFiles, settings: Settings, folder: str, misplaced: list[str]) -> None:
    inputs = StudyInputs.of(files, Path(folder), misplaced)
    raise_all(check_inputs(inputs, settings).problems)
    write_text(files.path(catalog.INPUTS_CHECKED), "All inputs can be used.\n")
    merged = yaml.safe_dump(settings.model_dump(mode="json"), allow_unicode=True, sort_keys=False)
    write_text(files.path(catalog.MERGED_SETTINGS), merged)


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
