"""Every setting of a run: checked once, unknown keys refused, saved with the results."""

from __future__ import annotations

import datetime
import ipaddress
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from aft_themes.approach import (
    LANGUAGE_MODEL,
    OF_LANGUAGE_MODELS,
    PRACTICES,
    Practice,
    fit_themes,
)
from aft_themes.errors import SettingsError
from aft_themes.vocabulary import Approach

STUDY_NAME = r"[A-Za-z0-9][A-Za-z0-9_-]*"

Share = Annotated[float, Field(ge=0, le=1)]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SegmentSettings(_Section):
    """How participant turns are split."""

    # about half a minute of speech: long enough for a thought, short enough for few codes
    max_words: int = Field(70, ge=10, le=1000, description="Most words of a segment, about.")
    abbreviations: tuple[str, ...] = Field(
        (),
        description="Further abbreviations: a full stop after them does not end a sentence.",
    )


class DeidentifySettings(_Section):
    """What is replaced, and how much of a date is kept."""

    dates: Literal["keep", "band", "drop"] = Field(
        "band", description="Keep dates as spoken, band them to year and season, or drop them."
    )
    # a common least group size in published statistics
    k: int = Field(5, ge=2, description="Groups with fewer participants are flagged.")
    allowed: tuple[str, ...] = Field(
        (),
        description="Names that may stand in outputs, e.g. a cited author who shares a surname.",
    )


class CodingSettings(_Section):
    """Which codings count, and what the machine may do."""

    final: Literal["human", "human+reviewed", "human+estimated", "human+suggested", "suggested"] = (
        Field("human", description="Which layers of codings enter the theme tables.")
    )
    # half: a coding that covers less of a segment is mostly about the next one
    min_overlap: Share = Field(
        0.5,
        description="A coding counts for a segment if it covers this share of segment or quote.",
    )
    interviewer_turns: bool = Field(
        False,
        description="Whether codings of the interviewer's words count, for the participant's "
        "answer that follows; if false, they are kept apart and listed as not placed.",
    )
    train_on: str = Field("", description="Another study whose codings train the suggestions.")
    # a model needs several codings of a code; with fewer, most codes have one or none
    least_codings: int = Field(
        50,
        ge=1,
        description="With fewer codings, suggestions come from the codebook alone.",
    )
    # wrong in two of five: with more, checking takes longer than coding
    precision_bar: Share = Field(
        0.6, description="Precision on interviews left out below which a code is never assigned."
    )
    # at .9, of the codes that are really just below the bar one in ten would pass by luck
    precision_confidence: float = Field(
        0.9,
        ge=0.5,
        lt=1,
        description="Confidence with which the precision of an assigned code must reach the bar.",
    )
    # probabilities are calibrated: of offers at .3, three in ten are right
    offer_from: Share = Field(
        0.3,
        description="Probability from which reviewers of uncoded interviews are offered a code.",
    )
    always_review: tuple[str, ...] = Field(
        (),
        description="Codes that always need a person, and so do the codes below them: their "
        "suggestions are always queued and never assigned.",
    )

    @property
    def counts_suggestions(self) -> bool:
        """Whether suggestions that nobody checked may enter the theme tables."""
        return self.final in ("suggested", "human+suggested")

    @property
    def estimates_shares(self) -> bool:
        """Whether shares of all participants are estimated from those whom people coded."""
        return self.final == "human+estimated"

    @property
    def counts_people(self) -> bool:
        """Whether people's codings enter the theme tables."""
        return self.final != "suggested"


class LanguageModelSettings(_Section):
    """A language model that is asked as one more coder; its codes are never counted."""

    name: str = Field(
        "",
        pattern=r"^([A-Za-z0-9][\w.:-]{0,59})?$",
        description="The language model's label as a coder; empty: none is asked.",
    )
    url: str = Field(
        "http://localhost:11434/v1",
        description="Its server's address, which speaks OpenAI's protocol: Ollama, llama.cpp, LM "
        "Studio or vLLM. On this computer, unless approval, approved_on and processor are given.",
    )
    model: str = Field("", description="What the server calls the model; empty: as name.")
    digest: str = Field(
        "",
        description="Checksum (SHA-256) of the model's file; empty: the server is asked for it.",
    )
    seed: int = Field(20, ge=0, description="Seed of the first run; the next has the next number.")
    # a range of fewer says nothing
    runs: int = Field(3, ge=3, le=20, description="How often each passage is asked.")
    # as Wang et al. (2023, self-consistency, arXiv 2203.11171): at 0 all runs say the same, and
    # nobody sees how unsure the model is
    temperature: float = Field(0.7, ge=0, le=2, description="How freely the model chooses words.")
    context_tokens: int = Field(
        8192, ge=512, description="Context size with which the server runs the model, in tokens."
    )
    # eight codes with a quote of 25 words each
    answer_tokens: int = Field(500, ge=50, description="Longest answer, in tokens.")
    timeout_s: int = Field(120, ge=1, description="Seconds to wait for an answer.")
    prompt_made_with: tuple[str, ...] = Field(
        (),
        description="Interviews on which you tried or wrote the prompt; the model is not judged on "
        "them.",
    )
    approval: str = Field("", description="Who approved that a server elsewhere gets the words.")
    approved_on: datetime.date | None = Field(None, description="When, as YYYY-MM-DD.")
    processor: str = Field("", description="Who runs that server and processes the data.")

    @property
    def is_asked(self) -> bool:
        """Whether the study has a language model as a coder."""
        return bool(self.name)

    @property
    def is_local(self) -> bool:
        """Whether the server runs on this computer."""
        host = urlsplit(self.url).hostname or ""
        try:
            return ipaddress.ip_address(host).is_loopback
        except ValueError:
            return host == "localhost"

    @model_validator(mode="after")
    def _stay_here(self) -> LanguageModelSettings:
        kind = urlsplit(self.url).scheme
        if kind not in ("http", "https"):
            raise ValueError("url must begin with http:// or https://")
        if self.is_asked and not self.is_local:
            if not (self.approval.strip() and self.approved_on and self.processor.strip()):
                raise ValueError(
                    "url is not on this computer: name approval, approved_on and processor, or "
                    "use a server on localhost"
                )
            if kind != "https":
                raise ValueError("url is not on this computer: it must begin with https://")
        return self


class AgreementSettings(_Section):
    """How intercoder agreement is estimated."""

    resamples: int = Field(1000, ge=0, le=100_000, description="Bootstrap resamples.")
    confidence: Share = Field(0.95, description="Level of the bootstrap interval.")


class EmbeddingSettings(_Section):
    """Which sentence embeddings are computed."""

    model: str = Field(
        "all-MiniLM-L6-v2", description="Model name, or a path with the torch extra."
    )
    precision: Literal["fp32", "bf16", "int8"] = Field(
        "fp32",
        description="Number format of the network: bf16 is faster and needs an extra and a "
        "processor for it, and gives other bits on another kind of processor; int8 is faster "
        "and a little less exact.",
    )

    @property
    def packages(self) -> tuple[str, ...]:
        """Packages that only this precision needs."""
        return ("openvino",) if self.precision == "bf16" else ()


class TopicSettings(_Section):
    """How topics are found; topics are a heuristic appendix."""

    number: int | None = Field(
        None, ge=2, description="Number of topics; empty: chosen by the program."
    )
    # fewer than 4 say little; more than 40 nobody reads
    min_topics: int = Field(4, ge=2, description="Fewest topics tried.")
    max_topics: int = Field(40, ge=2, description="Most topics tried.")
    # shorter answers ("I would say so, yes.") have no words of their own
    min_words: int = Field(8, ge=1, description="Shorter segments get no topic.")
    own_subjects: bool | None = Field(
        None,
        description="Each interview has a subject of its own, such as calls about different "
        "problems: what an interview has in common is then kept, and may make a topic. Empty: "
        "if topics then say clearly more.",
    )


class ThemeSettings(_Section):
    """How many participants make a theme general, typical or variant."""

    # the labels of Consensual Qualitative Research: general, typical, variant (Hill et al., 2005,
    # Journal of Counseling Psychology 52(2), doi 10.1037/0022-0167.52.2.196)
    general_missing: int = Field(
        1, ge=0, description="A general theme is missing in at most this many participants."
    )
    typical_above: Share = Field(0.5, description="A typical theme is in more than this share.")
    variant_from: int = Field(4, ge=1, description="A variant theme is in at least this many.")
    rare_from: int = Field(2, ge=1, description="A rare theme is in at least this many.")
    confidence: Share = Field(0.95, description="Level of the Wilson interval.")
    sampling: Literal["not stated", "purposive", "convenience", "random", "everybody"] = Field(
        "not stated", description="How participants were chosen."
    )
    interval: Literal["wilson", "none"] | None = Field(
        None,
        description="Print intervals of shares, or none; empty: by the approach, and none where "
        "sampling is purposive: an interval says nothing about participants who were chosen so.",
    )
    labels: Literal["hill", "none"] | None = Field(
        None,
        description="Print the labels general, typical, variant and rare, or none; empty: only in "
        "consensual qualitative research whose consensus and auditing are stated.",
    )
    attributes: tuple[str, ...] | None = Field(
        None,
        description="Columns of interviews.csv to split by; empty: those with two to six values "
        "and at least two participants each.",
    )
    compare: str = Field(
        "",
        description="Attribute whose groups a figure and a table compare; empty: the one whose "
        "groups differ most.",
    )
    # in smaller groups one participant moves a share by more than a fifth
    group_from: int = Field(
        5, ge=2, description="Smallest group that is compared; smaller ones are pooled."
    )

    withheld: tuple[str, ...] = Field(
        (),
        description="Participants who are withheld for the stability check of consensual "
        "qualitative research; labels are compared without and with them.",
    )

    @property
    def shown_confidence(self) -> float | None:
        """The level of the intervals that are printed; None where none are."""
        return self.confidence if self.interval == "wilson" else None


class QuoteSettings(_Section):
    """Which quotes are printed."""

    # two lines to a paragraph of a printed page
    min_words: int = Field(12, ge=1, description="Shortest quote, in words.")
    max_words: int = Field(70, ge=1, description="Longest quote, in words.")
    per_participant: int = Field(2, ge=1, description="Most quotes of one participant in a domain.")


class FigureSettings(_Section):
    """How figures are drawn."""

    profile: Literal["apa", "elsevier", "nature", "thesis", "slides"] = Field(
        "apa", description="Width, font, sizes and line weights."
    )
    # what journals ask of pictures
    dpi: int = Field(300, ge=72, le=1200, description="Resolution of the PNG files.")
    combine: tuple[str, ...] = Field(
        (),
        max_length=6,
        description="Two to six codes whose combinations in participants are drawn; empty: those "
        "of the pairs that go together most.",
    )


class ReportSettings(_Section):
    """What the report says about the study; what is left empty is marked for the author."""

    approach: Approach = Field(
        Approach.CODEBOOK,
        description="The kind of thematic analysis. It decides which checklists, agreement, "
        "saturation, labels and intervals are printed; reflexive switches all programs off.",
    )
    title: str = Field("", description="Title of the report; empty: the codebook's title.")
    authors: tuple[str, ...] = Field((), description="Authors of the report.")
    synthetic: bool = Field(False, description="Print on every output that the data are synthetic.")
    model_coders: bool = Field(
        False, description="Say beside agreement that the coders were language models, not people."
    )
    suppress_below: int = Field(
        0, ge=0, description="Counts below this are hidden in the participants table; 0: none."
    )
    statements: dict[str, str] = Field(
        default_factory=dict,
        description="The author's own statements by topic (ethics, positionality, ...).",
    )


# what a reflexive study does not use: sections, and settings of themes
_OF_PROGRAMS = ("agreement", "embeddings", "topics", "language_model")
_OF_COUNTING = (
    "general_missing",
    "typical_above",
    "variant_from",
    "rare_from",
    "confidence",
    "interval",
    "labels",
)


class Settings(_Section):
    """All settings of a run."""

    study: str = Field(
        "aft-sample", pattern=rf"^{STUDY_NAME}$", description="Folder under data/raw."
    )
    language: Literal["en"] = Field(
        "en", description="Language spoken in the interviews; chooses the word lists."
    )
    seed: int = Field(20, ge=0, description="Seed of everything that draws at random.")
    segments: SegmentSettings = SegmentSettings()
    deidentify: DeidentifySettings = DeidentifySettings()
    coding: CodingSettings = CodingSettings()
    language_model: LanguageModelSettings = LanguageModelSettings()
    agreement: AgreementSettings = AgreementSettings()
    embeddings: EmbeddingSettings = EmbeddingSettings()
    topics: TopicSettings = TopicSettings()
    themes: ThemeSettings = ThemeSettings()
    quotes: QuoteSettings = QuoteSettings()
    figures: FigureSettings = FigureSettings()
    report: ReportSettings = ReportSettings()

    @property
    def practice(self) -> Practice:
        """What a report of the study's approach prints."""
        return PRACTICES[self.report.approach]

    @property
    def checklists(self) -> tuple[str, ...]:
        """The reporting guidelines that fit the study's approach and its coders."""
        return (*self.practice.checklists, *(OF_LANGUAGE_MODELS * self.language_model.is_asked))

    def shows(self, chapter: str) -> bool:
        """Whether a chapter of the report, with its tables and figures, belongs to the study."""
        if chapter == LANGUAGE_MODEL and not self.language_model.is_asked:
            return False
        return self.practice.shows(chapter)

    def in_use(self) -> dict[str, Any]:
        """Give the settings that the study uses, as plain values."""
        values = self.model_dump(mode="json")
        if not self.language_model.is_asked:
            del values["language_model"]
        if self.practice.machine:
            return values
        kept = {name: told for name, told in values.items() if name not in _OF_PROGRAMS}
        themes = {name: told for name, told in kept["themes"].items() if name not in _OF_COUNTING}
        return {**kept, "coding": {"final": self.coding.final}, "themes": themes}

    @model_validator(mode="before")
    @classmethod
    def _fit_approach(cls, values: Any) -> Any:  # noqa: ANN401  # not yet checked
        return fit_themes(values) if isinstance(values, dict) else values

    @model_validator(mode="after")
    def _agree_with_approach(self) -> Settings:
        if not self.practice.machine and (self.coding.final != "human" or self.coding.train_on):
            raise ValueError(
                "report.approach is reflexive, which counts people's codings only: coding.final "
                "must be human, and coding.train_on empty"
            )
        if not self.practice.machine and self.language_model.is_asked:
            raise ValueError(
                "report.approach is reflexive, in which no program codes: language_model.name must "
                "be empty"
            )
        return self

    @model_validator(mode="after")
    def _order(self) -> Settings:
        if self.topics.min_topics > self.topics.max_topics:
            raise ValueError("topics.min_topics must not exceed topics.max_topics")
        if self.quotes.min_words > self.quotes.max_words:
            raise ValueError("quotes.min_words must not exceed quotes.max_words")
        return self


_LIST = "must be a list. Fix: write [one], or [one, another]"
_WHOLE = "must be a whole number. Fix: write it in digits, such as 5"
_NUMBER = "must be a number. Fix: write it in digits, such as 0.5"
_DATE = "must be a date. Fix: write it as 2026-01-31"
_ALIKE = 0.8  # of the letters of two names, as difflib counts: "min_overlaps" for min_overlap
_SAID = {  # in place of pydantic's words, which are for programmers
    "bool_parsing": "must be true or false",
    "bool_type": "must be true or false",
    "dict_type": "must have lines of its own below it, each `name: value`",
    "enum": "must be {expected}",
    "extra_forbidden": "is not known here. Fix: {near}",
    "float_parsing": _NUMBER,
    "float_type": _NUMBER,
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be {ge} or more",
    "int_from_float": _WHOLE,
    "int_parsing": _WHOLE,
    "int_type": _WHOLE,
    "less_than": "must be less than {lt}",
    "less_than_equal": "must be {le} or less",
    "list_type": _LIST,
    "literal_error": "must be {expected}",
    "missing": "is missing. Fix: add it",
    "model_attributes_type": "must have lines of its own below it, each `name: value`",
    "model_type": "must have lines of its own below it, each `name: value`",
    "date_from_datetime_inexact": _DATE,
    "date_from_datetime_parsing": _DATE,
    "date_type": _DATE,
    "string_pattern_mismatch": "has signs that are not allowed. Fix: use letters, digits and -",
    "string_too_short": "must not be empty",
    "string_type": "must be text. Fix: put it into quotes",
    "too_short": "must not be empty",
    "tuple_type": _LIST,
    "value_error": "{error}",
}


def say_invalid(error: ValidationError, names: Sequence[str] = ()) -> list[str]:
    """Say of each value of a settings file, in plain words, where it stands and what it must be.

    With the names of all settings, the one that an unknown name may stand for is told.
    """
    said = []
    for item in error.errors(include_url=False):
        place = ".".join(map(str, item["loc"]))
        words = {"near": _near(place, names), **item.get("ctx", {})}
        what = _SAID.get(item["type"], "cannot be used").format(**words)
        # what we say of the file as a whole names its settings itself
        said.append(
            what
            if not place and item["type"] == "value_error"
            else f"{place or 'the file'}: {what}"
        )
    return said


def _near(place: str, names: Sequence[str]) -> str:
    """Tell the settings of the same name in another place, or else the one that is spelt alike."""
    key = place.rpartition(".")[2].casefold()
    near = [name for name in names if name.rpartition(".")[2] == key]
    near = near or get_close_matches(place.casefold(), names, n=1, cutoff=_ALIKE)
    return f"perhaps write {' or '.join(near[:3])}" if near else "check each letter of its name"


def _all_names() -> list[str]:
    """List all settings, each with its section: ``report.title``."""
    parts = {name: field.annotation for name, field in Settings.model_fields.items()}
    sections = {
        name: part
        for name, part in parts.items()
        if isinstance(part, type) and issubclass(part, BaseModel)
    }
    inside = (f"{name}.{one}" for name, part in sections.items() for one in part.model_fields)
    return [*parts, *inside]


def check_settings(values: dict[str, Any]) -> Settings:
    """Check settings given as nested dictionaries.

    Parameters
    ----------
    values : dict
        Settings as read from YAML.

    Returns
    -------
    Settings

    Raises
    ------
    SettingsError
        If a key is unknown or a value not allowed; names every such key.
    """
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        said = "; ".join(say_invalid(error, _all_names()))
        raise SettingsError(f"settings.yaml or config.yaml: {said}") from None


class _NotDeclared:
    """Stands for a section that a rule does not declare; reading it is an error."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, key: str) -> Any:  # noqa: ANN401  # never returns
        raise AttributeError(f"the rule does not declare the settings section {self._name!r}")

    def __reduce__(self) -> tuple[type, tuple[str]]:
        return type(self), (self._name,)


def declared_settings(values: dict[str, Any]) -> Settings:
    """Check the sections that a rule declares; reading another one is an error.

    So a changed setting reruns every rule that reads it, and no others.
    """
    checked = check_settings(values)
    sections: dict[str, Any] = {
        name: getattr(checked, name) if name in values else _NotDeclared(name)
        for name in Settings.model_fields
    }
    return Settings.model_construct(set(values), **sections)
