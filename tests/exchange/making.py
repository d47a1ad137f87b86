"""Invented studies and projects of other programs."""

import io
import struct
import zipfile
from itertools import product
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from aft_themes.codebook.codes import Code
from aft_themes.exchange.export_content import (
    ExportCoding,
    ExportInterview,
    ExportStudy,
    ExportTurn,
    source_text,
)
from aft_themes.exchange.offsets import Convention

CONVENTIONS = tuple(
    Convention(*way)
    for way in product(
        ("code points", "UTF-16 units", "UTF-8 bytes"), (1, 2), (0, 1), (False, True)
    )
)
NAMESPACE = "urn:QDA-XML:project:1.0"
TURNS = (
    (1, "interviewer", "How was the tape for you?"),
    (2, "participant", "I don't know. 😀 It was hard, naïve even. I don't know what else."),
    (3, "interviewer", "And the role-play?"),
    (4, "participant", "I don't know. She stopped me 😀😀 and I saw my own café face."),
    (5, "interviewer", "What stayed with you?"),
    (6, "participant", "It was hard; now I notice when a client goes quiet, and I ask."),
)
CODES = (
    Code("tasks", "Tasks", "What was done.", "Tape.", "Effects."),
    Code("tasks.tape", "Tape & role-play", "Watching tapes.", "Own tape.", "Research."),
    Code("impact", "Impact", "What changed.", "Any change.", "Wishes."),
)
CODEBOOK = """title: Test
version: '1.0'
codes:
- {id: tasks, name: Tasks, definition: d, include: i, exclude: e, codes: [
    {id: tasks.tape, name: Tape & role-play, definition: d, include: i, exclude: e}]}
- {id: impact, name: Impact, definition: d, include: i, exclude: e}
"""


def interview(name="P01", turns=TURNS):
    return ExportInterview(
        name, tuple(ExportTurn(*turn) for turn in turns), (("cohort", "2011-2015"),)
    )


def coding(turn, words, code="tasks.tape", coder="A", occurrence=0, turns=TURNS, **more):
    text = {number: said for number, _, said in turns}[turn]
    start = -1
    for _ in range(occurrence + 1):
        start = text.index(words, start + 1)
    return ExportCoding("P01", turn, start, start + len(words), code, coder, **more)


def content(*codings, turns=TURNS):
    return ExportStudy(
        "test", (interview(turns=turns),), tuple(sorted(codings)), CODES, ("cohort",)
    )


def study_folder(root: Path, codebook: str = CODEBOOK) -> Path:
    """Make a study of one interview, as it lies in ``data/raw``."""
    study = root / "data" / "raw" / "test"
    (study / "transcripts").mkdir(parents=True)
    (study / "interviews.csv").write_text(
        "interview,file,interviewer_label,coders\nP01,P01.txt,Interviewer,A\n", "utf-8"
    )
    text, _ = source_text(interview())
    (study / "transcripts" / "P01.txt").write_text(text, "utf-8")
    if codebook:
        (study / "codebook.yaml").write_text(codebook, "utf-8")
    return study


def counted_by(text: str, at: int, way: Convention, marked: bool) -> int:
    """Count a position as a program with this convention does."""
    before = text[:at]
    if way.line_end == 1:
        before = before.replace("\r\n", "\n")
    units = {
        "code points": len(before),
        "UTF-16 units": len(before.encode("utf-16-le")) // 2,
        "UTF-8 bytes": len(before.encode()),
    }[way.unit]
    mark = 3 if way.unit == "UTF-8 bytes" else 1
    return units + mark * way.mark * marked


def qdpx(path: Path, sources, *, codes=("Hard",), users="", members=(), inner="project.qde"):
    """Write a project: ``sources`` are (name, text, selections), text None if it is missing.

    A selection is (start, end, code number) or (start, end, code number, name).
    """
    guid = "00000000-0000-0000-0000-{:012d}".format
    made = [f'<Project xmlns="{NAMESPACE}" name="t" origin="Some program">']
    made += [users, "<CodeBook><Codes>"]
    for number, name in enumerate(codes):
        made.append(f'<Code guid="{guid(number)}" name={quoteattr(name)} isCodable="true"/>')
    made.append("</Codes></CodeBook><Sources>")
    archive = {}
    for number, (name, text, selections) in enumerate(sources, start=100):
        made.append(
            f'<TextSource guid="{guid(number)}" name={quoteattr(name)} '
            f'plainTextPath="internal://{guid(number)}.txt">'
        )
        if text is not None:
            archive[f"sources/{guid(number)}.txt"] = text.encode()
        for at, (start, end, code, *named) in enumerate(selections, start=1000 * number):
            title = f" name={quoteattr(named[0])}" if named else ""
            made.append(
                f'<PlainTextSelection guid="{guid(at)}"{title} startPosition="{start}" '
                f'endPosition="{end}"><Coding guid="{guid(10**6 + at)}">'
                f'<CodeRef targetGUID="{{{guid(code).upper()}}}"/></Coding></PlainTextSelection>'
            )
        made.append("</TextSource>")
    made.append("</Sources></Project>")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr(inner, "".join(made))
        for name, data in [*archive.items(), *members]:
            opened.writestr(name, data)
    path.write_bytes(out.getvalue())
    return path


def xls(path: Path, table):
    """Write an old Excel file (BIFF 2): texts and numbers."""
    out = struct.pack("<HHHH", 0x0009, 4, 2, 0x0010)
    for row, cells in enumerate(table):
        for column, cell in enumerate(cells):
            place = struct.pack("<HH", row, column) + b"\0\0\0"
            if isinstance(cell, (int, float)):
                body = place + struct.pack("<d", cell)
                out += struct.pack("<HH", 0x0003, len(body)) + body
            else:
                text = cell.encode("cp1252")[:255]
                body = place + bytes([len(text)]) + text
                out += struct.pack("<HH", 0x0004, len(body)) + body
    path.write_bytes(out + struct.pack("<HH", 0x000A, 0))
    return path


def xlsx(path: Path, table):
    from openpyxl import Workbook

    book = Workbook()
    for row in table:
        book.active.append(list(row))
    book.save(path)
    return path


def docx(path: Path, body: str, comments: str = "", **notes: str):
    """Write a Word file of the least parts that it needs."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {space}>{body}</w:document>")
        if comments:
            archive.writestr("word/comments.xml", f"<w:comments {space}>{comments}</w:comments>")
        for kind, text in notes.items():  # footnotes, endnotes
            archive.writestr(f"word/{kind}.xml", f"<w:{kind} {space}>{text}</w:{kind}>")
    return path


def run(text: str) -> str:
    return f"<w:r><w:t>{escape(text)}</w:t></w:r>"
