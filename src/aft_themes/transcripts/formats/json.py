"""JSON of transcription services: speakers on one level, words there or below.

Services are not known by name. Of all lists in the file, the one with most words that have a
speaker is read. Few services state the unit of times: it follows from how fast people speak.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from aft_themes.transcripts import labels
from aft_themes.transcripts.findings import Kind
from aft_themes.transcripts.formats import conversations, html
from aft_themes.transcripts.formats.grid import talkers_in
from aft_themes.transcripts.formats.json_shapes import in_rows
from aft_themes.transcripts.formats.several import Part
from aft_themes.transcripts.source import MAX_MARKS, MAX_PIECES, Source, decoded_twice
from aft_themes.transcripts.times import number_of_seconds, seconds
from aft_themes.transcripts.turns import UNKNOWN_SPEAKER, Line, Reading, Utterance

# Keys without signs and capitals; of several the first counts
_SPEAKER = (
    "speaker speakername speakerlabel speakerid speakertag speakeridentifier displayname spk "
    "sendername speakerdesignation participantname participant sender author user username "
    "person who voice "
    "name role from spkr speakerreference"
).split()
_TEXT = (
    "text transcript punctuatedword display displaytext content utterance sentence word value "
    "spokentext transcription caption message body speech words"
).split()
_PARAGRAPHS = "unparsed p para paragraph seg line lines paragraphs sentences l".split()
_START = (
    "start starttime startoffset begin from starts startms starttimems startseconds startsec "
    "offsetmilliseconds offset offsetinticks timestamp timestampms ts time s"
).split()
_END = "end endtime endoffset stop to ends endms endtimems endseconds endts endsec e".split()
_DURATION = "duration durationmilliseconds".split()
_CHOICES = ("alternatives", "nbest", "hypotheses")  # the first is the service's best guess
_NAMES = ("name", "label", "displayname", "id", "speakername", "role")
_LEAST_PAIRS = 3  # objects that hold what two people say in turn
_LEAST_SINGLE = 4  # objects with one key, called after who speaks; turns in XML or YAML
_WORD_AND_TIMES = 3
_FAQ = ("question", "prompt", "context")  # such lists are made of talks, too, and nobody's words
_SCALES = {"ms": 1e-3, "millis": 1e-3, "ticks": 1e-7}
_MOST_PER_WORD = 60  # seconds; nobody takes a minute for each word, so they are milliseconds
_MOST_MS_PER_WORD = 1_000_000  # a word takes four million ticks of 100 ns
_DAY_S = 86_400  # whole numbers beyond a day can only be milliseconds
_AS_GOOD = 0.95  # share of words from which on longer pieces, which have punctuation, are better
_BYTES = re.compile(r"(?:\\u00[89a-f][0-9a-f]){2,400}", re.IGNORECASE)
_MAX_NODES = 2_000_000  # ten hours of speech with six values for each word have 600,000
_MAX_DEPTH = 40  # services nest five or six deep


@dataclass(slots=True)
class _Item:
    """An object of a list: its words, speaker and times, as far as it has them."""

    text: str | None
    speaker: str | None
    start: object
    end: object
    scale: float | None
    punctuation: bool
    parent: int


@dataclass
class _Found:
    """Objects of all lists at the same place in the tree, and texts that stand alone."""

    items: dict[str, list[_Item]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    longest: str = ""


def read(source: Source) -> Reading:
    """Read the JSON of a transcription service, or oTranscribe's file."""
    content = _loaded(source)
    talks = conversations.in_json(content)
    if talks:
        raise source.error(
            f"the file holds {len(talks)} conversations, one after the other.",
            "give each a file of its own; `aft-themes init` does so.",
            kind=Kind.SEVERAL_INTERVIEWS,
        )
    return reading_of(source, content, "json")


def reading_of(source: Source, content: object, name: str) -> Reading:
    """Read the turns of nested objects and lists, as JSON, XML and YAML hold them."""
    page = content.get("text") if isinstance(content, dict) else None
    if isinstance(page, str) and re.search(r"<(?:p|br|div|span)\b", page):  # oTranscribe
        labelled = labels.utterances(html.lines_of(source, page))
        return labelled.reading(name, source.text)
    found = _collected(_with_speakers(in_rows(content)))
    items = _chosen(found)
    if items and name != "json" and len(items) < _LEAST_SINGLE:
        items = None  # settings, of which a few have a name and a text
    if items is None:
        labelled = labels.utterances(_strings(content))
        if labelled.utterances:
            return labelled.reading(name, source.text)
        raise _refusal(source, found, name)
    source.refuse_beyond(len(items), MAX_PIECES, "segments")
    spoken = list(_utterances(items, found.names))
    text = max(" ".join(item.text or "" for item in items), found.longest, key=len)
    glue = "" if _spaced(items) else " "
    return Reading(name, spoken, text, source.text.findings, source.text.encoding, glue)


def interviews_in(source: Source) -> list[Part]:
    """Return the conversations that a JSON file holds one after the other."""
    return conversations.in_json(_loaded(source))


def _loaded(source: Source) -> object:
    text = source.text.text
    parts = text.count("{") + text.count("[")
    source.refuse_beyond(parts, MAX_MARKS, "objects and lists")
    # Facebook's files write each byte of a letter as a letter
    shown, repaired = decoded_twice(_BYTES.sub(_as_letters, text))
    text = shown if repaired else text
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        objects = _line_by_line(text)
        if objects:
            return objects
        line = getattr(error, "lineno", None)
        raise source.error(
            "the JSON is damaged or cut off.",
            "export it again.",
            f"line {line}" if line else "",
        ) from None


def _as_letters(found: re.Match[str]) -> str:
    return "".join(chr(int(pair, 16)) for pair in re.findall(r"\\u00(..)", found[0]))


def _line_by_line(text: str) -> list[object]:
    """Read an object in each line (JSON Lines); nothing if a line is no object."""
    try:
        objects = [json.loads(line) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError):
        return []
    return objects if all(isinstance(one, dict) for one in objects) else []


def _with_speakers(node: object, depth: int = 0) -> object:
    """Give lists of pairs, such as question and answer, an object for each of both."""
    if depth > _MAX_DEPTH:
        return node
    if isinstance(node, dict):
        return {key: _with_speakers(value, depth + 1) for key, value in node.items()}
    if not isinstance(node, list):
        return node
    named = _by_single_keys(node) or _timed_words(node)
    if named:
        return named
    keys = list(node[0]) if node and isinstance(node[0], dict) else []
    pair = talkers_in(keys)
    people = pair is not None and str(keys[pair[0]]).casefold() not in _FAQ
    if pair is None or not people or len(node) < _LEAST_PAIRS or not all(map(_is_object, node)):
        return [_with_speakers(one, depth + 1) for one in node]
    return [
        {"speaker": keys[at], "text": one[keys[at]]}
        for one in node
        for at in pair
        if isinstance(one.get(keys[at]), str)
    ]


def _by_single_keys(node: list[object]) -> Sequence[object]:
    """Read ``[{"Ann": "words"}, {"Bo": "words"}]``: keys that recur are those who speak."""
    pairs = [next(iter(one.items())) for one in node if isinstance(one, dict) and len(one) == 1]
    names = {name for name, _ in pairs}
    if len(pairs) < max(len(node), _LEAST_SINGLE) or not 1 < len(names) <= len(pairs) / 2:
        return []
    if names & {*_SPEAKER, *_TEXT} or not all(isinstance(text, str) for _, text in pairs):
        return []
    return [{"speaker": name, "text": text} for name, text in pairs]


def _timed_words(node: list[object]) -> Sequence[object]:
    """Read ``["word", 1.2, 1.5]`` in lists, as IBM writes words with their times."""
    if not node or not all(isinstance(one, list) and len(one) == _WORD_AND_TIMES for one in node):
        return []
    rows = [one for one in node if isinstance(one, list)]
    timed = all(isinstance(one[0], str) and _is_time(one[1]) and _is_time(one[2]) for one in rows)
    return [{"text": word, "start": start, "end": end} for word, start, end in rows] * timed


def _is_object(node: object) -> bool:
    return isinstance(node, dict)


def _strings(content: object) -> list[Line]:
    """Return the longest list of texts in the file, which may be lines with labels."""
    best: list[str] = []
    waiting = [content]
    for _ in range(_MAX_NODES):
        if not waiting:
            break
        node = waiting.pop()
        texts = [one for one in node if isinstance(one, str)] if isinstance(node, list) else []
        best = max(best, texts, key=len)
        if isinstance(node, dict):
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)
    return [Line(text, f"text {at}") for at, text in enumerate(best, 1)]


def _refusal(source: Source, found: _Found, name: str) -> Exception:
    kind = name.upper()
    if any(item.text for items in found.items.values() for item in items) or found.longest:
        return source.error(
            f"the {kind} holds words but no speakers.",
            "transcribe again with recognition of speakers (diarization) switched on.",
            kind=Kind.NO_SPEAKERS,
        )
    return source.error(
        f"the {kind} holds no list of segments with speaker and text.",
        "export it with speakers (diarisation), as segments with speaker, start, end, text.",
        kind=Kind.NO_SPEAKERS,
    )


# ---- walking the tree


def _collected(content: object) -> _Found:
    """Walk the tree and collect the objects of all lists by the path of their list."""
    found = _Found()
    waiting: list[tuple[object, str, str | None, int, int]] = [(content, "", None, 0, 0)]
    for number in range(_MAX_NODES):
        if not waiting:
            break
        node, path, speaker, parent, depth = waiting.pop()
        if depth > _MAX_DEPTH:
            continue
        if isinstance(node, list):
            inside = path + "[]"
            choices = path.lower().endswith(tuple(f".{name}" for name in _CHOICES))
            node = node[:1] if choices else node  # the others are worse guesses
            for item in node:
                if isinstance(item, dict) and not choices:
                    made = _item(item, speaker, number)
                    found.items.setdefault(inside, []).append(made)
                    _note_name(found.names, item)
            waiting.extend(
                (item, inside, speaker, number, depth + 1)
                for item in reversed(node)
                if isinstance(item, (dict, list))
            )
        elif isinstance(node, dict):
            own = _speaker_of(node) or speaker
            waiting.extend(
                (value, f"{path}.{key}", own, parent, depth + 1)
                for key, value in reversed(node.items())
                if isinstance(value, (dict, list))
            )
            whole = _value(_plain_keys(node), ("transcript", "text"))
            if isinstance(whole, str) and len(whole) > len(found.longest):
                found.longest = whole
    return found


def _plain_keys(node: dict[str, object]) -> dict[str, object]:
    return {re.sub(r"[^a-z0-9]", "", key.lower()): value for key, value in node.items()}


def _value(node: dict[str, object], keys: Sequence[str]) -> object:
    values = (node.get(key) for key in keys)
    return next((v for v in values if isinstance(v, (str, int, float)) and v is not True), None)


def _item(node: dict[str, object], inherited: str | None, parent: int) -> _Item:
    plain = _plain_keys(node)
    best = next((_plain_keys(c) for key in _CHOICES if (c := _first(plain.get(key)))), {})
    text = _text_of(plain) or _text_of(best) or ""
    speaker = _speaker_of(node) or _speaker_of(best) or inherited or _speaker_of_words(plain)
    start_key = next((key for key in _START if _is_time(plain.get(key))), "")
    start = plain.get(start_key)
    end = _value(plain, _END)
    if end is None:
        end = _sum(start, _value(plain, _DURATION))
    kind = str(plain.get("type", ""))
    return _Item(
        text=text or None,
        speaker=speaker,
        start=start,
        end=end,
        scale=next((scale for name, scale in _SCALES.items() if name in start_key), None),
        punctuation=kind.startswith("punct") or "attachesto" in plain,
        parent=parent,
    )


def _text_of(plain: dict[str, object]) -> str | None:
    """Return an object's words: a text, or the pieces of one, as Telegram and XML have them."""
    text = _value(plain, _TEXT)
    if isinstance(text, str):
        return text
    for key in ("text", *_PARAGRAPHS):
        pieces = plain.get(key)
        if isinstance(pieces, str):
            return pieces
        if not isinstance(pieces, list) or not any(isinstance(one, str) for one in pieces):
            continue
        texts = [one if isinstance(one, str) else _piece(one) for one in pieces]
        return ("" if key == "text" else "\n").join(texts)
    return None


def _piece(node: object) -> str:
    text = _value(_plain_keys(node), ("text",)) if isinstance(node, dict) else None
    return text if isinstance(text, str) else ""


def _first(value: object) -> dict[str, object]:
    return value[0] if isinstance(value, list) and value and isinstance(value[0], dict) else {}


def _is_time(value: object) -> bool:
    return isinstance(value, (str, int, float)) and _number(value) is not None


def _number(value: object) -> float | None:
    return seconds(value) if isinstance(value, str) else number_of_seconds(value)


def _sum(start: object, duration: object) -> float | None:
    begin, length = _number(start), _number(duration)
    return None if begin is None or length is None else begin + length


def _speaker_of(node: dict[str, object]) -> str | None:
    """Return an object's own speaker: a name, a number, or an object with a name."""
    plain = _plain_keys(node)
    for key in _SPEAKER:
        value = plain.get(key)
        if isinstance(value, dict):
            value = _value(_plain_keys(value), _NAMES)
        if isinstance(value, str) and value.strip() and not (key == "from" and _is_time(value)):
            return value
        if isinstance(value, (int, float)) and not isinstance(value, bool) and key != "from":
            return f"{value:g}"
    return None


def names_speaker(key: str) -> bool:
    """Tell whether a key names who speaks."""
    return key.lower() in _SPEAKER


def _speaker_of_words(plain: dict[str, object]) -> str | None:
    """Return the speaker of most of an object's words."""
    words = plain.get("words")
    if not isinstance(words, list):
        return None
    speakers = Counter(
        speaker for word in words if isinstance(word, dict) and (speaker := _speaker_of(word))
    )
    return speakers.most_common(1)[0][0] if speakers else None


def _note_name(names: dict[str, str], node: dict[str, object]) -> None:
    """Note the name of a speaker whom a list of speakers gives a number."""
    plain = _plain_keys(node)
    number, name = _value(plain, ("id", "speakerid", "spkid", "key")), plain.get("name")
    if isinstance(name, str) and name.strip() and number is not None and "text" not in plain:
        names.setdefault(str(number), name)


# ---- choosing the list


def _chosen(found: _Found) -> list[_Item] | None:
    """Choose the list with most words that have a speaker."""
    lists = [_once(items) for items in found.items.values()]
    spoken = [items for items in lists if any(item.text for item in items)]
    spans = [items for items in lists if not any(item.text for item in items)]
    for items in spoken:
        if not any(item.speaker for item in items):
            _give_speakers(items, [*spans, *(other for other in lists if other is not items)])
    counts = [(_words(items), items) for items in spoken]
    most = max((count for count, _ in counts), default=0)
    if not most:
        return None
    good = [items for count, items in counts if count >= _AS_GOOD * most]
    return min(good, key=lambda items: sum(bool(item.text) for item in items))


def _words(items: Sequence[_Item]) -> int:
    return sum(len((item.text or "").split()) for item in items if item.speaker)


def _once(items: list[_Item]) -> list[_Item]:
    """Drop lists without speakers beside others with speakers that hold the same words again.

    Google's last result repeats all words, with speakers.
    """
    having = {item.parent for item in items if item.speaker}
    rest = [item for item in items if item.parent not in having]
    if not having or not rest:
        return items
    kept = [item for item in items if item.parent in having]
    said = Counter((item.text or "").casefold() for item in kept)
    again = Counter((item.text or "").casefold() for item in rest)
    return kept if not again - said else items


def _give_speakers(items: list[_Item], lists: Sequence[Sequence[_Item]]) -> None:
    """Take the speakers of words from a list of who speaks when."""
    for spans in lists:
        timed = sorted(
            (start, span.speaker)
            for span in spans
            if span.speaker and (start := _number(span.start)) is not None
        )
        if len({speaker for _, speaker in timed}) < 2:
            continue
        starts = [start for start, _ in timed]
        for item in items:
            start = _number(item.start)
            # 1e-6: the same moment, written with other decimals
            if start is not None and (at := bisect_right(starts, start + 1e-6)):
                item.speaker = timed[at - 1][1]
        return


# ---- utterances


def _utterances(items: Sequence[_Item], names: dict[str, str]) -> Iterator[Utterance]:
    scale = _scale(items)
    tokens = _are_tokens(items)
    speakers = _filled([item for item in items if item.text], tokens=tokens)
    spoken = [(number, item) for number, item in enumerate(items, 1) if item.text]
    glued = _spaced(items)
    held: Utterance | None = None
    for (number, item), speaker in zip(spoken, speakers, strict=True):
        name = UNKNOWN_SPEAKER if speaker is None else names.get(speaker, speaker)
        text = item.text or ""
        if held is not None and tokens and held.speaker == name:
            gap = "" if glued or _attached(item) else " "
            held = Utterance(
                name,
                f"{held.text}{gap}{text}",
                _through(held.place, number),
                held.start_s,
                _time(item.end, item.scale or scale) or held.end_s,
            )
            continue
        if held is not None:
            yield held
        start, end = (_time(time, item.scale or scale) for time in (item.start, item.end))
        held = Utterance(name, text, f"segment {number}", start, end)
    if held is not None:
        yield held


def _through(place: str, number: int) -> str:
    return f"{place.split(' to ')[0]} to segment {number}"


def _attached(item: _Item) -> bool:
    return item.punctuation or bool(re.fullmatch(r"[.,?!;:\u2026]+", item.text or ""))


def _are_tokens(items: Sequence[_Item]) -> bool:
    """Tell words from sentences: four of five pieces have one word; of answers a third has."""
    texts = [item.text for item in items if item.text]
    return len(texts) > 1 and sum(len(text.split()) <= 1 for text in texts) * 5 >= len(texts) * 4


def _spaced(items: Sequence[_Item]) -> bool:
    """Tell whether pieces bring their spaces with them: a quarter does, as some are marks."""
    texts = [item.text for item in items if item.text]
    spaces = sum(text[:1].isspace() or text[-1:].isspace() for text in texts)
    return _are_tokens(items) and spaces * 4 >= len(texts)


def _filled(items: Sequence[_Item], *, tokens: bool) -> list[str | None]:
    """Give punctuation, and words between two of one speaker, that speaker; others have none."""
    speakers = [item.speaker for item in items]
    if not tokens:
        return speakers
    after: list[str | None] = [None] * len(items)
    coming: str | None = None
    for at in range(len(items) - 1, -1, -1):
        after[at] = coming
        coming = speakers[at] or coming
    before: str | None = None
    for at, item in enumerate(items):
        if speakers[at] is None and before and (_attached(item) or before == after[at]):
            speakers[at] = before
        before = speakers[at] or before
    return speakers


def _scale(items: Sequence[_Item]) -> float:
    """Return how many seconds a unit of time has, by how fast people speak."""
    times = [
        (start, end, len(item.text.split()))
        for item in items
        if item.text
        and item.text.split()
        and isinstance(item.start, (int, float))
        and isinstance(item.end, (int, float))
        and (start := _number(item.start)) is not None
        and (end := _number(item.end)) is not None
    ]
    whole = all(float(start).is_integer() for start, _, _ in times)
    if times:
        per_word = median((end - start) / words for start, end, words in times)
        longest = max(end for _, end, _ in times)
    else:
        starts = [_number(item.start) for item in items if isinstance(item.start, int)]
        known = [start for start in starts if start is not None]
        # a piece that has only a beginning is a sentence, of some ten words
        per_word = median(b - a for a, b in pairwise(known)) / 10 if len(known) > 1 else 0.0
        longest = max(known, default=0.0)
    if per_word > _MOST_MS_PER_WORD:
        return 1e-7
    if whole and (per_word > _MOST_PER_WORD or longest > _DAY_S):
        return 1e-3
    return 1.0


def _time(value: object, scale: float) -> float | None:
    number = _number(value)
    if number is None or isinstance(value, str):
        return number  # texts have their unit, or are seconds
    return round(number * scale, 3)
