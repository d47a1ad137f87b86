"""What a line of a report says of a quote: by a label (``Code: shame``), or by its form.

Programs name the source of a quote in few forms: ATLAS.ti ``P 2: P02.docx - 2:128 [...] (227:227)
(Super)``, ``26:1 words... (25:90) - D 26: P02`` or ``1:3 ¶ 5, words in P02.docx``; MAXQDA and f4
``P02, Pos. 12`` or ``(P02, Abs. 12)``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from aft_themes.documents.headers import CODING_COLUMNS, plain_name

CODE, CODER, DOCUMENT, MEMO = "code", "coder", "interview", "memo"
POSITION, QUOTE, GROUP, OTHER = "position", "quote", "group", "other"
"""Fields of a quote. A group is a code over many quotes; ``other`` is not used."""
Mark = tuple[str, str]  # field and value; of ``other``, the label

# beside the names of columns: what only reports write before a colon
_REPORT_LABELS: Mapping[str, str] = {
    DOCUMENT: (
        "documents quelle fuente fonte primary_document episode quote_document title titel "
        "library_document dokumente documentos"
    ),
    CODE: (
        "coding codings coded_with coded_as applied_codes codes_applied kodierung kodierungen "
        "codierungen keywords clip_keywords quote_keywords quirks parent_code theme_code "
        "codificacion codificaciones codigos_aplicados"
    ),
    CODER: "codings_by kodiert_von codiert_von codificado_por autor auteur autore coded_by_user",
    MEMO: "comentarios comentario_de_la_cita kommentare quotation_comment segment_comment",
    POSITION: (
        "pos paragraph paragraphs absatz absatze zeile zeilen line lines parrafo parrafos linea "
        "lineas excerpt_range quote_position document_position"
    ),
    QUOTE: (
        "clip_transcript quote_text source_material textstellen inhalt contenido conteudo contenu "
        "inhalt_der_textstelle excerpt_text coded_words"
    ),
    OTHER: (
        "weight weight_score gewicht peso relevance date datum fecha created erstellt creado "
        "modified geandert modificado area flache coverage abdeckung document_group "
        "dokumentgruppe grupo_de_documentos groups gruppen grupos group id quotation_id "
        "quotation_name name_of_quotation length duration media_file clip collection "
        "file_type source_type doc_creator doc_date doc_creation_date descriptors descriptor_info "
        "frequency reference references report report_created_by project projekt proyecto hu "
        "edited_by date_time mode quotation_filter code_filter pd_filter code_family "
        "codes_filter time quotations zitate citas hyperlinks memos_linked excerpt_date "
        "created_at last_modified extent number_of_codes memo_title scope"
    ),
}
LABELS: Mapping[str, str] = {
    **{name: field for field, names in CODING_COLUMNS.items() for name in names},
    **{name: field for field, names in _REPORT_LABELS.items() for name in names.split()},
}
"""The field that each label names; labels are written as :func:`plain_name` does."""
_FIELDS = frozenset((CODE, CODER, DOCUMENT, MEMO, POSITION, QUOTE, OTHER))
_LABEL = re.compile(
    r"(?:^\W{0,3}(?:\d{1,4}\s+)?|\t\W{0,3}|(?<!\s)\s{2,}|\s[|;\u00b7\u2022]\s+)"
    r"(?P<label>[^\W\d_][^\W\d_]{0,24}(?:[ /_'\u2019-][^\W\d_]{1,20}){0,3})(?:\(s\))?\s*:(?=\s|$)"
)
_INSIDE = re.compile(
    r"\s(?P<label>weight(?: score)?|gewicht|peso|position|created by|coder|coded by)\s?:\s", re.I
)
_BETWEEN_CELLS = re.compile(r"[\t|]+")
_LONGEST_LABEL = 40  # letters; longer than any of a program's
_LONGEST_NAME, _MOST_NAME_WORDS = 80, 10  # of a document; more is what somebody says
_SPEECH_END = re.compile(r"[?!\u2026]|[^.\s]{3,}\.(?=\s)|\w{2,}[.]$")
_UNIT = (
    r"(?:pos(?:ition|ici[oó]n|i[cç][aã]o)?|abs(?:atz|[aä]tze)?|para(?:graph)?s?|p[aá]rr(?:afo)?s?|"
    r"par[aá]grafos?|paragraphe|zeilen?|z|lines?|l[ií]neas?|l|pages?|seiten?|p|pp|s|turn|nr|no)"
)
_PLACES = r"\d{1,7}(?:\s?[-\u2013:,;]\s?\d{1,7}){0,5}"
_NAMED = r"(?P<interview>[^()\[\]\t\n]{1,80}?)"
_AT = rf"\s?[,;:]\s?(?:\u00b6|\u00a7|{_UNIT}\b\.?)\s?(?P<position>{_PLACES})"
_RANGE = r"\s?:\s?(?P<position>\d{1,7}\s?[-\u2013]\s?\d{1,7})"
_BRACKETED = (
    rf"[(\[]{_NAMED}\s?[,;:]\s?(?:(?:\u00b6|\u00a7|{_UNIT}\b\.?)\s?)?(?P<position>{_PLACES})[)\]]"
)
_WEIGHT = r"\s*(?:\(\d{1,3}\))?"  # MAXQDA's
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        # ATLAS.ti 5 to 7
        r"P\s{0,3}\d{1,4}:\s?(?P<interview>\S.{0,120}?)\s+-\s+\d{1,4}:\d{1,5}\s*(?:\[.*\])?"
        r"\s*(?:\((?P<position>[\d:,\s@-]*)\))?\s*(?:\((?P<coder>[^()]{1,60})\))?",
        # ATLAS.ti 8
        r"\d{1,4}:\d{1,5}\s.*?(?:\((?P<position>[\d:,\s@-]+)\)\s*)?-\s+D\s?\d{1,4}:\s+"
        r"(?P<interview>\S.{0,120}?)",
        # ATLAS.ti since 9
        rf"\d{{1,4}}:\d{{1,5}},?\s*(?:\u00b6|\u00a7|{_UNIT}\.?)\s?(?P<position>{_PLACES}).*"
        r"\s(?:in|en|em|dans)\s+(?P<interview>\S.{0,120}?)",
        # MAXQDA and f4
        _NAMED + _AT + _WEIGHT,
        _NAMED + _RANGE + _WEIGHT,
        _BRACKETED,
    )
)
_BEHIND = re.compile(rf"(?P<words>\S.*?[^\s(\[])\s*{_BRACKETED}\.?\s*", re.IGNORECASE)
_PEOPLE = frozenset("participant respondent interviewee informant teilnehmer entrevistado".split())
_OF_CODE = re.compile(
    r"\d{1,6}\s+quotation(?:s|\(s\))?\s+(?:for|coded(?:\s+with)?)(?:\s+code)?\s*:\s*(?P<code>\S.*)",
    re.IGNORECASE,
)
_NOISE = re.compile(
    r"[\W_]+|no (?:memos?|hyperlinks?|comments?|codes?)|(?:page|seite|p[aá]gina)?\s?\d{1,4}"
    r"(?:\s?(?:of|von|de|/)\s?\d{1,4})?|report(?: created)? by .{1,80}|(?:all|current)? ?"
    r"(?:\(?\d{1,6}\)? )?quotations(?: \(\d{1,6}\))?|atlas\.ti report|project: .*"
    r"|report: \d{1,6} quotation.*|(?:\d{1,6} )?(?:quotations|zitate|citas|references):?",
    re.IGNORECASE,
)
BULLETS = "\u25cb\u25cf\u25c6\u25c7\u25c8\u2b24\u2b58\u26ab\u26aa"
"""Signs that ATLAS.ti and MAXQDA write before a code, in its colour."""
_BULLET = re.compile(rf"\s*[{BULLETS}]\s*(?P<code>\S.*)")


def marks_of(line: str) -> list[Mark] | None:
    """Return what a line says of a quote; None if it is words, or says nothing that is known."""
    if _NOISE.fullmatch(line.strip()):
        return []
    found = list(_labelled(line)) or source_of(line)
    if found:
        return found
    coded = _OF_CODE.fullmatch(line.strip()) or _BULLET.fullmatch(line)
    return [(GROUP, coded["code"].strip())] if coded else None


def source_of(line: str) -> list[Mark]:
    """Read a line that names the document of a quote and its place there, and nothing else."""
    for form in _FORMS:
        match = form.fullmatch(line.strip())
        if match:
            groups = match.groupdict()
            name, who = _document(groups["interview"]), groups.get("coder") or ""
            if _names(name):
                coder = [(CODER, who)] * bool(who)
                return [(DOCUMENT, name), (POSITION, groups["position"] or ""), *coder]
    return []


def source_behind(line: str) -> tuple[str, list[Mark]]:
    """Split words from the source in brackets behind them."""
    match = _BEHIND.fullmatch(line)
    if match and _names(_document(match["interview"])):
        place = match["position"]
        return match["words"], [(DOCUMENT, _document(match["interview"])), (POSITION, place)]
    return line, []


def _document(name: str) -> str:
    """Leave out the folders before a document's name."""
    return re.split(r"\s>\s|\\", name.strip())[-1].strip()


def _names(text: str) -> bool:
    """Tell whether a text may be the name of a document: it is short, and no sentence."""
    short = len(text) <= _LONGEST_NAME and len(text.split()) <= _MOST_NAME_WORDS
    return bool(re.search(r"\w", text)) and short and not _SPEECH_END.search(text)


def _labelled(line: str) -> Iterator[Mark]:
    """Give the labels of a line, or a row of two cells, with what stands behind each."""
    line = _INSIDE.sub(r"  \g<label>: ", line)
    found = [
        (one, LABELS[plain_name(one["label"])])
        for one in _LABEL.finditer(line)
        if LABELS.get(plain_name(one["label"])) in _FIELDS
    ]
    if not found:
        label, *values = (cell.strip() for cell in _BETWEEN_CELLS.split(line.strip()))
        field = LABELS.get(plain_name(label[:_LONGEST_LABEL]), "")
        if field in _FIELDS and values and values[0] and not any(values[1:]):
            yield field, values[0]
        return
    if found[0][0].start() > 0:
        return  # words stand before the label
    ends = [*(one.start() for one, _ in found[1:]), len(line)]
    for (one, field), end in zip(found, ends, strict=True):
        value = line[one.end() : end].strip(" \t|")
        value = value if field == CODE else value.rstrip(";")  # a list may go on in the next line
        name = _document(value)
        person = plain_name(one["label"]) in _PEOPLE and not re.search(r"\d", name)
        if field == DOCUMENT and value and (person or not _names(name)):
            return  # "Participant: I went there."
        label = plain_name(one["label"])
        yield field, {DOCUMENT: name, OTHER: label}.get(field, value)
