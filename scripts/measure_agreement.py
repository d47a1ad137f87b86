"""Measure agreement between coders.

Inputs: segments, human codings, coder assignments, codebook. Outputs: agreement, counts of each
pair of coders, disagreements, confusions.
"""

from aft_themes import catalog
from aft_themes.agreement import (
    collect_judgements,
    count_confusions,
    list_disagreements,
    measure_agreement,
)
from aft_themes.coding.codebook_reading import load_codebook
from aft_themes.settings import Settings
from aft_themes.workflow.rule_files import RuleFiles


def main(*, files: RuleFiles, settings: Settings) -> None:
    codebook = load_codebook(files.path(catalog.CODEBOOK))
    coded = (
        files.read(catalog.SEGMENTS),
        files.read(catalog.HUMAN_CODINGS),
        files.read(catalog.CODER_ASSIGNMENTS),
    )
    measured, counts = measure_agreement(*coded, codebook, settings)
    judgements = collect_judgements(*coded, codebook)
    files.write(measured, catalog.AGREEMENT)
    files.write(counts, catalog.PAIR_COUNTS)
    files.write(list_disagreements(judgements, codebook), catalog.DISAGREEMENTS)
    files.write(count_confusions(judgements), catalog.CONFUSIONS)


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
