"""Interviews by e-mail: who wrote stands in the header of each message."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from aft_themes.transcripts.turns import Line

_FROM = re.compile(
    r"[>*\s]{0,6}(?:from|von|de|van|da|fr\u00e5n|fra|od)\s?:[*\s]{1,4}(?P<who>\S.{0,100})",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"[>*\s]{0,6}(?:sent|date|to|cc|bcc|subject|reply-to|importance|attachments?|gesendet|datum|an|"
    r"betreff|envoy\u00e9|\u00e0|objet|enviado|para|asunto|assunto|aan|onderwerp|verzonden|inviato|a|oggetto|"
    r"till|\u00e4mne|skickat)\s?:.{0,200}",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[<\[(][^<>\[\]()]{0,80}@[^<>\[\]()]{0,80}[>\])]\s*$|[\"']")
_QUOTED = re.compile(r"\s{0,3}>")  # what is quoted was written in an earlier message
_INTRODUCED = re.compile(
    r"(?:on|am|le|el|op)\s.{6,120}\s(?:wrote|schrieb.{0,60}|a \u00e9crit|escribi\u00f3|"
    r"schreef.{0,60})\s?:",
    re.IGNORECASE,
)
_HEADER_LINES = 7  # a header's fields, which stand close together
_LEAST_FIELDS, _LEAST_MAILS = 2, 2  # beside "From"; a letter that is quoted once is no exchange


def without_mail_headers(lines: Sequence[Line]) -> Sequence[Line]:
    """Write "From: Ann Lee", with the fields below it, as a label; other files stay as they are."""
    heads = {at: fields for at in range(len(lines)) if (fields := _fields(lines, at))}
    if len(heads) < _LEAST_MAILS:
        return lines
    dropped = {field for fields in heads.values() for field in fields}
    kept = []
    for at, line in enumerate(lines):
        if at in heads:
            kept.append(replace(line, text=f"{_writer(line.text)}:"))
        elif at not in dropped and not _QUOTED.match(line.text):
            kept += [line] * (not _INTRODUCED.fullmatch(line.text.strip()))
    return kept


def _fields(lines: Sequence[Line], at: int) -> list[int]:
    """Return the lines of a message's header below "From"; none if there is no header."""
    if not _FROM.fullmatch(lines[at].text):
        return []
    found = []
    for below in range(at + 1, min(at + 1 + _HEADER_LINES, len(lines))):
        if not _FIELD.fullmatch(lines[below].text):
            break
        found.append(below)
    return found if len(found) >= _LEAST_FIELDS else []


def _writer(text: str) -> str:
    found = _FROM.fullmatch(text)
    who = found["who"] if found else text
    return _ADDRESS.sub("", who).strip() or who
