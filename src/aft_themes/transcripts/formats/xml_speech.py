"""XML of speech: Transcriber (TRS), EXMARaLDA (EXB), TEI, TTML, Akoma Ntoso of parliaments."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

from aft_themes.transcripts import labels
from aft_themes.transcripts.source import MAX_MARKS, MAX_PIECES, Source
from aft_themes.transcripts.times import number_of_seconds, seconds
from aft_themes.transcripts.turns import UNKNOWN_SPEAKER, Line, Reading, Utterance

_AGENT = "{http://www.w3.org/ns/ttml#metadata}agent"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_TIMED_TEXT = re.compile(r"<(?:tt:)?tt\s[^>]{0,800}/ns/tt(?:ml|af)")  # HTML has another tt
_KINDS = {"Trans": "trs", "basic-transcription": "exb", "akomaNtoso": "akn"}
_SPEECHES = ("speech", "question", "answer")  # of Akoma Ntoso
_SAID = ("u", "sp", "said")  # TEI's elements for speech, most telling first
_ABOUT = (
    *"stage speaker note desc incident kinesic vocal pause spanGrp Comment Event".split(),
    *"from scene summary narrative remark recordedTime".split(),  # of Akoma Ntoso
)


def root_of(sample: str) -> str:
    """Return which of these formats the first lines are in; empty if none."""
    marks = {
        "trs": "<Trans",
        "exb": "<basic-transcription",
        "tei": "<TEI",
        "akn": "<akomaNtoso",
    }
    name = next((name for name, mark in marks.items() if mark in sample), "")
    return name or ("ttml" if _TIMED_TEXT.search(sample) else "")


def read(source: Source) -> Reading:
    """Read what each speaker says, in the order in which it begins."""
    source.refuse_beyond(source.data.count(b"<"), MAX_MARKS, "tags")
    with source.parsing("XML file", "open it in the program that made it and save it again."):
        # Transcriber names a DTD, which is not fetched; entities stay forbidden
        root = fromstring(source.data)
        for element in root.iter():
            element.tag = str(element.tag).rpartition("}")[2]
        kind = _KINDS.get(root.tag, "tei")
        if root.tag == "tt":
            return labels.utterances(list(_timed_text(root)), captions=True).reading("ttml")
        spoken = list(_READERS[kind](root))
    source.refuse_beyond(len(spoken), MAX_PIECES, "utterances")
    text = "\n".join(utterance.text for utterance in spoken)
    return Reading(kind, spoken, text, encoding="utf-8", glue=" ")


def _transcriber(root: Element) -> Iterator[Utterance]:
    """Read turns; where two speak at once, a mark says whose the words after it are."""
    names = {one.get("id", ""): one.get("name", "") for one in root.iter("Speaker")}
    for number, turn in enumerate(root.iter("Turn"), 1):
        speakers = [names.get(one) or one for one in turn.get("speaker", "").split()]
        start, end = (number_of_seconds(turn.get(f"{edge}Time")) for edge in ("start", "end"))
        speaker, place = next(iter(speakers), UNKNOWN_SPEAKER), f"turn {number}"
        words = turn.text or ""
        for mark in turn:
            if mark.tag == "Who":
                yield Utterance(speaker, words, place, start, end)
                at = int(mark.get("nb", "1")) - 1
                speaker, words = speakers[at] if at < len(speakers) else UNKNOWN_SPEAKER, ""
            words += mark.tail or ""
        yield Utterance(speaker, words, place, start, end)


def _exmaralda(root: Element) -> Iterator[Utterance]:
    """Read the tiers that hold what was said, which are those of type t."""
    times = {one.get("id", ""): number_of_seconds(one.get("time")) for one in root.iter("tli")}
    order = {one.get("id", ""): at for at, one in enumerate(root.iter("tli"))}
    names = {
        one.get("id", ""): (one.findtext("abbreviation") or "").strip() or one.get("id", "")
        for one in root.iter("speaker")
    }
    found = [
        (order.get(event.get("start", ""), 0), tier, event)
        for tier in root.iter("tier")
        if tier.get("type") == "t"
        for event in tier.iter("event")
    ]
    for at, tier, event in sorted(found, key=lambda one: one[0]):
        speaker = tier.get("speaker", "")
        start, end = (times.get(event.get(edge, "")) for edge in ("start", "end"))
        words = "".join(event.itertext())
        name = names.get(speaker, speaker) or tier.get("display-name") or UNKNOWN_SPEAKER
        yield Utterance(name, words, f"event {at + 1}", start, end)


def _tei(root: Element) -> Iterator[Utterance]:
    """Read utterances, each with its speaker; what is noted inside them was not said."""
    names = {
        one.get(_ID, ""): " ".join("".join(name.itertext()).split())
        for one in root.iter("person")
        if (name := next(one.iter("persName"), None)) is not None
    }
    holders = [one for one in root.iter("annotationBlock") if next(one.iter("u"), None) is not None]
    kind = next((tag for tag in _SAID if next(root.iter(tag), None) is not None), "u")
    blocks = holders or list(root.iter(kind))
    for number, block in enumerate(blocks, 1):
        for said in block.iter(kind):
            label = " ".join((said.findtext("speaker") or "").split())
            who = (block.get("who") or said.get("who") or "").split(" ")[0].removeprefix("#")
            words = " ".join(_words(said))
            speaker = names.get(who) or label or who or UNKNOWN_SPEAKER
            yield Utterance(speaker, words, f"utterance {number}")


def _debate(root: Element) -> Iterator[Utterance]:
    """Read the speeches of a parliament's debate; who speaks stands before the words."""
    names = {
        one.get("eId", one.get("id", "")): one.get("showAs", "") for one in root.iter("TLCPerson")
    }
    found = (part for speech in _outermost(root) for part in _parts(speech))
    for number, (speech, words) in enumerate(found, 1):
        label = " ".join("".join(next(speech.iter("from"), Element("from")).itertext()).split())
        who = speech.get("by", "").removeprefix("#")
        speaker = names.get(who) or label.strip(" :.-\u2013\u2014") or who or UNKNOWN_SPEAKER
        yield Utterance(speaker, words, f"speech {number}")


def _outermost(element: Element) -> Iterator[Element]:
    """Give the speeches that stand inside no other; one may hold another's, who interrupts."""
    for part in element:
        if part.tag in _SPEECHES:
            yield part
        else:
            yield from _outermost(part)


def _parts(speech: Element) -> Iterator[tuple[Element, str]]:
    """Give a speech in parts, with those of others where they stand inside it."""
    words: list[str] = []
    for piece in _pieces(speech):
        if isinstance(piece, str):
            words.append(piece)
            continue
        yield speech, " ".join(words)
        words = []
        yield from _parts(piece)
    yield speech, " ".join(words)


def _timed_text(root: Element) -> Iterator[Line]:
    """Read the captions of TTML; a speaker stands in the words, or is an agent of the head."""
    agents = {
        one.get(_ID, ""): name
        for one in root.iter("agent")
        if (name := " ".join("".join(one.itertext()).split()))
    }
    for number, caption in enumerate(root.iter("p"), 1):
        for mark in caption.iter("br"):
            mark.tail = f"\n{mark.tail or ''}"
        start, end = (seconds(caption.get(edge, "")) for edge in ("begin", "end"))
        agent = agents.get(caption.get(_AGENT, ""), "")
        for line in "".join(caption.itertext()).split("\n"):
            said = f"{agent}: {line.strip()}" if agent else line.strip()
            yield Line(said, f"caption {number}", start, end)


def _words(element: Element) -> Iterator[str]:
    return (piece for piece in _pieces(element, ()) if isinstance(piece, str))


def _pieces(element: Element, speeches: Collection[str] = _SPEECHES) -> Iterator[str | Element]:
    """Give the words of an element, and the elements inside it that are another's speech."""
    if element.text and element.text.strip():
        yield element.text.strip()
    for part in element:
        if part.tag in speeches:
            yield part
        elif part.tag not in _ABOUT:
            yield from _pieces(part, speeches)
        if part.tail and part.tail.strip():
            yield part.tail.strip()


_READERS: dict[str, Callable[[Element], Iterator[Utterance]]] = {
    "trs": _transcriber,
    "exb": _exmaralda,
    "tei": _tei,
    "akn": _debate,
}
