"""Find who speaks in lines such as ``Name (00:12): text``.

A label recurs: many lines begin with it. A beginning that occurs only once or twice must also look
like a name, so that "One thing: I never" stays speech.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from aft_themes.transcripts.after_the_talk import end_of_talk
from aft_themes.transcripts.artefacts import META, is_artefact, is_omitted, without_stamps
from aft_themes.transcripts.closing_lines import closes
from aft_themes.transcripts.coded_text import without_codes
from aft_themes.transcripts.findings import Finding, Kind
from aft_themes.transcripts.inline_labels import parted
from aft_themes.transcripts.interview_headings import counts_on, interview_number
from aft_themes.transcripts.label_choice import choose_labels
from aft_themes.transcripts.languages import count_words
from aft_themes.transcripts.legends import read_legend
from aft_themes.transcripts.mails import without_mail_headers
from aft_themes.transcripts.numbering import without_numbers
from aft_themes.transcripts.overlaps import apart
from aft_themes.transcripts.page_marks import page_marks
from aft_themes.transcripts.prefixes import CHEVRONS, Head, is_title, unnamed, without_heading
from aft_themes.transcripts.questions import asks_somebody
from aft_themes.transcripts.role_words import answers_by_name, asks_by_name
from aft_themes.transcripts.source import Decoded
from aft_themes.transcripts.speakers import asks_by_number, likeness
from aft_themes.transcripts.turns import (
    BOLD,
    QUESTION,
    SENTENCE_END,
    UNKNOWN_SPEAKER,
    UNLABELLED,
    Line,
    Reading,
    Utterance,
    asks,
    questions_in,
)
from aft_themes.transcripts.unlabelled import lines_of_nobody
from aft_themes.vocabulary import Role
from aft_themes.wording import count

# Headers of transcripts are short: a title, and fields of few words
_HEADER_LINES, _HEADER_WORDS = 20, 6
_NAME_WORDS, _FIELD_WORDS = 4, 20  # of a name that follows a field, and of all that follows
_MOST_TITLES = 0.1  # share of a file's words that its header may have
_FEW = 3  # times that a program's mark must recur
_MARKER = re.compile(
    r"[\W_]{0,9}(?:(?:full|interview|episode|begin|start of) )?transcri(?:pt|ption)"
    r"(?: (?:below|begins|starts|follows|start))?(?: here)?[\W_]{0,9}",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"[\s*_#]{0,6}([^\W\d_][\w .'\u2019-]{0,30}?) (?:said|says|wrote|sagte|dijo|disse|a dit)"
    r"\s?:[\s*_]{0,6}"
)
_QUOTES = re.compile(
    r"\b(?:quotes|quotations|excerpts|extracts|zitate|ausz\u00fcge|citas|citations|extraits|trechos|"
    r"citaten|citazioni)\b",
    re.IGNORECASE,
)
_TITLE_WORDS = 12  # of a title; what is longer tells of an interview
_OF_QUOTES = (
    "The title speaks of quotes: words of several interviews may stand one after the other. Put "
    "the whole transcripts into the folder, and quotes with their codes into codings/."
)
_STOPPED = 0.9  # share of turns that end with a stop, where all sentences do
_QUOTE_END = " \"'\u201d\u2019\u00bb)]*_"
_RULE = re.compile(r"[\s\-\u2013\u2014_=*~]*")  # a line between parts, or nothing
_TRANSANA = re.compile(r"\u00a4<(\d{1,9})>\s?")
# times in columns between a name and its words, as ELAN exports them
_COLUMNS = re.compile(r"\A\s?(?:(?:\d{1,3}:\d\d(?::\d\d)?|\d{1,8})(?:[.,]\d{1,3})?\t){1,7}")
_CUT_STAMP, _STAMP_END = re.compile(r"#\d{1,2}:\d{2}:\d{2}-\s?\Z"), re.compile(r"\s?\d{1,3}#\s?")
_BELOW_ANOTHER = (
    'Headings that count on, such as "Interview 2", stand between the turns: give each interview '
    "a file of its own."
)
_BY_WEIGHT = (
    "There are no labels; questions, which another print, headings, numbers, marks or question "
    "marks show, and answers were taken as two speakers."
)
_DATE = (
    r"(?:(?:\d{1,2}(?:st|nd|rd|th|\.)?\s)?[^\W\d]{3,12}\.?(?:\s\d{1,2}(?:st|nd|rd|th)?,?)?"
    r"\s(?:1[89]|20)\d\d|\d{1,4}[./-]\d{1,2}[./-]\d{1,4})"
)
_DATES = re.compile(rf"\s*{_DATE}(?:\s*(?:and|&|-|\u2013|,)\s*{_DATE}){{0,3}}\.?\s*")
_POINT = re.compile(r"\s*[*+\u2022-]\s+\S")  # of a list
_LABELLED_POINTS, _OTHER_POINTS = 0.6, 0.25  # shares of labels in points, of points without
_MINUTES = (
    "The labels stand in a list with points of nobody: these may be minutes of a meeting, which "
    "do not tell what people said."
)
_ONE_LABEL = "Only one speaker has a label; paragraphs without one were taken as the answers."


@dataclass(frozen=True)
class Labelled:
    """Utterances with their speakers, what was found on the way, and all text there was."""

    utterances: list[Utterance]
    findings: list[Finding]
    text: str
    legend: Mapping[str, Role | None] = field(default_factory=dict)

    def reading(self, name: str, decoded: Decoded | None = None, glue: str = "\n") -> Reading:
        """Return what a reader of the format hands on."""
        return Reading(
            name,
            self.utterances,
            self.text,
            (*(decoded.findings if decoded else ()), *self.findings),
            decoded.encoding if decoded else "",
            glue,
            self.legend,
        )


def utterances(lines: Sequence[Line], *, captions: bool = False, wrapped: bool = False) -> Labelled:
    """Give each line its speaker; lines without a label continue the last one.

    Captions have no title lines: what stands before the first label was spoken. Wrapped lines are
    those of a page: a line without a label is no paragraph of its own. Without any label there
    are no utterances.
    """
    lines = lines if captions else apart(without_codes(list(_with_whole_stamps(lines))))
    lines = [_with_plain_time(line) for line in lines if not _RULE.fullmatch(line.text)]
    lines = lines if captions else list(parted(without_numbers(without_mail_headers(lines))))
    marks = frozenset() if captions else page_marks(lines)
    lines = [line for at, line in enumerate(lines) if at not in marks]
    text = "\n".join(line.text for line in lines)
    if chat := list(_chat(lines, captions=captions)):
        return Labelled(chat, [], text)
    return _by_labels(lines, text, captions=captions, wrapped=wrapped)


def _by_labels(lines: list[Line], text: str, *, captions: bool, wrapped: bool) -> Labelled:
    """Give each line its speaker by the labels that recur."""
    heads, chosen = choose_labels(lines, captions=captions, wrapped=wrapped)
    names = frozenset(chosen)
    titles = _of_header(heads, names)
    if titles and titles < names:
        lines = [line for line, head in zip(lines, heads, strict=True) if head.key not in titles]
        heads = [head for head in heads if head.key not in titles]
        names -= titles
    if not names:
        return Labelled([], [], text)
    if captions:
        # a later caption "Recording stopped" was said
        begun = next((at for at, head in enumerate(heads) if head.key in names), 0)
        # but one that no label says, at the very end: "End of interview"
        ended = heads[-1].key not in names and closes(lines[-1].text)
        places = range(len(lines) - ended)
        kept = [at for at in places if at >= begun or not is_artefact(lines[at].text)]
        lines, heads = [lines[at] for at in kept], [heads[at] for at in kept]
        nobodys = lines_of_nobody(lines, heads, names, captions=True)
        return Labelled(list(_spoken(lines, heads, names, nobodys)), [], text)
    legend, below = read_legend([line.text for line in lines[:_HEADER_LINES]])
    # a label alone on its line is no entry of a legend: "Interviewer (AW)"
    alone = (at for at in range(below) if heads[at].key in names and not heads[at].rest)
    below = next(alone, below)
    first = max(below, _first_spoken(heads, names), _after_marker(lines, heads, names))
    lone = not wrapped and _only_moderator(heads, names)
    if lone and _too_many_words(lines[:first], lines):
        first = 0  # the answers begin before the moderator's first label
    unlabelled = (one for one, head in zip(lines, heads, strict=True) if head.key not in names)
    numbers = [interview_number(line.text) for line in unlabelled]
    last = end_of_talk(lines, heads, names)
    kept = [at for at in _kept(lines, heads, names, first) if at < last]
    heads = [heads[at] for at in kept]
    said = [lines[at] for at in kept]
    nobodys = lines_of_nobody(said, heads, names, captions=False)
    found = list(_spoken(said, heads, names, nobodys))
    findings = _title_findings(lines, first, last)
    if counts_on(number for number in numbers if number is not None):
        findings.append(Finding(Kind.INTERVIEWS_IN_A_ROW, _BELOW_ANOTHER))
    if _is_minutes(said, heads, names):
        findings.append(Finding(Kind.MINUTES, _MINUTES))
    if Kind.TITLES_DROPPED not in {finding.kind for finding in findings}:
        text = "\n".join(line.text for line in lines[first:last])  # a usual header is no loss
    findings += _headings(said, heads, names) if not wrapped else ()
    findings += _asking(lines, set(range(first, last)) - set(kept))
    if {BOLD, QUESTION} & {utterance.speaker for utterance in found}:
        findings.append(Finding(Kind.UNLABELLED_TURNS, _BY_WEIGHT))
    if lone:
        found = list(_answered(found))
        findings.append(Finding(Kind.UNLABELLED_TURNS, _ONE_LABEL))
    return Labelled(found, findings, text, legend)


def _chat(lines: Sequence[Line], *, captions: bool) -> Iterator[Utterance]:
    """Read a chat as it is copied: "Anna said:" on a line of its own, and below it any words.

    Other labels are part of what is said, such as those of a form.
    """
    found = [None if captions else _SAID.fullmatch(line.text) for line in lines]
    if len({match[1] for match in found if match}) < 2:
        return
    speaker = ""
    for line, match in zip(lines, found, strict=True):
        speaker = match[1] if match else speaker
        if speaker and not match and line.text.strip():
            yield Utterance(speaker, line.text, line.place, line.start_s, line.end_s)


def _with_whole_stamps(lines: Sequence[Line]) -> Iterator[Line]:
    """Put a stamp together whose fraction a page's edge cut off: "#00:01:02-" and "4#"."""
    cut: Line | None = None
    for line in lines:
        end = _STAMP_END.match(line.text) if cut is not None else None
        if cut is not None:
            yield replace(cut, text=cut.text + end[0].strip()) if end else cut
        rest = replace(line, text=line.text[end.end() :]) if end else line
        cut = rest if _CUT_STAMP.search(rest.text) else None
        if cut is None and (rest.text.strip() or not end):
            yield rest
    if cut is not None:
        yield cut


def _of_header(heads: Sequence[Head], names: frozenset[str]) -> frozenset[str]:
    """Return the labels that say nothing, but stand before dates or names only.

    "Ann, Leeds. Interview: 12 May 1999"; "Interviewee: Ann Lee (26, nurse)", where Ann has a label.
    """
    rest = [head for head in heads if head.key in names]
    said = {head.key for head in rest if not _DATES.fullmatch(head.rest)}
    roles = {key for key in said if asks_by_name(key) or answers_by_name(key)}
    saying = {head.key for head in rest if head.key in roles and not _introduces(head, names)}
    return (names - said) | (roles - saying if names - roles else frozenset())


def _introduces(head: Head, names: Collection[str]) -> bool:
    """Tell a field: what follows begins with a name that is a label, too, and is no sentence."""
    if count_words(head.rest) > _FIELD_WORDS or head.rest.endswith(SENTENCE_END):
        return False
    words = re.findall(r"[^\W\d_][^\W\d_'\u2019.-]*", head.rest)[:_NAME_WORDS]
    parts = {likeness(" ".join(words[:length])) for length in range(1, len(words) + 1)}
    return bool((parts - {head.key}) & set(names))


def _is_minutes(lines: Sequence[Line], heads: Sequence[Head], names: Collection[str]) -> bool:
    """Tell minutes: most labels begin a point of a list, and so do lines without a label."""
    points = [bool(_POINT.match(line.text)) for line in lines]
    labelled = [head.key in names for head in heads]
    both = sum(point and label for point, label in zip(points, labelled, strict=True))
    others = sum(points) - both
    enough = max(_FEW, _OTHER_POINTS * sum(points))
    return both >= _LABELLED_POINTS * sum(labelled) and others >= enough


def _with_plain_time(line: Line) -> Line:
    """Write Transana's time codes, in milliseconds, as others write times."""
    return replace(line, text=_TRANSANA.sub(_clock, line.text))


def _clock(code: re.Match[str]) -> str:
    minutes, second = divmod(int(code[1]) // 1000, 60)
    return f"[{minutes // 60:02d}:{minutes % 60:02d}:{second:02d}] "


def _kept(
    lines: Sequence[Line], heads: Sequence[Head], names: Collection[str], first: int
) -> list[int]:
    """Return the places of lines that somebody said, from the first on."""
    footers = _footers(lines)
    return [
        at
        for at in range(first, len(lines))
        if heads[at].key in names
        or not (
            is_artefact(lines[at].text) or is_title(lines[at].text) or lines[at].text in footers
        )
    ]


def _footers(lines: Sequence[Line]) -> set[str]:
    """Return lines with an address that recur word for word: the program's mark on each page."""
    counts = Counter(line.text for line in lines if "http" in line.text or "www." in line.text)
    return {text for text, count in counts.items() if count >= _FEW}


def _title_findings(lines: Sequence[Line], first: int, last: int) -> list[Finding]:
    findings = [
        *_left_out(lines, lines[:first], "before the first"),
        *_left_out(lines, lines[last:], "after the last"),
    ]
    titles = [line.text for line in lines[:first] if len(line.text.split()) <= _TITLE_WORDS]
    if any(map(_QUOTES.search, titles)):
        findings.append(Finding(Kind.INTERVIEWS_IN_A_ROW, _OF_QUOTES))
    return findings


def _left_out(lines: Sequence[Line], part: Sequence[Line], where: str) -> Iterator[Finding]:
    """Tell which part of a file was left out, and ask whether somebody said it if it is long."""
    if part:
        message = f"Left out as title or notes {where} speaker: {count(len(part), 'line')}."
        yield Finding(Kind.TITLE_LINES, message)
    if _too_many_words(part, lines):
        message = (
            f"{_words(part)} words {where} speaker were left out as title or "
            "notes: see whether somebody said them, and give them a label."
        )
        yield Finding(Kind.TITLES_DROPPED, message)


def _headings(
    lines: Sequence[Line], heads: Sequence[Head], names: Collection[str]
) -> Iterator[Finding]:
    """Find short lines above a label that look like headings, where sentences end with a stop."""
    spoken = [at for at, head in enumerate(heads) if not head.is_time]
    texts = [without_stamps(lines[at].text)[0].rstrip(_QUOTE_END) for at in spoken]
    labelled = [heads[at].key in names for at in spoken]
    ends = [text.endswith(SENTENCE_END) for text in texts]
    above = [at for at in range(1, len(spoken) - 1) if labelled[at + 1]]
    found = [
        at
        for at in above
        if not labelled[at]
        and ends[at - 1]
        and len(texts[at].split()) <= _HEADER_WORDS
        and texts[at][-1:].isalnum()
        and texts[at][:1].isalnum()
        and not texts[at][:1].islower()
    ]
    if found and sum(ends[at] for at in above) >= _STOPPED * (len(above) - len(found)):
        message = (
            f"{count(len(found), 'short line')} without a stop above a label look like headings, "
            "but count as spoken: take them out, or begin them with ##."
        )
        yield Finding(Kind.LABEL_IN_SPEECH, message)


def _asking(lines: Sequence[Line], left_out: Collection[int]) -> Iterator[Finding]:
    """Find headings between turns that ask somebody, which were left out as titles."""
    asked = [text for at in left_out if asks(text := without_heading(lines[at].text))]
    if len(asked) >= _FEW and asks_somebody(asked):
        message = (
            f"{count(len(asked), 'heading')} between the turns ask something and were left out as "
            "titles: if the interviewer asked these questions, give each a label."
        )
        yield Finding(Kind.TITLES_DROPPED, message)


def _too_many_words(left_out: Sequence[Line], lines: Sequence[Line]) -> bool:
    # a title page of 60 words is usual, even in a short interview
    return _words(left_out) > max(_MOST_TITLES * _words(lines), 60)


def _words(lines: Sequence[Line]) -> int:
    return sum(count_words(line.text) for line in lines)


# ---- only the moderator has a label


def _only_moderator(heads: Sequence[Head], names: Collection[str]) -> bool:
    """Tell whether one speaker is labelled, asks, and is answered in paragraphs without label."""
    labelled = [at for at, head in enumerate(heads) if head.key in names]
    keys = {heads[at].key for at in labelled}
    if (len(keys) != 1 and not all(map(asks_by_number, keys))) or len(labelled) < 2:
        return False
    if asks_by_name(heads[labelled[0]].speaker or "") and 2 * len(labelled) < len(heads):
        return True  # who else would speak where a moderator has no label?
    answered = [
        at
        for at in labelled
        if heads[at].rest and at + 1 < len(heads) and heads[at + 1].key not in names
    ]
    asking = sum(questions_in(heads[at].rest) > 0 for at in labelled)
    # three of five questions have an answer below; half of the labelled paragraphs ask
    return len(answered) * 5 >= len(labelled) * 3 and asking * 2 >= len(labelled)


def _answered(found: Sequence[Utterance]) -> Iterator[Utterance]:
    """Give answers to somebody without a label; words below a lone label are the labelled one's."""
    waiting: str | None = None
    for utterance in found:
        yield replace(utterance, speaker=utterance.speaker or waiting or UNLABELLED)
        waiting = utterance.speaker if utterance.speaker and not utterance.text else None


# ---- what was spoken


def _spoken(
    lines: Sequence[Line],
    heads: Sequence[Head],
    names: Collection[str],
    nobodys: Collection[int],
) -> Iterator[Utterance]:
    labelled = [line for line, head in zip(lines, heads, strict=True) if head.key in names]
    chevrons = 2 * sum(bool(CHEVRONS.match(line.text)) for line in labelled) > len(labelled)
    waiting: float | None = None  # the time on a line of its own
    for at, (line, head) in enumerate(zip(lines, heads, strict=True)):
        if head.is_time:
            waiting = head.start_s
            continue
        utterance = _utterance(
            line, head if head.key in names else _without_name(head, line, chevrons=chevrons)
        )
        if utterance.start_s is None and waiting is not None:
            utterance = replace(utterance, start_s=waiting)
        if at in nobodys:
            utterance = replace(utterance, speaker=utterance.speaker or UNKNOWN_SPEAKER)
        waiting = None
        yield utterance


def _without_name(head: Head, line: Line, *, chevrons: bool) -> Head:
    """Return the head of a line without label; chevrons may say that another person begins."""
    rest = unnamed(head, line.text.strip())
    mark = CHEVRONS.match(rest.rest) if chevrons else None
    if mark:
        return replace(rest, speaker=UNKNOWN_SPEAKER, rest=rest.rest[mark.end() :])
    return rest


def _utterance(line: Line, head: Head) -> Utterance:
    rest, end = without_stamps(_COLUMNS.sub("", head.rest))
    rest = "" if is_omitted(rest) else rest
    return Utterance(
        speaker=head.speaker,
        text=rest,
        place=line.place,
        start_s=line.start_s if head.start_s is None else head.start_s,
        end_s=next((time for time in (end, head.end_s, line.end_s) if time is not None), None),
    )


def _first_spoken(heads: Sequence[Head], names: Collection[str]) -> int:
    """Return the index of the first line that was spoken; title and header lines come before."""
    named = [at for at, head in enumerate(heads) if head.key in names]
    top = _header_lines(heads)
    first = _after_fields(heads, names, named, top)
    first = max(
        _after_single_labels(heads, named, top, first), _after_cast(heads, names, named, top)
    )
    while first and heads[first - 1].is_time:
        first -= 1
    return first


def _after_marker(lines: Sequence[Line], heads: Sequence[Head], names: Collection[str]) -> int:
    """Return the first labelled line after "Transcript below": links and notes stand above it."""
    marks = [
        at
        for at, line in enumerate(lines)
        if _MARKER.fullmatch(line.text) and not line.text.lstrip()[:1].islower()  # a wrapped line
    ]
    if not marks or marks[-1] * 3 > len(lines):
        return 0
    return next((at for at in range(marks[-1], len(heads)) if heads[at].key in names), 0)


def _header_lines(heads: Sequence[Head]) -> list[int]:
    """Return the lines at the top that may be fields: a label and a few words."""
    return [
        at
        for at, head in enumerate(heads[:_HEADER_LINES])
        if head.key and len(head.rest.split()) <= _HEADER_WORDS
    ]


def _after_fields(
    heads: Sequence[Head], names: Collection[str], named: Sequence[int], top: Sequence[int]
) -> int:
    """Skip "Participant: P12" between "Date:" and "Place:", which is part of a header.

    Two fields make a header, whatever else stands above them; one does if only short lines do.
    """
    fields = [at for at in top if heads[at].key in META and heads[at].key not in names]
    several = len({heads[at].key for at in fields}) > 1
    if fields and (several or all(at in top for at in named if at < fields[-1])):
        return next((at for at in named if at > fields[-1]), named[0])
    return named[0]


def _after_cast(
    heads: Sequence[Head], names: Collection[str], named: Sequence[int], top: Sequence[int]
) -> int:
    """Skip two or more fields that hold the file's labels: "Interviewer: AW", "Participant: TO"."""
    cast = [at for at in top if likeness(heads[at].rest) in names]
    listed = {likeness(heads[at].rest) for at in cast}
    return next((at for at in named if at > cast[-1]), named[0]) if len(listed) > 1 else named[0]


def _after_single_labels(
    heads: Sequence[Head], named: Sequence[int], top: Sequence[int], first: int
) -> int:
    """Skip two or more labels that never recur before the first that does: a list of speakers."""
    counts = Counter(head.key for head in heads)
    recurs = next((at for at in named if at >= first and counts[heads[at].key] > 1), first)
    once = [at for at in top if at < recurs and heads[at].rest[-1:] not in SENTENCE_END]
    if len(once) > 1 and all(at in once for at in named if at < recurs):
        return recurs
    return first
