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
from importlib import resources
from pathlib import Path

import docx
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml.ns import qn
from PIL import Image

from aft_themes.errors import SchemaError, SettingsError
from aft_themes.figures.registry import FIGURES
from aft_themes.report.checklists import AUTHOR, answer, load_items
from aft_themes.report.compose import compose_report
from aft_themes.report.content import Blank, Figure, TableBlock, words
from aft_themes.report.facts import collect_facts, count, listed
from aft_themes.report.figures import load_figures
from aft_themes.report.limits import limits
from aft_themes.report.references import references
from aft_themes.report.statements import STATEMENTS
from aft_themes.report.writers.docx import to_document
from aft_themes.report.writers.html import to_page
from aft_themes.tables.quotation import printed_words
from aft_themes.tables.registry import BY_DOMAIN, TABLES, build_tables
from aft_themes.themes.authors_themes import AuthorsTheme
from aft_themes.workflow.rule_files import RuleFiles
from tests.made_results import (
    HOSTILE,
    PEOPLE,
    flat_results,
    made_results,
    made_settings,
    with_topics,
    write_stages,
)

SCRIPTS = Path(__file__).parents[2] / "scripts"
FORBIDDEN = re.compile(r"\b(objectiv\w*|prove[sdn]?|proving|proof|emerg\w*)\b", re.IGNORECASE)
RESULTS = with_topics(made_results())


def composed(results=RESULTS, figures=()):
    return compose_report(results, build_tables(results), figures)


REPORT = composed()
PAGE = to_page(REPORT)
SOUP = BeautifulSoup(PAGE, "lxml")
WORD = to_document(REPORT)


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
        for guideline in ("COREQ", "SRQR", "JARS-Qual")
    }
    assert numbers["COREQ"] == [str(n) for n in range(1, 33)]
    assert numbers["SRQR"] == [f"S{n}" for n in range(1, 22)]
    assert numbers["JARS-Qual"] == [str(n) for n in range(1, 25)]
    sections = {section.id for section in REPORT.walk()}
    facts = {*collect_facts(RESULTS), "limits"}
    for item in items:
        assert item.section in sections, item
        for kind, key in item.sources:
            assert key in {"data": facts, "config": set(STATEMENTS)}[kind], item


def test_no_item_is_answered_by_a_bare_yes():
    facts = collect_facts(RESULTS) | {"limits": "Five limits are listed in the section."}
    given = dict.fromkeys(STATEMENTS, "Said by the author at some length.")
    for item in load_items():
        for statements in ({}, given):
            where, text = answer(item, facts, statements)
            assert len(text.split()) > 3
            assert where
            assert (AUTHOR in where) == (AUTHOR in text)
    sources = {kind for item in load_items() for kind, _ in item.sources}
    assert sources == {"data", "config"}


def test_an_item_without_data_or_statement_is_left_to_the_author():
    ethics = next(item for item in load_items() if item.number == "S9")
    facts = collect_facts(RESULTS)
    where, text = answer(ethics, facts, {})
    assert where == f"{AUTHOR}; From the data"
    assert text.startswith(f"{AUTHOR}: Approval")
    where, text = answer(ethics, facts, {"ethics": "Approved by the board."})
    assert where == "From the settings; From the data"
    assert text.startswith("Approved by the board.")


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
    text = SOUP.get_text()
    for row in RESULTS.segments.itertuples():
        text = text.replace(printed_words(row.text), "")
    assert not FORBIDDEN.findall(text)


def test_blanks_are_marked_until_the_author_fills_them():
    topics = {b.topic for s in REPORT.walk() for b in s.blocks if isinstance(b, Blank)}
    assert topics == set(STATEMENTS)
    assert {"positionality", "ethics", "interpretation"} <= topics
    assert len(SOUP.select(".blank")) == len(STATEMENTS)
    document = docx.Document(io.BytesIO(WORD))
    marked = [
        run.text
        for paragraph in document.paragraphs
        for run in paragraph.runs
        if run.font.highlight_color == WD_COLOR_INDEX.YELLOW
    ]
    assert len(marked) == len(STATEMENTS)
    assert all(text.startswith("[Author must write: ") for text in marked)


def test_the_authors_statements_take_their_places_and_are_escaped():
    settings = made_settings(statements={"ethics": "Approved <script>alert(1)</script>."})
    report = composed(made_results(settings=settings))
    page = to_page(report)
    assert "Approved &lt;script&gt;" in page
    assert "<script" not in page
    assert len(BeautifulSoup(page, "lxml").select(".blank")) == len(STATEMENTS) - 1
    assert "Approved <script>" in word_text(to_document(report))


def test_a_statement_on_an_unknown_topic_is_refused():
    settings = made_settings(statements={"ethic": "Approved."})
    with pytest.raises(SettingsError, match=r"unknown topics ethic; allowed are .*ethics"):
        composed(made_results(settings=settings))


def test_the_page_needs_nothing_else():
    for tag in SOUP.find_all(True):
        for name in ("src", "href", "action", "data", "poster"):
            address = tag.get(name)
            assert address is None or address.startswith(("#", "data:")), tag
    assert not SOUP.find_all(["script", "link", "iframe", "object", "form"])
    assert "default-src 'none'" in SOUP.find("meta", {"http-equiv": True})["content"]
    assert "url(" not in PAGE
    assert "@import" not in PAGE


def test_the_page_can_be_read_by_everybody():
    assert SOUP.html["lang"] == "en"
    assert SOUP.title.get_text()
    assert [len(SOUP.find_all(name)) for name in ("header", "main", "footer", "h1")] == [1] * 4
    assert SOUP.nav["aria-label"]
    ids = [tag["id"] for tag in SOUP.find_all(id=True)]
    assert len(ids) == len(set(ids))
    for link in SOUP.select('a[href^="#"]'):
        assert link["href"][1:] in ids
    for labelled in SOUP.select("[aria-labelledby]"):
        assert labelled["aria-labelledby"] in ids
    levels = [int(tag.name[1]) for tag in SOUP.main.find_all(re.compile(r"^h\d$"))]
    assert levels[0] == 2
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    for table in SOUP.find_all("table"):
        assert all(head["scope"] == "col" for head in table.thead.find_all("th"))
        for row in table.select("tbody tr"):
            assert row.find("th")["scope"] in ("row", "rowgroup")


def test_figures_stand_inside_the_files_with_their_words(tmp_path):
    folder = drawn(tmp_path / "figures")
    drawn(folder, "unheard", 12, chapter="nowhere")
    (folder / "left.json").write_text(json.dumps({"name": "left", "number": 2, "skipped": "no"}))
    figures = load_figures(folder)
    assert [figure.name for figure in figures] == ["prevalence", "unheard"]
    report = composed(figures=figures)
    page = BeautifulSoup(to_page(report), "lxml")
    image = page.select_one("#themes img")
    assert image["alt"] == 'Dots "rising" & falling'
    kind, _, data = image["src"].partition(",")
    assert kind == "data:image/svg+xml;base64"
    assert base64.b64decode(data) == (folder / "prevalence.svg").read_bytes()
    assert page.select_one("#figures #figure-unheard")
    document = docx.Document(io.BytesIO(to_document(report)))
    pictures = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert pictures == ['Dots "rising" & falling'] * 2


def test_every_figure_and_table_stands_in_the_section_that_the_registries_name(tmp_path):
    chapters = {one.heading.name: one.chapter for one in FIGURES}
    figures = [
        replace(load_figures(drawn(tmp_path / name, name))[0], chapter=chapter)
        for name, chapter in chapters.items()
    ]
    report = composed(figures=figures)
    shown = [(block, part.id) for part in report.walk() for block in part.blocks]
    assert {b.name: at for b, at in shown if isinstance(b, Figure)} == chapters
    tables = {block.table.name: at for block, at in shown if isinstance(block, TableBlock)}
    for name, one in TABLES.items():
        if one.chapter not in ("", BY_DOMAIN) and build_tables(RESULTS)[name].rows:
            assert tables[name] == one.chapter


def test_a_figure_of_no_section_is_shown_at_the_end(tmp_path):
    figure = replace(load_figures(drawn(tmp_path))[0], chapter="")
    report = composed(figures=[figure])
    assert [part.id for part in report.walk() if figure in part.blocks] == ["figures"]


def test_a_tall_figure_leaves_room_for_its_title_and_note_on_the_page(tmp_path):
    folder = drawn(tmp_path / "figures")
    Image.new("RGB", (160, 230)).save(folder / "prevalence.png")
    document = docx.Document(io.BytesIO(to_document(composed(figures=load_figures(folder)))))
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
    document = docx.Document(io.BytesIO(WORD))
    headings = [p.text for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert headings == [section.title for section in REPORT.walk()]
    anchors = {link.get(qn("w:anchor")) for link in document.element.body.iter(qn("w:hyperlink"))}
    marks = {mark.get(qn("w:name")) for mark in document.element.body.iter(qn("w:bookmarkStart"))}
    assert None not in anchors
    assert anchors <= marks
    assert all(re.fullmatch(r"\w{1,40}", mark) for mark in marks)


def test_page_and_word_carry_the_same_tables():
    expected = [b.table for s in REPORT.walk() for b in s.blocks if isinstance(b, TableBlock)]
    titles = [tag.get_text() for tag in SOUP.select("figure.table .title")]
    document = docx.Document(io.BytesIO(WORD))
    in_word = [p.text for p in document.paragraphs if p.style.name == "Table Title"]
    assert titles == in_word == [table.title for table in expected]


def test_the_same_run_gives_the_same_bytes():
    again = composed(with_topics(made_results()))
    assert to_page(again) == PAGE
    assert to_document(again) == WORD


def test_synthetic_data_and_the_coders_kind_are_said():
    for text in (SOUP.get_text(), word_text(WORD)):
        assert "Synthetic data: the interviews are invented" in text
        assert "language models" in text
    assert SOUP.header.select_one(".banner")
    real = composed(made_results(settings=made_settings(synthetic=False)))
    assert "ynthetic data" not in to_page(real)
    assert "language models" not in to_page(real)


def test_topics_say_why_there_are_so_many_or_none():
    assert "2 topics hold best." in SOUP.select_one("#topics").get_text()
    bare = made_results()
    status = {"status": ["no stable topics at this size"], "reason": ["too few"]}
    none = composed(replace(bare, topic_status=pd.DataFrame(status)))
    said = BeautifulSoup(to_page(none), "lxml").select_one("#topics").get_text()
    assert "No stable topics at this size. Too few" in said


def test_hostile_words_stay_words():
    assert "<b>&amp;" not in PAGE
    assert "49" not in SOUP.select_one("#codes").get_text()
    assert HOSTILE in SOUP.get_text()
    assert HOSTILE in word_text(WORD)


def test_the_methods_are_written_from_the_run():
    facts = collect_facts(RESULTS)
    assert facts["sample_size"].startswith("6 interviews with as many participants")
    assert "6 of 7 listed transcripts were read (text 6)" in facts["intake"]
    assert "rejected: 1; missing: 0; in the folder and in no list: 1." in facts["intake"]
    assert "In 1 file the interviewer was inferred" in facts["intake"]
    assert "18 participant turns were split at sentence ends into 18 segments" in facts["units"]
    assert "supervisor 18" in facts["deidentification"]
    assert "version 2.1) holds 6 codes in 2 domains: Tasks and Impact" in facts["codebook"]
    assert "2 coders coded: coder A 6 and coder B 6 interviews" in facts["coders"]
    assert "2 interviewers held 4 and 2" in facts["interviewers"]
    assert re.search(r"numpy \d+\.\d+", facts["software"])
    assert "seed 20" in facts["reproduction"]
    for name in ("software", "reproduction", "coders", "themes_rule"):
        assert facts[name] in SOUP.select_one("#methods").get_text()


@pytest.mark.parametrize(
    ("results", "cited", "not_cited"),
    [
        (RESULTS, "Cohen, J. Hill, C. Grootendorst, M.", ""),
        (made_results(), "Cohen, J. Hill, C.", "Grootendorst, M."),
        (made_results(coders=1), "Hill, C.", "Cohen, J. Krippendorff, K. Grootendorst, M."),
    ],
    ids=["all", "no topics", "one coder"],
)
def test_papers_are_listed_where_their_method_was_used(results, cited, not_cited):
    parts = composed(results).walk()
    papers = next(part for part in parts if part.id == "references").blocks[0].items
    authors = " ".join(" ".join(paper.split()[:2]) for paper in papers)
    assert all(name in authors for name in re.findall(r"\w+, \w\.", cited))
    assert not any(name in authors for name in re.findall(r"\w+, \w\.", not_cited))


def test_limits_follow_from_the_run():
    said = " ".join(limits(RESULTS))
    assert "Left out: 2 files that could not be used;" in said
    assert "Left out: 2 files" in SOUP.select_one("#about").get_text()
    assert "a person's decision" not in said
    assert "not anonym" not in said
    waiting = " ".join(limits(replace(RESULTS, waiting=4)))
    assert "4 possible names need a person's decision" in waiting
    alone = " ".join(limits(made_results(coders=1)))
    assert "Each interview was coded by one coder: agreement is not known." in alone


def test_quotes_for_and_against_stand_with_their_speakers():
    quotes = SOUP.select("figure.quote")
    printed = RESULTS.quotes[RESULTS.quotes["printed"]]
    assert len(quotes) == len(printed)
    stances = [quote.figcaption.get_text() for quote in quotes]
    assert any(stance.startswith("Contrary") for stance in stances)
    assert all(re.search(r"\(P\d\d, turn \d+\)", quote.cite.get_text()) for quote in quotes)


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
            "figures": folder / "figures",
            "report_tables": folder / "tables",
            "report_page": folder / "r.html",
            "report_document": folder / "r.docx",
        }
    )


def test_the_script_writes_everything(tmp_path):
    paths = write_stages(RESULTS, tmp_path)
    settings = made_settings()
    load_script("write_report").main(files=report_files(paths, tmp_path), settings=settings)
    tables = build_tables(RESULTS)
    numbers = sum(table.data is not None for table in tables.values())
    assert len(list((tmp_path / "tables").iterdir())) == 5 * len(tables) + numbers
    assert (tmp_path / "r.html").read_text("utf-8") == PAGE
    assert (tmp_path / "r.docx").read_bytes() == WORD
    with (tmp_path / "tables" / "themes.csv").open(encoding="utf-8-sig") as file:
        assert len(list(csv.DictReader(file))) == 6


def test_a_quote_that_nobody_said_stops_before_anything_is_written(tmp_path):
    wrong = RESULTS.quotes.assign(text="Nobody said this at all.")
    paths = write_stages(replace(RESULTS, quotes=wrong), tmp_path)
    with pytest.raises(SchemaError, match="not verbatim"):
        load_script("write_report").main(
            files=report_files(paths, tmp_path), settings=made_settings()
        )
    assert not (tmp_path / "tables").exists()
    assert not (tmp_path / "r.html").exists()


def test_the_report_of_a_flat_codebook_without_valence():
    page = BeautifulSoup(to_page(composed(flat_results())), "lxml")
    text = page.get_text(" ")
    assert "Of 8 codes, 2 are general and 6 typical." in text
    assert "holds 8 codes. Of the codes 1 have a definition and 0 rules" in text
    assert "over all codes" in text
    assert "over domains" not in text
    themes = page.select_one("#themes")
    assert [one.get_text() for one in themes.select("figcaption .number")] == ["Table 5"]
    assert len(themes.select("tbody tr")) == 8
    results = page.select_one("#results").get_text(" ")
    assert not re.search("benefit|challenge|not valued|for and against|[Cc]ontrary", results)
    assert "Include" not in page.select_one("#codes").get_text()


def every_figure(folder):
    figures = [
        replace(
            load_figures(drawn(folder / one.heading.name, one.heading.name, number))[0],
            chapter=one.chapter,
            callout=one.callout,
        )
        for number, one in enumerate(FIGURES, start=1)
    ]
    return [figure for figure in figures if figure.name != "valence"]  # as in many studies


def body_text(report):
    """All prose, captions and headings up to the checklists, in the order of reading."""
    said = []
    for part in report.sections:
        if part.id == "checklists":
            break
        for section in part.walk():
            for block in section.blocks:
                said.append(words(block))
                if isinstance(block, Figure):
                    said.append(f"Figure {block.number}")
                if isinstance(block, TableBlock):
                    said.append(f"Table {block.table.number}")
    return said


@pytest.mark.parametrize("results", [RESULTS, flat_results()], ids=["domains", "flat"])
def test_figures_and_tables_are_numbered_by_first_mention_and_named_before_they_stand(
    results, tmp_path
):
    report = composed(results, every_figure(tmp_path))
    said = body_text(report)
    for kind, least in (("Figure", 11), ("Table", 8)):
        named = [int(n) for text in said for n in re.findall(rf"{kind} (\d+)", text)]
        first = list(dict.fromkeys(named))
        assert first == sorted(first), kind
        assert len(first) >= least
    for place, text in enumerate(said):
        if re.fullmatch(r"(Figure|Table) \d+(, part \d+)?", text):
            assert any(re.search(rf"{text}\b", before) for before in said[:place]), text


YEAR = r"(?:19|20)\d\d"
CITATION = re.compile(
    rf"([A-Z][\w\u2019'-]+)(?: et al\.|(?:, [A-Z]\w+)*(?:,? (?:and|&) [A-Z]\w+))?,? \(?({YEAR})\b"
)


def test_every_citation_is_listed_and_every_reference_is_cited(tmp_path):
    report = composed(figures=every_figure(tmp_path))
    listed_papers = next(part for part in report.walk() if part.id == "references").blocks[0].items
    assert listed_papers == tuple(sorted(listed_papers))
    own = [part for part in report.sections if part.id not in ("checklists", "about")]
    text = " ".join(
        words(b) for part in own for s in part.walk() for b in s.blocks if s.id != "references"
    )
    cited = {pair for pair in CITATION.findall(text) if pair[0] not in NO_AUTHORS}
    papers = {re.match(rf"(\w+),.*?\(({YEAR})\)", paper).groups() for paper in listed_papers}
    assert cited == papers
    assert len(papers) == len(listed_papers) >= 9


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
        final = RESULTS.codings.assign(**change)
        return collect_facts(replace(RESULTS, codings=final))["saturation"]

    assert "runs of two participants" in sentence()
    assert "saturation was reached at 4+2 (base 4); Table 9" in sentence()
    # each interview brings a code of its own: nothing is reached
    ids = list(RESULTS.codebook.ids)
    place = {person: at for at, person in enumerate(PEOPLE)}
    own = [ids[place[person]] for person in RESULTS.codings["interview"]]
    assert "was not reached or could not be assessed" in sentence(code=own)


def test_the_authors_themes_come_first_and_codes_of_none_after_them():
    theme = AuthorsTheme(
        name="Being seen", idea="To be seen teaches.", codes=("tasks.tape",), sentence="It does."
    )
    report = composed(replace(RESULTS, authors_themes=(theme,)))
    (themes,) = [part for part in report.walk() if part.id == "themes"]
    assert [part.title for part in themes.sections] == ["Being seen", "Codes Outside the Themes"]
    lead, table = themes.sections[0].blocks
    assert lead.text.startswith("To be seen teaches. It does. 6 (100%) of the participants have")
    assert [row.cells[0] for row in table.table.rows] == [HOSTILE]
    rest = [row.cells[0] for row in themes.sections[1].blocks[0].table.rows]
    assert HOSTILE not in rest
    assert len(rest) == len(RESULTS.codebook.codes) - 1
    rules = " ".join(words(b) for part in report.walk() for b in part.blocks)
    assert "The authors defined 1 theme over the codes" in rules
    own = " ".join(words(b) for part in REPORT.walk() for b in part.blocks)
    assert "the authors defined no themes" in own


def test_the_report_says_how_many_quotes_the_authors_chose():
    quotes = RESULTS.quotes.copy()
    quotes.loc[quotes["printed"].idxmax(), "chosen_by"] = "authors"
    printed = int(quotes["printed"].sum())
    facts = collect_facts(replace(RESULTS, quotes=quotes))
    assert f"1 chosen by the authors, {printed - 1} by a stated rule" in facts["quotes"]
    assert "The authors chose 1; the others follow a rule." in facts["quote_rule"]
    assert "chosen by a stated rule" in collect_facts(RESULTS)["quotes"]


def test_rows_of_quotes_csv_that_were_not_used_are_counted():
    lost = pd.DataFrame([dict.fromkeys(RESULTS.unplaced_quotes.columns, "x")])
    assert "Not used: 1 row of quotes.csv" in " ".join(
        limits(replace(RESULTS, unplaced_quotes=lost))
    )
