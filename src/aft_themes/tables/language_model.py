"""How a language model did as one more coder: a table, and sentences for the report."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from aft_themes.catalog import LANGUAGE_MODEL_PROMPT
from aft_themes.io.parquet import rows
from aft_themes.language_model.outcomes import Status
from aft_themes.language_model.quality import BETWEEN_RUNS, held_out_interviews
from aft_themes.numbers import interval_text, statistic
from aft_themes.stats import why_no_interval
from aft_themes.tables.model import Column, Row, Table
from aft_themes.tables.results import Results
from aft_themes.tables.suggestions import coders_kappa
from aft_themes.vocabulary import Level
from aft_themes.wording import count

_MEASURES = ("precision", "recall", "kappa")


def language_model_table(results: Results) -> Table:
    """List how a language model's codes agree with the lead coder's, beside people's agreement."""
    wide: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows(results.language_model_quality):
        wide.setdefault((row.level, row.code), {})[row.measure] = row
    wanted = [("Overall", "Codes as given", (str(Level.ALL_CODES), ""))]
    wanted += [("Overall", "Domains", (str(Level.ALL_DOMAINS), ""))] * bool(results.domains)
    wanted += [("Codes, as given", code.name, (str(Level.CODE), code.id)) for code in results.codes]
    people = coders_kappa(results)
    return Table(
        title="A Language Model\u2019s Codes Compared With the Coders\u2019",
        columns=(
            Column("Level"),
            Column("Code", 2.2),
            Column("Segments, people", 0.8, numeric=True),
            Column("Segments, model", 0.8, numeric=True),
            Column("Precision", 1.3, numeric=True),
            Column("Recall", 1.3, numeric=True),
            Column("\u03ba", 1.9, numeric=True),
            Column("Between runs \u03ba", 1.3, numeric=True),
            Column("Coders\u2019 \u03ba", 0.8, numeric=True),
        ),
        rows=tuple(
            _row(heading, name, wide[key], people.get(key))
            for heading, name, key in wanted
            if key in wide
        ),
        notes=_notes(results),
        group=True,
        landscape=True,
        points=8.5,
        data=results.language_model_quality,
    )


def _row(heading: str, name: str, found: Mapping[str, Any], people: str | None) -> Row:
    first = next(iter(found.values()))
    said = [_with_range(found.get(measure)) for measure in _MEASURES]
    kappa = found["kappa"]
    interval = interval_text(kappa.estimate, kappa.low, kappa.high)
    if said[-1] and interval:
        said[-1] += f" {interval.partition(' ')[2]}"
    between = _with_range(found.get(BETWEEN_RUNS))
    given = f"{first.given:.1f}".removesuffix(".0")
    return Row((heading, name, first.positives, given, *said, between, people))


def _with_range(row: Any) -> str | None:  # noqa: ANN401  # a row of the quality table
    if row is None or pd.isna(row.estimate):
        return None
    lowest, highest = statistic(row.lowest), statistic(row.highest)
    return f"{statistic(row.estimate)}, {lowest} to {highest}"


def _notes(results: Results) -> tuple[str, ...]:
    if results.language_model_quality.empty:
        return (say_judged(results),)
    rules = results.settings.agreement
    brackets = f"no interval: {why_no_interval(rules.resamples, rules.confidence)}"
    if results.language_model_quality["low"].notna().any():
        brackets = (
            f"brackets: {100 * rules.confidence:g}% intervals of the mean from a bootstrap of "
            "participants"
        )
    return (
        f"{say_judged(results)} The mean of {results.settings.language_model.runs} runs, with the "
        f"lowest and the highest run; {brackets}. A passage whose answers were "
        "refused counts as one without codes.",
        "Between runs \u03ba: how far the model agrees with itself. Coders\u2019 \u03ba: what "
        "people reach with each other, on the interviews that two of them coded; a code's own "
        "counts the codes below it.",
        "These codes are counted nowhere else in this report, and the model is not a second coder.",
    )


def model_facts(results: Results) -> dict[str, str]:
    """Say everything about the model that report and checklists print; nothing if none is asked."""
    if not results.settings.language_model.is_asked:
        return dict.fromkeys(("language_model", *_IN_SECTION, *_ELSEWHERE), "")
    said = {name: say(results) for name, say in _IN_SECTION.items()}
    section = " ".join(filter(None, [*said.values(), "Its codes enter no count."]))
    tokens = {"model_tokens": say_tokens(results)}
    return {"language_model": section, **said, **_ELSEWHERE, **tokens}


def say_model(results: Results) -> str:
    """Say which model was asked, where and when."""
    asked = results.settings.language_model
    answered = _answered(results)
    first = next(rows(answered), None)
    days = sorted(set(answered["asked_on"]))
    when = f" from {days[0]} to {days[-1]}" if len(days) > 1 else f" on {days[0]}" if days else ""
    file = f"; SHA-256 of its file {first.digest}" if first else ""
    where = "on the authors\u2019 computer" if asked.is_local else f"by {asked.processor}"
    approved = "" if asked.is_local else f" (approved by {asked.approval} on {asked.approved_on})"
    return (
        f"A language model ({asked.model or asked.name}{file}) was run {where}{approved}{when}, "
        f"with a context of {asked.context_tokens:,} tokens, at temperature "
        f"{asked.temperature:g}, {asked.runs} times with the seeds {asked.seed} to "
        f"{asked.seed + asked.runs - 1}."
    )


def say_asked(results: Results) -> str:
    """Say what the model was given to read."""
    questions = count(len(results.language_model_requests), "question")
    return (
        f"It was asked {questions}, each in a session of its own: one passage of de-identified "
        "words, with the codebook and the interviewer\u2019s question before it, and nothing that "
        "people coded."
    )


def say_requests(results: Results) -> str:
    """Say how many questions were answered, and how many answers were refused."""
    requests = results.language_model_requests
    status = requests["status"].value_counts()
    open_, lost = int(status.get(Status.NOT_ASKED, 0)), int(status.get(Status.NOT_CODED, 0))
    refused = int((requests["refused_first"] != "").sum())
    unasked = f" {count(open_, 'question was', 'questions were')} not asked." if open_ else ""
    return (
        f"An answer was refused and asked for once more if it was cut off, had not the form that "
        "was asked for, used codes that the codebook does not have, or gave a quote that does not "
        "stand in the passage word for word; after a second refusal the passage counted as not "
        f"coded. Of {len(requests) - open_:,} first answers {refused:,} were refused, and "
        f"{count(lost, 'passage in a run was', 'passages in a run were')} not coded.{unasked}"
    )


def say_runs(results: Results) -> str:
    """Say how far the runs agree with each other."""
    found = _with_range(_overall(results).get(BETWEEN_RUNS))
    if not found:
        return "How far the runs agree with each other cannot be computed."
    return f"Between its runs the model reaches a kappa of {found}."


def say_prompt(results: Results) -> str:
    """Say which prompt was used, and on which interviews it was made."""
    first = next(rows(results.language_model_requests), None)
    if first is None:
        return ""
    made = ", ".join(results.settings.language_model.prompt_made_with)
    tried = (
        f"It was made with the interviews {made}."
        if made
        else "The settings name no interview with which it was made."
    )
    file = LANGUAGE_MODEL_PROMPT.path
    return f"The prompt is the file {file} (SHA-256 {first.prompt_sha256}). {tried}"


def say_judged(results: Results) -> str:
    """Say on which interviews the model is judged."""
    if results.language_model_quality.empty:
        return (
            "The model cannot be judged: there is no interview that people coded, that was not "
            "used to make the prompt, and that was asked whole."
        )
    first = next(rows(results.language_model_quality))
    interviews = held_out_interviews(
        results.language_model_requests, results.assignments, results.settings
    )
    made = results.settings.language_model.prompt_made_with
    left = " and with which the prompt was not made" if made else ""
    return (
        f"It is judged as a coder is, against the lead coder, on "
        f"{count(len(interviews), 'interview')} that people coded{left} "
        f"({count(first.segments, 'segment')} of {count(first.participants, 'participant')})."
    )


def say_performance(results: Results) -> str:
    """Say how far the model agrees with the lead coder, beside people's own agreement."""
    kappa = _with_range(_overall(results).get("kappa"))
    if not kappa:
        return "No kappa can be computed: it takes codes of people and of each run."
    people = coders_kappa(results).get((str(Level.ALL_CODES), ""))
    beside = f"; people reach {people} with each other" if people else ""
    return f"Its kappa is {kappa} by run{beside}."


def say_tokens(results: Results) -> str:
    """Say how much was read and written."""
    requests = results.language_model_requests
    read, written = requests["prompt_tokens"].sum(), requests["answer_tokens"].sum()
    return f"The model read {read:,} tokens and wrote {written:,}."


def _overall(results: Results) -> dict[str, Any]:
    quality = results.language_model_quality
    return {row.measure: row for row in rows(quality[quality["level"] == Level.ALL_CODES])}


def _answered(results: Results) -> pd.DataFrame:
    requests = results.language_model_requests
    return requests[requests["status"] != Status.NOT_ASKED]


_IN_SECTION: dict[str, Callable[[Results], str]] = {
    "model": say_model,
    "model_asked": say_asked,
    "model_requests": say_requests,
    "model_prompt": say_prompt,
    "model_judged": say_judged,
    "model_performance": say_performance,
    "model_runs": say_runs,
}
_ELSEWHERE = {  # in the checklists and in the report's chapter on coding
    "model_tokens": "",
    "model_not_used": "The model was used as it is: it was not tuned, and it summarised nothing.",
    "model_note": "A language model was asked to code as well. Its codes enter no count; the "
    "supplement says what it was asked and how it did.",
}
