"""Read what a language model answered, check each answer, and judge the model as a coder is judged.

No server is asked: `aft-themes ask-model` does that by hand. Inputs: the kept answers and the
prompt, if there are any, segments, codebook, human codings and assignments. Outputs: the model's
codings, which count nowhere, what became of each question, and how the model did.
"""

import logging
from pathlib import Path

from aft_themes import catalog
from aft_themes.codebook.reading import load_codebook
from aft_themes.language_model.answers import load_answers
from aft_themes.language_model.codings import read_codings
from aft_themes.language_model.prompt import load_prompt
from aft_themes.language_model.quality import judge
from aft_themes.language_model.questions import make_questions
from aft_themes.settings import Settings
from aft_themes.workflow.rule_files import RuleFiles

logger = logging.getLogger(__name__)


def main(*, files: RuleFiles, settings: Settings) -> None:
    codebook = load_codebook(files.path(catalog.CODEBOOK))
    segments = files.read(catalog.SEGMENTS)
    written = files.paths(catalog.LANGUAGE_MODEL_PROMPT)
    prompt = load_prompt(written[0] if written else Path(catalog.LANGUAGE_MODEL_PROMPT.path))
    kept = files.paths(catalog.LANGUAGE_MODEL_ANSWERS)
    questions = list(make_questions(segments, codebook, prompt, settings.language_model))
    found = read_codings(questions, load_answers(kept[0]) if kept else {}, codebook, prompt)
    for status, number in found.requests["status"].value_counts().sort_index().items():
        logger.info("%d questions: %s", number, status)
    files.write(found.codings, catalog.LANGUAGE_MODEL_CODINGS)
    files.write(found.requests, catalog.LANGUAGE_MODEL_REQUESTS)
    quality = judge(
        found.codings,
        found.requests,
        segments,
        files.read(catalog.HUMAN_CODINGS),
        files.read(catalog.CODER_ASSIGNMENTS),
        codebook,
        settings,
    )
    files.write(quality, catalog.LANGUAGE_MODEL_QUALITY)


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
