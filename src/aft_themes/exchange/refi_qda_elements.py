"""Elements of REFI-QDA: what their attributes and children say, whatever program wrote them."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree  # type: ignore[import-untyped]

_VALUES = ("TextValue", "BooleanValue", "IntegerValue", "FloatValue", "DateValue", "DateTimeValue")


def guid(value: str | None) -> str:
    """Bring a GUID into one spelling: no braces, small letters."""
    return (value or "").strip().strip("{}").casefold()


def tag_of(element: etree._Element) -> str:
    """Name an element without its namespace."""
    return str(etree.QName(element).localname)


def children(element: etree._Element | None, tag: str) -> list[etree._Element]:
    """List the children of a name."""
    return [] if element is None else element.findall(f"{{*}}{tag}")


def description_of(element: etree._Element) -> str:
    """Return an element's description; of a note its text as well."""
    found = element.find("{*}Description")
    inside = element.find("{*}PlainTextContent") if tag_of(element) == "Note" else None
    texts = [one.text.strip() for one in (found, inside) if one is not None and one.text]
    return "\n".join(texts)


def note_refs(element: etree._Element) -> list[etree._Element]:
    """List the notes that a selection or its codings refer to."""
    return [*children(element, "NoteRef"), *element.findall("{*}Coding/{*}NoteRef")]


def user_name(user: etree._Element) -> str:
    """Name a user: by name, else by id, else by the GUID."""
    name = " ".join((user.get("name") or user.get("id") or "").split())
    return name or f"user {guid(user.get('guid'))[:8]}"


def values_of(element: etree._Element, names: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Give the variables of a case or a source, of any type, as text."""
    for value in children(element, "VariableValue"):
        ref = value.find("{*}VariableRef")
        name = names.get(guid(ref.get("targetGUID")), "") if ref is not None else ""
        texts = [value.findtext(f"{{*}}{tag}") for tag in _VALUES]
        given = next((text.strip() for text in texts if text and text.strip()), "")
        if name and given:
            yield name, given
