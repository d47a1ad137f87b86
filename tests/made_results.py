"""An invented run of six interviews, with text that tries to act in every format."""

from __future__ import annotations

import pickle
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import yaml

from aft_themes.agreement import measure_agreement
from aft_themes.catalog import (
    BROAD_TOPICS,
    CODER_ASSIGNMENTS,
    CODINGS,
    INTAKE,
    LANGUAGE_MODEL_REQUESTS,
    PARTICIPANTS,
    UNPLACED_CODINGS,
)
from aft_themes.codebook.codes import Code, Codebook
from aft_themes.corpus.interviews import attributes
from aft_themes.corpus.participants import with_participants
from aft_themes.corpus.sentences import list_sentences, splitter_of
from aft_themes.io.parquet import check, empty_frame, write_frame
from aft_themes.language_model.quality import judge
from aft_themes.settings import Settings, check_settings
from aft_themes.tables.results import TABLES, Results
from aft_themes.themes.passages import make_passages
from aft_themes.themes.quotes import choose_quotes
from aft_themes.themes.themes import cooccurrence, make_themes, theme_groups, theme_participants

HOSTILE = r"=cmd()|'x'!A1 {{7*7}} \input{/etc/passwd} </script><b>&amp; #1_%$^~ -- [a]"
PEOPLE = [f"P{number:02d}" for number in range(1, 7)]
WORDS = "we watched the tape together and [SUPERVISOR_1] said nothing at all for a while"


def book() -> Codebook:
    def code(id_: str, name: str, definition: str = "What it is.") -> Code:
        return Code(id_, name, definition, "What counts.", "What does not.", see_also=())

    return Codebook(
        "Invented codebook",
        "2.1",
        (
            code("tasks", "Tasks"),
            code("tasks.tape", HOSTILE, HOSTILE),
            code("tasks.tape.shame", "Shame"),
            code("impact", "Impact"),
            code("impact.more", "Notices more"),
            code("impact.less", "Notices less"),
        ),
    )


def segments(people: list[str] = PEOPLE) -> pd.DataFrame:
    said = []
    for at, person in enumerate(people):
        for turn in (2, 4, 6):
            text = f'{WORDS} ... "so {person} {turn}" [laughs] (2.0) {"really " * at}'.strip()
            text = HOSTILE + " " + WORDS if (person, turn) == ("P01", 2) else text
            said.append((f"{person}.{turn:03d}.1", person, turn, text))
    frame = pd.DataFrame(said, columns=["segment_id", "interview", "turn", "text"])
    ends = frame["text"].str.len()
    return frame.assign(
        participant=frame["interview"],
        part=1,
        start=0,
        end=ends,
        clean_start=0,
        clean_end=ends,
        spoken=frame["text"],
        question="And then?",
        words=frame["text"].str.split().str.len(),
        position=frame["turn"] / 7,
    )


def codings(coder: str = "A") -> pd.DataFrame:
    given = []
    for at, person in enumerate(PEOPLE):
        given.append((person, 2, "tasks.tape", "benefit" if at < 4 else "challenge"))
        if at < 5:
            given.append((person, 4, "impact.more", "benefit"))
        if at == 0:
            given += [(person, 6, "tasks.tape.shame", "challenge"), (person, 4, "tasks", "none")]
    frame = pd.DataFrame(given, columns=["interview", "turn", "code", "valence"])
    frame["segment_id"] = [
        f"{interview}.{turn:03d}.1"
        for interview, turn in zip(frame["interview"], frame["turn"], strict=True)
    ]
    rest = {
        "coder": coder,
        "layer": "human",
        "confidence": None,
        "evidence": "",
        "evidence_start": 0,
        "evidence_end": 0,
        "codebook_version": "2.1",
        "source": "a.csv:2",
        "superseded_by": "",
    }
    return frame.assign(**rest)[CODINGS.schema.names]


def intake(people: list[str] = PEOPLE) -> pd.DataFrame:
    def entry(file: str, interview: str, status: str, **more: object) -> dict[str, object]:
        blank = {
            "file": file,
            "interview": interview,
            "status": status,
            "format": "text",
            "encoding": "utf-8",
            "turns": 7,
            "participant_turns": 3,
            "participant_words": 1234,
            "interviewer_words": 40,
            "other_words": 0,
            "duration_s": 600.0,
            "roles": "given",
            "language": "en",
            "warnings": [],
            "warning_kinds": [],
            "warning_severities": [],
            "problem": "",
            "problem_kind": "",
            "fix": "",
            "sha256": "ab" * 32,
        }
        return blank | more

    found = [entry(f"{person}.txt", person, "read") for person in people]
    found[min(1, len(people) - 1)] |= {
        "warnings": ["the file does not say its encoding."],
        "warning_kinds": ["encoding"],
        "warning_severities": ["note"],
        "roles": "inferred",
    }
    found[min(2, len(people) - 1)] |= {"duration_s": None}
    found.append(
        entry("P07.vtt", "P07", "rejected", problem="it is empty.", fix="export it again.")
    )
    found.append(entry("=notes.txt", "", "unlisted", problem="no row lists it.", fix="add a row."))
    return pd.DataFrame(found)[INTAKE.schema.names]


def made_settings(**report: object) -> Settings:
    return check_settings(
        {
            "report": {"synthetic": True, "model_coders": report.get("synthetic", True), **report},
            "quotes": {"min_words": 5, "max_words": 70},
            "agreement": {"resamples": 50},
            "themes": {"attributes": ["cohort"]},
        }
    )


def made_results(*, coders: int = 2, settings: Settings | None = None) -> Results:
    """Give the run's results, which a test may change: many tests ask for the same ones."""
    results: Results = pickle.loads(
        _made_results(coders, (settings or made_settings()).model_dump_json())
    )
    return results


@cache
def _made_results(coders: int, settings: str) -> bytes:
    interviews = pd.DataFrame(
        {
            "interview": PEOPLE,
            "file": [f"{person}.txt" for person in PEOPLE],
            "interviewer": ["I1"] * 4 + ["I2"] * 2,
            "interviewer_label": "I",
            "coders": [["A"]] * 6,
            "cohort": ["early"] * 4 + ["late", ""],
            "age": ["31", "34", "39", "42", "47", "58"],
        }
    )
    both = [codings("A"), codings("B").iloc[1:]][:coders]
    checked = Settings.model_validate_json(settings)
    return pickle.dumps(_assembled(checked, book(), interviews, segments(), both))


FLAT_PEOPLE = [f"talk-{number:02d}" for number in range(1, 15)]
FLAT_CODES = {
    "asking": "Asking for help",
    "silence": "Long silence before the answer",
    "grief": "\u60b2\u3057\u307f and loss \U0001f622",
    "work": "Work",
    "sleep": "Sleep",
    "money": "Money and what it is good for",
    "family": "Family",
    "rare": "Said once",
}


def flat_results(people: int = 14) -> Results:
    """A study as others have it: codes without levels, valence or rules, and few definitions."""
    results: Results = pickle.loads(_flat_results(people))
    return results


@cache
def _flat_results(people: int) -> bytes:
    names = FLAT_PEOPLE[:people]
    codebook = Codebook(
        "What helped",
        "1",
        tuple(
            Code(id_, name, "Says that it helped." if id_ == "work" else "", "", "")
            for id_, name in FLAT_CODES.items()
        ),
    )
    interviews = pd.DataFrame(
        {
            "interview": names,
            "file": [f"{person}.txt" for person in names],
            "interviewer": "",
            "interviewer_label": "",
            "coders": [["A", "B"]] * people,
            "clinic": (["north", "south"] * 7)[:people],
            "role": (["parent"] * 5 + ["child"] * 9)[:people],
            "job": [f"job {number}" for number in range(people)],
        }
    )
    given = [
        (person, turn, code)
        for at, person in enumerate(names)
        for place, code in enumerate(FLAT_CODES)
        for turn in (2, 4, 6)
        if (at * 7 + place * 5 + turn) % 9 < 5 - place / 2 or (code == "rare" and at + turn == 4)
    ]
    final = _codings(given, "A")
    settings = check_settings({"quotes": {"min_words": 5}, "agreement": {"resamples": 50}})
    parts = segments(names)
    both = [final, _codings(given[3:], "B")]
    return pickle.dumps(_assembled(settings, codebook, interviews, parts, both))


def _codings(given: list[tuple[str, int, str]], coder: str) -> pd.DataFrame:
    frame = pd.DataFrame(given, columns=["interview", "turn", "code"])
    return frame.assign(
        segment_id=[f"{person}.{turn:03d}.1" for person, turn, _ in given],
        valence="none",
        coder=coder,
        layer="human",
        confidence=None,
        evidence="",
        evidence_start=0,
        evidence_end=0,
        codebook_version="1",
        source="a.csv:2",
        superseded_by="",
    )[CODINGS.schema.names]


def _assembled(
    settings: Settings,
    codebook: Codebook,
    interviews: pd.DataFrame,
    parts: pd.DataFrame,
    coded: list[pd.DataFrame],
) -> Results:
    people, final = interviews["interview"].tolist(), with_participants(coded[0], parts)
    described = interviews.drop(columns="interview").assign(
        participant=people, interviews=[[one] for one in people]
    )
    described = described[["participant", "interviews", *attributes(described)]]
    counted = theme_participants(final, codebook, people)
    assigned = pd.DataFrame(
        [(p, c, r, True, False) for p in people for r, c in enumerate("AB"[: len(coded)], 1)],
        columns=CODER_ASSIGNMENTS.schema.names,
    )
    agreement, _ = measure_agreement(
        parts, pd.concat(coded, ignore_index=True), assigned, codebook, settings
    )
    random = np.random.default_rng(1).normal(size=(len(parts), 8))
    vectors = random / np.linalg.norm(random, axis=1, keepdims=True)
    frames = {name: empty_frame(rule) for name, rule in TABLES.items()}
    turns = parts[["interview", "participant", "turn", "text"]].assign(
        role="participant", start_s=0.0, end_s=1.0
    )
    sentences = list_sentences(turns, splitter_of(turns, settings.segments))
    passages = make_passages(final, turns, parts, sentences, settings.quotes)
    frames |= {
        "intake": intake(people),
        "clean_turns": turns,
        "sentences": sentences,
        "segments": parts,
        "codings": coded[0],
        "assignments": assigned,
        "unplaced": empty_frame(UNPLACED_CODINGS),
        "themes": make_themes(counted, final, codebook, settings.themes),
        "groups": theme_groups(counted, described, settings.themes),
        "participants": counted,
        "cooccurrence": cooccurrence(counted, final, codebook),
        "passages": passages,
        "quotes": choose_quotes(passages, parts, vectors, codebook, settings.quotes),
        "agreement": agreement,
    }
    frames = {name: check(frame, TABLES[name]).to_pandas() for name, frame in frames.items()}
    frames["codings"] = final
    return Results(
        settings=settings,
        codebook=codebook,
        interviews=interviews,
        people=described,
        vectors=vectors,
        **frames,
    )


def with_topics(results: Results) -> Results:
    """Add two topics, one of which no code covers."""
    topics = pd.DataFrame(
        {
            "topic": [1, 2],
            "label": ["tape / watched / sleep", HOSTILE],
            "terms": [["tape", "watched"], ["bus", HOSTILE]],
            "weights": [[0.5, 0.4], [0.3, 0.2]],
            "segments": [12, 6],
            "participants": [6, 3],
            "stability": [0.8, 0.4],
            "stability_low": [0.7, 0.1],
            "stability_high": [0.9, 0.6],
            "coherence": [0.21, -0.304],
            "term_lift": [2.1, 1.4],
            "term_lift_low": [1.8, 1.1],
            "term_lift_high": [2.4, 1.7],
            "broad": [1, 0],
            "broad_label": ["tape / camera / film", ""],
            "broad_share": [0.9, 1.0],
            "top_participant": "P01",
            "top_participant_share": 0.2,
            "question": "And then?",
            "top_question_share": 0.1,
            "flags": [[], ["half of it is one participant's"]],
            "representative": [["P02.002.1"], []],
        }
    )
    status = pd.DataFrame({"status": ["topics found"], "reason": ["2 topics hold best."]})
    crosswalk = pd.DataFrame(
        {
            "topic": [1, 1],
            "code": ["tasks.tape", "impact.more"],
            "segments": [5, 1],
            "participants": [5, 1],
            "expected": [2.25, 1.5],
            "share_of_topic": [0.42, 0.1],
            "share_of_code": [0.8, 0.2],
            "lift": [2.2, 0.7],
            "lift_low": [1.4, 0.2],
            "lift_high": [3.1, 1.5],
            "residual": [3.4, -0.5],
            "together": [True, False],
        }
    )
    coverage = pd.DataFrame(
        {
            "topic": [1, 2],
            "segments": [12, 6],
            "coded": [9, 1],
            "share_covered": [0.75, 0.17],
            "share_low": [0.6, 0.0],
            "share_high": [0.9, 0.3],
            "codes": [["tasks.tape"], []],
            "uncovered": [False, True],
            "reason": ["", "no code belongs to it more than to other topics"],
            "candidates": [[], ["P03.006.1"]],
        }
    )
    broad = topics.iloc[:1].assign(broad=1, label="tape / camera / film", stability=0.85, topics=1)
    names = pd.DataFrame(
        {
            "topic": [2, 1],
            "order": [1, 2],
            "name": [f"bus, {HOSTILE}", "tape, watched: tasks.tape 2x"],
            "exclude": ["", "small talk"],
        }
    )
    questions = pd.DataFrame(
        {
            "question": ["And then?", "And then?", "Why?"],
            "topic": [0, 1, 2],
            "segments": [2, 6, 3],
            "participants": [2, 5, 3],
            "share": [0.25, 0.75, 1.0],
        }
    )
    return replace(
        results,
        topics=topics,
        broad_topics=broad.reindex(columns=BROAD_TOPICS.schema.names),
        topic_names=names,
        topic_questions=questions,
        topic_status=status,
        crosswalk=crosswalk,
        coverage=coverage,
    )


def write_stages(results: Results, folder: Path) -> dict[str, Path]:
    """Write the stage files of a run and name them as the scripts do."""
    paths = {table.name: folder / f"{table.name}.parquet" for table in TABLES.values()}
    for field, table in TABLES.items():
        frame = getattr(results, field)
        write_frame(frame[table.schema.names], paths[table.name], table)
    paths["participants"] = folder / "people.parquet"
    write_people(results.people, paths["participants"])
    paths["vectors"] = folder / "vectors.npy"
    np.save(paths["vectors"], results.vectors)
    paths["interviews"] = folder / "interviews.csv"
    listed = results.interviews.assign(coders=results.interviews["coders"].str.join(";"))
    listed.to_csv(paths["interviews"], index=False)
    paths["codebook"] = folder / "codebook.yaml"
    book = results.codebook
    top = {"title": book.title, "version": book.version, "codes": _tree(book, "")}
    paths["codebook"].write_text(yaml.safe_dump(top, sort_keys=False), encoding="utf-8")
    return paths


def write_people(people: pd.DataFrame, path: Path) -> None:
    """Write participants with a column for each attribute as the stage file has them."""
    names = attributes(people)
    listed = people.assign(
        attributes=[names] * len(people), values=people[names].to_numpy().tolist()
    )
    write_frame(listed[PARTICIPANTS.schema.names], path, PARTICIPANTS)


def _tree(book: Codebook, above: str) -> list[dict[str, object]]:
    fields = ("id", "name", "definition", "include", "exclude", "valence")
    return [
        {name: getattr(code, name) for name in fields}
        | ({"codes": below} if (below := _tree(book, code.id)) else {})
        for code in book.codes
        if code.parent == above
    ]


def with_language_model(results: Results) -> Results:
    """The same study with a language model that was asked, and refused here and there."""
    model = {"name": "tiny", "prompt_made_with": ["P01"]}
    values = results.settings.model_dump(mode="json") | {"language_model": model}
    settings = check_settings(values)
    parts = results.segments
    requests = pd.concat(
        [
            parts[["segment_id", "interview"]].assign(
                run=run,
                model="tiny",
                digest="0123",
                seed=19 + run,
                context_tokens=8192,
                prompt_sha256="abcd",
                status="no code",
                refused_first="",
                refused_again="",
                codes=0,
                prompt_tokens=900,
                answer_tokens=12,
                asked_on="2026-01-02",
            )
            for run in (1, 2, 3)
        ],
        ignore_index=True,
    )
    requests.loc[:2, "refused_first"] = "a code was not in the list"
    requests.loc[:1, ["refused_again", "status"]] = ["the answer was cut off", "not coded"]
    given = results.codings
    codings = pd.concat([given.iloc[:-run].assign(run=run) for run in (1, 2, 3)])
    quality = judge(
        codings, requests, parts, given, results.assignments, results.codebook, settings
    )
    check(requests, LANGUAGE_MODEL_REQUESTS)
    return replace(
        results,
        settings=settings,
        language_model_requests=requests,
        language_model_quality=quality,
    )
