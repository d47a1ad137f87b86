"""Workbooks of LibreOffice, written by hand: what a table needs, and no more."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "style")
)
_FO = 'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
_STYLES = (
    '<style:style style:name="hidden"><style:table-properties table:display="false"/>'
    '</style:style><style:style style:name="struck"><style:text-properties '
    'style:text-line-through-style="solid"/></style:style><style:style style:name="moved">'
    '<style:paragraph-properties fo:margin-left="0.706cm"/></style:style>'
)


def cell(text: str, style: str = "", more: str = "") -> str:
    """Write a cell with a text; a line break makes a paragraph."""
    style = f' table:style-name="{style}"' if style else ""
    said = "".join(f"<text:p>{escape(one)}</text:p>" for one in text.split("\n"))
    return f'<table:table-cell office:value-type="string"{style}{more}>{said}</table:table-cell>'


def row(cells: Sequence[str], more: str = "") -> str:
    """Write a row of cells that are written already."""
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


def ods_of(rows: str, name: str = "Sheet1", style: str = "", manifest: str = "") -> bytes:
    """Write a workbook with one sheet."""
    content = (
        f"<?xml version='1.0'?><office:document-content {_SPACES} {_FO}>"
        f"<office:automatic-styles>{_STYLES}</office:automatic-styles><office:body>"
        f'<office:spreadsheet><table:table table:name="{name}" table:style-name="{style}">{rows}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content, zipfile.ZIP_DEFLATED)
        archive.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
    return out.getvalue()


def ods(path: Path, table: Sequence[Sequence[str]]) -> Path:
    """Write a table of texts as a workbook."""
    path.write_bytes(ods_of("".join(row([cell(text) for text in cells]) for cells in table)))
    return path


def without(data: bytes, part: str) -> bytes:
    """Take a part out of a workbook."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
    return out.getvalue()
