"""The command `aft-themes ask-model`: say what would be sent, then ask, and keep each answer."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from aft_themes import catalog
from aft_themes.codebook.codes import Codebook
from aft_themes.codebook.reading import load_codebook
from aft_themes.deidentify import count_waiting, say_waiting
from aft_themes.deidentify.leak_gate.search import tags_in
from aft_themes.errors import InputError, LeakError, SettingsError
from aft_themes.io.files import write_text
from aft_themes.language_model.answers import AnswerFile
from aft_themes.language_model.asking import Plan, ask, make_plan
from aft_themes.language_model.codings import read_codings
from aft_themes.language_model.outcomes import Status
from aft_themes.language_model.prompt import Prompt, first_prompt, load_prompt
from aft_themes.language_model.questions import Question, make_questions
from aft_themes.language_model.server import Server
from aft_themes.settings import Settings
from aft_themes.wording import count
from aft_themes.workflow.check_study import merged_settings
from aft_themes.workflow.names_of_study import names_of
from aft_themes.workflow.rule_files import RuleFiles, as_paths
from aft_themes.workflow.study_files import StudyFiles

_KEY = "AFT_LANGUAGE_MODEL_KEY"
_READ = (
    "segments",
    "turns",
    "name_key",
    "name_candidates",
    "codebook",
    "identifiers",
    "name_decisions",
    "leaks_checked",
)


@dataclass(frozen=True)
class Asking:
    """All that is needed to ask.

    Parameters
    ----------
    settings : Settings
        The study's.
    prompt, codebook
        What is asked.
    file : AnswerFile
        Where answers are kept.
    plan : Plan
        What is open.
    waiting : int
        Possible names about which nobody has decided; they stand in the words as spoken.
    """

    settings: Settings
    prompt: Prompt
    codebook: Codebook
    file: AnswerFile
    plan: Plan
    waiting: int

    def lines(self) -> list[str]:
        """Say what would be sent."""
        said = self.plan.lines(self.settings.language_model)
        waiting = say_waiting(self.waiting)
        return [*said, *([waiting] * bool(waiting))]

    def send(self, told: Callable[[int], object]) -> None:
        """Ask what is open.

        Raises
        ------
        InputError
            If words would leave this computer while possible names wait for a decision.
        ServerError
            If the server stops or cannot be used.
        """
        settings = self.settings.language_model
        if self.waiting and not settings.is_local:
            raise InputError(
                self.settings.study,
                f"{count(self.waiting, 'possible name')} wait for a decision, and the server is "
                "not on this computer.",
                "decide about them first (docs/privacy.md), and run the study again.",
            )
        today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
        with Server(settings, os.environ.get(_KEY, "")) as server:
            ask(self.plan, self.file, server, settings, today=today, told=told)

    def outcome(self) -> list[str]:
        """Say what came of it."""
        asked = self.plan.questions
        found = read_codings(asked, self.file.answers, self.codebook, self.prompt).requests
        status = found["status"].value_counts()
        said = [f"{status.get(one.value, 0):,} {one.value}" for one in Status]
        why = pd.concat([found["refused_first"], found["refused_again"]])
        refused = why[why != ""].value_counts()
        return [
            f"{count(len(asked), 'question')}: {', '.join(said)}.",
            *(f"Refused: {reason} ({number:,})." for reason, number in refused.items()),
        ]


def prepare(study: str, *, again: bool = False) -> Asking:
    """Read the finished run, make all questions, and search them for names.

    Raises
    ------
    SettingsError
        If the settings name no language model.
    InputError
        If the study was not run, or has no prompt: then a first one is written, to be read.
    LeakError
        If a known or found name stands in a prompt; nothing is sent.
    """
    settings = merged_settings(study)
    if not settings.language_model.is_asked:
        raise SettingsError(
            f"{study}: settings name no language model. Fix: write language_model.name (see "
            "docs/language-model.md)."
        )
    files = StudyFiles(study, settings.coding)
    found = _finished(study, files)
    prompt = load_prompt(_written_prompt(Path(files.path(catalog.LANGUAGE_MODEL_PROMPT.name))))
    codebook = load_codebook(found.path(catalog.CODEBOOK))
    segments = found.read(catalog.SEGMENTS)
    questions = list(make_questions(segments, codebook, prompt, settings.language_model))
    check_prompts(questions, found, settings)
    file = AnswerFile(Path(files.path(catalog.LANGUAGE_MODEL_ANSWERS.name)))
    if again:
        file.without_time_outs()
    waiting = count_waiting(pd.read_csv(found.path(catalog.NAME_CANDIDATES)))
    return Asking(settings, prompt, codebook, file, make_plan(questions, file), waiting)


def _finished(study: str, files: StudyFiles) -> RuleFiles:
    found = RuleFiles({name: as_paths(path) for name, path in files.files(*_READ).items()})
    if not found.path(catalog.LEAKS_CHECKED).is_file():
        fix = f"type `aft-themes run {study}` first: only words that it found clean are sent."
        raise InputError(study, "has no finished run.", fix)
    return found


def _written_prompt(path: Path) -> Path:
    """Write a first prompt if there is none; the authors read it before anything is sent."""
    if not path.is_file():
        write_text(path, first_prompt())
        fix = "read and change it, then type the same again."
        raise InputError(path, "is written: it is what the model is asked.", fix)
    return path


def check_prompts(questions: Sequence[Question], files: RuleFiles, settings: Settings) -> None:
    """Run the leak gate on every prompt.

    Raises
    ------
    LeakError
        Which tags stand in which segments; the names are not repeated.
    """
    texts = {question.filled: question.segment_id for question in questions}
    found = tags_in(texts, names_of(files, settings))
    leaks = list(_leaks(texts.values(), found))
    if leaks:
        raise LeakError(
            f"Names stand in {count(len(leaks), 'prompt')}; nothing is sent: "
            f"{'; '.join(leaks[:20])}. Fix: run the study again, and do what the leak check says. "
            "If all are listed, the name stands in language_model_prompt.md."
        )


def _leaks(segments: Iterable[str], found: list[frozenset[str]]) -> Iterator[str]:
    for segment, tags in zip(segments, found, strict=True):
        if tags:
            yield f"{segment} ({', '.join(sorted(tags))})"
