"""The review list: what may identify someone and was, or was not, replaced without asking."""

from __future__ import annotations

import re
from collections import Counter

import pandas as pd

from aft_themes.deidentify.recognizers.capitalised_names import Candidate
from aft_themes.deidentify.recognizers.known_names import BIOGRAPHICAL_KIND, MISSPELT
from aft_themes.deidentify.spans import Span
from aft_themes.deidentify.tokens import Study
from aft_themes.io.files import PRIVATE
from aft_themes.language.english_names import BIOGRAPHICAL

COLUMNS = (
    "candidate",
    "decision",
    "kind",
    "tag",
    "count",
    "interviews",
    "contexts",
)
_CONTEXT = 50  # characters on either side
_CONTEXTS = 3
_ABOUT_ONESELF = re.compile(
    r"\b(?:I'm|I am|I was|we're|we are|my \w+(?:'s| is| was| were)|I grew up)(?: \w+){0,3}"
    r" (?P<word>[A-Z]\w+)"
)
_Place = tuple[int, int, int]  # turn, start, end


def count_waiting(candidates: pd.DataFrame) -> int:
    """Count the candidates about which nobody has decided.

    Parameters
    ----------
    candidates : pandas.DataFrame
        The review list; only its decisions are looked at.

    Returns
    -------
    int
    """
    return int((candidates["decision"] == "review").sum())


def say_waiting(waiting: int) -> str:
    """Say how many possible names nobody has decided about, and what that means.

    Parameters
    ----------
    waiting : int
        As :func:`count_waiting` gives it.

    Returns
    -------
    str
        Empty where none waits.
    """
    if not waiting:
        return ""
    return (
        f"Possible names that wait for a person's decision: {waiting}; they stand as they were "
        f"spoken until then ({PRIVATE}/candidates.csv)."
    )


def review_list(
    study: Study,
    spans: list[Span],
    candidates: dict[tuple[str, ...], Candidate],
    refused: frozenset[str],
) -> pd.DataFrame:
    """List what people should look at.

    Parameters
    ----------
    study : Study
        The study's turns.
    spans : list of Span
        What is replaced, with tags.
    candidates : dict of tuple of str to Candidate
        Runs of capitalised words, by their words.
    refused : frozenset of str
        Candidates that people refused.

    Returns
    -------
    pandas.DataFrame
        Columns candidate, decision (review, automatic, confirm or refuse), kind, tag, count,
        interviews and contexts, those to review first. With its decisions changed it can be
        used as the file of decisions.
    """
    rows = [*_found(study, spans, candidates, refused), *_sure(study, spans)]
    rows += _biographical(study, refused)
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    order = {"review": 0, "automatic": 1, "confirm": 2, "refuse": 3}
    frame["order"] = frame["decision"].map(order)
    frame = frame.sort_values(["order", "candidate"], ignore_index=True)
    return frame[list(COLUMNS)]


def _found(
    study: Study,
    spans: list[Span],
    candidates: dict[tuple[str, ...], Candidate],
    refused: frozenset[str],
) -> list[tuple[object, ...]]:
    replaced = {(span.turn, span.start): span.tag for span in spans if span.layer == "evidence"}
    rows = []
    for keys, candidate in candidates.items():
        places = [(m.at, m.start, m.end) for m in candidate.mentions]
        tags = [replaced[at, start] for at, start, _ in places if (at, start) in replaced]
        kind = candidate.kind()
        if tags:
            rows.append(_row(study, places, tags[0], kind, "automatic"))
        elif " ".join(keys) in refused:
            rows.append(_row(study, places, "", kind, "refuse"))
        elif candidate.evidence() > 0:
            stem = "PERSON" if kind == "person" else candidate.stem()
            rows.append(_row(study, places, stem, kind, "review"))
    return rows


def _sure(study: Study, spans: list[Span]) -> list[tuple[object, ...]]:
    # misspellings are guesses, so people should see them
    decisions = {"decision": "confirm", MISSPELT: "automatic"}
    places: dict[tuple[str, str, str], list[_Place]] = {}
    for span in spans:
        if span.layer in decisions:
            said = study.turns[span.turn].text[span.start : span.end].casefold()
            key = (span.tag, span.kind, said if span.layer == MISSPELT else "")
            places.setdefault(key, []).append((span.turn, span.start, span.end))
    return [
        _row(study, at, tag, kind, decisions[MISSPELT if said else "decision"])
        for (tag, kind, said), at in places.items()
    ]


def _biographical(study: Study, refused: frozenset[str]) -> list[tuple[object, ...]]:
    places: dict[str, list[_Place]] = {}
    for at, turn in enumerate(study.turns):
        for match in _ABOUT_ONESELF.finditer(turn.text):
            word = match["word"].lower()
            if word in BIOGRAPHICAL and word not in refused:
                places.setdefault(word, []).append((at, *match.span("word")))
    return [_row(study, at, "BACKGROUND", BIOGRAPHICAL_KIND, "review") for at in places.values()]


def _row(
    study: Study, places: list[_Place], tag: str, kind: str, decision: str
) -> tuple[object, ...]:
    said = Counter(study.turns[at].text[start:end] for at, start, end in places)
    name = min(said, key=lambda form: (-said[form], form))
    interviews = sorted({study.turns[at].interview for at, _, _ in places})
    # the dots also keep a spreadsheet from taking a context for a formula
    contexts = [
        f"...{study.turns[at].text[max(0, start - _CONTEXT) : end + _CONTEXT]}..."
        for at, start, end in places[:_CONTEXTS]
    ]
    count = len(places)
    return name, decision, kind, tag, count, "; ".join(interviews), " / ".join(contexts)
