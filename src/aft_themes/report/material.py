"""Sentences about the material: participants, interviews, transcripts, what was replaced."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from aft_themes.corpus.interviews import described_attributes
from aft_themes.corpus.tags import TAG, Tag
from aft_themes.report.wording import count, count_inferred, listed, read_intake, sentences
from aft_themes.tables.numbering import cite_table
from aft_themes.tables.results import Results
from aft_themes.vocabulary import Role
from aft_themes.wording import attribute_words

_DATES = {
    "keep": "Dates were kept as spoken.",
    "band": "Dates were banded to year and season.",
    "drop": "Dates were removed.",
}


def people_facts(results: Results) -> dict[str, str]:
    """Say who took part, who asked, and who else spoke."""
    read = read_intake(results)
    held = results.interviews[results.interviews["interview"].isin(read["interview"])]
    described = [attribute_words(name) for name in described_attributes(results.people)]
    by = held.loc[held["interviewer"] != "", "interviewer"].value_counts()
    interviewers = "The list of interviews does not say who held them."
    if len(by):
        shares = listed([str(n) for n in by])
        interviewers = f"The interviews were held by {count(len(by), 'interviewer')} ({shares})."
    sample = ""  # the table's note says that there are no attributes
    if described:
        sample = f"{cite_table('participants')} describes them by {listed(described)}."
    others, asked = int(read["other_words"].sum()), int(read["interviewer_words"].sum())
    speakers = "Only participants and interviewers speak in the transcripts."
    if not asked:
        speakers = "The transcripts have no words of an interviewer."
    if others:
        speakers = f"Other voices than participant and interviewer spoke {count(others, 'word')}."
    return {
        "sample_size": f"The analysis has {count(len(read), 'interview')} with "
        f"{_people_in(results)}.",
        "sample": sample,
        "interviewers": interviewers,
        "speakers": speakers,
        "repeats": _repeats(results),
    }


def _people_in(results: Results) -> str:
    people, interviews = len(results.people), len(read_intake(results))
    return "as many participants" if people == interviews > 1 else count(people, "participant")


def _repeats(results: Results) -> str:
    """Say who was interviewed more than once or together with others, and how that is counted."""
    held = results.people["interviews"]
    several = int((held.str.len() > 1).sum())
    together = held.explode()
    shared = int(together[together.duplicated()].nunique())
    if not several and not shared:
        return "" if len(held) == 1 else "The analysis assumes one interview with each participant."
    said = [
        f"Of the participants, {several} took part in more than one interview." if several else "",
        f"Of the interviews, {shared} had several participants." if shared else "",
    ]
    return (
        f"{sentences(*said)} Counts of N are counts of participants, with all "
        "their interviews together. Intervals rest on resampled participants, and programs are "
        "tested on participants from whom they did not learn."
    )


def material_facts(results: Results) -> dict[str, str]:
    """Say what was read, and how it was prepared."""
    read, listed_files = read_intake(results), results.intake["interview"] != ""
    status = results.intake["status"].value_counts()
    formats = [f"{name} {n}" for name, n in sorted(Counter(read["format"]).items())]
    participants = results.clean_turns[results.clean_turns["role"] == Role.PARTICIPANT]
    words = results.segments["words"]
    return {
        "intake": f"Of {count(int(listed_files.sum()), 'listed transcript')}, {len(read)} "
        f"{'was' if len(read) == 1 else 'were'} read"
        f"{f' ({listed(formats)})' if formats else ''}; rejected: "
        f"{int(status.get('rejected', 0))}; missing: {int(status.get('missing', 0))}; in the "
        f"folder and in no list: {int(status.get('unlisted', 0))}. {_roles(read)} "
        f"{cite_table('intake')} lists all files, with their checksums.",
        "duration": _duration(read),
        "preparation": "Transcripts were brought into one form (Unicode NFC, straight quotation "
        "marks, single spaces); transcribers' marks such as [laughs] were kept for quoting and "
        "left out of counts of segments' words and of what programs compared.",
        "deidentification": _deidentified(results),
        "units": f"The {count(len(participants), 'participant turn')} were split at sentence ends "
        f"into {count(len(results.segments), 'segment')} of at most about "
        f"{results.settings.segments.max_words} words"
        + (f" (median {words.median():.0f})." if len(words) else ".")
        + " Sentence ends were found as Kiss and Strunk (2006) describe.",
    }


def _roles(read: pd.DataFrame) -> str:
    """Say how it is known who interviews, and where nobody does."""
    inferred, silent = count_inferred(read), int((read["interviewer_words"] == 0).sum())
    said = [
        f"In {count(inferred, 'file')} the interviewer was inferred from who asks."
        if inferred
        else "",
        f"In {count(silent, 'file')} no interviewer speaks." if silent else "",
    ]
    return (
        sentences(*said) or "The list of interviews says for every file which speaker interviews."
    )


def _duration(read: pd.DataFrame) -> str:
    timed = read["duration_s"].dropna() / 60
    if timed.empty:
        return "No transcript says how long its interview lasted."
    return (
        f"Interviews lasted a median of {count(round(timed.median()), 'minute')} (range "
        f"{timed.min():.0f} to {timed.max():.0f}; the transcripts of {len(timed)} of {len(read)} "
        "say so)."
    )


def _deidentified(results: Results) -> str:
    kinds: Counter[str] = Counter()
    for text in results.clean_turns["text"]:
        for found in TAG.finditer(text):
            kinds[Tag(found[1], "", "").kind] += 1
    dates = _DATES[results.settings.deidentify.dates]
    if not kinds:
        return (
            "No names, contacts or dates were found to replace in the transcripts; a program may "
            "overlook some."
        )
    shares = [f"{kind} {n}" for kind, n in sorted(kinds.items())]
    mentions = count(sum(kinds.values()), "mention")
    return (
        f"Before codings were counted and anything was quoted, {mentions} "
        f"of people, places and the like were replaced by tags ({listed(shares)}). {dates} This "
        "lowers the risk that somebody is recognised; it is not full anonymisation."
    )
