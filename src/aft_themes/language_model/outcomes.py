"""What came of each question, from the kept answers alone, so that it is the same each time."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from aft_themes.language_model.answers import Answer, Answers
from aft_themes.language_model.questions import Question, Request
from aft_themes.language_model.reading import Given, Refused, read_answer


class Status(StrEnum):
    """What came of asking about a passage in one run."""

    CODED = "coded"
    NO_CODE = "no code"
    NOT_CODED = "not coded"
    NOT_ASKED = "not asked"


@dataclass(frozen=True)
class Outcome:
    """What came of a question.

    Parameters
    ----------
    status : Status
        Whether it is answered.
    codings : tuple of Given
        The codes with their places.
    refused : tuple of str
        Why the first answer was refused, and the second.
    answers : tuple of Answer
        The answers so far.
    open : Request, optional
        What is still to be sent.
    """

    status: Status
    codings: tuple[Given, ...] = ()
    refused: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()
    open: Request | None = None


def outcome_of(question: Question, answers: Answers) -> Outcome:
    """Follow a question through its answers: a refused one is asked once more, then not coded."""
    given: list[Answer] = []
    refused: list[str] = []
    for _ in range(2):
        request = question.request(refused[-1] if refused else "")
        answer = answers.get(request.key)
        if answer is None:
            return Outcome(Status.NOT_ASKED, (), tuple(refused), tuple(given), request)
        given.append(answer)
        read = read_answer(answer, question.passage, question.codes)
        if not isinstance(read, Refused):
            status = Status.CODED if read else Status.NO_CODE
            return Outcome(status, read, tuple(refused), tuple(given))
        refused.append(read.why)
    return Outcome(Status.NOT_CODED, (), tuple(refused), tuple(given))
