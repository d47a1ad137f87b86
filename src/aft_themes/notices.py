"""What must be said of a study's data: written once, for figures, tables, report and explorer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from aft_themes.settings import ReportSettings, Settings
from aft_themes.wording import count

_MOST_LOST = 0.05  # one quote in twenty: more than single slips, so counts are clearly too low


class Notice(NamedTuple):
    """Something that every output must say."""

    mark: str  # a few words, for the rows of a CSV file
    heading: str
    text: str  # goes on after the heading and a colon
    short: str  # a line that fits below a figure

    @property
    def sentence(self) -> str:
        """The notice in full."""
        return f"{self.heading}: {self.text}"


class LostOfCode(NamedTuple):
    """Coded quotes of one code that could not be placed, and all of them."""

    code: str
    quotes: int
    of: int


class Lost(NamedTuple):
    """Coded quotes that could not be placed in the transcripts, and all coded quotes."""

    quotes: int
    of: int
    asked: int = 0  # of those lost: of the interviewer's words
    codes: tuple[LostOfCode, ...] = ()  # those that lost most come first


NOTHING_LOST = Lost(0, 0)


SYNTHETIC = Notice(
    "synthetic",
    "Synthetic data",
    "the interviews are invented, and no real person, client or institution is portrayed.",
    "Synthetic data: invented interviews, no real participants",
)
UNCHECKED = Notice(
    "machine suggestions",
    "Machine suggestions",
    "the codings behind this were made by a program and checked by nobody.",
    "Themes rest on machine suggestions that nobody checked",
)
PARTLY_UNCHECKED = Notice(
    "partly machine suggestions",
    "Partly machine suggestions",
    "in interviews without a coder, the codings behind this were made by a program and checked by "
    "nobody.",
    "Themes rest in part on machine suggestions that nobody checked",
)
ESTIMATED = Notice(
    "a random part was coded",
    "A random part was coded",
    "people coded a random part of the participants; shares of all are estimates, and stand in the "
    "table of themes.",
    "People coded a random part of the participants; the table of themes estimates shares of all",
)
MODEL_CODERS = "The coders were language models working from the codebook, not people."


def about_coders(settings: ReportSettings) -> str:
    """Say of a study with coders that its interviews or its coders were made by machines, if so."""
    said = (SYNTHETIC.sentence * settings.synthetic, MODEL_CODERS * settings.model_coders)
    return " ".join(filter(None, said))


def notices(
    settings: Settings, lost: Lost = NOTHING_LOST, *, shows_suggestions: bool = False
) -> tuple[Notice, ...]:
    """Say what an output of a run must say."""
    coding = settings.coding
    found = [SYNTHETIC] if settings.report.synthetic else []
    if coding.counts_suggestions:
        found.append(PARTLY_UNCHECKED if coding.counts_people else UNCHECKED)
    if coding.estimates_shares:
        found.append(ESTIMATED)
    if coding.train_on and (coding.counts_suggestions or shows_suggestions):
        found.append(_other_model(coding.train_on))
    if coding.counts_people and many_lost(lost):
        found.append(_lost_codings(lost))
    return tuple(found)


def say_rounding(settings: Settings) -> str:
    """Say that results depend on the processor, if vectors are computed in bfloat16."""
    if settings.embeddings.precision != "bf16":
        return ""
    return (
        "Sentence embeddings were computed in bfloat16, which each kind of processor rounds in its "
        "own way: on another computer suggestions and topics may differ a little."
    )


def _other_model(study: str) -> Notice:
    return Notice(
        "model of another study",
        "Model of another study",
        f"the machine learnt its suggestions also from the codings of the study {study}.",
        f"Machine suggestions were learnt also from the study {study}",
    )


def many_lost(lost: Lost) -> bool:
    """Whether so many quotes were lost that every output has a notice."""
    return lost.quotes > _MOST_LOST * lost.of


def _lost_codings(lost: Lost) -> Notice:
    share = f"{lost.quotes:,} of {count(lost.of, 'coded quote')} ({lost.quotes / lost.of:.0%})"
    return Notice(
        "codings lost",
        "Codings lost",
        f"{share} are not counted: {why_lost(lost)}.",
        f"Codings lost: {share} are not counted",
    )


def why_lost(lost: Lost) -> str:
    """Say why quotes were lost: ``"3 are of the interviewer's words and are kept apart"``."""
    rest = lost.quotes - lost.asked
    one = "it is" if not rest else "1 is"
    many = "they are" if not rest else f"{lost.asked:,} are"
    kept = "is" if lost.asked == 1 else "are"
    asked = f"{one if lost.asked == 1 else many} of the interviewer's words and {kept} kept apart"
    it = ("it" if lost.quotes == 1 else "they") if not lost.asked else f"{rest:,}"
    parts = [
        asked if lost.asked else "",
        f"{it} could not be placed in the transcripts" if rest else "",
    ]
    return ", ".join(filter(None, parts))


def say_lost(lost: Lost, names: Mapping[str, str] | None = None, *, most: int = 0) -> str:
    """Say below a table or figure of codes how many quotes of which code are not counted.

    Parameters
    ----------
    lost : Lost
        What could not be placed.
    names : mapping of str to str, optional
        Names of the codes, by id; an id without a name stands for itself.
    most : int
        How many codes to name; 0 means all.

    Returns
    -------
    str
        ``"Not counted: 3 of 90 coded quotes (Tape 2 of 14, Shame 1 of 3)."``; only the codes where
        a notice has the numbers of all; empty if none.
    """
    if not lost.quotes:
        return ""
    named = lost.codes[: most or None]
    parts = [
        f"{(names or {}).get(one.code, one.code)} {one.quotes:,} of {one.of:,}" for one in named
    ]
    rest = lost.quotes - sum(one.quotes for one in named)
    parts += [f"others {rest:,}"] * bool(rest and parts)
    detail = f" ({', '.join(parts)})" if parts else ""
    if many_lost(lost):  # the notice has the numbers of all codes together
        return f"Codings lost, by code: {', '.join(parts)}." if parts else ""
    return f"Not counted: {lost.quotes:,} of {lost.of:,} coded quotes{detail}."


def count_lost(human: pd.DataFrame, unplaced: pd.DataFrame) -> Lost:
    """Count the coders' quotes that could not be placed."""
    placed = {
        (source, code)
        for sources, code in human[["source", "code"]].drop_duplicates().to_numpy()
        for source in sources.split("; ")
    }
    asked = int((unplaced["kind"] == "interviewer_turn").sum())
    found = Counter(code for _, code in placed)
    lost = Counter(unplaced["code"])
    codes = (LostOfCode(code, number, number + found[code]) for code, number in lost.items())
    ordered = sorted(codes, key=lambda one: (-one.quotes, one.code))
    return Lost(len(unplaced), len(placed) + len(unplaced), asked, tuple(ordered))
