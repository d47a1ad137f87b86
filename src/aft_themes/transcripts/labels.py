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
from aft_themes.transcripts.artefacts import is_artefact, is_omitted, without_stamps
from aft_themes.transcripts.before_the_talk import labels_of_header, start_of_talk
from aft_themes.transcripts.closing_lines import closes
from aft_themes.transcripts.coded_text import without_codes
from aft_themes.transcripts.findings import Finding, Kind
from aft_themes.transcripts.inline_labels import parted, questions_apart
from aft_themes.transcripts.interview_headings import counts_on, interview_number
from aft_themes.transcripts.label_choice import choose_labels
from aft_themes.transcripts.lone_moderator import only_moderator, with_answers
from aft_themes.transcripts.mails import without_mail_headers
from aft_themes.transcripts.numbering import without_numbers
from aft_themes.transcripts.overlaps import apart
from aft_themes.transcripts.page_marks import page_marks
from aft_themes.transcripts.prefixes import CHEVRONS, Head, is_title, unnamed
from aft_themes.transcripts.source import Decoded
from aft_themes.transcripts.title_doubts import (
    about_titles,
    headings_in_speech,
    headings_that_ask,
    is_minutes,
    too_many_words,
)
from aft_themes.transcripts.turns import (
    BOLD,
    QUESTION,
    UNKNOWN_SPEAKER,
    Line,
    Reading,
    Utterance,
)
from aft_themes.transcripts.unlabelled import lines_of_nobody
from aft_themes.vocabulary import Role

_FEW = 3  # times that a program's mark must recur
_SAID = re.compile(
    r"[\s*_#]{0,6}([^\W\d_][\w .'\u2019-]{0,30}?) (?:said|says|wrote|sagte|dijo|disse|a dit)"
    r"\s?:[\s*_]{0,6}"
)
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
    lines = lines if captions else questions_apart(lines)
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
    titles = labels_of_header(heads, names)
    if titles and titles < names:
        lines = [line for line, head in zip(lines, heads, strict=True) if head.key not in titles]
        heads = [head for head in heads if head.key not in titles]
        names -= titles
    if not names:
        return Labelled([], [], text)
    if captions:
        return _labelled_captions(lines, heads, names, text)
    return _labelled_lines(lines, heads, names, text, wrapped=wrapped)


def _labelled_captions(
    lines: Sequence[Line], heads: Sequence[Head], names: frozenset[str], text: str
) -> Labelled:
    """Take all captions for speech, but for a program's before and behind it."""
    # a later caption "Recording stopped" was said
    begun = next((at for at, head in enumerate(heads) if head.key in names), 0)
    # but one that no label says, at the very end: "End of interview"
    ended = heads[-1].key not in names and closes(lines[-1].text)
    places = range(len(lines) - ended)
    kept = [at for at in places if at >= begun or not is_artefact(lines[at].text)]
    lines, heads = [lines[at] for at in kept], [heads[at] for at in kept]
    nobodys = lines_of_nobody(lines, heads, names, captions=True)
    return Labelled(list(_spoken(lines, heads, names, nobodys)), [], text)


def _labelled_lines(
    lines: Sequence[Line],
    heads: Sequence[Head],
    names: frozenset[str],
    text: str,
    *,
    wrapped: bool,
) -> Labelled:
    """Take for speech what stands between header and notes, but for headings and page marks."""
    first, legend = start_of_talk(lines, heads, names)
    lone = not wrapped and only_moderator(heads, names)
    if lone and too_many_words(lines[:first], lines):
        first = 0  # the answers begin before the moderator's first label
    last = end_of_talk(lines, heads, names)
    kept = [at for at in _kept(lines, heads, names, first) if at < last]
    said, said_heads = [lines[at] for at in kept], [heads[at] for at in kept]
    nobodys = lines_of_nobody(said, said_heads, names, captions=False)
    found = list(_spoken(said, said_heads, names, nobodys))
    findings = about_titles(lines, first, last)
    if Kind.TITLES_DROPPED not in {finding.kind for finding in findings}:
        text = "\n".join(line.text for line in lines[first:last])  # a usual header is no loss
    if _holds_several(lines, heads, names):
        findings.append(Finding(Kind.INTERVIEWS_IN_A_ROW, _BELOW_ANOTHER))
    if is_minutes(said, said_heads, names):
        findings.append(Finding(Kind.MINUTES, _MINUTES))
    findings += headings_in_speech(said, said_heads, names) if not wrapped else ()
    findings += headings_that_ask(lines, set(range(first, last)) - set(kept))
    if {BOLD, QUESTION} & {utterance.speaker for utterance in found}:
        findings.append(Finding(Kind.UNLABELLED_TURNS, _BY_WEIGHT))
    if lone:
        found = list(with_answers(found))
        findings.append(Finding(Kind.UNLABELLED_TURNS, _ONE_LABEL))
    return Labelled(found, findings, text, legend)


def _holds_several(lines: Sequence[Line], heads: Sequence[Head], names: Collection[str]) -> bool:
    """Tell whether headings count interviews: "Interview 1", and further down "Interview 2"."""
    others = [line.text for line, head in zip(lines, heads, strict=True) if head.key not in names]
    numbers = [interview_number(text) for text in others]
    return counts_on(number for number in numbers if number is not None)


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
