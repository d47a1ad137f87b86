"""quotes.csv: the quotes that the authors want printed, and those that must never be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple, Self

import numpy as np
import pandas as pd

from aft_themes.catalog import QUOTES_FILE, UNPLACED_QUOTES
from aft_themes.codebook.codes import Codebook
from aft_themes.coding.letters import join_turns, letters_of
from aft_themes.corpus.sentences import Span
from aft_themes.errors import InputError
from aft_themes.io.parquet import empty_frame, rows
from aft_themes.io.spreadsheets import ROW, read_table
from aft_themes.vocabulary import join_valences

COLUMNS: Final = ("interview", "words", "code", "use")
OPTIONAL: Final = ("turn", "note")
USE, NEVER = "use", "never"
# punctuation that belongs to the quote
_OPENING: Final = re.compile(r"[\"'\[(]*\Z")
_CLOSING: Final = re.compile(r"[.,;:?!\"')\]]*")


class Words(NamedTuple):
    """Where words stand: a span of a cleaned turn."""

    interview: str
    turn: int
    start: int
    end: int

    @classmethod
    def of(cls, row: Any) -> Self:  # noqa: ANN401  # a row of passages or quotes
        """Give the place of a row that has these columns."""
        return cls(row.interview, row.turn, row.start, row.end)

    def overlaps(self, other: Words) -> bool:
        """Whether two spans share any word."""
        same = (self.interview, self.turn) == (other.interview, other.turn)
        return same and self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class AuthorsChoices:
    """What the authors chose.

    Parameters
    ----------
    quotes : pandas.DataFrame
        To be printed: the columns of ``PASSAGES`` that quotes have, and ``distance``, missing.
    barred : tuple of (str, Words)
        Never to be printed: the code, or "" for any code, and the place.
    unplaced : pandas.DataFrame
        By ``UNPLACED_QUOTES``: rows that could not be used, and why.
    """

    quotes: pd.DataFrame
    barred: tuple[tuple[str, Words], ...]
    unplaced: pd.DataFrame

    def of(self, code: str) -> pd.DataFrame:
        """Give the quotes chosen for a code, in the order of the file."""
        return self.quotes[self.quotes["code"] == code]

    def without_barred(self, code: str, passages: pd.DataFrame) -> pd.DataFrame:
        """Leave out the passages that hold barred words."""
        barred = [place for one, place in self.barred if one in ("", code)]
        kept = [not any(Words.of(row).overlaps(one) for one in barred) for row in rows(passages)]
        return passages[np.array(kept, dtype=bool)]


_COLUMNS = (
    "code interview participant turn start end segment_ids valence distance text question "
    "cut_before cut_after"
).split()
NO_CHOICES = AuthorsChoices(pd.DataFrame(columns=_COLUMNS), (), empty_frame(UNPLACED_QUOTES))


def load_authors_quotes(path: Path, codebook: Codebook) -> pd.DataFrame:
    """Read quotes.csv."""
    frame = read_table(path, COLUMNS, OPTIONAL)
    frame["code"] = frame["code"].map(codebook.meant)
    frame["use"] = frame["use"].str.strip().str.lower()
    known = frame["code"].isin(codebook.ids) | ((frame["code"] == "") & (frame["use"] == NEVER))
    _refuse(path, frame[~known], "name no code of the codebook, or several", "write the code's id.")
    _refuse(
        path, frame[~frame["use"].isin([USE, NEVER])], "have another use", "write use or never."
    )
    return frame


def _refuse(path: Path, wrong: pd.DataFrame, what: str, fix: str) -> None:
    if len(wrong):
        listed = ", ".join(str(number) for number in wrong[ROW][:10])
        raise InputError(path, f"{len(wrong)} rows {what}: rows {listed}.", fix)


def place_authors_quotes(
    wanted: pd.DataFrame, clean_turns: pd.DataFrame, passages: pd.DataFrame, codebook: Codebook
) -> AuthorsChoices:
    """Find the authors' words in the transcripts.

    A quote to be printed must hold words that the code, or a code below it, was given to.
    """
    quotes, barred, unplaced = [], [], []
    for row in rows(wanted):
        found = _settle(row, clean_turns, passages, codebook)
        match found:
            case _Problem():
                unplaced.append(_unplaced(row, found))
            case Words():
                barred.append((row.code, found))
            case _:
                quotes.append(found)
    return AuthorsChoices(
        pd.DataFrame(quotes, columns=_COLUMNS),
        tuple(barred),
        _frame(unplaced),
    )


class _Problem(NamedTuple):
    reason: str
    fix: str


def _settle(
    row: Any,  # noqa: ANN401  # a row of quotes.csv
    clean_turns: pd.DataFrame,
    passages: pd.DataFrame,
    codebook: Codebook,
) -> _Problem | Words | dict[str, Any]:
    """Give the words that are barred, the quote that is chosen, or why a row cannot be used."""
    place = _find(row, clean_turns)
    if isinstance(place, str):
        return _Problem(place, "copy the words from the report or the explorer.")
    if row.use == NEVER:
        return place
    coded = _coded(row.code, place, passages, codebook)
    if coded.empty:
        return _Problem(
            "no coder gave this code to these words", "choose other words, or code these."
        )
    return _chosen(row, place, coded, clean_turns)


def _frame(unplaced: list[dict[str, Any]]) -> pd.DataFrame:
    if not unplaced:
        return empty_frame(UNPLACED_QUOTES)
    return pd.DataFrame(unplaced, columns=UNPLACED_QUOTES.schema.names)


def _find(row: Any, clean_turns: pd.DataFrame) -> Words | str:  # noqa: ANN401
    """Find words in an interview; else say why they are not there."""
    mine = clean_turns[clean_turns["interview"] == row.interview]
    if mine.empty:
        return "no transcript of this interview was read"
    if row.turn and not row.turn.isdecimal():
        return "the turn is not a number"
    if row.turn:
        mine = mine[mine["turn"] == int(row.turn)]
    key, _ = letters_of(row.words)
    if not key:
        return "there are no words"
    found = [
        Words(turn.interview, turn.turn, *span)
        for turn in rows(mine)
        for span in _spans(key, turn.text)
    ]
    if len(found) == 1:
        return found[0]
    return (
        f"the words occur {len(found)} times: name their turn"
        if found
        else "the words are not in the transcript"
    )


def _spans(key: str, text: str) -> list[Span]:
    """Find words by their letters, and take the punctuation at their ends with them."""
    letters = join_turns({1: text})
    found = [
        letters.pieces(at, at + len(key))[0]
        for at in letters.find_all(key)
        if letters.is_edge(at) and letters.is_edge(at + len(key))
    ]
    return [
        (start - _length(_OPENING.search(text[:start])), end + _length(_CLOSING.match(text, end)))
        for _, start, end in found
    ]


def _length(match: re.Match[str] | None) -> int:
    return len(match[0]) if match else 0


def _coded(code: str, place: Words, passages: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    here = (passages["interview"] == place.interview) & (passages["turn"] == place.turn)
    mine = passages[here]
    given = [
        code in (one.code, *codebook.ancestors(one.code))
        and place.overlaps(Words(one.interview, one.turn, one.evidence_start, one.evidence_end))
        for one in rows(mine)
    ]
    return mine[np.array(given, dtype=bool)]


def _chosen(row: Any, place: Words, coded: pd.DataFrame, turns: pd.DataFrame) -> dict[str, Any]:  # noqa: ANN401
    here = (turns["interview"] == place.interview) & (turns["turn"] == place.turn)
    text = str(turns.loc[here, "text"].iloc[0])
    segment_ids = list(dict.fromkeys(one for ids in coded["segment_ids"] for one in ids))
    return {
        "code": row.code,
        **place._asdict(),
        "participant": coded["participant"].iloc[0],
        "segment_ids": segment_ids,
        "valence": join_valences(coded["valence"]),
        "distance": float("nan"),
        "text": text[place.start : place.end],
        "question": "",
        "cut_before": False,
        "cut_after": False,
    }


def _unplaced(row: Any, problem: _Problem) -> dict[str, Any]:  # noqa: ANN401
    return {
        "file": QUOTES_FILE.path,
        "row": getattr(row, ROW),
        "interview": row.interview,
        "turn": row.turn,
        "code": row.code,
        **problem._asdict(),
    }
