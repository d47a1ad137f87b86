"""The language model's codings and what became of each question, as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from aft_themes.catalog import LANGUAGE_MODEL_CODINGS, LANGUAGE_MODEL_REQUESTS
from aft_themes.codebook.codes import VALENCES, Codebook
from aft_themes.io.parquet import frame_of
from aft_themes.language_model.answers import Answers
from aft_themes.language_model.outcomes import Outcome, Status, outcome_of
from aft_themes.language_model.prompt import Prompt
from aft_themes.language_model.questions import Question
from aft_themes.language_model.reading import Given
from aft_themes.vocabulary import Valence


def layer_of(name: str) -> str:
    """Name the layer of a language model's codings."""
    return f"machine: {name}"


@dataclass(frozen=True)
class ModelCodings:
    """What the kept answers say.

    Parameters
    ----------
    codings : pandas.DataFrame
        By ``LANGUAGE_MODEL_CODINGS``: a row per code, passage and run.
    requests : pandas.DataFrame
        By ``LANGUAGE_MODEL_REQUESTS``: a row per passage and run.
    """

    codings: pd.DataFrame
    requests: pd.DataFrame


def read_codings(
    questions: Sequence[Question], answers: Answers, codebook: Codebook, prompt: Prompt
) -> ModelCodings:
    """Read all codings from the kept answers; no server is asked."""
    outcomes = [(question, outcome_of(question, answers)) for question in questions]
    times = Counter(
        (question.segment_id, given.code)
        for question, outcome in outcomes
        for given in outcome.codings
    )
    codings = [
        {
            **_coding(question, given, codebook),
            **_origin(question, outcome, prompt),
            "runs_given": times[question.segment_id, given.code],
        }
        for question, outcome in outcomes
        for given in outcome.codings
    ]
    requests = [_request(question, outcome, prompt) for question, outcome in outcomes]
    return ModelCodings(
        frame_of(codings, LANGUAGE_MODEL_CODINGS), frame_of(requests, LANGUAGE_MODEL_REQUESTS)
    )


def _coding(question: Question, given: Given, codebook: Codebook) -> dict[str, Any]:
    valence = codebook[given.code].valence
    name = question.settings.name
    return {
        "segment_id": question.segment_id,
        "interview": question.interview,
        "turn": question.turn,
        "code": given.code,
        "coder": name,
        "layer": layer_of(name),
        # it is asked for codes only; a code that speaks for one thing has its valence
        "valence": valence if valence in VALENCES else Valence.NONE,
        "confidence": None,
        "evidence": question.passage.text[given.start : given.end],
        "evidence_start": question.start + given.start,
        "evidence_end": question.start + given.end,
        "codebook_version": codebook.version,
        "source": f"language_model_answers.jsonl, run {question.run}",
        "superseded_by": "",
    }


def _origin(question: Question, outcome: Outcome, prompt: Prompt) -> dict[str, Any]:
    """Say where a row comes from: run, model, its file, seed, context size and prompt."""
    last = outcome.answers[-1] if outcome.answers else None
    return {
        "run": question.run,
        "model": last.model if last else "",
        "digest": last.digest if last else "",
        "seed": question.request(outcome.refused[0]).body["seed"]
        if len(outcome.answers) > 1
        else question.seed,
        "context_tokens": question.settings.context_tokens,
        "prompt_sha256": prompt.sha256,
    }


def _request(question: Question, outcome: Outcome, prompt: Prompt) -> dict[str, Any]:
    # a question that was answered once and waits for its repetition counts as not asked
    refused = outcome.refused
    return {
        "segment_id": question.segment_id,
        "interview": question.interview,
        **_origin(question, outcome, prompt),
        "status": str(outcome.status),
        "refused_first": refused[0] if refused else "",
        "refused_again": refused[1] if outcome.status == Status.NOT_CODED else "",
        "codes": len(outcome.codings),
        "prompt_tokens": sum(answer.prompt_tokens for answer in outcome.answers),
        "answer_tokens": sum(answer.answer_tokens for answer in outcome.answers),
        "asked_on": outcome.answers[-1].asked_on if outcome.answers else "",
    }
