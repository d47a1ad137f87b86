"""What the findings cannot show, from the run's own numbers."""

from __future__ import annotations

from aft_themes.coding.layers import coded_interviews
from aft_themes.deidentify import say_waiting
from aft_themes.notices import MODEL_CODERS, SYNTHETIC, notices
from aft_themes.report.coding import only_listed
from aft_themes.report.wording import count, count_inferred, listed, read_intake
from aft_themes.tables.results import Results
from aft_themes.transcripts import doubts
from aft_themes.transcripts.findings import Kind
from aft_themes.transcripts.languages import name_of

_REPLACED = {
    dates: f"Replaced names{too} lower the risk that somebody is recognised; they do not remove it."
    for dates, too in (("keep", ""), ("band", " and banded dates"), ("drop", " and removed dates"))
}


def limits(results: Results) -> tuple[str, ...]:
    """List the limits that follow from how the run was made."""
    measured = results.settings.practice.agreement and len(results.agreement) > 0
    always = (
        "Counts of participants say who spoke of a code in the interview, unasked or asked. That "
        "a code was not given does not mean that the participant lacks it or denies it.",
        "Shares describe these interviews; they estimate a population only if "
        "participants were drawn at random from it.",
        *(
            "Agreement means something only if the coders worked independently, which a program "
            "cannot know.",
        )
        * measured,
        *(
            "The rule for quotes favours passages that are worded like the others of their code. "
            "It may miss good passages in unusual words: look for them in the explorer.",
        )
        * (results.vectors is not None and bool(results.quotes["printed"].any())),
        "Quotes are parts of turns. What a participant meant may need more of the interview than "
        "the quote shows.",
        _REPLACED[results.settings.deidentify.dates],
    )
    return (
        *_synthetic(results),
        *_languages(results),
        *_coding(results),
        *_reading(results),
        *always,
    )


def _synthetic(results: Results) -> tuple[str, ...]:
    settings = results.settings.report
    return (
        *(f"{SYNTHETIC.sentence} Nothing here says anything about real people.",)
        * settings.synthetic,
        *(MODEL_CODERS,) * settings.model_coders,
    )


def _coding(results: Results) -> tuple[str, ...]:
    assigned = results.assignments
    divided = assigned.loc[assigned["apart"], "interview"].nunique()
    coders = assigned[~assigned["apart"]].groupby("interview")["coder"].nunique()
    single, double = int((coders == 1).sum()), int((coders > 1).sum())
    said = [n.sentence for n in notices(results.settings) if n != SYNTHETIC]
    if not results.settings.practice.agreement:
        return tuple(said)  # how many coders an interview had is then no limit
    if only_listed(results):
        return tuple(said)  # coders without codings coded no interview
    if divided:
        said.append(
            f"Several coders have codings in {count(divided, 'interview')}, and nothing says "
            "whether each of them read all of it: agreement between them is not known."
        )
    if single and double:
        said.append(
            f"One coder alone coded {count(single, 'interview')}; agreement is known for {double} "
            "and may differ in the others."
        )
    elif single and not divided:
        said.append("Each interview was coded by one coder: agreement is not known.")
    return tuple(said)


def _languages(results: Results) -> tuple[str, ...]:
    """Say what an analysis in words of one language misses in transcripts of another."""
    read = read_intake(results)
    other = read[[Kind.OTHER_LANGUAGE in kinds for kinds in read["warning_kinds"]]]
    if other.empty:
        return ()
    known = name_of(results.settings.language)
    names = listed([name_of(language) for language in sorted(set(other["language"]))])
    return (
        f"By their commonest words, {len(other)} of {count(len(read), 'transcript')} "
        f"{'is' if len(other) == 1 else 'are'} in {names}, but the program knows only words of "
        f"{known}. There names are missed and stay in the text, some words are replaced as if "
        "they were names, and where sentences end, which terms topics have and which codes "
        "are suggested is not reliable.",
    )


def unsettled(results: Results) -> tuple[str, ...]:
    """List what somebody must still look at before the outputs can be relied on or shared."""
    lost = int((results.intake["status"] != "read").sum())
    left_out = (
        f"Left out: {count(lost, 'file')} that could not be used; the table of "
        "transcripts received says why."
        if lost
        else ""
    )
    doubtful = len({file for file, _ in doubts(results.intake)})
    misread = (
        f"Read with doubts: {count(doubtful, 'transcript')}, in which speakers or words may be "
        "wrong; the table of transcripts received says why."
        if doubtful
        else ""
    )
    unused = len(results.unplaced_quotes)
    quotes = (
        f"Not used: {count(unused, 'row')} of quotes.csv; unplaced_quotes.parquet says why."
        if unused
        else ""
    )
    waiting = f"Undecided: {say_waiting(results.waiting)}" if results.waiting else ""
    return tuple(said for said in (left_out, misread, quotes, waiting) if said)


def _reading(results: Results) -> tuple[str, ...]:
    read = read_intake(results)
    inferred = count_inferred(read)
    said = []
    if inferred:
        said.append(f"In {count(inferred, 'file')} a program inferred who the interviewer is.")
    coded = coded_interviews(
        results.codings, results.assignments, results.segments, results.settings.coding.final
    )
    uncoded = sorted(set(read["interview"]) - set(coded))
    if uncoded:
        how = "without a coding that counts" if results.lost.quotes else "not coded"
        said.append(f"Read and {how}: {count(len(uncoded), 'interview')}.")
    return tuple(said)
