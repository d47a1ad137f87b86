"""What is needed to run the analysis again: settings and versions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from aft_themes.notices import notices
from aft_themes.software import versions
from aft_themes.tables.model import Column, Row, Table
from aft_themes.tables.numbering import table_mark
from aft_themes.tables.results import Results

_SAID_ELSEWHERE = ("statements", "title", "authors")


def reproduction_tables(results: Results) -> tuple[Table, Table]:
    """List the settings of the run and the versions of its software."""
    chosen = results.settings.in_use()
    flat = [Row(("general", name, _said(value))) for name, value in _plain(chosen)]
    flat += [
        Row((section, name, _said(value)))
        for section, values in chosen.items()
        if isinstance(values, dict)
        for name, value in values.items()
        if name not in _SAID_ELSEWHERE
    ]
    marks = tuple(f"{notice.short}." for notice in notices(results.settings, results.lost))
    settings = Table(
        name="settings",
        number=table_mark("settings"),
        title="Settings of the Run",
        columns=(Column("Part"), Column("Setting", 2), Column("Value", 3)),
        rows=tuple(flat),
        notes=("The author's statements are left out here.",),
        group=True,
        banners=marks,
    )
    software = Table(
        name="versions",
        number=table_mark("versions"),
        title="Software",
        columns=(Column("Name", 2), Column("Version", 1)),
        rows=tuple(
            Row(("Python" if name == "python" else name, number))
            for name, number in versions(*results.settings.embeddings.packages).items()
        ),
        notes=("requirements.lock names every package with its checksum.",),
        banners=marks,
    )
    return settings, software


def _plain(chosen: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    return ((name, value) for name, value in chosen.items() if not isinstance(value, dict))


def _said(value: Any) -> str:  # noqa: ANN401  # any setting
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    if isinstance(value, bool):
        return "on" if value else "off"
    return "chosen by the program" if value is None else str(value) or "none"
