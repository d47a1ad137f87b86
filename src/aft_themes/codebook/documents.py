"""Codebooks that are documents: tables in Word, Markdown, and the exchange standard's codebook."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from lxml import etree  # type: ignore[import-untyped]

from aft_themes.codebook.code_tree import Entry
from aft_themes.codebook.codes import CODE_ROOTS
from aft_themes.codebook.programs import by_stops
from aft_themes.documents.headers import CODEBOOK_COLUMNS, plain_name
from aft_themes.documents.tables import Sheet
from aft_themes.documents.word_tables import word_paragraphs, word_points
from aft_themes.errors import InputError
from aft_themes.transcripts.source import open_source

CALLED = re.compile(
    r"code_?books?|code_?(?:list|system)|coding_?(?:frame|scheme|guide|manual)"
    r"|kodierleitfaden|codeplan|kategoriensystem|libro_de_codigos"
)
"""Names of files that hold codes, and titles above them."""
_MARKED = re.compile(r"\s*(?:#{1,6}|[-*+\u2022])\s+\S")
_NUMBERED = re.compile(
    r"\A(\s*(?:#{1,6}|[-*+\u2022])\s+[*_]{0,2})\d{1,3}(?:\.\d{1,3})*\.?\s+(?=\S)"
)
_LABEL = re.compile(
    r"[*_]{0,2}(?:definition|description|definici[o\u00f3]n|d\u00e9finition|beschreibung)"
    r"[*_]{0,2}\s*:[*_]{0,2}\s*",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"[*_]{0,3}(?P<label>[^\W\d_][\w /-]{2,30}?)[*_]{0,3}\s*:[*_]{0,3}\s*(?P<said>\S.*)"
)
_FIELDS = {
    name: field
    for field in ("include", "exclude", "exemplars")
    for name in (field, *CODEBOOK_COLUMNS[field])
}
_RULE = re.compile(r"[\s:|]*-[\s:|-]*")
_HEADING = re.compile(r"(#{1,6})\s+(\S.*?)\s*#*")
_ITEM = re.compile(
    r"(?P<space>\s*)(?:[-*+\u2022]|(?P<number>\d{1,3}(?:\.\d{1,3}){0,5})(?:[.)]|(?<=\d\.\d)|(?<=\d\.\d\d)))"
    r"\s+(?P<text>\S.*)"
)
_NAMED = re.compile(r"(?:\*\*|__|`)?(.+?)(?:\*\*|__|`)?\s*(?::|\u2013|\u2014|\s-)\s+(\S.*)")
_MARKS = re.compile(r"[*_`]{1,3}")
_POINT = re.compile(r"\s*[-*+\u2022]\s+\S")
_NAME_WORDS = 4  # of a code's name, as a rule; a definition has more
_LEAST_POINTS, _NEARLY_ALL = 3, 0.8  # of a list; some code may lack its definition
_HEADING_DEPTH = -1000  # headings stand above all items
_DEEPEST = 64
_NUMBER = re.compile(r"^\d{1,3}(?:\.\d{1,3})*\.?\s+(?=\S)")


def read_markdown(path: Path) -> list[Sheet] | list[tuple[Entry, int]]:
    """Read a Markdown codebook: its tables, else its headings and lists with their depth."""
    lines = open_source(path).text.text.splitlines()
    tables = list(_tables(lines))
    return tables or list(_outline(lines))


def plain_lines(path: Path) -> list[str]:
    """Give the lines of a Markdown file without the marks of bold and sloping letters."""
    return [_MARKS.sub("", line) for line in open_source(path).text.text.splitlines()]


def read_list(path: Path) -> list[tuple[Entry, int]]:
    """Read codes in plain text: a line for each, below one another by spaces or numbers."""
    lines = open_source(path).text.text.splitlines()
    kept = [line for line in lines if not CALLED.fullmatch(plain_name(line))]
    if _define_points(kept):
        return list(_outline(kept))
    said = [line for line in kept if line.strip()]
    if _alternate(said):
        pairs = zip(said[::2], said[1::2], strict=True)
        return list(_outline([one for name, below in pairs for one in (_point(name), below)]))
    return list(_outline([_point(line) for line in kept]))


def _define_points(lines: Sequence[str]) -> bool:
    """Tell whether lines below points define these: ``* Name`` and a sentence, again and again."""
    points = [at for at, line in enumerate(lines) if _POINT.match(line)]
    below = [lines[at + 1].strip() if at + 1 < len(lines) else "" for at in points]
    defining = sum(
        not _ITEM.fullmatch(line) and (line.endswith(".") or len(line.split()) > _NAME_WORDS)
        for line in below
    )
    return len(points) >= _LEAST_POINTS and defining >= _NEARLY_ALL * len(points)


def _alternate(lines: Sequence[str]) -> bool:
    """Tell whether a sentence stands below each name, without points: what it means."""
    names, below = [line.strip() for line in lines[::2]], [line.strip() for line in lines[1::2]]
    return (
        len(names) == len(below) >= _LEAST_POINTS
        and all(line[-1] in ".!?" and " " in line and not _ITEM.fullmatch(line) for line in below)
        and not any(line[-1] in ".!?" for line in names)
    )


def _point(line: str) -> str:
    return line if _ITEM.fullmatch(line) else _as_item(line)


def _as_item(line: str) -> str:
    words = line.lstrip()
    numbered = _NUMBER.match(words)
    if numbered:
        number = numbered[0].strip().rstrip(".")
        return f"{line[: len(line) - len(words)]}{number}. {words[numbered.end() :]}"
    return f"{line[: len(line) - len(words)]}- {words}" if words else ""


def _tables(lines: Sequence[str]) -> Iterator[Sheet]:
    for at in range(1, len(lines)):
        if "|" in lines[at - 1] and "|" in lines[at] and _RULE.fullmatch(lines[at].strip()):
            header = _row(lines[at - 1])
            rows = []
            for number in range(at + 1, len(lines)):
                if "|" not in lines[number]:
                    break
                cells = _row(lines[number])
                rows.append((number + 1, (cells + [""] * len(header))[: len(header)]))
            yield Sheet(f"line {at}", header, rows)


def _row(line: str) -> list[str]:
    bare = line.strip().removeprefix("|").removesuffix("|").replace("&nbsp;", "\u00a0")
    return [_MARKS.sub("", cell).strip(" \t") for cell in bare.split("|")]


def _outline(lines: Sequence[str]) -> Iterator[tuple[Entry, int]]:
    """Give headings below the title, and items; ``name: definition`` is both.

    A heading of the first level is the title, unless there are several.
    """
    found: list[tuple[Entry, int]] = []
    lines = _without_numbers(lines)
    headings = [one for line in lines if (one := _HEADING.fullmatch(line))]
    tops = [one[2] for one in headings if len(one[1]) == 1]
    titles = tops if len(tops) == 1 else [one for one in tops if CALLED.fullmatch(plain_name(one))]
    for number, line in enumerate(lines, 1):
        heading, item = _HEADING.fullmatch(line), _ITEM.fullmatch(line)
        where = f"line {number}"
        if heading and (len(heading[1]) > 1 or heading[2] not in titles):
            name = _MARKS.sub("", heading[2])
            found.append((Entry(name, where), _HEADING_DEPTH + len(heading[1])))
        elif item:
            named = _NAMED.fullmatch(item["text"])
            name, definition = (named[1], named[2]) if named else (item["text"], "")
            entry = Entry(_MARKS.sub("", name).strip(" :"), where, definition=definition)
            steps = (item["number"] or "").count(".")  # "1.2" lies below "1"
            found.append((entry, len(item["space"].expandtabs(4)) + steps))
        elif found and line.strip() and not line.startswith("#"):
            _define(found[-1][0], line.strip())
    yield from found


def _without_numbers(lines: Sequence[str]) -> Sequence[str]:
    """Take the numbers off headings and points if most have one: the names stand behind them."""
    begun = [bool(_NUMBERED.match(line)) for line in lines]
    marked = sum(bool(_MARKED.match(line)) for line in lines)
    return [_NUMBERED.sub(r"\1", line) for line in lines] if 2 * sum(begun) > marked else lines


def read_word_outline(path: Path) -> list[tuple[Entry, list[str]]]:
    """Read the headings of a Word document with the text below each, such as MAXQDA's codebook.

    MAXQDA writes the whole path into each heading (``1.1 Tasks >> Tape``).
    """
    found = below_headings(word_paragraphs(path))
    titled = len(found) == 1 and bool(CALLED.fullmatch(plain_name(found[0][0].name)))
    return _word_list(path) if titled or not found else found


def below_headings(paragraphs: list[tuple[int, str]]) -> list[tuple[Entry, list[str]]]:
    """Make codes of headings, each given with its level; the text below is the definition."""
    found: list[tuple[Entry, list[str]]] = []
    above: list[tuple[int, str]] = []
    paragraphs = _without_title(paragraphs)
    headings = [text for level, text in paragraphs if level]
    numbers = sum(bool(_NUMBER.match(text)) for text in headings) > len(headings) / 2
    for number, (level, text) in enumerate(paragraphs, 1):
        if level:
            steps = (_NUMBER.sub("", text) if numbers else text).split(" >> ")
            above = [one for one in above if one[0] < level]
            path_down = steps if len(steps) > 1 else [*(name for _, name in above), steps[0]]
            above.append((level, steps[-1]))
            if steps[-1].casefold() not in CODE_ROOTS and re.search(r"\w", steps[-1]):
                found.append((Entry(steps[-1], f"paragraph {number}"), path_down))
        elif found:
            _define(found[-1][0], text)
    return found


def _define(code: Entry, text: str) -> None:
    """Add a line to a code's definition, or to what a label before it names (``Include: ...``)."""
    labelled = _FIELD.fullmatch(text)
    field = _FIELDS.get(plain_name(labelled["label"]), "") if labelled else ""
    if labelled and field == "exemplars":
        code.exemplars = (*code.exemplars, labelled["said"])
        return
    if labelled and field:
        setattr(code, field, " ".join(filter(None, (getattr(code, field), labelled["said"]))))
        return
    said = text if code.definition else _LABEL.sub("", text)
    code.definition = f"{code.definition} {said}".strip()


def numbered_lines(lines: Sequence[str]) -> list[tuple[Entry, int]]:
    """Read codes that begin with a number or a point, if most lines do: else these are prose."""
    items = [_as_item(line) if _NUMBER.match(line.strip()) else line for line in lines]
    begun = sum(bool(_ITEM.fullmatch(line)) for line in items)
    return list(_outline(items)) if 2 * begun > sum(bool(line.strip()) for line in lines) else []


def _word_list(path: Path) -> list[tuple[Entry, list[str]]]:
    """Read the points of Word's lists, each below the last that is less deep."""
    found = []
    above: list[tuple[int, str]] = []
    for number, (level, text) in enumerate(word_points(path), 1):
        named = _NAMED.fullmatch(text)
        name, definition = (named[1], named[2]) if named else (text, "")
        above = [*(one for one in above if one[0] < level), (level, name.strip(" :"))]
        entry = Entry(above[-1][1], f"point {number}", definition=definition)
        found.append((entry, [step for _, step in above]))
    return found


def _without_title(paragraphs: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Leave out a first heading that is the only one of its level: it is the document's title."""
    at = next((at for at, (level, _) in enumerate(paragraphs) if level), len(paragraphs))
    levels = [level for level, _ in paragraphs if level]
    alone = len(levels) > 1 and levels[0] < min(levels[1:])
    return paragraphs[at + 1 :] if alone else paragraphs


def read_mind_map(path: Path) -> list[tuple[Entry, list[str]]]:
    """Read a mind map of FreeMind (``.mm``) or an outline (``.opml``); notes are definitions."""
    found = []
    for element in _parsed(path).iter("node", "outline"):
        above = [_title(one) for one in element.iterancestors(element.tag)]
        if len(above) > _DEEPEST:
            raise InputError(
                path,
                "it has more levels of codes below codes than can be read.",
                "export it again.",
            )
        notes = [*(element.get("_note") or "").split()]
        for note in element.findall("richcontent"):
            notes += "".join(note.itertext()).split() if note.get("TYPE") == "NOTE" else []
        entry = Entry(_title(element), f"line {element.sourceline}", definition=" ".join(notes))
        found.append((entry, [*above[::-1], entry.name]))
    named = [(entry, steps) for entry, steps in found if all(steps)]
    root = {steps[0] for _, steps in named}
    titled = len(root) == 1 and len(named) > 1  # the middle of the map is the study, or "Codes"
    return [(entry, steps[titled:]) for entry, steps in named if len(steps) > titled]


def _title(element: etree._Element) -> str:
    text = element.get("TEXT") or element.get("text") or ""
    rich = [] if text else element.findall("richcontent[@TYPE='NODE']")
    return " ".join((text or " ".join("".join(one.itertext()) for one in rich)).split())


def _parsed(path: Path) -> etree._Element:
    data = path.read_bytes()
    if re.search(rb"<!(?:DOCTYPE|ENTITY)", data.replace(b"\0", b""), re.IGNORECASE):
        raise InputError(
            path,
            "the codebook's XML holds definitions (entities), which may be a trap.",
            "export it again.",
        )
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        raise InputError(path, "the codebook's XML is damaged.", "export it again.") from None


def read_exchange_codebook(path: Path) -> list[tuple[Entry, list[str]]]:
    """Read the codebook of the exchange standard (``.qdc``)."""
    root = _parsed(path)
    found = []
    dotted = (root.get("origin") or "").startswith("Taguette")  # which has no other way
    for element in root.iter("{*}Code"):
        above = [one.get("name") or "" for one in element.iterancestors("{*}Code")]
        if len(above) > _DEEPEST:
            raise InputError(
                path,
                "it has more levels of codes below codes than can be read.",
                "export it again.",
            )
        description = element.findtext("{*}Description") or ""
        name = " ".join((element.get("name") or "").split())
        entry = Entry(name, f"line {element.sourceline}", definition=" ".join(description.split()))
        found.append((entry, [*above[::-1], name]))
    if dotted:
        return by_stops([entry for entry, _ in found])
    if not found:
        raise InputError(path, "no codes are in it.", "export the codebook again.")
    return found
