"""What the columns of a table of turns are called, in the languages of services and researchers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from aft_themes.io.spreadsheets import plain_heading
from aft_themes.transcripts.formats.cells import Cell
from aft_themes.wording import without_accents

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
    "speaker": "who name person actor role label tier participant voice user author sender "
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
    "act acts category emotion sentiment tag theme topic "
    "anzahl dauer datei datum sprache score tags notes note id".split()
)
_PUNCTUATION = re.compile(r"\([^()]{0,20}\)|\[[^\[\]]{0,20}\]")
_GENDERED = re.compile(r"(?<=[^\W\d_])[:*_/](?:innen|in|r|e)\b")  # "Sprecher:in"
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_CAMEL_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
# beside what was said: "Teacher tag", "DialogAct", "Code 2"; a country's or a time's code is none
_BESIDE = re.compile(
    r"(?:[a-z0-9]+_)*(?:code|tag|label|theme|annotation)s?(?:_?\d{1,2})?"
    r"|(?:[a-z0-9]+_)*categor(?:y|ies)(?:_?\d{1,2})?"
    r"|(?:[a-z0-9]+_)+(?:act|move|behaviou?r|talk_type)s?|(?:[a-z0-9]+_)*strateg(?:y|ies)"
)
_NO_CODES = re.compile(
    r"(?:zip|post|postal|time|country|language|lang|area|source|file|error|speaker|colou?r)_"
    r"(?:code|tag|label|category)s?"
)
_LONGEST_NAME = 3  # words of a column's name; a cell with more holds speech
# columns that are called after who asks and who answers, with both their words in each row
_ASKS = frozenset(
    "therapist counselor counsellor interviewer moderator researcher human user prompt context "
    "question".split()
)
_ANSWERS = frozenset(
    "client patient participant interviewee respondent assistant bot response answer".split()
)


def talkers_in(names: Sequence[str]) -> tuple[int, int] | None:
    """Find the columns, or keys, that are called after who asks and who answers."""
    plain = [name.strip().casefold() for name in names]
    asks = [at for at, name in enumerate(plain) if name in _ASKS]
    answers = [at for at, name in enumerate(plain) if name in _ANSWERS]
    return (asks[0], answers[0]) if len(asks) == len(answers) == 1 else None


def columns_of(row: Sequence[Cell], *, clear: bool = False) -> dict[str, int]:
    """Find the index of the ``speaker``, ``text``, ``start`` and ``end`` columns of a header.

    Where it must be clear, a column "name" or "content" is neither.
    """
    columns: dict[str, int] = {}
    for known in (_STRONG,) if clear else (_STRONG, _WEAK):
        for at, cell in enumerate(row):
            column = _column(name_parts(cell), known)
            if column and at not in columns.values():
                columns.setdefault(column, at)
    return columns


def name_parts(cell: Cell) -> list[str]:
    """Split a column's name: ``startTime (s)`` is start and time."""
    name = _PUNCTUATION.sub(" ", str(cell or "")[:60].strip())  # what is longer is speech
    name = _GENDERED.sub("", name)
    if name.endswith((".", "?", "!")):
        return []  # a sentence
    plain = without_accents(_CAMEL.sub(" ", name)).casefold().replace("\u0142", "l")
    return re.findall(r"[^\W\d_]+", plain)


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


def may_hold_codes(name: str) -> bool:
    """Tell whether a column, or a key, beside somebody's words may hold codes of them."""
    bare = plain_heading(without_accents(re.sub(_CAMEL_WORDS, " ", name)))
    return bool(_BESIDE.fullmatch(bare)) and not _NO_CODES.fullmatch(bare)


def is_header(row: Sequence[Cell]) -> bool:
    """Tell whether a row names a speaker and a text column."""
    return {"speaker", "text"} <= columns_of(row).keys()


def names_speakers(row: Sequence[Cell]) -> bool:
    """Tell whether a row names a speaker column for sure, as tables of turns do."""
    return any(_column(name_parts(cell), _STRONG) == "speaker" for cell in row)


def may_name_speaker(cell: Cell) -> bool:
    """Tell whether a column's name may be that of the speaker, or whose interview it is."""
    return bool(_column(name_parts(cell), {"speaker": _WEAK["speaker"]}))


def names_columns(row: Sequence[Cell]) -> bool:
    """Tell whether a row is a header of which one column is not known."""
    cells = [str(cell or "") for cell in row]
    short = all(len(cell.split()) <= _LONGEST_NAME and not cell[:1].isdigit() for cell in cells)
    return short and bool(columns_of(row)) and not any(cell.endswith((".", "?")) for cell in cells)
