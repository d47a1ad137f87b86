"""The answers that were given: kept beside the codebook, found again by what was asked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from aft_themes.errors import InputError
from aft_themes.io.files import write_text


class Answer(BaseModel):
    """One answer as it came.

    Parameters
    ----------
    key : str
        Checksum of what was sent.
    interview : str
        The interview that the passage is from.
    model, digest : str
        What the server calls its model, and the checksum of the model's file.
    content : str
        The answer's words; empty if none came in time.
    finish : str
        Why it ends: ``stop``, ``length``, or ``time-out`` if none came in time.
    prompt_tokens, answer_tokens : int
        As the server counted them.
    asked_on : str
        The day, as YYYY-MM-DD.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: str
    interview: str
    model: str
    digest: str
    content: str
    finish: str
    prompt_tokens: int
    answer_tokens: int
    asked_on: str


TIMED_OUT = "time-out"

Answers = Mapping[str, Answer]
"""Answers by the checksum of what was asked."""


def load_answers(path: Path) -> dict[str, Answer]:
    """Read the kept answers; a last line that was being written when the program ended is left out.

    Raises
    ------
    InputError
        If another line is no answer; it is not quoted.
    """
    if not path.is_file():
        return {}
    text = path.read_text(encoding="utf-8", errors="replace")
    whole, _, _ = text.rpartition("\n")
    found = {}
    for number, line in enumerate(whole.split("\n") if whole else [], 1):
        try:
            answer = Answer.model_validate_json(line)
        except ValidationError:
            fix = "delete this line; the passage is asked again."
            raise InputError(path, "is not an answer of a model.", fix, f"line {number}") from None
        found[answer.key] = answer
    return found


class AnswerFile:
    """Takes up each answer as it comes, so that nothing is lost if the program ends.

    Parameters
    ----------
    path : Path
        The file; it is made, or written anew, with the first answer that comes.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._begun = False
        self.answers = load_answers(path)

    def add(self, answer: Answer) -> None:
        """Write an answer to the disk."""
        self.answers[answer.key] = answer
        if not self._begun:  # without half a line, and without what is asked again
            write_text(self._path, _lines(self.answers.values()))
            self._begun = True
            return
        with self._path.open("a", encoding="utf-8") as file:
            file.write(_lines([answer]))

    def without_time_outs(self) -> None:
        """Forget what was not answered in time, so that it is asked again."""
        self.answers = {key: one for key, one in self.answers.items() if one.finish != TIMED_OUT}


def answers_gone(path: Path, interviews: Collection[str]) -> Callable[[], object]:
    """Read the answers without those about some interviews; give what writes them, if any go."""
    answers = load_answers(path)
    kept = [answer for answer in answers.values() if answer.interview not in interviews]
    return (lambda: write_text(path, _lines(kept))) if len(kept) < len(answers) else lambda: None


def _lines(answers: Collection[Answer]) -> str:
    return "".join(f"{answer.model_dump_json()}\n" for answer in answers)
