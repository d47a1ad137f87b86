"""The report in a browser."""

from dataclasses import replace
from pathlib import Path

from aft_themes.report.compose import compose_report
from aft_themes.report.writers.html import to_page
from aft_themes.tables.registry import build_tables
from tests.made_results import made_results

from .reader import Reader


def test_no_word_makes_the_report_wider_than_a_phone(reader: Reader, tmp_path: Path) -> None:
    results = made_results()
    long = "Donaudampfschifffahrtsgesellschaftskapit\u00e4nspatentinhaberstolz"
    results = replace(results, themes=results.themes.assign(name=long + results.themes["name"]))
    both = compose_report(results, build_tables(results), [])
    for name, part in (("report", both.report), ("supplement", both.supplement)):
        page = tmp_path / f"{name}.html"
        page.write_text(to_page(part), "utf-8")
        for width in (320, 390, 1280):
            reader.screen(width)
            reader.driver.get(page.as_uri())
            wide = "return document.documentElement.scrollWidth"
            assert reader.driver.execute_script(wide) <= width


def test_a_printed_report_keeps_titles_with_what_they_name(reader: Reader, tmp_path: Path) -> None:
    results = made_results()
    page = tmp_path / "report.html"
    page.write_text(to_page(compose_report(results, build_tables(results), []).report), "utf-8")
    reader.screen(media="print")
    reader.driver.get(page.as_uri())
    style = "getComputedStyle(document.querySelector(arguments[0]))"
    of = f"return {style}.getPropertyValue(arguments[1])"
    for kept in ("figure.table figcaption", "p:has(+ figure.table)", "figure.table tr.group", "h3"):
        assert reader.driver.execute_script(of, kept, "break-after") == "avoid", kept
    for whole in ("figure.table tr", "figure.table figcaption"):
        assert reader.driver.execute_script(of, whole, "break-inside") == "avoid", whole
    assert reader.driver.execute_script(of, "nav", "display") == "none"
