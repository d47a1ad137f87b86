"""Read Taguette projects (``.sqlite3``); its tables are read by ``coded_segment_tables``."""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from lxml import etree, html  # type: ignore[import-untyped]

from aft_themes.errors import InputError
from aft_themes.exchange.coded_segment_tables import split_tags
from aft_themes.exchange.model import (
    ImportedCode,
    ImportedCoding,
    ImportedSource,
    Loss,
    Project,
)
from aft_themes.exchange.offsets import Convention, CountedText
from aft_themes.exchange.project_files import MAX_TEXT, open_database, refuse_too_many, table_names

PROGRAM = "Taguette"
# Taguette counts the UTF-8 bytes of the text nodes of the HTML that it keeps
_BLOCKS = frozenset("p br h1 h2 h3 h4 h5 li tr td th dt dd blockquote pre div caption".split())
_WAY = Convention("UTF-8 bytes", 2, 0, inclusive=False)


def read(path: Path) -> Project:
    """Read a project."""
    with open_database(path) as database:
        if not {"documents", "highlights", "tags", "highlight_tags"} <= table_names(database):
            raise InputError(
                path,
                "is not a project of Taguette, QualCoder or RQDA.",
                "export a REFI-QDA project.",
            )
        refuse_too_many(path, database.execute("SELECT count(*) FROM highlights").fetchone()[0])
        texts = {row["id"]: (row["name"], row["contents"] or "") for row in _documents(database)}
        tags = {row["id"]: row for row in database.execute("SELECT * FROM tags ORDER BY id")}
        read_texts = {key: html_text(body) for key, (_, body) in texts.items()}
        codings, losses = _codings(database, tags, read_texts, _coders(database))
    codes = [
        ImportedCode(row["path"], tuple(row["path"].split(".")), row["description"] or "")
        for row in tags.values()
        if split_tags([row["path"]])[0]
    ]
    sources = [
        ImportedSource(str(key), name, read_texts[key].text) for key, (name, _) in texts.items()
    ]
    return Project(
        path.name,
        PROGRAM,
        tuple(codes),
        tuple(sources),
        tuple(codings),
        (),
        tuple(losses),
        "UTF-8 bytes of the text that Taguette keeps",
    )


@dataclass(frozen=True)
class HtmlText:
    """The text of an HTML fragment: as Taguette counts it, and with a line for each block."""

    counted: CountedText
    text: str
    breaks: tuple[int, ...]  # code points of the counted text before which a line end was put

    def cut(self, start: int, end: int) -> tuple[int, int] | None:
        """Take positions in bytes to a span of the text with lines."""
        span = self.counted.cut(start, end, _WAY)
        if span is None:
            return None
        return span[0] + bisect_right(self.breaks, span[0]), span[1] + bisect_left(
            self.breaks, span[1]
        )


def html_text(body: str) -> HtmlText:
    """Gather the text nodes of an HTML fragment, without entities from elsewhere."""
    pieces: list[str] = []
    breaks: list[int] = []
    at = 0
    for event, element in _walk(body):
        text = (element.text if event == "start" else element.tail) or ""
        if element.tag in _BLOCKS and at and (not breaks or breaks[-1] != at):
            breaks.append(at)
        pieces.append(text)
        at += len(text)
    bare = "".join(pieces)
    cuts = [0, *breaks, len(bare)]
    return HtmlText(
        CountedText(bare), "\n".join(bare[one:two] for one, two in pairwise(cuts)), tuple(breaks)
    )


def _walk(body: str) -> Iterator[tuple[str, etree._Element]]:
    if len(body) > MAX_TEXT or not body.strip():
        return
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(f"<html><body>{body}</body></html>", parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return
    for event, element in etree.iterwalk(root.body, events=("start", "end")):
        if event == "start" or element is not root.body:
            yield event, element


def _documents(database: sqlite3.Connection) -> list[sqlite3.Row]:
    return database.execute("SELECT id, name, contents FROM documents ORDER BY id").fetchall()


def _coders(database: sqlite3.Connection) -> dict[int, str]:
    """Who made each highlight: only the history of commands says so."""
    found: dict[int, str] = {}
    if "commands" not in table_names(database):
        return found
    for row in database.execute("SELECT user_login, payload FROM commands ORDER BY id"):
        try:
            payload = json.loads(row["payload"])
        except (TypeError, ValueError, RecursionError):
            continue
        if isinstance(payload, dict) and payload.get("type") == "highlight_add":
            number = payload.get("highlight_id")
            if isinstance(number, int):
                found.setdefault(number, row["user_login"] or "")
    return found


def _codings(
    database: sqlite3.Connection,
    tags: dict[int, sqlite3.Row],
    texts: dict[int, HtmlText],
    coders: dict[int, str],
) -> tuple[list[ImportedCoding], list[Loss]]:
    given: dict[int, list[str]] = {}
    for row in database.execute("SELECT highlight_id, tag_id FROM highlight_tags ORDER BY 1, 2"):
        if row["tag_id"] in tags:
            given.setdefault(row["highlight_id"], []).append(tags[row["tag_id"]]["path"])
    codings: list[ImportedCoding] = []
    losses: list[Loss] = []
    for row in database.execute("SELECT * FROM highlights ORDER BY id"):
        codes, coder, valence = split_tags(given.get(row["id"], []))
        place = f"highlight {row['id']}"
        if not codes:
            losses.append(Loss(place, "it has no tag"))
        text = texts.get(row["document_id"])
        span = _span(text, row)
        quote = text.text[slice(*span)] if text and span else html_text(row["snippet"] or "").text
        if codes and not quote.strip():
            losses.append(Loss(place, "its positions lie outside the text"))
            continue
        who = coder or coders.get(row["id"], "")
        codings += _of_highlight(row, codes, quote, who, valence, span)
    return codings, losses


def _span(text: HtmlText | None, row: sqlite3.Row) -> tuple[int, int] | None:
    """Believe positions only where they cut the words that the project keeps beside them."""
    start, end = row["start_offset"], row["end_offset"]
    if text is None or not isinstance(start, int) or not isinstance(end, int):
        return None
    span = text.cut(start, end)
    kept = html_text(row["snippet"] or "").text.split()
    return span if span and (not kept or text.text[slice(*span)].split() == kept) else None


def _of_highlight(
    row: sqlite3.Row,
    codes: list[str],
    quote: str,
    coder: str,
    valence: str,
    span: tuple[int, int] | None,
) -> Iterator[ImportedCoding]:
    for code in codes:
        yield ImportedCoding(
            str(row["document_id"]),
            code,
            quote,
            coder,
            span[0] if span else None,
            span[1] if span else None,
            float(row["start_offset"] or 0),
            valence=valence,
            row=f"highlight {row['id']}",
        )
