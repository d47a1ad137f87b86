"""Tables about the participants and their files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from aft_themes.corpus.attribute_values import place_of_value
from aft_themes.corpus.interviews import attributes, described_attributes
from aft_themes.io.parquet import rows
from aft_themes.io.spreadsheets import number_in
from aft_themes.tables.model import Column, Row, Table
from aft_themes.transcripts.findings import Severity
from aft_themes.wording import attribute_label, count, with_capital

if TYPE_CHECKING:
    from aft_themes.tables.results import Results

NOT_STATED = "Not stated"
HIDDEN = "hidden"
_MOST_BANDS = 6  # more hide the shape in a small study
_BAND_WIDTHS = (2, 5, 10, 20, 50, 100, 200, 500, 1000)
_SHOWN_CHECKSUM = 12  # digits: enough to tell a thousand files apart by chance
_ONE, _ONE_EACH = "one interview", "one interview each"


def participants_table(results: Results) -> Table:
    """Describe the participants by attribute, in bands and without small cells if asked."""
    people = results.people
    least = results.settings.report.suppress_below
    found = []
    described = described_attributes(people)
    for name in described:
        counts = group_sizes(people[name])
        hidden = hidden_groups(counts, least)
        for value, n in counts.items():
            shown = (HIDDEN, None) if value in hidden else (n, 100 * n / len(people))
            found.append(Row((attribute_label(name), value, *shown)))
    notes = [
        f"N = {count(len(people), 'participant')}, {_interviews_each(people)}.",
        *_lengths(results),
    ]
    if least:
        notes.append(f"Counts below {least}, and those that would give them away, are hidden.")
    apart = [name for name in attributes(people) if name not in described]
    if apart:
        notes.append(
            f"Not shown, because nearly every participant has a value of their own: "
            f"{', '.join(map(attribute_label, apart))}."
        )
    if not found and not apart:
        notes.append("interviews.csv and speakers.csv hold no attributes of participants.")
    return Table(
        title="Characteristics of the Participants",
        columns=(
            Column("Characteristic", 2),
            Column("Category", 3),
            Column("n", 1, numeric=True),
            Column("%", 1, decimals=0, numeric=True, key="percent"),
        ),
        rows=tuple(found),
        notes=tuple(notes),
        group=True,
        points=11,
    )


def _interviews_each(people: pd.DataFrame) -> str:
    """Say how participants and interviews go together."""
    held = people["interviews"].explode()
    number, most = held.nunique(), int(people["interviews"].str.len().max() or 0)
    if len(held) == number == len(people):
        return _ONE_EACH if number > 1 else _ONE
    said = [f"in {count(number, 'interview')}"]
    if most > 1:
        repeated = int((people["interviews"].str.len() > 1).sum())
        said.append(f"{repeated} of them in more than one")
    if held.duplicated().any():
        together = int(held[held.duplicated()].nunique())
        said.append(f"{together} of the interviews with several participants")
    return ", ".join(said)


def group_sizes(values: pd.Series[str]) -> dict[str, int]:
    """Count the participants of each category; numbers are counted in bands."""
    banded = bands(list(values))
    sizes = pd.Series(banded, dtype=str).value_counts()
    named = sorted((value for value in sizes.index if value != NOT_STATED), key=place_of_value)
    last = [NOT_STATED] if NOT_STATED in sizes.index else []
    return {value: int(sizes[value]) for value in named + last}


def bands(values: Sequence[str]) -> list[str]:
    """Put numbers into bands, so that nobody is known by an exact age or year."""
    numbers = {value: number_in(value) for value in values if value}
    known = sorted({number for number in numbers.values() if number is not None})
    if None in numbers.values() or len(known) <= _MOST_BANDS:
        return [value or NOT_STATED for value in values]
    spread = known[-1] - known[0]
    width = next((w for w in _BAND_WIDTHS if spread / w < _MOST_BANDS - 1), spread / _MOST_BANDS)
    banded = []
    for value in values:
        number = numbers.get(value)
        low = int(number // width * width) if number is not None else 0
        banded.append(f"{low}\u2013{int(low + width - 1)}" if value else NOT_STATED)
    return banded


def hidden_groups(sizes: dict[str, int], least: int) -> set[str]:
    """Choose the categories whose counts are hidden."""
    order = sorted(sizes, key=lambda value: (sizes[value], value))
    hidden = [value for value in order if sizes[value] < least]
    while hidden and len(hidden) < len(order):
        if len(hidden) > 1 and sum(sizes[value] for value in hidden) >= least:
            break
        hidden.append(order[len(hidden)])
    return set(hidden)


def _lengths(results: Results) -> list[str]:
    read = results.intake[results.intake["status"] == "read"]
    if read.empty:
        return ["No transcript could be read."]
    words = read["participant_words"]
    one_each = _interviews_each(results.people) in (_ONE, _ONE_EACH)
    people = "The participant" if len(results.people) == 1 else "Participants"
    said = f"{people} spoke {_typical(words, 'word', by_interview=not one_each)}"
    timed = read["duration_s"].dropna() / 60
    if timed.empty:
        return [f"{said}."]
    known = (
        ""
        if len(timed) == len(read)
        else f", known for {len(timed)} of {count(len(read), 'interview')}"
    )
    lasted = "the interview" if len(read) == 1 else "interviews"
    return [f"{said}; {lasted} lasted {_typical(timed, 'minute', more=known)}."]


def _typical(numbers: pd.Series, unit: str, *, by_interview: bool = False, more: str = "") -> str:
    """Print the median with the range; the number alone if there is only one."""
    middle, low, high = count(round(numbers.median()), unit), numbers.min(), numbers.max()
    if low < high:
        inside = " in an interview" if by_interview else ""
        return f"a median of {middle}{inside} (range {low:,.0f} to {high:,.0f}{more})"
    each = " in each interview" if by_interview else " each"
    return f"{middle}{each * (len(numbers) > 1)}{more}"


def intake_table(results: Results) -> Table:
    """List each file: what was read from it, or why it was not and how to mend it."""
    found = [
        Row(
            (
                row.file,
                row.interview or None,
                row.status,
                row.format or None,
                row.encoding or None,
                *_counts(row),
                row.roles if row.status == "read" else None,
                _remarks(row),
                row.sha256[:_SHOWN_CHECKSUM] or None,
            )
        )
        for row in rows(results.intake)
    ]
    return Table(
        title="Transcripts Received",
        columns=(
            Column("File", 1.4),
            Column("Interview", 0.95),
            Column("Status", 0.8),
            Column("Format", 1.2),
            Column("Encoding", 1.0),
            Column("Turns", 0.65, numeric=True),
            Column("Participant turns", 1.05, numeric=True),
            Column("Participant words", 1.05, numeric=True),
            Column("Interviewer words", 1.1, numeric=True),
            Column("Other words", 0.7, numeric=True),
            Column("Minutes", 0.8, decimals=1, numeric=True),
            Column("Roles", 0.85),
            Column("Remarks", 3),
            Column("Checksum", 1.3),
        ),
        rows=tuple(found),
        notes=(
            "Words are separated by spaces and include transcription marks.",
            "Remarks that begin with DOUBT: speakers or words may be misread; compare the file.",
            "Roles: given by the interviewer's label in interviews.csv, or inferred from who asks "
            "and who speaks less.",
            "Checksum: the first 12 characters of the file's SHA-256; manifest.json has the whole.",
        ),
        landscape=True,
        points=7.5,
    )


def _counts(row: object) -> tuple[int | float | None, ...]:
    names = (
        "turns",
        "participant_turns",
        "participant_words",
        "interviewer_words",
        "other_words",
    )
    if getattr(row, "status", "") != "read":
        return (None,) * (len(names) + 1)
    seconds = float(getattr(row, "duration_s", float("nan")))
    return (*(int(getattr(row, name)) for name in names), seconds / 60)


def _remarks(row: object) -> str | None:
    said = [
        f"DOUBT: {warning}" if severity == Severity.DOUBT else str(warning)
        for warning, severity in zip(
            getattr(row, "warnings", ()), getattr(row, "warning_severities", ()), strict=True
        )
    ]
    problem, fix = getattr(row, "problem", ""), getattr(row, "fix", "")
    if problem:
        said.append(f"{problem} Fix: {fix}")
    return " ".join(map(with_capital, said)) or None
