"""What the program itself writes into every output: a name in such words is no leak."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Literal, get_args, get_origin

from pydantic import BaseModel

from aft_themes.deidentify.leak_gate.file_contents import texts_in
from aft_themes.deidentify.leak_gate.names import TOKEN
from aft_themes.settings import Settings

_ROOMS = ("agreement", "explorer", "figures", "report", "tables", "themes", "topics")
_BESIDE = 2  # words on one side, or one on each side, that must also be the program's
_NEAR = 80  # characters in which they are looked for
# words that make a surname the name of a measure, as in "95% Wilson interval"
_OF_METHODS = frozenset(("interval", "intervals", "kappa", "alpha", "pi"))
_ESCAPED = re.compile(r"\\u([0-9a-f]{4})")  # as programs write O\u2019Hara
_EDGE = re.compile(r"[\n<>]")  # of a line or a cell


def is_own(body: str, start: int, end: int) -> bool:
    """Tell whether a string stands in words that the program writes into every output."""
    before = TOKEN.findall(body[max(0, start - _NEAR) : start])[-_BESIDE:]
    after = TOKEN.findall(body[end : end + _NEAR])[:_BESIDE]
    said = TOKEN.findall(body[start:end])
    if "://" in body[start:end] and " ".join(said) in _grams():
        return True  # a site that the program links to, such as that of digital object identifiers
    if len(said) > 2:
        return False
    if body[start:end] in _settings() and _is_setting(body, start, end):
        return True
    windows = [before + said] if len(before) == _BESIDE else []
    windows += [said + after] if len(after) == _BESIDE else []
    windows += [before[-1:] + said + after[:1]] if before and after else []
    windows += [said + after[:1]] if after and after[0] in _OF_METHODS else []
    windows += [_label(body, start, end)]
    return any(" ".join(window) in _grams() for window in windows)


def _label(body: str, start: int, end: int) -> list[str]:
    """Give the words of a label such as "Long description:", if they begin a line with the name."""
    line = _EDGE.split(body[max(0, start - _NEAR) : start])[-1]
    label, colon, _ = _EDGE.split(body[end : end + _NEAR])[0].partition(":")
    return TOKEN.findall(body[start:end] + label) if colon and not TOKEN.findall(line) else []


def _is_setting(body: str, start: int, end: int) -> bool:
    """Tell whether a value stands alone in its line or cell, or behind its setting's name."""
    before = _EDGE.split(body[max(0, start - _NEAR) : start])[-1]
    after = _EDGE.split(body[end : end + _NEAR])[0]
    named = tuple(TOKEN.findall(before))
    return named in {(), *_settings()[body[start:end]]} and not TOKEN.findall(after)


@cache
def _settings() -> Mapping[str, set[tuple[str, ...]]]:
    """Give the values that settings may have ("wilson", "hill"), and the words of their names."""
    found: dict[str, set[tuple[str, ...]]] = {}
    _add_values(Settings, (), found)
    return found


def _add_values(
    model: type[BaseModel], above: tuple[str, ...], found: dict[str, set[tuple[str, ...]]]
) -> None:
    for name, field in model.model_fields.items():
        own = tuple(TOKEN.findall(name))
        for kind in (field.annotation, *get_args(field.annotation)):
            if isinstance(kind, type) and issubclass(kind, BaseModel):
                _add_values(kind, own, found)
            values = get_args(kind) if get_origin(kind) is Literal else ()
            for value in filter(str.isalpha, map(str, values)):
                found.setdefault(value, set()).update([own, above + own])


@cache
def _grams() -> frozenset[str]:
    """List runs of two to four words of the program's templates, texts and empty documents."""
    found: set[str] = set()
    for text in _texts():
        words = TOKEN.findall(text)
        for length in (_BESIDE, _BESIDE + 1, _BESIDE + 2):
            found.update(" ".join(words[at : at + length]) for at in range(len(words) - length + 1))
    return frozenset(found)


def _texts() -> Iterator[str]:
    package = resources.files("aft_themes")
    for room in _ROOMS:
        for file in _files(package.joinpath(room)):
            text = file.read_text(encoding="utf-8")
            yield _ESCAPED.sub(lambda sign: chr(int(sign[1], 16)), text)
    for name, data in (("empty.docx", _empty_document()), ("empty.xlsx", _empty_workbook())):
        yield from (text.body for text in texts_in(name, data) if not text.binary)


def _files(folder: Traversable) -> Iterator[Traversable]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _files(entry)
        elif entry.name.endswith((".py", ".html", ".css", ".js", ".csv", ".tex", ".json")):
            yield entry


def _empty_document() -> bytes:
    import docx

    stream = io.BytesIO()
    docx.Document().save(stream)
    return stream.getvalue()


def _empty_workbook() -> bytes:
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        book.add_worksheet()
    return stream.getvalue()
