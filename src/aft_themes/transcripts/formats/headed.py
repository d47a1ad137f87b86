"""Documents that hold several interviews, each below a heading such as "Interview 2"."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from itertools import pairwise
from zipfile import ZipFile

from docx.opc.package import OpcPackage
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree  # type: ignore[import-untyped]

from aft_themes.transcripts.formats.archives import check_xml
from aft_themes.transcripts.formats.detect import format_of
from aft_themes.transcripts.interview_headings import counts_on, interview_number
from aft_themes.transcripts.source import Source

_PART = tuple[str, bytes]


def interviews_in(source: Source) -> list[_PART]:
    """Return the number and the document of each interview; nothing where there is only one.

    What stands above the first heading belongs to none. The headings must count on by one.
    """
    kind = format_of(source)
    found = _of_word(source) if kind == "docx" else _of_text(source) if kind == "text" else []
    return found if len(found) > 1 else []


def _parts(lines: Sequence[str]) -> Iterator[tuple[str, range]]:
    """Give each interview's number and the places of its lines below the heading."""
    heads = [
        (at, number)
        for at, line in enumerate(lines)
        if (number := interview_number(line)) is not None
    ]
    if not counts_on(number for _, number in heads):
        return
    for (at, number), (end, _) in pairwise([*heads, (len(lines), 0)]):
        yield str(number), range(at + 1, end)


def _of_text(source: Source) -> list[_PART]:
    lines = source.text.text.splitlines(keepends=True)
    return [(number, "".join(lines[at] for at in own).encode()) for number, own in _parts(lines)]


def _of_word(source: Source) -> list[_PART]:
    check_xml(source)
    with source.parsing("Word document", "open it in Word and save it again."):
        part = OpcPackage.open(io.BytesIO(source.data)).main_document_part
        body = parse_xml(part.blob).find(qn("w:body"))
        blocks = [] if body is None else list(body)
        texts = ["".join(node.text or "" for node in one.iter(qn("w:t"))) for one in blocks]
        return [
            (number, _with_only(source.data, part.partname.lstrip("/"), set(own)))
            for number, own in _parts(texts)
        ]


def _with_only(data: bytes, name: str, kept: set[int]) -> bytes:
    """Copy a Word document with some of its paragraphs and tables only."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(out, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == name:
                document = parse_xml(content)
                body = document.find(qn("w:body"))
                for at, block in enumerate(list(body)):
                    if at not in kept and block.tag != qn("w:sectPr"):
                        body.remove(block)
                content = etree.tostring(document, encoding="UTF-8", xml_declaration=True)
            new.writestr(entry, content)
    return out.getvalue()
