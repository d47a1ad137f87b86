"""Invented studies for the explorer: a small hostile one, and generated ones of any size."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from aft_themes.catalog import (
    BROAD_TOPICS,
    CLEAN_TURNS,
    CODINGS,
    DISAGREEMENTS,
    QUOTES,
    SEGMENTS,
    SUGGESTED_CODINGS,
    TOPIC_ASSIGNMENTS,
    TOPICS,
)
from aft_themes.codebook.codes import Code, Codebook
from aft_themes.codebook.reading import load_codebook
from aft_themes.corpus.participants import with_participants
from aft_themes.settings import check_settings
from aft_themes.themes.themes import make_themes, theme_participants

SAMPLE_CODEBOOK = Path(__file__).parents[2] / "data/raw/aft-sample/codebook.yaml"

SCRIPT = "</script><script>document.title = 'taken'</script>"
IMAGE = "<img src=x onerror=\"document.title='taken'\">"
TEMPLATE = "{{7*7}} ${7*7} <!-- {% raw %}"
HEBREW = "הברית הטיפולית"
DREAD = "I dreaded the tape & <b>the room</b>"
SEPARATORS = "one\u2028two\u2029three"

# interview: turns; a participant's turn is a list of segments
TALK: dict[str, list[str | list[str]]] = {
    "P1": [
        "How was showing tape?",
        [
            f"It was frightening. {SCRIPT}",
            "Then I saw what I had missed 🎥👩‍🏫, the café was silent.",
        ],
        "And the group?",
        ["The group felt safe enough to be wrong in."],
    ],
    "P2": [
        "How was showing tape?",
        [f"{IMAGE} I hated it, and I learned from it."],
        f"Say more? {IMAGE}",
        [f"{TEMPLATE} Silence, then more silence in the room."],
    ],
    "P3": [
        "How was showing tape?",
        [f"{HEBREW} {DREAD}."],
        "And the group?",
        [f"{SEPARATORS}; the cafe again, and a silent tape."],
    ],
    "P4": ["How was showing tape?", ["I saw myself interrupting. Again and again."]],
    "P5": [
        "How was showing tape?",
        ["Nothing to say, [SUPERVISOR_3]. (3.0) The bus was late. The bus was late."],
    ],
    "P6": ["How was showing tape?", ["Nobody has coded this silence yet."]],
}
# segment, code, valence, the words that were coded ("": the whole segment), layer
CODED = [
    ("P1.002.1", "tasks.tape.exposing", "challenge", "frightening", "human"),
    ("P1.002.2", "tasks.tape.insight", "benefit", "saw what I had missed 🎥👩‍🏫", "human"),
    ("P1.002.2", "climate", "none", "the café was silent", "human"),
    ("P1.004.1", "climate.safe", "benefit", "safe enough", "human"),
    ("P2.002.1", "tasks.tape.exposing", "challenge", "I hated it", "human"),
    ("P2.002.1", "tasks.tape.insight", "benefit", "I learned from it", "human"),
    ("P2.004.1", "climate", "challenge", "", "human"),
    (
        "P3.002.1",
        "tasks.tape.exposing",
        "challenge",
        "I dreaded the tape & <b>the room</b>",
        "human",
    ),
    ("P4.002.1", "tasks.tape.insight", "mixed", "", "suggested"),
]
# segment, code, rank, confidence; coders gave the second, the fourth is too uncertain to show
SUGGESTED = [
    ("P1.002.1", "climate", 1, 0.8),
    ("P1.002.1", "tasks.tape.exposing", 2, 0.7),
    ("P1.002.2", "tasks.tape.exposing", 1, 0.6),
    ("P1.002.2", "climate.safe", 2, 0.1),
    ("P2.002.1", "climate", 4, 0.9),
]
UNCODED = {"P6"}  # P5 was coded, but nothing was found
ATTRIBUTES = {
    "cohort": ["early", "early", "late", "late", "late", "early"],
    "supervisor": ["S1", IMAGE, "S1", "S2", "", "S2"],
    "orientation": ["relational"] * 6,
}
CODEBOOK = Codebook(
    "A small study",
    "2.0",
    (
        Code("tasks", "AFT tasks", "What was done.", "Any task.", "None."),
        Code("tasks.tape", "Tape", "Watching tape.", "Any tape.", "None."),
        Code("tasks.tape.exposing", "Tape as exposure", "It felt exposing.", "x", "y", "challenge"),
        Code(
            "tasks.tape.insight", "Seeing what was missed", "It showed more.", "x", "y", "benefit"
        ),
        Code("climate", 'Climate <i>&</i> "mood"', "The room.", "x", "y", see_also=("tasks.tape",)),
        Code("climate.safe", "Safety", "It was safe.", "x", "y"),
        Code("climate.never", "Never said", "Nobody spoke of it.", "x", "y"),
    ),
)

Study = dict[str, Any]  # the fields of ExplorerStudy


def small_study(*, final: str = "human", synthetic: bool = True) -> Study:
    turns = [
        (interview, number, turn)
        for interview, talk in TALK.items()
        for number, turn in enumerate(talk, 1)
    ]
    segments = _segments(turns)
    codings = pd.DataFrame([_coding(segments, *row) for row in CODED], columns=CODINGS.schema.names)
    people = pd.DataFrame(
        {
            "participant": list(TALK),
            "interviews": [[one] for one in TALK],
            **ATTRIBUTES,
            "home": "a street that is not to be shown",
        }
    )
    settings = {
        "report": {"synthetic": synthetic, "title": "A small study & its </title>"},
        "coding": {"final": final},
    }
    quotes = pd.DataFrame(
        [
            _quote(segments, "tasks.tape", "typical", 1, "P2.002.1", "mixed"),
            _quote(segments, "tasks.tape", "contrary", 1, "P3.002.1", "challenge"),
            _quote(segments, "tasks.tape", "further", 1, "P1.002.2", "benefit"),
        ],
        columns=QUOTES.schema.names,
    )
    study = _study(turns, segments, codings, people, CODEBOOK, settings, quotes, UNCODED)
    return study | {"suggestions": _suggestions(segments), "disagreements": _disagreements()}


def _suggestions(segments: pd.DataFrame) -> pd.DataFrame:
    reasons = {
        "words": ["frightening", SCRIPT],
        "cautions": ["negation"],
        "similar_segment": "P3.002.1",
        "similarity": 0.7,
        "exemplar": "I could not look",
        "sibling": "climate.never",
        "sibling_confidence": 0.25,
        "offered": "",
        "sampled": False,
    }
    found = [
        {**_coding(segments, segment, code, "challenge", "", "suggested"), **reasons}
        | {"rank": rank, "confidence": confidence}
        for segment, code, rank, confidence in SUGGESTED
    ]
    return pd.DataFrame(found, columns=SUGGESTED_CODINGS.schema.names)


def _disagreements() -> pd.DataFrame:
    found = {"segment_id": "P1.004.1", "code": "climate.safe", "given_by": [["Coder Secret"]]}
    return pd.DataFrame(found).reindex(columns=DISAGREEMENTS.schema.names)


def _segments(turns: list[tuple[str, int, str | list[str]]]) -> pd.DataFrame:
    table, question = [], ""
    for interview, number, turn in turns:
        if isinstance(turn, str):
            question = turn
            continue
        at = 0
        for part, text in enumerate(turn, 1):
            table.append(
                {
                    "segment_id": f"{interview}.{number:03d}.{part}",
                    "interview": interview,
                    "participant": interview,
                    "turn": number,
                    "part": part,
                    "start": at,
                    "end": at + len(text),
                    "clean_start": at,
                    "clean_end": at + len(text),
                    "text": text,
                    "spoken": text,
                    "question": question,
                    "words": len(text.split()),
                    "position": 0.0,
                }
            )
            at += len(text) + 1
    return pd.DataFrame(table, columns=SEGMENTS.schema.names)


def _coding(
    segments: pd.DataFrame, segment: str, code: str, valence: str, evidence: str, layer: str
) -> dict[str, Any]:
    row = segments.set_index("segment_id").loc[segment]
    words = evidence or row["text"]
    start = row["clean_start"] + row["text"].index(words)
    return {
        "segment_id": segment,
        "interview": row["interview"],
        "turn": row["turn"],
        "code": code,
        "coder": "Coder Secret",
        "layer": layer,
        "valence": valence,
        "confidence": None,
        "evidence": words,
        "evidence_start": start,
        "evidence_end": start + len(words),
        "codebook_version": "2.0",
        "source": "codings of Coder Secret.csv:2",
        "superseded_by": "",
    }


def _quote(
    segments: pd.DataFrame, code: str, stance: str, rank: int, segment: str, valence: str
) -> dict[str, Any]:
    row = segments.set_index("segment_id").loc[segment]
    return {
        "code": code,
        "stance": stance,
        "rank": rank,
        "segment_id": segment,
        "interview": row["interview"],
        "participant": row["participant"],
        "turn": row["turn"],
        "valence": valence,
        "distance": 0.1,
        "text": row["text"],
        "start": row["clean_start"],
        "end": row["clean_end"],
        "question": "",
        "cut_before": False,
        "cut_after": False,
        "chosen_by": "rule",
        "printed": stance != "further",
    }


def _study(
    turns: list[tuple[str, int, str | list[str]]],
    segments: pd.DataFrame,
    codings: pd.DataFrame,
    people: pd.DataFrame,
    codebook: Codebook,
    settings: dict[str, Any],
    quotes: pd.DataFrame,
    uncoded: set[str],
) -> Study:
    checked = check_settings({"themes": {"attributes": list(ATTRIBUTES)}, **settings})
    spoken = [
        (
            interview,
            number,
            "interviewer" if isinstance(turn, str) else "participant",
            "" if isinstance(turn, str) else interview,
            None if interview == "P2" else 20.0 * number,
            None,
            turn if isinstance(turn, str) else " ".join(turn),
        )
        for interview, number, turn in turns
    ]
    coded = [one for one in people["participant"] if one not in uncoded]
    counted = theme_participants(with_participants(codings, segments), codebook, coded)
    return {
        "segments": segments,
        "clean_turns": pd.DataFrame(spoken, columns=CLEAN_TURNS.schema.names),
        "codings": codings,
        "themes": make_themes(counted, codings, codebook, checked.themes),
        "theme_participants": counted,
        "quotes": quotes,
        "participants": people,
        "codebook": codebook,
        "settings": checked,
        **_topics(segments),
    }


def _topics(segments: pd.DataFrame) -> dict[str, pd.DataFrame]:
    count = len(segments)
    assigned = segments[["segment_id", "interview", "participant"]].assign(
        topic=[place % 3 + 1 for place in range(count)],
        broad=[1 if place % 3 == 0 else 2 for place in range(count)],
        probability=0.5,
        x=[np.cos(place % 3 * 2 + place / count) for place in range(count)],
        y=[np.sin(place % 3 * 2 + place / count) for place in range(count)],
    )
    topics = pd.DataFrame(
        {
            "topic": [1, 2],
            "label": ["tape, room, <u>silent</u>", "bus, late"],
            "terms": [["tape", "room", "<u>silent</u>"], ["bus", "late"]],
            "broad": [1, 0],
            "segments": 4,
            "participants": 4,
            "question": ["How was showing tape? <b>", ""],
            "top_question_share": [0.5, 0.25],
            "flags": [["one question"], []],
        }
    )
    broad = {"broad": [1, 2], "label": ["tape / room", "bus / group"], "segments": [4, 6]}
    broad_topics = pd.DataFrame(broad).assign(terms=[["tape", "room"], ["bus"]], participants=4)
    names = pd.DataFrame(
        {
            "topic": [1, 2],
            "order": [1, 2],
            "name": ["tape, room: tasks.tape 3x", "bus, late"],
            "exclude": ["", "small talk"],
        }
    )
    return {
        "topic_names": names,
        "topics": topics.reindex(columns=TOPICS.schema.names),
        "broad_topics": broad_topics.reindex(columns=BROAD_TOPICS.schema.names),
        # the third topic is not listed: its segments have none
        "topic_assignments": assigned.reindex(columns=TOPIC_ASSIGNMENTS.schema.names),
    }


def generated_study(interviews: int, seed: int = 7) -> Study:
    """Make a study of the sample's proportions: 38 segments of some 45 words in an interview."""
    draw = np.random.default_rng(seed)
    words = _vocabulary(draw)
    odds = 1 / (np.arange(len(words)) + 2.7)
    odds /= odds.sum()
    turns: list[tuple[str, int, str | list[str]]] = []
    for one in range(1, interviews + 1):
        said = iter(draw.choice(len(words), size=3000, p=odds))
        take = lambda count: " ".join(words[next(said)] for _ in range(count))  # noqa: B023, E731
        for number in range(1, 39):
            lengths = draw.integers(30, 60, size=2)
            turn = take(12) if number % 2 else [take(int(length)) + "." for length in lengths]
            turns.append((f"P{one:04d}", number, turn))
    segments = _segments(turns)
    codebook = load_codebook(SAMPLE_CODEBOOK)
    codings = _random_codings(draw, segments, codebook)
    ids = sorted(set(segments["interview"]))
    table = pd.DataFrame(
        {
            "participant": ids,
            "interviews": [[one] for one in ids],
            "cohort": draw.choice(["2006-2010", "2011-2015", "2016-2020"], len(ids)),
            "supervisor": draw.choice([f"S{place}" for place in range(1, 8)], len(ids)),
            "orientation": draw.choice(["relational", "CBT", "eclectic", "humanistic"], len(ids)),
        }
    )
    quotes = pd.DataFrame(columns=QUOTES.schema.names)
    settings = {"report": {"synthetic": True, "title": f"{interviews} generated interviews"}}
    return _study(turns, segments, codings, table, codebook, settings, quotes, set())


def with_suggestions(study: Study, seed: int = 3) -> Study:
    """Add three suggestions a segment with their reasons."""
    draw = np.random.default_rng(seed)
    segments, book = study["segments"], study["codebook"]
    count = 3 * len(segments)
    made = segments.loc[segments.index.repeat(3), ["segment_id", "interview", "turn"]]
    made = made.reset_index(drop=True).assign(
        # three different codes: one from each third of the codebook
        code=[
            book.ids[(row % 3) * (len(book.ids) // 3) + int(pick)]
            for row, pick in enumerate(draw.integers(0, len(book.ids) // 3, count))
        ],
        valence="none",
        coder="model",
        layer="suggested",
        confidence=draw.uniform(0.2, 0.9, count).round(3),
        rank=np.tile([1, 2, 3], len(segments)),
        similar_segment=segments["segment_id"].to_numpy()[draw.integers(0, len(segments), count)],
        similarity=0.5,
        exemplar="There was nowhere to hide in that room",
        sibling="",
        offered="",
        sampled=False,
    )
    for name, words in (("words", ["tape", "room", "silence"]), ("cautions", [])):
        made[name] = [words] * count
    suggested = made.reindex(columns=SUGGESTED_CODINGS.schema.names)
    return study | {"suggestions": suggested}


SURE, SAMPLE = 12, 4


def sure_study() -> Study:
    """Nobody has coded anything: in P0001 12 suggestions are sure, 20 likely; in P0002 one is sure.

    The sample is four sure ones of P0001 and that of P0002.
    """
    study = with_suggestions(generated_study(2))
    every = study["suggestions"].query("rank == 1")
    first = every.query("interview == 'P0001'").head(32)
    second = every.query("interview == 'P0002'").head(1)
    suggested = pd.concat([first, second], ignore_index=True)
    suggested["offered"] = ["sure"] * SURE + ["likely"] * 20 + ["sure"]
    suggested["sampled"] = [*[True] * SAMPLE, *[False] * 28, True]
    return study | {"suggestions": suggested, "codings": study["codings"].iloc[:0]}


def _vocabulary(draw: np.random.Generator) -> list[str]:
    letters = list("aaeeiioubcdfglmnprstvé")
    made = {"".join(draw.choice(letters, size=draw.integers(2, 9))) for _ in range(6000)}
    # real words among the frequent ones, so that there is something to look for
    return ["the", "and", "I", "room", "silence", "café", "tape", "alliance", *sorted(made)]


def _random_codings(
    draw: np.random.Generator, segments: pd.DataFrame, codebook: Codebook
) -> pd.DataFrame:
    count = round(1.1 * len(segments))
    rows = draw.integers(0, len(segments), size=count)
    picked = segments.iloc[rows]
    return (
        pd.DataFrame(
            {
                "segment_id": picked["segment_id"].to_numpy(),
                "interview": picked["interview"].to_numpy(),
                "turn": picked["turn"].to_numpy(),
                "code": draw.choice(codebook.ids, count),
                "coder": "A",
                "layer": "human",
                "valence": draw.choice(["benefit", "challenge", "mixed", "none"], count),
                "confidence": None,
                "evidence": "",
                "evidence_start": picked["clean_start"].to_numpy() + 3,
                "evidence_end": picked["clean_end"].to_numpy(),
                "codebook_version": codebook.version,
                "source": "",
                "superseded_by": "",
            },
            columns=CODINGS.schema.names,
        )
        .drop_duplicates(list(CODINGS.key))
        .sort_values(list(CODINGS.key))
    )
