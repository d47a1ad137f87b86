"""Make small invented documents in every format."""

import csv
import io
import json
import zipfile
from xml.sax.saxutils import escape

import openpyxl

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
ODT = "application/vnd.oasis.opendocument.text"
_ODF = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"


def packed(members, *, method=zipfile.ZIP_DEFLATED):
    """Return a ZIP archive of the members as bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def docx_parts(body, *, kind=MAIN, prolog=""):
    """Return the parts of a Word document whose body is the given XML."""
    return {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>'
        ),
        "_rels/.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="rId1" Target="word/document.xml" Type="http://schemas.openxmlformats'
            '.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
        ),
        "word/document.xml": (
            f'{prolog}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
        ),
    }


def docx(*paragraphs, kind=MAIN):
    """Return a Word document; line feeds in a paragraph are breaks, tabs are tabs."""
    return packed(docx_parts("".join(map(paragraph, paragraphs)), kind=kind))


def paragraph(text):
    """Return a Word paragraph."""
    runs = escape(text)
    for sign, tag in (("\n", "br"), ("\t", "tab")):
        runs = runs.replace(sign, f'</w:t><w:{tag}/><w:t xml:space="preserve">')
    return f'<w:p><w:r><w:t xml:space="preserve">{runs}</w:t></w:r></w:p>'


def docx_table(rows):
    """Return a Word document that is one table."""
    lines = (
        "<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>"
        for row in rows
    )
    return packed(docx_parts(f"<w:tbl>{''.join(lines)}</w:tbl>"))


def odt(body, *, prolog="", manifest="<manifest/>"):
    """Return an OpenDocument text whose body is the given XML."""
    spaces = " ".join(f'xmlns:{name}="{_ODF.format(name)}"' for name in ("office", "text", "table"))
    return packed(
        {
            "mimetype": ODT,
            "content.xml": (
                f"{prolog}<office:document-content {spaces}><office:body><office:text>{body}"
                "</office:text></office:body></office:document-content>"
            ),
            "META-INF/manifest.xml": manifest,
        }
    )


def pdf(*pages):
    """Return a PDF with lines of text on each page."""
    return _pdf_of(
        f"11 Tf 14 TL 60 760 Td {' T* '.join(f'({_pdf_text(line)}) Tj' for line in lines)}"
        for lines in pages
    )


def placed_pdf(*pages):
    """Return a PDF with words at places: from the left, from below, text, and perhaps a size."""
    return _pdf_of("11 Tf " + _placed(words) for words in pages)


def ruled_pdf(*pages):
    """Return a PDF with boxes on each page (left, lower edge, width, height), and placed words."""
    return _pdf_of(
        f"11 Tf ET {' '.join(f'{x} {y} {wide} {high} re S' for x, y, wide, high in boxes)} BT "
        + _placed(words)
        for boxes, words in pages
    )


def noted_pdf(words, notes):
    """Return a PDF of one page with placed words, and notes on them: kind, boxes, note, author."""
    listed = []
    for kind, boxes, note, author in notes:
        corners = " ".join(f"{x} {top} {end} {top} {x} {y} {end} {y}" for x, y, end, top in boxes)
        x, y, end, top = boxes[0]
        listed.append(
            f"<< /Type /Annot /Subtype /{kind} /Rect [{x} {y} {end} {top}] "
            f"/QuadPoints [{corners}] /Contents ({_pdf_text(note)}) /T ({_pdf_text(author)}) >>"
        )
    return _pdf_of(["11 Tf " + _placed(words)], f"/Annots [{' '.join(listed)}]")


def _placed(words):
    return " ".join(
        f"/F1 {size[0] if size else 11} Tf 1 0 0 1 {x} {y} Tm ({_pdf_text(text)}) Tj"
        for x, y, text, *size in words
    )


def _pdf_of(contents, more=""):
    objects = {1: b"<< /Type /Catalog /Pages 2 0 R >>"}
    font = 3
    objects[font] = (
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    )
    kids = []
    for at, shown in enumerate(contents):
        page, content = 4 + 2 * at, 5 + 2 * at
        kids.append(f"{page} 0 R")
        stream = f"BT /F1 {shown} ET".encode("cp1252")
        objects[content] = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream)
        objects[page] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {content} 0 R "
            f"/Resources << /Font << /F1 {font} 0 R >> >> {more} >>"
        ).encode()
    objects[2] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    return _pdf_file(objects)


def _pdf_text(line):
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _pdf_file(objects):
    out, places = b"%PDF-1.4\n", {}
    for number in sorted(objects):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % places[number] for number in sorted(objects))
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(objects) + 1)
    return out + table + trailer + b"startxref\n%d\n%%%%EOF\n" % len(out)


def workbook(rows):
    """Return an Excel workbook with one sheet; texts that begin with = stay texts."""
    book = openpyxl.Workbook()
    for at, row in enumerate(rows, 1):
        for place, value in enumerate(row, 1):
            cell = book.active.cell(at, place)
            cell.value, cell.data_type = value, "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def workbook_of(sheets):
    """Return an Excel workbook with a sheet for each name, and its rows."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def changed(data, name, old, new):
    """Return an archive in which a part of one member is another."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {info.filename: archive.read(info) for info in archive.infolist()}
    assert old in members[name]
    return packed({**members, name: members[name].replace(old, new)})


def lines_of(talk, clean=str):
    """Return the talk as labelled lines."""
    return [clean(f"{name}: {text}") for name, text in talk]


def captions(talk, cue):
    """Return blocks of a number, times and a cue."""
    times = [f"{at // 3600:02d}:{at // 60 % 60:02d}:{at % 60:02d}" for at in range(len(talk) + 1)]
    return "\n\n".join(
        f"{at}\n{times[at - 1]}.000 --> {times[at]}.000\n{cue.format(escape(name), escape(text))}"
        for at, (name, text) in enumerate(talk, 1)
    )


def rtf(lines):
    """Return an RTF document; what is not ASCII is written as its code units."""
    said = "".join(rf"{_rtf_text(line)}\par " for line in lines)
    return (r"{\rtf1\ansi " + said + "}").encode()


def _rtf_text(line):
    for sign in "\\{}":
        line = line.replace(sign, f"\\{sign}")
    if line.isascii():
        return line
    units = memoryview(line.encode("utf-16-le")).cast("h")
    return "".join(chr(unit) if 0 <= unit < 128 else rf"\u{unit}?" for unit in units)


def _delimited(talk, delimiter):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows([("speaker", "text"), *talk])
    return out.getvalue()


def _html(talk):
    return "<html><body>" + "".join(f"<p>{line}</p>" for line in lines_of(talk, escape))


WRITERS = {
    "docx": lambda talk: docx(*lines_of(talk)),
    "odt": lambda talk: odt("".join(f"<text:p>{one}</text:p>" for one in lines_of(talk, escape))),
    "pdf": lambda talk: pdf(lines_of(talk)),
    "rtf": lambda talk: rtf(lines_of(talk)),
    "html": _html,
    "vtt": lambda talk: "WEBVTT\n\n" + captions(talk, "<v {}>{}</v>"),
    "srt": lambda talk: captions(talk, "{}: {}").replace(".000", ",000"),
    "csv": lambda talk: _delimited(talk, ","),
    "tsv": lambda talk: _delimited(talk, "\t"),
    "xlsx": lambda talk: workbook([("speaker", "text"), *talk]),
    "json": lambda talk: json.dumps([{"speaker": name, "text": text} for name, text in talk]),
    "txt": lambda talk: "\n".join(lines_of(talk)),
}


def written(kind, talk):
    """Return a talk as a file of the format with this extension, in bytes."""
    content = WRITERS[kind](talk)
    return content if isinstance(content, bytes) else content.encode()
