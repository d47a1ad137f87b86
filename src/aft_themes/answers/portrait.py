"""Answers about one participant: who it is, what was coded, and where."""

from __future__ import annotations

from html import escape

import pandas as pd

from aft_themes.answers.answer import Answer, Stages
from aft_themes.answers.pictures import as_image, draw_timeline
from aft_themes.corpus.interviews import split_attributes
from aft_themes.errors import InputError
from aft_themes.io.parquet import rows


def tell_portrait(study: Stages, participant: str) -> Answer:
    """Tell of a participant: attributes, where the domains lie, and every code."""
    people = study.participants
    if participant not in set(people["participant"]):
        known = ", ".join(people["participant"].head(5))
        raise InputError(participant, "is not a participant of the study.", f"such as {known}.")
    mine = study.table("passages")
    mine = mine[mine["participant"] == participant]
    book = study.codebook
    counted = mine["code"].value_counts().reindex(book.ids).dropna().astype(int)
    frame = pd.DataFrame(
        {
            "domain": [book[book.domain(code)].name for code in counted.index],
            "code": [book[code].name for code in counted.index],
            "passages": counted.to_numpy(),
        }
    )
    head = f"<h4>{escape(participant)}</h4><p>{escape(_attributes(study, participant))}</p>"
    picture = _timeline(study, participant, mine) if len(mine) else "<p>No code was given.</p>"
    return Answer(frame, head + picture + frame.to_html(index=False, escape=True, border=0))


def _attributes(study: Stages, participant: str) -> str:
    people = study.participants
    names = split_attributes(people, study.settings.themes.attributes)
    row = people.set_index("participant").loc[participant]
    told = [f"{name}: {row[name]}" for name in names if pd.notna(row[name]) and row[name]]
    return "; ".join(told)


def _timeline(study: Stages, participant: str, mine: pd.DataFrame) -> str:
    lines, length = places_of_domains(study, participant, mine)
    return as_image(draw_timeline(lines, length), f"Where codes of {participant} lie")


def places_of_domains(
    study: Stages, participant: str, mine: pd.DataFrame
) -> tuple[dict[str, list[tuple[float, float]]], float]:
    """Lay the participant's turns end to end; say where each domain was coded, and the length."""
    turns = study.turns[study.turns["participant"] == participant]
    lengths = turns["text"].str.len()
    begins = lengths.cumsum() - lengths
    starts = dict(zip(zip(turns["interview"], turns["turn"], strict=True), begins, strict=True))
    lines: dict[str, list[tuple[float, float]]] = {}
    for row in rows(
        mine.sort_values("code", key=lambda codes: codes.map(study.codebook.ids.index))
    ):
        name = study.codebook[study.codebook.domain(row.code)].name
        begin = float(starts[row.interview, row.turn])
        lines.setdefault(name, []).append((begin + row.evidence_start, begin + row.evidence_end))
    return lines, float(lengths.sum())
