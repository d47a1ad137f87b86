"""The table of agreement between coders."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from aft_themes.agreement.measure import why_without_intervals
from aft_themes.io.parquet import rows
from aft_themes.notices import MODEL_CODERS
from aft_themes.numbers import interval_text
from aft_themes.tables.model import Column, Row, Table
from aft_themes.tables.results import Results
from aft_themes.vocabulary import Level, Measure, Variant
from aft_themes.wording import count, with_capital

_WITH_INTERVAL = (Measure.KAPPA, Measure.ALPHA, Measure.AC1)
_SETS = (Measure.MASI, Measure.JACCARD)
_OVERALL = (Level.ALL_CODES, Level.ALL_DOMAINS)
_TWO_CODERS = "No interview was assigned to two coders: agreement cannot be measured."
_APART = (
    "Nothing says that two coders read the same interviews, and their codings do not show it: "
    "agreement is not measured."
)


def agreement_table(results: Results) -> Table:
    """List agreement overall, by domain and by code, with intervals."""
    return Table(
        title="Agreement Between Coders",
        columns=(
            Column("Level"),
            Column("Code", 2.6),
            Column("Given", 0.7, numeric=True),
            Column("Shared", 0.7, numeric=True),
            Column("Agreement", 1, bounded=True, numeric=True),
            Column("Positive agreement", 1, bounded=True, numeric=True),
            Column("Cohen\u2019s \u03ba", 1.6, numeric=True),
            Column("Krippendorff\u2019s \u03b1", 1.6, numeric=True),
            Column("Gwet\u2019s AC1", 1.6, numeric=True),
        ),
        rows=(*_overall_rows(results), *_code_rows(results)),
        notes=_notes(results),
        group=True,
        landscape=True,
        points=8.5,
        data=results.agreement.drop(columns="note"),
    )


def agreement_overview(results: Results, whole: Table) -> Table:
    """List agreement overall and by domain; the whole table stands in its own files."""
    rows_above = tuple(_overall_rows(results))
    if len(rows_above) == len(whole.rows):
        return whole
    more = "Agreement on each code stands in tables/agreement."
    return replace(whole, rows=rows_above, notes=(*whole.notes, more), landscape=False, points=8)


def _overall_rows(results: Results) -> Iterator[Row]:
    found = _wide(results.agreement)
    for variant in (Variant.ALL_SEGMENTS, Variant.CODED_ONLY):
        for level in _OVERALL if results.domains else _OVERALL[:1]:
            heading = f"Overall, {variant}"
            yield from _row(found, heading, (level, "", variant), level.capitalize(), 0)
            yield from _set_rows(found, heading, (level, "", variant), level)
    if results.valued:
        key = (Level.VALENCE, "", Variant.BOTH_CODED)
        yield from _row(found, "Valence", key, "Where codes are shared", 0)
    for domain in results.domains:
        key = (Level.DOMAIN, domain.id, Variant.ALL_SEGMENTS)
        yield from _row(found, "Domains, all segments", key, domain.name, 0)


def _code_rows(results: Results) -> Iterator[Row]:
    found = _wide(results.agreement)
    loose = {code.id for code in results.codes if code.level == 1}  # measured as domains
    for code in results.codebook.codes:
        heading = "Codes, all segments"
        if results.domains:
            heading = f"Codes of {results.heading(code.domain)}, all segments"
        key = (Level.CODE if code.id not in loose else Level.DOMAIN, code.id, Variant.ALL_SEGMENTS)
        yield from _row(found, heading, key, code.name, max(0, code.level - 2))


_Wide = dict[tuple[str, str, str], dict[str, object]]


def _wide(agreement: pd.DataFrame) -> _Wide:
    wide: _Wide = {}
    for row in rows(agreement):
        measures = wide.setdefault((row.level, row.code, row.variant), {})
        measures[row.measure] = row
    return wide


def _row(
    found: _Wide, heading: str, key: tuple[str, str, str], name: str, indent: int
) -> Iterator[Row]:
    measures = found.get(key)
    if not measures:
        return
    first = next(iter(measures.values()))
    yield Row(
        (
            heading,
            name,
            getattr(first, "given", None),
            getattr(first, "shared", None),
            _estimate(measures.get(Measure.PERCENT)),
            _estimate(measures.get(Measure.POSITIVE)),
            *(_with_interval(measures.get(measure)) for measure in _WITH_INTERVAL),
        ),
        indent,
    )


def _set_rows(found: _Wide, heading: str, key: tuple[str, str, str], level: str) -> Iterator[Row]:
    for measure in _SETS:
        row = found.get(key, {}).get(measure)
        if row is not None:
            distance = measure.partition("(")[2].rstrip(")")
            name = f"{level.capitalize()} as sets, {distance} distance"
            alpha = _with_interval(row)
            yield Row((heading, name, None, None, None, None, None, alpha, None), 1)


def _estimate(row: object) -> float | None:
    value = getattr(row, "estimate", None)
    return None if value is None or pd.isna(value) else float(value)


def _with_interval(row: object) -> str | None:
    estimate = _estimate(row)
    if estimate is None:
        return None
    low, high = float(getattr(row, "low", "nan")), float(getattr(row, "high", "nan"))
    return interval_text(estimate, low, high)


def _notes(results: Results) -> tuple[str, ...]:
    agreement = results.agreement
    if agreement.empty:
        return (_APART if results.assignments["apart"].any() else _TWO_CODERS,)
    or_domains = " or all domains" if results.domains else ""
    above = "A coding counts for the codes above it, except in the rows on all codes. "
    above = above if results.domains else ""
    first = agreement.iloc[0]
    whole = agreement.loc[agreement["variant"] == Variant.ALL_SEGMENTS, "segments"].iloc[0]
    said = [
        f"Coders {first['coders']} coded {count(first['interviews'], 'interview')} "
        f"({count(whole, 'segment')}); if they did not work independently, these numbers do not "
        "measure agreement.",
        "Given: segments to which at least one coder gave the code; shared: at least two did; on "
        f"all codes{or_domains}, every pair of segment and code counts. {_brackets(results)}",
        f"{above}Gwet's AC1 is "
        "high for any rare code; read it beside \u03ba and positive agreement. A dash stands where "
        "a measure is not defined, e.g. because no coder gave the code.",
    ]
    if results.settings.report.model_coders:
        said.append(MODEL_CODERS)
    return tuple(said)


def _brackets(results: Results) -> str:
    missing = why_without_intervals(results.agreement)
    if missing:
        return f"{with_capital(missing)}."
    rules = results.settings.agreement
    return (
        f"Brackets: {100 * rules.confidence:g}% intervals from {rules.resamples:,} bootstrap "
        "resamples of participants."
    )
