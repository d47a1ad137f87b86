"""Answers about codes: who speaks of one, in which groups, and beside which others."""

from __future__ import annotations

from html import escape

import pandas as pd

from aft_themes.answers.answer import Answer, Stages, codes_below, known_code
from aft_themes.answers.passages import quote_html
from aft_themes.answers.pictures import as_image, draw_bars, draw_dots, draw_matrix
from aft_themes.corpus.participants import with_participants
from aft_themes.errors import InputError
from aft_themes.io.parquet import rows
from aft_themes.themes.themes import roll_up
from aft_themes.wording import count

_MOST_QUOTES = 4  # with the picture they fill one screen
_MOST_CODES = 30  # rows of a picture that can still be read


def tell_theme(study: Stages, code: str) -> Answer:
    """Tell who speaks of a code, in which groups, and in which words."""
    (told,) = rows(study.themes[study.themes["code"] == known_code(study.codebook, code)])
    groups = study.theme_groups
    mine = groups[groups["code"] == code]
    quotes = study.quotes[study.quotes["code"] == code].head(_MOST_QUOTES)
    said = "".join(quote_html(row) for row in rows(quotes))
    ways = f"; as a benefit {told.benefit}, as a challenge {told.challenge}, both {told.mixed}"
    valued = study.themes[["benefit", "challenge", "mixed"]].to_numpy().any()
    head = (
        f"<h4>{escape(told.name)}</h4><p>{escape(study.codebook[code].definition)}</p>"
        f"<p><b>{told.n}</b> of {count(told.of, 'participant')}, "
        f"{count(told.segments, 'segment')}{ways if valued else ''}.</p>"
    )
    bars = [
        (f"{row.attribute}: {row.value}", row.n / row.of, f"{row.n} of {row.of}")
        for row in rows(mine)
        if row.of
    ]
    picture = as_image(draw_bars(bars), f"{told.name} in groups") if bars else ""
    frame = mine[["attribute", "value", "n", "of"]].reset_index(drop=True)
    return Answer(frame, head + picture + said)


def compare_groups(study: Stages, attribute: str, code: str = "") -> Answer:
    """Compare groups: how many of each speak of the codes below one, or of the domains."""
    groups = study.theme_groups
    known = sorted(set(groups["attribute"]))
    if attribute not in known:
        raise InputError(
            attribute, "is not an attribute by which the themes are split.", f"use {known}."
        )
    codes = codes_below(study.codebook, code)[:_MOST_CODES]
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
    picture = as_image(draw_dots(mine, names), f"Share of participants by {attribute}")
    note = "<p><small>Groups are small: leads for reading, not tests.</small></p>"
    return Answer(table.reset_index(), picture + table.to_html(escape=True) + note)


def lay_matrix(study: Stages, code: str = "") -> Answer:
    """Lay out passages by code and participant, with names, as a picture and a table."""
    told = with_participants(roll_up(study.codings(), study.codebook), study.segments)
    codes = codes_below(study.codebook, code)[:_MOST_CODES]
    mine = told[told["code"].isin(codes)]
    counted = mine.pivot_table(
        index="code", columns="participant", values="segment_id", aggfunc="nunique", fill_value=0
    )
    people = sorted(set(study.theme_participants["participant"]))
    counted = counted.reindex(index=codes, columns=people, fill_value=0)
    counted.index = pd.Index([study.codebook[one].name for one in codes], name="theme")
    picture = as_image(draw_matrix(counted), "Passages by code and participant")
    return Answer(counted.reset_index(), picture + counted.to_html(escape=True))


def middle_code(study: Stages) -> str:
    """Choose the code below the domains whose participants are nearest to half of all."""
    themes = study.themes[study.themes["code"].str.contains(".", regex=False)]
    themes = themes if len(themes) else study.themes
    return str(min(rows(themes), key=lambda theme: abs(theme.n - theme.of / 2)).code)
