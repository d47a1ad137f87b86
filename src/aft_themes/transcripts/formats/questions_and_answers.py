"""Tables with a column for who asks and one for who answers."""

from __future__ import annotations

from collections.abc import Sequence

from aft_themes.transcripts.formats.cells import HEADER_ROWS, Cell, Table, value_at
from aft_themes.transcripts.formats.column_names import is_header, name_parts, talkers_in

_QUESTION = frozenset(
    "question questions frage fragen pregunta preguntas domanda domande vraag vragen pergunta "
    "perguntas pytanie pytania pertanyaan soru sorular fraga fragor spørsmal spørgsmal kysymys "
    "вопрос вопросы otazka otazky kerdes intrebare".split()
)
_ANSWER = frozenset(
    "answer answers response responses reply antwort antworten respuesta respuestas reponse "
    "reponses risposta risposte antwoord antwoorden resposta respostas odpowiedz "
    "odpowiedzi jawaban cevap cevaplar yan\u0131t svar vastaus odpoved valasz raspuns "
    "ответ ответы".split()
)
_SENTENCE = 4  # words; answers of a questionnaire are shorter


def names_answers(name: str) -> bool:
    """Tell whether a name of a column or a style says that it holds answers."""
    return bool(_ANSWER.intersection(name_parts(name)))


def asked_and_answered(rows: Table) -> Table:
    """Give a table with a column of questions and one of answers a row for each of both.

    The other columns stay, for they may say whose interview it is. Every other table stays as it
    is, also one whose answers are empty: a list of questions to ask.
    """
    for top, header in enumerate(rows[:HEADER_ROWS]):
        asked = [at for at, cell in enumerate(header) if _QUESTION.intersection(name_parts(cell))]
        told = [at for at, cell in enumerate(header) if _ANSWER.intersection(name_parts(cell))]
        if len(asked) == len(told) == 1 and asked != told and not is_header(header):
            below = rows[top + 1 :]
            return _both(header, below, asked[0], told[0]) if _speak(below, told[0]) else rows
        talkers = talkers_in([str(cell) for cell in header])
        if talkers and not is_header(header):
            below = rows[top + 1 :]
            if all(_speak(below, at) for at in talkers):
                return _both(header, below, *talkers, labels=[str(header[at]) for at in talkers])
    return rows


def _speak(rows: Table, at: int) -> bool:
    """Tell whether most cells of a column hold a sentence."""
    said = sum(len(str(value_at(row, at)).split()) >= _SENTENCE for row in rows)
    return 2 * said > len(rows)


def _both(
    header: Sequence[Cell],
    rows: Table,
    asked: int,
    told: int,
    labels: Sequence[str] = ("Q", "A"),
) -> Table:
    rest = [at for at in range(len(header)) if at not in (asked, told)]
    found: list[list[Cell]] = [[*(header[at] for at in rest), "speaker", "text"]]
    for row in rows:
        for label, at in zip(labels, (asked, told), strict=True):
            if str(value_at(row, at)).strip():
                found.append([*(value_at(row, other) for other in rest), label, value_at(row, at)])
    return found
