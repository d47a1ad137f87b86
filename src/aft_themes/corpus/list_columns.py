"""Columns of the lists of interviews and speakers, as people head them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from aft_themes.io.problems import FileProblem
from aft_themes.io.spreadsheets import ROW, plain_heading

# Headings that can mean one column only
_SAME = {
    "interview": "interview_id interviewid interview_no interview_nr interview_number",
    "file": "filename file_name files transcript transcript_file transcript_name datei dateiname "
    "fichier archivo arquivo ficheiro bestand bestandsnaam nome_file plik tiedosto",
    "interviewer": "interviewer_id interviewers interviewerin interviewer_in interviewende "
    "interviewende_person intervieweur intervieweuse enquêteur enquêtrice entrevistador "
    "entrevistadora intervistatore intervistatrice intervjuare intervjuer haastattelija ankieter "
    "ankieterka tazatel tazatelka kérdező görüşmeci mülakatç\u0131 pewawancara интервьюер",
    "participant": "participant_id participantid participants participant_no participant_number",
    "interviewer_label": "interviewerlabel interviewer_labels interviewer_name",
    "coders": "coder coder_id coder_ids coded_by rater raters kodierer codierer kodiererin "
    "codiererin kodierende codierende codificador codificadora codeur codeuse codificatore",
    "speaker": "speakers speaker_label speaker_name label",
    "role": "roles",
}
# Headings that may mean a column, or tell something of a participant: a person decides
_MAY_MEAN = {
    "interview": re.compile(r"id|case|case_id"),
    "participant": re.compile(
        r"id|p_?id|case|case_id|persons?|person_id|subjects?|subject_id|befragte|befragter|"
        r"befragte_r|befragte_person|interviewpartner(?:in|_in)?|teilnehmer(?:in|_in)?|"
        r"proband(?:in|_in)?|participante|entrevistad[oa]|enquêtée?|intervistat[oa]|partecipante|"
        r"deelnemer|respondente?|informante?|deltagare|deltager|deltaker|intervjuperson|"
        r"osallistuja|uczestnik|badan[ya]|kat\u0131l\u0131mc\u0131|narasumber|responden"
    ),
    "interviewer_label": re.compile(r"(?:speaker_)?label|moderator|facilitator"),
    "coders": re.compile(r"(?:coder|rater|codierer|kodierer)_?(?:\d{1,2}|[a-d])"),
    "role": re.compile(r"\w+_role|role_\w+"),
}
_FIX = "call it so, or give it a heading that says what it tells of participants."
_TAKEN = frozenset({"interviews", "attributes", "values"})  # by participants' tables


def other_headings(columns: Collection[str]) -> dict[str, str]:
    """Give the columns of a list by other headings that mean them."""
    return {
        heading: column
        for column, headings in _SAME.items()
        if column in columns
        for heading in headings.split()
    }


def heading_faults(read: Sequence[str], columns: Collection[str]) -> Iterator[FileProblem]:
    """Ask about headings that may mean a column that is not there, and refuse taken names.

    ``read`` holds the columns of a table that was read: those that were added come last.
    """
    names = read[: read.index(ROW)]
    for name in names:
        plain = plain_heading(name)
        meant = [
            column
            for column, pattern in _MAY_MEAN.items()
            if column in columns and column not in names and pattern.fullmatch(plain)
        ]
        if meant:
            problem = f"the column {name!r} may mean `{meant[0]}`."
            yield FileProblem(problem, _FIX, "row 1")
        elif plain in _TAKEN:
            problem = f"the program uses the heading {name!r} for other things."
            yield FileProblem(problem, "give the column another heading.", "row 1")
