"""How many codings come back after the transcripts' words changed, and whether on other words.

Changes a share of the words of the sample study's transcripts at random (a letter changed, left
out or doubled; a word left out, doubled or replaced by another of the interview), places the
coders' quotes, which still have the old words, and compares with where they stood.

    python benchmarks/placing.py data/raw/aft-sample data/processed/aft-sample
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from aft_themes.catalog import TURNS
from aft_themes.codebook.reading import load_codebook
from aft_themes.coding.quotes import Ambiguous, Place, Problem, QuoteFinder
from aft_themes.coding.reading import load_codings
from aft_themes.corpus.cleaning import Edit, OffsetMap, apply_edits
from aft_themes.corpus.segments import PlacedTurn, place_turn
from aft_themes.io.parquet import read_frame, rows

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Counts:
    """Quotes that were found, of these on other words, and quotes that were not found."""

    found: int
    elsewhere: int
    lost: int
    changed: int


def change_words(text: str, share: float, words: Sequence[str], rng: random.Random) -> list[Edit]:
    """Choose edits of single words, as people make and mend typing errors."""
    edits: list[Edit] = []
    for match in _WORD.finditer(text):
        if rng.random() >= share:
            continue
        word = match.group()
        at = rng.randrange(len(word))
        changed = rng.choice(
            (
                word[:at] + rng.choice("abcdefghijklmnopqrstuvwxyz") + word[at + 1 :],
                word[:at] + word[at + 1 :],
                word[:at] + word[at] + word[at:],
                "",
                f"{word} {word}",
                rng.choice(words),
            )
        )
        edits.append((match.start(), match.end(), changed))
    return edits


def measure(
    coded: pd.DataFrame, turns: pd.DataFrame, share: float, seed: int, *, hints: bool
) -> Counts:
    """Change the turns and place all quotes again."""
    rng = random.Random(seed)  # no secret
    before = {(row.interview, row.turn): place_turn(row.text, ()) for row in rows(turns)}
    after: dict[tuple[str, int], PlacedTurn] = {}
    moves: dict[tuple[str, int], OffsetMap] = {}
    for interview, spoken in turns.groupby("interview", sort=True):
        words = _WORD.findall(" ".join(spoken["text"]))
        for row in rows(spoken):
            key = str(interview), row.turn
            text = before[key].cleaned.text
            changed = apply_edits(text, change_words(text, share, words, rng))
            moves[key] = changed.map
            after[key] = place_turn(changed.text, ())
    old, new = QuoteFinder(turns, before), QuoteFinder(turns, after)
    counts = {"found": 0, "elsewhere": 0, "lost": 0, "changed": 0}
    quotes = coded[["interview", "turn", "quote"]]
    known: dict[tuple[str, str, str], str] = {}
    for row in rows(quotes):
        key = row.interview, row.turn, row.quote
        if key not in known:
            known[key] = _outcome(
                old.find(*key),
                new.find(row.interview, row.turn if hints else "", row.quote),
                moves,
                row.interview,
            )
        for name in known[key].split():
            counts[name] += 1
    return Counts(**counts)


def _outcome(
    old: Place | Ambiguous | Problem,
    new: Place | Ambiguous | Problem,
    moves: dict[tuple[str, int], OffsetMap],
    interview: str,
) -> str:
    was = old.likeliest if isinstance(old, Ambiguous) else old
    now = new.likeliest if isinstance(new, Ambiguous) else new
    if not isinstance(was, Place) or not isinstance(now, Place):
        return "lost"
    old_places = _spots(was, moves, interview)
    new_places = _spots(now, None, interview)
    # other words: less than four fifths of what was coded is in the new place, or the reverse
    shared = len(old_places & new_places)
    elsewhere = shared < 0.8 * max(len(old_places), len(new_places))
    changed = now.how == "words changed"
    return "found" + " elsewhere" * elsewhere + " changed" * changed


def _spots(
    place: Place, moves: dict[tuple[str, int], OffsetMap] | None, interview: str
) -> set[tuple[int, int]]:
    found: set[tuple[int, int]] = set()
    for piece in place.pieces:
        start, end = piece.start, piece.end
        if moves is not None:
            start, end = moves[interview, piece.turn].to_clean(start, end)
        found |= {(piece.turn, at) for at in range(start, end)}
    return found


def main() -> None:
    """Print a table of what came back."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("raw", type=Path)
    parser.add_argument("processed", type=Path)
    parser.add_argument("--seeds", type=int, default=3)
    given = parser.parse_args()
    book = load_codebook(given.raw / "codebook.yaml")
    coded = load_codings(sorted((given.raw / "codings").glob("*.csv")), book).rows
    turns = read_frame(given.processed / "private/turns.parquet", TURNS)
    print(f"{len(coded)} codings")
    print("share  turn named  seed  found  elsewhere  lost  words changed  seconds")
    for share in (0.01, 0.03):
        for hints in (True, False):
            for seed in range(given.seeds):
                begun = time.perf_counter()
                got = measure(coded, turns, share, seed, hints=hints)
                spent = time.perf_counter() - begun
                print(
                    f"{share:<5}  {hints!s:<10}  {seed:<4}  {got.found:<5}  {got.elsewhere:<9}  "
                    f"{got.lost:<4}  {got.changed:<13}  {spent:.1f}"
                )


if __name__ == "__main__":
    main()
