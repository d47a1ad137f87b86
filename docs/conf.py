"""How Sphinx builds the pages: `make docs`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from aft_themes.report.statements import TOPICS
from aft_themes.settings import Settings

project = "AFT Themes"
author = "The AFT Themes authors"
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "AFT Themes"


def settings_table(model: type[BaseModel], prefix: str = "") -> Iterator[str]:
    """List every setting of a model as rows of a Markdown table, sections first to last."""
    for name, field in model.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from settings_table(kind, f"{prefix}{name}.")
        else:
            values = model.model_json_schema()["properties"][name]
            default = field.get_default(call_default_factory=True)
            shown = ", ".join(map(str, default)) if isinstance(default, tuple) else default
            cells = (f"`{prefix}{name}`", allowed(values), f"`{shown}`", field.description or "")
            yield f"| {' | '.join(cells)} |"


def allowed(schema: dict[str, Any]) -> str:
    """Say in words which values a setting may take."""
    if "enum" in schema:
        return ", ".join(f"`{value}`" for value in schema["enum"])
    if "anyOf" in schema:
        return " or ".join(allowed(option) for option in schema["anyOf"])
    bounds = {"minimum": "from", "maximum": "to"}
    limits = " ".join(f"{word} {schema[key]}" for key, word in bounds.items() if key in schema)
    kinds = {
        "integer": "whole number",
        "number": "number",
        "string": "text",
        "boolean": "true or false",
        "array": "list",
        "object": "keys and values",
        "null": "empty",
    }
    return f"{kinds[schema['type']]} {limits}".strip()


def write_settings_page(folder: Path) -> None:
    """Write the page of all settings from the model that checks them."""
    head = [
        "# Every setting",
        "",
        "Generated from the model that checks them. Set them in `config/config.yaml`, in a study's",
        "own `data/raw/<study>/settings.yaml`, or with `--config` on the command line. An unknown",
        "key, or a value that is not allowed, stops the run before it begins.",
        "",
        "| setting | values | default | meaning |",
        "|---|---|---|---|",
    ]
    blanks = [
        "",
        "## What only the author can say",
        "",
        "Topics of `report.statements`. The report marks each as a blank until you write it.",
        "",
        "| topic | what it asks for |",
        "|---|---|",
        *(f"| {topic} | {asked} |" for topic, asked in TOPICS.items()),
    ]
    text = "\n".join([*head, *settings_table(Settings), *blanks]) + "\n"
    (folder / "settings.md").write_text(text, encoding="utf-8")


def setup(app: Any) -> None:  # noqa: ANN401  # Sphinx's application
    """Write the generated page before Sphinx reads the folder."""
    write_settings_page(Path(app.srcdir))
