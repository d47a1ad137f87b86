"""The workflow itself, from a list of stages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

import pandas as pd
from matplotlib.patches import FancyBboxPatch

from aft_themes.codebook.codes import Codebook
from aft_themes.figures.options import DEFAULT_OPTIONS, FigureOptions
from aft_themes.figures.page import (
    CannotDrawError,
    DrawnFigure,
    Heading,
    Key,
    Sheet,
    box_key,
    legend,
    room,
    sentence_of,
)
from aft_themes.figures.style import INK, PAPER, Profile, styled, wrap
from aft_themes.notices import count_lost
from aft_themes.numbers import statistic
from aft_themes.vocabulary import Level, Measure, Variant
from aft_themes.wording import with_capital

WORKFLOW = Heading("workflow", "From Interview Files to Results: Steps and Numbers")
_FILLS = {"people": "#FCE8C2", "program": "#E3EEF6", "both": PAPER}
_EDGES = {"people": (1.4, "-"), "program": (0.7, "-"), "both": (1.4, ":")}  # for grey print
_WHO = {
    "people": "people decide",
    "program": "the program computes",
    "both": "the program computes, people check",
}


@dataclass(frozen=True)
class Stage:
    """One step of the workflow.

    Parameters
    ----------
    id : str
        A short name, used in ``after``.
    title : str
        What is printed in bold.
    words : str
        What happens, in a few words.
    after : tuple of str
        The steps whose results it uses.
    who : str
        ``people``, ``program`` or ``both``.
    column : int
        Where it stands, from 0 at the left; its row follows from ``after``. No stage may stand
        between another and one that it follows in the same column.
    """

    id: str
    title: str
    words: str
    after: tuple[str, ...] = ()
    who: str = "program"
    column: int = 0


_CODERS, _SUGGESTED, _REVIEWED = ("codings",), ("suggest",), ("review",)
_THEMES_REST_ON = {
    "human": _CODERS,
    "human+estimated": _CODERS,
    "human+reviewed": (*_REVIEWED, *_CODERS),
    "human+suggested": (*_SUGGESTED, *_CODERS),
    "suggested": _SUGGESTED,
}


def stages_for(
    final: str,
    *,
    programs: bool = True,
    measured: bool = True,
    codes: str = "codes with definitions and rules",
) -> tuple[Stage, ...]:
    """List the steps of a study.

    Parameters
    ----------
    final : str
        The setting ``coding.final``: whose codings the themes rest on.
    programs : bool
        Whether a program suggests codes and finds topics.
    measured : bool
        Whether agreement between coders is measured.
    codes : str
        What the codebook gives.

    Returns
    -------
    tuple of Stage
    """
    rest_on = _THEMES_REST_ON[final]
    checked = "both" if "review" in rest_on else "program"
    counted = final != "human"
    proposed = "codes that a model proposes" + ("" if counted else "; none is counted")
    review = Stage(
        "review", "Review", "people accept or reject suggestions", ("suggest",), "people"
    )
    every = (
        Stage("codebook", "Codebook", codes, (), "people", 0),
        Stage(
            "files", "Interview files", "transcripts and the list of interviews", (), "people", 1
        ),
        Stage("turns", "Turns", "who said what, and when; private", ("files",), column=1),
        Stage(
            "coding", "Coding", "coders give codes to quotes", ("codebook", "turns"), "people", 0
        ),
        Stage(
            "deid", "De-identification", "names, places, dates become tags", ("turns",), "both", 1
        ),
        Stage(
            "segments", "Segments", "the participant's words in short parts", ("deid",), column=1
        ),
        Stage("codings", "Codings", "quotes placed on segments", ("coding", "segments"), column=1),
        Stage("topics", "Topics", "similar segments grouped; heuristic", ("segments",), column=2),
        Stage("suggest", "Suggestions", proposed, ("codings",), checked, 0),
        *(review,) * ("review" in rest_on),
        Stage("agreement", "Agreement", "how far coders agree", ("codings",), column=2),
        Stage("themes", "Codes across participants", "who spoke of what", rest_on, column=1),
        Stage(
            "report",
            "Results",
            "tables, figures, report, explorer; every quote traceable",
            ("themes",),
            column=1,
        ),
        Stage("meaning", "Interpretation", "what it means, for whom", ("report",), "people", 1),
    )
    left_out = {"topics", "suggest"} if not programs else set[str]()
    left_out |= set() if measured else {"agreement"}
    return tuple(stage for stage in every if stage.id not in left_out)


STAGES = stages_for("human")


def say_codes(codebook: Codebook) -> str:
    """Say what the codebook gives: not every one has definitions, or rules."""
    defined = [bool(code.definition) for code in codebook.codes]
    ruled = [bool(code.include or code.exclude) for code in codebook.codes]
    if not any(defined):
        return "names of codes"
    if not all(defined):
        return "codes, some with definitions"
    if not all(ruled):
        return "codes with definitions" + (", some with rules" if any(ruled) else "")
    return "codes with definitions and rules"


def count_stages(
    *,
    codebook: Codebook,
    interviews: pd.DataFrame,
    segments: pd.DataFrame,
    codings: pd.DataFrame,
    human: pd.DataFrame,
    unplaced: pd.DataFrame,
    themes: pd.DataFrame,
    agreement: pd.DataFrame,
    topics: pd.DataFrame,
) -> dict[str, str]:
    """Count what each step of a run gave and lost, by the ids of :func:`stages_for`.

    Parameters
    ----------
    codebook : Codebook
        The tree of codes.
    interviews, segments, codings, human, unplaced, themes, agreement, topics : pandas.DataFrame
        Stage files; ``codings`` are the final ones, ``human`` those of people.

    Returns
    -------
    dict of str to str
        Such as ``{"segments": "1,204 segments"}``.
    """
    suggested = int((codings["layer"] == "suggested").sum())
    heard = segments["interview"].nunique()
    lost, quotes = count_lost(human, unplaced)[:2]
    grouped = int(topics["segments"].sum())
    used = int((themes["n"] > 0).sum())
    numbers = {
        "codebook": [_count(len(codebook.codes), "code")],
        "files": [
            _count(len(interviews), "interview"),
            _count(len(interviews) - heard, "without usable words"),
        ],
        "turns": [
            _count(len(segments[["interview", "turn"]].drop_duplicates()), "participant turn")
        ],
        "segments": [_count(len(segments), "segment")],
        "coding": [_count(quotes, "coded quote")],
        "codings": [
            _count(len(codings) - suggested, "counted coding"),
            _count(lost, "quote") + " not placed" if lost else "",
        ],
        "suggest": [_count(suggested, "counted suggestion")],
        "agreement": [
            _count(_most(agreement, "interviews"), "interview") + " coded twice"
            if _most(agreement, "interviews")
            else "",
            _alpha(agreement),
        ],
        "themes": [
            _count(_most(themes, "of"), "participant"),
            f"{used:,} of {len(codebook.codes):,} codes used" if used else "",
        ],
        "topics": [
            _count(len(topics), "topic") or "no stable topic found",
            f"{grouped:,} of {len(segments):,} segments" if grouped else "",
        ],
    }
    said = {stage: "; ".join(filter(None, parts)) for stage, parts in numbers.items()}
    return {stage: words for stage, words in said.items() if words}


def _count(number: int, words: str) -> str:
    """Say a number of things; nothing where there are none."""
    if not number:
        return ""
    plural = "" if number == 1 or words.startswith("without") else "s"
    return f"{number:,} {words}{plural}"


def _alpha(agreement: pd.DataFrame) -> str:
    whole = agreement[
        (agreement["measure"] == Measure.ALPHA)
        & (agreement["level"] == Level.ALL_CODES)
        & (agreement["variant"] == Variant.ALL_SEGMENTS)
    ]["estimate"].dropna()
    return f"alpha {statistic(whole.iloc[0])}" if len(whole) else ""


def _most(frame: pd.DataFrame, column: str) -> int:
    return int(frame[column].max()) if len(frame) else 0


def draw_workflow(
    stages: Sequence[Stage] = STAGES,
    *,
    counts: Mapping[str, str] | None = None,
    options: FigureOptions = DEFAULT_OPTIONS,
) -> DrawnFigure:
    """Draw the stages as boxes in the order in which results flow.

    Parameters
    ----------
    stages : sequence of Stage
        The steps.
    counts : mapping, optional
        What a run counted, by stage, such as ``{"segments": "1,204 segments"}``; printed in the
        box.
    options : FigureOptions
        Profile, codes, labels and notes.

    Returns
    -------
    DrawnFigure

    Raises
    ------
    CannotDrawError
        If there are no stages, one follows an unknown one, or they run in a circle.
    """
    look = options.look
    layers = _layers(stages)
    said = {stage.id: (counts or {}).get(stage.id, "") for stage in stages}
    keys = [_key(who) for who in _FILLS if any(stage.who == who for stage in stages)]
    with styled(look):
        head = legend(None, keys, look, 0) + 0.8 * look.text
        space = room(options) - head
        chart = _Chart(layers, said, look, space, words=True)
        if chart.height > space:  # as on slides
            chart = _Chart(layers, said, look, space, words=False)
        sheet = Sheet(options, head + chart.height, WORKFLOW.title)
        legend(sheet, keys, look, 0)
        chart.draw(sheet, head)
    return DrawnFigure(
        heading=WORKFLOW,
        caption=(
            "Steps of the analysis from top to bottom; arrows lead from a result to the steps "
            "that use it. Shading and edges show who decides: people code, check and interpret; "
            "the program places, counts and draws."
        ),
        alt=_finding(said, len(stages)),
        long_description=_steps_in_words(stages, said),
        data=_steps_as_table(stages, said),
        figure=sheet.figure,
        profile=look,
    )


def _steps_in_words(stages: Sequence[Stage], said: Mapping[str, str]) -> str:
    title = {stage.id: stage.title for stage in stages}
    steps = []
    for stage in stages:
        counted = f" ({said[stage.id]})" if said[stage.id] else ""
        used = ", ".join(title[one] for one in stage.after) or "nothing"
        steps.append(f"{stage.title}: {stage.words}{counted}; {_WHO[stage.who]}; uses {used}.")
    return " ".join(steps)


def _steps_as_table(stages: Sequence[Stage], said: Mapping[str, str]) -> pd.DataFrame:
    steps = [
        (one.id, one.title, one.words, said[one.id], one.who, "; ".join(one.after))
        for one in stages
    ]
    return pd.DataFrame(steps, columns=["stage", "title", "what", "count", "who", "uses"])


def _finding(said: Mapping[str, str], steps: int) -> str:
    """Say what went in and what came out."""
    path = ("files", "turns", "segments", "codings", "themes")
    numbers = [said[stage].partition(";")[0] for stage in path if said.get(stage)]
    if not numbers:
        return sentence_of(f"The {steps} steps lead from interview files to interpretation")
    return sentence_of(f"The {steps} steps lead from {', then '.join(numbers)}")


def _layers(stages: Sequence[Stage]) -> list[list[Stage]]:
    by_id = {stage.id: stage for stage in stages}
    unknown = {one for stage in stages for one in stage.after} - set(by_id)
    if not stages or unknown:
        raise CannotDrawError(f"There are no stages {', '.join(sorted(unknown)) or 'to draw'}.")
    try:
        order = tuple(TopologicalSorter({one.id: one.after for one in stages}).static_order())
    except CycleError:
        raise CannotDrawError("The stages follow each other in a circle.") from None
    row: dict[str, int] = {}
    for one in order:
        row[one] = 1 + max((row[before] for before in by_id[one].after), default=-1)
    return [
        [stage for stage in stages if row[stage.id] == number]
        for number in range(max(row.values()) + 1)
    ]


class _Chart:
    """Boxes in rows and columns, and arrows in the gaps between the rows."""

    def __init__(
        self,
        layers: list[list[Stage]],
        said: Mapping[str, str],
        look: Profile,
        space: float,
        *,
        words: bool,
    ) -> None:
        self.layers, self.look = layers, look
        columns = 1 + max(stage.column for layer in layers for stage in layer)
        self.between = 5 * look.size / 8
        self.wide = (look.inner - (columns - 1) * self.between) / columns
        self.pad = 0.55 * look.text
        inner = self.wide - 2 * self.pad
        self.lines = {
            stage.id: [
                *((line, True) for line in wrap(stage.title, inner, look, bold=True)),
                *((line, False) for line in wrap(stage.words if words else "", inner, look)),
                *((line, False) for line in wrap(said[stage.id], inner, look)),
            ]
            for layer in layers
            for stage in layer
        }
        self.lines = {one: [pair for pair in lines if pair[0]] for one, lines in self.lines.items()}
        self.tall = [
            max(len(self.lines[stage.id]) for stage in layer) * look.pitch + 2 * self.pad
            for layer in layers
        ]
        free = (space - sum(self.tall)) / max(1, len(layers) - 1)
        self.gap = min(2.1, max(1.2, free / look.text)) * look.text
        self.tops = [sum(self.tall[:row]) + row * self.gap for row in range(len(layers))]
        self.height = self.tops[-1] + self.tall[-1]
        self.row = {stage.id: row for row, layer in enumerate(layers) for stage in layer}
        self.stages = {stage.id: stage for layer in layers for stage in layer}

    def _middle(self, one: str) -> float:
        return self.stages[one].column * (self.wide + self.between) + self.wide / 2

    def draw(self, sheet: Sheet, head: float) -> None:
        """Draw arrows, then boxes over them."""
        for row in range(1, len(self.layers)):
            self._arrows(sheet, head, row)
        for row, layer in enumerate(self.layers):
            for stage in layer:
                self._box(sheet, stage, head + self.tops[row], self.tall[row])

    def _box(self, sheet: Sheet, stage: Stage, top: float, tall: float) -> None:
        lines = self.lines[stage.id]
        left = self._middle(stage.id) - self.wide / 2
        own = len(lines) * self.look.pitch + 2 * self.pad
        weight, style = _EDGES[stage.who]
        sheet.page.add_patch(
            FancyBboxPatch(
                (left + 0.6, top + 0.6),
                self.wide - 1.2,
                tall - 1.2,
                boxstyle="round,pad=0.6,rounding_size=1.2",
                facecolor=_FILLS[stage.who],
                edgecolor=INK,
                linewidth=weight * self.look.line,
                linestyle=style,
                zorder=3,
            )
        )
        y = top + (tall - own) / 2 + self.pad
        for number, (line, bold) in enumerate(lines):
            middle = y + (number + 0.5) * self.look.pitch
            sheet.text(left + self.wide / 2, middle, line, ha="center", bold=bold)

    def _arrows(self, sheet: Sheet, head: float, row: int) -> None:
        """Draw what leads into a row; each source has its own height in the gap above."""
        pairs = [(one, stage.id) for stage in self.layers[row] for one in stage.after]
        bent = sorted(
            {a for a, b in pairs if self.stages[a].column != self.stages[b].column},
            key=self._middle,
        )
        for target in self.layers[row]:
            sources = sorted(target.after, key=self._middle)
            for place, source in enumerate(sources):
                start = self._middle(source) + self._leave(source, target.id)
                end = self._middle(target.id) + 0.16 * self.wide * (place - (len(sources) - 1) / 2)
                if self.stages[source].column == target.column:
                    start = end
                level = (bent.index(source) + 1) / (len(bent) + 1) if source in bent else 0.5
                bottom = head + self.tops[self.row[source]] + self.tall[self.row[source]]
                top = head + self.tops[row]
                turn = top - self.gap + 0.62 * self.gap * level
                xs, ys = (start, start, end, end), (bottom, turn, turn, top - 0.3)
                sheet.page.plot(
                    xs,
                    ys,
                    color=INK,
                    linewidth=0.8 * self.look.line,
                    solid_joinstyle="round",
                    zorder=2,
                )
                tip = 0.32 * self.look.text
                sheet.page.fill(
                    (end, end - 0.6 * tip, end + 0.6 * tip),
                    (top, top - 1.7 * tip, top - 1.7 * tip),
                    color=INK,
                    linewidth=0,
                    zorder=2,
                )

    def _leave(self, source: str, target: str) -> float:
        """Let lines to other columns leave beside the line straight down."""
        here, there = self.stages[source].column, self.stages[target].column
        return 0.0 if here == there else 0.16 * self.wide * (1 if there > here else -1)


def _key(who: str) -> Key:
    return box_key(with_capital(_WHO[who]), _FILLS[who], INK, *_EDGES[who])
