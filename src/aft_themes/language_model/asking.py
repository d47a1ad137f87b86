"""Ask what is not answered yet: count tokens first, then one question after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from aft_themes.language_model.answers import TIMED_OUT, Answer, AnswerFile
from aft_themes.language_model.outcomes import outcome_of
from aft_themes.language_model.questions import Question, Request
from aft_themes.language_model.server import NoAnswerError, Reply, Server, ServerError
from aft_themes.settings import LanguageModelSettings
from aft_themes.wording import count

COUNTING = 4  # requests that count the tokens of the longest prompt
_SPARE = 120  # tokens: of the sentence that is added when a question is repeated, and of rounding
_ROUNDING = 8  # tokens by which two halves may have more than the whole
_MOST_TIME_OUTS = 3  # in a row: then the server hangs, and waiting helps nobody


@dataclass(frozen=True)
class Plan:
    """What would be sent.

    Parameters
    ----------
    questions : tuple of Question
        All passages in all runs.
    open : tuple of Question
        Of these, what is not answered yet.
    """

    questions: tuple[Question, ...]
    open: tuple[Question, ...]

    @property
    def letters(self) -> int:
        """Letters that are sent, without repetitions."""
        return sum(len(question.filled) for question in self.open)

    @property
    def longest(self) -> Question:
        """The question with the longest prompt."""
        return max(self.open, key=lambda question: len(question.filled.encode()))

    def lines(self, settings: LanguageModelSettings) -> list[str]:
        """Say what is sent, how much and where to, before anything is sent."""
        passages = len({question.segment_id for question in self.questions})
        where = "this computer" if settings.is_local else f"another computer: {settings.processor}"
        done = len(self.questions) - len(self.open)
        said = [
            f"{count(passages, 'passage')} in {settings.runs} runs: "
            f"{count(len(self.questions), 'question')}, of which {done:,} are answered.",
            f"To send: {count(len(self.open), 'request')}, at most as many again where answers are "
            f"refused, and {COUNTING} to count tokens; {self.letters:,} letters in all.",
            f"To: {settings.url} ({where}), model {settings.model or settings.name}, context "
            f"{settings.context_tokens:,} tokens, answers of at most {settings.answer_tokens:,}.",
        ]
        if not settings.is_local:
            said.append(f"Approved by {settings.approval} on {settings.approved_on}.")
        return said


def make_plan(questions: Sequence[Question], file: AnswerFile) -> Plan:
    """Find out what is not answered yet."""
    still = tuple(one for one in questions if outcome_of(one, file.answers).open)
    return Plan(tuple(questions), still)


def ask(
    plan: Plan,
    file: AnswerFile,
    server: Server,
    settings: LanguageModelSettings,
    *,
    today: str,
    told: Callable[[int], object] = lambda _: None,
) -> None:
    """Ask what is open, and keep every answer as it comes.

    Parameters
    ----------
    plan : Plan
        What is open.
    file : AnswerFile
        Where answers are kept.
    server : Server
        Who is asked.
    settings : LanguageModelSettings
        How.
    today : str
        The day, as YYYY-MM-DD.
    told : callable
        Is told how many questions are done.

    Raises
    ------
    ServerError
        If the server stops, hangs, cuts prompts, or runs another model than before.
    """
    if not plan.open:
        return
    digest = _digest(file, server, settings)
    check_room(plan.longest.request(), server, settings)
    late = 0
    for number, question in enumerate(plan.open, 1):
        while request := outcome_of(question, file.answers).open:
            answer = _answer(request, question, server, digest, today)
            late = late + 1 if answer.finish == TIMED_OUT else 0
            if late == _MOST_TIME_OUTS:
                raise ServerError(
                    f"{settings.url} answered {late} times in a row with nothing in "
                    f"{count(settings.timeout_s, 'second')}. Fix: restart it, or raise "
                    "language_model.timeout_s; then type the same with --again."
                )
            file.add(answer)
        told(number)


def _digest(file: AnswerFile, server: Server, settings: LanguageModelSettings) -> str:
    """Say which file the model is; the same as in the answers so far."""
    digest = settings.digest or server.digest()
    if not digest:
        raise ServerError(
            "The server does not say which file its model is. Fix: write the file's SHA-256 as "
            "language_model.digest (`sha256sum FILE`, on a Mac `shasum -a 256 FILE`)."
        )
    before = {answer.digest for answer in file.answers.values()} - {digest}
    if before:
        raise ServerError(
            "The answers so far are of another file of the model. Fix: load that one again, or "
            "move language_model_answers.jsonl away and ask everything again."
        )
    return digest


def _answer(
    request: Request, question: Question, server: Server, digest: str, today: str
) -> Answer:
    try:
        reply = server.ask(request.body)
    except NoAnswerError:
        reply = None
    if reply:
        _check_uncut(reply, request)
    return Answer(
        key=request.key,
        interview=question.interview,
        model=(reply and reply.model) or str(request.body["model"]),
        digest=digest,
        content=reply.content if reply else "",
        finish=reply.finish if reply else TIMED_OUT,
        prompt_tokens=reply.usage.prompt_tokens if reply else 0,
        answer_tokens=reply.usage.completion_tokens if reply else 0,
        asked_on=today,
    )


def _check_uncut(reply: Reply, request: Request) -> None:
    """Every word is a token at least; fewer tokens mean that the prompt was cut."""
    if reply.usage.prompt_tokens < len(request.text.split()):
        raise ServerError(_cut())


def check_room(request: Request, server: Server, settings: LanguageModelSettings) -> None:
    """Count the tokens of the longest prompt, whole and in two halves.

    A server that cuts long prompts without a word counts fewer for the whole than for its halves.
    """
    text = request.text
    middle = len(text) // 2
    whole, first, second, nearly_none = (
        _tokens(part, request, server) for part in (text, text[:middle], text[middle:], ".")
    )
    if whole + _ROUNDING < first + second - nearly_none:
        raise ServerError(_cut())
    needed = whole + _SPARE + settings.answer_tokens
    if needed > settings.context_tokens:
        raise ServerError(
            f"The longest prompt has {whole:,} tokens; with the answer that makes {needed:,}, more "
            f"than language_model.context_tokens ({settings.context_tokens:,}). Fix: run the "
            "server with a larger context and write its size there, or shorten prompt or codebook."
        )


def _tokens(text: str, request: Request, server: Server) -> int:
    body = {
        "model": request.body["model"],
        "messages": [{"role": "user", "content": text}],
        "max_tokens": 1,
    }
    try:
        return server.ask(body).usage.prompt_tokens
    except NoAnswerError:
        raise ServerError(
            "The server did not count the tokens of the longest prompt in time. Fix: raise "
            "language_model.timeout_s, or use a smaller model."
        ) from None


def _cut() -> str:
    return (
        "The server cuts prompts: it counts fewer tokens than they have, so the model would not "
        "see all codes. Nothing of it is kept. Fix: run it with a larger context (Ollama: "
        "OLLAMA_CONTEXT_LENGTH; llama.cpp: --ctx-size), or shorten prompt or codebook."
    )
