"""Read annotations in two standards: UIMA's CAS (INCEpTION), and web annotations (Hypothesis)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from aft_themes.exchange.project_files import parse_xml, refuse_too_many

Span = tuple[int | None, int | None, str, str]
"""Beginning, end, label, quote."""


@dataclass(frozen=True)
class AnnotatedText:
    """An annotated text: its name, its words, who annotated it, and its spans."""

    name: str
    words: str
    coder: str
    spans: Sequence[Span]


# features of a layer that hold a code, and layers that programs make of a text by themselves
_LABELS = ("label", "code", "codes", "tag", "theme", "category", "value", "identifier", "name")
_OF_PROGRAMS = frozenset(
    "Sofa DocumentMetaData DocumentAnnotation TagsetDescription TagDescription Token Sentence "
    "Paragraph Lemma Stem POS MorphologicalFeatures SurfaceForm Heading CASMetadata".split()
)
_MOST_DIGITS = 9  # of a place in a text; Python refuses to read numbers of thousands of digits
_SELECTOR = "TextQuoteSelector"
_LISTS = ("rows", "items", "@graph")  # Hypothesis, pages of web annotations, JSON-LD


def texts_of_cas(path: Path, nodes: object) -> Iterator[AnnotatedText]:
    """Read the feature structures of a CAS in JSON."""
    held = [node for node in nodes if isinstance(node, dict)] if isinstance(nodes, list) else []
    plain = [
        (str(node.get("%TYPE", "")).rpartition(".")[2], {**node, "sofa": node.get("@sofa")})
        for node in held
    ]
    yield from _of_layers(path, [(kind, node, node.get("%ID")) for kind, node in plain])


def texts_of_xmi(path: Path, data: bytes) -> Iterator[AnnotatedText]:
    """Read a CAS in XML (XMI)."""
    rows = []
    for element in parse_xml(path, data):
        node: dict[str, object] = {
            str(key).rpartition("}")[2]: value for key, value in element.attrib.items()
        }
        rows.append((str(element.tag).rpartition("}")[2], node, node.get("id")))
    yield from _of_layers(path, rows)


def _of_layers(
    path: Path, rows: list[tuple[str, dict[str, object], object]]
) -> Iterator[AnnotatedText]:
    title = next(
        (str(node["documentTitle"]) for _, node, _ in rows if node.get("documentTitle")), ""
    )
    # INCEpTION calls the file after the person, in a folder called after the document
    coder = "" if not title or Path(title).stem == path.stem else path.stem
    marks: dict[str, list[tuple[int, int, str]]] = {}
    for kind, node, _ in rows:
        label = next((str(node[key]) for key in _LABELS if _is_text(node.get(key))), "")
        start, end = _number(node.get("begin")), _number(node.get("end"))
        if kind in _OF_PROGRAMS or not label or start is None or end is None:
            continue
        if 0 <= start < end:
            marks.setdefault(str(node.get("sofa")), []).append((start, end, label))
    refuse_too_many(path, sum(map(len, marks.values())))
    for _, node, ident in rows:
        if found := marks.get(str(ident)):
            words = str(node.get("sofaString", ""))
            yield AnnotatedText(title or path.stem, words, coder, _spans(words, found))


def _spans(words: str, marks: Sequence[tuple[int, int, str]]) -> list[Span]:
    """Place marks in the words; UIMA counts units of UTF-16, in which an emoji has two."""
    units = words.encode("utf-16-le", "surrogatepass")
    wide = len(units) > 2 * len(words)
    spans: list[Span] = []
    for start, end, label in marks:
        before = len(units[: 2 * start].decode("utf-16-le", "replace")) if wide else start
        quote = units[2 * start : 2 * end].decode("utf-16-le", "replace")
        spans.append((before, before + len(quote), label, quote))
    return spans


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _number(value: object) -> int | None:
    if isinstance(value, int):
        return value
    if isinstance(value, str) and value.isdecimal() and len(value) <= _MOST_DIGITS:
        return int(value)
    return None


def web_annotations(nodes: list[dict[str, object]]) -> list[AnnotatedText]:
    """Read annotations of web pages: each with the words that it marks, and its tags."""
    listed = [one for node in nodes for one in (node, *_inside(node))]
    return [text for one in listed if (text := _of_annotation(one)) is not None]


def _inside(node: Mapping[str, object]) -> Iterator[dict[str, object]]:
    for key in _LISTS:
        value = node.get(key)
        yield from (
            (one for one in value if isinstance(one, dict)) if isinstance(value, list) else ()
        )


def _of_annotation(node: Mapping[str, object]) -> AnnotatedText | None:
    targets = _listed(node.get("target"))
    selectors = [one for target in targets for one in _listed(target.get("selector"))]
    quote = next(
        (one["exact"] for one in selectors if one.get("type") == _SELECTOR and one.get("exact")), ""
    )
    if not isinstance(quote, str) or not quote.strip():
        return None
    tags = node.get("tags")
    labels = [str(tag) for tag in tags] if isinstance(tags, list) else []
    labels += [
        str(body["value"])
        for body in _listed(node.get("body"))
        if body.get("purpose") == "tagging" and body.get("value")
    ]
    document = node.get("document")
    title = document.get("title") if isinstance(document, dict) else ""
    names = [title[0] if isinstance(title, list) and title else title]
    names += [node.get("uri"), *(target.get("source") for target in targets)]
    name = next((str(one) for one in names if _is_text(one)), "")
    creator = node.get("creator", node.get("user", ""))
    who = creator.get("name", "") if isinstance(creator, dict) else creator
    coder = str(who).removeprefix("acct:").partition("@")[0]
    return AnnotatedText(name, "", coder, [(None, None, label, quote) for label in labels])


def _listed(value: object) -> list[dict[str, object]]:
    held = value if isinstance(value, list) else [value]
    return [one for one in held if isinstance(one, dict)]
