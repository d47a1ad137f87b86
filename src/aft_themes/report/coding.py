"""Sentences about the coding: codebook, coders, which codings count."""

from __future__ import annotations

from aft_themes.notices import why_lost
from aft_themes.report.wording import count, listed
from aft_themes.tables.numbering import cite_table
from aft_themes.tables.results import Results
from aft_themes.tables.themes import label_rule
from aft_themes.vocabulary import Layer

_MOST_LISTED = 12  # domains that a sentence names; the table has all
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


def coding_facts(results: Results) -> dict[str, str]:
    """Say what the codebook holds, who coded, and which codings count."""
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
    if not book.codes:
        return f"The codebook ({book.named_version}) holds no codes yet."
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


def only_listed(results: Results) -> bool:
    """Whether no coding was found of any coder who is listed."""
    none_counted = bool((results.codings["layer"] == Layer.SUGGESTED).all())
    return results.human.empty and none_counted and not results.lost.of


def _coders(results: Results) -> str:
    if not results.settings.coding.counts_people:
        return "No person's codings were counted."
    by = results.assignments.groupby("coder")["interview"].nunique()
    if by.empty and results.lost.of:
        given = count(results.lost.of, "coded quote was", "coded quotes were")
        return f"{given} given, but none could be placed in a transcript, and so none is counted."
    if by.empty:
        return "Nobody coded the interviews."
    if only_listed(results):
        return f"No coding was found of those who are listed as coders: {listed([*by.index])}."
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
