"""Put the explorer's page together: markup, style, script and data in one file."""

from __future__ import annotations

import base64
import hashlib
import json
from importlib.resources import files
from typing import Any

import pandas as pd
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from aft_themes.coding.codebook import Codebook
from aft_themes.explorer.content import make_content
from aft_themes.notices import NOTHING_LOST, Lost, notices
from aft_themes.settings import Settings
from aft_themes.themes.authors_themes import AuthorsTheme

_SCRIPTS = (
    "corpus",
    "state",
    "selection",
    "search",
    "spoken",
    "dom",
    "store",
    "saving",
    "kept",
    "evidence",
    "passages",
    "sidebar",
    "themes",
    "words",
    "transcript",
    "grid",
    "matrix",
    "together",
    "compare",
    "portrait",
    "topics",
    "coded",
    "workbook",
    "unzip",
    "finder",
    "sure",
    "worklist",
    "queue",
    "decided",
    "review",
    "panel",
    "coding",
    "main",
)
_ESCAPED = str.maketrans(
    {sign: f"\\u{ord(sign):04x}" for sign in ("<", ">", "&", "\u2028", "\u2029")}
)


def build_explorer(
    *,
    segments: pd.DataFrame,
    clean_turns: pd.DataFrame,
    codings: pd.DataFrame,
    themes: pd.DataFrame,
    theme_participants: pd.DataFrame,
    quotes: pd.DataFrame,
    participants: pd.DataFrame,
    codebook: Codebook,
    settings: Settings,
    topics: pd.DataFrame | None = None,
    broad_topics: pd.DataFrame | None = None,
    topic_names: pd.DataFrame | None = None,
    topic_assignments: pd.DataFrame | None = None,
    authors_themes: tuple[AuthorsTheme, ...] = (),
    suggestions: pd.DataFrame | None = None,
    disagreements: pd.DataFrame | None = None,
    lost: Lost = NOTHING_LOST,
) -> str:
    """Build the explorer of a study.

    Parameters
    ----------
    segments, clean_turns, codings, themes, theme_participants, quotes : pandas.DataFrame
        By the contracts of these names; ``codings`` are the final ones.
    participants : pandas.DataFrame
        As ``participants.as_columns`` gives it; of its attributes those
        that ``settings.themes.attributes`` chooses are shown.
    codebook : Codebook
        The tree of codes.
    settings : Settings
        The settings of the run.
    topics, broad_topics, topic_names, topic_assignments : pandas.DataFrame, optional
        By the contracts of these names, where topics were looked for.
    authors_themes : tuple of AuthorsTheme
        The themes that the authors define over the codes; they come first where there are any.
    suggestions, disagreements : pandas.DataFrame, optional
        The machine's suggestions and what coders differ in; shown as unchecked, and to decide on.
    lost : Lost
        How many coded quotes could not be placed.

    Returns
    -------
    str
        One page of HTML, to be saved as UTF-8: it needs nothing beside it and loads nothing.

    Raises
    ------
    SchemaError
        If the frames do not fit each other.
    """
    content = make_content(
        segments=segments,
        clean_turns=clean_turns,
        codings=codings,
        themes=themes,
        theme_participants=theme_participants,
        quotes=quotes,
        participants=participants,
        codebook=codebook,
        settings=settings,
        topics=topics,
        broad_topics=broad_topics,
        topic_names=topic_names,
        authors_themes=authors_themes,
        topic_assignments=topic_assignments,
        suggestions=suggestions,
        disagreements=disagreements,
    )
    style, script = _asset("explorer.css"), _script()
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    template = environment.from_string(_asset("explorer.html"))
    return template.render(
        title=settings.report.title or codebook.title or settings.study,
        policy=_policy(style, script),
        notices=notices(settings, lost),
        codebook=codebook,
        has_themes=bool(authors_themes),
        has_topics=bool(content["topics"]),
        style=Markup(style),  # noqa: S704  # the package's own file
        script=Markup(script),  # noqa: S704
        data=Markup(escape_json(content)),  # noqa: S704  # holds no <, > or & any more
    )


def escape_json(content: Any) -> str:  # noqa: ANN401  # anything that JSON can hold
    r"""Write JSON that can stand in a ``script`` element whatever its texts hold."""
    written = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return written.translate(_ESCAPED)


def _policy(style: str, script: str) -> str:
    # only this very style and script run; the page may load nothing and set no markup from text
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_digest(style)}'",
            f"script-src '{_digest(script)}'",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _script() -> str:
    parts = "\n".join(_asset(f"js/{name}.js") for name in _SCRIPTS)
    return f'(() => {{\n"use strict";\n{parts}\n}})();'


def _asset(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
