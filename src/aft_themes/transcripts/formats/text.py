"""Plain text: labels with times before or after them, meeting notes, UTF-8, UTF-16, cp1252."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from aft_themes.transcripts import labels
from aft_themes.transcripts.formats.cells import without_entities
from aft_themes.transcripts.notation import notation, plain_chat
from aft_themes.transcripts.source import MAX_PIECES, Source, line_ends
from aft_themes.transcripts.times import DAY, TIME, seconds
from aft_themes.transcripts.turns import Line, Reading, Utterance

_MARKDOWN = ("md", "markdown")
_CHAT = re.compile(r"\ufeff?(?:@UTF8|@Begin|@PID:|@Font:|@Window:)")  # of CHILDES and TalkBank
_CHAT_TIME = re.compile("\x15(\\d{1,9})_(\\d{1,9})\x15")
_LINK = re.compile(  # of Markdown, or a picture
    r"(?P<picture>!)?\[(?P<shown>[^\[\]\n]{0,300})\]\((?:https?:|mailto:|www\.|[./#])"
    r"[^\s()]{0,800}(?:\([^\s()]{0,200}\)[^\s()]{0,200})?(?:\s\"[^\"\n]{0,300}\")?\)"
)
_INLINE = re.compile(  # tags of web pages that Markdown may hold inside a line
    r"</?(?:a|abbr|b|br|em|i|mark|small|span|strong|sub|sup|u)(?:\s[^<>]{0,300})?/?>", re.IGNORECASE
)
_ESCAPED = re.compile(r"\\(?=[!-/:-@\[-`{-~])")  # pandoc writes "couldn\\'t" and "\\[laughs\\]"
_SPAN = re.compile(r"\[([^\[\]\n]{0,300})\]\{[.#][^{}\n]{0,200}\}")  # and "[words]{.underline}"
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_NEW_LINE = re.compile(r"<br\s?/?>", re.IGNORECASE)
_STARS = re.compile(r"\A\*{1,6}(?= )")  # a heading of Emacs' Org
# "<Turn speaker='Ann' timestamp='00:12'>" in Markdown of websites
_TURN = re.compile(
    r"\A\s{0,9}<(?P<close>/)?turn(?:\s(?P<about>[^<>\n]{0,300}))?>\s{0,9}\Z", re.IGNORECASE
)
# "Ann Lee, [20/08/2026 09:13]" above each message, as Telegram copies them
_MESSAGE = re.compile(rf"\A(\S.{{0,60}}?), \[{DAY},? ({TIME})[^\[\]]{{0,6}}\]\s{{0,9}}\Z")
_ABOUT_TURN = re.compile(r"(?P<key>\w{1,20})=[\"']\{?(?P<value>[^\"'{}]{1,100})\}?[\"']")
_FRONT_LINES = 200  # of a page's front matter, with lists of tags and people
# "title: words", an item or a continued line of a list, a comment, an empty line
_FIELD = re.compile(r"([a-z][\w-]*):(?:\s|\Z)|\s+\S|- |#|\s*\Z")
_PAGE_FIELDS = frozenset(
    "author category categories date description layout slug tags title".split()
)
_QUOTED = re.compile(r"\s{0,3}>\s?")
_SECONDS = r"(\d{1,6}(?:\.\d{1,9})?)s?"
# of Audacity and of scripts around Whisper: "(0.5, 3.2) words", "[0.5s - 3.2s] words"
_IN_SECONDS = re.compile(
    r"(\d{1,6}\.\d{1,9})\t(\d{1,6}\.\d{1,9})\t(?=\S)|"
    rf"[\[(]\s?{_SECONDS}\s?(?:,|-|\u2013|-->)\s?{_SECONDS}\s?[\])]:?\s{{1,3}}(?=\S)|"
    r"(\d{1,6}\.\d{1,9})s?\s?(?:-|\u2013|-->)\s?(\d{1,6}\.\d{1,9})s?:?\s{1,3}(?=\S)"
)
# ELAN's rows: tier, participant, beginning, end, sometimes duration, words
_IN_COLUMNS = re.compile(
    rf"(?P<tier>[^\t\n]{{1,60}})\t(?:(?P<name>[^\t\n]{{0,60}})\t)?(?P<start>{TIME}|\d{{1,6}}\.\d{{1,3}})\t"
    rf"(?P<end>{TIME}|\d{{1,6}}\.\d{{1,3}})\t(?:(?:{TIME}|\d{{1,6}}\.\d{{1,3}})\t)?(?P<words>[^\t\n]*)"
)
_DOUBLE = re.compile(r"\[\[([^\[\]\n]{1,60})\]\]\s{0,3}")  # WhisperX: "[[SPEAKER_00]]words"
# "07 Ann->Bo+Cy: words": who speaks to whom
_ADDRESSED = re.compile(
    r"\A\s{0,9}(?:\d{1,5}[.)]?\s{1,9})?([^\W\d_][\w ]{0,30}?)\s?(?:->|\u2192)\s?[\w+,& ]{1,60}:\s"
)
_MOST = 0.8  # share of lines, from which on a form is the file's
_BREAK = re.compile(r"\r\n|\r|\n")


def numbered_lines(text: str) -> list[Line]:
    """Split text at line ends of any kind; places are such as ``"line 12"``."""
    return [
        Line(line.rstrip("\\"), f"line {at}")  # Markdown breaks a line by it, Org by two
        # WhatsApp begins lines with a mark of direction
        for at, line in enumerate(_BREAK.split(text.replace("\u200e", "")), 1)
    ]


def without_links(text: str) -> str:
    """Keep of Markdown's links what readers see, and nothing of its pictures."""
    return _LINK.sub(_shown, text) if "](" in text else text


def _shown(link: re.Match[str]) -> str:
    if link["picture"]:
        return ""
    # a time keeps its brackets: they say that nobody spoke it
    return f"[{link['shown']}]" if link["shown"][:1].isdigit() else link["shown"]


def _without_comments(lines: Sequence[Line]) -> list[Line]:
    """Leave out the comments of web pages in Markdown, which no reader sees."""
    text = "\n".join(line.text for line in lines)
    if "<!--" not in text:
        return list(lines)
    seen = _COMMENT.sub(lambda hidden: "\n" * hidden[0].count("\n"), text).split("\n")
    return [replace(line, text=shown) for line, shown in zip(lines, seen, strict=True)]


def _without_addressees(lines: Sequence[Line]) -> list[Line]:
    """Keep of labels that say who speaks to whom the one who speaks, if most lines have one."""
    filled = sum(bool(line.text.strip()) for line in lines)
    labelled = sum(bool(_ADDRESSED.match(line.text)) for line in lines)
    if not labelled or labelled < _MOST * filled:
        return list(lines)
    return [replace(line, text=_ADDRESSED.sub(r"\1: ", line.text)) for line in lines]


def read(source: Source) -> Reading:
    """Read a plain text transcript."""
    decoded = source.text
    source.refuse_beyond(line_ends(decoded.text), MAX_PIECES, "lines")
    lines = numbered_lines(decoded.text)
    if source.extension in _MARKDOWN:
        lines = _without_comments(_without_front_matter(lines))
    rows = _in_columns(lines)
    if rows:
        said = "\n".join(row.text for row in rows)
        return Reading("text", rows, said, decoded.findings, decoded.encoding)
    if not _CHAT.match(decoded.text):
        if source.extension == "org":
            lines = [replace(line, text=_STARS.sub(_as_heading, line.text)) for line in lines]
        lines = [replace(line, text=_TURN.sub(_as_label, line.text)) for line in lines]
        lines = [replace(line, text=_MESSAGE.sub(r"\1 [\2]", line.text)) for line in lines]
        if source.extension in _MARKDOWN:
            lines = [replace(line, text=_INLINE.sub("", line.text)) for line in _unquoted(lines)]
        lines = _with_seconds(_without_addressees(lines))
        lines = [replace(line, text=without_links(line.text)) for line in lines]
        if source.extension in _MARKDOWN:
            lines = [replace(line, text=_without_escapes(line.text)) for line in lines]
        lines = [replace(line, text=_without_entities(line.text)) for line in lines]
        return labels.utterances(lines).reading("text", decoded)
    plain = [(line, *plain_chat(line.text)) for line in _spoken_in_chat(lines)]
    labelled = labels.utterances([replace(line, text=text) for line, text, _ in plain])
    reading = labelled.reading("text", decoded)
    signs = sum(number for _, _, number in plain)
    return replace(reading, findings=(*reading.findings, *[notation(signs, "CHAT")] * bool(signs)))


def _without_escapes(text: str) -> str:
    return _ESCAPED.sub("", _SPAN.sub(r"\1", text)) if "\\" in text or "{" in text else text


def _without_entities(text: str) -> str:
    return without_entities(_NEW_LINE.sub(" ", text) if "<" in text else text)


def _as_heading(stars: re.Match[str]) -> str:
    return "#" * len(stars[0])


def _as_label(turn: re.Match[str]) -> str:
    """Write the tag of a turn as a label on a line of its own; its end is no words."""
    about = {found["key"]: found["value"] for found in _ABOUT_TURN.finditer(turn["about"] or "")}
    if turn["close"] or "speaker" not in about:
        return ""
    time = f"[{about['timestamp']}] " if "timestamp" in about else ""
    return f"{time}{about['speaker']}:"


def _without_front_matter(lines: list[Line]) -> list[Line]:
    """Leave out what a website's program is told about a page, between two rules at its top."""
    rules = [at for at, line in enumerate(lines[:_FRONT_LINES]) if line.text.strip() == "---"]
    if len(rules) < 2 or any(line.text.strip() for line in lines[: rules[0]]):
        return lines
    fields = [_FIELD.match(line.text) for line in lines[rules[0] + 1 : rules[1]]]
    keys = {match[1] for match in fields if match}
    return lines[rules[1] + 1 :] if all(fields) and keys & _PAGE_FIELDS else lines


def _unquoted(lines: Sequence[Line]) -> Sequence[Line]:
    """Take off the signs of Markdown's quotes where nearly all lines have them."""
    held = [line for line in lines if line.text.strip()]
    if sum(bool(_QUOTED.match(line.text)) for line in held) < _MOST * len(held):
        return lines
    return [replace(line, text=_QUOTED.sub("", line.text, count=1)) for line in lines]


def _in_columns(lines: Sequence[Line]) -> list[Utterance]:
    """Read rows of a speaker, two times and words, if nearly all lines are such."""
    rows = [(line, _IN_COLUMNS.fullmatch(line.text)) for line in lines if line.text.strip()]
    if sum(row is not None for _, row in rows) < max(_MOST * len(rows), 1):
        return []
    return [
        Utterance(
            row["name"] or row["tier"],
            row["words"],
            line.place,
            seconds(row["start"]),
            seconds(row["end"]),
        )
        if row
        else Utterance(None, line.text, line.place)
        for line, row in rows
    ]


def _with_seconds(lines: Sequence[Line]) -> list[Line]:
    """Take times in seconds off the beginning of lines where nearly all have them."""
    times = [_IN_SECONDS.match(line.text) for line in lines]
    if sum(map(bool, times)) < max(_MOST * sum(bool(line.text.strip()) for line in lines), 1):
        return list(lines)
    return [
        _timed(line, found) if found else line for line, found in zip(lines, times, strict=True)
    ]


def _timed(line: Line, found: re.Match[str]) -> Line:
    start, end = (float(time) for time in found.groups() if time)
    words = _DOUBLE.sub(r"[\1]: ", line.text[found.end() :], count=1)
    return replace(line, text=words, start_s=start, end_s=end)


def _spoken_in_chat(lines: Sequence[Line]) -> Iterator[Line]:
    """Keep what was said in a CHAT file: ``*INV: words``; ``@`` and ``%`` lines are about it.

    A line that begins with a tab goes on with the one before; a time stands between two marks,
    in milliseconds.
    """
    spoken = False
    for line in lines:
        if not line.text.startswith("\t"):
            spoken = line.text.startswith("*")
        if not spoken:
            continue
        time = _CHAT_TIME.search(line.text)
        start, end = (int(part) / 1000 for part in time.groups()) if time else (None, None)
        words = _CHAT_TIME.sub("", line.text.removeprefix("*")).strip()
        yield Line(words, line.place, start, end)
