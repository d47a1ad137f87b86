"""What report and supplement print of a few invented studies, as text that people can read.

A sentence that was changed on purpose stands otherwise in a file of the folder ``printed``. Read
the difference, then write the files anew: ``python -m tests.report.printed``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from aft_themes.report.compose import compose_report
from aft_themes.report.content import Block, Bullets, Quotation, Report, TableBlock, words
from aft_themes.settings import Settings, check_settings
from aft_themes.tables.registry import build_tables
from aft_themes.tables.results import Results
from aft_themes.themes.authors_themes import AuthorsTheme
from tests.made_results import flat_results, made_results, made_settings, with_topics

FOLDER = Path(__file__).with_name("printed")
# versions of software differ between machines; checklists repeat what sections say
_LEFT_OUT = ("reproducibility", "versions", "settings", "checklists")
STUDIES = ("topics", "flat", "reflexive", "suggested")


def study(name: str) -> Results:
    """Make one of the invented studies."""
    match name:
        case "topics":
            return with_topics(made_results())
        case "flat":
            return flat_results()
        case "reflexive":  # no program chooses or measures; the authors define themes
            made = made_results(settings=made_settings(approach="reflexive"))
            theme = AuthorsTheme(
                name="Being seen", idea="It teaches.", codes=("tasks.tape",), sentence="It does."
            )
            none = made.agreement[:0]
            return replace(made, vectors=None, agreement=none, authors_themes=(theme,))
    return made_results(coders=1, settings=_suggested())


def _suggested() -> Settings:
    values = made_settings(synthetic=False, suppress_below=2).model_dump(exclude_unset=True)
    values["coding"] = {"final": "human+suggested"}
    values["themes"]["sampling"] = "purposive"
    return check_settings(values)


def printed(results: Results) -> str:
    """Write all running text: headings, sentences, notes, quotes and what authors are asked."""
    composed = compose_report(results, build_tables(results), [])
    parts = [*_lines(composed.report), "", "SUPPLEMENT", *_lines(composed.supplement)]
    return "\n".join(parts) + "\n"


def _lines(report: Report) -> Iterator[str]:
    for section in report.walk():
        if section.id not in _LEFT_OUT:
            yield f"\n## {section.title} [{section.id}]"
            for block in section.blocks:
                yield from _words(block)


def _words(block: Block) -> Iterator[str]:
    match block:
        case Quotation():
            yield f"> {block.question} | {block.text} ({block.source}; {block.stance})"
        case Bullets():
            mark = "-" if not block.hanging else "="
            yield from (f"{mark} {item}" for item in block.items)
        case TableBlock(table):
            yield f"[Table {table.number}: {table.title}, {len(table.rows)} rows] {table.note}"
        case _:
            yield words(block) or f"[{type(block).__name__}: {getattr(block, 'asks', '')}]"


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for each in STUDIES:
        text = printed(study(each))
        (FOLDER / f"{each}.txt").write_text(text, encoding="utf-8", newline="\n")
