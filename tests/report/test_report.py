"""The report: what it says, what it leaves to the author, and that it stands alone."""

import base64
import csv
import importlib.util
import io
import itertools
import json
import re
import zipfile
from dataclasses import replace
from functools import cached_property
from importlib import resources
from pathlib import Path

import docx
import pandas as pd
import pytest
import yaml
from bs4 import BeautifulSoup
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml.ns import qn
from PIL import Image

from aft_themes.approach import LANGUAGE_MODEL
from aft_themes.errors import SchemaError, SettingsError
from aft_themes.figures.registry import FIGURES
from aft_themes.io.processes import Processes
from aft_themes.language_model.outcomes import Status
from aft_themes.report.checklists import AUTHOR, SOURCES, answer, load_items
from aft_themes.report.compose import compose_report
from aft_themes.report.content import Blank, Figure, Quotation, TableBlock, words
from aft_themes.report.counted_codes import least_shown
from aft_themes.report.facts import collect_facts
from aft_themes.report.figures import load_figures
from aft_themes.report.limits import limits, unsettled
from aft_themes.report.references import references
from aft_themes.report.statements import STATEMENTS, asked_of, statements_template
from aft_themes.report.wording import count, listed
from aft_themes.report.writers.docx import to_document
from aft_themes.report.writers.html import to_page
from aft_themes.settings import Settings, check_settings
from aft_themes.tables.language_model import say_requests
from aft_themes.tables.registry import BY_DOMAIN, TABLES, build_tables
from aft_themes.themes.authors_themes import AuthorsTheme
from aft_themes.themes.quotation import printed_words
from aft_themes.themes.themes import theme_groups
from aft_themes.workflow.rule_files import RuleFiles
from tests.made_results import (
    HOSTILE,
    PEOPLE,
    flat_results,
    made_results,
    made_settings,
    with_language_model,
    with_topics,
    write_stages,
)
from tests.report import printed

SCRIPTS = Path(__file__).parents[2] / "scripts"
FORBIDDEN = re.compile(r"\b(objectiv\w*|prove[sdn]?|proving|proof|emerg\w*)\b", re.IGNORECASE)


class Made:
    """What is made of the invented run, each part when a test first asks for it."""

    @cached_property
    def results(self):
        return with_topics(made_results())

    @cached_property
    def both(self):
        return composed(self.results)

    @cached_property
    def report(self):
        return self.both.report

    @cached_property
    def supplement(self):
        return self.both.supplement

    @cached_property
    def page(self):
        return to_page(self.report)

    @cached_property
    def extra_page(self):
        return to_page(self.supplement)

    @cached_property
    def soup(self):
        return BeautifulSoup(self.page, "lxml")

    @cached_property
    def extra_soup(self):
        return BeautifulSoup(self.extra_page, "lxml")

    @cached_property
    def word(self):
        return to_document(self.report)


MADE = Made()
ASKED = asked_of(Settings())


@pytest.fixture(scope="module", autouse=True)
def made():
    """Make all parts before the first test: `make mutants` then sees that each test needs them."""
    return MADE.word, MADE.soup, MADE.extra_soup


def composed(results=None, figures=()):
    results = results or MADE.results
    return compose_report(results, build_tables(results), figures)


def word_text(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        inside = archive.read("word/document.xml").decode()
    return "".join(BeautifulSoup(inside, "xml").find_all(string=True))


def drawn(folder, name="prevalence", number=1, chapter="themes"):
    folder.mkdir(exist_ok=True)
    words = {
        "name": name,
        "number": number,
        "chapter": chapter,
        "title": "A <b>figure</b>",
        "caption": "What it counts.",
        "alt": 'Dots "rising" & falling',
        "long_description": "All of it.",
        "width_mm": 160.0,
    }
    (folder / f"{name}.json").write_text(json.dumps(words))
    (folder / f"{name}.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    Image.new("RGB", (20, 10)).save(folder / f"{name}.png")
    return folder


def test_the_checklists_are_complete():
    items = load_items()
    numbers = {
        guideline: [item.number for item in items if item.guideline == guideline]
        for guideline in SOURCES
    }
    assert numbers["COREQ"] == [str(n) for n in range(1, 33)]
    assert numbers["SRQR"] == [f"S{n}" for n in range(1, 22)]
    assert numbers["MI-CLEAR-LLM"] == [str(n) for n in range(1, 7)]
    assert numbers["TRIPOD-LLM"] == [str(n) for n in range(1, 20)]
    assert numbers["JARS-Qual"] == numbers["RTARG"] == [str(n) for n in range(1, 25)]
    sections = {section.id for one in (MADE.report, MADE.supplement) for section in one.walk()}
    facts = {*collect_facts(MADE.results), "limits"}
    for item in items:
        assert item.section in {*sections, LANGUAGE_MODEL}, item
        for kind, key in item.sources:
            assert key in {"data": facts, "config": set(STATEMENTS)}[kind], item


def test_no_item_is_answered_by_a_bare_yes():
    facts = collect_facts(with_language_model(MADE.results))
    facts |= {"limits": "Five limits are listed in the section."}
    given = dict.fromkeys(STATEMENTS, "Said by the author at some length.")
    for item in load_items():
        for statements in ({}, given):
            where, text = answer(item, facts, statements)
            assert len(text.split()) > 3
            assert where
            assert (AUTHOR in where) == ("To write" in text)
    sources = {kind for item in load_items() for kind, _ in item.sources}
    assert sources == {"data", "config"}


def test_an_item_without_data_or_statement_is_left_to_the_author():
    ethics = next(item for item in load_items() if item.number == "S9")
    facts = collect_facts(MADE.results)
    where, text = answer(ethics, facts, {})
    assert where == f"{AUTHOR}; From the data"
    assert text.startswith("To write in the section: ethics.")
    where, text = answer(ethics, facts, {"ethics": "Approved by the board."})
    assert where == "From the settings; From the data"
    # the report says it once: the checklist points to it
    assert text.startswith("See the section: ethics.")


def test_forbidden_words_do_not_occur_in_our_prose():
    texts = []
    for package in ("aft_themes.report", "aft_themes.tables"):
        for file in _files(package):
            texts.append((file.name, file.read_text("utf-8")))
    assert {"checklists.csv", "report.html", "facts.py", "themes.py"} <= {name for name, _ in texts}
    for name, text in texts:
        assert not FORBIDDEN.findall(text), name


def _files(package):
    folder = Path(str(resources.files(package)))
    return [path for path in folder.rglob("*") if path.suffix in (".py", ".html", ".csv", ".tex")]


def test_forbidden_words_do_not_occur_in_the_report():
    text = MADE.soup.get_text()
    for row in MADE.results.segments.itertuples():
        text = text.replace(printed_words(row.text), "")
    assert not FORBIDDEN.findall(text)


def test_blanks_are_marked_until_the_author_fills_them():
    topics = [b.topic for b in MADE.report.blocks if isinstance(b, Blank)]
    assert sorted(topics) == sorted(ASKED)  # each once
    assert {"positionality", "ethics", "interpretation"} <= set(topics)
    assert len(MADE.soup.select(".blank")) == len(ASKED)
    document = docx.Document(io.BytesIO(MADE.word))
    marked = [
        run.text
        for paragraph in document.paragraphs
        for run in paragraph.runs
        if run.font.highlight_color == WD_COLOR_INDEX.YELLOW
    ]
    assert len(marked) == len(ASKED)
    assert not MADE.extra_soup.select(".blank")
    assert all(text.startswith("[Author must write: ") for text in marked)


def test_the_authors_statements_take_their_places_and_are_escaped():
    settings = made_settings(statements={"ethics": "Approved <script>alert(1)</script>."})
    report = composed(made_results(settings=settings)).report
    page = to_page(report)
    assert "Approved &lt;script&gt;" in page
    assert "<script" not in page
    assert len(BeautifulSoup(page, "lxml").select(".blank")) == len(ASKED) - 1
    assert "Approved <script>" in word_text(to_document(report))


def test_a_statement_on_an_unknown_topic_is_refused():
    settings = made_settings(statements={"ethic": "Approved."})
    with pytest.raises(SettingsError, match=r"unknown topics ethic; allowed are .*ethics"):
        composed(made_results(settings=settings))


@pytest.mark.parametrize(("part", "beside"), [("page", ()), ("extra_page", ("report.html#",))])
def test_the_page_needs_nothing_else(part, beside):
    page = getattr(MADE, part)
    soup = BeautifulSoup(page, "lxml")
    for tag in soup.find_all(True):
        for name in ("src", "href", "action", "data", "poster"):
            address = tag.get(name)
            assert address is None or address.startswith(("#", "data:", *beside)), tag
    assert not soup.find_all(["script", "link", "iframe", "object", "form"])
    assert "default-src 'none'" in soup.find("meta", {"http-equiv": True})["content"]
    assert "url(" not in page
    assert "@import" not in page


def test_the_supplement_leads_to_sections_that_the_report_has():
    anchors = {tag["id"] for tag in MADE.soup.find_all(id=True)}
    links = [tag["href"] for tag in MADE.extra_soup.select('a[href^="report.html"]')]
    assert links
    assert {link.partition("#")[2] for link in links} <= anchors


@pytest.mark.parametrize("part", ["soup", "extra_soup"])
def test_the_page_can_be_read_by_everybody(part):
    soup = getattr(MADE, part)
    assert soup.html["lang"] == "en"
    assert soup.title.get_text()
    assert [len(soup.find_all(name)) for name in ("header", "main", "footer", "h1")] == [1] * 4
    assert soup.nav["aria-label"]
    ids = [tag["id"] for tag in soup.find_all(id=True)]
    assert len(ids) == len(set(ids))
    for link in soup.select('a[href^="#"]'):
        assert link["href"][1:] in ids
    for labelled in soup.select("[aria-labelledby]"):
        assert labelled["aria-labelledby"] in ids
    levels = [int(tag.name[1]) for tag in soup.main.find_all(re.compile(r"^h\d$"))]
    assert levels[0] == 2
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    for table in soup.find_all("table"):
        assert all(head["scope"] == "col" for head in table.thead.find_all("th"))
        for row in table.select("tbody tr"):
            assert row.find("th")["scope"] in ("row", "rowgroup")


def test_figures_stand_inside_the_files_with_their_words(tmp_path):
    folder = drawn(tmp_path / "figures")
    drawn(folder, "unheard", 12, chapter="nowhere")
    (folder / "left.json").write_text(json.dumps({"name": "left", "number": 2, "skipped": "no"}))
    figures = load_figures(folder)
    assert [figure.name for figure in figures] == ["prevalence", "unheard"]
    both = composed(figures=figures)
    page = BeautifulSoup(to_page(both.report), "lxml")
    image = page.select_one("#themes img")
    assert image["alt"] == 'Dots "rising" & falling'
    kind, _, data = image["src"].partition(",")
    assert kind == "data:image/svg+xml;base64"
    assert base64.b64decode(data) == (folder / "prevalence.svg").read_bytes()
    extra = BeautifulSoup(to_page(both.supplement), "lxml")
    assert extra.select_one("#figures #figure-unheard")
    document = docx.Document(io.BytesIO(to_document(both.report)))
    pictures = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert pictures == ['Dots "rising" & falling']


def test_every_figure_and_table_stands_in_the_section_that_the_registries_name(tmp_path):
    chapters = {one.heading.name: one.chapter for one in FIGURES}
    figures = [
        replace(load_figures(drawn(tmp_path / name, name))[0], chapter=chapter)
        for name, chapter in chapters.items()
    ]
    both = composed(figures=figures)
    parts = [part for one in (both.report, both.supplement) for part in one.walk()]
    shown = [(block, part.id) for part in parts for block in part.blocks]
    expected = {**chapters, "prevalence_all": BY_DOMAIN, "quote_plate": BY_DOMAIN}
    assert {b.name: at for b, at in shown if isinstance(b, Figure)} == expected
    tables = {block.table.name: at for block, at in shown if isinstance(block, TableBlock)}
    for name, built in build_tables(MADE.results).items():
        if TABLES[name].chapter not in ("", BY_DOMAIN) and built.rows:
            assert tables[name] == TABLES[name].chapter


def test_a_figure_of_no_section_is_shown_at_the_end(tmp_path):
    figure = replace(load_figures(drawn(tmp_path))[0], chapter="")
    parts = composed(figures=[figure]).supplement.walk()
    found = [(p.id, b.name) for p in parts for b in p.blocks if isinstance(b, Figure)]
    assert found == [("figures", figure.name)]


def test_a_tall_figure_leaves_room_for_its_title_and_note_on_the_page(tmp_path):
    folder = drawn(tmp_path / "figures")
    Image.new("RGB", (160, 230)).save(folder / "prevalence.png")
    document = docx.Document(io.BytesIO(to_document(composed(figures=load_figures(folder)).report)))
    (shape,) = document.inline_shapes
    # 241 mm of text: the rest holds number, title, a note of one line and the notice at the head
    assert 180 < shape.height.mm < 215
    assert shape.width.mm / shape.height.mm == pytest.approx(160 / 230, abs=0.01)
    at = next(n for n, p in enumerate(document.paragraphs) if p._p.xpath(".//pic:pic"))
    above, picture, note = document.paragraphs[at - 1 : at + 2]
    assert above.style.paragraph_format.keep_with_next
    assert picture.paragraph_format.keep_with_next
    assert note.paragraph_format.keep_together


def test_word_has_the_sections_of_the_page():
    document = docx.Document(io.BytesIO(MADE.word))
    headings = [p.text for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert headings == [section.title for section in MADE.report.walk()]
    anchors = {link.get(qn("w:anchor")) for link in document.element.body.iter(qn("w:hyperlink"))}
    marks = {mark.get(qn("w:name")) for mark in document.element.body.iter(qn("w:bookmarkStart"))}
    assert None not in anchors
    assert anchors <= marks
    assert all(re.fullmatch(r"\w{1,40}", mark) for mark in marks)


def test_page_and_word_carry_the_same_tables():
    expected = [b.table for s in MADE.report.walk() for b in s.blocks if isinstance(b, TableBlock)]
    titles = [tag.get_text() for tag in MADE.soup.select("figure.table .title")]
    document = docx.Document(io.BytesIO(MADE.word))
    in_word = [p.text for p in document.paragraphs if p.style.name == "Table Title"]
    assert titles == in_word == [table.title for table in expected]


def test_the_same_run_gives_the_same_bytes():
    again = composed(with_topics(made_results()))
    assert to_page(again.report) == MADE.page
    assert to_page(again.supplement) == MADE.extra_page
    assert to_document(again.report) == MADE.word


def test_synthetic_data_and_the_coders_kind_are_said():
    for text in (MADE.soup.get_text(), word_text(MADE.word)):
        assert "Synthetic data: the interviews are invented" in text
        assert "language models" in text
    assert MADE.soup.header.select_one(".banner")
    assert (
        MADE.soup.get_text().count("no real person, client or institution") == 3
    )  # head, limits, foot
    assert MADE.soup.get_text().count("language models") == 1
    real = composed(made_results(settings=made_settings(synthetic=False)))
    for page in map(to_page, (real.report, real.supplement)):
        assert "ynthetic data" not in page
        assert "language models" not in page


def test_topics_say_why_there_are_so_many_or_none():
    assert "2 topics hold best." in MADE.extra_soup.select_one("#topics").get_text()
    bare = made_results()
    status = {"status": ["no stable topics at this size"], "reason": ["too few"]}
    none = composed(replace(bare, topic_status=pd.DataFrame(status)))
    said = BeautifulSoup(to_page(none.supplement), "lxml").select_one("#topics").get_text()
    assert "No stable topics at this size. Too few" in said


def test_hostile_words_stay_words():
    assert "<b>&amp;" not in MADE.page + MADE.extra_page
    assert "49" not in MADE.extra_soup.select_one("#codes").get_text()
    assert HOSTILE in MADE.soup.get_text()
    assert HOSTILE in MADE.extra_soup.get_text()
    assert HOSTILE in word_text(MADE.word)


def test_the_methods_are_written_from_the_run():
    facts = collect_facts(MADE.results)
    assert facts["sample_size"] == "The analysis has 6 interviews with as many participants."
    assert "Of 7 listed transcripts, 6 were read (text 6)" in facts["intake"]
    assert "rejected: 1; missing: 0; in the folder and in no list: 1." in facts["intake"]
    assert "In 1 file the interviewer was inferred" in facts["intake"]
    assert "18 participant turns were split at sentence ends into 18 segments" in facts["units"]
    assert "supervisor 18" in facts["deidentification"]
    assert "version 2.1) holds 6 codes in 2 domains: Tasks and Impact" in facts["codebook"]
    assert (
        "Interviews were coded by 2 coders: A (6 interviews) and B (6 interviews); 6"
        in facts["coders"]
    )
    assert facts["interviewers"] == "The interviews were held by 2 interviewers (4 and 2)."
    assert re.search(r"numpy \d+\.\d+", facts["software"])
    assert "seed 20" in facts["reproduction"]
    for name in ("software", "coders", "themes_rule"):
        assert facts[name] in MADE.soup.select_one("#methods").get_text()


@pytest.mark.parametrize(
    ("results", "cited", "not_cited"),
    [
        (lambda: MADE.results, "Cohen, J. Wilson, E. Grootendorst, M.", "Hill, C."),
        (made_results, "Cohen, J. Wilson, E.", "Grootendorst, M."),
        (
            lambda: made_results(coders=1),
            "Wilson, E.",
            "Cohen, J. Krippendorff, K. Grootendorst, M.",
        ),
    ],
    ids=["all", "no topics", "one coder"],
)
def test_papers_are_listed_where_their_method_was_used(results, cited, not_cited):
    both = composed(results())
    parts = [
        p for one in (both.report, both.supplement) for p in one.walk() if p.id == "references"
    ]
    papers = [paper for part in parts for paper in part.blocks[0].items]
    authors = " ".join(" ".join(paper.split()[:2]) for paper in papers)
    assert all(name in authors for name in re.findall(r"\w+, \w\.", cited))
    assert not any(name in authors for name in re.findall(r"\w+, \w\.", not_cited))


def test_limits_follow_from_the_run():
    said = " ".join(unsettled(MADE.results))
    assert "Left out: 2 files that could not be used;" in said
    assert MADE.soup.get_text().count("Left out: 2 files") == 1
    assert "Left out: 2 files" in MADE.soup.select_one("#about").get_text()
    assert "a person's decision" not in said
    waiting = " ".join(unsettled(replace(MADE.results, waiting=4)))
    assert "4 possible names need a person's decision" in waiting
    alone = " ".join(limits(made_results(coders=1)))
    assert "Each interview was coded by one coder: agreement is not known." in alone


def test_quotes_for_and_against_stand_with_their_speakers():
    quotes = [*MADE.soup.select("figure.quote"), *MADE.extra_soup.select("figure.quote")]
    stances = [quote.figcaption.get_text() for quote in quotes]
    assert any("contrary" in stance.lower() for stance in stances)
    assert all(re.search(r"\(P\d\d, turn \d+\)", quote.cite.get_text()) for quote in quotes)


def test_no_quote_stands_twice_and_codes_of_few_are_quoted_in_no_section():
    texts = [
        block.text
        for one in (MADE.report, MADE.supplement)
        for block in one.blocks
        if isinstance(block, Quotation)
    ]
    assert len(set(texts)) == len(texts)
    few = MADE.results.themes[MADE.results.themes["n"] < 4]
    assert len(few)
    named = {part.title for one in (MADE.report, MADE.supplement) for part in one.walk()}
    assert not set(few["name"]) & named


def test_small_words():
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed([]) == ""
    assert count(1, "file") == "1 file"
    assert count(1200, "file") == "1,200 files"


def load_script(name):
    spec = importlib.util.spec_from_file_location(name, SCRIPTS / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def report_files(paths, folder):
    """The rule's files; there are no figures and no candidates."""
    candidates = folder / "candidates.csv"
    candidates.write_text("candidate,decision\n")
    (folder / "figures").mkdir(exist_ok=True)
    return RuleFiles(
        {
            **paths,
            "name_candidates": candidates,
            "themes_file": [],
            "summaries_file": [],
            "figures": folder / "figures",
            "report_tables": folder / "tables",
            "report_page": folder / "r.html",
            "report_document": folder / "r.docx",
            "supplement_page": folder / "s.html",
            "supplement_document": folder / "s.docx",
        }
    )


def test_the_script_writes_everything(tmp_path):
    files = report_files(write_stages(MADE.results, tmp_path), tmp_path)
    script = load_script("write_report")
    with Processes(1) as processes:
        script.write_report(files, script.read_results(files, made_settings()), processes, [])
    tables = build_tables(MADE.results)
    assert len(list((tmp_path / "tables").iterdir())) == 5 * len(tables)
    assert (tmp_path / "r.html").read_text("utf-8") == MADE.page
    assert (tmp_path / "r.docx").read_bytes() == MADE.word
    assert (tmp_path / "s.html").read_text("utf-8") == MADE.extra_page
    assert (tmp_path / "s.docx").is_file()
    numbers = re.findall(r"Table (S?\d+)", (tmp_path / "tables" / "themes.html").read_text("utf-8"))
    assert set(numbers) == {MADE.both.tables["themes"].number}
    with (tmp_path / "tables" / "themes.csv").open(encoding="utf-8-sig") as file:
        assert len(list(csv.DictReader(file))) == 6


def test_a_quote_that_nobody_said_stops_before_anything_is_written(tmp_path):
    wrong = MADE.results.quotes.assign(text="Nobody said this at all.")
    paths = write_stages(replace(MADE.results, quotes=wrong), tmp_path)
    files = report_files(paths, tmp_path)
    script = load_script("write_report")
    with Processes(1) as processes, pytest.raises(SchemaError, match="not verbatim"):
        script.write_report(files, script.read_results(files, made_settings()), processes, [])
    assert not (tmp_path / "tables").exists()
    assert not (tmp_path / "r.html").exists()


def test_the_report_of_a_flat_codebook_without_valence():
    both = composed(flat_results())
    page, extra = (BeautifulSoup(to_page(one), "lxml") for one in (both.report, both.supplement))
    text = page.get_text(" ")
    assert "All 8 codes were given to more than half of the participants." in text
    assert "8 codes. Codes with a definition: 1; with rules for what to include and" in text
    assert "exclude: none (" in text
    assert "over all codes" in text
    assert "over domains" not in text
    (chapter,) = next(part for part in both.report.walk() if part.id == "themes").sections
    assert chapter.title == "All codes"
    whole = extra.select_one("#by-domain figure.table")
    assert len(whole.select("tbody tr")) == 8
    results = page.select_one("#results").get_text(" ")
    assert not re.search("benefit|challenge|not valued|for and against|[Cc]ontrary", results)
    assert "Include" not in extra.select_one("#codes").get_text()


def test_agreement_without_intervals_says_why():
    why = "no interval: fewer than 6 participants"
    bare = MADE.results.agreement.assign(low=float("nan"), high=float("nan"), reason=why)
    facts = collect_facts(replace(MADE.results, agreement=bare))
    assert f"over domains ({why}; Table" in facts["agreement"]
    assert "bootstrap" not in facts["agreement_measures"]
    assert "resamples" in collect_facts(MADE.results)["agreement"]


def test_intervals_of_few_participants_are_said_to_be_too_narrow():
    few = collect_facts(MADE.results)["agreement_measures"]
    assert "With so few participants such intervals are too narrow (Hesterberg, 2015)." in few
    many = replace(MADE.results, agreement=MADE.results.agreement.assign(interviews=20))
    assert "too narrow" not in collect_facts(many)["agreement_measures"]


def test_codes_of_small_studies_are_quoted_from_half_of_the_participants():
    assert [least_shown(of) for of in (1, 2, 3, 5, 6, 7, 8, 36)] == [1, 1, 2, 3, 3, 4, 4, 4]


def test_the_report_of_one_coder_and_a_codebook_without_a_title():
    results = made_results(coders=1, settings=made_settings(title=""))
    results = replace(results, codebook=replace(results.codebook, title=""))
    report = composed(results).report
    text = BeautifulSoup(to_page(report), "lxml").get_text(" ")
    assert report.title == "Interviews With 6 Participants"
    assert "Counts rest on the coder's own codings only." in text
    assert "had two or more" not in text
    assert "The codebook (version" in text


def every_figure(folder):
    figures = [
        replace(
            load_figures(drawn(folder / one.heading.name, one.heading.name, number))[0],
            chapter=one.chapter,
            callout=one.callout,
        )
        for number, one in enumerate(FIGURES, start=1)
    ]
    return [figure for figure in figures if figure.name != "timeline"]  # as in flat studies


def body_text(*reports):
    """All prose, captions and headings up to the checklists, in the order of reading."""
    said = []
    for report in reports:
        for block in report.blocks:
            if isinstance(block, TableBlock) and block.table.name.startswith("checklist"):
                continue
            said.append(words(block))
            if isinstance(block, Figure):
                said.append(f"Figure {block.number}")
            if isinstance(block, TableBlock):
                said.append(f"Table {block.table.number}")
    return said


@pytest.mark.parametrize("results", [lambda: MADE.results, flat_results], ids=["domains", "flat"])
def test_figures_and_tables_are_numbered_by_first_mention_and_named_before_they_stand(
    results, tmp_path
):
    both = composed(results(), every_figure(tmp_path))
    assert "\ue000" not in to_page(both.report) + to_page(both.supplement)
    said = body_text(both.report, both.supplement)
    for kind, least in (("Figure", 2), ("Figure S", 8), ("Table", 2), ("Table S", 8)):
        named = [int(n) for text in said for n in re.findall(rf"{kind} ?(\d+)", text)]
        first = list(dict.fromkeys(named))
        assert first == sorted(first), kind
        assert len(first) >= least, kind
    for place, text in enumerate(said):
        if re.fullmatch(r"(Figure|Table) S?\d+", text):
            assert any(re.search(rf"{text}\b", before) for before in said[:place]), text


def test_no_sentence_stands_twice(tmp_path):
    both = composed(figures=every_figure(tmp_path))
    for report in (both.report, both.supplement):
        said = " ".join(
            words(block)
            for block in report.blocks
            if not (isinstance(block, TableBlock) and block.table.name.startswith("checklist"))
        )
        found = [one for one in re.split(r"(?<=[.?!])\s+", said) if len(one.split()) > 5]
        marks = {"Synthetic data: invented interviews, no real participants."}
        twice = {one for one in found if found.count(one) > 1} - marks
        assert not twice


YEAR = r"(?:19|20)\d\d"
CITATION = re.compile(
    rf"([A-Z][\w\u2019'-]+)(?: et al\.|(?:, [A-Z]\w+)*(?:,? (?:and|&) [A-Z]\w+))?,? \(?({YEAR})\b"
)


def test_every_citation_is_listed_and_every_reference_is_cited(tmp_path):
    both = composed(figures=every_figure(tmp_path))
    known = set()
    for report, least in ((both.report, 7), (both.supplement, 1)):
        parts = {part.id: part for part in report.walk()}
        listed_papers = parts["references"].blocks[0].items
        assert listed_papers == tuple(sorted(listed_papers))
        own = [part for part in report.sections if part.id not in ("checklists", "references")]
        text = " ".join(words(b) for part in own for s in part.walk() for b in s.blocks)
        cited = {pair for pair in CITATION.findall(text) if pair[0] not in NO_AUTHORS}
        papers = {re.match(rf"([\w']+),.*?\(({YEAR})\)", one).groups() for one in listed_papers}
        assert cited - known == papers
        assert len(papers) == len(listed_papers) >= least
        known |= papers


NO_AUTHORS = {"Table", "Figure"}


def test_a_paper_that_is_not_cited_is_not_listed():
    assert references("Shares carry Wilson intervals.") == ()
    assert [one[:6] for one in references("(Wilson, 1927); Hill et al. (2005)")] == [
        "Hill, ",
        "Wilson",
    ]
    assert len(references("Guest, Namey and Chen (2020) and (Kiss & Strunk, 2006)")) == 2


def test_the_saturation_sentence_names_runs_of_two_and_no_others():
    def sentence(**change):
        final = MADE.results.codings.assign(**change)
        return collect_facts(replace(MADE.results, codings=final))["saturation"]

    assert "runs of two participants" in sentence()
    assert "saturation was reached at 4+2 (base 4); Table" in sentence()
    # each interview brings a code of its own: nothing is reached
    ids = list(MADE.results.codebook.ids)
    place = {person: at for at, person in enumerate(PEOPLE)}
    own = [ids[place[person]] for person in MADE.results.codings["interview"]]
    assert "saturation was not reached at the settings that can be assessed" in sentence(code=own)


def test_the_authors_themes_come_first_and_codes_of_none_after_them():
    theme = AuthorsTheme(
        name="Being seen", idea="To be seen teaches.", codes=("tasks.tape",), sentence="It does."
    )
    report = composed(replace(MADE.results, authors_themes=(theme,))).report
    (themes,) = [part for part in report.walk() if part.id == "themes"]
    assert themes.title == "Themes"
    assert [part.title for part in themes.sections] == ["Being seen", "Codes outside the themes"]
    lead, *_ = themes.sections[0].blocks
    assert lead.text.startswith("To be seen teaches. It does. All 6 participants have the code ")
    rules = " ".join(words(b) for b in report.blocks)
    assert "The authors defined 1 theme over the codes" in rules
    own = " ".join(words(b) for b in MADE.report.blocks)
    assert "the authors defined none over them" in own
    assert next(part for part in MADE.report.walk() if part.id == "themes").title == "Codes"


def test_results_say_the_largest_the_most_divided_and_the_widest_gap():
    parts = {part.title: part for part in MADE.report.walk()}
    said = parts["Impact"].blocks[0].text
    assert said.startswith(
        "What it is. Of the 6 participants, 5 (83%) have at least one of these codes"
    )
    assert "most often Notices more (5) (Table 2)." in said
    assert "Opinions divide" not in said
    split = MADE.results.themes.assign(benefit=3, challenge=3, mixed=1)
    text = " ".join(words(b) for b in composed(replace(MADE.results, themes=split)).report.blocks)
    assert (
        "Opinions divide most on Notices more: 3 speak of it only as a benefit, 3 only as a "
        in text
    )
    settings = MADE.results.settings.model_copy(
        update={"themes": MADE.results.settings.themes.model_copy(update={"group_from": 2})}
    )
    people = MADE.results.people.assign(cohort=["early"] * 4 + ["late"] * 2)
    groups = theme_groups(MADE.results.participants, people, settings.themes)
    grouped = replace(MADE.results, settings=settings, people=people, groups=groups)
    text = " ".join(words(b) for b in composed(grouped).report.blocks)
    assert re.search(
        r"By cohort, participants differ most in .*: \d of 4 \(early\), \d of 2 \(late\)", text
    )


def test_where_opinions_divide_both_sides_are_quoted_and_elsewhere_one():
    both = MADE.results.quotes.assign(printed=True)
    hard = "On the other hand it was hard."
    contrary = both.assign(stance="contrary", rank=9, text=hard)
    results = replace(MADE.results, quotes=pd.concat([both, contrary], ignore_index=True))

    def quoted(themes):
        parts = {
            part.title: part for part in composed(replace(results, themes=themes)).report.walk()
        }
        return [one.text for one in parts["Impact"].blocks if isinstance(one, Quotation)]

    assert quoted(MADE.results.themes)
    assert hard not in "".join(quoted(MADE.results.themes))
    assert hard in "".join(quoted(MADE.results.themes.assign(benefit=3, challenge=3, mixed=1)))


@pytest.mark.parametrize("name", printed.STUDIES)
def test_every_sentence_is_as_somebody_read_it_last(name):
    """If a change is meant: read the difference, then type python -m tests.report.printed."""
    expected = (printed.FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    assert printed.printed(printed.study(name)).split("\n") == expected.split("\n")


def reported(**report):
    settings = made_settings(**report)
    made = made_results(settings=settings)
    if not settings.practice.machine:
        # what a reflexive study's rules do not make
        made = replace(made, vectors=None, agreement=made.agreement[:0])
    return composed(made)


def test_agreement_is_printed_with_what_must_stand_beside_it():
    said = " ".join(words(b) for b in MADE.report.blocks)
    assert "18 of 18 segments (100%). The unit of agreement is the segment" in said
    assert "Not yet stated by the authors: who coded; when, whether apart, and how" in said
    told = reported(statements={"coders": "We did.", "double_coding": "In May, apart."})
    assert "the authors say so in this report." in " ".join(words(b) for b in told.report.blocks)


@pytest.mark.parametrize(
    ("approach", "checklists", "agreement", "saturation"),
    [
        ("codebook", ["JARS-Qual", "COREQ", "SRQR"], True, True),
        ("coding reliability", ["JARS-Qual", "COREQ", "SRQR"], True, True),
        ("cqr", ["JARS-Qual", "SRQR"], False, False),
        ("framework", ["JARS-Qual", "COREQ", "SRQR"], True, True),
        ("reflexive", ["RTARG"], False, False),
    ],
)
def test_the_approach_decides_what_is_printed(approach, checklists, agreement, saturation):
    both = reported(approach=approach)
    extra = {part.id: part for part in both.supplement.walk()}
    assert [part.title for part in extra["checklists"].sections] == checklists
    assert ("agreement" in extra) == agreement
    assert ("saturation" in extra) == saturation
    text = " ".join(words(b) for b in both.report.blocks)
    assert ("Krippendorff" in text) == agreement
    assert ("saturation was" in text) == saturation
    assert "Hill et al." not in text  # no consensus, no auditing: no labels
    blanks = [b.topic for b in both.report.blocks if isinstance(b, Blank)]
    assert sorted(blanks) == sorted(asked_of(check_settings({"report": {"approach": approach}})))


def test_reports_of_a_reflexive_study_know_no_programs():
    both = reported(approach="reflexive")
    for page in map(to_page, (both.report, both.supplement)):
        text = BeautifulSoup(page, "lxml").get_text(" ")
        assert not re.findall(r"\b(?:machine|suggest|agreement|saturation|embed)\w*", text, re.I)


def test_the_template_of_statements_can_be_copied_into_the_settings():
    settings = made_settings(statements={"ethics": "Approved.\nBy: the board"})
    text = statements_template(settings)
    found = yaml.safe_load(text)["report"]["statements"]
    assert list(found) == list(asked_of(settings))
    assert {key: told for key, told in found.items() if told} == {
        "ethics": "Approved.\nBy: the board"
    }
    made_settings(statements=found)
    for topic in asked_of(settings):
        assert STATEMENTS[topic] in text


def test_the_report_says_how_many_quotes_the_authors_chose():
    quotes = MADE.results.quotes.copy()
    quotes.loc[quotes["printed"].idxmax(), "chosen_by"] = "authors"
    printed = int(quotes["printed"].sum())
    facts = collect_facts(replace(MADE.results, quotes=quotes))
    assert f"1 chosen by the authors, {printed - 1} by a stated rule" in facts["quotes"]
    assert "The authors chose 1; the others follow a rule." in facts["quote_rule"]
    assert "chosen by a stated rule" in collect_facts(MADE.results)["quotes"]


def test_rows_of_quotes_csv_that_were_not_used_are_counted():
    lost = pd.DataFrame([dict.fromkeys(MADE.results.unplaced_quotes.columns, "x")])
    assert "Not used: 1 row of quotes.csv" in " ".join(
        unsettled(replace(MADE.results, unplaced_quotes=lost))
    )


def test_a_language_model_has_a_section_a_table_and_its_checklists():
    asked = with_language_model(MADE.results)
    both = composed(asked)
    extra = {part.id: part for part in both.supplement.walk()}
    text = " ".join(words(block) for block in extra[LANGUAGE_MODEL].blocks)
    for said in (
        "A language model (tiny; SHA-256 of its file 0123) was run on the authors\u2019 computer",
        "at temperature 0.7, 3 times with the seeds 20 to 22",
        "run on the authors\u2019 computer on 2026-01-02",
        "Of 54 first answers 3 were refused, and 2 passages in a run were not coded.",
        "It was made with the interviews P01.",
        "on 5 interviews that people coded and with which the prompt was not made",
        "people reach",
        "Its codes enter no count.",
    ):
        assert said in text
    requests = asked.language_model_requests
    lost = requests["status"] == Status.NOT_CODED
    once = requests[~lost | (lost.cumsum() == 1)]
    said = say_requests(replace(asked, language_model_requests=once))
    assert "and 1 passage in a run was not coded." in said
    table = both.tables["language_model"]
    assert table.title.startswith("A Language Model") and len(table.rows) >= 6
    assert re.search(r"\.\d\d, \.\d\d to 1?\.\d\d", str(table.rows[0].cells))
    guidelines = [part.title for part in extra["checklists"].sections]
    assert guidelines[-2:] == ["MI-CLEAR-LLM", "TRIPOD-LLM"]
    blanks = [
        b.topic for part in both.supplement.walk() for b in part.blocks if isinstance(b, Blank)
    ]
    assert "language_model" in blanks
    assert "A language model was asked to code" in " ".join(map(words, both.report.blocks))
    assert LANGUAGE_MODEL not in {part.id for part in MADE.supplement.walk()}
    assert "asked to code as well" not in " ".join(map(words, MADE.report.blocks))
