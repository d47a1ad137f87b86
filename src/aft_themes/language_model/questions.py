"""What is asked: one request for each passage and run, known by its content."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from aft_themes.codebook.codes import Codebook
from aft_themes.io.parquet import rows
from aft_themes.language_model.passage import Passage
from aft_themes.language_model.prompt import Prompt
from aft_themes.settings import LanguageModelSettings

MOST_CODES = 8  # codes in one answer; in the sample no segment has more from one coder
_OTHER_SEED = 1_000  # between a question and its repetition, and more than there are runs
_AGAIN = (
    "\n\nYour last answer was refused: {why}. Answer once more, in JSON, with codes of the list "
    "and with quotes that stand in the passage letter by letter."
)


@dataclass(frozen=True)
class Request:
    """What is sent to the server: the body, and the checksum by which its answer is found."""

    body: dict[str, Any]

    @cached_property
    def key(self) -> str:
        """Checksum of all that is sent."""
        written = json.dumps(self.body, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(written.encode()).hexdigest()

    @property
    def text(self) -> str:
        """The words that are sent."""
        return "\n".join(message["content"] for message in self.body["messages"])


@dataclass(frozen=True)
class Question:
    """A passage that the model is asked to code in one run.

    Parameters
    ----------
    segment_id, interview : str
        The segment and its interview.
    turn, start : int
        Its turn, and its first character there.
    passage : Passage
        Its words.
    run : int
        From 1.
    filled : str
        The prompt with the passage in it.
    settings : LanguageModelSettings
        How the model is asked.
    codes : tuple of str
        Ids of the codes.
    """

    segment_id: str
    interview: str
    turn: int
    start: int
    passage: Passage
    run: int
    filled: str
    settings: LanguageModelSettings
    codes: tuple[str, ...]

    @property
    def seed(self) -> int:
        """What is sent as the seed of the run."""
        return self.settings.seed + self.run - 1

    def request(self, refused: str = "") -> Request:
        """Give what is sent: the question, or its repetition after an answer was refused."""
        again = _AGAIN.format(why=refused) if refused else ""
        settings = self.settings
        return Request(
            {
                "model": settings.model or settings.name,
                "messages": [{"role": "user", "content": self.filled + again}],
                "temperature": settings.temperature,
                "seed": self.seed + _OTHER_SEED * bool(refused),
                "max_tokens": settings.answer_tokens,
                "response_format": {
                    "type": "json_schema",
                    "json_schema": {
                        "name": "codings",
                        "strict": True,
                        "schema": answer_schema(self.codes),
                    },
                },
            }
        )


def answer_schema(codes: tuple[str, ...]) -> dict[str, Any]:
    """Describe an answer, so that a server lets its model write nothing else."""
    coding = {
        "type": "object",
        "properties": {
            "code": {"type": "string", "enum": list(codes)},
            "quote": {"type": "string"},
        },
        "required": ["code", "quote"],
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "properties": {"codings": {"type": "array", "items": coding, "maxItems": MOST_CODES}},
        "required": ["codings"],
        "additionalProperties": False,
    }


def make_questions(
    segments: pd.DataFrame, codebook: Codebook, prompt: Prompt, settings: LanguageModelSettings
) -> Iterator[Question]:
    """Ask about every segment in every run, run by run in the order of reading."""
    ordered = segments.sort_values(["interview", "turn", "part"], kind="stable")
    filled = [prompt.fill(codebook, row.question, row.text) for row in rows(ordered)]
    passages = [Passage(text) for text in ordered["text"]]
    for run in range(1, settings.runs + 1):
        for row, text, passage in zip(rows(ordered), filled, passages, strict=True):
            yield Question(
                segment_id=row.segment_id,
                interview=row.interview,
                turn=row.turn,
                start=row.clean_start,
                passage=passage,
                run=run,
                filled=text,
                settings=settings,
                codes=codebook.ids,
            )
