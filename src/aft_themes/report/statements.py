"""What only the author can say: topics of ``report.statements`` and what each asks for."""

from __future__ import annotations

from collections.abc import Mapping

import yaml

from aft_themes.errors import SettingsError
from aft_themes.report.content import Blank
from aft_themes.settings import Settings

STATEMENTS: dict[str, str] = {
    "title": "A title that names topic and approach (also: report.title).",
    "abstract": "Summary of problem, design, participants, approach and main findings.",
    "problem": "The problem that the study answers to, and what is known about it.",
    "research_question": "Research questions and aims.",
    "approach": "Qualitative approach, theory and paradigm, and why they fit the questions.",
    "researchers": "Who interviewed and analysed: work, credentials, training, gender as stated.",
    "positionality": "Researchers' standpoint and assumptions, and how these were reflected on.",
    "relationship": "Relations between researchers and participants; what participants knew.",
    "recruitment": "How participants were selected and approached, and how many declined or left.",
    "setting": "Where and how interviews were held, who else was there, and the wider context.",
    "dates": "When the interviews were held and coded; transcripts do not say so.",
    "interview_guide": "Questions and prompts, whether tried out, and how they changed.",
    "recording": "How interviews were recorded and transcribed; field notes; data security.",
    "ethics": "Approval, consent, and care for confidentiality.",
    "codebook_origin": "Where the codes come from: theory, the data or both; who made them.",
    "coders": "Who coded, and how they were trained.",
    "double_coding": "Whether interviews were coded twice; if so: when, whether apart, and how "
    "differences were settled.",
    "consensus": "How the team reached consensus on domains and core ideas.",
    "auditing": "Who audited the consensus, when, and what changed.",
    "analysis": "What was done in each phase: reading, coding, making and reviewing themes.",
    "language_model": "Why a language model was asked, who made it and from what, how the prompt "
    "was made and tried, and what its codes were used for.",
    "saturation": "What saturation or sufficiency means in this study, and how it was judged.",
    "adequacy": "Why the data are adequate for the questions.",
    "member_checking": "Whether participants saw transcripts or findings, and what came of it.",
    "interpretation": "What the findings mean, other explanations, and links to earlier work.",
    "transferability": "To whom and where the findings may transfer.",
    "implications": "What follows for research and practice.",
    "limitations": "Further limits.",
    "conflicts": "Conflicts of interest.",
    "funding": "Funding, and its part in the study.",
}


def asked_of(settings: Settings) -> tuple[str, ...]:
    """List the topics that a study's approach and coders ask the author about."""
    practice = settings.practice
    only_with = {
        "double_coding": practice.agreement,
        "saturation": practice.saturation,
        "consensus": practice.labels,
        "auditing": practice.labels,
        "analysis": not practice.machine,
        "language_model": settings.language_model.is_asked,
    }
    return tuple(topic for topic in STATEMENTS if only_with.get(topic, True))


def statements_template(settings: Settings) -> str:
    """Write ``report.statements`` with all topics of a study, for its settings.yaml.

    What is given already stands in its place; the others are empty, which leaves the blank.
    """
    lines = [
        "# Copy this into the study's settings.yaml. Write below a key what the line above it asks",
        "# for, six spaces from the left. What stays empty stays a marked blank in the report.",
        "report:",
        "  statements:",
    ]
    for topic in asked_of(settings):
        lines.append(f"    # {STATEMENTS[topic]}")
        said = settings.report.statements.get(topic, "").strip()
        if said:
            told = yaml.safe_dump({topic: said}, allow_unicode=True, width=88)
            lines += [f"    {line}" for line in told.splitlines()]
        else:
            lines.append(f"    {topic}: >-")
    return "\n".join(lines) + "\n"


def check_statements(statements: Mapping[str, str]) -> None:
    """Refuse statements on topics that the report does not have."""
    unknown = sorted(set(statements) - set(STATEMENTS))
    if unknown:
        raise SettingsError(
            "settings.yaml or config.yaml: report.statements: unknown topics "
            f"{', '.join(unknown)}; allowed are {', '.join(STATEMENTS)}."
        )


def blank(statements: Mapping[str, str], topic: str) -> Blank:
    """Take the author's statement on a topic, or leave a marked blank."""
    return Blank(topic, STATEMENTS[topic], statements.get(topic, "").strip())
