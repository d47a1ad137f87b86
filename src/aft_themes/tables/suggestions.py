"""The table of the suggestions' quality."""

from __future__ import annotations

from typing import Any

from aft_themes.io.parquet import rows
from aft_themes.numbers import interval_text, statistic
from aft_themes.stats import why_no_interval
from aft_themes.suggestions.large_studies import MOST_LEARNT
from aft_themes.suggestions.vocabulary import AS_CODED, WITH_ANCESTORS
from aft_themes.tables.model import Column, Row, Table
from aft_themes.tables.results import Results
from aft_themes.vocabulary import Level, Measure, Variant

_OVERALL = {
    "Codes as given": (AS_CODED, Level.ALL_CODES, ""),
    "Codes and those above them": (WITH_ANCESTORS, Level.ALL_CODES, ""),
    "Domains": (WITH_ANCESTORS, Level.ALL_DOMAINS, ""),
}
_FURTHER = {
    "recall at 5": "Share of the coders' codes among the first five suggestions of their segment",
    "precision of assigned": "Share of codes assigned by the program that the coder gave, with "
    "thresholds chosen without these interviews",
    "recall of assigned": "Share of the coders' codes that the program assigns",
}
_MEASURES = ("precision", "recall", "f1", "kappa")
_Quality = dict[tuple[str, str, str], dict[str, Any]]


def suggestions_table(results: Results) -> Table:
    """List how well machine suggestions agree with people, by domain and overall."""
    wide = _quality(results)
    overall = list(_OVERALL.items())[: None if results.domains else 1]
    wanted = [("Overall", name, key) for name, key in overall]
    wanted += [
        ("Domains", domain.name, (WITH_ANCESTORS, Level.DOMAIN, domain.id))
        for domain in results.domains
    ]
    wanted += [
        ("Codes, as given", code.name, (AS_CODED, Level.CODE, code.id)) for code in results.codes
    ]
    ceiling = coders_kappa(results)
    found = [
        _suggestion_row(heading, name, wide[key], ceiling.get(key[1:]))
        for heading, name, key in wanted
        if key in wide
    ]
    return Table(
        title="Machine Suggestions Compared With the Coders\u2019 Codings",
        columns=(
            Column("Level"),
            Column("Code", 2.4),
            Column("Coded segments", 0.8, numeric=True),
            Column("Precision", 1.35, numeric=True),
            Column("Recall", 1.35, numeric=True),
            Column("F1", 1.35, numeric=True),
            Column("\u03ba", 1.35, numeric=True),
            Column("Coders\u2019 \u03ba", 0.8, numeric=True),
            Column("Use", 2.0),
        ),
        rows=tuple(found),
        notes=_suggestion_notes(results, found),
        group=True,
        landscape=True,
        points=8.5,
        data=results.suggestion_quality,
    )


def _quality(results: Results) -> _Quality:
    quality = results.suggestion_quality
    wide: _Quality = {}
    for row in rows(quality[quality["group_by"] == ""]):
        wide.setdefault((row.basis, row.level, row.code), {})[row.measure] = row
    return wide


def coders_kappa(results: Results) -> dict[tuple[str, str], str]:
    """Give the kappa that coders reach with each other, by level and code."""
    agreement = results.agreement
    kappa = agreement[
        (agreement["measure"] == Measure.KAPPA) & (agreement["variant"] == Variant.ALL_SEGMENTS)
    ].dropna(subset=["estimate"])
    return {(row.level, row.code): statistic(row.estimate) for row in rows(kappa)}


def _suggestion_row(heading: str, name: str, measures: dict[str, Any], ceiling: str | None) -> Row:
    first = next(iter(measures.values()))
    said = [_with_interval(measures.get(measure)) for measure in _MEASURES]
    use = first.status if heading.startswith("Codes") else None
    if heading == "Overall" and first.basis != AS_CODED and first.level == Level.ALL_CODES:
        ceiling = None  # coders were compared on codes as given
    return Row((heading, name, first.positives, *said, ceiling, use or None))


def _with_interval(row: Any) -> str | None:  # noqa: ANN401  # a row of the quality table
    return None if row is None else interval_text(row.estimate, row.low, row.high)


def _suggestion_notes(results: Results, found: list[Row]) -> tuple[str, ...]:
    if not found:
        return ("No suggestions were compared with coders' codings in this run.",)
    overall = _quality(results).get(_OVERALL["Codes as given"], {})
    coding = results.settings.coding
    return (
        _whose_interviews(results),
        *_learnt_part(results),
        "Each interview's suggestions come from models trained without its codes. For domains a "
        f"coding counts for the domain above it. {_brackets(results)} Use: a code is assigned only "
        "from the probability at which, on interviews left out, its precision is at least "
        f"{statistic(coding.precision_bar)} with {coding.precision_confidence:.0%} confidence; "
        "other rows say what is missing.",
        *(
            f"{said}: {_with_interval(overall[measure]) or 'not defined, as it assigns none'}."
            for measure, said in _FURTHER.items()
            if measure in overall
        ),
        "Coders\u2019 \u03ba: how well coders agree with each other, which is the most to expect "
        "of a program. For a single code it counts the codes below it.",
    )


def _brackets(results: Results) -> str:
    rules = results.settings.agreement
    if results.suggestion_quality["low"].isna().all():
        return f"No interval: {why_no_interval(rules.resamples, rules.confidence)}."
    return f"Brackets: {100 * rules.confidence:g}% intervals from a bootstrap of participants."


def _learnt_part(results: Results) -> tuple[str, ...]:
    """Say where a study is so large that the model does not learn from all of it."""
    segments = len(results.segments)
    if segments <= MOST_LEARNT:
        return ()
    return (
        f"The study has {segments:,} segments. The program learnt from at most {MOST_LEARNT:,} of "
        "them, from whole interviews and from coded ones first; the figures are about these.",
    )


def _whose_interviews(results: Results) -> str:
    """Say which study's interviews the figures are about."""
    study = results.suggestion_quality["study"].iloc[0]
    if study == results.settings.study:
        return f"The figures are about the interviews of this study ({study})."
    return (
        f"The figures are about the interviews of the study {study}, whose codings the model "
        "learnt from, not about this study: too few of its own interviews are coded. Codes are "
        "assigned in this study only where its own coded interviews allow it."
    )
