"""Draw JSON as programs, services and scripts write it: a known talk in many shapes."""

import json
import random

from tests.transcripts.known_talk import TALK

PAIRS = [
    ("Interviewer", "Participant"), ("Anna Weber", "Tom Okafor"), ("SPEAKER_00", "SPEAKER_01"),
    ("I", "P"), ("Speaker 1", "Speaker 2"), ("anna", "tom"), ("Q", "A"),
]  # fmt: skip
KEYS = [
    ("speaker", "text"), ("speaker", "utterance"), ("speaker", "transcript"), ("who", "said"),
    ("name", "message"), ("role", "content"), ("Speaker", "Text"), ("speaker_name", "sentence"),
    ("participant", "words"), ("spk", "txt"), ("label", "text"), ("actor", "line"),
    ("from", "body"), ("speaker", "value"), ("person", "speech"), ("speakerId", "dialogue"),
    ("user", "msg"), ("voice", "caption"),
]  # fmt: skip


def _turns(names):
    return [(names[who], text, 7 + 19 * at) for at, (who, text) in enumerate(TALK)]


def _clock(second):
    return f"00:{second // 60:02d}:{second % 60:02d}"


def objects(draw, turns, keys):
    times = draw.choice([{}, {"start": 1, "end": 1}, {"time": "clock"}, {"start_ms": 1000}])
    found = []
    for who, text, second in turns:
        one = {keys[0]: who, keys[1]: text}
        for key, scale in times.items():
            one[key] = _clock(second) if scale == "clock" else (second + (key == "end") * 9) * scale
        found.append(one)
    return found


def parallel(draw, turns, keys):
    names = draw.choice([keys, (f"{keys[0]}s", f"{keys[1]}s"), ("speakers", "texts")])
    found = {names[0]: [who for who, _, _ in turns], names[1]: [text for _, text, _ in turns]}
    if draw.choice([True, False]):
        found["starts"] = [second for _, _, second in turns]
    return found


def by_time(draw, turns, keys):
    form = draw.choice(["object", "label", "pair"])
    return {
        (_clock(second) if form != "pair" else str(float(second))): {
            "object": {keys[0]: who, keys[1]: text}, "label": f"{who}: {text}", "pair": [who, text],
        }[form]
        for who, text, second in turns
    }  # fmt: skip


def by_speaker(draw, turns, keys):
    names = list(dict.fromkeys(who for who, _, _ in turns))
    timed = draw.choice([True, True, False])
    return {
        name: [
            {"start": second, "end": second + 9, keys[1]: text} if timed else text
            for who, text, second in turns
            if who == name
        ]
        for name in names
    }


def by_speaker_in_list(draw, turns, keys):
    names = list(dict.fromkeys(who for who, _, _ in turns))
    return [
        {
            keys[0]: name,
            "segments": [
                {"start": second, "end": second + 9, keys[1]: text}
                for who, text, second in turns
                if who == name
            ],
        }
        for name in names
    ]


def columns(draw, turns, keys):
    form = draw.choice(["lists", "numbered", "split", "table"])
    rows = [[who, text] for who, text, _ in turns]
    if form == "split":
        return {"columns": list(keys), "index": list(range(len(rows))), "data": rows}
    if form == "table":
        names = [{"name": key, "type": "string"} for key in keys]
        return {
            "schema": {"fields": names},
            "data": [dict(zip(keys, row, strict=True)) for row in rows],
        }
    found = {key: [row[at] for row in rows] for at, key in enumerate(keys)}
    if form == "lists":
        return found
    return {key: {str(n): one for n, one in enumerate(values)} for key, values in found.items()}


def rows(draw, turns, keys):
    form = draw.choice(["pairs", "header", "timed", "timed header"])
    found = [
        [who, text] if "timed" not in form else [second, who, text] for who, text, second in turns
    ]
    header = [[*(["start"] if "timed" in form else []), *keys]]
    return header + found if "header" in form else found


def numbered(draw, turns, keys):
    name = draw.choice(["turn_{}", "{}", "utterance{}", "T{}"])
    return {
        name.format(n): {keys[0]: who, keys[1]: text} for n, (who, text, _) in enumerate(turns, 1)
    }


def in_parts(draw, turns, keys):
    cut = draw.choice([6, 8, 12])
    parts = [turns[:cut], turns[cut:]]
    form = draw.choice(["turns", "items", "segments"])
    return {
        "sections": [
            {"title": f"Part {n}", form: objects(draw, part, keys)}
            for n, part in enumerate(parts, 1)
        ]
    }


def in_parts_by_name(draw, turns, keys):
    """Parts under keys of their own: two lists of turns at different places."""
    cut = draw.choice([6, 8, 12])
    return {"opening": objects(draw, turns[:cut], keys), "main": objects(draw, turns[cut:], keys)}


def questions(draw, turns, keys):
    names = draw.choice(
        [
            ("question", "answer"),
            ("interviewer", "participant"),
            ("q", "a"),
            ("Frage", "Antwort"),
            ("pregunta", "respuesta"),
        ]
    )
    pairs = [(one[1], other[1]) for one, other in zip(turns[::2], turns[1::2], strict=True)]
    form = draw.choice(["objects", "lists", "map"])
    if form == "objects":
        return [dict(zip(names, pair, strict=True)) for pair in pairs]
    if form == "lists":
        return {f"{name}s": [pair[at] for pair in pairs] for at, name in enumerate(names)}
    return dict(pairs)


def strings(draw, turns, keys):
    lines = [f"{who}: {text}" for who, text, _ in turns]
    form = draw.choice(["text", "lines", "objects", "html"])
    name = draw.choice(["transcript", "text", "content", "body", "transcription"])
    if form == "text":
        return {name: draw.choice(["\n", "\n\n"]).join(lines)}
    if form == "html":
        return {name: "".join(f"<p>{line}</p>" for line in lines)}
    return {name: lines if form == "lines" else [{"text": line} for line in lines]}


def words(draw, turns, keys):
    """Words with a speaker each, in results with alternatives or as they are."""
    form = draw.choice(["flat", "alternatives", "monologues", "segments", "diarization"])
    made, at = [], 0.0
    for who, text, _ in turns:
        made.append([])
        for word in text.split():
            made[-1].append(
                {"word": word, "start": round(at, 2), "end": round(at + 0.3, 2), "speaker": who}
            )
            at += 0.35
        at += 1
    flat = [word for turn in made for word in turn]
    if form == "flat":
        return {"words": flat}
    if form == "alternatives":
        return {
            "results": [
                {"alternatives": [{"transcript": text, "words": turn}]}
                for (_, text, _), turn in zip(turns, made, strict=True)
            ]
        }
    if form == "monologues":
        elements = [
            [
                {"type": "text", "value": w["word"], "ts": w["start"], "end_ts": w["end"]}
                for w in turn
            ]
            for turn in made
        ]
        spaced = [
            [x for one in turn for x in (one, {"type": "punct", "value": " "})] for turn in elements
        ]
        return {
            "monologues": [
                {"speaker": who, "elements": turn}
                for (who, _, _), turn in zip(turns, spaced, strict=True)
            ]
        }
    plain = [{key: value for key, value in word.items() if key != "speaker"} for word in flat]
    if form == "diarization":
        spans = [
            {"speaker": turn[0]["speaker"], "start": turn[0]["start"], "end": turn[-1]["end"]}
            for turn in made
        ]
        return {"words": plain, "diarization": spans}
    return {
        "segments": [
            {
                "speaker": who,
                "start": turn[0]["start"],
                "end": turn[-1]["end"],
                "text": text,
                "words": [{k: v for k, v in w.items() if k != "speaker"} for w in turn],
            }
            for (who, text, _), turn in zip(turns, made, strict=True)
        ]
    }


def with_ids(draw, turns, keys):
    """Numbers for speakers, whose names stand in a list or a map."""
    names = list(dict.fromkeys(who for who, _, _ in turns))
    start = draw.choice([0, 1])
    form = draw.choice(["list", "map", "plain list"])
    people = {
        "list": [{"id": n, "name": name} for n, name in enumerate(names, start)],
        "map": {str(n): name for n, name in enumerate(names, start)},
        "plain list": names,
    }[form]
    segments = [
        {"speaker": names.index(who) + start, "text": text, "start": second}
        for who, text, second in turns
    ]
    return {"speakers": people, "segments": segments}


def nested_speaker(draw, turns, keys):
    form = draw.choice(["object", "author", "content"])
    found = []
    for who, text, second in turns:
        one = {
            "object": {"speaker": {"id": who[-1], "name": who}, "text": text, "start": second},
            "author": {"author": {"name": who}, "content": [{"type": "text", "text": text}]},
            "content": {"speaker": who, "content": {"text": text}, "start": second},
        }[form]
        found.append(one)
    return {"messages": found}


def lines_of_turns(draw, turns, keys):
    """Sentences of each turn in a list."""
    import re

    name = draw.choice(["lines", "sentences", "paragraphs", "text"])
    return [{keys[0]: who, name: re.split(r"(?<=[.?!]) ", text)} for who, text, _ in turns]


def alternating(draw, turns, keys):
    return [text for _, text, _ in turns]


SHAPES = [
    objects, objects, parallel, parallel, by_time, by_speaker, by_speaker_in_list, columns, rows,
    numbered, in_parts, in_parts_by_name, questions, strings, words, with_ids, nested_speaker,
    lines_of_turns, alternating,
]  # fmt: skip
MORE = {
    "title": "Interview 7: the garden", "date": "2024-03-04", "duration": 1277, "language": "en",
    "summary": "The participant tells how she came to the garden and what she would change there.",
    "keywords": ["garden", "beans", "slugs", "gloves"],
    "action_items": ["Send the consent form again", "Ask about the shed and who has the key"],
    "chapters": [{"headline": "The first day", "summary": "She was lost and had no gloves."}],
    "participants": [{"name": "Anna Weber", "email": "a@example.org"}, {"name": "Tom Okafor"}],
    "metadata": {"recorder": "phone", "notes": "It was cold in the library, and loud."},
}  # fmt: skip


def drawn(seed):
    """Draw a shape; return the text of the file, and what was drawn."""
    draw = random.Random(seed)
    shape, names, keys = draw.choice(SHAPES), draw.choice(PAIRS), draw.choice(KEYS)
    content = shape(draw, _turns(names), keys)
    wrap = draw.choice(["", "", "transcript", "data.transcript", "results", "interview.turns"])
    more = draw.sample(sorted(MORE), draw.choice([0, 0, 1, 3]))
    for name in reversed(wrap.split(".") if wrap else []):
        content = {name: content}
    if more and isinstance(content, list):
        wrap, content = "items", {"items": content}
    if more:
        content = {**{name: MORE[name] for name in more}, **content}
    lines = isinstance(content, list) and all(isinstance(one, dict) for one in content)
    if lines and draw.choice([True, False]):
        text = "\n".join(json.dumps(one) for one in content)
        return text, [shape.__name__, names, keys, wrap, more, "lines"]
    indent = draw.choice([None, 2])
    text = json.dumps(content, indent=indent, ensure_ascii=draw.choice([True, False]))
    return text, [shape.__name__, names, keys, wrap, more, ""]
