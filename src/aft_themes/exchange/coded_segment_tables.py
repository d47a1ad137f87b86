"""Read the tables of codings that programs write: MAXQDA, ATLAS.ti, Dedoose, Taguette.

Programs write headers in the language of their user. Dedoose and Taguette do not; MAXQDA's and
ATLAS.ti's tables are known by the order of their columns and by what stands in them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import combinations, pairwise
from pathlib import Path

from aft_themes.documents.headers import coding_columns, find_columns
from aft_themes.errors import InputError
from aft_themes.exchange.comma_lists import parted
from aft_themes.exchange.model import (
    ImportedCoding,
    Loss,
    Project,
    join_path,
    project_of,
)
from aft_themes.exchange.table_files import Table, read_sheet

_NEARLY_ALL = 0.95  # share of a column's cells: some rows are remarks or have no date
_NUMBER = re.compile(r"\d{1,7}(?:[.,]0+)?")
_PLACE = re.compile(r"(?:[^\d:]{0,12}[:.]?\s*)?(\d{1,7})(?:[.,]0+)?(?:\s*:\s*\d+)?")
_QUOTATION_ID = re.compile(r"\d+:\d+(?:[ ,]*)?")
_DATE = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}(?:[ T,].*)?")
_CODED = re.compile(r"^Code: (.+) (Applied|Range|Weight)$", re.DOTALL)
_YES = {"true", "1", "yes", "1.0"}
_PATH = re.compile(r"\\|(?<!<\w)(?<!<\w\w)(?<!<\w{3})>")  # none in "List<T>"
_GROUNDED = re.compile(r"(?:\(\d+\s?-\s?\d+\)|[\u25cb\u25cf]?\s?Gr\s?=\s?\d+.*)$")
_ROUND = "[\u25cb\u25cf\u25cf\u25c6\u25cf\u2022]"


def read(path: Path) -> Project:
    """Read a table of codings."""
    table = read_sheet(path)
    for known, reader in _READERS:
        if known(table):
            return reader(path, table)
    if {"interview", "quote", "code"} <= set(coding_columns(table.header)):
        raise InputError(
            path,
            "is a table of codings that every run reads as it is.",
            "put it into the study's folder `codings`; nothing needs importing.",
        )
    raise InputError(
        path,
        "is not a table of codings of MAXQDA, ATLAS.ti, Dedoose or Taguette.",
        "export the coded segments (MAXQDA), quotations (ATLAS.ti) or excerpts (Dedoose) again.",
    )


def recognises(path: Path) -> bool:
    """Tell whether a file is a table of codings of a known program."""
    try:
        table = read_sheet(path)
    except InputError:
        return False
    return any(known(table) for known, _ in _READERS)


# Dedoose -------------------------------------------------------------------------------------


def _is_dedoose(table: Table) -> bool:
    needed = table.column("Media Title"), table.column("Excerpt Copy")
    return None not in needed and any(_CODED.match(name) for name in table.header)


def _dedoose(path: Path, table: Table) -> Project:
    """Read Dedoose excerpts: by the columns ``Applied``, never by ``Codes Applied Combined``.

    The combined column joins the codes' last names by commas: a comma in a name, or a name that
    two codes share, misleads.
    """
    applied = dict(_columns(table, "Applied"))
    weights = dict(_columns(table, "Weight"))
    title, text = table.column("Media Title"), table.column("Excerpt Copy")
    creator, date = table.column("Excerpt Creator"), table.column("Excerpt Date")
    span = table.column("Excerpt Range")
    codings, losses = [], []
    for number, row in table.rows:
        given = [key for key, at in applied.items() if row[at].strip().casefold() in _YES]
        if not given:
            losses.append(Loss(f"excerpt in row {number}", "it has no code"))
        for key in given:
            weight = row[weights[key]].strip() if key in weights else ""
            codings.append(
                ImportedCoding(
                    row[title or 0].strip(),
                    key,
                    row[text or 0],
                    _cell(row, creator),
                    position=_first_number(_cell(row, span)),
                    memo=f"weight: {weight}" if weight else "",
                    date=_cell(row, date),
                    row=f"row {number}",
                )
            )
    return project_of(path.name, "Dedoose", codings, losses)


def _columns(table: Table, kind: str) -> Iterator[tuple[str, int]]:
    for at, name in enumerate(table.header):
        match = _CODED.match(name.strip())
        if match and match.group(2) == kind:
            yield join_path(part.strip() for part in match.group(1).split("\\")), at


def _cell(row: Sequence[str], column: int | None) -> str:
    return "" if column is None else row[column].strip()


def _first_number(text: str) -> float | None:
    match = re.match(r"\s*(\d{1,12})", text)
    return float(match.group(1)) if match else None


# Taguette ------------------------------------------------------------------------------------


_TAGGED = ("id", "document", "tag", "content")


def is_tagged(header: Sequence[str]) -> bool:
    """Tell whether a header is that of Taguette's table of highlights."""
    return {cell.strip().casefold() for cell in header} >= set(_TAGGED)


def _is_taguette(table: Table) -> bool:
    return is_tagged(table.header)


def _taguette(path: Path, table: Table) -> Project:
    columns = [table.column(name) or 0 for name in _TAGGED]
    highlights: dict[str, tuple[int, str, str, list[str]]] = {}
    for number, row in table.rows:
        key, document, tag, content = (row[at] for at in columns)
        group = highlights.setdefault(f"{key} {document}", (number, document, content, []))
        group[3].append(tag.strip())
    codings, losses = [], []
    for number, document, content, tags in highlights.values():
        codes, coder, valence = split_tags(tags)
        if not codes:
            losses.append(Loss(f"highlight in row {number}", "it has no tag"))
        codings += [
            ImportedCoding(
                document.strip(),
                path_of_tag(code),
                content,
                coder,
                position=float(number),  # rows stand in the order of the documents
                ordinal=True,
                valence=valence,
                row=f"row {number}",
            )
            for code in codes
        ]
    return project_of(path.name, "Taguette", codings, losses)


def split_tags(tags: Sequence[str]) -> tuple[list[str], str, str]:
    """Tell codes from the tags in which our export keeps the coder and the valence."""
    rest = dict[str, str]()
    codes = []
    for tag in tags:
        kind, dot, value = tag.partition(".")
        if dot and kind in ("coder", "valence"):
            rest[kind] = value
        elif tag:
            codes.append(tag)
    return codes, rest.get("coder", ""), rest.get("valence", "")


def path_of_tag(tag: str) -> str:
    """Return the path of a tag: ``tasks.tape`` lies below ``tasks``."""
    return join_path(step.strip() for step in tag.split(".") if step.strip())


# MAXQDA --------------------------------------------------------------------------------------


def _maxqda_begin(table: Table) -> int | None:
    """Find the column Beginning: a number, before another that is never smaller; a code before."""
    for at in range(2, len(table.header) - 2):
        if min(table.share(at, _PLACE), table.share(at + 1, _PLACE)) < _NEARLY_ALL:
            continue
        pairs = [(_place(row[at]), _place(row[at + 1])) for _, row in table.rows]
        known = [(low, high) for low, high in pairs if low is not None and high is not None]
        named = min(_filled(table, at - 1), _filled(table, at - 2))
        # codes and documents may be called by a number, but not most of them
        words = table.share(at - 1, _NUMBER) < 0.5 and table.share(at - 2, _DATE) < 0.5
        if known and named > _NEARLY_ALL and words and all(low <= high for low, high in known):
            return at
    return None


def _place(cell: str) -> int | None:
    match = _PLACE.fullmatch(cell.strip())
    return int(match.group(1)) if match else None


def _filled(table: Table, column: int) -> float:
    cells = table.cells(column)
    return sum(bool(cell.strip()) for cell in cells) / max(1, len(cells))


def _maxqda(path: Path, table: Table) -> Project:
    """Read MAXQDA's coded segments, in whatever language their headers are.

    The order is stable: group, document, code, beginning, end, weight, segment, ..., author, date.
    """
    begin = _maxqda_begin(table) or 0
    segment = _segment_column(table, begin + 2)
    after = range(segment + 1, len(table.header))
    date = next((at for at in after if table.share(at, _DATE) > _NEARLY_ALL), None)
    author = date - 1 if date is not None and date - 1 > segment else None
    # most of the cells are numbers: it is the area of the segment, and there is no author
    if author is not None and table.share(author, re.compile(r"[\d.,:%\s]+")) > 0.5:
        author = None
    weighed = segment > begin + 2 and table.share(begin + 2, _NUMBER) > _NEARLY_ALL
    weight = begin + 2 if weighed else None
    comment = begin - 4 if begin >= 4 else None  # comment, group, document, code, beginning
    codings = [
        ImportedCoding(
            row[begin - 2].strip(),
            code_path(row[begin - 1]),
            row[segment],
            _cell(row, author),
            position=_position(row[begin]),
            memo=_maxqda_memo(_cell(row, comment), _cell(row, weight)),
            date=_cell(row, date),
            row=f"row {number}",
        )
        for number, row in table.rows
        if row[begin - 1].strip() and row[segment].strip()
    ]
    left = len(table.rows) - len(codings)
    losses = [Loss(f"{left} rows", "they have no code or no words")] if left else []
    return project_of(path.name, "MAXQDA", codings, losses)


def _segment_column(table: Table, first: int) -> int:
    """Find the column of the words: the one with most of them."""
    lengths = {at: sum(map(len, table.cells(at))) for at in range(first, len(table.header))}
    return max(lengths, key=lambda at: (lengths[at], -at))


def _maxqda_memo(comment: str, weight: str) -> str:
    """Join comment and weight; 0 and 100 are what MAXQDA gives unasked. A bullet is a colour."""
    lines = [] if re.fullmatch(f"{_ROUND}?", comment) else [comment]
    number = weight.split(".")[0].split(",")[0]
    return "\n".join([*lines, *([f"weight: {number}"] if number not in ("", "0", "100") else [])])


def _position(cell: str) -> float | None:
    place = _place(cell)
    return None if place is None else float(place)


def code_path(text: str) -> str:
    """Bring a code's path into one form: MAXQDA writes a backslash or ">" between the levels."""
    parts = [part.strip() for part in _PATH.split(text)]
    return join_path(part for part in parts if part)


# ATLAS.ti ------------------------------------------------------------------------------------

_MOST_PIECES = 12  # between commas; more codes stand beside no quotation
_ATLAS_ORDER = ("id", "name", "document", "groups", "content", "comment", "codes", "reference")
# what ATLAS.ti calls the columns beside what everybody calls them, in the languages of its windows
_ATLAS_NAMES = {
    "content": (
        "text_content quotation_content zitatinhalt textinhalt contenido_de_la_cita "
        "contenido_de_texto contenido_del_texto conteudo_da_citacao conteudo_do_texto "
        "contenu_de_la_citation contenu_du_texte"
    ).split(),
    "document": "document dokument documento \u6587\u6863 document_name".split(),
    "coder": "created_by creator erstellt_von creado_por criado_por cree_par".split(),
    "count": "number_of_codes anzahl_codes anzahl_der_codes numero_de_codigos".split(),
    "date": "created creation_date erstellt creado data_de_criacao date_de_creation".split(),
}


def _is_atlas(table: Table) -> bool:
    # id, name, document, content and codes are in every export
    return table.share(0, _QUOTATION_ID) > _NEARLY_ALL and len(table.header) >= 5


def _atlas_columns(table: Table) -> dict[str, int]:
    """Find the columns by their names, else by their usual order; the content is the longest."""
    found = find_columns(table.header, _ATLAS_NAMES)
    usual = {"document": "interview", "codes": "code", "comment": "memo", "content": "quote"}
    named = coding_columns(table.header)
    for field, name in usual.items():
        if name in named and named[name] not in found.values():
            found.setdefault(field, named[name])
    if "codes" not in found:  # the header is in a language, or in letters, that nobody can read
        for at, field in enumerate(_ATLAS_ORDER[: len(table.header)]):
            if at not in found.values():
                found.setdefault(field, at)
    free = [at for at in range(1, len(table.header)) if at not in found.values()]
    if "content" not in found and free:
        found["content"] = max(free, key=lambda at: sum(map(len, table.cells(at))))
    return found


def _atlas(path: Path, table: Table) -> Project:
    columns = _atlas_columns(table)
    missing = [name for name in ("document", "content", "codes") if name not in columns]
    if missing:
        raise InputError(
            path, f"the columns {', '.join(missing)} are missing.", "export all columns."
        )
    codings, losses = [], []
    counts = {number: _first_number(_cell(row, columns.get("count"))) for number, row in table.rows}
    single = {row[columns["codes"]].strip() for number, row in table.rows if counts[number] == 1}
    cells = [cell.strip() for cell in table.cells(columns["codes"])]
    lists = parted(cells, [int(count or 0) for count in counts.values()])
    for (number, row), names in zip(table.rows, lists, strict=True):
        cell = _by_count(row[columns["codes"]], counts[number], single)
        codes = _atlas_codes(cell if "\n" in cell else "\n".join(names))
        if not codes:
            losses.append(Loss(f"quotation in row {number}", "it has no code"))
        codings += [
            ImportedCoding(
                row[columns["document"]].strip(),
                code,
                row[columns["content"]],
                _cell(row, columns.get("coder")),
                position=_first_number(row[0].partition(":")[2]),
                memo=_cell(row, columns.get("comment")),
                date=_cell(row, columns.get("date")),
                row=f"row {number}",
            )
            for code in codes
        ]
    return project_of(path.name, "ATLAS.ti", codings, losses)


def _by_count(cell: str, count: float | None, single: Collection[str]) -> str:
    """Put the codes of a CSV file, between which commas stand, on lines of their own.

    Another column says how many there are. Where names hold commas, too, names of quotations with
    one code tell where they end.
    """
    pieces = cell.strip().split(", ")
    if count is None or count < 2 or not count <= len(pieces) <= _MOST_PIECES:
        return cell
    ways = [
        [", ".join(pieces[start:end]) for start, end in pairwise((0, *cuts, len(pieces)))]
        for cuts in combinations(range(1, len(pieces)), int(count) - 1)
    ]
    known = [sum(name in single for name in names) for names in ways]
    best = max(known)
    return "\n".join(ways[known.index(best)]) if known.count(best) == 1 else cell


def _atlas_codes(cell: str) -> list[str]:
    """Split the codes of a quotation: by lines, or by ``; `` where they stand in one line."""
    lines = [line for line in cell.splitlines() if line.strip()]
    parts = lines if len(lines) > 1 else re.split(r";\s+|;$", cell)
    bare = [re.sub(f"^{_ROUND}\\s*", "", _GROUNDED.sub("", part.strip())) for part in parts]
    plain = [re.sub(r"\\/", "/", one).strip().strip('"') for one in bare]
    return [join_path(piece.strip() for piece in one.split("::")) for one in plain if one]


_READERS: tuple[tuple[Callable[[Table], bool], Callable[[Path, Table], Project]], ...] = (
    (_is_dedoose, _dedoose),
    (_is_taguette, _taguette),
    (_is_atlas, _atlas),
    (lambda table: _maxqda_begin(table) is not None, _maxqda),
)
