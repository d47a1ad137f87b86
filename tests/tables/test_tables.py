"""Every table, in every format, from one source."""

import csv
import io
import re
import shutil
import subprocess
import time
import zipfile
from dataclasses import replace
from functools import cached_property

import docx
import numpy as np
import openpyxl
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from aft_themes.catalog import SUGGESTION_QUALITY
from aft_themes.codebook.codes import Code, Codebook
from aft_themes.corpus.cleaning import find_marks
from aft_themes.corpus.tags import TAG
from aft_themes.io.spreadsheets import inert
from aft_themes.tables.agreement import agreement_overview
from aft_themes.tables.groups import group_passages
from aft_themes.tables.model import Column, Link, Row, Table, body, panels, printed_text
from aft_themes.tables.participants import bands, group_sizes, hidden_groups, intake_table
from aft_themes.tables.registry import TABLES as REGISTERED
from aft_themes.tables.registry import WRITERS, build_tables, number_table, write_table
from aft_themes.tables.suggestions import suggestions_table
from aft_themes.tables.writers.docx import to_docx
from aft_themes.tables.writers.html import to_html_page
from aft_themes.tables.writers.latex import latex, to_latex
from aft_themes.tables.writers.xlsx import to_csv, to_xlsx
from aft_themes.themes.authors_themes import AuthorsTheme
from aft_themes.themes.quotation import printed_words
from aft_themes.themes.quotes import roll_up_passages
from aft_themes.themes.themes import theme_groups
from tests.made_results import (
    HOSTILE,
    PEOPLE,
    flat_results,
    made_results,
    made_settings,
    with_topics,
)

KAPPA = "Cohen's kappa"
OF_MOST_STUDIES = [name for name in REGISTERED if name not in ("consensus", "language_model")]
NUMBERS = {f"table:{name}": str(place) for place, name in enumerate(REGISTERED, start=1)}


def numbered(results):
    return {name: number_table(one, NUMBERS) for name, one in build_tables(results).items()}


class Made:
    """The invented run and its tables, and those of the flat study, when a test first asks."""

    @cached_property
    def results(self):
        return with_topics(made_results())

    @cached_property
    def tables(self):
        return numbered(self.results)

    @cached_property
    def flat(self):
        return numbered(flat_results())


MADE = Made()


@pytest.fixture(scope="module", autouse=True)
def made():
    """Make all tables before the first test: `make mutants` then sees that each test needs them."""
    return MADE.tables, MADE.flat


SMALL = Table(
    name="small",
    number="1",
    title="A Small Table",
    columns=(
        Column("Domain"),
        Column("Theme", 2),
        Column("n", numeric=True),
        Column("phi", bounded=True, numeric=True),
        Column("Quote", 3),
    ),
    rows=(
        Row(("Tasks", "Tape", 4, 0.123, HOSTILE)),
        Row(("Tasks", "Shame", 1, -0.5, "\u201cI did.\u201d (P01)"), 1),
        Row(("=Impact", "Awareness", 0, None, Link("see", "e/index.html#at=P01.002.1&x=%"))),
    ),
    notes=("N = 6.",),
    group=True,
    banners=("Synthetic data.",),
    marks=("synthetic",),
)


def test_the_registry_names_every_table_once():
    assert [table.name for table in MADE.tables.values()] == OF_MOST_STUDIES
    assert len({table.title for table in MADE.tables.values()}) == len(MADE.tables)
    named = [
        name
        for table in MADE.tables.values()
        for name in re.findall(r"\b(code_\w+)\.csv", table.note)
    ]
    assert set(named) == {"code_by_participant", "code_by_participant_counts"}


def said(table):
    """The printed cells, with plain minus signs."""
    return [
        [
            printed_text(value, column).replace("\u2212", "-")
            for value, column in zip(row.cells, table.columns, strict=True)
        ]
        for row in table.rows
    ]


def plain(text):
    text = "\u2014" if text in (None, "") else str(text).replace("\u2212", "-")
    text = text.replace(".\u00a0.", ". .").replace(".\u00a0.", ". .")
    return text[1:] if text.startswith("'") and inert(text[1:]) == text else text


def regrouped(table, lines):
    """Give the heading of each group back to its rows."""
    if not table.group:
        return lines
    full, heading = [], ""
    for line in lines:
        if len(line) == 1:
            heading = line[0]
        else:
            full.append([heading, *line])
    return full


def xlsx_cells(table):
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(table)))["Table"]
    found = []
    for line in sheet.iter_rows(min_row=2):
        found.append([shown(cell) for cell in line])
    return found


def shown(cell):
    """What Excel shows of a number, given its format."""
    if not isinstance(cell.value, int | float):
        return plain(cell.value)
    whole, _, decimals = cell.number_format.partition(".")
    thousands = "," * whole.startswith("#,")
    text = f"{cell.value:{thousands}.{len(decimals)}f}"
    bare = not whole and abs(cell.value) < 1
    return text.replace("0.", ".", 1) if bare else text


def docx_cells(table):
    document = docx.Document(io.BytesIO(to_docx(table)))
    (grid,) = document.tables
    lines = []
    for row in grid.rows[1:]:
        cells = row._tr.tc_lst
        lines.append([plain("".join(t.text or "" for t in c.iter(qn("w:t")))) for c in cells])
    return regrouped(table, lines)


def html_cells(table):
    page = BeautifulSoup(to_html_page(table), "lxml")
    lines = [
        [plain(cell.get_text()) for cell in row.find_all(["th", "td"])]
        for row in page.select("tbody tr")
    ]
    return regrouped(table, lines)


def latex_cells(table):
    source = to_latex(table)
    inside = source.split("\\endlastfoot\n", 1)[1].split("\\end{longtable}")[0]
    lines = []
    for line in inside.split("\\\\"):
        line = line.removeprefix("*").strip("\n")
        heading = re.fullmatch(r"\\multicolumn\{\d+\}\{l\}\{\\textbf\{(.*)\}\} ", line)
        if heading:
            lines.append([heading.group(1)])
        elif line.strip():
            lines.append([cell.strip() for cell in line.split(" &\n")])
    strip = re.compile(r"^\\leftskip=\d+em\\relax ")
    link = re.compile(r"^\\href\{(?:[^{}\\]|\\.)*\}\{(.*)\}$")
    lines = [[link.sub(r"\1", strip.sub("", cell)) for cell in line] for line in lines]
    return regrouped(table, lines)


@pytest.mark.parametrize("name", ["small", *OF_MOST_STUDIES])
def test_all_formats_carry_the_same_cells(name):
    table = SMALL if name == "small" else MADE.tables[name]
    expected = said(table)
    assert xlsx_cells(table) == expected
    assert html_cells(table) == expected
    if table.rows:
        assert docx_cells(table) == expected
    escaped = [
        [str(latex(printed_text(v, c))) for v, c in zip(row.cells, table.columns, strict=True)]
        for row in table.rows
    ]
    assert latex_cells(table) == escaped


def test_the_points_of_an_ellipsis_stay_in_one_line():
    table = Table("T", (Column("Code"), Column("Words")), (Row(("a", "then . . . [. . .]")),))
    table = replace(table, name="t", number="1")
    whole = "then .\u00a0.\u00a0. [.\u00a0.\u00a0.]"
    assert whole in to_html_page(table)
    (grid,) = docx.Document(io.BytesIO(to_docx(table))).tables
    assert grid.rows[1].cells[1].text == whole
    assert "then .\\nobreakspace{}.\\nobreakspace{}. {[}" in to_latex(table)
    assert "then . . . [. . .]" in to_csv(table).decode("utf-8"), "data stay as they are"


def test_thousands_have_a_comma_in_every_output_that_people_read():
    table = Table(
        "T",
        (Column("Code"), Column("n", numeric=True), Column("Mean", decimals=1, numeric=True)),
        (Row(("2456", 2456, 1822.25)), Row(("b", 999, -0.04))),
        name="t",
        number="1",
    )
    assert html_cells(table) == docx_cells(table) == xlsx_cells(table)
    assert html_cells(table)[0] == ["2456", "2,456", "1,822.2"]
    assert "2456,2456,1822.25" in to_csv(table).decode("utf-8"), "programs read plain numbers"


def test_columns_of_data_are_as_wide_as_their_words():
    table = Table(
        "T", (Column("Code"), Column("n", numeric=True)), (Row(("A rather long name", 3)),)
    )
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(replace(table, name="t", number="1"))))
    widths = book["Data"].column_dimensions
    assert widths["A"].width > len("A rather long name") > 4 > widths["B"].width


def test_long_ids_can_break_and_prose_has_room():
    long = "training.supervision.use_of_the_tape_in_the_group"
    table = Table("T", (Column("Id"), Column("Said")), (Row((long, "word " * 20)),), name="t")
    page = to_html_page(replace(table, number="1"))
    assert "training.<wbr>supervision.<wbr>use_<wbr>of_" in page
    assert '<td class="prose">word word' in page
    short = replace(table, rows=(Row(("a.b_c", "word")),), number="1")
    assert "<wbr>" not in to_html_page(short) and 'class="prose"' not in to_html_page(short)
    hostile = replace(table, rows=(Row(("<b>._/" * 9, "<i>_" * 30)),), number="1")
    assert "<b>" not in to_html_page(hostile) and "<i>_" not in to_html_page(hostile)


# the preamble of docs/r.md
LATEX_PAGE = r"""\documentclass[a4paper]{article}
\usepackage[T1]{fontenc}
\usepackage[margin=25mm]{geometry}
\usepackage{booktabs,longtable,array,graphicx,textcomp,pdflscape}
\usepackage[hidelinks]{hyperref}
\begin{document}
%s
\end{document}
"""
AWKWARD = (
    *(r"100% safe & sound", r"cost_of_care #1", r"{Braces} and $x^2$", r"back\slash ~tilde ^caret"),
    *(
        "<b>bold</b> | `tick`",
        "--- '' \"\"",
        "[12pt]",
        "\u2265 \u2264 \u2260 \u2192 \u03b1",
        "e\u0301lan \u0219i",
    ),
    *("Ubertragungsphanomene" * 4, "Metacommunication"),
)


@pytest.mark.skipif(not shutil.which("pdflatex"), reason="LaTeX is not installed")
def test_every_table_compiles(tmp_path):
    awkward = Table(
        AWKWARD[0],
        tuple(Column(name) for name in AWKWARD),
        tuple(Row((*AWKWARD[at:], *AWKWARD[:at])) for at in range(len(AWKWARD))),
        AWKWARD,
        name="awkward",
        number="1",
        landscape=True,
    )
    tables = "\n".join(map(to_latex, (*MADE.tables.values(), awkward)))
    (tmp_path / "all.tex").write_text(LATEX_PAGE % tables, "utf-8")
    run = subprocess.run(
        ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "all.tex"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert not run.returncode, run.stdout[-2000:].decode("latin-1")


def test_a_latex_table_says_what_its_letters_take():
    def first_line(said):
        table = replace(SMALL, rows=(Row((said, *SMALL.rows[0].cells[1:])),))
        return to_latex(table).partition("\n")[0]

    assert first_line(" ".join(AWKWARD)).endswith("hidelinks, and T1 fonts.")
    assert first_line("e\u0301").endswith("and T1 fonts.")
    said = first_line("\u7763\u5bfc, \u0430 \u2713")
    assert said.endswith(
        "with a font of these letters, for XeLaTeX or LuaLaTeX: \u0430\u2713\u5bfc\u7763."
    )


def test_the_small_table_as_it_is_printed(request):
    folder = request.path.parents[1] / "data" / "tables"
    assert to_csv(SMALL) == (folder / "small.csv").read_bytes()
    assert to_latex(SMALL) == (folder / "small.tex").read_text("utf-8")
    fragment = to_html_page(SMALL).partition("<main>")[2]
    assert fragment == (folder / "small.html").read_text("utf-8")


def test_the_same_table_gives_the_same_bytes_at_any_time_and_place(monkeypatch):
    before = {ending: write(MADE.tables["themes"]) for ending, write in WRITERS.items()}
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    time.tzset()
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(2_000_000_000))
    assert {ending: write(MADE.tables["themes"]) for ending, write in WRITERS.items()} == before
    monkeypatch.undo()
    time.tzset()
    for ending in ("docx", "xlsx"):
        dates = {
            info.date_time[0] for info in zipfile.ZipFile(io.BytesIO(before[ending])).infolist()
        }
        assert dates == {1980}, ending


def test_word_follows_apa():
    document = docx.Document(io.BytesIO(to_docx(SMALL)))
    number, title, note = document.paragraphs
    assert (number.text, title.text) == ("Table 1", "A Small Table")
    assert number.style.font.bold
    assert title.style.font.italic
    assert note.runs[0].text == "Note."
    assert note.runs[0].italic
    assert [run.text for run in note.runs if run.italic] == ["Note.", "N"]
    (grid,) = document.tables
    head, *_, last = (row._tr for row in grid.rows)
    assert head.trPr.find(qn("w:tblHeader")) is not None
    assert rules(head) == {("top", "bottom")}
    assert rules(last) == {("bottom",)}
    assert {rule for row in grid.rows[1:-1] for rule in rules(row._tr)} == {()}
    assert document.core_properties.created.year == 2000
    # what the program writes is spelt as in Britain: Word then underlines none of it
    assert document.core_properties.language == "en-GB"
    languages = {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}
    assert "Synthetic data." in document.sections[0].header.paragraphs[0].text


def rules(row):
    found = set()
    for cell in row.tc_lst:
        borders = cell.tcPr.find(qn("w:tcBorders"))
        edges = () if borders is None else tuple(e.tag.rpartition("}")[2] for e in borders)
        found.add(edges)
    return found


def test_words_links_lead_where_the_source_says():
    document = docx.Document(io.BytesIO(to_docx(SMALL)))
    (link,) = document.element.body.iter(qn("w:hyperlink"))
    target = document.part.rels[link.get(qn("r:id"))].target_ref
    assert target == "e/index.html#at=P01.002.1&x=%"


def test_rows_of_a_spreadsheet_are_as_tall_as_their_words():
    said = ("word " * 60).strip()
    table = Table(
        "T",
        (Column("Quote"), Column("Segments of all", numeric=True)),
        (Row((said, 1)), Row(("short", 2)), Row((said * 99, 3))),
        (said,),
    )
    book = openpyxl.load_workbook(
        io.BytesIO(to_xlsx(replace(table, data=pd.DataFrame({"n": [1]}))))
    )
    tall = [book["Table"].row_dimensions[row].height for row in (1, 2, 3, 4)]
    width = book["Table"].column_dimensions["A"].width
    assert tall[0] == 30  # "Segments of all" in a narrow column
    assert len(said) / width * 15 < tall[1] < len(said) / width * 15 + 30
    assert tall[2:] == [None, 408.75]  # the tallest row of Excel, in whole pixels
    assert book["About"].row_dimensions[3].height == 60
    one_line = replace(table, rows=(Row(("w" * 40, 1)),), data=pd.DataFrame({"n": [1]}))
    fits = openpyxl.load_workbook(io.BytesIO(to_xlsx(one_line)))["Table"]
    assert fits.row_dimensions[2].height is None
    assert book["Table"]["B2"].alignment.horizontal == "center"
    assert all(sheet.page_setup.fitToHeight == 0 for sheet in book)  # one page wide


@pytest.mark.parametrize("start", [*"=+-@\t\r\n", "  =", "\uff1d"])
def test_no_spreadsheet_cell_begins_like_a_formula(start):
    table = Table("T", (Column(start),), (Row((start + "cmd()",)),), (start,))
    (head,), (cell,) = csv.reader(io.StringIO(to_csv(table).decode("utf-8-sig"), newline=""))
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(table)))
    cells = [c.value for sheet in book for row in sheet.iter_rows() for c in row if c.value]
    assert re.fullmatch("[a-z]+", head)
    assert cell.startswith("'")
    assert all(inert(value) == value for value in cells)
    assert all(c.data_type != "f" for sheet in book for row in sheet.iter_rows() for c in row)


def test_numbers_stay_numbers_for_r():
    lines = list(csv.DictReader(io.StringIO(to_csv(SMALL).decode("utf-8-sig"))))
    assert [line["phi"] for line in lines] == ["0.123", "-0.5", ""]
    frame = pd.read_csv(io.BytesIO(to_csv(MADE.tables["code_by_participant"])), index_col="code")
    assert list(frame.columns[:-1]) == PEOPLE
    assert frame[PEOPLE].to_numpy().dtype.kind == "i"
    assert frame.loc["tasks", PEOPLE].tolist() == [1] * 6
    assert frame.loc["tasks.tape.shame", PEOPLE].tolist() == [1, 0, 0, 0, 0, 0]
    counts = pd.read_csv(
        io.BytesIO(to_csv(MADE.tables["code_by_participant_counts"])), index_col="code"
    )
    assert counts.loc["tasks", PEOPLE].tolist() == [3, 1, 1, 1, 1, 1]


@given(st.text(max_size=40))
def test_latex_acts_on_nothing(text):
    escaped = re.sub(
        r"\\(?:[{}$&#%_]|[a-z]+\{\}|ensuremath\{(?:-|\\[a-z]+)\})|\{[-\[\]]\}", "", latex(text)
    )
    assert not set(escaped) & set("\\{}$&#%_^~\n\r")


def test_hostile_words_appear_as_those_characters_everywhere():
    for table in (MADE.tables["themes"], MADE.tables["codebook"], MADE.tables["topics"]):
        page = to_html_page(table)
        assert "<b>" not in page
        assert "{{7*7}}" in page
        assert "49" not in page
        assert "</script" not in page
        assert "\\input" not in to_latex(table)
        text = "".join(cell for row in said(table) for cell in row)
        assert HOSTILE in text


def test_every_output_says_that_the_data_are_synthetic(tmp_path):
    for table in MADE.tables.values():
        write_table(table, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {
        *(f"{name}.{ending}" for name in MADE.tables for ending in WRITERS),
    }
    for path in tmp_path.iterdir():
        if path.suffix in (".docx", ".xlsx"):
            with zipfile.ZipFile(path) as archive:
                content = b"".join(archive.read(name) for name in archive.namelist())
        else:
            content = path.read_bytes()
        empty = MADE.tables[path.stem].tidy.empty
        assert b"ynthetic" in content or (path.suffix == ".csv" and empty), path.name


def test_a_study_of_people_is_not_called_synthetic():
    real = made_results(settings=made_settings(synthetic=False))
    for table in build_tables(real).values():
        assert not table.banners
        assert b"ynthetic" not in to_csv(table)
        assert "language models" not in table.note


def test_unchecked_suggestions_are_announced():
    settings = made_settings().model_copy(
        update={"coding": made_settings().coding.model_copy(update={"final": "suggested"})}
    )
    tables = build_tables(replace(MADE.results, settings=settings))
    assert all("machine suggestions" in table.note for table in tables.values())
    assert b"machine suggestions" in to_csv(tables["themes"])


def test_what_a_study_lacks_is_said_and_not_a_crash():
    tables = build_tables(made_results(coders=1))
    assert not tables["agreement"].rows
    assert "No interview was assigned to two coders" in tables["agreement"].note
    assert "No topics were looked for" in tables["topics"].note
    assert "no topics" in tables["crosswalk"].note
    assert "No suggestions" in tables["suggestions"].note
    for table in tables.values():
        for write in WRITERS.values():
            write(table)


def test_the_participants_are_counted_in_bands():
    rows = {(row.cells[0], row.cells[1]): row.cells[2:] for row in MADE.tables["participants"].rows}
    assert rows["Cohort", "early"] == (4, pytest.approx(400 / 6))
    assert rows["Cohort", "Not stated"][0] == 1
    assert list(rows)[-1][0] == "Age"
    assert [key[1] for key in rows if key[0] == "Age"] == ["31", "34", "39", "42", "47", "58"]


def test_the_note_says_how_much_participants_spoke_and_how_long_in_minutes():
    note = MADE.tables["participants"].note
    assert "N = 6 participants, one interview each." in note
    each = "words each; interviews lasted 10 minutes each, known for 5 of 6 interviews."
    assert f"Participants spoke 1,234 {each}" in note
    intake = MADE.results.intake.assign(participant_words=range(1000, 1008))
    intake.loc[intake["interview"] == "P01", "duration_s"] = 3600
    spread = build_tables(replace(MADE.results, intake=intake))["participants"].note
    assert (
        "Participants spoke a median of 1,004 words (range 1,001 to 1,006); interviews lasted a "
        "median of 10 minutes (range 10 to 60, known for 5 of 6 interviews)."
    ) in spread


def test_many_numbers_are_banded():
    ages = [str(age) for age in range(23, 61, 2)] + [""]
    assert set(bands(ages)) == {
        "20\u201329",
        "30\u201339",
        "40\u201349",
        "50\u201359",
        "Not stated",
    }
    assert list(group_sizes(pd.Series(ages))) == [
        "20\u201329",
        "30\u201339",
        "40\u201349",
        "50\u201359",
        "Not stated",
    ]
    assert bands(["a", "", "31"]) == ["a", "Not stated", "31"]


@given(st.dictionaries(st.text(min_size=1), st.integers(1, 30), min_size=1), st.integers(0, 8))
def test_no_hidden_count_follows_from_the_total(sizes, least):
    hidden = hidden_groups(sizes, least)
    assert {value for value, n in sizes.items() if n < least} <= hidden
    assert not hidden or len(sizes) == len(hidden) or len(hidden) > 1
    if hidden and hidden != set(sizes):
        assert sum(sizes[value] for value in hidden) >= least
    if not least:
        assert not hidden


def test_small_cells_are_hidden_on_request():
    tables = build_tables(made_results(settings=made_settings(suppress_below=3)))
    rows = {(row.cells[0], row.cells[1]): row.cells[2:] for row in tables["participants"].rows}
    assert rows["Cohort", "late"] == ("hidden", None)
    assert rows["Cohort", "Not stated"] == ("hidden", None)
    assert {cells[0] for (name, _), cells in rows.items() if name == "Age"} == {"hidden"}
    heads = [column.name for column in tables["themes_by_attribute"].columns]
    assert not [head for head in heads if "late" in head]


def test_the_theme_table_counts_and_quotes():
    rows = {row.cells[1]: row.cells for row in MADE.tables["themes"].rows}
    tasks = rows["Tasks (whole domain)"]
    assert tasks[3:5] == ("6 (100%)", "[61, 100]")
    assert rows[HOSTILE][6:10] == (3, 2, 1, 0)
    assert rows["Notices less"][3:5] == ("0 (0%)", "[0, 39]")
    assert re.fullmatch(r"\u201c.*\u201d \(P\d\d\)", rows["Notices more"][10], re.DOTALL)
    assert "Label" not in heads(MADE.tables["themes"])


def test_labels_are_printed_in_consensual_qualitative_research_only():
    agreed = {"consensus": "We met.", "auditing": "Q audited."}
    for statements, labelled in ((agreed, True), ({"consensus": "We met."}, False)):
        settings = made_settings(approach="cqr", statements=statements)
        table = build_tables(made_results(settings=settings))["themes"]
        assert ("Label" in heads(table)) == labelled
        assert ("Hill et al. (2005)" in table.note) == labelled
        assert "95% CI" not in heads(table)
        assert ("label" in table.tidy) == labelled


def test_negative_cases_speak_against_and_who_was_not_coded_is_a_count():
    rows = {row.cells[1]: row.cells for row in MADE.tables["negative_cases"].rows}
    assert rows[HOSTILE][4:7] == ("P05, P06", 1, 0)
    # nobody speaks against it, and one was not coded for it: that is no negative case
    assert "Notices more" not in rows
    assert "Shame" not in rows


def test_intake_lists_every_file_and_how_to_mend_it():
    rows = {row.cells[0]: row.cells for row in MADE.tables["intake"].rows}
    assert rows["P07.vtt"][2] == "rejected"
    assert rows["P07.vtt"][12] == "It is empty. Fix: export it again."
    assert rows["P07.vtt"][5] is None
    assert rows["P01.txt"][5:11] == (7, 3, 1234, 40, 0, 10.0)
    assert b"'=notes.txt" in to_csv(MADE.tables["intake"])


def test_intake_marks_what_may_be_misread():
    first, *rest = MADE.results.intake.query("status == 'read'").to_dict("records")
    first |= {"warnings": ["One turn.", "a note."], "warning_severities": ["doubt", "note"]}
    intake = pd.DataFrame([first, *rest])
    shown = intake_table(replace(MADE.results, intake=intake))
    assert shown.rows[0].cells[12] == "DOUBT: One turn. A note."


def test_the_framework_matrix_leads_to_the_explorer():
    cells = [cell for row in MADE.tables["framework_matrix"].rows for cell in row.cells]
    links = [cell for cell in cells if isinstance(cell, Link)]
    assert len(links) == 11
    assert set(MADE.tables["framework_matrix"].tidy.columns) >= {"participant", "topic", "segments"}
    assert re.fullmatch(
        r"\.\./explorer/index\.html#view=transcript&interview=(P\d\d)&at=\1\.\d{3}\.1",
        links[0].href,
    )
    by_person = [
        [cell.href for cell in row.cells if isinstance(cell, Link)]
        for row in MADE.tables["framework_matrix"].rows
    ]
    assert all(len(set(found)) == len(found) for found in by_person)


def test_topics_and_codes_are_called_heuristic():
    topics, crosswalk = MADE.tables["topics"], MADE.tables["crosswalk"]
    assert "never enter the theme table" in topics.note
    assert topics.rows[1].cells[1] == "tape / camera / film"
    assert topics.rows[1].cells[5] == ".80 [.70, .90]"
    assert topics.rows[0].cells[9] is None
    assert len(crosswalk.rows) == 1
    assert "Topic 2, because no code belongs to it" in crosswalk.note
    assert "P03.006.1" in crosswalk.note


def test_agreement_is_listed_overall_by_domain_and_by_code():
    headings = list(dict.fromkeys(row.cells[0] for row in MADE.tables["agreement"].rows))
    assert headings == [
        "Overall, all segments",
        "Overall, coded only",
        "Valence",
        "Domains, all segments",
        "Codes of Tasks, all segments",
        "Codes of Impact, all segments",
    ]
    assert "language models" in MADE.tables["agreement"].note
    above = agreement_overview(MADE.results, MADE.tables["agreement"]).rows
    assert list(dict.fromkeys(row.cells[0] for row in above)) == headings[:4]


def test_a_very_wide_table_is_split_into_panels():
    wide = replace(
        SMALL,
        columns=tuple(Column(f"c{n}", numeric=True) for n in range(100)),
        rows=(Row(tuple(range(100))),),
        group=False,
    )
    parts = panels(wide, 42)
    assert [part[0] for part in parts] == [0, 0, 0]
    assert sorted({at for part in parts for at in part}) == list(range(100))
    assert len(docx.Document(io.BytesIO(to_docx(wide))).tables) == 3
    assert to_latex(wide).count("\\begin{longtable}") == 3


def test_groups_are_headed_once():
    assert [line.heading for line in body(SMALL)] == ["Tasks", "", "", "=Impact", ""]


def test_rows_must_fit_their_columns():
    with pytest.raises(ValueError, match="one cell per column"):
        Table("T", (Column("a"),), (Row(("x", "y")),))


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ('She said "no... never" [laughs].', "She said \u2018no . . . never\u2019 [laughs]."),
        ("[SUPERVISOR_1]'s room (2.0) and", "[supervisor 1]\u2019s room [pause, 2.0 s] and"),
        ("in [DATE: 2012, winter] (pause)", "in [date: 2012, winter] [pause]"),
        ("what...?", "what . . .?"),
        ("</script> {{7*7}}", "</script> {{7*7}}"),
        (
            "She said \"he told me 'go home' and I went\".",
            "She said \u2018he told me \u201cgo home\u201d and I went\u2019.",
        ),
        ("He said 'no' and left", "He said \u2018no\u2019 and left"),
        ("'Come,' she said, 'now.'", "\u2018Come,\u2019 she said, \u2018now.\u2019"),
        (
            "the residents' tapes 'cause of '90s",
            "the residents\u2019 tapes \u2019cause of \u201990s",
        ),
        ("'The residents' tapes,' he said", "\u2018The residents\u2019 tapes,\u2019 he said"),
        ("rock 'n' roll, tell 'em", "rock \u2019n\u2019 roll, tell \u2019em"),
    ],
)
def test_quotes_follow_apa(text, printed):
    assert printed_words(text) == printed


def test_a_block_quote_keeps_double_marks_inside():
    assert printed_words('He said "no" once.', block=True) == "He said \u201cno\u201d once."
    inner = printed_words("He said \"she goes 'no' then\".", block=True)
    assert inner == "He said \u201cshe goes \u2018no\u2019 then\u201d."


@given(st.text("ab.' \"(2)[X_1]?,\u2026", max_size=60))
def test_printing_a_quote_changes_no_word(text):
    assert letters(printed_words(text)) == letters(text)


def letters(text):
    spans = [*find_marks(text), *(match.span() for match in TAG.finditer(text))]
    outside = [sign for at, sign in enumerate(text) if not any(a <= at < b for a, b in spans)]
    return "".join(sign for sign in outside if sign.isalnum())


def test_suggestions_stand_beside_what_coders_reach_with_each_other():
    levels = [("as coded", "all codes"), ("with ancestors", "all codes")]
    levels += [("with ancestors", "all domains")]
    study = MADE.results.settings.study
    quality = pd.DataFrame(
        [
            (basis, level, "", "", "", "kappa", 0.5, 0.4, 0.6, 20, 5, "", study)
            for basis, level in levels
        ],
        columns=SUGGESTION_QUALITY.schema.names,
    )
    table = build_tables(replace(MADE.results, suggestion_quality=quality))["suggestions"]
    kappa, ceiling = (
        [c.name for c in table.columns].index(n) for n in ("\u03ba", "Coders\u2019 \u03ba")
    )
    shown = {row.cells[1]: (row.cells[kappa], row.cells[ceiling]) for row in table.rows}
    keyed = MADE.results.agreement.set_index(["level", "measure", "variant"])["estimate"]
    coders = keyed[["all codes", "all domains"]].sort_index()
    for name, level in (("Codes as given", "all codes"), ("Domains", "all domains")):
        reached = f"{coders[level, KAPPA, 'all segments']:.2f}".lstrip("0")
        assert shown[name] == (".50 [.40, .60]", reached)
    assert shown["Codes and those above them"] == (".50 [.40, .60]", None)
    assert f"interviews of this study ({study})" in table.note
    assert "learnt from at most" not in table.note
    assert "Brackets: 95% intervals from a bootstrap of participants." in table.note
    few = replace(MADE.results, suggestion_quality=quality.assign(low=np.nan, high=np.nan))
    assert "No interval: fewer than 6 participants." in suggestions_table(few).note
    many = pd.concat([MADE.results.segments] * (6000 // len(MADE.results.segments) + 1))
    large = replace(MADE.results, suggestion_quality=quality, segments=many)
    assert "learnt from at most 6,000 of them" in suggestions_table(large).note
    other = replace(MADE.results, suggestion_quality=quality.assign(study="first-site"))
    note = build_tables(other)["suggestions"].note
    assert "interviews of the study first-site" in note and "not about this study" in note


def heads(table):
    return [column.name for column in table.columns]


def test_tables_of_a_flat_codebook_have_no_column_of_domains_and_no_row_of_them():
    for name in ("codebook", "themes", "themes_by_attribute", "negative_cases"):
        assert "Domain" not in heads(MADE.flat[name])
        assert not MADE.flat[name].group
    for table in MADE.flat.values():
        assert "domain" not in f"{table.title} {table.note}".casefold(), table.name
    assert len(MADE.flat["themes"].rows) == 8
    levels = {MADE.flat["agreement"].text(row, 0) for row in MADE.flat["agreement"].rows}
    assert levels == {"Overall, all segments", "Overall, coded only", "Codes, all segments"}
    assert len(MADE.flat["cooccurrence"].rows) > 5
    assert len(MADE.flat["framework_matrix"].columns) == 9


def test_columns_that_hold_nothing_are_left_out():
    assert heads(MADE.flat["codebook"]) == ["Code", "Identifier", "Definition"]
    said = MADE.flat["codebook"].notes, MADE.tables["codebook"].notes
    assert [notes[0] for notes in said] == [
        "What helped, version 1: 8 codes.",
        "Invented codebook, version 2.1: 6 codes in 2 domains.",
    ]
    valences = {"Benefit", "Challenge", "Mixed", "Neither", "Contrary quote"}
    assert not valences & set(heads(MADE.flat["themes"]))
    assert not MADE.flat["negative_cases"].rows
    assert "cannot be found" in MADE.flat["negative_cases"].note
    assert valences < set(heads(MADE.tables["themes"]))
    assert {"Include", "Exclude"} < set(heads(MADE.tables["codebook"]))


def test_a_codebook_with_and_without_domains_names_both():
    book = Codebook("b", "1", (*MADE.results.codebook.codes, Code("alone", "Alone", "", "", "")))
    mixed = replace(MADE.results, codebook=book)
    assert [code.id for code in mixed.domains] == ["tasks", "impact"]
    assert mixed.codes[-1].id == "alone"
    assert mixed.heading("alone") == "Without a domain"


def test_a_framework_of_many_codes_is_printed_in_panels_that_can_be_read():
    wide = replace(MADE.flat["framework_matrix"], across=3)
    assert panels(wide, 40) == [(0, 1, 2, 3), (0, 4, 5, 6), (0, 7, 8)]


def test_without_intervals_no_table_speaks_of_one():
    settings = MADE.results.settings.model_copy(
        update={"themes": MADE.results.settings.themes.model_copy(update={"interval": "none"})}
    )
    table = build_tables(replace(MADE.results, settings=settings))["themes"]
    assert "95% CI" not in heads(table)
    assert "interval" not in table.note
    assert "95% CI" in heads(MADE.tables["themes"])


def test_numbers_for_programs_have_fixed_names_and_are_plain():
    data = pd.read_csv(io.BytesIO(to_csv(MADE.tables["themes"])))
    themes = MADE.results.themes.set_index("code")
    assert list(data.columns[:8]) == "code domain level name n of share low".split()
    row = data.set_index("code").loc["tasks.tape"]
    assert row["n"] == themes.loc["tasks.tape", "n"]
    assert row["share"] == pytest.approx(themes.loc["tasks.tape", "share"], abs=1e-6)
    # what a spreadsheet would take for a formula is text
    assert row["name"] == f"'{HOSTILE}"
    assert set(data["data"]) == {"synthetic"}
    tables = with_groups()
    for name in ("themes_summary", "themes_by_attribute", "groups", "negative_cases"):
        found = pd.read_csv(io.BytesIO(to_csv(tables[name])))
        assert {"code", "n", "of", "share"} <= set(found), name
        assert all(found[column].dtype.kind in "if" for column in ("n", "of", "share"))
    for table in tables.values():
        columns = pd.read_csv(io.BytesIO(to_csv(table))).columns
        assert len(set(columns)) == len(columns)
        assert all(re.fullmatch(r"[a-z][a-z0-9_]*|P\d\d", column) for column in columns), columns


def test_a_workbook_has_the_numbers_as_numbers():
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(MADE.tables["themes"])))
    head, first = list(book["Data"].iter_rows(max_row=2, values_only=True))
    cells = dict(zip(head, first, strict=True))
    assert isinstance(cells["n"], int)
    assert isinstance(cells["share"], int | float)
    assert book.sheetnames == ["Table", "Data", "About"]


def test_numbers_of_groups_that_are_too_small_are_in_no_file():
    hidden = with_groups(suppress_below=3)["themes_by_attribute"]
    assert set(hidden.data["value"]) <= {"early"}


def with_groups(**report):
    """Tables of a study whose two groups are compared."""
    return build_tables(grouped(**report))


def grouped(**report):
    settings = made_settings(**report)
    settings = settings.model_copy(
        update={"themes": settings.themes.model_copy(update={"group_from": 2})}
    )
    people = MADE.results.people.assign(cohort=["early"] * 4 + ["late"] * 2)
    groups = theme_groups(MADE.results.participants, people, settings.themes)
    return replace(MADE.results, settings=settings, people=people, groups=groups)


def test_a_groups_quote_is_of_its_code_and_by_somebody_of_the_group():
    results = grouped()
    chosen = group_passages(results, results.compared)
    cohort = results.people.set_index("participant")["cohort"]
    rolled = roll_up_passages(results.passages, results.codebook)
    of_code = {
        code: set(mine[["interview", "turn", "start"]].itertuples(index=False, name=None))
        for code, mine in rolled.groupby("code")
    }
    assert {group for _, group in chosen} == {"early", "late"}
    for (code, group), passage in chosen.items():
        assert (passage.interview, passage.turn, passage.start) in of_code[code], code
        assert cohort[passage.participant] == group


def test_groups_stand_side_by_side_with_a_quote_that_stands_nowhere_else():
    table = with_groups()["groups"]
    assert heads(table)[:3] == ["Code", "early (n = 4)", "early: quote"]
    printed = set(MADE.results.quotes.loc[MADE.results.quotes["printed"], "segment_id"])
    cells = {row.cells[0]: row.cells for row in table.rows}
    n = {row.value: row.n for row in theme_groups_of("impact.more")}
    assert cells["Notices more"][1] == f"{n['early']} (100%)"
    assert printed
    assert "leads, not tests" in table.note
    assert not MADE.tables["groups"].rows


def test_the_short_table_and_the_groups_quote_other_words():
    tables = with_groups()
    short = [
        row.cells[3].split("\u201d")[0][1:] for row in tables["themes_summary"].rows if row.cells[3]
    ]
    of_groups = [cell for row in tables["groups"].rows for cell in row.cells if cell]
    assert short and any("\u201c" in cell for cell in of_groups)
    assert not [one for one in short for cell in of_groups if one in cell]


def theme_groups_of(code):
    people = MADE.results.people.assign(cohort=["early"] * 4 + ["late"] * 2)
    groups = theme_groups(MADE.results.participants, people, made_settings().themes)
    return list(groups[groups["code"] == code].itertuples())


def test_the_summary_has_a_few_words_on_each_code_below_the_domains():
    table = MADE.tables["themes_summary"]
    assert [row.cells[1] for row in table.rows] == [HOSTILE, "Notices more", "Notices less"]
    assert table.tidy["code"].tolist() == ["tasks.tape", "impact.more", "impact.less"]
    quotes = [row.cells[3] for row in table.rows if row.cells[3]]
    assert quotes
    assert all(len(quote.split()) <= 31 for quote in quotes)  # 30 words and who speaks
    assert not table.landscape
    assert len(MADE.flat["themes_summary"].rows) == 8


def test_a_short_quote_of_the_authors_wins_in_the_summary():
    quotes = MADE.results.quotes.copy()
    mine = quotes.index[quotes["code"] == "impact.more"][0]
    chosen = {"chosen_by": "authors", "printed": True, "text": "so P02 2"}
    quotes.loc[mine, list(chosen)] = list(chosen.values())
    table = build_tables(replace(MADE.results, quotes=quotes))["themes_summary"]
    said = table.tidy.set_index("code")["quote"]["impact.more"]
    assert said == f"\u201cso P02 2\u201d ({quotes.loc[mine, 'participant']})"


def test_authors_themes_organise_the_tables():
    theme = AuthorsTheme(name="Being seen", codes=("impact.more", "tasks.tape.shame"))
    tables = build_tables(replace(MADE.results, authors_themes=(theme,)))
    for name in ("themes", "themes_summary", "themes_by_attribute"):
        found = [(row.cells[0], row.indent) for row in tables[name].rows]
        assert found[:2] == [("Being seen", 0)] * 2, name
        assert {heading for heading, _ in found[2:]} == {"Codes outside the themes"}
        assert heads(tables[name])[0] == "Theme"
    assert "Tasks (whole domain)" not in [row.cells[1] for row in tables["themes"].rows]
    assert heads(tables["framework_matrix"]) == ["Participant", "Being seen"]
    counted = tables["framework_matrix"].tidy.set_index("participant")["segments"]
    assert counted["P01"] == 2


def test_what_people_write_stands_in_the_framework_matrix():
    written = {("P01", "tasks"): "She dreads the tape.", ("P02", "case"): "A quiet one."}
    table = build_tables(replace(MADE.results, summaries=written))["framework_matrix"]
    assert heads(table)[:3] == ["Participant", "Case summary", "Tasks"]
    cells = {row.cells[0]: row.cells for row in table.rows}
    assert cells["P01"][2] == "3: She dreads the tape."
    assert cells["P01"][1] is None
    assert cells["P02"][1] == "A quiet one."
    assert isinstance(cells["P02"][2], Link)
    assert "authors' summaries" in table.note
    assert "Case summary" not in heads(MADE.tables["framework_matrix"])
    data = table.tidy.set_index(["participant", "topic"])
    assert data.loc[("P01", "tasks"), "summary"] == "She dreads the tape."


def test_a_reflexive_study_has_no_table_of_programs_and_no_quote_by_rule():
    reflexive = made_results(settings=made_settings(approach="reflexive"))
    tables = build_tables(replace(reflexive, vectors=None))
    assert not {"agreement", "saturation", "suggestions", "topics", "crosswalk"} & set(tables)
    assert not any(isinstance(c, Link) for r in tables["framework_matrix"].rows for c in r.cells)
    assert "quote" not in " ".join(heads(tables["themes_summary"])).lower()
    assert "95% CI" not in heads(tables["themes"])


def test_long_ids_over_numbers_stand_upright_in_a_workbook_and_other_headings_do_not():
    ident = "participant-of-the-northern-sit"
    columns = (
        Column("Code"),
        Column(ident, numeric=True),
        Column("Participants", numeric=True),
        Column("Extraordinarily-long-words", numeric=False),
    )
    table = Table("T", columns, (Row(("a", 3, 4, "b")), Row(("c", None, 0, "d"))), name="t")
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(replace(table, number="1"))))["Table"]
    assert [cell.alignment.textRotation for cell in sheet[1]] == [0, 90, 0, 0]
    assert sheet["B1"].value == ident
    assert sheet.column_dimensions["B"].width < 8 < sheet.column_dimensions["D"].width
    # as high as the id is long: a bold letter of 11 points takes some 6
    assert 6 * len(ident) < sheet.row_dimensions[1].height <= 409
