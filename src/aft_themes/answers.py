"""Answers to questions about a study, shown as a reader wants them: with pictures, names and words.

A :class:`~aft_themes.study.Study` gives them by its methods ``theme``, ``passages``, ``compare``,
``matrix``, ``concordance`` and ``figure``.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING, Any, Protocol

import pandas as pd

from aft_themes.catalog import CATALOG
from aft_themes.coding.codebook import Codebook
from aft_themes.corpus.participants import with_participants
from aft_themes.errors import InputError
from aft_themes.io.entries import Entry, Table
from aft_themes.io.parquet import empty_frame, rows
from aft_themes.settings import Settings
from aft_themes.themes.quotation import printed_words
from aft_themes.themes.themes import roll_up

if TYPE_CHECKING:
    from pathlib import Path

    from matplotlib.figure import Figure

    from aft_themes.figures import DrawnFigure
    from aft_themes.themes.authors_themes import AuthorsTheme

_COLOUR = "#0072B2"
_AROUND = 60  # signs on each side of a word: two lines of a narrow page
_MOST_QUOTES = 4  # with the picture they fill one screen
_MOST_CODES = 30  # rows of a picture that can still be read


class _Stages(Protocol):
    """What an answer needs of a study; :class:`~aft_themes.study.Study` has it."""

    @property
    def themes(self) -> pd.DataFrame: ...
    @property
    def theme_groups(self) -> pd.DataFrame: ...
    @property
    def theme_participants(self) -> pd.DataFrame: ...
    @property
    def quotes(self) -> pd.DataFrame: ...
    @property
    def segments(self) -> pd.DataFrame: ...
    @property
    def participants(self) -> pd.DataFrame: ...
    @property
    def codebook(self) -> Codebook: ...
    @property
    def settings(self) -> Settings: ...
    @property
    def authors_themes(self) -> tuple[AuthorsTheme, ...]: ...
    def codings(self) -> pd.DataFrame: ...
    def path(self, entry: Entry) -> Path: ...
    def table(self, name: str) -> pd.DataFrame: ...


@dataclass(frozen=True)
class Answer:
    """An answer: a table, and how it looks in a notebook.

    Parameters
    ----------
    frame : pandas.DataFrame
        The rows, to go on working with.
    html : str
        What a notebook shows.
    """

    frame: pd.DataFrame
    html: str

    def __len__(self) -> int:
        return len(self.frame)

    def __repr__(self) -> str:
        return self.frame.to_string(index=False)

    def _repr_html_(self) -> str:
        return self.html


def tell_theme(study: _Stages, code: str) -> Answer:
    """Tell who speaks of a code, in which groups, and in which words."""
    (told,) = rows(study.themes[study.themes["code"] == _known(study.codebook, code)])
    groups = study.theme_groups
    mine = groups[groups["code"] == code]
    quotes = study.quotes[study.quotes["code"] == code].head(_MOST_QUOTES)
    said = "".join(
        f"<blockquote>\u201c{escape(printed_words(row.text))}\u201d "
        f"<small>{escape(str(row.participant))}, turn {row.turn}, {escape(row.valence)}</small>"
        "</blockquote>"
        for row in rows(quotes)
    )
    head = (
        f"<h4>{escape(told.name)}</h4><p>{escape(study.codebook[code].definition)}</p>"
        f"<p><b>{told.n}</b> of {told.of} participants, {told.segments} segments; as a "
        f"benefit {told.benefit}, as a challenge {told.challenge}, both {told.mixed}.</p>"
    )
    bars = [
        (f"{row.attribute}: {row.value}", row.n / row.of, f"{row.n} of {row.of}")
        for row in rows(mine)
        if row.of
    ]
    picture = _picture(_draw_bars(bars), f"{told.name} in groups") if bars else ""
    frame = mine[["attribute", "value", "n", "of"]].reset_index(drop=True)
    return Answer(frame, head + picture + said)


def find_passages(
    study: _Stages, code: str, where: Mapping[str, str] | None = None, both: str = ""
) -> Answer:
    """Find the passages of a code, of some participants, perhaps with a second code."""
    told = roll_up(study.codings(), study.codebook)
    mine = told[told["code"] == _known(study.codebook, code)]
    if both:
        other = told[told["code"] == _known(study.codebook, both)]
        mine = mine[mine["segment_id"].isin(other["segment_id"])]
    segments = study.segments[study.segments["segment_id"].isin(mine["segment_id"])]
    segments = segments[segments["participant"].isin(_people(study, where or {}))]
    valences = mine.groupby("segment_id")["valence"].agg(lambda all_: ", ".join(sorted(set(all_))))
    frame = pd.DataFrame(
        {
            "participant": segments["participant"],
            "turn": segments["turn"],
            "valence": segments["segment_id"].map(valences),
            "words": segments["text"].map(printed_words),
        }
    ).reset_index(drop=True)
    name = study.codebook[code].name
    count = f"{len(frame)} passages of {frame['participant'].nunique()} participants"
    cards = "".join(
        f"<p><b>{escape(str(row.participant))}, turn {row.turn}</b> <i>{escape(row.valence)}</i>"
        f"<br>{escape(row.words)}</p>"
        for row in rows(frame)
    )
    return Answer(frame, f"<h4>{escape(name)}: {count}</h4>{cards}")


def compare_groups(study: _Stages, attribute: str, code: str = "") -> Answer:
    """Compare groups: how many of each speak of the codes below one, or of the domains."""
    groups = study.theme_groups
    known = sorted(set(groups["attribute"]))
    if attribute not in known:
        raise InputError(attribute, "is no attribute of the theme tables.", f"use {known}.")
    codes = _below(study.codebook, code)[:_MOST_CODES]
    mine = groups[(groups["attribute"] == attribute) & groups["code"].isin(codes)]
    names = {one: study.codebook[one].name for one in codes}
    frame = mine.assign(
        theme=mine["code"].map(names),
        told=[f"{n} of {of}" for n, of in zip(mine["n"], mine["of"], strict=True)],
    )
    table = frame.pivot_table(
        index="theme", columns="value", values="told", aggfunc="first", sort=False
    )
    table = table.reindex([names[one] for one in codes if names[one] in table.index])
    picture = _picture(_draw_dots(mine, names), f"Share of participants by {attribute}")
    note = "<p><small>Groups are small: leads for reading, not tests.</small></p>"
    return Answer(table.reset_index(), picture + table.to_html(escape=True) + note)


def lay_matrix(study: _Stages, code: str = "") -> Answer:
    """Lay out passages by code and participant, with names, as a picture and a table."""
    told = with_participants(roll_up(study.codings(), study.codebook), study.segments)
    codes = _below(study.codebook, code)[:_MOST_CODES]
    mine = told[told["code"].isin(codes)]
    counted = mine.pivot_table(
        index="code", columns="participant", values="segment_id", aggfunc="nunique", fill_value=0
    )
    people = sorted(set(study.theme_participants["participant"]))
    counted = counted.reindex(index=codes, columns=people, fill_value=0)
    counted.index = pd.Index([study.codebook[one].name for one in codes], name="theme")
    picture = _picture(_draw_matrix(counted), "Passages by code and participant")
    return Answer(counted.reset_index(), picture + counted.to_html(escape=True))


def find_word(study: _Stages, word: str, code: str = "", most: int = 20) -> Answer:
    """Find a word in what participants say: who, in which turn, between which words."""
    segments = study.segments
    if code:
        told = roll_up(study.codings(), study.codebook)
        mine = told.loc[told["code"] == _known(study.codebook, code), "segment_id"]
        segments = segments[segments["segment_id"].isin(mine)]
    ending = re.escape(word).replace(re.escape("*"), r"\w*")
    pattern = re.compile(rf"\b{ending}\b", re.IGNORECASE)
    found = [
        {
            "participant": row.participant,
            "turn": row.turn,
            "before": words[max(0, hit.start() - _AROUND) : hit.start()],
            "word": hit.group(),
            "after": words[hit.end() : hit.end() + _AROUND],
        }
        for row in rows(segments)
        for words in [printed_words(row.text)]
        for hit in pattern.finditer(words)
    ]
    columns = ["participant", "turn", "before", "word", "after"]
    frame = pd.DataFrame(found, columns=columns)
    lines = "".join(
        f"<tr><th>{escape(str(row.participant))}, {row.turn}</th>"
        f"<td style='text-align:right'>{escape(row.before)}</td>"
        f"<td><b>{escape(row.word)}</b></td>"
        f"<td style='text-align:left'>{escape(row.after)}</td></tr>"
        for row in rows(frame.head(most))
    )
    people = frame["participant"].nunique()
    head = f"<p>{len(frame)} places, {people} participants; the first {min(most, len(frame))}:</p>"
    return Answer(frame, f"{head}<table>{lines}</table>")


def draw_figure(
    study: _Stages, name: str, profile: str = "apa", labels: Mapping[str, str] | None = None
) -> DrawnFigure:
    """Draw a figure of the report in a journal's profile."""
    from aft_themes.figures import FigureOptions, notes_for
    from aft_themes.figures.registry import FIGURES

    known = {figure.heading.name: figure for figure in FIGURES}
    if name not in known:
        raise InputError(name, "is no figure.", f"use one of {', '.join(sorted(known))}.")
    figure = known[name]
    frames = [_stage(study, stage) for stage in figure.reads]
    frames += [_table_if_made(study, stage) for stage in figure.also]
    options = FigureOptions(
        profile=profile,
        labels=labels or {},
        notes=notes_for(study.settings),
        authors_themes=study.authors_themes,
    )
    return figure.draw(*frames, options=options, **figure.chosen(study.settings))


def middle_code(study: _Stages) -> str:
    """Choose the code below the domains whose participants are nearest to half of all."""
    themes = study.themes[study.themes["code"].str.contains(".", regex=False)]
    themes = themes if len(themes) else study.themes
    return str(min(rows(themes), key=lambda theme: abs(theme.n / theme.of - 0.5)).code)


def _stage(study: _Stages, name: str) -> Any:  # noqa: ANN401  # a frame or the codebook
    own = ("codebook", "interviews", "participants")
    return getattr(study, name) if name in own else study.table(name)


def _table_if_made(study: _Stages, name: str) -> pd.DataFrame:
    entry = CATALOG[name]
    if isinstance(entry, Table) and not study.path(entry).is_file():
        return empty_frame(entry)
    return study.table(name)


def _known(codebook: Codebook, code: str) -> str:
    if code in codebook:
        return code
    near = ", ".join(codebook.nearest(code))
    raise InputError(code, "is no code of the codebook.", f"perhaps {near}." if near else "")


def _below(codebook: Codebook, code: str) -> list[str]:
    if not code:
        return [one.id for one in codebook.codes if not one.parent]
    below = [one.id for one in codebook.children(_known(codebook, code))]
    return below or [code]


def _people(study: _Stages, where: Mapping[str, str]) -> set[str]:
    people = study.participants
    for name, value in where.items():
        if name not in people:
            raise InputError(name, "is no attribute of a participant.", "see study.participants.")
        people = people[people[name] == value]
    return set(people["participant"])


def _new_figure(lines: int) -> tuple[Figure, Any]:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7, 0.9 + 0.28 * max(lines, 2)), layout="constrained")
    axes = figure.add_subplot()
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def _draw_bars(bars: list[tuple[str, float, str]]) -> Figure:
    figure, axes = _new_figure(len(bars))
    places = range(len(bars))[::-1]
    axes.barh(places, [100 * share for _, share, _ in bars], color=_COLOUR, height=0.6)
    for place, (_, share, text) in zip(places, bars, strict=True):
        axes.annotate(text, (100 * share, place), (4, 0), textcoords="offset points", va="center")
    axes.set_yticks(places, [name for name, _, _ in bars])
    axes.set(xlim=(0, 115), xlabel="Participants of each group (%)", xticks=range(0, 101, 25))
    return figure


_MARKERS = "osD^vPX*"


def _draw_dots(groups: pd.DataFrame, names: Mapping[str, str]) -> Figure:
    figure, axes = _new_figure(len(names))
    place = {code: -row for row, code in enumerate(names)}
    shown = groups[groups["of"] > 0]
    for number, (value, mine) in enumerate(shown.groupby("value", sort=True)):
        marker = _MARKERS[number % len(_MARKERS)]
        of = int(mine["of"].max())
        shares = 100 * mine["n"] / mine["of"]
        axes.plot(shares, mine["code"].map(place), marker, label=f"{value} (n = {of})", alpha=0.85)
    axes.set_yticks(list(place.values()), list(names.values()))
    axes.set(xlim=(-3, 103), xlabel="Participants who speak of it (%)")
    axes.legend(loc="upper left", bbox_to_anchor=(1, 1), frameon=False)
    return figure


def _draw_matrix(counted: pd.DataFrame) -> Figure:
    figure, axes = _new_figure(len(counted))
    axes.imshow(counted.to_numpy(), cmap="Blues", aspect="auto")
    axes.set_yticks(range(len(counted)), counted.index)
    axes.set_xticks(range(counted.shape[1]), counted.columns, rotation=90, fontsize=6)
    return figure


def _picture(figure: Figure, alt: str) -> str:
    buffer = BytesIO()
    figure.savefig(buffer, format="png", dpi=110)
    image = b64encode(buffer.getvalue()).decode("ascii")
    return f'<img src="data:image/png;base64,{image}" alt="{escape(alt)}" style="max-width:100%">'
