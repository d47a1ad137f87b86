"""How well de-identification works, measured against labels made by hand."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from aft_themes.corpus.cleaning import clean
from aft_themes.deidentify.name_files import KINDS
from aft_themes.deidentify.pipeline import Deidentification
from aft_themes.errors import InputError
from aft_themes.io.spreadsheets import ROW, read_table
from aft_themes.language import load

_WORD = re.compile(r"[^\W_]+(?:['.@-][^\W_]+)*")
DIRECT = ("person", "place", "organisation", "contact")
"""Kinds that are direct identifiers; dates are scored on their own."""
EITHER = "either"
"""Kind of label for a name that may be replaced or stay, such as a famous author; not scored."""
_TITLES = load("en").titles
_Span = tuple[int, int]
_Place = tuple[str, int]  # interview, turn


def load_labels(path: Path) -> pd.DataFrame:
    """Read labels made by hand."""
    frame = read_table(path, ("interview", "turn", "text", "kind"))
    for row in frame.to_dict("records"):
        where = f"row {row[ROW]}"
        if not row["turn"].isdigit():
            raise InputError(path, "the turn is not a number.", "count turns from 1.", where)
        if not row["text"]:
            raise InputError(path, "the text is missing.", "copy it from the transcript.", where)
        if row["kind"] not in (*KINDS, EITHER):
            fix = f"use one of {', '.join([*KINDS, EITHER])}."
            raise InputError(path, "the kind is unknown.", fix, where)
    frame["turn"] = frame["turn"].astype(int)
    return frame[["interview", "turn", "text", "kind"]].drop_duplicates(ignore_index=True)


def audit(found: Deidentification, turns: pd.DataFrame, labels: pd.DataFrame) -> pd.DataFrame:
    """Score recall and precision by kind.

    A label is found if all its words, titles aside, are replaced; it is listed if it stands on
    the review list for its interview. A wrong word is a replaced word that no label covers, in
    the interviews that have labels; titles do not count.
    """
    texts = _texts(turns, set(labels["interview"]))
    spans = _label_spans(texts, labels)
    replaced = _replaced(found.replacements)
    listed = _listed(found.candidates)
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    for place, marked in spans.items():
        for start, end, kind in marked:
            if kind == EITHER:
                continue
            text = texts[place]
            hit = all(_within(w, replaced[place]) for w in _words(text, (start, end)))
            counts[kind]["labels"] += 1
            counts[kind]["found"] += hit
            named = _bare(text[start:end])
            counts[kind]["listed"] += not hit and (place[0], named) in listed
    for place, text in texts.items():
        for start, end, kind in replaced[place]:
            for word in _words(text, (start, end)):
                counts[kind]["replaced_words"] += 1
                counts[kind]["wrong_words"] += not _within(word, spans[place])
    total = sum(len(_WORD.findall(text)) for text in texts.values())
    rows = [_row(kind, counts[kind], total) for kind in KINDS]
    rows.append(_row("direct", sum((counts[kind] for kind in DIRECT), Counter()), total))
    rows.append(_row("all", sum(counts.values(), Counter()), total))
    return pd.DataFrame(rows)


def missed(found: Deidentification, turns: pd.DataFrame, labels: pd.DataFrame) -> pd.DataFrame:
    """List what was missed and what was wrongly replaced; private."""
    texts = _texts(turns, set(labels["interview"]))
    spans = _label_spans(texts, labels)
    replaced = _replaced(found.replacements)
    listed = _listed(found.candidates)
    rows = []
    for place in sorted(texts):
        text = texts[place]
        for start, end, kind in spans[place]:
            if kind != EITHER and not all(
                _within(w, replaced[place]) for w in _words(text, (start, end))
            ):
                said = text[start:end]
                problem = "listed" if (place[0], _bare(said)) in listed else "missed"
                rows.append((*place, said, kind, problem))
        for start, end, kind in replaced[place]:
            rows += [
                (*place, text[w[0] : w[1]], kind, "wrong")
                for w in _words(text, (start, end))
                if not _within(w, spans[place])
            ]
    return pd.DataFrame(rows, columns=["interview", "turn", "text", "kind", "problem"])


def _texts(turns: pd.DataFrame, interviews: set[str]) -> dict[_Place, str]:
    chosen = turns[turns["interview"].isin(interviews)]
    rows = chosen[["interview", "turn", "text"]].itertuples(index=False)
    return {(interview, int(turn)): clean(text).text for interview, turn, text in rows}


def _label_spans(
    texts: dict[_Place, str], labels: pd.DataFrame
) -> dict[_Place, list[tuple[int, int, str]]]:
    spans: dict[_Place, list[tuple[int, int, str]]] = defaultdict(list)
    columns = (labels[name].tolist() for name in ("interview", "turn", "text", "kind"))
    ordered = sorted(zip(*columns, strict=True), key=lambda row: (row[0], row[1], -len(row[2])))
    for interview, turn, said, kind in ordered:
        place = (interview, int(turn))
        pattern = rf"(?<!\w){re.escape(clean(said).text)}(?!\w)"
        for match in re.finditer(pattern, texts.get(place, "")):
            if not any(match.start() < e and s < match.end() for s, e, _ in spans[place]):
                spans[place].append((*match.span(), kind))
    return spans


def _replaced(replacements: pd.DataFrame) -> dict[_Place, list[tuple[int, int, str]]]:
    spans: dict[_Place, list[tuple[int, int, str]]] = defaultdict(list)
    columns = (
        replacements[name].tolist() for name in ("interview", "turn", "start", "end", "kind")
    )
    for interview, turn, start, end, kind in zip(*columns, strict=True):
        spans[interview, int(turn)].append((int(start), int(end), kind))
    return spans


def _listed(candidates: pd.DataFrame) -> set[tuple[str, str]]:
    waiting = candidates[candidates["decision"] == "review"]
    return {
        (interview, _bare(name))
        for name, interviews in zip(waiting["candidate"], waiting["interviews"], strict=True)
        for interview in interviews.split("; ")
    }


def _bare(name: str) -> str:
    words = [word.lower() for word in _WORD.findall(name)]
    return " ".join(word for word in words if word not in _TITLES)


def _words(text: str, span: _Span) -> Iterator[_Span]:
    for match in _WORD.finditer(text, *span):
        if match.group().lower() not in _TITLES:
            yield match.span()


def _within(word: _Span, spans: list[tuple[int, int, str]]) -> bool:
    return any(start <= word[0] and word[1] <= end for start, end, _ in spans)


def _row(kind: str, counts: Counter[str], words: int) -> dict[str, object]:
    labels, replaced = counts["labels"], counts["replaced_words"]
    wrong = counts["wrong_words"]
    return {
        "kind": kind,
        "labels": labels,
        "found": counts["found"],
        "listed": counts["listed"],
        "recall": counts["found"] / labels if labels else None,
        "recall_with_review": (counts["found"] + counts["listed"]) / labels if labels else None,
        "replaced_words": replaced,
        "wrong_words": wrong,
        "precision": 1 - wrong / replaced if replaced else None,
        "wrong_per_1000": 1000 * wrong / words if words else None,
    }
