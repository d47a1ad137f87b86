"""What the report says of agreement: the numbers, and what must stand beside them.

O'Connor and Joffe (2020, International Journal of Qualitative Methods 19, 1-13, doi
10.1177/1609406919899220): agreement is reported with the unit that was compared, the share of the
data coded twice, who coded, when, and how differences were settled.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from aft_themes.agreement.measure import why_without_intervals
from aft_themes.agreement.overlap import count_overlaps, say_overlap
from aft_themes.coding.divided_work import find_apart, say_apart
from aft_themes.io.parquet import rows
from aft_themes.numbers import statistic
from aft_themes.report.wording import count, listed, read_intake, sentences
from aft_themes.tables.numbering import cite_table
from aft_themes.tables.results import Results
from aft_themes.vocabulary import Level, Measure, Variant

MEASURES: Final = (
    "Beside Krippendorff's \u03b1 (Krippendorff, 2019), that table has Cohen's \u03ba (Cohen, "
    "1960) and Gwet's AC1 (Gwet, 2008); the codes of a segment are also compared as sets, by the "
    "MASI distance (Passonneau, 2006)."
)
INTERVALS: Final = "Intervals are percentiles of a bootstrap (Efron & Tibshirani, 1993)."
TOO_NARROW: Final = "With so few participants such intervals are too narrow (Hesterberg, 2015)."
_WIDE_ENOUGH: Final = 20  # from so many on 95% intervals hold .93 or more (docs/agreement.md)
NOT_MEASURED: Final = (
    "No interview was assigned to two coders, so that agreement cannot be measured."
)
_ASKED_FOR: Final = {
    "coders": "who coded",
    "double_coding": "when, whether apart, and how differences were settled",
}


def agreement_facts(results: Results) -> dict[str, str]:
    """Say how far coders agree, and all that belongs to it; nothing where it is not used."""
    if not results.settings.practice.agreement:
        return {"agreement": "", "agreement_measures": "", "overlap": ""}
    apart = say_not_compared(results)
    if results.agreement.empty:
        return {"agreement": apart or NOT_MEASURED, "agreement_measures": "", "overlap": ""}
    return {
        "agreement": f"{_compared(results)} {_estimates(results)} "
        f"{_beside(results.settings.report.statements)} {apart}".rstrip(),
        "agreement_measures": _measures(results.agreement),
        "overlap": overlaps(results),
    }


def _measures(agreement: pd.DataFrame) -> str:
    if why_without_intervals(agreement):
        return MEASURES
    few = agreement["interviews"].max() < _WIDE_ENOUGH
    return sentences(MEASURES, INTERVALS, TOO_NARROW if few else "")


def say_not_compared(results: Results) -> str:
    """Say which coders are not compared because nothing shows that they read the same."""
    pairs = find_apart(results.human, results.assignments)
    if not pairs:
        return ""
    return " ".join(
        (
            *map(say_apart, pairs),
            "The list of interviews does not say who coded which.",
            "So the codings of all of them count, and their agreement is not measured.",
        )
    )


def _compared(results: Results) -> str:
    """Name the unit and the share of the data that was coded twice."""
    first = results.agreement.iloc[0]
    whole = results.agreement.loc[
        results.agreement["variant"] == Variant.ALL_SEGMENTS, "segments"
    ].iloc[0]
    twice, of = int(first["interviews"]), len(read_intake(results))
    share = f"{100 * whole / max(len(results.segments), 1):.0f}%"
    verb = "was" if twice == 1 else "were"
    return (
        f"Of {count(of, 'interview')}, {twice} {verb} coded by two or more coders "
        f"({first['coders']}): {whole:,} of {len(results.segments):,} segments ({share}). The unit "
        "of agreement is the segment: for each code, coders either gave it or not."
    )


def _estimates(results: Results) -> str:
    levels = ((Level.ALL_CODES, "single codes"), (Level.ALL_DOMAINS, "domains"))
    chosen = levels if results.domains else ((Level.ALL_CODES, "all codes"),)
    found = [
        (alpha, name)
        for level, name in chosen
        if (alpha := _alpha(results.agreement, level)) is not None
    ]
    if not found:
        return "Agreement between coders is not defined for these codings."
    settings = results.settings.agreement
    said = [
        f"\u03b1 = {statistic(alpha.estimate)}{_interval(alpha)} over {name}"
        for alpha, name in found
    ]
    how = found[0][0].reason  # if there is no interval
    if any(_interval(alpha) for alpha, _ in found):
        how = (
            f"{100 * settings.confidence:g}% intervals from {settings.resamples:,} resamples of "
            "participants"
        )
    return f"Krippendorff's {listed(said)} ({how}; {cite_table('agreement')})."


def _alpha(agreement: pd.DataFrame, level: Level) -> Any:  # noqa: ANN401  # a row, or None
    here = agreement[
        (agreement["level"] == level)
        & (agreement["variant"] == Variant.ALL_SEGMENTS)
        & (agreement["measure"] == Measure.ALPHA)
    ].dropna(subset=["estimate"])
    return next(iter(rows(here)), None)


def _interval(row: Any) -> str:  # noqa: ANN401  # a row of the agreement
    return "" if pd.isna(row.low) else f" [{statistic(row.low)}, {statistic(row.high)}]"


def _beside(statements: Mapping[str, str]) -> str:
    """Name what else must be reported, and what of it is still missing."""
    missing = [told for key, told in _ASKED_FOR.items() if not statements.get(key, "").strip()]
    rule = "Agreement is read with who coded, when, and how differences were settled"
    source = "(O'Connor & Joffe, 2020)"
    if not missing:
        return f"{rule} {source}: the authors say so in this report."
    return f"{rule} {source}. Not yet stated by the authors: {'; '.join(missing)}."


def overlaps(results: Results) -> str:
    """Say how far the codings of every two coders overlap."""
    compared = results.assignments[~results.assignments["apart"]]
    found = count_overlaps(results.human, compared)
    if not found:
        return ""
    said = " ".join(say_overlap(one) for one in found)
    if results.settings.report.synthetic and any(one.subset for one in found):
        said += " In this sample it is therefore no picture of human coding."
    return said
