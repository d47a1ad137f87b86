"""The objects of nested data that may hold words, speakers and times."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from aft_themes.transcripts.formats.json_codes import codes_beside
from aft_themes.transcripts.times import number_of_seconds, seconds

# Keys without signs and capitals; of several the first counts
SPEAKER_KEYS = (
    "speaker speakername speakerlabel speakerid speakertag speakeridentifier displayname spk "
    "sendername speakerdesignation participantname participant sender author user username "
    "person who voice "
    "name role from spkr speakerreference"
).split()
TEXT_KEYS = (
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
_SCALES = {"ms": 1e-3, "millis": 1e-3, "ticks": 1e-7}
MAX_NODES = 2_000_000  # ten hours of speech with six values for each word have 600,000
MAX_DEPTH = 40  # services nest five or six deep


@dataclass(slots=True)
class Item:
    """An object of a list: its words, speaker, times and codes, as far as it has them."""

    text: str | None
    speaker: str | None
    start: object
    end: object
    scale: float | None
    punctuation: bool
    parent: int
    codes: tuple[str, ...] = ()


@dataclass
class FoundItems:
    """Objects of all lists at the same place in the tree, and texts that stand alone."""

    items: dict[str, list[Item]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    longest: str = ""


def collect_items(content: object) -> FoundItems:
    """Walk the tree and collect the objects of all lists by the path of their list."""
    found = FoundItems()
    waiting: list[tuple[object, str, str | None, int, int]] = [(content, "", None, 0, 0)]
    for number in range(MAX_NODES):
        if not waiting:
            break
        node, path, speaker, parent, depth = waiting.pop()
        if depth > MAX_DEPTH:
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


def plain_key(key: object) -> str:
    """Bring a key into one form: "speakerLabel" and "speaker_label" are the same."""
    return re.sub(r"[^a-z0-9]", "", str(key).lower())


def is_text(value: object) -> bool:
    """Tell whether a value is a text."""
    return isinstance(value, str)


def _plain_keys(node: dict[str, object]) -> dict[str, object]:
    return {plain_key(key): value for key, value in node.items()}


def _value(node: dict[str, object], keys: Sequence[str]) -> object:
    values = (node.get(key) for key in keys)
    return next((v for v in values if isinstance(v, (str, int, float)) and v is not True), None)


def _item(node: dict[str, object], inherited: str | None, parent: int) -> Item:
    plain = _plain_keys(node)
    best = next((_plain_keys(c) for key in _CHOICES if (c := _first(plain.get(key)))), {})
    text = _text_of(plain) or _text_of(best) or ""
    speaker = _speaker_of(node) or _speaker_of(best) or inherited or _speaker_of_words(plain)
    start_key = next((key for key in _START if is_time(plain.get(key))), "")
    start = plain.get(start_key)
    end = _value(plain, _END)
    if end is None:
        end = _sum(start, _value(plain, _DURATION))
    kind = str(plain.get("type", ""))
    return Item(
        text=text or None,
        speaker=speaker,
        start=start,
        end=end,
        scale=next((scale for name, scale in _SCALES.items() if name in start_key), None),
        punctuation=kind.startswith("punct") or "attachesto" in plain,
        parent=parent,
        codes=codes_beside(node),
    )


def _text_of(plain: dict[str, object]) -> str | None:
    """Return an object's words: a text, or the pieces of one, as Telegram and XML have them."""
    text = _value(plain, TEXT_KEYS)
    if isinstance(text, str):
        return text
    for key in ("content", "text", "message", "utterance"):
        inner = plain.get(key)
        if isinstance(inner, dict) and isinstance(
            said := _value(_plain_keys(inner), ("text",)), str
        ):
            return said
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


def text_of(node: dict[str, object]) -> str | None:
    """Return the words of an object."""
    return _text_of(_plain_keys(node))


def start_of(node: dict[str, object]) -> float | None:
    """Return the number with which an object begins, whatever its unit."""
    plain = _plain_keys(node)
    return next(
        (number for key in _START if (number := number_of(plain.get(key))) is not None), None
    )


def _first(value: object) -> dict[str, object]:
    return value[0] if isinstance(value, list) and value and isinstance(value[0], dict) else {}


def is_time(value: object) -> bool:
    """Tell whether a value can be read as a time."""
    return isinstance(value, (str, int, float)) and number_of(value) is not None


def number_of(value: object) -> float | None:
    """Read a time as a number, whatever its unit."""
    return seconds(value) if isinstance(value, str) else number_of_seconds(value)


def _sum(start: object, duration: object) -> float | None:
    begin, length = number_of(start), number_of(duration)
    return None if begin is None or length is None else begin + length


def _speaker_of(node: dict[str, object]) -> str | None:
    """Return an object's own speaker: a name, a number, or an object with a name."""
    plain = _plain_keys(node)
    for key in SPEAKER_KEYS:
        value = plain.get(key)
        if isinstance(value, dict):
            value = _value(_plain_keys(value), _NAMES)
        if isinstance(value, str) and value.strip() and not (key == "from" and is_time(value)):
            return value
        if isinstance(value, (int, float)) and not isinstance(value, bool) and key != "from":
            return f"{value:g}"
    return None


def names_speaker(key: str) -> bool:
    """Tell whether a key names who speaks."""
    return key.lower() in SPEAKER_KEYS


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
