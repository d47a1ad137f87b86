"""Read codings from programs that annotate texts: Label Studio, doccano, Prodigy, brat, INCEpTION.

Most of them keep a label with a beginning and an end in a text; they differ in the names of keys.
A place counts only if the words that are kept beside it stand there.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from aft_themes.documents.headers import coding_columns
from aft_themes.errors import InputError
from aft_themes.exchange.coded_segment_tables import code_path
from aft_themes.exchange.model import ImportedCoding, ImportedSource, Loss, Project, codes_of_paths
from aft_themes.exchange.project_files import refuse_too_many
from aft_themes.exchange.quoted_json import quoted_codes
from aft_themes.exchange.standard_annotations import (
    AnnotatedText,
    texts_of_cas,
    texts_of_xmi,
    web_annotations,
)
from aft_themes.io.bounds import MAX_BYTES, refuse_larger
from aft_themes.transcripts.source import decode

PROGRAM = "annotated text"
_SPANS = ("spans", "label", "labels", "entities", "result")  # keys of lists of spans
_QUOTES = ("quote", "segment", "excerpt", "Quote", "Segment", "Excerpt")  # of a list of codings
_PLACES = ("start_offset",)  # of OpenAnsho's list of codings, whose words are its "text"
_STANDARDS = ("TextQuoteSelector", "%FEATURE_STRUCTURES")
_LABEL = ("labels", "label", "hypertextlabels", "paragraphlabels", "tag")
_NAME = ("source", "file", "filename", "file_name", "file_upload", "document", "title", "name")
_CODER = ("annotator", "completed_by", "_annotator_id", "_session_id", "username", "email")
_BRAT = re.compile(r"T\d+\t(?P<label>\S+) (?P<places>\d+ \d+(?:;\d+ \d+)*)\t(?P<quote>.+)")
_WEBANNO = "#FORMAT=WebAnno TSV 3"
_CELL = re.compile(r"(?P<value>.*?)(?:\[(?P<number>\d+)\])?")
_UPLOADED = re.compile(r"\A[0-9a-f]{8}-")  # Label Studio puts it before the name of a file
_JSON = (".json", ".jsonl", ".jsonld")
_AGAIN = "export the annotations again, as JSON."


def recognises(path: Path) -> bool:
    """Tell whether a file holds texts with spans."""
    suffix = path.suffix.lower()
    if suffix not in (*_JSON, ".ann", ".tsv", ".csv", ".xmi") or path.stat().st_size > MAX_BYTES:
        return False
    data = path.read_bytes()
    keys = (*_SPANS, *_QUOTES, *_PLACES, *_STANDARDS)
    if suffix in _JSON and not any(f'"{key}"'.encode() in data for key in keys):
        return any(one.spans for one in quoted_codes(_content(data), path.stem))
    if suffix in (".csv", ".tsv") and b'""start""' not in data and not _is_webanno(data):
        return False
    return any(one.spans for one in _texts(path, data)) or (
        suffix in _JSON and any(one.spans for one in quoted_codes(_content(data), path.stem))
    )


def read(path: Path) -> Project:
    """Read every span of a file as a coding."""
    refuse_larger(path, "the file", "export fewer texts at a time.")
    data = path.read_bytes()
    texts = list(_texts(path, data))
    if path.suffix.lower() in _JSON and not any(one.spans for one in texts):
        texts = list(quoted_codes(_content(data), path.stem))
    refuse_too_many(path, sum(len(one.spans) for one in texts))
    sources: dict[tuple[str, str], ImportedSource] = {}
    codings, losses = [], []
    for number, text in enumerate(texts, 1):
        name = text.name or (path.stem if len(texts) == 1 else f"text {number}")
        source = sources.setdefault(
            (name, text.words), ImportedSource(f"{len(sources) + 1}", name, text.words)
        )
        for at, (start, end, label, quote) in enumerate(text.spans, 1):
            row = f"text {number}, span {at}"
            words = quote or text.words[start:end]
            if not words.strip() or not label:
                losses.append(Loss(row, "it has no words or no label"))
                continue
            cut = start is not None and text.words[start:end] == words
            place = (start, end) if cut else (None, None)
            codings.append(
                ImportedCoding(
                    source.key, code_path(label), words, text.coder, *place, start, row=row
                )
            )
    if not codings:
        raise InputError(path, "no text in it has labels on its words.", _AGAIN)
    paths = dict.fromkeys(tuple(one.code.split(" > ")) for one in codings)
    codes = codes_of_paths(paths)
    return Project(
        path.name, PROGRAM, codes, tuple(sources.values()), tuple(codings), (), tuple(losses)
    )


def _texts(path: Path, data: bytes) -> Iterator[AnnotatedText]:
    """Read the texts, or the rows of a list of codings, which have no place."""
    suffix = path.suffix.lower()
    rows = _objects(data) if suffix in _JSON else []
    if rows and all(map(_is_row, rows)):
        yield from map(_of_row, rows)
        return
    if marked := web_annotations(rows):
        yield from marked
    elif suffix == ".xmi":
        yield from texts_of_xmi(path, data)
    elif len(rows) == 1 and "%FEATURE_STRUCTURES" in rows[0]:
        yield from texts_of_cas(path, rows[0]["%FEATURE_STRUCTURES"])
    elif suffix == ".ann":
        yield _of_brat(path, decode(data).text)
    elif suffix in _JSON:
        for node in rows:
            yield from _of_object(node)
    elif _is_webanno(data):
        yield _of_webanno(path, decode(data).text)
    else:
        csv.field_size_limit(MAX_BYTES)
        text = decode(data).text
        # Label Studio calls its table with tabs .csv, too
        apart = "\t" if "\t" in text.partition("\n")[0] else ","
        for row in csv.DictReader(io.StringIO(text, newline=""), delimiter=apart):
            yield from _of_object({key: _value(text) for key, text in row.items() if key})


def _is_webanno(data: bytes) -> bool:
    return data.lstrip(b"\xef\xbb\xbf").startswith(_WEBANNO.encode())


def _objects(data: bytes) -> list[dict[str, object]]:
    """Return the objects of JSON or JSON Lines; none of a damaged file."""
    content = _content(data)
    listed = content if isinstance(content, list) else [content]
    # the converter of Label Studio puts the list of each file into a list
    inside = (one if isinstance(one, list) else [one] for one in listed)
    return [one for group in inside for one in group if isinstance(one, dict)]


def _content(data: bytes) -> object:
    """Return what JSON or JSON Lines hold; an empty list of a damaged file."""
    text = decode(data).text
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        try:
            return [json.loads(line) for line in text.splitlines() if line.strip()]
        except (ValueError, RecursionError):
            return []


def _value(cell: str | None) -> object:
    """Return the JSON in a cell of Label Studio's table, or its text."""
    if not cell or cell[:1] != "[":
        return cell or ""
    try:
        return json.loads(cell)
    except (ValueError, RecursionError):
        return cell


def _of_object(node: dict[str, object]) -> Iterator[AnnotatedText]:
    """Read a text, once for each person who annotated it; what was rejected is left out."""
    data = node.get("data")
    held = data if isinstance(data, dict) else node
    words = held.get("text")
    if not isinstance(words, str):
        words = max((one for one in held.values() if isinstance(one, str)), key=len, default="")
    if node.get("answer", "accept") != "accept" or not words:
        return
    meta = node.get("meta")
    holders = (meta, held, node) if isinstance(meta, dict) else (held, node)
    name = next((found for one in holders if (found := _first(one, _NAME))), "")
    name = _UPLOADED.sub("", name)
    several = node.get("annotations")
    people = several if isinstance(several, list) else [node]
    for person in (one for one in people if isinstance(one, dict)):
        lists = (person[key] for key in _SPANS if isinstance(person.get(key), list))
        spans = [span for one in lists if isinstance(one, list) for span in map(_span, one) if span]
        yield AnnotatedText(name, words, _first(person, _CODER), spans)


def _is_row(node: dict[str, object]) -> bool:
    """Tell a coding of a list: texts for the interview, the quote and the code."""
    columns = coding_columns(list(node))
    values = list(node.values())
    needed = ("interview", "quote", "code")
    return all(one in columns and isinstance(values[columns[one]], str) for one in needed)


def _of_row(node: dict[str, object]) -> AnnotatedText:
    values = list(node.values())
    get = {field: str(values[at]) for field, at in coding_columns(list(node)).items()}
    return AnnotatedText(
        get["interview"], "", get.get("coder", ""), [(None, None, get["code"], get["quote"])]
    )


def _first(node: dict[str, object], keys: Sequence[str]) -> str:
    for key in keys:
        value = node.get(key)
        if isinstance(value, dict):
            value = _first(value, _CODER)
        if isinstance(value, (str, int)) and str(value).strip():
            return str(value)
    return ""


def _span(node: object) -> tuple[int | None, int | None, str, str] | None:
    """Read ``[start, end, label]`` or an object; nothing if it is neither."""
    if isinstance(node, list):
        places = len(node) > 2 and all(isinstance(one, int) for one in node[:2])
        return (node[0], node[1], str(node[2]), "") if places else None
    if not isinstance(node, dict):
        return None
    value = node.get("value")
    held = value if isinstance(value, dict) else node
    start, end = (held.get(key, held.get(f"{key}_offset")) for key in ("start", "end"))
    label = next((held[key] for key in _LABEL if held.get(key)), "")
    label = label[0] if isinstance(label, list) and label else label
    if not isinstance(start, int) or not isinstance(end, int):
        return None
    quote = held.get("text")
    return start, end, str(label), quote if isinstance(quote, str) else ""


def _of_brat(path: Path, text: str) -> AnnotatedText:
    """Read the text-bound lines of a file of brat, whose words lie in a text file beside it."""
    found = [match for line in text.splitlines() if (match := _BRAT.fullmatch(line))]
    spans = [
        (int(match["places"].split()[0]), None, match["label"].replace("_", " "), match["quote"])
        for match in found
    ]
    return AnnotatedText(path.stem, "", "", spans)


def _of_webanno(path: Path, text: str) -> AnnotatedText:
    """Read the layers of spans in INCEpTION's table of tokens."""
    words: dict[tuple[int, str, str], list[tuple[int, str]]] = {}
    layers = 0
    for number, line in enumerate(text.splitlines()):
        layers += line.count("|") if line.startswith("#T_SP=") else 0
        cells = line.split("\t")
        if line.startswith("#") or len(cells) < 3 or not re.fullmatch(r"\d+-\d+", cells[0]):
            continue
        start = int(cells[1].partition("-")[0])
        for at, cell in enumerate(cells[3 : 3 + layers]):
            for part in cell.split("|"):
                match = _CELL.fullmatch(part)
                if match and match["value"] not in ("", "_", "*"):
                    one = match["number"] or f"token {number}"
                    words.setdefault((at, one, match["value"]), []).append((start, cells[2]))
    spans = [
        (tokens[0][0], None, label, _joined(tokens)) for (_, _, label), tokens in words.items()
    ]
    return AnnotatedText(path.stem, "", "", spans)


def _joined(tokens: Sequence[tuple[int, str]]) -> str:
    """Put tokens together with the spaces that their places leave."""
    text, end = "", tokens[0][0]
    for start, token in tokens:
        text += " " * (start > end) + token
        end = start + len(token)
    return text
