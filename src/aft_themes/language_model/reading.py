"""Check an answer: its form, its codes, and that each quote stands in the passage."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from aft_themes.language_model.answers import TIMED_OUT, Answer
from aft_themes.language_model.passage import Passage
from aft_themes.language_model.questions import MOST_CODES

# why an answer is refused; the model is told, and none repeats what anybody said
NOT_IN_TIME = "no answer came in time"
CUT_OFF = "the answer was cut off"
WRONG_FORM = "the answer was not in the form that was asked for"
UNKNOWN_CODE = "a code was not in the list"
NOT_WORD_FOR_WORD = "a quote does not stand in the passage word for word"


@dataclass(frozen=True)
class Refused:
    """An answer that does not count."""

    why: str


@dataclass(frozen=True)
class Given:
    """A code with the place of its quote in the passage."""

    code: str
    start: int
    end: int


class _Coding(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    code: str
    quote: str


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    codings: list[_Coding] = Field(max_length=MOST_CODES)


def read_answer(
    answer: Answer, passage: Passage, codes: Collection[str]
) -> tuple[Given, ...] | Refused:
    """Read an answer; one fault refuses it whole.

    A model that invents one quote is not believed in the others. A code that is given twice
    counts once, with its first quote.
    """
    if answer.finish == TIMED_OUT:
        return Refused(NOT_IN_TIME)
    if answer.finish != "stop":
        return Refused(CUT_OFF)
    try:
        said = _Form.model_validate_json(answer.content).codings
    except ValidationError:
        return Refused(WRONG_FORM)
    if any(one.code not in codes for one in said):
        return Refused(UNKNOWN_CODE)
    found: dict[str, Given] = {}
    for one in said:
        place = passage.find(one.quote)
        if place is None:
            return Refused(NOT_WORD_FOR_WORD)
        found.setdefault(one.code, Given(one.code, *place))
    return tuple(found.values())
