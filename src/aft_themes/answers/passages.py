"""Answers in participants' words: passages of codes, and words in their contexts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from typing import Any

import pandas as pd

from aft_themes.answers.answer import Answer, Stages, known_code, people_where
from aft_themes.io.parquet import rows
from aft_themes.themes.quotation import printed_words
from aft_themes.themes.themes import roll_up
from aft_themes.wording import count

_AROUND = 60  # signs on each side of a word: two lines of a narrow page


def find_passages(
    study: Stages, code: str, where: Mapping[str, str] | None = None, both: str = ""
) -> Answer:
    """Find the passages of a code, of some participants, perhaps with a second code."""
    mine = _passages_of(study, code)
    if both:
        others = _passages_of(study, both)["segment_ids"]
        shared = {segment for ids in others for segment in ids}
        also = [not shared.isdisjoint(ids) for ids in mine["segment_ids"]]
        mine = mine[pd.Series(also, index=mine.index, dtype=bool)]
    mine = mine[mine["participant"].isin(people_where(study, where or {}))]
    mine = mine.sort_values(["participant", "interview", "turn", "start"])
    frame = pd.DataFrame(
        {
            "participant": mine["participant"],
            "turn": mine["turn"],
            "code": [study.codebook[one].name for one in mine["code"]],
            "valence": mine["valence"],
            "words": mine["text"].map(printed_words),
        }
    ).reset_index(drop=True)
    name = study.codebook[code].name
    people = count(frame["participant"].nunique(), "participant")
    found = f"{count(len(frame), 'passage')} of {people}"
    quotes = "".join(quote_html(row) for row in rows(mine))
    return Answer(frame, f"<h4>{escape(name)}: {found}</h4>{quotes}")


def _passages_of(study: Stages, code: str) -> pd.DataFrame:
    known = known_code(study.codebook, code)
    passages = study.table("passages")
    wanted = [study.codebook.is_in(one, known) for one in passages["code"]]
    return passages[pd.Series(wanted, index=passages.index, dtype=bool)]


def quote_html(row: Any) -> str:  # noqa: ANN401  # a row of quotes or passages
    """Show a quote: the interviewer's question where it answers one, the words, the source."""
    question = printed_words(row.question)
    asked = f'<em style="color:#666">{escape(question)}</em><br>' if question else ""
    source = f"{row.participant}, turn {row.turn}, {row.valence}"
    return (
        f"<blockquote>{asked}\u201c{escape(printed_words(row.text))}\u201d "
        f"<small>{escape(source)}</small></blockquote>"
    )


def find_word(study: Stages, word: str, code: str = "", most: int = 20) -> Answer:
    """Find a word in what participants say: who, in which turn, between which words."""
    segments = study.segments
    if code:
        told = roll_up(study.codings(), study.codebook)
        mine = told.loc[told["code"] == known_code(study.codebook, code), "segment_id"]
        segments = segments[segments["segment_id"].isin(mine)]
    ending = re.escape(word).replace(re.escape("*"), r"\w*")
    pattern = re.compile(rf"\b{ending}\b", re.IGNORECASE)
    found = [
        {
            "participant": row.participant,
            "turn": row.turn,
            "before": words[max(0, hit.start() - _AROUND) : hit.start()],
            "word": hit.group(),
            "after": words[hit.end() : hit.end() + _AROUND],
        }
        for row in rows(segments)
        for words in [printed_words(row.text)]
        for hit in pattern.finditer(words)
    ]
    columns = ["participant", "turn", "before", "word", "after"]
    frame = pd.DataFrame(found, columns=columns)
    lines = "".join(
        f"<tr><th>{escape(str(row.participant))}, {row.turn}</th>"
        f"<td style='text-align:right'>{escape(row.before)}</td>"
        f"<td><b>{escape(row.word)}</b></td>"
        f"<td style='text-align:left'>{escape(row.after)}</td></tr>"
        for row in rows(frame.head(most))
    )
    people = count(frame["participant"].nunique(), "participant")
    head = f"<p>{count(len(frame), 'place')}, {people}; the first {min(most, len(frame))}:</p>"
    return Answer(frame, f"{head}<table>{lines}</table>")
