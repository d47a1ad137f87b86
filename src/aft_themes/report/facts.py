"""Sentences about a run, written from its own numbers and settings."""

from __future__ import annotations

from aft_themes.io.parquet import rows
from aft_themes.notices import say_rounding
from aft_themes.report.agreement import agreement_facts
from aft_themes.report.coding import coding_facts
from aft_themes.report.counted_codes import counted_facts
from aft_themes.report.material import material_facts, people_facts
from aft_themes.report.wording import listed
from aft_themes.software import versions
from aft_themes.tables.consensus import say_consensus
from aft_themes.tables.corrections import say_corrections
from aft_themes.tables.estimates import say_estimates
from aft_themes.tables.language_model import model_facts
from aft_themes.tables.numbering import cite_table
from aft_themes.tables.registry import tables_of
from aft_themes.tables.results import Results
from aft_themes.tables.saturation import saturation_results
from aft_themes.tables.topics import say_levels
from aft_themes.themes.saturation import CAVEAT

_TOPIC_METHODS = (
    "Topics were found in the manner of BERTopic (Grootendorst, 2022); which codes belong to them "
    "is judged by adjusted residuals (Haberman, 1973)."
)
_USUAL = 0.05  # the threshold that is usually reported: 5% new codes


def collect_facts(results: Results) -> dict[str, str]:
    """Write what the run can say about itself; what the approach has no use for is empty."""
    practice = results.settings.practice
    return {
        **people_facts(results),
        **material_facts(results),
        **coding_facts(results),
        **counted_facts(results),
        **agreement_facts(results),
        **model_facts(results),
        "software": software(),
        "reproduction": f"Every random step started from seed {results.settings.seed}. The same "
        f"files and settings give the same results, byte for byte. {_rounding(results)}"
        f"{cite_table('settings')} has all settings, {cite_table('versions')} all versions; "
        "manifest.json has the checksums of all files.",
        "displays": f"Beside this report stand {len(tables_of(results))} tables as CSV, XLSX, "
        "Word, LaTeX and HTML files, made from the same source as those printed here.",
        "saturation": _saturation(results) if practice.saturation else "",
        "corrections": say_corrections(results) if practice.machine else "",
        "estimates": say_estimates(results),
        "settled": say_consensus(results),
        "topics": _topics(results) if practice.machine else "",
        "audit_trail": "Each coding keeps its coder, quote, place in the transcript and version "
        "of the codebook.",
        "design": _design(results),
        "consistency": "Each number can be followed to the segments behind it, and a program "
        "compared every printed quote with the transcript, word for word.",
    }


def _rounding(results: Results) -> str:
    said = say_rounding(results.settings)
    return f"This is true on the same kind of processor only. {said} " if said else ""


def _design(results: Results) -> str:
    if results.codings.empty:
        state = "None of the codings counts" if results.lost.quotes else "Nothing is coded yet"
        return f"The study follows {results.settings.practice.name}. {state}."
    against = " for and against" if results.valued else ""
    return (
        f"The study follows {results.settings.practice.name}. Interview transcripts were coded "
        f"with a codebook; codes were counted by participant and are shown with quotes{against}."
    )


def _topics(results: Results) -> str:
    return f"{say_levels(results)} {_TOPIC_METHODS}" if len(results.topics) else ""


def _saturation(results: Results) -> str:
    found = saturation_results(results)
    reached = [
        f"{row.result} (base {row.base})"
        for row in rows(found[found["threshold"] == _USUAL])
        if row.status == "reached" and row.run == 2
    ]
    at_5 = found[(found["threshold"] == _USUAL) & (found["run"] == 2)]
    if not results.coded or results.codings.empty:
        return "Saturation cannot be assessed: no interview is coded yet."
    unknown = at_5["status"] == "not assessable"
    said = (
        "was not reached at the settings that can be assessed"
        if unknown.any()
        else "was not reached"
    )
    if unknown.all():
        said = "cannot be assessed with so few coded participants"
    if reached:
        said = f"was reached at {listed(reached)}"
    return (
        "By the measure of Guest, Namey and Chen (2020), with runs of two participants and at most "
        f"5% new information, saturation {said}; {cite_table('saturation')} has all twelve "
        f"settings. {CAVEAT}"
    )


def software() -> str:
    """Name the program, its parts and their versions."""
    found = versions()
    python, program = found.pop("python"), found.pop("aft-themes")
    others = [f"{name} {number}" for name, number in found.items()]
    return (
        f"The analysis was run with aft-themes {program} on Python {python}, with {listed(others)}."
    )
