"""Everything readable in an output file: text, properties, hidden parts, what is packed inside."""

from __future__ import annotations

import base64
import binascii
import bz2
import gzip
import html
import io
import json
import lzma
import math
import re
import sqlite3
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

_MOST = 256 * 2**20  # bytes that are read of one file or member
# lengths of parts that are remembered, because the next file may have the same: Word's styles are
# less than half a million letters long, and what is shorter is read faster than remembered
MAY_COME_AGAIN = range(2**12, 2**19)
_ROWS = 50_000  # of a table that are read at a time: bounds the memory
_BETWEEN_ROWS = "\n" * 5  # more than may stand between the words of a name
_DEEPEST = 3  # archives inside archives
_TEXT_SUFFIXES = frozenset(
    ".csv .tsv .txt .md .log .tex .bib .yaml .yml .toml .rst .py .css .js .jsonl .sty .cls".split()
)
_MARKUP_SUFFIXES = frozenset(".html .htm .svg .xml .xhtml .rels .rdf .opf .qde .qdc".split())
_BLOCK_END = re.compile(
    r"</(?:w:p|w:tr|w:tc|a:p|si|c|row|p|div|td|th|tr|li|h[1-6]|title|text|option|dt|dd|caption|"
    r"(?:dc|cp|dcterms|vt|meta|rdf):\w+)>|<(?:br|hr|w:br|w:tab)\s*/?>",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"<[^<>]*>")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
# signs as LaTeX writes them, which stand in names and in those of measures: Cohen's kappa
_TEX_SIGNS = {
    r"\textquoteright{}": "\u2019",
    r"\ensuremath{\kappa}": "\u03ba",
    r"\ensuremath{\alpha}": "\u03b1",
}
_TEX_ESCAPE = re.compile(r"\\([_&%#$])|[{}]")
_NPY_KEY = "'fortran_order'"  # in every header of the format, and somebody may speak of Fortran
_BASE64 = re.compile(r"[A-Za-z0-9+/]{40,}={0,2}")


class Text(NamedTuple):
    """A readable part of a file.

    Parameters
    ----------
    where : str
        Which part.
    body : str
        Its text.
    binary : bool
        Whether it is raw bytes, in which short words occur by chance.
    """

    where: str
    body: str
    binary: bool = False


def texts_of(file: Path) -> Iterator[Text]:
    """Read everything in a file that someone else could read."""
    if file.is_symlink():
        yield Text("link", str(file.readlink()))
    if file.is_file():
        with file.open("rb") as stream:
            data = stream.read(_MOST)
        yield from texts_in(file.name, data)


def texts_in(name: str, data: bytes) -> Iterator[Text]:
    """Read everything in a file's bytes that someone else could read."""
    yield from _texts(name, data, "", 0)


def _texts(name: str, data: bytes, where: str, depth: int) -> Iterator[Text]:
    read = _reader(name, data)
    if read is None or depth > _DEEPEST:
        yield Text(where or "content", data.decode("latin-1"), binary=True)
        return
    try:
        yield from read(name, data, where, depth)
    except Exception:  # any error that a library raises for a damaged file
        yield Text(where or "content", data.decode("latin-1"), binary=True)


_Reader = Callable[[str, bytes, str, int], Iterator[Text]]


def _reader(name: str, data: bytes) -> _Reader | None:
    for magic, read in _MAGIC.items():
        if data.startswith(magic):
            return read
    suffix = Path(name).suffix.lower()
    if suffix in _MARKUP_SUFFIXES:
        return _markup
    if suffix in (".json", ".ipynb", ".geojson"):
        return _json
    # binary files have a NUL in their first block, text has none
    if suffix in _TEXT_SUFFIXES or b"\x00" not in data[:4096]:
        return _plain
    return _utf16 if data[:2] in (b"\xff\xfe", b"\xfe\xff") else None


def _part(where: str, part: str) -> str:
    return f"{where}, {part}" if where else part


def _plain(name: str, data: bytes, where: str, depth: int) -> Iterator[Text]:
    body = data.decode("utf-8-sig", errors="replace")
    latex = name.lower().endswith((".tex", ".bib"))
    for written, sign in _TEX_SIGNS.items() if latex else ():
        body = body.replace(written, sign)
    yield Text(where or "text", body)
    if latex:
        yield Text(where or "text", _TEX_ESCAPE.sub(r"\1", body))
    yield from _unpacked(body, where, depth)


def _utf16(name: str, data: bytes, where: str, depth: int) -> Iterator[Text]:
    yield Text(where or "text", data.decode("utf-16", errors="replace"))


def _markup(name: str, data: bytes, where: str, depth: int) -> Iterator[Text]:
    read = _read_markup_once if len(data) in MAY_COME_AGAIN else _read_markup
    texts, packed = read(data)
    for part, body in texts:
        yield Text(_part(where, part) if part else where or "text", body)
    for inner in packed:
        yield from _texts("", inner, _part(where, "embedded data"), depth + 1)


def _read_markup(data: bytes) -> tuple[list[tuple[str, str]], list[bytes]]:
    """Give the texts of a page, each with its part, and what is packed inside."""
    raw = data.decode("utf-8-sig", errors="replace")
    texts = [("markup", html.unescape(raw))]
    if "\\u" in raw:
        texts.append(("script", _ESCAPE.sub(_character, raw)))
    # a name may be cut by tags within a line; cells and paragraphs must not be joined
    lines = _BLOCK_END.sub("\n", raw)
    texts.append(("", html.unescape(_MARKUP.sub("", lines))))
    texts += _unquoted(raw)
    return texts, list(_packed(raw))


_read_markup_once = lru_cache(maxsize=32)(_read_markup)


def _character(match: re.Match[str]) -> str:
    return chr(int(match.group(1), 16))


def _json(name: str, data: bytes, where: str, depth: int) -> Iterator[Text]:
    body = data.decode("utf-8-sig", errors="replace")
    try:
        body = "\n".join(_strings(json.loads(body)))
    except (ValueError, RecursionError):
        body = _ESCAPE.sub(_character, body)
    yield Text(where or "text", body)
    yield from (Text(_part(where, part), plain) for part, plain in _unquoted(body))
    yield from _unpacked(body, where, depth)


def _strings(value: object) -> Iterator[str]:
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict):
            waiting += [*item, *item.values()]
        elif isinstance(item, list):
            waiting += item
            # notebooks keep a text as a list of its lines
            yield "".join(part for part in item if isinstance(part, str))


def _unquoted(body: str) -> Iterator[tuple[str, str]]:
    if "%20" in body or "%3" in body:
        yield "quoted text", unquote(body)


def _unpacked(body: str, where: str, depth: int) -> Iterator[Text]:
    for data in _packed(body):
        yield from _texts("", data, _part(where, "embedded data"), depth + 1)


def _packed(body: str) -> Iterator[bytes]:
    for match in _BASE64.finditer(body):
        try:
            data = base64.b64decode(match.group(), validate=True)
        except (binascii.Error, ValueError):
            continue
        if data.startswith(tuple(_MAGIC)) or _is_text(data):
            yield data


def _is_text(data: bytes) -> bool:
    try:
        return data.decode("utf-8").isprintable() or b"\n" in data
    except UnicodeDecodeError:
        return False


def _unpack(open_: Callable[[io.BytesIO], io.BufferedIOBase]) -> _Reader:
    def read(name: str, data: bytes, where: str, depth: int) -> Iterator[Text]:
        with open_(io.BytesIO(data)) as stream:
            inner = stream.read(_MOST)
        if data.startswith(b"\x1f\x8b") and data[3] & 8:
            # gzip keeps the name of the packed file
            yield Text(
                _part(where, "packed file's name"), data[10:266].split(b"\0")[0].decode("latin-1")
            )
        yield from _texts(Path(name).stem, inner, where, depth + 1)

    return read


def _zlib(name: str, data: bytes, where: str, depth: int) -> Iterator[Text]:
    yield from _texts(name, zlib.decompressobj().decompress(data, _MOST), where, depth + 1)


def _zip(name: str, data: bytes, where: str, depth: int) -> Iterator[Text]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if archive.comment:
            yield Text(_part(where, "comment"), archive.comment.decode("utf-8", "replace"))
        for member in archive.infolist():
            part = _part(where, member.filename)
            yield Text(part, member.filename)
            with archive.open(member) as stream:
                yield from _texts(member.filename, stream.read(_MOST), part, depth + 1)


def _pdf(name: str, data: bytes, where: str, depth: int) -> Iterator[Text]:
    import pypdfium2  # type: ignore[import-untyped]

    document = pypdfium2.PdfDocument(data)
    try:
        metadata = document.get_metadata_dict()
        yield Text(_part(where, "properties"), "\n".join(map(str, metadata.values())))
        titles = [bookmark.get_title() or "" for bookmark in document.get_toc()]
        yield Text(_part(where, "bookmarks"), "\n".join(titles))
        for number in range(len(document)):
            text = document[number].get_textpage().get_text_range()
            yield Text(_part(where, f"page {number + 1}"), text)
    finally:
        document.close()
    yield Text(_part(where, "content"), data.decode("latin-1"), binary=True)


def _image(name: str, data: bytes, where: str, depth: int) -> Iterator[Text]:
    from PIL import Image

    with Image.open(io.BytesIO(data)) as image:
        if image.format != "PNG":
            image.load()
        info = [f"{key}: {_readable(value)}" for key, value in image.info.items()]
        if image.format != "PNG" or "exif" in image.info:
            info += [_readable(value) for value in image.getexif().values()]
    yield Text(_part(where, "metadata"), "\n".join(info))
    yield Text(where or "content", data.decode("latin-1"), binary=True)


def _png(name: str, data: bytes, where: str, depth: int) -> Iterator[Text]:
    """Read everything but the pixels: they are slow to unpack, and hold no text."""
    words, pixels, at = data[:8], b"", 8
    while at < len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4])
        if data[at + 4 : at + 8] == b"IDAT":
            pixels = data[at:end]
        else:
            words += data[at:end]
        at = end
    # the library reads what stands before the pixels without unpacking these
    yield from _image(name, words[:-12] + pixels + words[-12:], where, depth)


def _readable(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def _parquet(name: str, data: bytes, where: str, depth: int) -> Iterator[Text]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pq.ParquetFile(pa.BufferReader(data))
    metadata = table.schema_arrow.metadata or {}
    header = [*table.schema_arrow.names, *map(_readable, metadata)]
    header += map(_readable, metadata.values())
    yield Text(_part(where, "header"), "\n".join(header))
    for batch in table.iter_batches(_ROWS):
        for column, values in zip(batch.schema.names, batch.columns, strict=True):
            while pa.types.is_list(values.type):
                values = values.flatten()
            if not pa.types.is_primitive(values.type):
                said = (str(value) for value in values.to_pylist() if value is not None)
                yield Text(_part(where, f"column {column}"), _BETWEEN_ROWS.join(said))


def _npy(name: str, data: bytes, where: str, depth: int) -> Iterator[Text]:
    """Read everything but numbers, which hold no text."""
    import numpy as np

    stream = io.BytesIO(data)
    read = {
        (1, 0): np.lib.format.read_array_header_1_0,
        (2, 0): np.lib.format.read_array_header_2_0,
    }
    shape, _, dtype = read[np.lib.format.read_magic(stream)](stream)
    begin, count = stream.tell(), math.prod(shape)
    end = begin + count * dtype.itemsize
    if dtype.kind in "SU":
        values = np.frombuffer(data, dtype, count, begin).tolist()
        yield Text(where or "text", _BETWEEN_ROWS.join(map(_readable, values)))
    elif dtype.kind not in "biufc":
        end = begin
    header = data[:begin].decode("latin-1").replace(_NPY_KEY, "")
    yield Text(_part(where, "header"), header, binary=True)
    yield Text(where or "content", data[end:].decode("latin-1"), binary=True)


def _sqlite(name: str, data: bytes, where: str, depth: int) -> Iterator[Text]:
    """Read every text of every table; the bytes alone would hide short names."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(data)
        database.execute("PRAGMA trusted_schema = OFF")
        tables = database.execute("SELECT name, sql FROM sqlite_master").fetchall()
        for table, made in tables:
            part = _part(where, f"table {table}")
            yield Text(part, f"{table}\n{made or ''}")
            if made and made.lstrip().upper().startswith("CREATE TABLE"):
                quoted = table.replace('"', '""')
                for row in database.execute(f'SELECT * FROM "{quoted}"'):  # noqa: S608
                    cells = [cell for cell in row if isinstance(cell, (str, bytes))]
                    yield Text(part, "\n".join(map(_readable, cells)))
    yield Text(where or "content", data.decode("latin-1"), binary=True)


_MAGIC: dict[bytes, _Reader] = {
    b"SQLite format 3\x00": _sqlite,
    b"\x93NUMPY": _npy,
    b"PK\x03\x04": _zip,
    b"%PDF": _pdf,
    b"\x89PNG": _png,
    b"\xff\xd8\xff": _image,
    b"GIF8": _image,
    b"II*\x00": _image,
    b"MM\x00*": _image,
    b"PAR1": _parquet,
    b"\x1f\x8b": _unpack(lambda data: gzip.GzipFile(fileobj=data)),
    b"BZh": _unpack(bz2.BZ2File),
    b"\xfd7zXZ": _unpack(lzma.LZMAFile),
    b"x\x9c": _zlib,
    b"x\xda": _zlib,
    b"\xff\xfe": _utf16,
    b"\xfe\xff": _utf16,
}
