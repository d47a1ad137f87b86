"""What the explorer's page holds: the study as columns of numbers over one long text.

All turns stand in one string, each followed by a line break; all else refers to places in it. The
positions are counted in UTF-16 units, as browsers count them. Only what readers may see goes in:
no file names, interviewers or coders.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from aft_themes.codebook.codes import Codebook
from aft_themes.corpus.attribute_values import place_of_value
from aft_themes.corpus.interviews import split_attributes
from aft_themes.errors import SchemaError
from aft_themes.explorer.to_decide import (
    KINDS,
    REVIEW,
    VALENCES,
    disagreement_columns,
    suggestion_columns,
)
from aft_themes.explorer.topics import segment_topics, topic_lists
from aft_themes.io.parquet import rows
from aft_themes.notices import NOTHING_LOST, Lost
from aft_themes.settings import Settings
from aft_themes.tables.results import Results
from aft_themes.themes.authors_themes import AuthorsTheme
from aft_themes.vocabulary import Layer, Role, Stance

ROLES = tuple(Role)
_NOT_STATED = "not stated"


@dataclass(frozen=True, kw_only=True)
class ExplorerStudy:
    """What the explorer shows of a study.

    Parameters
    ----------
    segments, clean_turns, codings, themes, theme_participants, quotes : pandas.DataFrame
        By the schemas of these names; ``codings`` are the final ones.
    participants : pandas.DataFrame
        As ``participants.as_columns`` gives it; of its attributes those
        that ``settings.themes.attributes`` chooses are shown.
    codebook : Codebook
        The tree of codes.
    settings : Settings
        The settings of the run.
    topics, broad_topics, topic_names, topic_assignments : pandas.DataFrame, optional
        By the schemas of these names, where topics were looked for.
    authors_themes : tuple of AuthorsTheme
        The themes that the authors define over the codes; they come first where there are any.
    suggestions, disagreements : pandas.DataFrame, optional
        The machine's suggestions and what coders differ in; shown as unchecked, and to decide on.
    by_model : pandas.DataFrame, optional
        By ``LANGUAGE_MODEL_CODINGS``: what most runs gave is shown as unchecked suggestions.
    """

    segments: pd.DataFrame
    clean_turns: pd.DataFrame
    codings: pd.DataFrame
    themes: pd.DataFrame
    theme_participants: pd.DataFrame
    quotes: pd.DataFrame
    participants: pd.DataFrame
    codebook: Codebook
    settings: Settings
    topics: pd.DataFrame | None = None
    broad_topics: pd.DataFrame | None = None
    topic_names: pd.DataFrame | None = None
    topic_assignments: pd.DataFrame | None = None
    authors_themes: tuple[AuthorsTheme, ...] = ()
    suggestions: pd.DataFrame | None = None
    disagreements: pd.DataFrame | None = None
    by_model: pd.DataFrame | None = None


def explorer_study(
    results: Results,
    *,
    topic_assignments: pd.DataFrame,
    suggestions: pd.DataFrame,
    disagreements: pd.DataFrame,
    by_model: pd.DataFrame,
) -> ExplorerStudy:
    """Choose from a run's results what the explorer shows, beside what no table of them has."""
    return ExplorerStudy(
        segments=results.segments,
        clean_turns=results.clean_turns,
        codings=results.codings,
        themes=results.themes,
        theme_participants=results.participants,
        quotes=results.quotes,
        participants=results.people,
        codebook=results.codebook,
        settings=results.settings,
        topics=results.topics,
        broad_topics=results.broad_topics,
        topic_names=results.topic_names,
        topic_assignments=topic_assignments,
        authors_themes=results.authors_themes,
        suggestions=suggestions,
        disagreements=disagreements,
        by_model=by_model,
    )


def make_content(study: ExplorerStudy, lost: Lost = NOTHING_LOST) -> dict[str, Any]:
    """Turn the stage files into what the page's script reads."""
    turns, segments, codebook = study.clean_turns, study.segments, study.codebook
    text = _Text(turns.sort_values(["interview", "turn"]))
    parts = segments.sort_values(["interview", "turn", "part"]).reset_index(drop=True)
    text.check(parts)
    people = sorted(set(turns["participant"]) - {""})
    interviews = sorted(set(turns["interview"]))
    place = {segment: number for number, segment in enumerate(parts["segment_id"])}
    return {
        "study": study.settings.study,
        "valences": VALENCES,
        "roles": ROLES,
        "text": text.joined,
        "turns": text.columns(people, interviews),
        "interviews": {"id": interviews},
        "participants": {
            **_participants(people, study.participants, study.theme_participants, study.settings),
            "interview": _first_interviews(turns, people, interviews),
        },
        "codes": _codes(codebook, study.themes, study.settings, lost),
        "segments": {
            "turn": [text.row[key] for key in _keys(parts)],
            "part": parts["part"].tolist(),
            "start": text.positions(parts, "clean_start"),
            "end": text.positions(parts, "clean_end"),
            **segment_topics(
                parts["segment_id"], study.topics, study.broad_topics, study.topic_assignments
            ),
        },
        "codings": _codings(study.codings, place, parts, text, codebook),
        "quotes": _quotes(study.quotes, place, text, codebook),
        "suggestions": suggestion_columns(study.suggestions, place, codebook, study.by_model),
        "kinds": KINDS,
        # a reflexive study has no suggestions to review
        "review": REVIEW if study.settings.practice.machine else {},
        "disagreements": disagreement_columns(study.disagreements, place, codebook),
        **topic_lists(study.topics, study.broad_topics, study.topic_names),
        "themes": _themes(study.authors_themes, codebook),
    }


class _Text:
    """All turns as one string; turns offsets within a turn into places in that string."""

    def __init__(self, turns: pd.DataFrame) -> None:
        self._turns = turns
        self._texts = turns["text"].tolist()
        self.joined = "".join(f"{text}\n" for text in self._texts)
        lengths = [_units(text) + 1 for text in self._texts]
        self._starts = [0, *np.cumsum(lengths, dtype=np.int64).tolist()]
        self._wide = [length - 1 != len(text) for length, text in zip(lengths, self._texts)]  # noqa: B905  # same length by construction
        self.row = {key: number for number, key in enumerate(_keys(turns))}

    def columns(self, people: list[str], interviews: list[str]) -> dict[str, Any]:
        number = {person: place for place, person in enumerate(people)}
        order = {interview: place for place, interview in enumerate(interviews)}
        seconds = self._turns["start_s"]
        return {
            "interview": [order[interview] for interview in self._turns["interview"]],
            "participant": [number.get(person, -1) for person in self._turns["participant"]],
            "number": self._turns["turn"].tolist(),
            "role": [ROLES.index(role) for role in self._turns["role"]],
            "start": self._starts,
            "seconds": [None if pd.isna(value) else int(value) for value in seconds],
        }

    def place(self, key: tuple[str, int], offset: int) -> int:
        row = self.row[key]
        within = _units(self._texts[row][:offset]) if self._wide[row] else offset
        return int(self._starts[row] + within)

    def positions(self, frame: pd.DataFrame, column: str) -> list[int]:
        pairs = zip(_keys(frame), frame[column], strict=True)
        return [self.place(key, int(offset)) for key, offset in pairs]

    def check(self, segments: pd.DataFrame) -> None:
        for segment in rows(segments):
            row = self.row.get((segment.interview, segment.turn))
            if row is None or (
                self._texts[row][segment.clean_start : segment.clean_end] != segment.text
            ):
                raise SchemaError(
                    f"segment {segment.segment_id} does not stand in its cleaned turn."
                )


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _keys(frame: pd.DataFrame) -> Iterable[tuple[str, int]]:
    return zip(frame["interview"], frame["turn"], strict=True)


def _participants(
    people: list[str], participants: pd.DataFrame, counted: pd.DataFrame, settings: Settings
) -> dict[str, Any]:
    listed = participants.set_index("participant").reindex(people)
    coded = set(counted["participant"])
    attributes = []
    for name in split_attributes(participants, settings.themes.attributes):
        told = [str(value) for value in listed[name].fillna("").replace("", _NOT_STATED)]
        # what was not stated comes last
        values = sorted(set(told), key=lambda one: (one == _NOT_STATED, place_of_value(one)))
        attributes.append(
            {"name": name, "values": values, "of": [values.index(value) for value in told]}
        )
    return {
        "id": people,
        "coded": [int(person in coded) for person in people],
        "attributes": attributes,
    }


def _first_interviews(turns: pd.DataFrame, people: list[str], interviews: list[str]) -> list[int]:
    """Give the number of the interview in which each participant speaks first."""
    first = turns.groupby("participant")["interview"].min()
    order = {interview: place for place, interview in enumerate(interviews)}
    return [order[first[person]] for person in people]


def _codes(
    codebook: Codebook, themes: pd.DataFrame, settings: Settings, lost: Lost
) -> list[dict[str, Any]]:
    not_placed = {one.code: one.quotes for one in lost.codes}
    shown = settings.themes.shown_confidence is not None
    labelled = settings.themes.labels == "hill"
    number = {code: place for place, code in enumerate(codebook.ids)}
    told = {row.code: row for row in rows(themes)}
    return [
        {
            "id": code.id,
            "name": code.name,
            "parent": number.get(code.parent, -1),
            "definition": code.definition,
            "include": code.include,
            "exclude": code.exclude,
            "valence": code.valence,
            "see": [number[other] for other in code.see_also],
            "label": told[code.id].label if labelled else "",
            "low": round(told[code.id].low, 4) if shown else None,
            "high": round(told[code.id].high, 4) if shown else None,
            "not_placed": not_placed.get(code.id, 0),
        }
        for code in codebook.codes
    ]


def _codings(
    codings: pd.DataFrame,
    place: dict[str, int],
    segments: pd.DataFrame,
    text: _Text,
    codebook: Codebook,
) -> dict[str, list[int]]:
    number = {code: order for order, code in enumerate(codebook.ids)}
    bounds = list(zip(segments["clean_start"], segments["clean_end"], strict=True))
    table = []
    for row in rows(codings):
        if row.segment_id not in place:
            raise SchemaError(f"codings name the unknown segment {row.segment_id}.")
        segment = place[row.segment_id]
        start, end = bounds[segment]
        if row.layer != Layer.SUGGESTED and not pd.isna(row.evidence_start):
            start, end = int(row.evidence_start), int(row.evidence_end)
        key = (row.interview, row.turn)
        table.append(
            (
                segment,
                number[row.code],
                VALENCES.index(row.valence),
                text.place(key, start),
                text.place(key, end),
                int(row.layer == Layer.SUGGESTED),
            )
        )
    columns = zip(*sorted(set(table)), strict=True) if table else [()] * 6
    names = ("segment", "code", "valence", "start", "end", "suggested")
    return {name: list(column) for name, column in zip(names, columns, strict=True)}


def _quotes(
    quotes: pd.DataFrame, place: dict[str, int], text: _Text, codebook: Codebook
) -> list[dict[str, Any]]:
    number = {code: order for order, code in enumerate(codebook.ids)}
    stances = list(Stance)
    table = [
        {
            "code": number[row.code],
            "stance": row.stance,
            "segment": place[row.segment_id],
            "valence": VALENCES.index(row.valence),
            "start": text.place((row.interview, row.turn), int(row.start)),
            "end": text.place((row.interview, row.turn), int(row.end)),
            "question": row.question,
            "chosen_by": row.chosen_by,
            "rank": row.rank,
        }
        for row in rows(quotes)
    ]
    order = sorted(table, key=lambda one: (one["code"], stances.index(one["stance"]), one["rank"]))
    return [{name: one[name] for name in one if name != "rank"} for one in order]


def _themes(themes: tuple[AuthorsTheme, ...], codebook: Codebook) -> list[dict[str, Any]]:
    number = {code: place for place, code in enumerate(codebook.ids)}
    return [
        {
            "name": theme.name,
            "idea": theme.idea,
            "sentence": theme.sentence,
            "codes": [number[code] for code in theme.codes],
        }
        for theme in themes
    ]
