"""Tables of turns: time, speaker and text columns in any order, with many names."""

from __future__ import annotations

import datetime
import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from aft_themes.transcripts import labels
from aft_themes.transcripts.artefacts import without_stamps
from aft_themes.transcripts.findings import Finding, Kind
from aft_themes.transcripts.formats import side_columns
from aft_themes.transcripts.labels import Labelled
from aft_themes.transcripts.times import LONGEST_S, span
from aft_themes.transcripts.turns import Line, Utterance

# Parts of column names, as services and researchers write them in several languages. Of two
# columns that fit, one with a strong part ("speaker") counts before one with a weak part ("name").
_STRONG = {
    "end": "end ends endzeit eindtijd stop out finish ende bis "
    "fin hasta fine fino eind einde tot fim koniec tmax "
    "endtime endtimestamp timeout endseconds endsec",
    "start": "tmin start starts begin begins begintime from in time times timestamp timestamps "
    "timespan timecode timecodes starttime timein startseconds startsec zeit zeitstempel "
    "zeitmarke startzeit anfangszeit zeitpunkt starttijd begintijd beginn "
    "anfang von temps horodatage debut minutage tiempo inicio hora marca tempo inizio orario tijd "
    "tijdcode tijdstip inicial czas poczatek tid starttid",
    "speaker": "speaker speakers speakername speakerlabel speakerid sprecher sprecherin sprechende "
    "redner rednerin locuteur locutrice interlocuteur hablante interlocutor interlocutora orador "
    "parlante interlocutore relatore spreker falante orator mowca mowiacy rozmowca osoba talare "
    "taler",
    "text": "text texts utterance utterances transcript transcription transcripttext speechtext "
    "dialog dialogs dialogue dialogues words spoken transkript transkription wortlaut aussage "
    "aeusserung ausserung gesagtes texte paroles enonce propos texto transcripcion enunciado "
    "dialogo palabras testo trascrizione enunciato parole tekst transcriptie uiting transcricao "
    "fala falas transkrypcja wypowiedz wypowiedzi",
}
_WEAK = {
    "speaker": "who name person role label tier participant voice user author sender "
    "student pupil patient client wer person rolle "
    "teilnehmer nom personne qui participante nombre persona quien rol nome chi ruolo naam wie "
    "deelnemer pessoa quem imie kto",
    "text": "content contents speech said message caption sentence what inhalt satz contenu phrase "
    "translation contenido frase mensaje contenuto battuta inhoud zin conteudo tresc zdanie body "
    "segment",
}
# a column with one of these is about the words, not the words themselves
_ABOUT = frozenset(
    "count number no nr length file date language lang confidence code codes type duration index "
    "anzahl dauer datei datum sprache score tags notes note id".split()
)
_PUNCTUATION = re.compile(r"\([^()]{0,20}\)|\[[^\[\]]{0,20}\]")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
HEADER_ROWS = 10  # a title and some facts may stand above the header
_LONGEST_NAME = 3  # words of a column's name; a cell with more holds speech

_QUESTION = frozenset(
    "question questions frage fragen pregunta preguntas domanda domande vraag vragen pergunta "
    "perguntas pytanie".split()
)
_ANSWER = frozenset(
    "answer answers response responses reply antwort antworten respuesta respuestas reponse "
    "reponses risposta risposte antwoord antwoorden resposta respostas odpowiedz".split()
)
# columns that are called after who asks and who answers, with both their words in each row
_ASKS = frozenset(
    "therapist counselor counsellor interviewer moderator researcher human user prompt context "
    "question".split()
)
_ANSWERS = frozenset(
    "client patient participant interviewee respondent assistant bot response answer".split()
)
_SENTENCE = 4  # words; answers of a questionnaire are shorter
# a column with one of these holds the words in another language; English is read if it is there
_TRANSLATION = frozenset("translation translated ubersetzung traduction traduccion".split())
_KNOWN = frozenset("english englisch anglais ingles".split())
_AS_FULL = 0.9  # share of the rows that have words
_GUESS_ROWS = 200  # enough to tell columns apart
_SHORT_TALK = 4  # turns; in so few somebody may speak once
_LEAST_PAIRS = 4  # labels in one cell: two people who speak twice
_WIDE = 5  # two times, a number, speaker and words; a catalogue has more columns
# a column of names: short, and few of them; a focus group has at most a dozen people
_SHORT_WORDS, _FEW_SPEAKERS = 5, 12
_RULE = re.compile(r"[\s:=|-]{1,200}")  # the line below the header of a Markdown table
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8}\d{0,2});", re.IGNORECASE)

_LEAST_LABELLED = 4  # cells with a label: a question and an answer, twice
_OVERRIDE = re.compile(r"\{\\[^{}]{0,80}\}")

Cell = object
Table = Sequence[Sequence[Cell]]


def or_labels(tables: Sequence[Table], lines: Sequence[Line], *, guess: bool = True) -> Labelled:
    """Read a document's tables of turns or, if it has none, its lines with labels.

    A table without a header is read only if there are no labels.
    """
    text = "\n".join(line.text for line in lines)
    tables = [asked_and_answered(rows) for rows in tables]
    columns = [pair for rows in tables for pair in _columns_in_cells(rows)]
    if columns:
        return _of_columns(columns, lines)
    found = list(utterances(tables))
    if found:
        return Labelled(found, [], text)
    spoken = side_columns.left_out(tables, lines)
    labelled = labels.utterances(spoken.lines)
    if labelled.utterances and spoken.dropped:
        findings = [*labelled.findings, Finding(Kind.MARGINS, side_columns.LEFT_OUT)]
        beside = "\n".join((labelled.text, *spoken.dropped))
        return replace(labelled, findings=findings, text=beside)
    if labelled.utterances or not guess:
        return labelled
    return Labelled(list(utterances(tables, guess=True)), [], text)


def asked_and_answered(rows: Table) -> Table:
    """Give a table with a column of questions and one of answers a row for each of both.

    The other columns stay, for they may say whose interview it is. Every other table stays as it
    is, also one whose answers are empty: a list of questions to ask.
    """
    for top, header in enumerate(rows[:HEADER_ROWS]):
        asked = [at for at, cell in enumerate(header) if _QUESTION.intersection(_parts(cell))]
        told = [at for at, cell in enumerate(header) if _ANSWER.intersection(_parts(cell))]
        if len(asked) == len(told) == 1 and asked != told and not is_header(header):
            below = rows[top + 1 :]
            return _both(header, below, asked[0], told[0]) if _speak(below, told[0]) else rows
        talkers = talkers_in([str(cell) for cell in header])
        if talkers and not is_header(header):
            below = rows[top + 1 :]
            if all(_speak(below, at) for at in talkers):
                return _both(header, below, *talkers, labels=[str(header[at]) for at in talkers])
    return rows


def talkers_in(names: Sequence[str]) -> tuple[int, int] | None:
    """Find the columns, or keys, that are called after who asks and who answers."""
    plain = [name.strip().casefold() for name in names]
    asks = [at for at, name in enumerate(plain) if name in _ASKS]
    answers = [at for at, name in enumerate(plain) if name in _ANSWERS]
    return (asks[0], answers[0]) if len(asks) == len(answers) == 1 else None


def _speak(rows: Table, at: int) -> bool:
    """Tell whether most cells of a column hold a sentence."""
    said = sum(len(str(_cell(row, at)).split()) >= _SENTENCE for row in rows)
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
            if str(_cell(row, at)).strip():
                found.append([*(_cell(row, other) for other in rest), label, _cell(row, at)])
    return found


def _columns_in_cells(rows: Table) -> list[tuple[list[str], str]]:
    """Find cells that hold all labels, each with the words in the cell beside it.

    People type so to have the labels in a column: blank lines keep them beside their words.
    """
    found = []
    for row in rows:
        cells = [str(cell or "") for cell in row if str(cell or "").strip()]
        if len(cells) != 2:
            continue
        names = [line.strip() for line in cells[0].splitlines() if line.strip()]
        short = all(len(name.split()) <= _SHORT_WORDS for name in names)
        few = len({name.casefold() for name in names}) <= len(names) / 2
        if short and few and len(names) >= _LEAST_PAIRS:
            found.append((names, cells[1]))
    return found


def _of_columns(columns: Sequence[tuple[list[str], str]], lines: Sequence[Line]) -> Labelled:
    """Pair labels and words in their order, unless that is impossible for most of the words."""
    lines = [line for line in lines if line.text.strip()]
    problems, lost = [], 0
    for names, words in columns:
        pairs = _pairs(names, words)
        lines = _woven(lines, names, words, pairs)
        if not pairs:
            lost += len(words)
            problems.append(f"{len(names)} labels beside {len(_paragraphs(words))} paragraphs")
    counts = "; ".join(problems)
    message = f"all labels stand in one cell and do not fit the words beside: {counts}."
    if 2 * lost > sum(len(line.text) for line in lines):
        text = "\n".join(line.text for line in lines)
        return Labelled([], [Finding(Kind.NO_SPEAKERS, message)], text)
    return labels.utterances(lines)


def _woven(
    lines: list[Line], names: Sequence[str], words: str, pairs: Sequence[tuple[str, str]]
) -> list[Line]:
    """Put paired labels and words where the two cells stand; words without a pair are left out."""
    cells = [*names, *_paragraphs(words)]
    texts = [line.text.strip() for line in lines]
    starts = (at for at in range(len(texts)) if texts[at : at + len(cells)] == cells)
    at = next(starts, len(lines))
    said = [
        Line(f"{name.removesuffix(':')}: {' '.join(text.split())}", "table") for name, text in pairs
    ]
    return [*lines[:at], *said, *lines[at + len(cells) :]]


def _paragraphs(words: str) -> list[str]:
    return [part.strip() for part in words.splitlines() if part.strip()]


def _pairs(names: Sequence[str], words: str) -> list[tuple[str, str]]:
    counts = Counter(name.casefold() for name in names)
    again = [name for name in names if counts[name.casefold()] > 1]  # the rest may be a title
    blocks = [part.strip() for part in re.split(r"\n\s*\n", words) if part.strip()]
    fitting = ((some, parts) for some in (names, again) for parts in (_paragraphs(words), blocks))
    some, parts = next(((a, b) for a, b in fitting if len(a) == len(b)), ([], []))
    return list(zip(some, parts, strict=True))


def utterances(tables: Sequence[Table], *, guess: bool = False) -> Iterator[Utterance]:
    """Read the turns of the tables that have a speaker and a text column.

    With ``guess`` the columns of a table without a header are found by what is in them. An empty
    speaker cell continues the last speaker.
    """
    for number, rows in enumerate(tables, 1):
        prefix = f"table {number}, " if len(tables) > 1 else ""
        top = header_row(rows)
        if top is not None:
            yield from in_seconds(list(_read(rows, top + 1, columns_in(rows, top), prefix)))
        elif guess:
            first = 1 if rows and _names_columns(rows[0]) else 0
            named = columns_of(rows[0], clear=True) if first else {}
            yield from _read(rows, first, _guessed(rows[first:], named), prefix)


def labels_in_cells(tables: Sequence[Table]) -> Labelled:
    """Read tables without a column for the speaker, most of whose cells begin with a label.

    Beside the words only times and numbers may stand: other tables list codes, or people.
    """
    lines: list[Line] = []
    timed = False
    for number, rows in enumerate(tables, 1):
        prefix = f"table {number}, " if len(tables) > 1 else ""
        top = next((at for at, row in enumerate(rows[:HEADER_ROWS]) if _names_words(row)), None)
        columns = {} if top is None else columns_of(rows[top])
        columns.setdefault("text", _fullest(rows))
        below = rows[0 if top is None else top + 1 :]
        if _other_words(below, columns["text"]):
            continue
        timed = timed or "start" in columns
        for at, row in enumerate(below, len(rows) - len(below) + 1):
            lines += _lines_of_cell(row, columns, f"{prefix}row {at}")
    found = labels.utterances(lines, captions=timed)
    labelled = sum(bool(one.speaker and one.text) for one in found.utterances)
    many = labelled >= _LEAST_LABELLED and 2 * labelled >= len(found.utterances)
    return found if many else Labelled([], [], found.text)


def _lines_of_cell(row: Sequence[Cell], columns: dict[str, int], place: str) -> Iterator[Line]:
    start, end = time_of(_cell(row, columns["start"]) if "start" in columns else "")
    stop, _ = time_of(_cell(row, columns["end"]) if "end" in columns else "")
    said = without_entities(str(_cell(row, columns["text"])))
    for line in said.splitlines():
        yield Line(line, place, start, end if stop is None else stop)


def _other_words(rows: Table, text: int) -> bool:
    """Tell whether another column than that of the words holds anything but times and numbers."""
    return any(
        time_of(cell)[0] is None
        for row in rows
        for at, cell in enumerate(row)
        if at != text and str(_cell(row, at)).strip()
    )


def _names_words(row: Sequence[Cell]) -> bool:
    columns = columns_of(row, clear=True)
    return "text" in columns and _names_columns(row)


def _fullest(rows: Table) -> int:
    """Return the column with most words."""
    sample = rows[:_GUESS_ROWS]
    width = max(map(len, sample), default=1)
    return max(range(width), key=lambda at: sum(len(str(_cell(row, at)).split()) for row in sample))


def in_seconds(found: Sequence[Utterance]) -> Iterator[Utterance]:
    """Divide whole numbers by a thousand where as seconds they would be more than two days."""
    times = [time for one in found for time in (one.start_s, one.end_s) if time is not None]
    milliseconds = max(times, default=0.0) > LONGEST_S and all(map(float.is_integer, times))
    for one in found:
        start, end = one.start_s, one.end_s
        if milliseconds:
            start, end = (None if time is None else time / 1000 for time in (start, end))
        yield replace(one, start_s=start, end_s=end)


def header_row(rows: Table) -> int | None:
    """Return the place of the row that names a speaker and a text column."""
    return next((at for at, row in enumerate(rows[:HEADER_ROWS]) if is_header(row)), None)


def translated(rows: Table, top: int) -> int | None:
    """Return the column that holds the words in another language than those that are read."""
    columns = columns_in(rows, top)
    if not any(_TRANSLATION.intersection(_parts(cell)) for cell in rows[top]):
        return None
    words = {
        at: sum(len(str(_cell(row, at)).split()) for row in rows[top + 1 :])
        for at in range(len(rows[top]))
        if at not in columns.values()
    }
    other = max(words, key=lambda at: words[at], default=None)
    read = sum(len(str(_cell(row, columns["text"])).split()) for row in rows[top + 1 :])
    # half: a translation may lack some lines, and no other column is as long
    return other if other is not None and 2 * words[other] > read else None


def _text_column(rows: Table, top: int, text: int) -> int:
    """Choose the translation into English beside the words, if it is as full as these."""
    english = [
        at
        for at, cell in enumerate(rows[top])
        if _TRANSLATION.intersection(_parts(cell)) and _KNOWN.intersection(_parts(cell))
    ]
    if not english:
        return text
    translated_rows, rows_with_words = (
        sum(bool(_cell(row, at)) for row in rows) for at in (english[0], text)
    )
    return english[0] if translated_rows >= _AS_FULL * rows_with_words else text


def text_of(tables: Sequence[Table]) -> str:
    """Return the words of the columns that hold sentences: what somebody may have said."""
    pieces: list[str] = []
    for rows in tables:
        top = header_row(rows)
        other = None if top is None else translated(rows, top)
        for at in range(max(map(len, rows), default=0)):
            if at == other:
                continue
            cells = [str(_cell(row, at)) for row in rows]
            cells = list(dict.fromkeys(cells))  # a title that stands in every row is one title
            words = sum(len(cell.split()) for cell in cells)
            if words > _SHORT_WORDS * sum(bool(cell.strip()) for cell in cells):
                pieces.extend(cells)
    return "\n".join(map(without_entities, pieces))


def without_entities(text: str) -> str:
    """Write HTML entities such as ``&#8212;`` as the characters; leave out signs of subtitles."""
    text = _ENTITY.sub(lambda match: html.unescape(match[0]), text) if "&" in text else text
    # of subtitles in Advanced SubStation Alpha: "{\\i1}words{\\i0}\\Nwords"
    return _OVERRIDE.sub("", text).replace("\\N", " ") if _OVERRIDE.search(text) else text


def columns_of(row: Sequence[Cell], *, clear: bool = False) -> dict[str, int]:
    """Find the index of the ``speaker``, ``text``, ``start`` and ``end`` columns of a header.

    Where it must be clear, a column "name" or "content" is neither.
    """
    columns: dict[str, int] = {}
    for known in (_STRONG,) if clear else (_STRONG, _WEAK):
        for at, cell in enumerate(row):
            column = _column(_parts(cell), known)
            if column and at not in columns.values():
                columns.setdefault(column, at)
    return columns


def columns_in(rows: Table, top: int) -> dict[str, int]:
    """Find the columns under a header; of two that may name the speaker, the one that changes.

    "Participant" names the speaker in one table, and in another whose interview it is.
    """
    columns = columns_of(rows[top])
    if "text" in columns:
        columns["text"] = _text_column(rows, top, columns["text"])
    if "speaker" in columns_of(rows[top], clear=True):
        return columns
    may = [
        at
        for at, cell in enumerate(rows[top])
        if _column(_parts(cell), {"speaker": _WEAK["speaker"]})
    ]
    below = rows[top + 1 : top + 1 + _GUESS_ROWS]

    def changes(at: int) -> int:
        return sum(_cell(one, at) != _cell(other, at) for one, other in pairwise(below))

    return columns | {"speaker": max(may, key=changes, default=columns["speaker"])}


def _parts(cell: Cell) -> list[str]:
    """Split a column's name: ``startTime (s)`` is start and time."""
    name = _PUNCTUATION.sub(" ", str(cell or "")[:60].strip())  # what is longer is speech
    if name.endswith((".", "?", "!")):
        return []  # a sentence
    plain = unicodedata.normalize("NFKD", _CAMEL.sub(" ", name)).casefold().replace("\u0142", "l")
    return re.findall(r"[^\W\d_]+", "".join(c for c in plain if not unicodedata.combining(c)))


def _column(parts: Sequence[str], known: dict[str, str]) -> str:
    if not 0 < len(parts) <= _LONGEST_NAME:
        return ""
    whole = "".join(parts)
    found = next(
        (
            column
            for column, names in known.items()
            if whole in names.split() or set(names.split()).intersection(parts)
        ),
        "",
    )
    about = _ABOUT.intersection(parts) and not (found == "speaker" and known is _STRONG)
    return "" if about and found and whole not in known[found].split() else found


def is_header(row: Sequence[Cell]) -> bool:
    """Tell whether a row names a speaker and a text column."""
    return {"speaker", "text"} <= columns_of(row).keys()


def names_speakers(row: Sequence[Cell]) -> bool:
    """Tell whether a row names a speaker column for sure, as tables of turns do."""
    return any(_column(_parts(cell), _STRONG) == "speaker" for cell in row)


def _names_columns(row: Sequence[Cell]) -> bool:
    """Tell whether a row is a header of which one column is not known."""
    cells = [str(cell or "") for cell in row]
    short = all(len(cell.split()) <= _LONGEST_NAME and not cell[:1].isdigit() for cell in cells)
    return short and bool(columns_of(row)) and not any(cell.endswith((".", "?")) for cell in cells)


def _read(rows: Table, first: int, columns: dict[str, int], prefix: str) -> Iterator[Utterance]:
    if not columns:
        return
    for at in range(first, len(rows)):
        place = f"{prefix}row {at + 1}"
        merged = [cell for cell in rows[at] if str(cell or "").strip()]
        if merged and all(_RULE.fullmatch(str(cell)) for cell in merged):
            continue
        if len(rows[at]) == 1 and merged:  # one cell over the whole row
            yield Utterance(None, str(merged[0]), place)
            continue
        cells = {name: _cell(rows[at], column) for name, column in columns.items()}
        start, end = time_of(cells.get("start"))
        stop, _ = time_of(cells.get("end"))
        yield Utterance(
            speaker=without_entities(str(cells["speaker"])).strip().removesuffix(":") or None,
            text=without_stamps(without_entities(str(cells["text"])))[0],
            place=place,
            start_s=start,
            end_s=end if stop is None else stop,
        )


def _guessed(rows: Table, named: dict[str, int]) -> dict[str, int]:
    """Find columns by content: times, few short speakers that recur, and the most words.

    Columns that a header names are known; one that names the speakers makes any table a
    transcript's.
    """
    sample = rows[:_GUESS_ROWS]
    columns = [
        [str(_cell(row, at)).strip() for row in sample]
        for at in range(max(map(len, sample), default=0))
    ]
    if "speaker" not in named and sum(map(any, columns)) > _WIDE:
        return {}
    words = [sum(len(cell.split()) for cell in column) for column in columns]
    times = [at for at, column in enumerate(columns) if _are_times(column)]
    rest = [at for at in range(len(columns)) if at not in (*times, *named.values())]
    text = named.get("text", max(rest, key=lambda at: words[at], default=-1))
    speakers = [at for at in rest if at != text and _are_speakers(columns[at])]
    if text < 0 or not (speakers or "speaker" in named):
        return {}
    start = {"start": times[0]} if times else {}
    return {
        "speaker": named.get("speaker", next(iter(speakers), -1)),
        "text": text,
        **start,
    } | named


def _are_times(column: Sequence[str]) -> bool:
    filled = [cell for cell in column if cell]
    return bool(filled) and all(":" in cell and time_of(cell)[0] is not None for cell in filled)


def _are_speakers(column: Sequence[str]) -> bool:
    filled = [cell for cell in column if cell]
    # whoever speaks does so again: in a list most names stand once
    most = 2 * len(filled) // 3 if len(filled) > _SHORT_TALK else len(filled) - 1
    return (
        len(filled) > 1
        and len(set(filled)) <= min(_FEW_SPEAKERS, most)
        and all(len(cell.split()) <= _SHORT_WORDS for cell in filled)
        # numbers are counts, and true or false are answers, unless a header says "speaker"
        and 2 * sum(_names_somebody(cell) for cell in set(filled)) > len(set(filled))
    )


def _names_somebody(cell: str) -> bool:
    letters = any(char.isalpha() for char in cell)
    asks = cell.endswith("?") and len(cell.split()) > 2  # a question, and nobody's name
    return (
        letters
        and not asks
        and cell.casefold() not in ("true", "false", "yes", "no", "n/a", "na", "none")
    )


def _cell(row: Sequence[Cell], column: int) -> Cell:
    value = row[column] if column < len(row) else None
    return "" if value is None else value


def time_of(value: Cell) -> tuple[float | None, float | None]:
    """Read the cell of a time column: a text, a number of seconds, or a spreadsheet's time."""
    if isinstance(value, datetime.datetime):
        value = value.time()
    if isinstance(value, datetime.time):
        value = value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6
    if isinstance(value, datetime.timedelta):
        value = value.total_seconds()
    return span("" if value is None else str(value))
