"""How Sphinx builds the pages: `make docs`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from click import Context, Option
from pydantic import BaseModel

from aft_themes.catalog import CATALOG
from aft_themes.cli import main
from aft_themes.io.entries import Entry, Table
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
            schema = model.model_json_schema()
            values = schema["properties"][name] | {"$defs": schema.get("$defs", {})}
            default = field.get_default(call_default_factory=True)
            shown = ", ".join(map(str, default)) if isinstance(default, tuple) else default
            cells = (f"`{prefix}{name}`", allowed(values), f"`{shown}`", field.description or "")
            yield f"| {' | '.join(cells)} |"


def allowed(schema: dict[str, Any]) -> str:
    """Say in words which values a setting may take."""
    named = schema.get("$defs", {})
    if "$ref" in schema:
        return allowed(named[schema["$ref"].rpartition("/")[2]])
    if "enum" in schema:
        return ", ".join(f"`{value}`" for value in schema["enum"])
    if "anyOf" in schema:
        return " or ".join(allowed(option | {"$defs": named}) for option in schema["anyOf"])
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
    tail = ["", "The keys of `report.statements`: [What only you can write](statements.md)."]
    text = "\n".join([*head, *settings_table(Settings), *tail]) + "\n"
    (folder / "settings.md").write_text(text, encoding="utf-8")


FOLDERS = {
    "raw": "data/raw/<study>",
    "processed": "data/processed/<study>",
    "reports": "reports/<study>",
}
TYPES = {
    "str": "text",
    "int": "whole number",
    "float": "number",
    "bool": "true or false",
    "list[str]": "list of texts",
    "list[float]": "list of numbers",
}


def files_table(entries: Iterable[Entry]) -> Iterator[str]:
    """List files of a study as rows of a Markdown table."""
    yield "| name | file | holds | private |"
    yield "|---|---|---|---|"
    for entry in entries:
        private = "private" if entry.private else ""
        yield f"| {entry.name} | `{entry.path}` | {entry.about} | {private} |"


def columns_table(table: Table) -> Iterator[str]:
    """List a table's columns as rows of a Markdown table; ``key`` marks what is unique together."""
    yield "| column | type | meaning |"
    yield "|---|---|---|"
    for name, column in table.columns.items():
        notes = [TYPES[column.type.rstrip("?")]]
        notes += ["may be empty"] * column.type.endswith("?") + ["key"] * (name in table.key)
        yield f"| `{name}` | {', '.join(notes)} | {column.about} |"


def same_columns(tables: Iterable[Table]) -> Iterator[list[Table]]:
    """Gather the tables that have the same columns, such as the layers of codings."""
    gathered: dict[tuple[str, ...], list[Table]] = {}
    for one in tables:
        gathered.setdefault((*one.columns, *one.key), []).append(one)
    yield from gathered.values()


_MOST_WANTED = (
    "A long list, to look things up in. What most people want:",
    "",
    "| you want | take |",
    "|---|---|",
    "| the numbers of a table or figure, for R or Excel | the CSV beside it in `reports/` "
    "([R](r.md)) |",
    "| every coding that counts, with coder, file and row | `codings/final.parquet` |",
    "| how many participants have each code, and who | `themes.parquet`, "
    "`theme_participants.parquet` |",
    "| the text, in the parts that are counted | `segments.parquet` |",
    "| what was not counted, and why | `codings/unplaced.parquet`, `intake.parquet` |",
    "",
    'In a notebook `Study("mystudy").themes` reads a table, and so on for each name below. '
    "Files in `private/` hold names. The page is made from `src/aft_themes/catalog/`.",
)


def write_tables_page(folder: Path) -> None:
    """Write the page of all files and tables of a study from the catalog."""
    lines = ["# Every file and table", "", *_MOST_WANTED, ""]
    stored = [entry for entry in CATALOG.values() if entry.path]
    for name, place in FOLDERS.items():
        lines += [f"## `{place}`", "", *files_table(e for e in stored if e.folder == name), ""]
    lines += ["## Columns", "", "Tables are Parquet files. A key is unique in its table.", ""]
    for alike in same_columns(entry for entry in stored if isinstance(entry, Table)):
        lines += [f"### {', '.join(one.name for one in alike)}", ""]
        lines += [*(f"- {one.about}" for one in alike), "", *columns_table(alike[0]), ""]
    (folder / "tables.md").write_text("\n".join(lines), encoding="utf-8")


def write_commands_page(folder: Path) -> None:
    """Write the page of all commands from the program that people type."""
    lines = [
        "# Every command",
        "",
        "`source .venv/bin/activate` puts `aft-themes` within reach, once per terminal.",
        "`aft-themes COMMAND --help` says more.",
        "",
        "| command | does |",
        "|---|---|",
    ]
    for name, command in main.commands.items():
        # with the settings of the program: a command keeps the help option it is first given
        context = Context(command, **main.context_settings)
        pieces = command.collect_usage_pieces(context)
        usage = " ".join(["aft-themes", name, *pieces[1:]]).replace("|", "or")
        lines.append(f"| `{usage}` | {command.get_short_help_str(200)} |")
        for option in command.params:
            if isinstance(option, Option) and option.help:
                lines.append(f"| `{option.opts[0]}` | {option.help} |")
    lines += ["", "`make help` lists the commands that install, test and build.", ""]
    (folder / "commands.md").write_text("\n".join(lines), encoding="utf-8")


def setup(app: Any) -> None:  # noqa: ANN401  # Sphinx's application
    """Write the generated pages before Sphinx reads the folder."""
    write_settings_page(Path(app.srcdir))
    write_tables_page(Path(app.srcdir))
    write_commands_page(Path(app.srcdir))
