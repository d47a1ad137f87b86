"""Column names in the forms and languages in which programs and people write them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from aft_themes.io.spreadsheets import low_lines
from aft_themes.transcripts.formats.column_names import may_hold_codes
from aft_themes.wording import without_accents

CODING_COLUMNS: Mapping[str, Sequence[str]] = {
    # from surest to least sure; the first that a table has is taken
    "interview": (
        "interview interview_id document document_name transcript transcript_name file file_name "
        "note_title "
        "filename source source_name resource media_title case case_name participant "
        "participant_id doc respondent interviewee dokument dokumentname datei dateiname "
        "entrevista documento archivo entretien fichier intervista bestand "
        "subject subject_id session session_id item_title fonte source_document_name"
    ).split(),
    "quote": (
        "quote quotation quotation_content quotation_text quoted_text coded_segment coded_text "
        "segment coded excerpt excerpt_copy snippet highlight fragment seltext selected_text "
        "annotation_text annotated_text highlighted_text phrase "
        "passage text words content data_chunk chunk data_extract data_segment data_excerpt "
        "meaning_unit text_unit comment_scope commented_text marked_text scope "
        "zitat textstelle codiertes_segment kodiertes_segment segmento segmento_codificado cita "
        "texto citation extrait verbatim citaat citazione codificado trecho"
    ).split(),
    "code": (
        "code codes code_name code_names codename code_path code_id node nodes tag tags "
        "codes_applied_combined codes_applied applied_codes code_applied applied_code "
        "assigned_code assigned_codes quirk label kode kodes codierung kategorie codigo codigos "
        "etiqueta codice codici annotation_tags tag_path category theme"
    ).split(),
    "turn": (
        "turn turn_number turn_no turn_id utterance redebeitrag turno tour_de_parole beurt".split()
    ),
    "valence": "valence valenz valencia sentiment polarity".split(),
    "coder": (
        "coder coder_id coder_name coded_by rater annotator modified_by created_by user username "
        "annotation_author utilizador owner author researcher excerpt_creator kodierer kodiererin "
        "codierer codiererin "
        "codificador codificadora codeur codeuse codificatore "
        "initials coder_initials initialen kurzel kodiert_von codiert_von code_par codificado_por"
    ).split(),
    "memo": (
        "memo memos coded_memo note notes comment comments comment_text remark kommentar "
        "anmerkung notiz comentario nota commentaire opmerking commento "
        "annotation_comment"
    ).split(),
    "position": "position offset start start_offset pos0 start_position beginning anfang".split(),
}
CODEBOOK_COLUMNS: Mapping[str, Sequence[str]] = {
    "path": "path code_path full_path hierarchical_name code_system".split(),
    "name": (
        "name code_name codename code_label code node nodes label tag title kode kodename codigo "
        "nombre nom name_of_code name_of_the_code codes category_code theme themes category codice "
        "codici categorie kategorie thema theme_name full_code_name full_name code_full_name"
    ).split(),
    # beside a column with the codes' names, `code` is an abbreviation
    "id": (
        "id code_id code_abbreviation key number nr no nummer numero abbreviation abbrev abbr "
        "kurzel short short_code short_name acronym sigle abreviatura code_number code_no code"
    ).split(),
    "parent": (
        "parent parent_code parent_name parent_id parent_node obercode oberkategorie padre "
        "codigo_padre belongs_to"
    ).split(),
    "level": "level depth ebene nivel niveau".split(),
    "definition": (
        "definition definitions full_definition operational_definition working_definition "
        "category_definition code_definition brief_definition short_definition "
        "description_definition definition_description "
        "description full_description code_description memo code_memo comment comments "
        "beschreibung definicion descripcion descriptions codememo kommentar explanation "
        "definizione descrizione definitie omschrijving definicao descricao meaning bedeutung "
        "erklarung"
    ).split(),
    "include": (
        "include inclusion inclusion_criteria include_when include_if included_when when_to_use "
        "use_when when_to_apply apply_when coding_rule coding_rules kodierregel kodierregeln "
        "einschluss"
    ).split(),
    "exclude": (
        "exclude exclusion exclusion_criteria exclude_when exclude_if excluded_when "
        "when_not_to_use do_not_use_when when_not_to_apply do_not_apply_when ausschluss"
    ).split(),
    "valence": "valence valenz valencia".split(),
    "exemplars": (
        "exemplars examples example exemplar example_quote example_quotes example_quotation "
        "example_quotations sample_quote sample_quotes representative_quote illustrative_quote "
        "typical_example typical_examples indicators beispiel "
        "beispiele ankerbeispiel ankerbeispiele ejemplo ejemplos exemple exemples exemplo esempio "
        "voorbeeld"
    ).split(),
    "cues": "cues keywords cue_words".split(),
    "was": (
        "was former_id formerly former_name old_name old_code previous_name previously "
        "renamed_from ehemals fruher alter_name anciennement antes"
    ).split(),
    "see_also": "see_also related".split(),
}
# words of a longer name, such as "Quote/paraphrase", "Interview no." or "Text segment"
_PARTS: Mapping[str, frozenset[str]] = {
    "interview": frozenset(
        "interview interviewee participant transcript document respondent informant "
        "entrevista teilnehmer".split()
    ),
    "quote": frozenset(
        "quote quotes quotation excerpt verbatim segment passage extract zitat textstelle cita "
        "citation trecho extrait".split()
    ),
    "code": frozenset("code codes kode codigo".split()),
}
_PARTS_OF_CODEBOOK: Mapping[str, frozenset[str]] = {
    "exemplars": frozenset(
        "example examples exemplar exemplars quote quotes beispiel beispiele ankerbeispiel "
        "ankerbeispiele ejemplo ejemplos exemple exemples".split()
    ),
    "include": frozenset("inclusion include included".split()),
    "exclude": frozenset("exclusion exclude excluded".split()),
    "definition": frozenset(
        "definition description explanation meaning mean means beschreibung erklarung definicion "
        "descripcion".split()
    ),
}
_PARTS_OF_CODER = frozenset("coder rater annotator codeur kodierer codierer codificador".split())
_OF_CODING = frozenset("comment comments note notes memo date confidence agreement count".split())
_COMMENTS = frozenset("comment comments comment_text kommentar comentario commentaire".split())
_BELOW = re.compile(r"(?:sub|unter)_?(?:code|node|tag|theme|category|kode|kategorie|thema)s?")
_OTHERWISE = frozenset(
    "example sample illustrative beispiel ejemplo count number question questions asked".split()
)
THEMES = frozenset(
    "theme themes main_theme overarching_theme domain category main_category parent_code "
    "thema kategorie hauptkategorie tema categoria".split()
)
"""Columns that hold what codes belong to, where another column holds the codes."""

# What grounded theory and others call the rounds of coding, from the first to the last: a later
# one gathers the codes of the one before
_ROUNDS = tuple(
    re.compile(
        rf"(?:{names})_(?:cod(?:e|es|ing)|concepts?|themes?|categor(?:y|ies)|dimensions?)(?:_.*)?"
    )
    for names in (
        "open|initial|first_order|first_cycle|1st_order|line_by_line|in_vivo|invivo",
        "axial|focused|second_order|second_cycle|2nd_order|pattern",
        "selective|theoretical|core|aggregate|third_order|3rd_order",
    )
)
_SAYS_NONE = re.compile(
    r"(?:\d{1,2}\s*[-.:)]\s*)?"
    r"(?:none|no codes?|not coded|uncoded|n/?a|nan|null|nil|[-\u2013\u2014]{1,3})",
    re.IGNORECASE,
)
_FURTHER_CODE = re.compile(
    r"(?:code|tag|theme|kode|codigo)s?_?\d{1,2}"
    r"|(?:second|secondary|third|additional|further|other|zweiter|weiterer|weitere)_(?:code|tag|kode)s?"
)
_ONE_OF_CODES = re.compile(r"(?!sub)\w+_codes?")
_OF_A_CODER = re.compile(
    r"(?P<who>(?:coder|rater|kodierer|kodiererin|codificador|codificadora)_\w{1,12}?)(?:_s)?(?:_codes?)?"
    r"|codes?_(?:by|of|from)_(?P<named>\w{1,20})"
)
_LEVEL = re.compile(r"(?:code_)?(?:level|ebene|nivel|niveau|tier)_?\d")
_BELOW_THEMES = frozenset(
    "subtheme subthemes sub_theme subcategory sub_category unterkategorie subkategorie".split()
)
_EARLIER = re.compile(
    r"(?:(?:initial|first|original|old|previous|my)_)?(?:code|codes|tag|tags|code_name)(?:_v?1|_old|_before)?"
)
_LATER = re.compile(
    r"(?:final|revised|new|updated|corrected|agreed|settled|consensus|changed|reconciled)_(?:code|tag)s?"
    r"|(?:code|tag)s?_(?:after_\w+|final|revised|new|agreed|v[2-9]|corrected)"
)
# what a coding without words may name: a turn, or a line of the file
_UNITS = (
    frozenset("turn turn_number turn_no turn_nr turn_id redebeitrag turno beurt".split()),
    frozenset(
        "line lines line_number line_numbers line_no line_nr zeile zeilen ligne lignes linea "
        "lineas".split()
    ),
)
_EDGES = (
    frozenset("start begin first from von de desde".split()),
    frozenset("end stop last to until bis a hasta".split()),
)
REVIEW_COLUMNS = frozenset({"interview", "turn", "segment", "code", "decision"})
"""Columns by which a filled review workbook is known."""
# columns that only such a workbook has: what was asked must never be read as codings
_ASKED = frozenset({"said_by", "earlier_decisions", "suggested_valence", "codebook_version"})


_NUMBER_SIGNS = ("#", "\u2116", "N\u00b0", "N\u00ba")


def plain_name(name: str) -> str:
    """Write a column's name in small letters without accents, with low lines for the rest."""
    if name.strip() in _NUMBER_SIGNS:
        return "number"
    bare = without_accents(name.casefold())
    return low_lines(bare.replace("(s)", ""))  # "Code(s) applied", "Participant(s)"


def find_columns(header: Sequence[str], known: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Say in which column each field stands."""
    names = [plain_name(cell) for cell in header]
    found: dict[str, int] = {}
    for field, synonyms in known.items():
        places = (names.index(name) for name in (field, *synonyms) if name in names)
        free = [place for place in places if place not in found.values()]
        if free:
            found[field] = free[0]
    return found


def coding_columns(header: Sequence[str]) -> dict[str, int]:
    """Say in which column of a table of codings each field stands.

    Where two of interview, quote and code are named, the third may be part of a longer name. So
    may the quote beside a code; but beside a definition it is the example of a list of codes.
    """
    found = find_columns(header, CODING_COLUMNS)
    coded = "code" in found or bool(coder_places(header) or code_places(header, found))
    missing = [field for field in _PARTS if field not in found and not (field == "code" and coded)]
    defined = any(
        _PARTS_OF_CODEBOOK["definition"] & {*plain_name(name).split("_")} for name in header
    )
    if len(missing) > 1 and (defined or not coded):
        missing = []
    for field in missing:
        parts = [set(plain_name(name).split("_")) for name in header]
        places = [
            at
            for at, words in enumerate(parts)
            if at not in (*found.values(), *coder_places(header))
            and words & _PARTS[field]
            and not words & _OTHERWISE
        ]
        if len(places) == 1:
            found[field] = places[0]
    if "coder" not in found:
        people = people_places(header)
        found |= (
            {"coder": people[0]} if len(people) == 1 and people[0] not in found.values() else {}
        )
    return _of_comments(found, header)


def people_places(header: Sequence[str]) -> list[int]:
    """Say which columns name the coder of each row, such as `Annotator` or `rater id`."""
    if coder_places(header):
        return []
    words = [{*plain_name(name).split("_")} for name in header]
    return [at for at, own in enumerate(words) if own & _PARTS_OF_CODER and not own & _OF_CODING]


def codebook_columns(header: Sequence[str]) -> dict[str, int]:
    """Say in which column of a code list each field stands, also under a longer name.

    "Description of the code" and "What does it mean?" hold definitions if no other column does.
    """
    found = find_columns(header, CODEBOOK_COLUMNS)
    for field, words in _PARTS_OF_CODEBOOK.items():
        places = [
            at
            for at, name in enumerate(header)
            if at not in found.values() and words & {*plain_name(name).split("_")}
        ]
        if field not in found and places:
            found[field] = places[0]
    return found


def is_definition(name: str) -> bool:
    """Tell whether a column of a code list holds definitions."""
    plain = plain_name(name)
    known = {"definition", *CODEBOOK_COLUMNS["definition"]}
    return plain in known or bool(_PARTS_OF_CODEBOOK["definition"] & {*plain.split("_")})


def _of_comments(found: dict[str, int], header: Sequence[str]) -> dict[str, int]:
    """Read a table of a document's comments, with their authors: the words, or the codes.

    Beside a column of codes, "Comment" holds the words; beside one of words, the codes.
    """
    if not {"interview", "coder", "memo"} <= set(found) or {"quote", "code"} <= set(found):
        return found
    if not is_remark(header[found["memo"]]):
        return found
    coded = "code" in found or bool(code_places(header, found))
    lacking = ["quote"] * ("quote" not in found) + ["code"] * (not coded)
    if len(lacking) == 1:
        return {field: at for field, at in found.items() if field != "memo"} | {
            lacking[0]: found["memo"]
        }
    return found


def is_remark(name: str) -> bool:
    """Tell whether a column is called after comments, which may be codes, words or remarks."""
    return plain_name(name) in _COMMENTS


def lower_code(header: Sequence[str], columns: Mapping[str, int]) -> int | None:
    """Say which column holds the code below the one beside it (`Code` and `Subcode`), if any.

    `Sub-category` stands between `Category` and `Code`, and is not below the code.
    """
    names = [plain_name(name) for name in header]
    places = [at for at, name in enumerate(names) if _BELOW.fullmatch(name)]
    if len(places) != 1 or places[0] in columns.values():
        return None
    themes = {at for at, name in enumerate(names) if name in THEMES}
    between = names[places[0]] in _BELOW_THEMES and themes - {columns.get("code")}
    return None if between else places[0]


def twice_named(header: Sequence[str]) -> list[str]:
    """Name the fields of codings whose very columns stand twice: two tables beside one another."""
    names = [plain_name(cell) for cell in header]
    at = coding_columns(header)
    return [one for one in ("interview", "quote") if one in at and names.count(names[at[one]]) > 1]


def code_places(header: Sequence[str], columns: Mapping[str, int]) -> list[int]:
    """Say which columns hold names of codes: one, `Code 1` and `Code 2`, or one for each kind."""
    names = [plain_name(name) for name in header]
    free = [at for at in range(len(names)) if at not in columns.values()]
    own = [columns["code"]] if "code" in columns else []
    again = {names[at] for at in own}
    numbered = [at for at in free if _FURTHER_CODE.fullmatch(names[at]) or names[at] in again]
    kinds = [at for at in free if at in numbered or _ONE_OF_CODES.fullmatch(names[at])]
    if own or (numbered and len(kinds) == len(numbered)):
        return [*(at for at in own if not numbered or names[at] not in THEMES), *numbered]
    rounds = round_places(header)
    if len(rounds) > 1:
        return rounds[:1]
    return kinds if len(kinds) > 1 else []


def round_places(header: Sequence[str]) -> list[int]:
    """Say which columns hold the codes of the rounds of coding (open, axial, selective)."""
    names = [plain_name(name) for name in header]
    found = ((at for at, name in enumerate(names) if one.fullmatch(name)) for one in _ROUNDS)
    return [first for places in found if (first := next(places, None)) is not None]


def level_places(header: Sequence[str], codes: Collection[int]) -> list[int]:
    """Say which columns hold the levels above a code, from the top down: `Level 1`, `Theme`.

    Without a column of codes, the last that is filled in a row is the code: then two are needed.
    """
    names = [plain_name(name) for name in header]
    numbered = [at for at, name in enumerate(names) if _LEVEL.fullmatch(name)]
    found = (
        numbered
        if len(numbered) > 1
        else [at for at, name in enumerate(names) if name in THEMES or name in _BELOW_THEMES]
    )
    found = [at for at in found if at not in (*codes, *round_places(header))]
    return found if codes or len(numbered) > 1 else []


def codes_before_and_after(header: Sequence[str]) -> list[str]:
    """Name two columns of codes of which one was decided later ("Code", "Revised code").

    Where each coder has a column, what they settled stands beside them and is nobody's.
    """
    names = [plain_name(name) for name in header]
    later = [at for at, name in enumerate(names) if _LATER.fullmatch(name)]
    first = [at for at, name in enumerate(names) if _EARLIER.fullmatch(name) and at not in later]
    if not later or not first or coder_places(header) or len(round_places(header)) > 1:
        return []
    return [header[first[0]], header[later[0]]]


def theme_places(header: Sequence[str], codes: Collection[int]) -> list[int]:
    """Say which columns hold what the codes belong to, the nearest theme first."""
    later = [at for at in round_places(header) if at not in codes]
    named = [at for at, name in enumerate(header) if plain_name(name) in THEMES]
    others = [at for at in named if at not in (*codes, *later)]
    of_rounds = set(codes) & set(round_places(header))
    between = [at for at, name in enumerate(header) if plain_name(name) in _BELOW_THEMES]
    between = [at for at in between if others and at not in codes]
    return later if of_rounds and later else [*between[:1], *others[:1]]


def places_beside(header: Sequence[str]) -> list[int]:
    """Say which columns of a transcript's table may hold codes of what stands beside them."""
    return [at for at, name in enumerate(header) if may_hold_codes(name)]


def says_none(cell: str) -> bool:
    """Tell whether a cell says that no code is given: "None", "1 - None", "n/a"."""
    return bool(_SAYS_NONE.fullmatch(cell.strip()))


def coder_places(header: Sequence[str]) -> dict[int, str]:
    """Say which columns hold whose codes, where each coder has one (`Coder A`, `Coder B`)."""
    found = {}
    for at, name in enumerate(header):
        match = _OF_A_CODER.fullmatch(plain_name(name))
        if match and plain_name(name) not in CODING_COLUMNS["coder"]:
            words = re.findall(r"[^\W_]+", name)
            kept = words[:2] if match["who"] else words[2:]
            found[at] = " ".join(kept)
    return found if len(found) > 1 else {}


def are_coded_quotes(header: Sequence[str]) -> bool:
    """Tell whether a table's header names quotes and their codes, whosever they are."""
    columns = coding_columns(header)
    return "quote" in columns and bool(code_places(header, columns) or coder_places(header))


class Units(NamedTuple):
    """Which columns give the first and the last turn or line: mostly one does."""

    first: int
    last: int
    are_lines: bool


def unit_columns(header: Sequence[str]) -> Units | None:
    """Say which columns give the numbers of turns or lines, if any."""
    names = [plain_name(cell) for cell in header]
    for are_lines, unit in enumerate(_UNITS):
        for at, name in enumerate(names):
            if name in unit:
                return Units(at, at, bool(are_lines))
        first, last = (
            [at for at, name in enumerate(names) if _is_edge(name, words, unit)] for words in _EDGES
        )
        if len(first) == len(last) == 1:
            return Units(first[0], last[0], bool(are_lines))
    return None


def _is_edge(name: str, words: frozenset[str], unit: frozenset[str]) -> bool:
    """Tell whether a column gives the first, or the last: ``start_turn``, ``line to``."""
    parts = name.split("_")
    return len(parts) == 2 and bool(words & {*parts}) and bool(unit & {*parts})


def is_review(header: Sequence[str]) -> bool:
    """Tell whether a table's first row is that of a review workbook, even if columns are gone."""
    names = {plain_name(cell) for cell in header}
    return names >= REVIEW_COLUMNS or len(names & _ASKED) > 1


def is_codings(header: Sequence[str]) -> bool:
    """Tell whether a table's first row names interviews and quotes."""
    return {"interview", "quote"} <= set(coding_columns(header))
