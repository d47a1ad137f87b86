"""What each approach to thematic analysis prints, and what would contradict it.

The approaches ask for different evidence (Braun & Clarke, 2021, Qualitative Research in Psychology
18, 328-352): agreement is a number in coding reliability, a talk in consensual qualitative research
(Hill et al., 2005), and no question at all in reflexive analysis.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from aft_themes.vocabulary import Approach

CONSENSUS: Final = ("consensus", "auditing")
"""The statements without which no frequency label is printed (Hill et al., 2005)."""

LANGUAGE_MODEL: Final = "language-model"
"""The chapter about a language model as one more coder."""
OF_LANGUAGE_MODELS: Final = ("MI-CLEAR-LLM", "TRIPOD-LLM")
"""The reporting guidelines of studies that ask a language model."""


@dataclass(frozen=True)
class Practice:
    """What a report of an approach prints.

    Parameters
    ----------
    name : str
        The approach, as a sentence names it.
    checklists : tuple of str
        The reporting guidelines that fit it.
    agreement, saturation, labels, intervals : bool
        Whether these are computed and printed.
    machine : bool
        Whether a program may suggest codes, find topics or choose quotes.
    """

    name: str
    checklists: tuple[str, ...] = ("JARS-Qual", "COREQ", "SRQR")
    agreement: bool = True
    saturation: bool = True
    labels: bool = False
    intervals: bool = True
    machine: bool = True

    def shows(self, chapter: str) -> bool:
        """Whether a chapter of the report, with its tables and figures, belongs to the approach."""
        shown = {
            "agreement": self.agreement,
            "saturation": self.saturation,
            "suggestions": self.machine,
            LANGUAGE_MODEL: self.machine,
            "topics": self.machine,
        }
        return shown.get(chapter, True)


PRACTICES: Final[Mapping[Approach, Practice]] = {
    Approach.CODEBOOK: Practice("codebook thematic analysis"),
    Approach.CODING_RELIABILITY: Practice("coding reliability thematic analysis"),
    # COREQ asks for saturation and says nothing of consensus and auditing
    Approach.CQR: Practice(
        "consensual qualitative research",
        checklists=("JARS-Qual", "SRQR"),
        agreement=False,
        saturation=False,
        labels=True,
        intervals=False,
    ),
    Approach.FRAMEWORK: Practice("framework analysis", intervals=False),
    # the other checklists ask for what reflexive analysis does not do (Braun & Clarke, 2024)
    Approach.REFLEXIVE: Practice(
        "reflexive thematic analysis",
        checklists=("RTARG",),
        agreement=False,
        saturation=False,
        intervals=False,
        machine=False,
    ),
}

_PRACTICE_OF: Final = {str(approach): practice for approach, practice in PRACTICES.items()}


def fit_themes(values: Mapping[str, Any]) -> dict[str, Any]:
    """Choose what ``themes`` leaves open - intervals and labels - by the approach.

    Intervals speak of random drawing: they are off where participants were chosen on purpose.
    Labels are those of consensual qualitative research: they need consensus and auditing.
    """
    themes, report = _section(values, "themes"), _section(values, "report")
    practice = _PRACTICE_OF.get(str(report.get("approach", Approach.CODEBOOK)))
    if practice is None or not isinstance(values.get("themes", {}), Mapping):
        return dict(values)  # the schema says what is wrong
    statements = _section(report, "statements")
    agreed = all(str(statements.get(one, "")).strip() for one in CONSENSUS)
    drawn = practice.intervals and themes.get("sampling") != "purposive"
    fitted = {**themes}
    if fitted.get("interval") is None:
        fitted["interval"] = "wilson" if drawn else "none"
    if fitted.get("labels") is None:
        fitted["labels"] = "hill" if practice.labels and agreed else "none"
    return {**values, "themes": fitted}


def _section(values: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Give a section as written; empty where it is missing or no section."""
    found = values.get(name)
    return dict(found) if isinstance(found, Mapping) else {}
