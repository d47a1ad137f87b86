"""Find the columns of a table without a header by what is in them."""

from __future__ import annotations

from collections.abc import Sequence

from aft_themes.transcripts.formats.cells import GUESS_ROWS, SHORT_WORDS, Table, time_of, value_at

_SHORT_TALK = 4  # turns; in so few somebody may speak once
_WIDE = 5  # two times, a number, speaker and words; a catalogue has more columns
_FEW_SPEAKERS = 12  # in a column of names; a focus group has at most a dozen people


def guess_columns(rows: Table, named: dict[str, int]) -> dict[str, int]:
    """Find columns by content: times, few short speakers that recur, and the most words.

    Columns that a header names are known; one that names the speakers makes any table a
    transcript's.
    """
    sample = rows[:GUESS_ROWS]
    columns = [
        [str(value_at(row, at)).strip() for row in sample]
        for at in range(max(map(len, sample), default=0))
    ]
    if "speaker" not in named and sum(map(any, columns)) > _WIDE:
        return {}
    words = [sum(len(cell.split()) for cell in column) for column in columns]
    times = [at for at, column in enumerate(columns) if _are_times(column)]
    rest = [at for at in range(len(columns)) if at not in (*times, *named.values())]
    text = named.get("text", max(rest, key=lambda at: words[at], default=-1))
    speakers = [at for at in rest if at != text and _are_speakers(columns[at])]
    if text < 0 or not (speakers or "speaker" in named):
        return {}
    start = {"start": times[0]} if times else {}
    return {
        "speaker": named.get("speaker", next(iter(speakers), -1)),
        "text": text,
        **start,
    } | named


def _are_times(column: Sequence[str]) -> bool:
    filled = [cell for cell in column if cell]
    return bool(filled) and all(":" in cell and time_of(cell)[0] is not None for cell in filled)


def _are_speakers(column: Sequence[str]) -> bool:
    filled = [cell for cell in column if cell]
    # whoever speaks does so again: in a list most names stand once
    most = 2 * len(filled) // 3 if len(filled) > _SHORT_TALK else len(filled) - 1
    return (
        len(filled) > 1
        and len(set(filled)) <= min(_FEW_SPEAKERS, most)
        and all(len(cell.split()) <= SHORT_WORDS for cell in filled)
        # numbers are counts, and true or false are answers, unless a header says "speaker"
        and 2 * sum(_names_somebody(cell) for cell in set(filled)) > len(set(filled))
    )


def _names_somebody(cell: str) -> bool:
    letters = any(char.isalpha() for char in cell)
    asks = cell.endswith("?") and len(cell.split()) > 2  # a question, and nobody's name
    return (
        letters
        and not asks
        and cell.casefold() not in ("true", "false", "yes", "no", "n/a", "na", "none")
    )
