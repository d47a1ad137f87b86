"""Signs with which transcribers write down how something was said, and which nobody said.

The rules follow the published conventions: the CHAT manual (MacWhinney, 2000), Jefferson (2004),
GAT 2 (Selting and others, 2009), TiQ (Bohnsack, 2014), and Dresing and Pehl (2018). What was said
stays, repeated and broken-off words too. Sounds and remarks become marks in square brackets, which
no chapter of the program counts as words. Pauses such as ``(.)`` and ``(1.5)`` stay: they are marks
already.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from aft_themes.transcripts.artefacts import is_sound
from aft_themes.transcripts.findings import Finding, Kind
from aft_themes.transcripts.turns import Turn
from aft_themes.wording import count

_Put = str | Callable[[re.Match[str]], str]


class _Rule(NamedTuple):
    pattern: re.Pattern[str]
    put: _Put


def _rule(pattern: str, put: _Put) -> _Rule:
    return _Rule(re.compile(pattern), put)


def _remark(match: re.Match[str]) -> str:
    """Write a sound as a mark: ``&=laughs`` is ``[laughs]``."""
    return f"[{match[1].replace(':', ' ').replace('_', ' ').strip()}]"


# in this order: a code may stand within another
_CHAT = (
    _rule(r"\[=!\s*([^\[\]]{1,80})\]", _remark),
    _rule(r"\[(?:[-:=%#?!/*+><^\"]|x \d)[^\[\]]{0,120}\]|\[e\]", ""),  # codes about words
    _rule(r"&=([\w:]{1,60})", _remark),
    _rule(r"&\*[A-Z]{1,7}:[^\s&<>\[\]]{1,60}", ""),  # what another says meanwhile
    _rule(r"&[-](?=\w)", ""),  # "&-um" is said
    _rule(r"&[+~]?[\w']{1,60}", ""),  # pieces of words and play with sounds
    _rule(r"(?<![\w])(?:xxx?|yyy?)(?![\w@])", "[unintelligible]"),
    _rule(r"(?<![\w])www(?![\w@.])", "[not transcribed]"),
    _rule(r"(?<!\S)0[a-z][\w']{0,40}", ""),  # words that were left out
    _rule(r"(?<=\w)@[a-z]{1,4}(?::[a-z&+]{1,12})?(?::[a-z]{1,6})?(?!\w)", ""),  # kinds of words
    _rule(r"(?<=\w)\$[a-z:]{1,12}(?!\w)", ""),  # parts of speech
    _rule(r"\+(?:\"/\.|\"\.)", "."),
    _rule(r"\+\.\.\?|\+//\?|\+/\?|\+!\?", "?"),
    _rule(r"\+\.\.\.", "..."),
    _rule(r"\+//\.|\+/\.|\+\.", " -"),
    _rule(r"(?<!\S)\+(?:[\"^,<+])", ""),  # how an utterance goes on from the last
    _rule(r"\((?=[a-z']{1,20}\))([a-z']{1,20})\)(?=\w)|(?<=\w)\(([a-z']{1,20})\)",
          lambda match: match[1] or match[2]),  # "(be)cause" is the word in full
    _rule(r"[<>\u2308\u2309\u230a\u230b\u2206\u2207\u00b0\u02c8\u02cc\u2191\u2193\u2260^]", ""),
    _rule(r"\s?[\u201e\u2021]", ","),
    _rule(r"(?<=[a-z]):+(?=[a-z\s.,!?]|$)", ""),  # long sounds
    _rule(r"(?<=\w)[+_](?=\w)", " "),  # "Star_Wars"
)  # fmt: skip


_SPACE = re.compile(r" +([.,;:?!])")


def _tagged(match: re.Match[str]) -> str:
    """Write a tag that stands for a sound as a mark: ``<UNIN/>`` is ``[unintelligible]``."""
    name = match[1].strip("_").lower().replace("_", " ")
    return "[unintelligible]" if name.startswith(("unin", "inaud")) else f"[{name}]"


class _Convention(NamedTuple):
    name: str
    signs: re.Pattern[str]  # what shows that a file is written so
    fewest: int
    rules: tuple[_Rule, ...]


def _overlap(match: re.Match[str]) -> str:
    """Take the brackets of speech at the same time away, not those of a sound."""
    return match[0] if is_sound(match[1]) else match[1]


_CONVENTIONS = (
    _Convention(
        "Jefferson or GAT 2",
        # long sounds, quiet or raised speech, latching beside a word, breath
        re.compile(
            r"[a-z]::+|[\u00b0\u2191\u2193]\S|(?<=\s)=\w|\w=(?=\s|$)|(?<!\S)\.h{2,}\b|"
            r"<<[a-z .]{1,20}>"
        ),
        5,  # an odd sign stands in any text; this many do not
        (
            _rule(r"<<([a-z .]{1,20})>\s?", lambda match: f"[{match[1]}] "),
            _rule(r"\[([^\[\]\n]{1,80})\]", _overlap),
            _rule(r"(?<!\w)\.?h{2,}\.?(?!\w)", "[breath]"),
            _rule(r"(?<=[A-Za-z\u00e4\u00f6\u00fc]):+(?=[a-z\s.,?!\u00e4\u00f6\u00fc]|$)", ""),
            _rule(r"(?<!\S)=|=(?=\s|$)", ""),
            _rule(r"[\u00b0\u2191\u2193]|(?<!\S)[<>](?=\w)|(?<=\w)[<>](?=\s|$)", ""),
            _rule(r"\[(?![^\[\]\n]{0,80}\])", ""),  # where an overlap begins, without its end
        ),
    ),
    _Convention(
        "TiQ",
        re.compile(r"@\([\d.,]{1,4}\)@|(?<!\w)@[^@\n]{1,80}@(?!\w)|//[a-z\u00e4\u00f6\u00fc]{1,6}//"),
        3,
        (
            _rule(r"@\([\d.,]{1,4}\)@", "[laughs]"),
            _rule(r"//\s?([a-z\u00e4\u00f6\u00fc, ]{1,20}?)\s?//", _remark),
            _rule(r"(?<!\w)@([^@\n]{1,80})@(?!\w)", lambda match: match[1]),
            _rule(r"(?<=\w)[\u2310\u2514\u230a]", ""),
        ),
    ),
    _Convention(
        "tags of transcribers",  # "<UNSURE>words</UNSURE>", "<UNIN/>", "<LAUGHTER>"
        re.compile(r"</?[A-Z][A-Z_]{2,30}/?>"),
        3,
        (
            _rule(r"<([A-Z][A-Z_]{2,30})/>", _tagged),
            _rule(r"<([A-Z][A-Z_]{2,30})>(?!.*</\1>)", _tagged),
            _rule(r"</?[A-Z][A-Z_]{2,30}>", ""),
        ),
    ),
    _Convention(
        "remarks in braces",  # of the AMI and ICSI corpora
        re.compile(r"\{(?:disfmarker|vocalsound|nonvocalsound|pause|gap|comment)\}"),
        3,
        (
            _rule(r"\{disfmarker\}", "-"),
            _rule(r"\{(vocalsound|nonvocalsound|pause|gap|comment)\}", _remark),
        ),
    ),
    _Convention(
        "signs around sounds",
        re.compile(r"(?<!\S)/(?:e+h+m*|u+h+m*|u+m+|a+h+|m+h*m*|h+m+|\u00e4h+m*)/(?!\w)"),
        2,
        (_rule(r"(?<!\S)/(e+h+m*|u+h+m*|u+m+|a+h+|m+h*m*|h+m+|\u00e4h+m*)/(?!\w)",
               lambda match: match[1]),),
    ),
)  # fmt: skip


def plain_chat(text: str) -> tuple[str, int]:
    """Return what was said in a line of CHAT, and how many signs were taken out of it."""
    plain, number = _apply(text, _CHAT)
    return _SPACE.sub(r"\1", plain), number


def plain_turns(turns: Sequence[Turn]) -> tuple[list[Turn], list[Finding]]:
    """Take the signs of the conventions that a file follows out of its words."""
    findings = []
    for convention in _CONVENTIONS:
        if not _follow(turns, convention):
            continue
        changed = [_apply(turn.text, convention.rules) for turn in turns]
        turns = [
            replace(turn, text=text) for turn, (text, _) in zip(turns, changed, strict=True) if text
        ]
        findings.append(notation(sum(number for _, number in changed), convention.name))
    return list(turns), findings


def plain_text(text: str, turns: Sequence[Turn]) -> str:
    """Take out of a file's whole text the signs that its turns, as they stand there, have."""
    for convention in _CONVENTIONS:
        if _follow(turns, convention):
            text, _ = _apply(text, convention.rules)
    return text


def _follow(turns: Sequence[Turn], convention: _Convention) -> bool:
    found = sum(len(convention.signs.findall(turn.text)) for turn in turns)
    return found >= convention.fewest


def notation(number: int, name: str) -> Finding:
    """Say how many signs were taken out."""
    signs = count(number, "sign")
    message = f"{signs} of transcription ({name}) taken out of the words; sounds stay as marks."
    return Finding(Kind.NOTATION, message)


def _apply(text: str, rules: Sequence[_Rule]) -> tuple[str, int]:
    kept, total = text, 0
    for rule in rules:
        kept, number = rule.pattern.subn(rule.put, kept)
        total += number
    if not total:
        return text, 0
    kept = re.sub(r"[ \t]{2,}", " ", kept)
    return _SPACE.sub(r"\1", kept).strip(), total
