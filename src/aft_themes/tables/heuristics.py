"""Tables beside the themes: saturation, topics, topics by codes, and the suggestions' quality."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from aft_themes.agreement import ALL_SEGMENTS
from aft_themes.io.parquet import rows
from aft_themes.suggestions.schemas import AS_CODED, WITH_ANCESTORS
from aft_themes.tables.agreement import interval_text, statistic
from aft_themes.tables.model import Column, Row, Table
from aft_themes.tables.quotation import RULE, printed_quote
from aft_themes.tables.results import Results
from aft_themes.themes.saturation import CAVEAT, saturation_curve, saturation_table

APPENDIX = (
    "Topics are a program's sorting of segments by their words, a heuristic beside the themes: "
    "they never enter the theme table. People name them; sizes are rough, for a reader would put "
    "many a segment elsewhere or nowhere."
)
_TERMS = 10
_NAMED_SEGMENTS = 3
_OVERALL = {
    "Codes as given": (AS_CODED, "all codes", ""),
    "Codes and those above them": (WITH_ANCESTORS, "all codes", ""),
    "Domains": (WITH_ANCESTORS, "all domains", ""),
}
_FURTHER = {
    "recall at 5": "Share of the coders' codes among the first five suggestions of their segment",
    "precision of assigned": "Share of codes assigned by the program that the coder gave",
    "recall of assigned": "Share of the coders' codes that the program may assign",
}
_MEASURES = ("precision", "recall", "f1", "kappa")


def saturation_results(results: Results) -> pd.DataFrame:
    """Assess saturation over the coded interviews in the order of their ids."""
    seed = results.settings.seed
    curve = saturation_curve(results.codings, results.coded, seed=seed, permutations=1)
    return saturation_table(curve)


def saturation_report(results: Results) -> Table:
    """List saturation at the twelve settings of Guest, Namey and Chen (2020)."""
    found = [
        Row(
            (
                row.base,
                row.run,
                f"\u2264 {100 * row.threshold:g}%" if row.threshold else "none",
                row.base_codes,
                row.result,
                None if pd.isna(row.share) else 100 * float(row.share),
            )
        )
        for row in rows(saturation_results(results))
    ]
    return Table(
        name="saturation",
        number="9",
        title="Saturation by Base Size, Run Length and New Information",
        columns=(
            Column("Base size", numeric=True),
            Column("Run length", numeric=True),
            Column("New information allowed", 1.4, numeric=True),
            Column("Codes in base", numeric=True),
            Column("Result", 1.4, numeric=True),
            Column("New information in the last run (%)", 1.6, decimals=1, numeric=True),
        ),
        rows=tuple(found),
        notes=(
            "After Guest, Namey and Chen (2020, https://doi.org/10.1371/journal.pone.0232076). "
            "5+2 means: reached after five interviews, as two further ones showed. The last run is "
            "the one in which it was reached, or the last of the study.",
            "Interviews were taken in the order of their ids, which need not be that in which "
            "they were held.",
            CAVEAT,
        ),
        points=10,
    )


def topics_table(results: Results) -> Table:
    """List the topics with their terms, size, stability and a representative quote."""
    covered = {row.topic: row for row in rows(results.coverage)}
    said = {row.segment_id: row for row in rows(results.segments)}
    found = [
        Row(
            (
                str(row.topic),
                ", ".join(row.terms[:_TERMS]),
                row.segments,
                row.participants,
                interval_text(row.stability, row.stability_low, row.stability_high),
                float(row.term_lift),
                _share_covered(covered.get(row.topic)),
                "; ".join(row.flags) or None,
                _representative(row, said),
            )
        )
        for row in rows(results.topics)
    ]
    return Table(
        name="topics",
        number="13",
        title="Topics Found by Program (Heuristic)",
        columns=(
            Column("Topic", 0.6),
            Column("Foremost terms", 2.4),
            Column("Segments", 0.85, numeric=True),
            Column("Participants", 1, numeric=True),
            Column("Stability [middle 95%]", 1.2, numeric=True),
            Column("Term lift", 0.7, decimals=2, numeric=True),
            Column("Coded (%)", 0.7, decimals=0, numeric=True),
            Column("Remarks", 1.4),
            Column("Representative quote", 3.2),
        ),
        rows=tuple(found),
        notes=(
            *_topic_notes(results),
            "Stability: mean Jaccard index of the topic over bootstraps of interviews, and the "
            "middle 95% of these. Term lift: how much better than chance its terms find its "
            "segments in interviews that they were not taken from (average precision over share). "
            "Coded: share of its segments in coded interviews that bear a code.",
            RULE,
        ),
        landscape=True,
        points=8,
    )


def _topic_notes(results: Results) -> tuple[str, ...]:
    if results.topic_status.empty:
        return (APPENDIX, "No topics were looked for in this run.")
    first = next(rows(results.topic_status))
    reason = first.reason[:1].upper() + first.reason[1:]
    if results.topics.empty:
        return (APPENDIX, f"{first.status[:1].upper() + first.status[1:]}. {reason}")
    return (APPENDIX, reason)


def _share_covered(row: Any) -> float | None:  # noqa: ANN401  # a row of the coverage
    return None if row is None else 100 * float(row.share_covered)


def _representative(row: Any, said: dict[str, Any]) -> str | None:  # noqa: ANN401
    found = [said[segment] for segment in row.representative if segment in said]
    return printed_quote(found[0]) if found else None


def crosswalk_table(results: Results) -> Table:
    """List the codes that belong to each topic more than chance would have it."""
    labels = {row.topic: row.label for row in rows(results.topics)}
    close = results.crosswalk[results.crosswalk["together"]]
    order = close.sort_values(["topic", "residual", "code"], ascending=[True, False, True])
    found = [
        Row(
            (
                f"Topic {row.topic}: {labels.get(row.topic, '')}",
                results.codebook[row.code].name,
                row.segments,
                row.participants,
                float(row.expected),
                100 * float(row.share_of_topic),
                100 * float(row.share_of_code),
                _lift(row),
                float(row.residual),
            )
        )
        for row in rows(order)
    ]
    return Table(
        name="crosswalk",
        number="14",
        title="Codes That Belong to Topics (Heuristic)",
        columns=(
            Column("Topic"),
            Column("Code", 2.6),
            Column("Segments with both", 0.9, numeric=True),
            Column("Participants with both", 1.05, numeric=True),
            Column("Expected segments", 0.9, decimals=1, numeric=True),
            Column("% of topic", 0.7, decimals=0, numeric=True),
            Column("% of code", 0.7, decimals=0, numeric=True),
            Column("Lift [95% CI]", 1.5, numeric=True),
            Column("Adjusted residual", 0.9, decimals=1, numeric=True),
        ),
        rows=tuple(found),
        notes=(APPENDIX, *_crosswalk_notes(results)),
        group=True,
        points=9,
    )


def _lift(row: Any) -> str:  # noqa: ANN401  # a row of the crosswalk
    if pd.isna(row.lift_low) or pd.isna(row.lift_high):
        return f"{row.lift:.1f}"
    return f"{row.lift:.1f} [{row.lift_low:.1f}, {row.lift_high:.1f}]"


def _crosswalk_notes(results: Results) -> list[str]:
    if results.crosswalk.empty:
        return ["There are no topics, or no codings of their segments, to cross."]
    notes = [
        "Pairs of topic and code with an adjusted residual of 3 or more and a lift whose interval "
        "(bootstrap of participants) lies above 1; of so many pairs a few are there by chance. "
        "Segments with this very code count, not those of codes below it. Lift: how many times as "
        "frequent as if topic and code had nothing to do with each other.",
    ]
    bare = [_uncovered(row) for row in rows(results.coverage) if row.uncovered]
    if bare:
        notes.append(f"Candidates for new codes: {'; '.join(bare)}.")
    scattered = _names(results, results.scatter.loc[results.scatter["scatters"], "code"])
    if scattered:
        notes.append(f"Codes that scatter over topics: {', '.join(scattered)}.")
    return notes


def _uncovered(row: Any) -> str:  # noqa: ANN401  # a row of the coverage
    segments = ", ".join(row.candidates[:_NAMED_SEGMENTS])
    where = f" (e.g. segments {segments})" if segments else ""
    return f"Topic {row.topic}, because {row.reason}{where}"


def _names(results: Results, codes: Iterable[str]) -> list[str]:
    return [results.codebook[code].name for code in codes if code in results.codebook]


def suggestions_table(results: Results) -> Table:
    """List how well machine suggestions agree with people, by domain and overall."""
    wide = _quality(results)
    book = results.codebook
    wanted = [("Overall", name, key) for name, key in _OVERALL.items()]
    wanted += [
        ("Domains", domain.name, (WITH_ANCESTORS, "domain", domain.id)) for domain in book.domains
    ]
    wanted += [
        ("Codes, as given", code.name, (AS_CODED, "code", code.id))
        for code in book.codes
        if code.level > 1
    ]
    ceiling = _coders_kappa(results)
    found = [
        _suggestion_row(heading, name, wide[key], ceiling.get(key[1:]))
        for heading, name, key in wanted
        if key in wide
    ]
    return Table(
        name="suggestions",
        number="15",
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
    )


_Quality = dict[tuple[str, str, str], dict[str, Any]]


def _quality(results: Results) -> _Quality:
    quality = results.suggestion_quality
    wide: _Quality = {}
    for row in rows(quality[quality["group_by"] == ""]):
        wide.setdefault((row.basis, row.level, row.code), {})[row.measure] = row
    return wide


def _coders_kappa(results: Results) -> dict[tuple[str, str], str]:
    """Give the kappa that coders reach with each other, by level and code."""
    agreement = results.agreement
    kappa = agreement[
        (agreement["measure"] == "Cohen's kappa") & (agreement["variant"] == ALL_SEGMENTS)
    ].dropna(subset=["estimate"])
    return {(row.level, row.code): statistic(row.estimate) for row in rows(kappa)}


def _suggestion_row(heading: str, name: str, measures: dict[str, Any], ceiling: str | None) -> Row:
    first = next(iter(measures.values()))
    said = [_with_interval(measures.get(measure)) for measure in _MEASURES]
    use = first.status if heading.startswith("Codes") else None
    if heading == "Overall" and first.basis != AS_CODED and first.level == "all codes":
        ceiling = None  # coders were compared on codes as given
    return Row((heading, name, first.positives, *said, ceiling, use or None))


def _with_interval(row: Any) -> str | None:  # noqa: ANN401  # a row of the quality table
    return None if row is None else interval_text(row.estimate, row.low, row.high)


def _suggestion_notes(results: Results, found: list[Row]) -> tuple[str, ...]:
    if not found:
        return ("No suggestions were compared with coders' codings in this run.",)
    overall = _quality(results).get(_OVERALL["Codes as given"], {})
    return (
        "Each interview's suggestions come from models trained without its codes. For domains a "
        "coding counts for the domain above it. Brackets: 95% intervals from a bootstrap of "
        "interviews. Use: whether the program may assign the code, or only suggest it, and why.",
        *(
            f"{said}: {_with_interval(overall[measure])}."
            for measure, said in _FURTHER.items()
            if measure in overall
        ),
        "Coders\u2019 \u03ba: what coders reach with each other (Table 4), the most that could be "
        "expected; a code's own counts the codes below it.",
    )
