"""Contacts: e-mail, telephone, links, handles, numbers, addresses and postcodes, by their form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from aft_themes.deidentify.recognizers.contact_forms import MIXED, contact_forms
from aft_themes.deidentify.recognizers.phone_numbers import (
    find_phones,
    is_counting_aloud,
    is_no_phone,
    whole_number,
)
from aft_themes.deidentify.spans import Span
from aft_themes.language.rules import Contacts, compiled

_RANK = 0
_LAST = 5  # after names of several words ("U.S. Navy")


def find_contacts(at: int, text: str, words: Contacts) -> Iterator[Span]:
    """Find contacts in a turn; what is found may overlap.

    Telephone numbers are found by `phonenumbers` and, because people give local numbers without
    area codes (555-0123), by form. Groups of digits that touch a number belong to it.
    """
    small = text.lower()
    for form in contact_forms(words):
        if form.words and not any(word in small for word in getattr(words, form.words)):
            continue
        if not compiled(form.sign).search(text):
            continue
        for match in form.pattern.finditer(text):
            start, end = match.span(match.lastgroup or 0)
            if match.lastgroup == MIXED and text[start:end].isdecimal():
                continue  # "as employee 100. Before that": the capital is the next sentence's
            if form.stem == "PHONE" and (
                is_no_phone(match.group()) or is_counting_aloud(match.group(), words)
            ):
                continue
            if form.stem in ("PHONE", "NUMBER") and match.group()[0] in "+(0123456789":
                start, end = whole_number(text, start, end)
            yield _contact(at, start, end, text, form.stem, form.kind)
    for start, end in find_phones(text):
        yield _contact(at, start, end, text, "PHONE", "contact")


def find_dotted_places(at: int, text: str, words: Contacts) -> Iterator[Span]:
    """Find places written as initials ("in the U.S."), of which a longer name may be a part."""
    for match in re.finditer(rf"(?<![\w.])(?:{words.dotted_places})(?!\w)", text):
        found = _contact(at, *match.span(), text, "PLACE", "place")
        yield replace(found, rank=_LAST)


def _contact(at: int, start: int, end: int, text: str, stem: str, kind: str) -> Span:
    said = text[start:end].lower()
    entity = re.sub(r"\W+", "", said) if stem == "PHONE" else said
    return Span(
        turn=at,
        start=start,
        end=end,
        rank=_RANK,
        kind=kind,
        layer="pattern",
        entity=f"{stem} {entity}",
        stem=stem,
    )
