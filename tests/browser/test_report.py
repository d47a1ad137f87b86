"""The report in a browser."""

from dataclasses import replace
from pathlib import Path

from aft_themes.report.compose import compose_report
from aft_themes.report.content import Figure
from aft_themes.report.writers.html import to_page
from aft_themes.tables.registry import build_tables
from tests.made_results import made_results

from .reader import Reader
from .test_access import check


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


def test_the_report_follows_the_readers_dark_screen_and_figures_stay_on_white(
    reader: Reader, tmp_path: Path
) -> None:
    """Axe finds no words that are hard to read, and paper stays white."""
    results = made_results()
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>'
    figure = Figure(
        "prevalence", "1", "themes", "shows.", "Title", "Note.", "Alt", "All", 60.0, svg, svg
    )
    page = tmp_path / "report.html"
    tables = build_tables(results)
    page.write_text(to_page(compose_report(results, tables, [figure]).report), "utf-8")
    reader.screen()
    reader.driver.get(page.as_uri())
    colour = "getComputedStyle(document.querySelector(arguments[0])).backgroundColor"
    grounds = {}
    for scheme, media in (("light", ""), ("dark", ""), ("dark", "print")):
        if not media:
            check(reader, 1280, scheme)
        reader.screen(scheme=scheme, media=media)
        grounds[scheme, media] = reader.driver.execute_script(f"return {colour}", "body")
        if scheme == "dark" and not media:
            picture = reader.driver.execute_script(f"return {colour}", "figure.drawing img")
    assert grounds["light", ""] == grounds["dark", "print"] == picture == "rgb(255, 255, 255)"
    assert grounds["dark", ""] != grounds["light", ""]
