"""Put the explorer's page together: markup, style, script and data in one file."""

from __future__ import annotations

import base64
import hashlib
import json
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from aft_themes.explorer.content import ExplorerStudy, make_content
from aft_themes.explorer.shown_interviews import choose_shown
from aft_themes.notices import NOTHING_LOST, Lost, notices

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


def build_explorer(study: ExplorerStudy, lost: Lost = NOTHING_LOST) -> str:
    """Build the explorer of a study.

    Parameters
    ----------
    study : ExplorerStudy
        What the page shows.
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
    shown, left_out = choose_shown(study)
    content = make_content(shown, lost)
    style, script = _asset("explorer.css"), _script()
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    template = environment.from_string(_asset("explorer.html"))
    return template.render(
        title=study.settings.report.title or study.codebook.title or study.settings.study,
        policy=_policy(style, script),
        notices=(*notices(study.settings, lost), *([left_out] if left_out else [])),
        codebook=study.codebook,
        has_themes=bool(study.authors_themes),
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
