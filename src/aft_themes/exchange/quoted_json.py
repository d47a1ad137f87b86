"""Read codings from JSON that people or scripts wrote: quotes with their codes, at any depth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from aft_themes.documents.headers import CODING_COLUMNS, is_definition, plain_name
from aft_themes.exchange.standard_annotations import AnnotatedText
from aft_themes.transcripts.formats.column_names import names_speakers

_QUOTES = frozenset(
    "quote quotation excerpt verbatim segment passage span extract snippet zitat cita".split()
)
_CODES = frozenset("code codes tag tags label labels theme themes kode codigo".split())
_DEEPEST = 12  # objects inside one another; a list of codings has five
_LONGEST = 80  # letters of a code's name; what is longer is a remark


def quoted_codes(
    node: object, interview: str, coder: str = "", depth: int = 0
) -> Iterator[AnnotatedText]:
    """Find objects with a quote and its codes.

    Parameters
    ----------
    node : object
        What JSON holds.
    interview : str
        What it is about, unless an object around the quote says so: the file's name.
    coder : str
        Who coded, as far as an object around the quote says so.
    depth : int
        How many objects lie around this one.
    """
    if depth > _DEEPEST:
        return
    if isinstance(node, list):
        for one in node:
            yield from quoted_codes(one, interview, coder, depth + 1)
    if not isinstance(node, dict):
        return
    interview = _named(node, "interview") or interview
    coder = _named(node, "coder") or coder
    quote, codes = _quote_of(node), _codes_of(node)
    if quote and codes and not _is_other(node):
        yield AnnotatedText(interview, "", coder, [(None, None, code, quote) for code in codes])
        return
    for value in node.values():
        yield from quoted_codes(value, interview, coder, depth + 1)


def _is_other(node: Mapping[str, object]) -> bool:
    """Tell a turn of a transcript, and a code with an example, from a coding."""
    return any(names_speakers([key]) or is_definition(key) for key in node)


def _named(node: Mapping[str, object], field: str) -> str:
    for key, value in node.items():
        said = isinstance(value, (str, int)) and not isinstance(value, bool) and str(value).strip()
        if said and plain_name(key) in CODING_COLUMNS[field]:
            return str(said)
    return ""


def _quote_of(node: Mapping[str, object]) -> str:
    for key, value in node.items():
        if isinstance(value, str) and _QUOTES & {*plain_name(key).split("_")}:
            return value.strip()
    return ""


def _codes_of(node: Mapping[str, object]) -> list[str]:
    for key, value in node.items():
        if not _CODES & {*plain_name(key).split("_")}:
            continue
        listed = value if isinstance(value, list) else [value]
        names = [one.strip() for one in listed if isinstance(one, str) and one.strip()]
        if names and len(names) == len(listed) and all(len(one) <= _LONGEST for one in names):
            return names
    return []
