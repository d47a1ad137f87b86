"""Sentences about a run, written from its own numbers and settings."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pandas as pd

from aft_themes.corpus.interviews import attributes
from aft_themes.corpus.tags import TAG, Tag
from aft_themes.io.parquet import rows
from aft_themes.notices import say_rounding, why_lost
from aft_themes.report.agreement import agreement_facts
from aft_themes.report.wording import count, count_inferred, listed, read_intake, sentences
from aft_themes.software import versions
from aft_themes.tables.consensus import say_consensus
from aft_themes.tables.corrections import say_corrections
from aft_themes.tables.estimates import say_estimates
from aft_themes.tables.language_model import model_facts
from aft_themes.tables.numbering import cite_table
from aft_themes.tables.registry import tables_of
from aft_themes.tables.results import Results
from aft_themes.tables.saturation import saturation_results
from aft_themes.tables.themes import label_rule, quote_rule, widespread
from aft_themes.tables.topics import say_levels
from aft_themes.themes.groups import LEADS
from aft_themes.themes.saturation import CAVEAT
from aft_themes.vocabulary import Chooser, FrequencyLabel, Role
from aft_themes.wording import attribute_words

_MOST_LISTED = 12  # domains that a sentence names; the table has all
_LEAST_SHOWN = 4  # participants: codes of fewer are quoted in tables only


def least_shown(of: int) -> int:
    """Participants from which a code is quoted in the text; half of them in a small study."""
    return min(_LEAST_SHOWN, (of + 1) // 2)


_FINAL = {
    "human": "Counts rest on the coders' own codings only: in each interview, those of its "
    "lead coder, so that interviews with two coders do not get more codes than others.",
    "human+reviewed": "Counts rest on the codings of each interview's lead coder, and where a "
    "reviewer decided on a segment and code, on that decision.",
    "human+estimated": "Counts rest on the coders' own codings, in each interview those of its "
    "lead coder. People coded a part of the participants, drawn at random; shares of all were "
    "estimated with the help of a program's labels.",
    "human+suggested": "Counts rest on the codings of each interview's lead coder, and in "
    "interviews that nobody coded, on a program's suggestions for the codes on which it is good "
    "enough.",
    "suggested": "Counts rest on a program's suggestions, which nobody checked.",
}
_DIVIDED = (
    " The codings of coders who seem to have divided an interview with its lead coder count, too."
)
_TOPIC_METHODS = (
    "Topics were found in the manner of BERTopic (Grootendorst, 2022); which codes belong to them "
    "is judged by adjusted residuals (Haberman, 1973)."
)
_DATES = {
    "keep": "Dates were kept as spoken.",
    "band": "Dates were banded to year and season.",
    "drop": "Dates were removed.",
}


def collect_facts(results: Results) -> dict[str, str]:
    """Write what the run can say about itself; what the approach has no use for is empty."""
    practice = results.settings.practice
    return {
        **_people(results),
        **_material(results),
        **_coding(results),
        **_findings(results),
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


def _people(results: Results) -> dict[str, str]:
    read = read_intake(results)
    held = results.interviews[results.interviews["interview"].isin(read["interview"])]
    described = [attribute_words(name) for name in attributes(results.people)]
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
    return "as many participants" if people == interviews else count(people, "participant")


def _repeats(results: Results) -> str:
    """Say who was interviewed more than once or together with others, and how that is counted."""
    held = results.people["interviews"]
    several = int((held.str.len() > 1).sum())
    together = held.explode()
    shared = int(together[together.duplicated()].nunique())
    if not several and not shared:
        return "The analysis assumes one interview with each participant."
    said = [
        f"Of the participants, {several} took part in more than one interview." if several else "",
        f"Of the interviews, {shared} had several participants." if shared else "",
    ]
    return (
        f"{sentences(*said)} Counts of N are counts of participants, with all "
        "their interviews together. Intervals rest on resampled participants, and programs are "
        "tested on participants from whom they did not learn."
    )


def _material(results: Results) -> dict[str, str]:
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


def _coding(results: Results) -> dict[str, str]:
    domains = "codes and domains" if results.domains else "codes"
    below = ", or of a code below it," if results.domains else ""
    has_intervals = results.settings.themes.shown_confidence is not None
    has_labels = results.settings.themes.labels == "hill"
    return {
        "codebook": _codebook(results),
        "coders": _coders(results),
        "final": _final(results),
        "themes_rule": f"{_what_themes_are(results, domains)} A participant has a code if any "
        f"counted coding of it{below} stands in the interview. "
        + "Shares carry Wilson score intervals (Wilson, 1927). " * has_intervals
        + label_rule(results.settings.themes, len(results.coded)) * has_labels,
    }


def _what_themes_are(results: Results, domains: str) -> str:
    """Say whose themes the report shows."""
    own = len(results.authors_themes)
    if own:
        return (
            f"The authors defined {count(own, 'theme')} over the codes of the codebook; in tables "
            f"and figures of all codes, a row is one of the {domains}."
        )
    return (
        f"The results are those of the {domains} of the codebook, which are not yet themes: the "
        "authors defined none over them."
    )


def _codebook(results: Results) -> str:
    """Say how many codes there are, in which domains, and how far they are defined."""
    book, domains = results.codebook, results.domains
    where = ""
    if domains:
        where = f" in {count(len(domains), 'domain')}"
    if 0 < len(domains) <= _MOST_LISTED:
        where += f": {listed([one.name for one in domains])}"
    alone = [code for code in results.codes if code.level == 1]
    if domains and alone:
        where += f"; {count(len(alone), 'code belongs', 'codes belong')} to none"
    defined = sum(bool(code.definition) for code in book.codes)
    ruled = sum(bool(code.include and code.exclude) for code in book.codes)
    if ruled == defined == len(book.codes):
        how = "Each code has a definition and rules for what to include and exclude"
    elif defined or ruled:
        how = (
            f"Codes with a definition: {defined or 'none'}; with rules for what to include and "
            f"exclude: {ruled or 'none'}"
        )
    else:
        how = "The codebook gives names without definitions"
    return (
        f"The codebook ({book.named_version}) holds "
        f"{count(len(book.codes), 'code')}{where}. {how} ({cite_table('codebook')})."
    )


def _final(results: Results) -> str:
    """Say whose codings are counted; with one coder there is no choice between coders."""
    final = results.settings.coding.final
    if results.codings.empty:
        return ""
    if final == "human" and len(set(results.assignments["coder"])) == 1:
        return "Counts rest on the coder's own codings only."
    divided = final != "suggested" and bool(results.assignments["apart"].any())
    return f"{_FINAL[final]}{_DIVIDED * divided}"


def _coders(results: Results) -> str:
    if not results.settings.coding.counts_people:
        return "No person's codings were counted."
    by = results.assignments.groupby("coder")["interview"].nunique()
    if by.empty and results.lost.of:
        given = count(results.lost.of, "coded quote was", "coded quotes were")
        return f"{given} given, but none could be placed in a transcript, and so none is counted."
    if by.empty:
        return "Nobody coded the interviews."
    coders = results.assignments.groupby("interview")["coder"].nunique()
    doubled = int((coders > 1).sum())
    each = listed([f"{coder} ({count(n, 'interview')})" for coder, n in by.items()])
    twice = f"; {doubled or 'none'} had two or more coders" if len(by) > 1 else ""
    lost = results.lost
    placed = "Every coded quote was found in its transcript."
    if lost.quotes:
        verb = "is" if lost.quotes == 1 else "are"
        placed = (
            f"Of {count(lost.of, 'coded quote')}, {lost.quotes:,} {verb} not counted: "
            f"{why_lost(lost)}."
        )
    answers = int(results.human["evidence_start"].isna().sum())
    if answers:
        placed += (
            f" In addition, {count(answers, 'coding')} of the interviewer's words counted for the "
            "answer that follows."
        )
    return f"Interviews were coded by {count(len(by), 'coder')}: {each}{twice}. {placed}"


def _findings(results: Results) -> dict[str, str]:
    codes = results.themes[results.themes["code"].isin([code.id for code in results.codes])]
    quoted = results.quotes[results.quotes["printed"]]
    nothing = "The codebook has no codes yet, so nothing is counted."
    if len(codes) and not results.coded:
        nothing = "No interview is coded yet, so nothing is counted."
    counted = len(codes) > 0 and bool(results.coded)
    return {
        "major_themes": _frequent(results, codes) if counted else nothing,
        "minor_themes": _seldom(codes) if counted else "",
        "quotes": _say_quotes(results, quoted),
        "quote_rule": _quote_rule(results) if len(quoted) else "",
        "groups": _groups(results),
        "negative": _negative(results),
    }


def _say_quotes(results: Results, quoted: pd.DataFrame) -> str:
    """Say how many quotes are printed, what they are, and who chose them."""
    if results.codings.empty:
        return "No quotes are printed: nothing is coded yet."
    if quoted.empty and results.vectors is not None:
        return "No quotes are printed: no passage fits the rule, and the authors have chosen none."
    if quoted.empty:
        return "No quotes are printed: the authors have chosen none yet."
    people = count(quoted["participant"].nunique(), "participant")
    return (
        f"Report, supplement and tables have {count(len(quoted), 'quote')} of {people}, each with "
        f"the participant's id: {_choosers(quoted)}. Each is the coder's own passage, widened to "
        "whole sentences. A code counts for a segment if at least "
        f"{results.settings.coding.min_overlap:.0%} of the coder's words lie in it, or if they are "
        "at least that share of its words; what is shown is always the passage. Where an answer "
        "goes on from the interviewer's question, the question stands before it."
    )


def _quote_rule(results: Results) -> str:
    if results.vectors is None:
        return ""
    embeddings = results.settings.embeddings
    return (
        f"{quote_rule(results)} The centre is the mean of the passages' sentence embeddings "
        f"({Path(embeddings.model).name}, {embeddings.precision}; Reimers & Gurevych, 2019)."
    )


def _frequent(results: Results, codes: pd.DataFrame) -> str:
    """Say how many codes most participants have."""
    below = " below the domains" if results.domains else ""
    if results.settings.themes.labels == "hill":
        named = {kind: int((codes["label"] == kind).sum()) for kind in FrequencyLabel}
        shares = listed([f"{n} {kind}" for kind, n in named.items() if n])
        labelled = f": {shares}" if shares else ""
        return (
            f"Of {count(len(codes), 'code')}{below}, {sum(named.values())} carry a label{labelled}."
        )
    often = int((codes["n"] > codes["of"] / 2).sum())
    if not codes["of"].any():
        return "No coding is counted."
    if not often:
        return f"No code{below} was given to more than half of the participants."
    if often == len(codes) > 1:
        return f"All {often} codes{below} were given to more than half of the participants."
    known, given = count(len(codes), "code"), "was" if often == 1 else "were"
    return f"Of the {known}{below}, {often} {given} given to more than half of the participants."


def _seldom(codes: pd.DataFrame) -> str:
    """Say how many codes few participants have; nothing where no interview counts as coded."""
    if not codes["of"].any():
        return ""
    least = least_shown(int(codes["of"].max()))
    few = int(((codes["n"] > 0) & (codes["n"] < least)).sum())
    unseen = int((codes["n"] == 0).sum())
    if not few and not unseen:
        return ""
    number = few or unseen
    said = [
        f"{few} {{given}}to fewer than {count(least, 'participant')} (see the tables)"
        if few
        else "",
        f"{unseen} {{given}}to nobody" if unseen else "",
    ]
    told = listed([one for one in said if one])
    given = "was given " if number == 1 else "were given "
    return f"Of the codes, {told.replace('{given}', given, 1).replace('{given}', '')}."


def _negative(results: Results) -> str:
    """Say how many widespread codes somebody speaks against."""
    found = widespread(results)
    if not results.valued or found.empty:
        return ""
    against = int((found["against"].str.len() > 0).sum())
    what, whats = ("code or domain", "codes and domains") if results.domains else ("code", "codes")
    return (
        f"Of the {count(len(found), what, whats)} that more than half of the participants have, "
        f"{against or 'none'} {'has' if against == 1 else 'have'} negative cases: participants "
        "who value the code only in the opposite way from most "
        f"({cite_table('negative_cases')})."
    )


_GAPS = 3  # the widest that the text names; figure and table have more


def _groups(results: Results) -> str:
    """Say by what groups are compared, and where they differ most."""
    compared = results.compared
    if compared is None:
        return ""  # the table's note says so
    others = [attribute_words(one) for one in compared.among if one != compared.attribute]
    beside = f"; by {listed(others)}, groups differ less" if others else ""
    name = dict(zip(results.themes["code"], results.themes["name"], strict=True))
    widest = [name[code] for code in compared.codes[:_GAPS]]
    gaps = "gap of all is" if len(widest) == 1 else "gaps of all are"
    return (
        f"Participants are compared by {attribute_words(compared.attribute)}{beside}. The "
        f"widest {gaps} in {listed(widest)}. {LEADS}"
    )


def _choosers(quoted: pd.DataFrame) -> str:
    """Say how many quotes the authors chose, and how many the rule."""
    by = quoted["chosen_by"].value_counts()
    chosen, ruled = int(by.get(Chooser.AUTHORS, 0)), int(by.get(Chooser.RULE, 0))
    if not ruled:
        return "all chosen by the authors"
    if not chosen:
        return "chosen by a stated rule"
    return f"{chosen} chosen by the authors, {ruled} by a stated rule"


_USUAL = 0.05  # the threshold that is usually reported: 5% new codes


def _saturation(results: Results) -> str:
    found = saturation_results(results)
    reached = [
        f"{row.result} (base {row.base})"
        for row in rows(found[found["threshold"] == _USUAL])
        if row.status == "reached" and row.run == 2
    ]
    at_5 = found[(found["threshold"] == _USUAL) & (found["run"] == 2)]
    if not results.coded:
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
