"""Check all inputs of the study in seconds, before anything long runs.

Inputs: interviews.csv, speakers.csv, codebook, the coders' files, the mapping of other programs'
codes, identifiers, decisions about names, the authors' quotes, themes and summaries, the drawn
sample, and a language model's prompt and answers. Output: a file that says that they can be used;
otherwise the run stops and lists every problem.
"""

from pathlib import Path

from aft_themes import catalog
from aft_themes.io.files import write_text
from aft_themes.settings import Settings
from aft_themes.workflow.check_inputs import StudyInputs, check_inputs, raise_all
from aft_themes.workflow.rule_files import RuleFiles


def main(*, files: RuleFiles, settings: Settings, folder: str) -> None:
    identifiers = files.paths(catalog.IDENTIFIERS)
    decisions = files.paths(catalog.NAME_DECISIONS)
    quotes = files.paths(catalog.QUOTES_FILE)
    themes = files.paths(catalog.THEMES_FILE)
    summaries = files.paths(catalog.SUMMARIES_FILE)
    inputs = StudyInputs(
        interviews=files.path(catalog.INTERVIEWS),
        codebook=files.path(catalog.CODEBOOK),
        transcripts=Path(folder),
        speakers=next(iter(files.paths(catalog.SPEAKERS)), None),
        coder_files=files.paths(catalog.CODER_FILES),
        import_mapping=next(iter(files.paths(catalog.IMPORT_MAPPING)), None),
        identifiers=identifiers[0] if identifiers else None,
        name_decisions=decisions[0] if decisions else None,
        quotes_file=quotes[0] if quotes else None,
        themes_file=themes[0] if themes else None,
        summaries_file=summaries[0] if summaries else None,
        drawn_sample=next(iter(files.paths(catalog.DRAWN_SAMPLE)), None),
        language_model_prompt=next(iter(files.paths(catalog.LANGUAGE_MODEL_PROMPT)), None),
        language_model_answers=next(iter(files.paths(catalog.LANGUAGE_MODEL_ANSWERS)), None),
    )
    raise_all(check_inputs(inputs, settings))
    write_text(files.path(catalog.INPUTS_CHECKED), "All inputs can be used.\n")


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
