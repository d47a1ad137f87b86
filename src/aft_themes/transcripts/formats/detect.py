"""Which format a file has, by its content; the extension only decides ties."""

from __future__ import annotations

import re
from collections import Counter

from aft_themes.io.older_workbooks import older_kind
from aft_themes.transcripts.findings import Finding, Kind
from aft_themes.transcripts.formats.archives import members, word_part
from aft_themes.transcripts.formats.subtitles import is_subtitles
from aft_themes.transcripts.formats.table import delimiter_of
from aft_themes.transcripts.formats.textgrid import is_textgrid
from aft_themes.transcripts.formats.xml_speech import root_of
from aft_themes.transcripts.source import Source

EXTENSIONS = {
    "docx": ("docx", "docm", "dotx"),
    "webvtt": ("vtt",),
    "srt": ("srt", "sbv"),
    "subtitles": ("ass", "ssa", "sub", "mpl", "tmp", "txt"),
    "rtf": ("rtf",),
    "odt": ("odt", "ott", "fodt"),
    "html": ("html", "htm", "xhtml"),
    "pdf": ("pdf",),
    "csv": ("csv",),
    "tsv": ("tsv", "tab"),
    "xlsx": ("xlsx", "xlsm"),
    "ods": ("ods",),
    "xls": ("xls",),
    "json": ("json", "jsonl", "ndjson", "otr"),
    "elan": ("eaf",),
    "textgrid": ("textgrid",),
    "trs": ("trs", "xml"),
    "exb": ("exb", "xml"),
    "tei": ("xml", "tei"),
    "akn": ("xml", "akn"),
    "ttml": ("ttml", "dfxp", "xml"),
    "xml": ("xml",),
    "yaml": ("yaml", "yml", "toml"),
    "text": ("txt", "text", "md", "cha", "transcript", ""),
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHER = (
    (b"ID3", "a sound recording"),
    (b"RIFF", "a sound recording"),
    (b"OggS", "a sound recording"),
    (b"fLaC", "a sound recording"),
    (b"\xff\xfb", "a sound recording"),
    (b"\x1aE\xdf\xa3", "a video"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"Rar!", "a compressed file"),
    (b"BZh", "a compressed file"),
    (b"\xfd7zXZ", "a compressed file"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)
_LEAST_LINES, _MOST_SPEAKERS, _LONGEST_NAME = 6, 12, 30  # of a table with bars and no header
_CUE = re.compile(r"^[ \t]{0,9}-?\d{1,3}:[-\d:.,]{3,20}[ \t]{0,9}-->", re.MULTILINE)
_SBV = re.compile(
    r"\A\s{0,20}\d{1,3}:\d\d:\d\d\.\d{3},\d{1,3}:\d\d:\d\d\.\d{3}\s{0,9}$", re.MULTILINE
)
_TAGS = re.compile(r"<(?:!doctype html|html|body|p|div|table)[\s>]", re.IGNORECASE)
_ROOT = re.compile(r"<([A-Za-z][\w:.-]{0,60})[\s>]")
_XHTML = re.compile(r"<html[\s>]", re.IGNORECASE)
_FLAT_ODF = re.compile(r"<office:document(?:-content)?\s")  # ODT as one file, without an archive
_FLAT_TABLE = (
    "the file is an OpenDocument table of a kind (.fods) that is not read.",
    "save it as ODS, XLSX or CSV.",
)
_FORMATS = "save the transcript as Word, ODT, RTF, text, CSV, WebVTT or SRT."


def format_of(source: Source) -> str:
    """Find the format of a file, a key of ``EXTENSIONS``; refuse what is not read."""
    data = source.data
    if data.startswith(b"PK\x03\x04"):
        return _archive(source)
    if older_kind(data) == "xls":
        return "xls"
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise source.error(
                "the file is protected by a password.", "save a copy without the password."
            )
        raise source.error(
            "the file is in an old Office format (such as .doc).",
            "open it and save it as .docx.",
        )
    if b"%PDF-" in data[:1024]:  # readers of PDF look as far (PDF Reference 1.7, note 13)
        return "pdf"
    if data.lstrip()[:5].lower() == b"{\\rtf":
        return "rtf"
    for start, what in _OTHER:
        if data.startswith(start):
            raise source.error(f"the file is {what}, not a transcript.", _FORMATS)
    if data[4:8] == b"ftyp":
        raise source.error("the file is a recording, not a transcript.", _FORMATS)
    return _text(source)


def extension_findings(source: Source, found: str) -> list[Finding]:
    """Say so if a file's extension belongs to another format than its content."""
    if source.extension in EXTENSIONS[found]:
        return []
    name = f".{source.extension}" if source.extension else "no extension"
    message = f"The file is named {name} but holds {found}; it was read as {found}."
    return [Finding(Kind.EXTENSION, message)]


def _archive(source: Source) -> str:
    names = members(source)
    if source.data[30:90].find(b"epub+zip") >= 0:
        raise source.error(
            "the file is an e-book (EPUB).", "save it as Word or text; calibre and pandoc do so."
        )
    for member, found in ((word_part(names), "docx"), ("xl/workbook.xml", "xlsx")):
        if member in names:
            return found
    # the type of an OpenDocument file stands first in the archive, in bytes 38 and following
    if "content.xml" in names and source.data[30:90].find(b"opendocument.spreadsheet") < 0:
        return "odt"
    if "content.xml" in names:
        return "ods"
    raise source.error("the archive is not a Word, Excel or OpenDocument text file.", _FORMATS)


def _text(source: Source) -> str:
    text = source.text.text
    sample = text[:20_000]
    strange = sum(1 for char in sample if char < " " and char not in "\t\r\n\f\v")
    # more than one control character in twenty: no text has as many
    if strange * 20 > len(sample):
        raise source.error(
            "the file is neither text nor a document of a kind that is read.", _FORMATS
        )
    marked = _by_marks(source, sample)
    if marked:
        return marked
    delimiter = delimiter_of(sample)
    if delimiter:
        return "tsv" if delimiter == "\t" else "csv"
    if source.extension in ("csv", "tsv", "tab") or _piped(sample):
        return "csv"
    return "text"


def _piped(sample: str) -> bool:
    """Tell a table of lines such as ``A|words|code`` by its bars and by who begins the lines."""
    whole = sample.rpartition("\n")[0]  # the last line may be cut off
    lines = [line.split("|") for line in whole.splitlines() if line.strip()]
    first = Counter(cells[0].strip() for cells in lines)
    return (
        len(lines) >= _LEAST_LINES
        and len({len(cells) for cells in lines}) == 1
        and len(lines[0]) > 1
        and 1 < len(first) <= _MOST_SPEAKERS
        and all(0 < len(name) <= _LONGEST_NAME for name in first)
    )


def _by_marks(source: Source, sample: str) -> str:
    """Find a text format that says what it is."""
    start = sample.lstrip()
    if start.startswith("#FORMAT=WebAnno"):
        raise source.error(
            "the file holds words with annotations (INCEpTION, WebAnno), not a transcript.",
            "add the text that was annotated; the annotations belong into codings/.",
            kind=Kind.NOT_A_TRANSCRIPT,
        )
    if source.extension in EXTENSIONS["yaml"]:
        return "yaml"
    if is_textgrid(sample):
        return "textgrid"
    if start.startswith("<?xml"):  # it may hold captions, as OHMS does
        return _by_tags(source, sample)
    if start[:6].upper() == "WEBVTT":
        return "webvtt"
    if _CUE.search(sample) or _SBV.match(sample):
        return "webvtt" if source.extension == "vtt" else "srt"
    if is_subtitles(sample):
        return "subtitles"
    if start[:1] in ("{", "[") and _json_like(start, source.extension):
        return "json"
    if start[:1] == "<":
        return _by_tags(source, sample)
    return ""


def _by_tags(source: Source, sample: str) -> str:
    if _FLAT_ODF.search(sample):
        if "opendocument.spreadsheet" in sample:  # as .ods: its sheets may be interviews
            raise source.error(*_FLAT_TABLE)
        return "odt"
    if "<ANNOTATION_DOCUMENT" in sample:
        return "elan"
    if root_of(sample):
        return root_of(sample)
    if sample.lstrip().startswith("<?xml") and not _XHTML.search(sample):
        return "xml"
    if _TAGS.search(sample):
        return "html"
    root = _ROOT.match(sample.lstrip())
    return "xml" if root and source.text.text.rstrip().endswith(f"</{root[1]}>") else ""


def _json_like(start: str, extension: str) -> bool:
    """Tell JSON from text that begins with a bracketed time or mark."""
    return extension in EXTENSIONS["json"] or start[1:].lstrip()[:1] in ('"', "{", "[", "}", "]")
